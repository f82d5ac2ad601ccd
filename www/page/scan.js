/**
 * Scraped articles end in 掃一掃在手機打開當前頁, which led somewhere once. Here it does again: the
 * line, which the element sets apart as page furniture, opens the dialog with a code that works.
 */

const LINE = /掃一掃|扫一扫/;

/**
 * @param {HTMLElement} article the `<wenmai-article>`
 * @param {() => void} open opens the dialog
 * @returns {(label: string) => void} names what the line does, in another language
 */
export function revive(article, open) {
  let label = "";
  const wake = () => {
    for (const line of article.querySelectorAll(".wenmai-boilerplate")) {
      if (!LINE.test(line.textContent)) continue;
      line.setAttribute("role", "button");
      line.setAttribute("tabindex", "0");
      line.setAttribute("aria-description", label);
      line.dataset.scan = "";
    }
  };
  // Painting makes the line anew.
  new MutationObserver(wake).observe(article, { childList: true, subtree: true });
  const act = (event) => {
    if (!event.target.closest?.("[data-scan]")) return;
    event.preventDefault();
    open();
  };
  article.addEventListener("click", act);
  article.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") act(event);
  });
  return (text) => {
    label = text;
    wake();
  };
}

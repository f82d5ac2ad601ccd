/**
 * Scraped articles end in 掃一掃在手機打開當前頁, which led somewhere once. Here it does again: the
 * line, which the element sets apart as page furniture, opens the dialog with a code that works.
 */

const LINE = /掃一掃|扫一扫/;
const FURNITURE = ".wenmai-boilerplate";

/**
 * @param {HTMLElement} article the `<wenmai-article>`
 * @param {() => void} open opens the dialog
 * @returns {(label: string) => void} names what the line does, in another language
 */
export function revive(article, open) {
  let label = "";
  const wake = (line) => {
    if (!LINE.test(line.textContent)) return;
    line.setAttribute("role", "button");
    line.setAttribute("tabindex", "0");
    line.setAttribute("aria-description", label);
    line.dataset.scan = "";
  };
  // Painting makes the line anew. Only what is new is looked at: a long text changes often.
  new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node.matches?.(FURNITURE)) wake(node);
    }
  }).observe(article, { childList: true, subtree: true });
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
    article.querySelectorAll(FURNITURE).forEach(wake);
  };
}

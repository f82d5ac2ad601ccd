/** The list of keys, in a dialog. */

import { element } from "./nodes.js";
import { adopt, release } from "./styles.js";
import { words } from "./strings/help.js";

const STYLE = "help.css";
const KEYS = {
  tab: ["Tab"],
  arrows: ["←", "→"],
  enter: ["Enter"],
  n: ["n"],
  p: ["p"],
  slash: ["/"],
  question: ["?"],
  escape: ["Esc"],
};

/**
 * Shows the list of keys over an element, until the reader closes it.
 * @param {HTMLElement} host the element; its attribute `keys` says whether single keys act
 * @param {string} language of the interface
 */
export async function showHelp(host, language) {
  const root = host.shadowRoot;
  if (root.querySelector("dialog.keys")) return;
  const said = words(language);
  const before = host.getAttribute("keys");
  const single = element("input", {
    type: "checkbox",
    checked: before !== "off",
    onchange: ({ target }) => {
      if (!target.checked) host.setAttribute("keys", "off");
      else if (before && before !== "off") host.setAttribute("keys", before);
      else host.removeAttribute("keys");
    },
  });
  const rows = Object.entries(KEYS).map(([name, keys]) =>
    element(
      "div",
      {},
      element("dt", {}, ...keys.map((key) => element("kbd", {}, key))),
      element("dd", {}, said.keys[name]),
    ),
  );
  const dialog = element(
    "dialog",
    { class: "keys", part: "help", lang: language, "aria-labelledby": "keys-title" },
    element("h2", { id: "keys-title" }, said.title),
    element("dl", {}, ...rows),
    element("label", {}, single, said.single),
    element("button", { type: "button", part: "button", onclick: () => dialog.close() }, said.close),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    release(root, STYLE);
  });
  root.append(dialog);
  await adopt(root, STYLE);
  // The element may have gone in the meantime.
  if (dialog.isConnected) dialog.showModal();
}

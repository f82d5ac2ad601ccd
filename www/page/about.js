/** What the page is, and whose work it stands on: a dialog. */

import { WenmaiError } from "../failures.js";
import { element } from "../nodes.js";
import { RELEASE } from "../release.js";
import { words } from "../strings/about.js";

const NOTICES = "THIRD-PARTY.md";
/** The notices where the page carries them itself. */
const CARRIED = "licences";
/** Head of the first column of the tables that are shown: what each part is for. */
const PURPOSE = "what";

/**
 * Opens the dialog.
 * @param {string} language
 */
export async function openAbout(language) {
  const said = words(language);
  const notices = await read();
  const dialog = element(
    "dialog",
    { class: "settings colophon", "aria-labelledby": "about-title" },
    element("h2", { id: "about-title" }, said.title),
    element("p", {}, said.privacy),
    element("p", { class: "note" }, said.release(RELEASE)),
    element("h3", {}, said.sources),
    // Names of packages and licences have no other language.
    element("ul", { class: "sources", lang: "en" }, ...sources(notices).map(source)),
    element(
      "details",
      {},
      element("summary", {}, said.all),
      element("pre", { lang: "en", tabindex: "0" }, notices.trim()),
    ),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "read", onclick: () => dialog.close() }, said.done),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

async function read() {
  const carried = document.getElementById(CARRIED);
  if (carried) return carried.textContent;
  try {
    const response = await fetch(NOTICES);
    if (response.ok) return await response.text();
  } catch {
    // As with any other answer that is none.
  }
  throw new WenmaiError("part-missing", { file: NOTICES });
}

/** The rows of those tables that begin with what a part is for. */
function sources(notices) {
  const rows = [];
  let listed = false;
  for (const line of notices.split("\n")) {
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    if (!cells.length) listed = false;
    else if (cells[0] === PURPOSE) listed = true;
    else if (listed && !/^-+$/.test(cells[0])) rows.push(cells);
  }
  return rows;
}

function source([what, from, version, licence, holders]) {
  return element(
    "li",
    {},
    element("span", {}, `${what}: ${from.replace(/^npm: /, "")} ${version}`),
    element("span", { class: "small" }, ` ${licence}, © ${holders}`),
  );
}

/** The article page: opening, pasting and dropping articles, exports, and its language. */

import "./define.js";
import { LIMIT, readFile, textOfPage } from "./documents.js";
import { sharedEngine } from "./engine.js";
import { WenmaiError, explain } from "./failures.js";
import { LANGUAGES, articleLanguage, interfaceLanguage, words } from "./strings.js";
import { setRunningTitle } from "./titles.js";

/** How formats are written where neither capitals nor words are right. */
const SPELLED = { conll: "CoNLL", webanno: "Web Annotation" };
const NAMES = { "zh-Hant": "繁", "zh-Hans": "简", en: "EN" };

const spelled = (format) => words(language).formats[format] ?? SPELLED[format] ?? format.toUpperCase();
const find = (selector) => document.querySelector(selector);
const article = find("wenmai-article");
const dialog = find("dialog");
const area = find("dialog textarea");
const chooser = find("input[type=file]");
const message = find(".message");
const drop = find(".drop");
const exports = find(".exports");

let language = interfaceLanguage(navigator.languages?.[0] ?? navigator.language ?? "");

function speak(chosen) {
  language = chosen;
  const said = words(language);
  document.documentElement.lang = language;
  article.setAttribute("ui-lang", language);
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = said[node.dataset.word];
  }
  for (const node of document.querySelectorAll("[data-format]")) {
    node.textContent = spelled(node.dataset.format);
    node.setAttribute("aria-label", said.exportAs(node.textContent));
  }
  area.setAttribute("aria-label", said.pasteHere);
  area.placeholder = said.pasteHere;
  find(".languages").setAttribute("aria-label", said.language);
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.lang === language));
  }
}

function tell(error) {
  message.textContent = error ? explain(WenmaiError.from(error), language).sentence : "";
  message.hidden = !error;
}

/** Shows a text as the article; the script's language is known once it has been read. */
function read(text) {
  tell(null);
  if (!text.trim()) return tell(new WenmaiError("input-empty"));
  if (new Blob([text]).size > LIMIT) return tell(new WenmaiError("input-too-large"));
  article.removeAttribute("lang");
  article.text = text;
  scrollTo({ top: 0 });
}

async function readGiven(file) {
  try {
    read(await readFile(file));
  } catch (error) {
    tell(error);
  }
}

/** What was pasted or dropped: a file, a piece of a page, or text. */
function readTransfer(transfer) {
  const [file] = transfer.files;
  if (file) return readGiven(file);
  const html = transfer.getData("text/html");
  const text = transfer.getData("text/plain");
  // Text keeps its lines; only where there is none is the page's own markup asked.
  if (text.trim()) return read(text);
  if (html) return read(textOfPage(html));
}

async function save({ name, mediaType, suffix }) {
  try {
    const content = await article.export(name);
    const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `wenmai${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url));
  } catch (error) {
    tell(error);
  }
}

/** One button a format that the engine can write. */
function offer(formats) {
  const buttons = formats.map((format) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.format = format.name;
    button.addEventListener("click", () => save(format));
    return button;
  });
  exports.replaceChildren(find(".exports .label"), ...buttons);
  speak(language);
}

const carriesText = ({ dataTransfer }) =>
  ["Files", "text/plain", "text/html"].some((type) => dataTransfer?.types.includes(type));

for (const name of LANGUAGES) {
  const button = document.createElement("button");
  button.type = "button";
  button.lang = name;
  button.textContent = NAMES[name];
  button.addEventListener("click", () => speak(name));
  find(".languages").append(button);
}

find(".open").addEventListener("click", () => {
  area.value = "";
  dialog.showModal();
});
find(".cancel").addEventListener("click", () => dialog.close());
find(".choose").addEventListener("click", () => chooser.click());
find(".read").addEventListener("click", () => {
  dialog.close();
  read(area.value);
});
chooser.addEventListener("change", () => {
  const [file] = chooser.files;
  dialog.close();
  if (file) readGiven(file);
  chooser.value = "";
});

addEventListener("paste", (event) => {
  if (event.target.closest?.("textarea, input")) return;
  event.preventDefault();
  readTransfer(event.clipboardData);
});
addEventListener("dragover", (event) => {
  if (!carriesText(event)) return;
  event.preventDefault();
  drop.hidden = false;
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.hidden = true;
});
addEventListener("drop", (event) => {
  drop.hidden = true;
  if (!carriesText(event)) return;
  event.preventDefault();
  readTransfer(event.dataTransfer);
});

article.addEventListener("wenmai-ready", async ({ detail }) => {
  article.lang = articleLanguage(detail.article);
  setRunningTitle(detail.article.text);
  if (!find("[data-format]")) offer((await sharedEngine()).formats);
  exports.hidden = false;
});
article.addEventListener("wenmai-error", () => {
  exports.hidden = true;
});

speak(language);
find(".tools").hidden = false;

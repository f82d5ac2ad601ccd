/** The article page: what is around the element, put together. */

import "./define.js";
import { WenmaiError, explain } from "./failures.js";
import { element } from "./nodes.js";
import { Address, readFragment } from "./page/address.js";
import { Opening } from "./page/opening.js";
import { part } from "./page/parts.js";
import { revive } from "./page/scan.js";
import { apply, kept } from "./page/settings.js";
import { Shelf } from "./page/shelf.js";
import { Storage } from "./page/storage.js";
import { Tabs } from "./page/tabs.js";
import { LANGUAGES, articleLanguage, interfaceLanguage } from "./strings.js";
import { words } from "./strings/page.js";
import { setRunningTitle } from "./titles.js";

const NAMES = { "zh-Hant": "繁", "zh-Hans": "简", en: "EN" };
/** The page's name, which its title begins or ends with. */
const NAME = document.title;

const find = (selector) => document.querySelector(selector);
const article = find("wenmai-article");
const message = find(".message");

let language = interfaceLanguage(navigator.languages?.[0] ?? navigator.language ?? "");
let said = () => "";

const sentence = (error) => explain(WenmaiError.from(error), language).sentence;

/** Says something above the article, in whichever language is on. */
function say(give) {
  said = give;
  message.textContent = said();
  message.hidden = !message.textContent;
}

/** Tells of failures, a line each; of none, it takes back what it told before. */
function tell(failures) {
  const line = (error) => {
    const told = sentence(error);
    const named = failures.length < 2 || !error.file || told.includes(error.file);
    return named ? told : `${error.file}: ${told}`;
  };
  say(() => failures.map(line).join("\n"));
}

const asked = readFragment(location.hash);
// Not the page's own article for a moment, if another one is on its way.
article.hidden = Boolean(asked.article || asked.text);

const shelf = new Shelf(article, new Storage());
const address = new Address(article, () => {
  const { id, text, link } = shelf.current;
  if (text === null) return {};
  return link ? { text: link } : { article: id };
});
const tabs = new Tabs(find(".shelf"), find("#reading"), shelf);
const opening = new Opening(
  {
    dialog: find(".opening"),
    area: find(".opening textarea"),
    chooser: find(".opening input[type=file]"),
    complaint: find(".complaint"),
    drop: find(".drop"),
    progress: find(".progress"),
  },
  { add: ({ text, ...brought }, show) => shelf.add(text, { show, ...brought }), tell, sentence },
);
const nameScan = revive(article, share);

apply(article, kept());
article.elsewhere = (entity) => shelf.elsewhere(entity);

function speak(chosen) {
  language = chosen;
  const spoken = words(language);
  document.documentElement.lang = language;
  article.setAttribute("ui-lang", language);
  for (const node of document.querySelectorAll("[data-word]")) {
    node.textContent = spoken[node.dataset.word];
  }
  find(".languages").setAttribute("aria-label", spoken.language);
  for (const button of document.querySelectorAll(".languages button")) {
    button.setAttribute("aria-pressed", String(button.lang === language));
  }
  for (const one of [tabs, opening]) one.words = spoken;
  nameScan(spoken.scan);
  say(said);
}

async function share() {
  try {
    const dialog = await part("share.js", () => import("./page/share.js"));
    const { view, chosen } = address;
    await dialog.share({ article: shelf.current, view, chosen }, language);
  } catch (error) {
    tell([WenmaiError.from(error)]);
  }
}

async function set() {
  try {
    const dialog = await part("setting.js", () => import("./page/setting.js"));
    dialog.openSettings(article, language);
  } catch (error) {
    tell([WenmaiError.from(error)]);
  }
}

async function about() {
  try {
    const { openAbout } = await part("about.js", () => import("./page/about.js"));
    await openAbout(language);
  } catch (error) {
    tell([WenmaiError.from(error)]);
  }
}

/** Shows the article that an address names, and the place in it. */
async function follow(view) {
  const own = shelf.articles.find(({ text }) => text === null);
  try {
    if (view.text) {
      const { unpack } = await part("packed.js", () => import("./page/packed.js"));
      shelf.add(await unpack(view.text), { link: view.text });
    } else if (view.article && !shelf.find(view.article)) {
      return say(() => words(language).notHere);
    } else {
      shelf.show(view.article ?? own?.id);
    }
    address.apply(view);
  } catch (error) {
    tell([WenmaiError.from(error)]);
  } finally {
    article.hidden = false;
  }
}

/** Where the reader keeps the page for use without a network, there may be a newer release. */
async function watchReleases() {
  try {
    if (!navigator.serviceWorker.controller) return;
    const { watch } = await import("./page/update.js");
    await watch();
  } catch {
    // No service workers here, or the part is away: the next visit tells.
  }
}

for (const name of LANGUAGES) {
  const onclick = () => speak(name);
  find(".languages").append(element("button", { type: "button", lang: name, onclick }, NAMES[name]));
}
find(".tools .open").addEventListener("click", () => opening.show());
find(".tools .share").addEventListener("click", share);
find(".tools .set").addEventListener("click", set);
find(".colophon .about").addEventListener("click", about);

shelf.addEventListener("change", ({ detail: { shown } }) => {
  const { articles, current, lasting } = shelf;
  document.title = articles.length > 1 && current.title ? `${current.title} – ${NAME}` : NAME;
  if (!lasting && articles.length > 1 && message.hidden) say(() => words(language).notKept);
  if (!shown) return;
  address.leave();
});
shelf.addEventListener("brought", ({ detail }) => say(() => words(language).brought(detail)));
addEventListener("hashchange", () => follow(readFragment(location.hash)));

article.addEventListener("wenmai-ready", ({ detail }) => {
  article.lang = articleLanguage(detail.article);
  setRunningTitle(detail.article.text);
});

speak(language);
find(".tools").hidden = find(".colophon .about").hidden = false;
async function begin() {
  await shelf.restore();
  await follow(asked);
  await watchReleases();
}
begin();

/** The script of a file that an article is saved as. */

import { words as printWords } from "../strings/print.js";
import { ARTICLE, SOURCE, THEME } from "./data.js";
import { Standalone, read } from "./view.js";

const article = read(ARTICLE);
const theme = document.getElementById(THEME).textContent;
const shown = new Standalone(
  document.querySelector("wenmai-article"),
  article,
  read(SOURCE).text,
  theme,
);
shown.show();
speak(shown.language);

/** What the file says of itself, in the reader's language. */
function speak(language) {
  const said = printWords(language);
  const { release, source } = article;
  const note = document.querySelector("footer");
  note.lang = language;
  const made = document.querySelector("meta[name=date]")?.content;
  note.querySelector(".made").textContent = made
    ? said.made(made, release)
    : said.madeBy(release);
  note.querySelector(".source").textContent = said.source(source.sha256);
}

/**
 * The script of an article in an archive that `wenmai render` wrote: card, panel and print over the
 * marks in the page; the address names what is chosen; a card tells where else in the archive a name
 * stands; and the engine is loaded when the reader searches, corrects or pastes another text.
 */

import theme from "../theme.css";
import { placeOf, readFragment, writeFragment } from "../page/address.js";
import { ARTICLE, SOURCE } from "../standalone/data.js";
import { Standalone, read } from "../standalone/view.js";
import { Elsewhere } from "./elsewhere.js";
import { words } from "./strings.js";
import { Tools } from "./tools.js";

const article = read(ARTICLE);
const raw = read(SOURCE).text;
const archive = read("wenmai-archive");
const holder = document.querySelector("wenmai-article");
const root = new URL(archive.root || "./", document.baseURI);

let refresh = () => shown.refresh();
const places = new Elsewhere(root, archive.names, () => refresh());
const elsewhere = (entity) => places.of(entity, said);
const shown = new Standalone(holder, article, raw, theme, { elsewhere, viewed: write });
const said = words(shown.language);
shown.show();
follow();
addEventListener("hashchange", follow);

const tools = document.querySelector(".tools");
// Browsers load no modules from disk.
if (archive.engine && tools && /^https?:$/.test(location.protocol)) {
  const adopt = (live) => {
    refresh = () => (live.elsewhere = elsewhere);
    refresh();
  };
  new Tools({ holder, tools, root, raw, article, shown, said, adopt }).offer();
}

/** Opens the card that the address names. */
function follow() {
  const { entity, at } = readFragment(location.hash);
  const named = entity
    ? article.entities.find(({ type, name }) => type === entity.type && name === entity.name)
    : at && article.mentions.find(({ start, end }) => start === at.start && end === start + at.length);
  if (named && holder.isConnected) shown.select(named.id);
}

/** Writes what is chosen into the address: it is replaced, and the way back leads out of the page. */
function write() {
  const { mention } = shown;
  const entity = mention && article.entities.find(({ id }) => id === mention.entity);
  const fragment = entity ? writeFragment(placeOf({ entity, mention })) : "";
  if (fragment === location.hash) return;
  try {
    history.replaceState(history.state, "", fragment || location.pathname + location.search);
  } catch {
    // Browsers refuse when it changes too often; the next change writes it.
  }
}

/** The card's section: what can be put right about one mention. */

import { element } from "../nodes.js";
import { TYPES, articleLanguage, words as general } from "../strings.js";
import { kindInWords } from "./describe.js";
import { isRepeated, kindOf, stepped } from "./edits.js";

/** Subtypes of organisations, the default last. */
const SUBTYPES = ["COM", "GOV", "OTH"];
/** How much text is shown on either side of a mention, in UTF-16 units. */
const CONTEXT = 8;
/** What no name belongs to. */
const VALUES = new Set(["TIME", "MONEY", "QUANTITY"]);
/** Most entities that are listed at once. */
const LISTED = 40;
const LINE = /[\r\n\u2028\u2029]/;

/** Without halves of characters at its ends. */
const whole = (text) => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");

/**
 * Fills the section for a mention.
 * @param {HTMLElement} body
 * @param {import("./editor.js").Editor} editor
 * @param {object} mention
 * @param {object} entity
 */
export function fillSection(body, editor, mention, entity) {
  const { words, article, language } = editor;
  const wide = entity.mentions.length > 1 || isRepeated(article.text, mention.text);
  // What stands here alone is not corrected elsewhere.
  if (!wide) editor.everywhere = false;
  body.replaceChildren(
    ...[
      wide && scope(editor, words),
      row(words.type, typeChoice(editor, mention, language)),
      ...bounds(editor, mention, words, articleLanguage(article)),
      row(words.belongs, ...belongs(editor, mention, entity, words)),
      element(
        "p",
        { class: "row" },
        button("remove", words.remove, () => editor.remove(mention)),
      ),
    ].filter(Boolean),
  );
}

function row(label, ...controls) {
  return element("div", { class: "row" }, element("span", { class: "label" }, label), ...controls);
}

function button(action, label, onclick, more = {}) {
  return element(
    "button",
    { type: "button", part: "button", class: "act", "data-action": action, onclick, ...more },
    label,
  );
}

/** Here, or everywhere. */
function scope(editor, words) {
  const choice = (everywhere, label) =>
    element(
      "label",
      { class: "apply" },
      element("input", {
        type: "radio",
        name: "scope",
        "data-action": everywhere ? "everywhere" : "here",
        checked: editor.everywhere === everywhere,
        onchange: () => (editor.everywhere = everywhere),
      }),
      label,
    );
  const made = row(words.scope, choice(false, words.here), choice(true, words.everywhere));
  made.setAttribute("role", "radiogroup");
  made.setAttribute("aria-label", words.scope);
  return made;
}

function typeChoice(editor, mention, language) {
  const kinds = [...new Set([...TYPES, mention.type])].flatMap((type) =>
    type === "ORG" ? SUBTYPES.map((subtype) => kindOf(type, subtype)) : [kindOf(type)],
  );
  const chosen = kinds.findIndex(
    ({ type, subtype }) =>
      type === mention.type && (subtype ?? "") === (type === "ORG" ? mention.subtype ?? "OTH" : ""),
  );
  const made = element(
    "select",
    {
      part: "select",
      "aria-label": editor.words.type,
      "data-action": "retype",
      onchange: ({ target }) => editor.retype(mention, kinds[target.selectedIndex]),
    },
    ...kinds.map((kind) => element("option", {}, kindInWords(kind, language))),
  );
  made.selectedIndex = chosen;
  return made;
}

/** Both bounds by a character, with the text as it would be, before anything is changed. */
function bounds(editor, mention, words, lang) {
  const { text } = editor.article;
  let stretch = { start: mention.start, end: mention.end };
  const preview = element("p", { class: "preview", lang });
  const steps = [
    ["startMore", "start", -1, words.more],
    ["startLess", "start", 1, words.less],
    ["endLess", "end", -1, words.less],
    ["endMore", "end", 1, words.more],
  ].map(([name, bound, step, label]) => {
    const made = button(`bound-${name}`, label, () => {
      stretch = stepped(text, stretch, bound, step) ?? stretch;
      show();
      editor.say(text.slice(stretch.start, stretch.end));
    });
    made.setAttribute("aria-label", words.steps[name]);
    // A control that is out of use for a moment keeps the focus.
    return { made, can: () => Boolean(stepped(text, stretch, bound, step)) };
  });
  const apply = button("resize", words.apply, () => editor.resize(mention, stretch));
  const revert = button("revert", words.revert, () => {
    stretch = { start: mention.start, end: mention.end };
    show();
    steps[3].made.focus();
  });
  const decide = element("p", { class: "row decide" }, apply, revert);
  const show = () => {
    const { start, end } = stretch;
    preview.replaceChildren(
      whole(text.slice(Math.max(0, start - CONTEXT), start)).split(LINE).at(-1),
      element("mark", {}, text.slice(start, end)),
      whole(text.slice(end, end + CONTEXT)).split(LINE)[0],
    );
    decide.hidden = start === mention.start && end === mention.end;
    for (const { made, can } of steps) made.setAttribute("aria-disabled", String(!can()));
  };
  show();
  const [startMore, startLess, endLess, endMore] = steps.map(({ made }) => made);
  const side = (label, ...controls) =>
    element("span", { class: "side" }, element("span", { class: "label" }, label), ...controls);
  return [
    row(words.bounds, preview),
    element(
      "div",
      { class: "row sides", role: "group", "aria-label": words.bounds },
      side(words.head, startMore, startLess),
      side(words.tail, endLess, endMore),
    ),
    decide,
  ];
}

/** Another entity, or one of its own. */
function belongs(editor, mention, entity, words) {
  const split =
    entity.mentions.length > 1 && button("split", words.split, () => editor.split(mention));
  const others = editor.article.entities.filter(
    ({ id, type }) => id !== entity.id && (type === entity.type || !VALUES.has(type)),
  );
  if (!others.length) return [split || element("span", { class: "label" }, words.noOthers)];
  // Those of the same type are most likely meant.
  const sorted = [
    ...others.filter(({ type }) => type === entity.type),
    ...others.filter(({ type }) => type !== entity.type),
  ];
  const { types } = general(editor.language);
  const lang = articleLanguage(editor.article);
  const list = element("ul", { class: "others", "aria-label": words.others });
  const fill = (wanted) => {
    const has = ({ name, aliases }) => [name, ...aliases].some((one) => one.includes(wanted));
    const found = sorted.filter(has).slice(0, LISTED);
    list.replaceChildren(
      ...found.map((other) =>
        element(
          "li",
          {},
          element(
            "button",
            {
              type: "button",
              part: "button",
              onclick: () => editor.merge(mention, other),
            },
            element("span", { lang }, other.name),
            element("span", { class: "number" }, types[other.type] ?? other.type),
          ),
        ),
      ),
    );
    if (!found.length) list.append(element("li", { class: "label" }, words.noOthers));
  };
  const filter = element("input", {
    type: "search",
    class: "field",
    "aria-label": words.filter,
    placeholder: words.filter,
    oninput: ({ target }) => fill(target.value.trim()),
    // Not a text for the page to open.
    onpaste: (event) => event.stopPropagation(),
  });
  const chooser = element("div", { class: "chooser", hidden: true }, filter, list);
  const open = button("merge", words.merge, () => {
    chooser.hidden = !chooser.hidden;
    open.setAttribute("aria-expanded", String(!chooser.hidden));
    if (chooser.hidden) return;
    fill("");
    filter.focus();
    chooser.scrollIntoView({ block: "nearest" });
  });
  open.setAttribute("aria-expanded", "false");
  return [split, open, chooser].filter(Boolean);
}

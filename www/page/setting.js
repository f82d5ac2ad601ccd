/** The dialog in which the reader sets the page; every choice shows at once. */

import { element } from "../nodes.js";
import { words as offlineWords } from "../strings/offline.js";
import { words } from "../strings/settings.js";
import { NotKept, forget, keep, state } from "./offline.js";
import { SETTINGS, apply, kept } from "./settings.js";

/** In the order in which a setting's choices are shown, where it is not that of their list. */
const ORDER = { size: ["1", "2", "3", "4", "5"], level: ["1", "2", "3", "4"] };

/**
 * Opens the dialog.
 * @param {HTMLElement} article
 * @param {string} language
 */
export function openSettings(article, language) {
  const said = words(language);
  const settings = kept();
  const groups = {};
  const show = () => {
    // What depends on readings is there only with readings.
    groups.reading.hidden = settings.ruby === "off" && settings.words === "off";
    groups.level.hidden = settings.ruby !== "unknown";
  };
  for (const name of Object.keys(SETTINGS)) {
    groups[name] = group(name, SETTINGS[name], settings[name], said, (value) => {
      settings[name] = value;
      apply(article, settings);
      show();
    });
  }
  const dialog = element(
    "dialog",
    { class: "settings", "aria-labelledby": "settings-title" },
    element("h2", { id: "settings-title" }, said.title),
    ...Object.values(groups),
    offlineGroup(said, offlineWords(language)),
    element(
      "div",
      { class: "actions" },
      element("button", { type: "button", class: "read", onclick: () => dialog.close() }, said.done),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  // A press on what is behind it closes it: the page has changed already.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  show();
  dialog.showModal();
}

/** The switch for use without a network. The browser knows how it stands, no setting does. */
function offlineGroup(said, sentences) {
  const tell = (text) => (fieldset.querySelector(".note").textContent = text);
  const set = (value) => (fieldset.querySelector(`[value=${value}]`).checked = true);
  const show = (now) => {
    set(now === "off" ? "off" : "on");
    tell(sentences[now] ?? said.settings.offline.note);
  };
  // Asked for again while it is being done: the last word counts.
  let asked = 0;
  const choose = async (value) => {
    const turn = (asked += 1);
    show(value === "on" ? "keeping" : "off");
    try {
      await (value === "on" ? keep() : forget());
      if (turn === asked) show(value);
    } catch (cause) {
      if (turn !== asked) return;
      set("off");
      tell(sentences[cause instanceof NotKept ? cause.code : "incomplete"]);
    }
  };
  const fieldset = group("offline", ["off", "on"], "off", said, choose);
  fieldset.querySelector(".note").setAttribute("role", "status");
  state().then((now) => {
    // A page that is one file is on this machine already.
    fieldset.hidden = now === null;
    if (now && !asked) show(now);
  });
  return fieldset;
}

function group(name, values, chosen, said, choose) {
  const { label, choices, note } = said.settings[name];
  return element(
    "fieldset",
    { class: name },
    element("legend", {}, label),
    element(
      "div",
      { class: "choices" },
      ...(ORDER[name] ?? values).map((value) =>
        element(
          "label",
          {},
          element("input", {
            type: "radio",
            name: `setting-${name}`,
            value,
            checked: value === chosen,
            // The dialog opens at what is chosen, not at what comes first.
            autofocus: value === chosen && name === "size",
            onchange: () => choose(value),
          }),
          element("span", { "data-value": value }, choices[value]),
        ),
      ),
    ),
    note && element("p", { class: "note" }, note),
  );
}

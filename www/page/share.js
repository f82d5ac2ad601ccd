/** The dialog that takes an article to another machine: as a QR code and as a link. */

import { element } from "../nodes.js";
import { words } from "../strings/share.js";
import { placeOf, writeFragment } from "./address.js";
import { LINK_LIMIT, canPack, pack } from "./packed.js";
import { drawCode } from "./qr.js";

/** From this version on, a phone has to come close. */
const DENSE = 22;
const LOCAL = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * @typedef {object} Subject what is shared
 * @property {import("./shelf.js").Opened} article
 * @property {import("./address.js").View} view what the reader sees of it
 * @property {{entity: object, mention: object} | null} chosen what was looked at last
 */

let dialog;

/**
 * Opens the dialog.
 * @param {Subject} subject
 * @param {string} language
 */
export async function share(subject, language) {
  dialog ??= new ShareDialog();
  await dialog.open(subject, language);
}

class ShareDialog {
  #node = element("dialog", { class: "share", closedby: "any", "aria-labelledby": "share-title" });
  #said;
  #subject;
  #packed;
  #link = "";
  #parts = {};
  #runs = 0;

  constructor() {
    document.body.append(this.#node);
  }

  async open(subject, language) {
    this.#subject = subject;
    this.#said = words(language);
    this.#packed = undefined;
    this.#build();
    if (!this.#node.open) this.#node.showModal();
    await this.#show();
  }

  #build() {
    const said = this.#said;
    const { chosen, view } = this.#subject;
    const parts = (this.#parts = {
      code: element("div", { class: "code" }),
      notes: element("div", { class: "notes" }),
      address: element("textarea", {
        class: "address",
        readonly: true,
        rows: 3,
        spellcheck: "false",
        "aria-label": said.address,
        onfocus: ({ target }) => target.select(),
      }),
      told: element("span", { class: "told", role: "status" }),
      target: chosen && this.#targets(chosen, Boolean(view.entity || view.at)),
    });
    const button = (name, text, onclick) => element("button", { type: "button", class: name, onclick }, text);
    this.#node.replaceChildren(
      element("h2", { id: "share-title" }, said.title),
      ...[parts.target, parts.code, parts.notes, parts.address].filter(Boolean),
      element(
        "div",
        { class: "actions" },
        button("copy", said.copy, () => this.#copy()),
        navigator.share && button("send", said.send, () => this.#send()),
        parts.told,
        button("finish", said.close, () => this.#node.close()),
      ),
    );
  }

  /** What the link may lead to: the article, what was looked at last, or that very place. */
  #targets({ entity, mention }, open) {
    const said = this.#said;
    const place = entity.mentions.indexOf(mention.id) + 1;
    const options = [["article", said.article], ["entity", said.entity(entity.name)]];
    if (entity.mentions.length > 1) options.push(["mention", said.mention(place, mention.text)]);
    const shown = !open ? "article" : place > 1 ? "mention" : "entity";
    return element(
      "fieldset",
      { class: "target", onchange: () => this.#show() },
      element("legend", {}, said.target),
      ...options.map(([value, text]) =>
        element(
          "label",
          {},
          element("input", { type: "radio", name: "target", value, checked: value === shown }),
          text,
        ),
      ),
    );
  }

  get #view() {
    const { chosen, view } = this.#subject;
    const { types, panel } = view;
    const target = this.#parts.target?.querySelector(":checked").value;
    const { entity, mention } = chosen ?? {};
    if (target === "entity") return { types, panel, ...placeOf({ entity }) };
    if (target === "mention") {
      return { types, panel, at: { start: mention.start, length: mention.end - mention.start } };
    }
    return { types, panel };
  }

  /** The address, or the name of the word that says why there is none. */
  async #address() {
    // Another machine has other files.
    if (location.protocol === "file:") return { missing: "onDisk" };
    const { article } = this.#subject;
    const page = location.href.split("#", 1)[0];
    if (article.text === null) return { link: page + writeFragment(this.#view) };
    if (!article.link && !canPack()) return { missing: "noPacking" };
    const text = (this.#packed ??= article.link ?? (await pack(article.text)));
    if (text.length > LINK_LIMIT) return { missing: "tooLong" };
    return { link: page + writeFragment({ ...this.#view, text }), inside: true };
  }

  async #show() {
    const run = ++this.#runs;
    const said = this.#said;
    const { code, notes, address, told, target } = this.#parts;
    const { link = "", missing, inside } = await this.#address();
    const drawn = link ? await drawCode(link, said.code) : null;
    if (run !== this.#runs) return;
    const local = LOCAL.test(location.hostname);
    const lines = [
      missing && said[missing],
      link && !drawn && said.tooDense,
      drawn && (drawn.version > DENSE ? said.dense : said.scan),
      inside && said.inside,
      link && local && said.local,
    ];
    this.#link = link;
    if (target) target.hidden = !link;
    code.hidden = !drawn;
    code.replaceChildren(...(drawn ? [drawn.drawing] : []));
    notes.replaceChildren(...lines.filter(Boolean).map((line) => element("p", {}, line)));
    address.value = link;
    address.hidden = !link;
    told.textContent = "";
    for (const name of [".copy", ".send"]) {
      const button = this.#node.querySelector(name);
      if (button) button.hidden = !link;
    }
  }

  async #copy() {
    const { address, told } = this.#parts;
    told.textContent = (await copied(this.#link, address)) ? this.#said.copied : this.#said.notCopied;
  }

  async #send() {
    try {
      await navigator.share({ title: this.#subject.article.title, url: this.#link });
    } catch {
      // The reader thought better of it, or the device cannot; the link is still there.
    }
  }
}

/** Copies a text; through a field that shows it where the page is not on a secure address. */
async function copied(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

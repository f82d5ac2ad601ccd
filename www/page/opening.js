/** How articles come in: typed or pasted into the dialog, dropped, or chosen as files. */

import { LIMIT } from "../documents.js";
import { WenmaiError } from "../failures.js";
import { part } from "./parts.js";

const files = () => part("files.js", () => import("./files.js"));
const pause = () => new Promise((resolve) => setTimeout(resolve));

export class Opening {
  #parts;
  #add;
  #tell;
  #words;
  #complaint = null;
  /** Files that wait, how many there were, and the failures. */
  #queue = [];
  #count = 0;
  #failures = [];
  #running = false;
  #name = "";

  /**
   * @param {object} parts of the page: `dialog` and what it holds (`area`, `chooser`,
   *   `complaint`), `drop`, which invites to let go, and `progress`, which tells of many files
   * @param {{add: (brought: import("./files.js").Brought, show: boolean) => void,
   *   tell: (failures: WenmaiError[]) => void,
   *   sentence: (error: WenmaiError) => string}} page
   */
  constructor(parts, { add, tell, sentence }) {
    this.#parts = parts;
    this.#add = add;
    this.#tell = tell;
    this.sentence = sentence;
    this.#listenToDialog();
    this.#listenToPage();
  }

  /** Says everything in another language. */
  set words(words) {
    this.#words = words;
    const { area } = this.#parts;
    area.setAttribute("aria-label", words.pasteHere);
    area.placeholder = words.pasteHere;
    this.#complain(this.#complaint);
    this.#report();
  }

  /** Opens the dialog, with whatever was left in it. */
  show() {
    this.#complain(null);
    this.#parts.dialog.showModal();
  }

  /** Reads files one after the other and shows the first; more may come while it does. */
  async read(given) {
    this.#queue.push(...given);
    this.#count += given.length;
    if (this.#running || !this.#queue.length) return;
    this.#running = true;
    this.#tell([]);
    let first = true;
    while (this.#queue.length) {
      const file = this.#queue.shift();
      this.#name = file.name;
      this.#report();
      // The page stays in use between two files.
      await pause();
      try {
        const { readFile } = await files();
        this.#take(await readFile(file), first);
        first = false;
      } catch (error) {
        this.#failures.push(WenmaiError.from(error, file.name));
      }
    }
    this.#running = false;
    this.#count = 0;
    this.#report();
    if (this.#failures.length) this.#tell(this.#failures.splice(0));
  }

  #take(brought, show) {
    const { text } = brought;
    if (!text.trim()) throw new WenmaiError("input-empty");
    if (text.length * 3 > LIMIT && new Blob([text]).size > LIMIT) {
      throw new WenmaiError("input-too-large");
    }
    this.#add(brought, show);
  }

  async #readPiece(give) {
    try {
      this.#tell([]);
      this.#take(await give(), true);
    } catch (error) {
      this.#tell([WenmaiError.from(error)]);
    }
  }

  /** What was pasted or dropped: files, text, or a piece of a page. */
  #readTransfer(transfer) {
    // All that is asked of it is asked now: afterwards it is empty.
    const given = [...transfer.files];
    const text = transfer.getData("text/plain");
    const html = transfer.getData("text/html");
    this.#parts.dialog.close();
    if (given.length) return this.read(given);
    // Text keeps its lines; only where there is none is the page's own markup asked.
    if (text.trim()) return this.#readPiece(() => ({ text }));
    if (html) return this.#readPiece(async () => (await files()).contentOfHtml(html));
  }

  #listenToDialog() {
    const { dialog, area, chooser } = this.#parts;
    const press = (name, work) => dialog.querySelector(name).addEventListener("click", work);
    press(".cancel", () => dialog.close());
    press(".choose", () => chooser.click());
    press(".read", () => {
      try {
        this.#tell([]);
        this.#take({ text: area.value }, true);
        // Only what has been read is cleared away.
        area.value = "";
        dialog.close();
      } catch (error) {
        this.#complain(error);
      }
    });
    area.addEventListener("input", () => this.#complain(null));
    chooser.addEventListener("change", () => {
      const chosen = [...chooser.files];
      chooser.value = "";
      dialog.close();
      this.read(chosen);
    });
    this.#parts.progress.querySelector("button").addEventListener("click", () => {
      this.#queue.length = 0;
    });
  }

  #listenToPage() {
    const { drop } = this.#parts;
    addEventListener("paste", (event) => {
      if (takesText(event)) return;
      event.preventDefault();
      this.#readTransfer(event.clipboardData);
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
      this.#readTransfer(event.dataTransfer);
    });
  }

  #complain(error) {
    const { complaint } = this.#parts;
    this.#complaint = error;
    complaint.textContent = error ? this.sentence(error) : "";
    complaint.hidden = !error;
  }

  #report() {
    const { progress } = this.#parts;
    const done = this.#count - this.#queue.length;
    progress.hidden = !this.#running || this.#count < 2;
    if (progress.hidden) return;
    progress.querySelector("span").textContent = this.#words.progress(done, this.#count, this.#name);
    const bar = progress.querySelector("progress");
    bar.max = this.#count;
    bar.value = done - 1;
  }
}

/** Whether an event went to a field, in a shadow root or not, that takes text itself. */
const takesText = (event) =>
  event.composedPath()[0].closest?.("textarea, input, [contenteditable]") ?? false;

/** Whether something is dragged that could be an article; text goes into fields as ever. */
const carriesText = (event) => {
  const types = event.dataTransfer?.types ?? [];
  if (types.includes("Files")) return true;
  return ["text/plain", "text/html"].some((type) => types.includes(type)) && !takesText(event);
};

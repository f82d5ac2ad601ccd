/**
 * Where else in the archive a name stands. Read from scripts that do nothing but hand over what they
 * hold: from disk a page can load nothing else.
 */

import { element } from "../nodes.js";

export class Elsewhere {
  #root;
  #names;
  #loaded;
  /** Type → how many files its names are in; a promise, once it is asked for. */
  #files = null;
  /** Entry → where it stands. */
  #entries = new Map();
  #asked = new Set();

  /**
   * @param {URL} root the archive's folder
   * @param {Record<string, string>} names entity of the article → entry of the archive
   * @param {() => void} loaded called when more is known
   */
  constructor(root, names, loaded) {
    this.#root = root;
    this.#names = names;
    this.#loaded = loaded;
  }

  /**
   * The other articles that name an entity, as far as it is known; what is not is loaded.
   * @param {{id: string, type: string}} entity
   * @param {object} said words
   * @returns {{title: string, href: string, count?: number}[]}
   */
  of({ id, type }, said) {
    const entry = this.#names[id];
    if (!entry) return [];
    if (!this.#asked.has(entry)) {
      this.#asked.add(entry);
      // What cannot be loaded is not told of.
      this.#load(type, entry).then(() => this.#entries.has(entry) && this.#loaded(), () => {});
    }
    const known = this.#entries.get(entry);
    if (!known) return [];
    const here = new URL("", document.baseURI);
    const others = known.places
      .map(([title, address, count]) => ({ title, href: new URL(address, this.#root), count }))
      .filter(({ href }) => href.pathname !== here.pathname);
    const all = { title: said.all(known.count), href: new URL(known.at, this.#root) };
    return [...others, all].map((place) => ({ ...place, href: place.href.href }));
  }

  async #load(type, entry) {
    this.#files ??= this.#run("wenmai/names.js");
    const { files } = await this.#files;
    const digits = Math.log2(files[type]) / 4;
    const folder = { PERSON: "people", ORG: "organisations", PLACE: "places" }[type];
    const { names } = await this.#run(`wenmai/names/${folder}${entry.slice(0, digits)}.js`);
    for (const [name, known] of Object.entries(names)) this.#entries.set(name, known);
  }

  /** Runs a script of the archive, one at a time; gives what it hands over. */
  #run(file) {
    const run = () =>
      new Promise((done, fail) => {
        let given;
        globalThis.wenmaiArchive = (value) => (given = value);
        const script = element("script", {
          src: new URL(file, this.#root).href,
          onload: () => (given ? done(given) : fail(new Error(file))),
          onerror: () => fail(new Error(file)),
        });
        document.head.append(script);
        script.remove();
      });
    return (this.#last = this.#last.then(run, run));
  }

  #last = Promise.resolve();
}

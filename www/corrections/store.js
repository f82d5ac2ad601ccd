/**
 * Where corrections and lexicon survive a reload: a database of the browser, on this machine,
 * named by the host. Browsers may refuse it, in private windows or when the disk is full; then
 * everything lasts as long as the page.
 */

const STORE = "lists";

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Lists by name. No method fails; {@link Store.lasting} says whether they survive. */
export class Store {
  #name;
  #database = null;
  #opening;
  #changed;
  #refused;
  #channel = null;
  /** What this page has read or saved, by name. */
  #known = new Map();
  #unsaved = new Set();
  #lasting = true;

  /**
   * @param {string} key the host's, part of the database's name
   * @param {object} told
   * @param {(name: string) => void} told.changed another window has saved a list
   * @param {() => void} told.refused from here on nothing survives
   */
  constructor(key, { changed, refused }) {
    this.#name = `${key}-corrections`;
    this.#changed = changed;
    this.#refused = refused;
    this.#opening = this.#open().catch(() => this.#refuse());
    if (typeof BroadcastChannel !== "function") return;
    this.#channel = new BroadcastChannel(this.#name);
    this.#channel.onmessage = ({ data }) => {
      // What is still to be written here is newer.
      if (this.#unsaved.has(data)) return;
      this.#known.delete(data);
      this.#changed(data);
    };
  }

  /** Whether what is saved is there after a reload, as far as is known. */
  get lasting() {
    return this.#lasting;
  }

  /** A list as last saved; empty where none was. */
  async load(name) {
    await this.#opening;
    if (!this.#known.has(name) && this.#database) {
      try {
        const found = await settled(this.#transaction("readonly").objectStore(STORE).get(name));
        // It may have been saved meanwhile.
        if (!this.#known.has(name)) this.#known.set(name, Array.isArray(found) ? found : []);
      } catch {
        this.#refuse();
      }
    }
    return this.#known.get(name) ?? [];
  }

  /**
   * Saves a list, with others of the same moment; an empty one takes no room. Nothing waits any
   * longer: what a page begins to write when it is being closed already, browsers drop.
   */
  save(name, list) {
    this.#known.set(name, list);
    if (!this.#unsaved.size) queueMicrotask(() => this.flush());
    this.#unsaved.add(name);
  }

  /** Saves now what is still to be saved. */
  flush() {
    if (!this.#unsaved.size) return;
    if (!this.#database) {
      // Not open yet, or refused: then it stays in memory.
      this.#opening.then(() => this.#database && this.flush());
      return;
    }
    const names = [...this.#unsaved];
    this.#unsaved.clear();
    try {
      const transaction = this.#transaction("readwrite");
      const lists = transaction.objectStore(STORE);
      for (const name of names) {
        const list = this.#known.get(name);
        if (list.length) lists.put(list, name);
        else lists.delete(name);
      }
      transaction.oncomplete = () => names.forEach((name) => this.#channel?.postMessage(name));
      transaction.onabort = () => this.#refuse();
      // A page that is being closed waits for nobody.
      transaction.commit?.();
    } catch {
      this.#refuse();
    }
  }

  /** Saves what is still to be saved and lets go of the database. */
  async close() {
    await this.#opening;
    this.flush();
    this.#channel?.close();
    this.#database?.close();
    this.#database = this.#channel = null;
  }

  async #open() {
    const request = indexedDB.open(this.#name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    this.#database = await settled(request);
    // A newer page in another window must not wait for this one.
    this.#database.onversionchange = () => {
      this.#database?.close();
      this.#refuse();
    };
  }

  #transaction(mode) {
    return this.#database.transaction(STORE, mode, { durability: "relaxed" });
  }

  #refuse() {
    if (!this.#lasting) return;
    this.#lasting = false;
    this.#database = null;
    this.#refused();
  }
}

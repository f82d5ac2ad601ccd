/**
 * Where opened articles survive a reload: the browser's own database, on this machine. Browsers
 * may refuse it, in private windows or when the disk is full; then they last as long as the page.
 */

const NAME = "wenmai";
const STORE = "articles";
const VERSION = 1;

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
  return settled(request);
}

/** Records by `id`. No method fails; {@link Storage.lasting} says whether they survive. */
export class Storage {
  #database = open();
  #lasting = true;

  constructor() {
    this.#database.catch(() => this.#lose());
  }

  /** Whether what is put here is there after a reload, as far as is known. */
  get lasting() {
    return this.#lasting;
  }

  /** Every record. */
  async all() {
    return (await this.#run("readonly", (store) => store.getAll())) ?? [];
  }

  /** Puts a record. */
  async put(record) {
    await this.#run("readwrite", (store) => store.put(record));
  }

  /** Removes a record. */
  async remove(id) {
    await this.#run("readwrite", (store) => store.delete(id));
  }

  async #run(mode, work) {
    if (!this.#lasting) return undefined;
    try {
      const database = await this.#database;
      // A newer page in another window must not wait for this one.
      database.onversionchange = () => (database.close(), this.#lose());
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      await new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      return request.result;
    } catch {
      this.#lose();
      return undefined;
    }
  }

  #lose() {
    this.#lasting = false;
  }
}

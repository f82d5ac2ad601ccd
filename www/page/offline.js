/**
 * The page kept on this machine for use without a network: by a service worker, which is
 * registered here and nowhere else, and only when the reader wishes so. Whether it is kept, the
 * browser knows; nothing else remembers it.
 */

/** The folder of the page. */
const SCOPE = new URL("../", import.meta.url).href;
const SCRIPT = new URL("sw.js", SCOPE).href;
/** How the script begins that the build has finished. */
const BEGINNING = "const KEPT=";

/** Why the page is not kept; strings/offline.js has a sentence for each code. */
export class NotKept extends Error {
  /**
   * @param {"unsupported" | "taken" | "absent" | "incomplete"} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    super(`offline-${code}`, { cause });
    this.code = code;
  }
}

/** The browser's service workers, or undefined where it has none for this page. */
function workers() {
  try {
    return navigator.serviceWorker;
  } catch {
    // A frame without an origin of its own.
    return undefined;
  }
}

/** The registration for just this folder, whoever made it. */
async function registered() {
  const registration = await workers()?.getRegistration(SCOPE).catch(() => undefined);
  return registration?.scope === SCOPE ? registration : undefined;
}

const newestOf = ({ installing, waiting, active }) => installing ?? waiting ?? active;
const isOurs = (registration) => newestOf(registration)?.scriptURL === SCRIPT;

/** The registration of the page's own worker, or undefined. */
export async function ownRegistration() {
  const registration = await registered();
  return registration && isOurs(registration) ? registration : undefined;
}

/**
 * How it stands; null where there is nothing to choose.
 * @returns {Promise<"off" | "keeping" | "on" | null>}
 */
export async function state() {
  const registration = await ownRegistration();
  if (!registration) return "off";
  return registration.active ? "on" : "keeping";
}

/**
 * Keeps the page; resolves once all of it is here.
 * @throws {NotKept}
 */
export async function keep() {
  if (!workers()) throw new NotKept("unsupported");
  const there = await registered();
  // The host has a worker of its own for this folder: it stays.
  if (there && !isOurs(there)) throw new NotKept("taken");
  await check();
  let registration;
  try {
    registration = await workers().register(SCRIPT, { scope: SCOPE, updateViaCache: "none" });
  } catch (cause) {
    throw new NotKept("unsupported", cause);
  }
  await whole(newestOf(registration));
  // Browsers install a script once: one that was given up in this very page is taken up again as
  // it was, without its files.
  if (!registration.active || (await ask(registration.active, "keep")).whole) return;
  await forget();
  throw new NotKept("incomplete");
}

/**
 * Sends a worker a message of `sw.js`.
 * @param {ServiceWorker} worker
 * @param {"keep" | "take-over"} message
 * @returns {Promise<object>} what it answers
 */
export function ask(worker, message) {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage(message, [port2]);
  });
}

/** Looks at the script before the browser does, which would complain for all to see. */
async function check() {
  let response;
  try {
    response = await fetch(SCRIPT, { cache: "no-cache" });
  } catch (cause) {
    throw new NotKept("incomplete", cause);
  }
  const script = response.ok ? await response.text() : "";
  if (!script.startsWith(BEGINNING)) throw new NotKept("absent");
}

/** Waits until a worker has all its files, or has given up. */
function whole(worker) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new NotKept("incomplete"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Keeps the page no longer; what the reader opened, typed or corrected stays. */
export async function forget() {
  await (await ownRegistration())?.unregister();
  const names = await caches.keys();
  const ours = names.filter((name) => name.startsWith(`wenmai ${SCOPE} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
}

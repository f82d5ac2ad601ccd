/**
 * Keeps one release of the page, whole, for use without a network. Only the page registers it,
 * when the reader wishes so. In front of this script the build puts the list of the release's
 * files, with a digest of each (`www/make/offline.js`): another release is another script, which
 * browsers install beside this one, and every file is the one that the list means, or none is
 * kept. It answers for files of the list and for nothing else.
 */

/* global KEPT */

/** The folder of the page, as an address. */
const SCOPE = self.registration.scope;
/** Caches are the whole host's: ours have the folder in their names. */
const OURS = `wenmai ${SCOPE} `;
const CACHE = OURS + KEPT.release;
/** Milliseconds that a page may take from the network before the kept one is shown. */
const PATIENCE = 3000;
/** What the page and those of every other release of it say of themselves. */
const MARK = 'name="generator" content="Wenmai"';

/** Documents that are none of ours: another site has come in the page's place. */
const foreign = new Set();

/** The name in the list for an address, or null. */
function nameOf(address) {
  if (!address.startsWith(SCOPE)) return null;
  const name = new URL(address).pathname.slice(new URL(SCOPE).pathname.length) || "index.html";
  return Object.hasOwn(KEPT.files, name) || Object.hasOwn(KEPT.later, name) ? name : null;
}

/** The file that the list means, from the network; another one, or none, is an error. */
async function download(name) {
  // Hosts that hide names of pages answer with a redirection, which no cache may give a page.
  const address = new URL(name === "index.html" ? "./" : name, SCOPE);
  const integrity = KEPT.files[name] ?? KEPT.later[name];
  const response = await fetch(address, { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const type = response.headers.get("Content-Type");
  return new Response(await response.blob(), { headers: type ? { "Content-Type": type } : {} });
}

/** What is kept under a name in a cache, without making one that is not there. */
const kept = (name, cacheName = CACHE) => caches.match(new URL(name, SCOPE), { cacheName });

const keep = async (name, response) =>
  (await caches.open(CACHE)).put(new URL(name, SCOPE), response);

const olderCaches = async () =>
  (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== CACHE);

async function install() {
  const names = [];
  for (const name of Object.keys(KEPT.files)) if (!(await kept(name))) names.push(name);
  // What the reader has used of the rest goes on without a network.
  for (const name of Object.keys(KEPT.later)) {
    const before = await Promise.all((await olderCaches()).map((cache) => kept(name, cache)));
    if (before.some(Boolean)) names.push(name);
  }
  const results = await Promise.allSettled(
    names.map(async (name) => keep(name, await download(name))),
  );
  const failed = results.find(({ status }) => status === "rejected");
  if (!failed) return;
  // Half a release is none.
  await caches.delete(CACHE);
  throw failed.reason;
}

async function activate() {
  const older = await olderCaches();
  await Promise.all(older.map((name) => caches.delete(name)));
  // The page that asked for it needs no reload before the network may go. Pages of a release
  // before this one are left to themselves.
  if (!older.length) await self.clients.claim();
}

/** A page: from the network, unless that is away, slow, or has another release by now. */
async function page(event, name) {
  const own = await kept(name);
  if (!own) return fetch(event.request);
  let fresh;
  let text;
  try {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    fresh = await Promise.race([fetch(event.request), late]);
    if (fresh.type === "opaqueredirect") return fresh;
    text = await Promise.race([fresh.clone().text(), late]);
  } catch {
    return own;
  }
  if (fresh.status >= 500) return own;
  // Another release waits until the reader wants it: its page does not fit these scripts.
  if (fresh.ok && text.includes(MARK)) return own;
  foreign.add(event.resultingClientId);
  event.waitUntil(leaveIfGone());
  return fresh;
}

/** Any other file: as it is kept; from the network, and kept, where it is one for later. */
async function file(event, name) {
  const own = await kept(name);
  if (own) return own;
  if (!Object.hasOwn(KEPT.later, name)) return fetch(event.request);
  try {
    const response = await download(name);
    const copy = response.clone();
    // Where there is no room, or the reader has switched it off meanwhile, it is not kept.
    const storing = caches.has(CACHE).then((there) => there && keep(name, copy));
    event.waitUntil(storing.catch(() => {}));
    return response;
  } catch {
    return fetch(event.request);
  }
}

/** Where neither the page nor this script is on the host any more, nothing of it stays here. */
async function leaveIfGone() {
  const { status } = await fetch(new URL("sw.js", SCOPE), { cache: "no-store" }).catch(() => ({}));
  if (status !== 404 && status !== 410) return;
  for (const name of [CACHE, ...(await olderCaches())]) await caches.delete(name);
  await self.registration.unregister();
}

/** Keeps what is not there any more: browsers, and readers, empty caches without asking. */
async function restore(port) {
  const whole = await install().then(
    () => true,
    () => false,
  );
  port.postMessage({ whole });
}

/** Takes over from the release before, if no other window has pages of that. */
async function takeOver(port) {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const alone = windows.filter(({ url }) => url.startsWith(SCOPE)).length < 2;
  if (alone) await self.skipWaiting();
  port.postMessage({ alone });
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const answer = { keep: restore, "take-over": takeOver }[event.data];
  if (answer) event.waitUntil(answer(event.ports[0]));
});
self.addEventListener("fetch", (event) => {
  const { request, clientId } = event;
  const name = request.method === "GET" && nameOf(request.url);
  if (!name || foreign.has(clientId)) return;
  event.respondWith(request.mode === "navigate" ? page(event, name) : file(event, name));
});

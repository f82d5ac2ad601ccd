/**
 * Withdraws the page's use without a network, for everybody: put this file in the place of
 * `sw.js`. Browsers find it at the next visit; it deletes what was kept of the page and takes
 * itself out. What readers opened, typed and corrected stays.
 */

async function leave() {
  // Browsers do so once they have done with the installation: to wait for it here were for ever.
  self.registration.unregister();
  const ours = `wenmai ${self.registration.scope} `;
  const names = (await caches.keys()).filter((name) => name.startsWith(ours));
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Not once it is active: a browser that waits for the worker before to be done with its requests
// holds back those of the page as well, for minutes if need be. Without what it kept, that worker
// passes everything on to the network.
self.addEventListener("install", (event) => event.waitUntil(leave()));

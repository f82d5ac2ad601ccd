/**
 * Withdraws the page's use without a network, for everybody: put this file in the place of
 * `sw.js`. Browsers find it at the next visit; it deletes what was kept of the page and takes
 * itself out. What readers opened, typed and corrected stays.
 */

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const leave = async () => {
    const ours = `wenmai ${self.registration.scope} `;
    const names = (await caches.keys()).filter((name) => name.startsWith(ours));
    await Promise.all(names.map((name) => caches.delete(name)));
    await self.registration.unregister();
  };
  event.waitUntil(leave());
});

/**
 * Lets the browser do what waits: input, layout, painting of the window.
 * @returns {Promise<void>}
 */
export function pause() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  // Timers would be held back, to four milliseconds at least.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

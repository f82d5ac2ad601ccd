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

/** Does work when nothing else is to do; where the browser cannot tell, soon. */
export const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 200));

/** Milliseconds after which no frame is waited for: a page that nobody sees has none. */
const UNSEEN = 100;

/**
 * Waits until what has been changed is on the screen. What is made in slices and costs more to lay
 * out than to make would otherwise be laid out in one go: browsers put a pause off no longer than
 * a frame.
 * @returns {Promise<void>}
 */
export function frame() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, UNSEEN);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve);
    });
  });
}

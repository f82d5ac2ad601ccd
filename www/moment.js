/** When the engine is loaded for an element, which may be long after its text can be read. */

/** How far from the window an element counts as seen: reading takes a while. */
const NEAR = "50%";

const idle = globalThis.requestIdleCallback ?? ((work) => setTimeout(work, 200));

/** How each value of the attribute `load` waits; any other, and none, means at once. */
const WAITS = {
  /** Until the page has loaded, and then has nothing to do. */
  idle(element, come, signal) {
    if (document.readyState === "complete") return void idle(come);
    addEventListener("load", () => idle(come), { once: true, signal });
  },
  /** Until the element is, or is about to be, in the window. */
  visible(element, come, signal) {
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && come(),
      { rootMargin: NEAR },
    );
    observer.observe(element);
    signal.addEventListener("abort", () => observer.disconnect());
  },
  /** Until the reader asks for it, by a click on the text or by what is offered above it. */
  click(element, come, signal) {
    element.addEventListener("click", come, { signal });
  },
};

export class Moment {
  #element;
  #come = false;

  /** @param {HTMLElement} element the attribute `load` of which says when */
  constructor(element) {
    this.#element = element;
  }

  /** What is waited for, or null. */
  get manner() {
    const manner = this.#element.getAttribute("load");
    return !this.#come && Object.hasOwn(WAITS, manner ?? "") ? manner : null;
  }

  /** It has come, whatever was waited for. */
  now() {
    this.#come = true;
  }

  /**
   * Waits for it, once: what is read later is read at once.
   * @param {AbortSignal} signal waits no longer; then it has not come
   */
  async wait(signal) {
    const { manner } = this;
    if (!manner) return this.now();
    const waiting = new AbortController();
    signal.addEventListener("abort", () => waiting.abort());
    await new Promise((resolve) => {
      waiting.signal.addEventListener("abort", resolve);
      WAITS[manner](this.#element, resolve, waiting.signal);
    });
    waiting.abort();
    if (!signal.aborted) this.now();
  }
}

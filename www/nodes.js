/**
 * Makes an element: attributes as given, listeners for keys that start with `on`, children as
 * nodes or text. Never markup.
 * @param {string} name
 * @param {Record<string, unknown>} [attributes] false, null and undefined leave one out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child) => child !== false && (child ?? null) !== null));
  return made;
}

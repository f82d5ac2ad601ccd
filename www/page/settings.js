/** How the reader wants the page set: size, theme, script, readings, direction. Kept locally. */

const KEY = "wenmai-settings";

/** Every setting with what it may be; the first is what goes without saying. */
export const SETTINGS = {
  size: ["3", "1", "2", "4", "5"],
  theme: ["auto", "light", "sepia", "dark"],
  direction: ["horizontal", "vertical"],
  script: ["original", "hant", "hans"],
  ruby: ["off", "hover", "unknown", "all"],
  reading: ["pinyin", "zhuyin"],
  level: ["2", "1", "3", "4"],
  words: ["off", "on"],
};

/** Settings of the element, which has attributes for them; the others are the page's. */
const ATTRIBUTES = ["script", "ruby", "reading", "level", "words"];

/** The settings as they were kept; what cannot be read or is unknown is as without a word. */
export function kept() {
  let stored = {};
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    // Storage is refused, or holds nonsense.
  }
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, [usual, ...others]]) => [
      name,
      others.includes(stored[name]) ? stored[name] : usual,
    ]),
  );
}

/**
 * Sets the page, and keeps what is not as usual.
 * @param {HTMLElement} article
 * @param {Record<string, string>} settings
 */
export function apply(article, settings) {
  const page = document.documentElement;
  const unusual = {};
  for (const [name, [usual]] of Object.entries(SETTINGS)) {
    const value = settings[name];
    const target = ATTRIBUTES.includes(name) ? article : page;
    const attribute = target === page ? `data-${name}` : name;
    if (value === usual) target.removeAttribute(attribute);
    else target.setAttribute(attribute, (unusual[name] = value));
  }
  // Sepia is a light theme: the element knows light and dark.
  if (settings.theme === "auto") article.removeAttribute("theme");
  else article.setAttribute("theme", settings.theme === "dark" ? "dark" : "light");
  try {
    if (Object.keys(unusual).length) localStorage.setItem(KEY, JSON.stringify(unusual));
    else localStorage.removeItem(KEY);
  } catch {
    // Then they hold until the page is closed.
  }
}

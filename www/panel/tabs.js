/** The tabs of the panel that show what the article holds. They need no engine: a file that an
 *  article is saved as has all of them, and nothing else may come in here. */

import { Index } from "./index.js";

/**
 * The tabs, in order: what each shows, where from, and whether an article has any of it. A view
 * is made with its container and the panel's actions, and has
 * `render(article, words, shown, raw, language)` and, where it depends on which types are marked,
 * `update(shown)`.
 */
export const TABS = {
  index: { load: async () => Index },
  cast: {
    load: async () => (await import("./cast.js")).Cast,
    has: ({ cast, bodies }) => cast.length > 0 || bodies.length > 0,
  },
  places: {
    load: async () => (await import("./places.js")).Places,
    has: ({ entities }) => entities.some(({ type }) => type === "PLACE" || type === "FACILITY"),
  },
  timeline: {
    load: async () => (await import("./timeline.js")).Timeline,
    has: ({ timeline }) => timeline.length > 0,
  },
  amounts: {
    load: async () => (await import("./amounts.js")).Amounts,
    has: ({ mentions }) => mentions.some(({ type }) => type === "MONEY" || type === "QUANTITY"),
  },
  relations: {
    load: async () => (await import("./relations.js")).Relations,
    // What is said has nobody at its other end, and a post may be in no organisation.
    has: ({ relations }) =>
      relations.some(({ from, to, organisation }) => (to ?? organisation ?? from) !== from),
  },
  repairs: {
    load: async () => (await import("./repairs.js")).Repairs,
    count: ({ edits }) => edits.length,
  },
};

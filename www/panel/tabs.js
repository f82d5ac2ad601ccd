/** The tabs of the panel that show what the article holds. They need no engine: a file that an
 *  article is saved as has all of them, and nothing else may come in here. */

import { Index } from "./index.js";

/**
 * The tabs, in order: what each shows, where from, and whether an article has any of it. A view
 * is made with its container and the panel's actions, and has `render(article, words, shown, raw)`
 * and, where it depends on which types are marked, `update(shown)`.
 */
export const TABS = {
  index: { load: async () => Index },
  cast: {
    load: async () => (await import("./cast.js")).Cast,
    has: ({ cast, bodies }) =>
      cast.length > 0 || bodies.some(({ people, amounts }) => people || amounts),
  },
  timeline: {
    load: async () => (await import("./timeline.js")).Timeline,
    has: ({ timeline }) => timeline.length > 0,
  },
  repairs: {
    load: async () => (await import("./repairs.js")).Repairs,
    count: ({ edits }) => edits.length,
  },
};

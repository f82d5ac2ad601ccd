/** The tabs of the panel that need the engine, behind those of `tabs.js`. */

export const TOOLS = {
  corrections: {
    load: async () => (await import("./corrections.js")).Corrections,
    has: (article, { desk }) => !desk.host.element.hasAttribute("readonly"),
    count: (article, { desk }) => desk.value.corrections.length,
  },
  exports: { load: async () => (await import("./exports.js")).Exports },
};

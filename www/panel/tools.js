/** The tabs of the panel that need the engine, behind those of `tabs.js`. */

export const TOOLS = {
  exports: { load: async () => (await import("./exports.js")).Exports },
};

/** What can be asked of a loaded engine, by name: the same in a worker and in place. */

/** Calls that need no engine, and the name that the core has for them. */
const OF_CORE = {
  corrections: "readCorrections",
  readLexicon: "readLexicon",
  writeLexicon: "writeLexicon",
};

/** Calls that load a further pack: a new engine has to be given it again. */
export const LOADS = new Set(["loadReadings", "loadDefinitions", "loadPhrases"]);

/**
 * Makes an engine of its pack and of the further ones that had been loaded.
 * @param {object} core the exports of the script, its module instantiated
 * @param {Uint8Array} pack
 * @param {Map<string, unknown[]>} loaded call → its values
 */
export function open(core, pack, loaded) {
  const engine = new core.Engine(pack);
  for (const [name, values] of loaded) engine[name](...values);
  return engine;
}

/** Answers one call; what goes wrong is thrown as the core throws it. */
export function answer(core, engine, name, values) {
  return Object.hasOwn(OF_CORE, name)
    ? core[OF_CORE[name]](...values)
    : engine[name](...values);
}

// The engines that are compared, each opened from nothing, in a page as in Node.
//
// An engine opens with {at, read}: where its script is, and what reads a file beside it, as an
// answer to a request or as bytes. It is {first, tasks, memory}: `first` is the call after which
// it is ready, `tasks` what it can do with a text, `memory` the bytes of its wasm, where it has
// one. Offsets that Wenmai and Intl.Segmenter answer are the ends of the words.

export const ENGINES = {
  async Wenmai({ at, read }) {
    const [[core, exports], pack] = await Promise.all([
      import(`${at}wenmai_core.js`).then(async (core) => [
        core,
        await core.default({ module_or_path: read(`${at}wenmai_core_bg.wasm`) }),
      ]),
      read(`${at}wenmai.pack`).then(bytesOf),
    ]);
    const engine = new core.Engine(pack);
    return {
      first: (text) => engine.analyse(text),
      tasks: {
        dictionary: (text) => engine.segment(text, false),
        strings: (text) => cutAt(text, engine.segment(text, false)),
        learned: (text) => engine.segment(text, true),
        analysis: (text) => engine.analyse(text),
      },
      memory: () => exports.memory.buffer.byteLength,
    };
  },

  // It builds its dictionary at the first call.
  async "jieba-wasm"({ at }) {
    const module = await import(at);
    // The package for Node is instantiated by being loaded.
    const exports = module.__wasm ?? module.default.__wasm ?? (await module.default());
    const cut = module.cut ?? module.default.cut;
    return {
      first: (text) => cut(text, true),
      tasks: { cut: (text) => cut(text, true) },
      memory: () => exports.memory.buffer.byteLength,
    };
  },

  async "Intl.Segmenter"() {
    const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
    const ends = (text) => {
      const ends = [];
      for (const { index, segment } of segmenter.segment(text)) ends.push(index + segment.length);
      return ends;
    };
    return { first: ends, tasks: { segment: ends } };
  },

  async segmentit({ at }) {
    const module = await import(at);
    const { Segment, useDefault } = module.Segment ? module : module.default;
    const segmenter = useDefault(new Segment());
    const words = (text) => segmenter.doSegment(text, { simple: true });
    return { first: words, tasks: { words } };
  },

  async "@node-rs/jieba"({ at }) {
    const [{ Jieba }, { dict }] = (await Promise.all([import(at), import(`${at}/dict.js`)])).map(
      (module) => module.default ?? module,
    );
    const jieba = Jieba.withDict(dict);
    const cut = (text) => jieba.cut(text, true);
    return { first: cut, tasks: { cut } };
  },
};

async function bytesOf(source) {
  return source instanceof Response ? new Uint8Array(await source.arrayBuffer()) : source;
}

/** The words themselves, as the others answer them. */
function cutAt(text, ends) {
  let start = 0;
  return Array.from(ends, (end) => text.slice(start, (start = end)));
}

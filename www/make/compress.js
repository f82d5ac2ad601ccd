// Puts FILE.br and FILE.gz beside the files of a site that they make smaller, for hosts that send
// ready ones: node www/make/compress.js SITE [--cache FOLDER] [--quality N]
// With a folder for it, what was compressed once is not compressed again while its content stays.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import * as zlib from "node:zlib";

import { COMPRESSED, filesOf } from "./files.js";

/** What no compression makes smaller, or what only the host reads. */
const SKIPPED = /\.(png|br|gz)$|(^|\/)\.[^/]*$/;
/** A file that is smaller by less than this share is sent as it is. */
const GAIN = 0.05;
/** From this many bytes on, a lower quality of brotli: a tenth more to send, a quarter of the time. */
const LARGE = { bytes: 4_000_000, quality: 9 };
/** The operating system's number in a gzip header, byte 9, as "unknown": the same everywhere. */
const SYSTEM = { at: 9, unknown: 255 };

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** How each kind is made, at a quality from 1 to 11, in the largest window that browsers take. */
const KINDS = {
  br: (bytes, quality) =>
    brotli(bytes, {
      params: {
        [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
        [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
        [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gz: async (bytes, quality) => {
    const packed = await gzip(bytes, { level: Math.min(quality, 9) });
    packed[SYSTEM.at] = SYSTEM.unknown;
    return packed;
  },
};

/**
 * Compresses a site.
 * @param {string} site
 * @param {{cache?: string, quality?: number}} [options]
 * @returns {Promise<{written: number, made: number}>} files written, and how many of them anew
 */
export async function compress(site, { cache, quality = 11 } = {}) {
  const store = cache ? new Store(cache) : null;
  const counts = { written: 0, made: 0 };
  const files = await filesOf(site);
  for (const file of files) if (COMPRESSED.test(file)) await rm(join(site, file));
  const waiting = files.filter((file) => !SKIPPED.test(file));

  const work = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const bytes = await readFile(join(site, file));
      const best = bytes.length < LARGE.bytes ? quality : Math.min(quality, LARGE.quality);
      const digest = createHash("sha256").update(bytes).digest("hex");
      for (const [suffix, pack] of Object.entries(KINDS)) {
        const name = `${digest}-${best}.${suffix}`;
        let packed = await store?.get(name);
        if (!packed) {
          packed = await pack(bytes, best);
          counts.made += 1;
          await store?.put(name, packed);
        }
        if (packed.length > bytes.length * (1 - GAIN)) continue;
        await writeFile(join(site, `${file}.${suffix}`), packed);
        counts.written += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  await store?.clean();
  return counts;
}

/** What was compressed before, by the digest of what it was made of. */
class Store {
  #folder;
  #used = new Set();

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  async get(name) {
    this.#used.add(name);
    return readFile(join(this.#folder, name)).catch(() => undefined);
  }

  async put(name, bytes) {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(join(this.#folder, name), bytes);
  }

  /** Removes what this site has no use for. */
  async clean() {
    for (const name of await readdir(this.#folder)) {
      if (!this.#used.has(name)) await rm(join(this.#folder, name));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { cache: { type: "string" }, quality: { type: "string", default: "11" } },
  });
  await compress(positionals[0], { cache: values.cache, quality: Number(values.quality) });
}

// What bytes weigh on the way to a reader.

import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Sizes of `bytes` as they are, and as a host that compresses well sends them. */
export function compressed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

/** The sum of several. */
export function total(sizes) {
  const sum = { file: "total", raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) for (const key of ["raw", "gzip", "brotli"]) sum[key] += size[key];
  return sum;
}

// A module that gets too little memory, for the tests of what happens then.

import assert from "node:assert/strict";

/** The module with its memory limited to so many pages (of 64 KiB): section 5 gets a maximum. */
export function limited(module, pages) {
  const number = (position) => {
    let [value, shift, byte] = [0, 0];
    do {
      byte = module[position];
      value += (byte & 0x7f) * 2 ** shift;
      shift += 7;
      position += 1;
    } while (byte & 0x80);
    return { value, position };
  };
  const written = (value) => {
    const bytes = [];
    do {
      bytes.push((value & 0x7f) | (value > 0x7f ? 0x80 : 0));
      value >>>= 7;
    } while (value);
    return bytes;
  };
  let position = 8;
  while (module[position] !== 5) {
    const length = number(position + 1);
    position = length.position + length.value;
  }
  const length = number(position + 1);
  const content = module.subarray(length.position, length.position + length.value);
  assert.deepEqual([...content.subarray(0, 2)], [1, 0], "one memory without a maximum");
  const changed = [1, 1, ...content.subarray(2), ...written(pages)];
  return Buffer.concat([
    module.subarray(0, position),
    Buffer.from([5, ...written(changed.length), ...changed]),
    module.subarray(length.position + length.value),
  ]);
}

/**
 * Texts as a part of an address: UTF-16, little end first, which keeps every text as it is,
 * compressed (RFC 1951), in base64url (RFC 4648).
 */

import { LIMIT } from "../documents.js";
import { WenmaiError } from "../failures.js";

/** Longest packed text, in characters, for which there is a link: more is cut off on the way. */
export const LINK_LIMIT = 32 * 1024;

/** Whether this browser can pack texts. */
export const canPack = () => typeof CompressionStream === "function";

/**
 * @param {string} text
 * @returns {Promise<string>}
 */
export async function pack(text) {
  const units = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1) {
    units.setUint16(index * 2, text.charCodeAt(index), true);
  }
  const stream = new Blob([units]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (let index = 0; index < bytes.length; index += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(index, index + 0x8000));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * @param {string} packed as {@link pack} gives it
 * @returns {Promise<string>} the very text
 */
export async function unpack(packed) {
  if (typeof DecompressionStream !== "function") throw new WenmaiError("link-unsupported");
  try {
    const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return textOf(await readAll(stream.getReader()));
  } catch (cause) {
    if (cause instanceof WenmaiError) throw cause;
    throw new WenmaiError("link-damaged", { cause });
  }
}

/** Reads a stream to its end, or up to the largest article: a short link may unpack to gigabytes. */
async function readAll(reader) {
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LIMIT * 2) {
      await reader.cancel();
      throw new WenmaiError("input-too-large");
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function textOf(bytes) {
  if (bytes.length % 2) throw new WenmaiError("link-damaged");
  const units = new DataView(bytes.buffer);
  let text = "";
  for (let index = 0; index < bytes.length; index += 2) {
    text += String.fromCharCode(units.getUint16(index, true));
  }
  return text;
}

/**
 * What kept a file from coming. To the script that asked, browsers say no more than that it
 * failed; what else can be known is put together here, after the fact.
 */

import { WenmaiError } from "./failures.js";

const SCRIPT = /^(text|application)\/(x-)?(java|ecma)script\s*(;|$)/i;
/** How every web page begins, and no script. */
const MARKUP = /^\s*</;

/** Addresses that the page's policy has refused. */
const refused = new Set();

function note({ blockedURI, disposition }) {
  if (disposition === "enforce") refused.add(blockedURI);
}

/** Listens, from before the first request on, to what a policy refuses; twice is once. */
export function watchPolicy() {
  globalThis.document?.addEventListener("securitypolicyviolation", note);
}

/** A policy's refusal is reported after the failure that it causes. */
const reported = () => new Promise((resolve) => setTimeout(resolve));

/** The failure that an answer is, or null. */
export function refusal(file, { ok, status }) {
  if (ok) return null;
  // Of these a server may have recovered when it is asked again.
  const busy = status >= 500 || status === 408 || status === 429;
  return new WenmaiError(busy ? "server-failed" : "file-missing", { file });
}

/**
 * Why a request got no answer, or half of one.
 * @param {string} file
 * @param {string} address
 * @param {unknown} cause
 * @returns {Promise<WenmaiError>}
 */
export async function unanswered(file, address, cause) {
  const error = WenmaiError.from(cause, file);
  if (error.code !== "unknown") return error;
  await reported();
  if (refused.has(address)) return new WenmaiError("file-refused", { file, cause });
  const code = globalThis.navigator?.onLine === false ? "offline" : "network";
  return new WenmaiError(code, { file, cause });
}

/**
 * Why a script could not be loaded. The server is asked what it has there; mostly the browser
 * has kept the answer.
 * @param {string} file
 * @param {string} address
 * @param {unknown} cause
 * @returns {Promise<WenmaiError>}
 */
export async function unloadable(file, address, cause) {
  await reported();
  if (refused.has(address)) return new WenmaiError("file-refused", { file, cause });
  let response;
  let text;
  try {
    response = await fetch(address, { cache: "force-cache" });
    text = await response.text();
  } catch (cause) {
    return unanswered(file, address, cause);
  }
  const told = (code) => new WenmaiError(code, { file, cause });
  if (!response.ok) return refusal(file, response);
  if (MARKUP.test(text)) return told("script-not-script");
  if (!SCRIPT.test(response.headers.get("Content-Type") ?? "")) return told("script-type");
  return told(cause instanceof SyntaxError ? "script-damaged" : "script-missing");
}

/**
 * Trusted Types: a page may refuse an address of a script, and markup, that no policy has answered
 * for. Ours, `wenmai`, answers for our own worker, and for markup that becomes a document in
 * which nothing runs.
 */

/** Undefined until it is needed: merely being imported has no effect. Null where there is none. */
let policy;

function trust(kind, value) {
  try {
    policy ??= globalThis.trustedTypes?.createPolicy("wenmai", {
      createScriptURL: String,
      createHTML: String,
    });
  } catch {
    // The page names the policies that it accepts, and ours is not among them.
  }
  policy ??= null;
  return policy ? policy[kind](value) : value;
}

/**
 * The address of a script of ours, in the form in which the page accepts it.
 * @param {string} address
 */
export const trustedAddress = (address) => trust("createScriptURL", address);

/**
 * Markup as a document that nobody sees and in which nothing runs.
 * @param {string} html
 * @returns {Document}
 */
export function inertDocument(html) {
  return new DOMParser().parseFromString(trust("createHTML", html), "text/html");
}

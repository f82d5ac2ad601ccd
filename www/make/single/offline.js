/**
 * In the page that is one file, this stands in place of `page/offline.js`: the file is on the
 * reader's machine already, and nothing else has to be kept for use without a network.
 */

/** Why the page is not kept. */
export class NotKept extends Error {
  code = "unsupported";
}

/** A file has no worker of its own. */
export const ownRegistration = async () => undefined;

/** There is nobody to ask. */
export const ask = async () => ({});

/** How it stands: there is nothing to choose. */
export const state = async () => null;

/** Nothing is kept. */
export async function keep() {
  throw new NotKept();
}

/** Nothing was kept. */
export async function forget() {}

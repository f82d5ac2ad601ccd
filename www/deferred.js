/**
 * A promise with its handles, and whether it has settled; nobody has to listen for its failure.
 * @returns {{promise: Promise, resolve: Function, reject: Function, settled: boolean}}
 */
export function deferred() {
  const made = { settled: false };
  made.promise = new Promise((resolve, reject) => {
    made.resolve = (value) => ((made.settled = true), resolve(value));
    made.reject = (error) => ((made.settled = true), reject(error));
  });
  made.promise.catch(() => {});
  return made;
}

/** The page that is one file: the same as the site's, once its text has been seen. */

/** Milliseconds after which nobody is looking: pages in the background are never painted. */
const UNSEEN = 300;

function painted() {
  return new Promise((resolve) => {
    setTimeout(resolve, UNSEEN);
    // After the next picture, not before it.
    requestAnimationFrame(() => setTimeout(resolve));
  });
}

painted().then(() => import("../../app.js"));

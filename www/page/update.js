/**
 * Tells that a newer release of a page that is kept on this machine is ready, beside the one that
 * is shown; the reader says when it is taken.
 */

import { element } from "../nodes.js";
import { words } from "../strings/offline.js";
import { ask, ownRegistration } from "./offline.js";

/** Milliseconds between two looks for a newer release, while the page stays open. */
const PAUSE = 60 * 60 * 1000;
/** Milliseconds for a worker that needs no leave, such as `sw-off.js`, to go its way. */
const GRACE = 1000;

/** Watches for newer releases, if the page is kept: the worker may be one of the host's. */
export async function watch() {
  const registration = await ownRegistration();
  if (!registration) return;
  // One that was withdrawn meanwhile is not there any more.
  const look = async () => {
    const waiting = (await ownRegistration())?.waiting;
    if (waiting) announce(waiting);
  };
  const follow = () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", () => {
      if (installing.state === "installed") setTimeout(look, GRACE);
    });
  };
  registration.addEventListener("updatefound", follow);
  // It may have come while this page was being loaded.
  follow();
  look();

  // Browsers look for themselves when a page is opened, but not while it stays open.
  let last = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - last < PAUSE) return;
    last = Date.now();
    // Without a network there is no newer release.
    registration.update().catch(() => {});
  });
}

/** Says it on the page, once a release, until the reader answers. */
function announce(worker) {
  let alone = true;
  const notice = element("p", { class: "update", role: "status" });
  const say = () => {
    const said = words(document.documentElement.lang).update;
    notice.replaceChildren(
      element("span", {}, alone ? said.ready : said.others),
      element("button", { type: "button", class: "reload", onclick: take }, said.reload),
      element(
        "button",
        { type: "button", class: "close", "aria-label": said.later, onclick: dismiss },
        "×",
      ),
    );
  };
  const language = new MutationObserver(say);
  const dismiss = () => {
    language.disconnect();
    notice.remove();
  };
  // It does not take over while other windows show the release before.
  const take = async () => {
    worker.addEventListener("statechange", () => worker.state === "activated" && location.reload());
    ({ alone } = await ask(worker, "take-over"));
    if (alone) return;
    say();
    notice.querySelector(".reload").focus();
  };
  worker.addEventListener("statechange", dismiss, { once: true });
  document.querySelector(".update")?.remove();
  document.querySelector(".masthead").after(notice);
  language.observe(document.documentElement, { attributeFilter: ["lang"] });
  // It is announced because it comes into what is there already.
  setTimeout(say);
}

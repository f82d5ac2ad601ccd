// The page kept on the reader's machine: whole or not at all, of one release at a time, until the
// reader or the host says otherwise; and whatever happens to it, what the reader did stays.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";

import { workerOf } from "../../www/make/offline.js";
import { SITE, eventually, paste, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const TEXT = "😀𠮷野家店長陳小明昨日到臺北市參觀。\r\n他說，《史記》很好。";
const RETYPE = { action: "retype", type: "EVENT", target: { start: 26, end: 30, exact: "《史記》" } };

let folder;
/** The page before anybody published another. */
let first;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wenmai-"));
  await cp(SITE, folder, { recursive: true });
  first = await readFile(join(SITE, "index.html"), "utf8");
});
beforeEach(async () => {
  await put("index.html", first);
  await cp(join(SITE, "app.js"), join(folder, "app.js"));
  await finish();
});
after(() => rm(folder, { recursive: true, force: true }));

const put = (name, text) => writeFile(join(folder, name), text);
/** Finishes the folder's worker, as the build does. */
const finish = async () => put("sw.js", await workerOf(folder));

/** A host whose network can be cut, and that can answer with something else. */
const host = (more = {}) => {
  const state = { cut: false, instead: {} };
  const override = (request, path) => {
    if (state.cut) request.socket.destroy();
    return state.instead[path];
  };
  return { state, options: { root: folder, override, ...more } };
};

const note = (page) => page.locator(".settings .offline .note");
/** Turns the switch and waits for what is said. */
async function turn(page, value, said) {
  await page.locator(".tools .set").click();
  await page.locator(`.settings .offline [value=${value}]`).click({ force: true });
  const say = async () => (said.test(await note(page).textContent()) ? "" : await note(page).textContent());
  await eventually(say, "");
  await page.locator(".settings .read").click();
}

/** What there is of workers, and the names of what they keep. */
const kept = (page) =>
  page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const names = await caches.keys();
    const files = [];
    for (const name of names) {
      for (const { url } of await (await caches.open(name)).keys()) {
        files.push(decodeURI(new URL(url).pathname.slice(1)));
      }
    }
    return { workers: registrations.length, caches: names.length, files: files.sort() };
  });
const NOTHING = { workers: 0, caches: 0, files: [] };
/** Waits until nothing is kept any more; to look into a cache would make one that has just gone. */
async function gone(page) {
  const count = () =>
    page.evaluate(async () => {
      const registrations = await navigator.serviceWorker.getRegistrations();
      return [registrations.length, (await caches.keys()).length];
    });
  await eventually(count, [0, 0]);
}

/** What the reader did: the open articles by title, and what was corrected in the one shown. */
const done = (page) =>
  page.evaluate(() => ({
    tabs: [...document.querySelectorAll(".opened [role=tab]")].map((tab) => tab.textContent),
    corrections: document.querySelector("wenmai-article").corrections.length,
  }));

/** The release that a page is of: its own word for it, and what its script says. */
const releases = (page) =>
  page.evaluate(() => [document.querySelector("meta[name=trial]")?.content, globalThis.trial]);

/** Publishes a release: page and script name it. */
async function publish(name) {
  await put("index.html", first.replace("</title>", `</title><meta name="trial" content="${name}">`));
  await put("app.js", `globalThis.trial = "${name}";${await readFile(join(SITE, "app.js"), "utf8")}`);
  await finish();
}

const reload = async (page) => {
  await page.reload();
  assert.equal(await settled(page), null);
};
/** Opens the page again. Browsers then look for another worker, but when they like: now, that is. */
async function openAgain(page) {
  await reload(page);
  await page.evaluate(() => {
    const look = async () => (await navigator.serviceWorker.getRegistration())?.update();
    look().catch(() => {});
  });
}
const notice = (page) => page.locator(".update .reload");

test("kept on the reader's wish, it works without a network", () => {
  const { state, options } = host();
  return visit(options, async (page) => {
    assert.deepEqual(await kept(page), NOTHING, "nobody has asked for it");
    await page.locator(".tools .set").click();
    await page.locator(".settings .ruby [value=all]").click({ force: true });
    await page.locator(".settings .read").click();
    await turn(page, "on", /已存入/);
    const list = JSON.parse(/^const KEPT=(.*);$/m.exec(await readFile(join(folder, "sw.js"), "utf8"))[1]);
    assert.deepEqual((await kept(page)).files, Object.keys(list.files).sort());
    for (const file of ["index.html", "wenmai.pack", "wenmai_core_bg.wasm", "worker.js", "vendor/readability.js"]) {
      assert.ok(file in list.files, file);
    }
    assert.ok("wenmai-definitions.pack" in list.later);
    assert.ok(!("sw.js" in list.files));

    // What is used later is kept from then on, and what the reader did is the reader's.
    await reload(page);
    await eventually(async () => (await kept(page)).files.includes("wenmai-readings.pack"), true);
    await paste(page, TEXT);
    await page.evaluate((one) => (document.querySelector("wenmai-article").corrections = [one]), RETYPE);
    assert.equal(await settled(page), null);
    const before = await done(page);
    assert.equal(before.tabs.length, 2);
    assert.equal(before.corrections, 1);

    state.cut = true;
    await page.context().setOffline(true);
    await reload(page);
    await eventually(() => done(page), before);
    const readings = page.locator(".wenmai-reading");
    await eventually(async () => (await readings.count()) > 0, true);
    // Another text, corrected by nobody, and a part of the page that was not used before.
    assert.equal(await paste(page, "市委書記陳金虎10月8日到常州市鐘樓區。"), null);
    await page.locator(".tools .share").click();
    await page.locator(".share svg").waitFor();
    await page.keyboard.press("Escape");
    const { text, mentions } = await page.evaluate(() => document.querySelector("wenmai-article").article);
    assert.ok(mentions.length > 2);
    for (const one of mentions) assert.equal(text.slice(one.start, one.end), one.text);
    assert.equal((await done(page)).tabs.length, 3);
    state.cut = false;
    await page.context().setOffline(false);

    // The reader has enough of it, and has not; what was read stays.
    await turn(page, "off", /存在這部裝置上/);
    assert.deepEqual(await kept(page), NOTHING);
    await turn(page, "on", /已存入/);
    assert.deepEqual((await kept(page)).files, Object.keys(list.files).sort(), "all of it once more");
    await turn(page, "off", /存在這部裝置上/);
    await reload(page);
    assert.deepEqual(await kept(page), NOTHING);
    assert.equal((await done(page)).tabs.length, 3);
  });
});

test("its releases are not mixed, and a new one comes when the reader wishes", () => {
  const { options } = host();
  return visit(options, async (page) => {
    await turn(page, "on", /已存入/);
    await page.locator(".tools .set").click();
    await page.locator(".settings .ruby [value=all]").click({ force: true });
    await page.locator(".settings .read").click();
    await eventually(async () => (await kept(page)).files.includes("wenmai-readings.pack"), true);
    assert.equal(await paste(page, TEXT), null);

    // A host in the middle of an upload: the page is new already, its script is not.
    await put("index.html", first.replace("</title>", '</title><meta name="trial" content="half">'));
    await reload(page);
    assert.deepEqual(await releases(page), [undefined, undefined]);
    // The list is there, a file of it not yet: nothing is taken of it.
    await publish("second");
    const script = await readFile(join(folder, "app.js"));
    await put("app.js", "export {};");
    await reload(page);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => {});
      // Asked again and again: the event may have been before anybody listens.
      while (registration.installing) await new Promise((done) => setTimeout(done, 50));
    });
    assert.deepEqual(await releases(page), [undefined, undefined]);
    assert.equal((await kept(page)).caches, 1);
    await put("app.js", script);

    // All of it is there: it is fetched beside, and waits.
    await openAgain(page);
    await notice(page).waitFor();
    assert.match(await page.locator(".update").textContent(), /新版本已備妥/);
    assert.deepEqual(await releases(page), [undefined, undefined]);
    assert.equal((await kept(page)).caches, 2);
    await page.locator(".languages [lang=en]").click();
    assert.match(await page.locator(".update").textContent(), /A new version is ready/);
    await page.locator(".update .close").click();
    assert.equal(await page.locator(".update").count(), 0);

    // It is offered again at the next visit; another window keeps its release.
    await reload(page);
    await notice(page).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    assert.equal(await settled(other), null);
    assert.deepEqual(await releases(other), [undefined, undefined]);
    await notice(page).focus();
    await page.keyboard.press("Enter");
    await eventually(async () => /關閉/.test(await page.locator(".update").textContent()), true);
    await other.close();
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    assert.equal(await settled(page), null);
    assert.deepEqual(await releases(page), ["second", "second"]);
    await eventually(async () => (await kept(page)).caches, 1);
    assert.ok((await kept(page)).files.includes("wenmai-readings.pack"), "what was used stays");
    assert.equal(await page.locator(".update").count(), 0);
    assert.equal((await done(page)).tabs.length, 2);
  });
});

test("a host can withdraw it, and what the reader did stays", () => {
  const { options } = host();
  return visit(options, async (page) => {
    assert.equal(await paste(page, TEXT), null);
    await turn(page, "on", /已存入/);
    await reload(page);
    await put("sw.js", await readFile(join(folder, "sw-off.js")));
    await openAgain(page);
    await gone(page);
    // It is no newer release, for which the reader would be asked.
    await page.waitForTimeout(2000);
    assert.equal(await page.locator(".update").count(), 0);
    await publish("third");
    await reload(page);
    assert.deepEqual(await releases(page), ["third", "third"]);
    assert.equal((await done(page)).tabs.length, 2);
    await turn(page, "on", /已存入/);
    assert.equal((await kept(page)).workers, 1);
  });
});

test("where the host has no worker for it, or another site by now, nothing stays behind", () => {
  const { state, options } = host();
  const markup = '<!doctype html><title>home</title><link rel="icon" href="data:,">';
  const home = { headers: { "content-type": "text/html" }, body: markup };
  return visit(options, async (page) => {
    // A host that answers with its home page for whatever it does not have.
    state.instead["/sw.js"] = home;
    await turn(page, "on", /sw\.js/);
    assert.deepEqual(await kept(page), NOTHING);
    state.instead["/sw.js"] = undefined;

    // A file that is not what the list says: all of it or none.
    state.instead["/app.js"] = { body: "export {};" };
    await turn(page, "on", /沒有存齊/);
    await gone(page);
    state.instead["/app.js"] = undefined;

    await turn(page, "on", /已存入/);
    // A worker that is not to be had keeps what there is.
    state.instead["/sw.js"] = home;
    await reload(page);
    assert.equal((await kept(page)).workers, 1);
    // Another site stands in its place: it is shown, and the worker goes.
    state.instead["/"] = home;
    state.instead["/sw.js"] = { status: 404, body: "" };
    await page.reload();
    assert.equal(await page.title(), "home");
    await gone(page);
  });
});

test("a host with a worker of its own keeps it", () => {
  const { state, options } = host();
  return visit(options, async (page) => {
    state.instead["/own.js"] = { headers: { "content-type": "text/javascript" }, body: "self.own = 1;" };
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/own.js");
      await navigator.serviceWorker.ready;
    });
    await turn(page, "on", /自己的離線程式/);
    const script = await page.evaluate(async () => (await navigator.serviceWorker.ready).active.scriptURL);
    assert.match(script, /own\.js$/);
    await turn(page, "off", /存在這部裝置上/);
    assert.equal((await kept(page)).workers, 1);
  });
});

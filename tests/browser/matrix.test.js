// Ways to deliver the page, and hosts that get in its way, in every browser that is installed:
// whatever happens, the article can be read, its element says with a code what is wrong
// or nothing is, the console has no word of its own, and nothing is asked for outside the folder.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { BROWSERS } from "./browsers.js";
import { SITE, eventually } from "./harness.js";
import { serve } from "./server.js";

const SINGLE = process.env.WENMAI_SINGLE ?? join(dirname(SITE), "wenmai.html");
/** Where the host has the page's folder, and what it has of its own. */
const FOLDER = "/deep/文脈/";
const HOSTS = ["/deep/page.html", "/deep/recorder.js", "/deep/nostore.js"];

const CONTENT =
  "<h2>店长<em>参观</em>\u{1F600}</h2>\r\n<p>𠮷野家店长陈小明昨日到<a href=\"#x\">常州市</a>参观，e\u0301。" +
  "他说，《史记》<strong>很好</strong>。</p>\r\n<table><tr><td>江苏省</td></tr></table>";
const ARTICLE = `<wenmai-article>${CONTENT}</wenmai-article>`;

/** A page of the host's, with what its console would say where a browser's driver does not tell. */
const host = ({ head = "", body = ARTICLE } = {}) => `<!doctype html><html lang="zh-Hans"><head>
<meta charset="utf-8"><title>报道</title><link rel="icon" href="data:,">${head}
<script type="module" src="文脈/define.js"></script></head><body>${body}</body></html>`;

const RECORDER = `globalThis.heard = [];
for (const name of ["error", "warn", "log", "info", "debug"]) {
  const say = console[name];
  console[name] = (...words) => { heard.push(name + ": " + words.join(" ")); say.apply(console, words); };
}
addEventListener("error", (event) => event.message && heard.push("uncaught: " + event.message));
addEventListener("unhandledrejection", (event) => heard.push("uncaught: " + event.reason));`;

const REFUSE_STORAGE = `Object.defineProperty(globalThis, "indexedDB", {
  get() { throw new DOMException("no", "SecurityError"); },
});`;

const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:";
const policy = (text) => `<meta http-equiv="Content-Security-Policy" content="${text}">`;
const on = (file, answer) => (path) => (path.endsWith(`/${file}`) ? answer : undefined);
/** What browsers themselves say of a policy that refuses something; each in its own words. */
const REFUSED = /Content.Security.Policy|violates the following|blocked by/i;

/** The elements of a page once they have read or given up: what readers, and hosts, get of them. */
async function look() {
  const limit = new Promise((_, reject) => setTimeout(reject, 30_000, new Error("neither read nor given up")));
  await Promise.race([customElements.whenDefined("wenmai-article"), limit]);
  const elements = [...document.querySelectorAll("wenmai-article")];
  const found = await Promise.all(
    elements.map(async (element) => ({
      code: await Promise.race([element.ready, limit]).then(
        () => null,
        (error) => error.code ?? String(error),
      ),
      marks: element.querySelectorAll(".wenmai-mention").length,
      text: element.textContent,
      height: element.getBoundingClientRect().height,
      // Every mention's offsets are those of its words.
      wrong: (element.article?.mentions ?? []).filter(
        ({ start, end, text }) => element.article.text.slice(start, end) !== text,
      ),
    })),
  );
  const asked = performance.getEntriesByType("resource").map(({ name }) => name);
  return { found, asked };
}

/**
 * The conditions by name.
 *   page     what the host has at `page.html`; the page of the folder itself without it
 *   answer   what the host gives in place of a file, by its path
 *   code     the code of the failure; none without it
 *   said     what the browser itself may say of it
 *   then     what is done further, and looked at, in the page
 */
const CONDITIONS = {
  "by http": {
    folder: "/",
    async then(page) {
      const [named, shown, closed] = await page.evaluate(() => {
        const element = document.querySelector("wenmai-article");
        const card = element.shadowRoot.querySelector(".card");
        const visible = () => card.getClientRects().length > 0;
        const mark = element.querySelector(".wenmai-mention");
        mark.click();
        const [named, shown] = [card.querySelector(".name").textContent, visible()];
        card.querySelector(".close").click();
        const { name } = element.article.entities.find(({ mentions }) => mentions.includes(mark.dataset.mention));
        return [named === name, shown, !visible()];
      });
      assert.deepEqual([named, shown, closed], [true, true, true]);
    },
  },
  "in a subfolder": {},
  "wrong media types": {
    answer: (path) => (/\.(wasm|pack|webmanifest)$/.test(path) ? { headers: { "content-type": "text/plain" } } : undefined),
  },
  "a web page in place of the engine": {
    answer: on("wenmai_core_bg.wasm", { headers: { "content-type": "text/html" }, body: "<!doctype html><title>home</title>" }),
    code: "engine-not-wasm",
  },
  "a policy that refuses WebAssembly": {
    page: host({ head: policy(POLICY.replace(" 'wasm-unsafe-eval'", "")) }),
    code: "engine-refused",
    said: REFUSED,
  },
  "a policy that refuses workers": {
    page: host({ head: policy("worker-src 'none'") }),
    said: REFUSED,
  },
  "no storage": {
    page: host({ head: '<script src="nostore.js"></script>' }),
    async then(page) {
      const kept = await page.evaluate(async () => {
        const element = document.querySelector("wenmai-article");
        const { start, end, text: exact } = element.article.mentions.find(({ text }) => text === "陈小明");
        element.corrections = [{ action: "delete", target: { start, end, exact } }];
        await element.ready;
        return [element.corrections.length, element.article.mentions.some(({ text }) => text === exact)];
      });
      assert.deepEqual(kept, [1, false]);
    },
  },
  "two elements": {
    page: host({ body: `${ARTICLE}<hr>${ARTICLE}` }),
    then: (page, { asked }) =>
      assert.equal(asked.filter((path) => path.endsWith(".wasm")).length, 1, "one engine for both"),
  },
  "moved, and taken out": {
    page: host({ body: `${ARTICLE}<section></section>` }),
    async then(page) {
      const [marks, html] = await page.evaluate(async () => {
        const element = document.querySelector("wenmai-article");
        element.remove();
        document.querySelector("section").append(element);
        await element.ready;
        const marks = element.querySelectorAll(".wenmai-mention").length;
        element.destroy();
        return [marks, element.innerHTML];
      });
      assert.ok(marks > 2);
      // The parser itself makes line feeds of the host's line ends, and a body for the table.
      assert.equal(html, CONTENT.replaceAll("\r\n", "\n").replace(/<tr>.*<\/tr>/, "<tbody>$&</tbody>"));
    },
  },
  "hostile style sheets": {
    page: host({
      head: `<style>* { all: unset !important } span { display: block !important; float: left !important }
        ::selection { background: black; color: black } html body { display: block !important }
        head, title, script, style { display: none !important }</style>`,
    }),
    async then(page) {
      const displays = await page.evaluate(() =>
        [...document.querySelectorAll(".wenmai-mention")].map((mark) => getComputedStyle(mark).display),
      );
      assert.deepEqual([...new Set(displays)], ["inline"]);
    },
  },
  "a strict policy": { page: host({ head: policy(POLICY) }) },
  "no JavaScript": {
    page: '<!doctype html><meta charset="utf-8"><title>报道</title><link rel="icon" href="data:,"><iframe sandbox="allow-same-origin" src="文脈/index.html" width="800" height="600"></iframe>',
    said: /Blocked script execution/,
    async look(page) {
      const [text, height] = await page.evaluate(async () => {
        const frame = document.querySelector("iframe");
        while (frame.contentDocument?.readyState !== "complete" || !frame.contentDocument.querySelector("wenmai-article")) {
          await new Promise((done) => setTimeout(done, 50));
        }
        const article = frame.contentDocument.querySelector("wenmai-article");
        return [article.textContent, article.getBoundingClientRect().height];
      });
      assert.match(text, /常州/);
      assert.ok(height > 300);
    },
  },
  "the network cut after it was kept": {
    async then(page, { cut }) {
      const there = await page.evaluate(async () => {
        const { keep } = await import(new URL("page/offline.js", document.baseURI));
        return keep().then(
          () => null,
          (error) => error.code,
        );
      });
      assert.equal(there, null);
      cut();
      await page.reload();
      const { found } = await page.evaluate(look);
      assert.equal(found[0].code, null);
      assert.ok(found[0].marks > 2);
    },
  },
  "a script before the engine's release": {
    answer: on("wenmai_core.js", "old"),
    code: "release-mismatch",
  },
  "from a disk": { file: true },
};

let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "wenmai-"));
  await cp(SITE, join(root, FOLDER), { recursive: true });
});
after(() => rm(root, { recursive: true, force: true }));

/** The host of a condition: what it was asked for, and a way to cut it off. */
async function listen({ folder = FOLDER, page, answer }, recorded) {
  const asked = [];
  let gone = false;
  const html = { "content-type": "text/html; charset=utf-8" };
  const script = { "content-type": "text/javascript; charset=utf-8" };
  const answers = [
    page && { headers: html, body: recorded(page) },
    { headers: script, body: RECORDER },
    { headers: script, body: REFUSE_STORAGE },
  ];
  const own = Object.fromEntries(HOSTS.map((path, index) => [path, answers[index]]));
  const glue = await readFile(join(SITE, "wenmai_core.js"), "utf8");
  const server = await serve(folder === "/" ? SITE : root, {
    override(request) {
      const path = decodeURIComponent(request.url.split("?")[0]);
      if (gone) request.socket.destroy();
      if (own[path]) return own[path];
      asked.push(path);
      const instead = answer?.(path);
      // Imports of another release have other names.
      return instead === "old" ? { headers: script, body: glue.replaceAll("__wbg_", "__wbg_old_") } : instead;
    },
  });
  return { server, asked, url: new URL(page ? "/deep/page.html" : folder, server.url).href, cut: () => (gone = true) };
}

for (const [name, { skip, start }] of Object.entries(BROWSERS)) {
  describe(name, { skip }, () => {
    let browser;
    before(async () => (browser = await start()));
    after(() => browser?.close());
    const tells = name !== "WebKitGTK";
    const recorded = (html) => (tells ? html : html.replace("<meta", '<script src="recorder.js"></script>$&'));

    for (const [condition, given] of Object.entries(CONDITIONS)) {
      test(`${condition}: ${given.code ?? "read"}`, async () => {
        const { server, asked, url, cut } = given.file
          ? { url: pathToFileURL(SINGLE).href, asked: [] }
          : await listen(given, recorded);
        const page = await browser.open(url);
        try {
          const seen = given.look ? await given.look(page) : await page.evaluate(look);
          if (!given.look) assert.equal(seen.found.length, condition === "two elements" ? 2 : 1);
          for (const { code, marks, text, height, wrong } of seen?.found ?? []) {
            assert.equal(code, given.code ?? null);
            assert.ok(given.code ? marks === 0 : marks > 2, `${marks} marks`);
            assert.match(text, /常州市/);
            assert.ok(height > 10, `${height} pixels high`);
            assert.deepEqual(wrong, []);
          }
          await given.then?.(page, { asked, cut });
          const inside = given.file ? url : new URL(given.folder ?? FOLDER, server.url).href;
          const addresses = [...page.requests, ...(seen?.asked ?? [])].filter((one) => !/^(data|blob):/.test(one));
          assert.ok(given.file || addresses.length + asked.length > 0);
          for (const address of addresses) {
            const own = given.page && HOSTS.includes(new URL(address).pathname);
            assert.ok(own || address.startsWith(inside), address);
          }
          for (const path of asked) assert.ok(path.startsWith(given.folder ?? FOLDER), path);
          const heard = tells ? [] : await page.evaluate(() => globalThis.heard ?? []);
          const said = [...page.said, ...heard];
          assert.deepEqual(said.filter((one) => !given.said?.test(one)), []);
        } finally {
          await page.close();
          await server?.close();
        }
      });
    }
  });
}

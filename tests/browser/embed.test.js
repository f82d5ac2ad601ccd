// An article in a frame of another page: what it shows, what frame and host say to each other,
// and who is not listened to.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SITE, eventually, useBrowser, visit } from "./harness.js";
import { serve } from "./server.js";

useBrowser();

const ARTICLE = `<!doctype html><html><head><title>常州與央企簽約 - 某報</title></head><body><nav>首頁</nav>
  <article><h1>常州與央企簽約</h1>
  <p>本報常州10月8日電　市委書記陳金虎8日會見中國電子信息產業集團有限公司副總經理陸志鵬，雙方商定在鐘樓區建設數據中心，總投資100億元。</p>
  <p>陳金虎說，常州將加快數字化轉型，歡迎更多企業到常州投資。陸志鵬表示，願與常州長期合作。</p></article>
  <footer>版權所有</footer></body></html>`;
const OTHER = "😀𠮷野家店長陳小明昨日到臺北市參觀。\r\n他說，e\u{301}很好。";

/** A page with frames, which sets their heights and writes down what they say. */
const host = (...frames) => `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>host</title>
  <link rel="icon" href="data:,"><body>${frames.join("\n")}<script>
  const frames = [...document.querySelectorAll("iframe")];
  for (const frame of frames) frame.src = frame.dataset.src.replace("ORIGIN", location.origin);
  globalThis.said = frames.map(() => []);
  addEventListener("message", ({ source, origin, data }) => {
    const index = frames.findIndex((frame) => frame.contentWindow === source);
    said[index].push({ origin, ...data });
    if (data.type === "height") frames[index].style.height = data.height + "px";
  });
  </script>`;
const frame = (address, attributes = "") =>
  `<iframe ${attributes} style="width:100%;height:150px;border:0" data-src="${address.replaceAll("&", "&amp;")}"></iframe>`;

const on = (paths) => ({ url }, path = url) =>
  path in paths ? { headers: { "content-type": "text/html; charset=utf-8" }, body: paths[path] } : undefined;

/** Waits for a message of a type, the last one so far. */
async function message(page, type, index = 0, after = 0) {
  const find = () =>
    page.evaluate(
      ([type, index, after]) => said[index].slice(after).findLast((one) => one.type === type) ?? null,
      [type, index, after],
    );
  await eventually(async () => (await find()) !== null, true);
  return find();
}
const count = (page, index = 0) => page.evaluate((index) => said[index].length, index);
const tell = (page, message, index = 0) =>
  page.evaluate(
    ([message, index]) => document.querySelectorAll("iframe")[index].contentWindow.postMessage(message, "*"),
    [message, index],
  );
const inside = (page, index = 0) => page.frames()[index + 1];

const assertSlices = ({ text, mentions }) => {
  assert.ok(mentions.length);
  for (const one of mentions) assert.equal(text.slice(one.start, one.end), one.text);
};

test("a page's article in a frame of the same origin, and what host and frame say", () =>
  visit(
    {
      path: "host.html",
      files: {
        "/host.html": host(frame("embed.html?src=article.html&ui-lang=zh-Hant&panel=bottom&types=person,org&theme=dark")),
      },
      override: on({ "/article.html": ARTICLE }),
      wait: false,
    },
    async (page, { url }) => {
      const { article, origin } = await message(page, "ready");
      assert.equal(origin, url.slice(0, -1));
      assert.equal(article.schema, "wenmai/1");
      assert.match(article.text, /^常州與央企簽約\n本報常州/);
      assert.doesNotMatch(article.text, /首頁|版權/, "the page's article, not its furniture");
      assertSlices(article);
      const types = () => page.evaluate(() => said[0].map(({ type }) => type));
      assert.equal((await types())[0], "listening");

      const content = inside(page);
      const shown = () =>
        content.$$eval(".wenmai-mention", (marks) => [...new Set(marks.map((mark) => mark.dataset.type))].sort());
      assert.deepEqual(await shown(), ["ORG", "PERSON"]);
      assert.equal(await content.evaluate(() => getComputedStyle(document.documentElement).colorScheme), "dark");
      assert.equal(await content.locator("#tab-index").textContent(), "索引");

      // As high as its content, and no higher the next moment.
      const heights = () =>
        content.evaluate(() => [innerHeight, Math.ceil(document.documentElement.getBoundingClientRect().height)]);
      await eventually(async () => new Set(await heights()).size, 1);
      const { height } = await message(page, "height");
      assert.ok(height > 320);
      await page.waitForTimeout(400);
      assert.deepEqual(await heights(), [height, height]);

      // A choice is told, and its card stands beside its word, in a frame as narrow as a phone too.
      await page.setViewportSize({ width: 390, height: 700 });
      const mark = content.locator(".wenmai-mention[data-type=PERSON]").first();
      await mark.click();
      const { mention, entity } = await message(page, "select");
      assert.equal(mention.text, await mark.textContent());
      assert.equal(entity.id, mention.entity);
      const card = await content.locator(".card").boundingBox();
      const word = await mark.boundingBox();
      const gap = Math.max(card.y - word.y - word.height, word.y - card.y - card.height);
      assert.ok(gap >= 0 && gap < 40, `${gap} pixels between word and card`);

      // What the host asks for.
      await tell(page, { wenmai: 1, type: "set", options: { theme: "light", onclick: "alert(1)", types: null } });
      await eventually(shown, ["FACILITY", "MONEY", "ORG", "PERSON", "PLACE", "TERM", "TIME", "TITLE"].filter(
        (type) => article.mentions.some((one) => one.type === type),
      ));
      assert.equal(await content.locator("wenmai-article[onclick]").count(), 0);
      const before = await count(page);
      await tell(page, { wenmai: 1, type: "analyse", text: OTHER });
      const second = await message(page, "ready", 0, before);
      assertSlices(second.article);
      const person = second.article.entities.find(({ name }) => name === "陳小明");
      await tell(page, { wenmai: 1, type: "show", entity: person.id });
      await eventually(() => content.locator(".card .name").textContent(), "陳小明");

      // Messages of other kinds are nobody's.
      for (const strange of [null, "analyse", { wenmai: 2, type: "analyse", text: "他說" }, { wenmai: 1, type: "analyse", text: 5 }]) {
        await tell(page, strange);
      }
      await tell(page, { wenmai: 1, type: "set", options: { script: "hans" } });
      await eventually(async () => /陈小明/.test(await content.locator("wenmai-article").textContent()), true);

      // Nothing is stored, and nothing can be corrected that would be lost.
      assert.deepEqual(
        await content.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length]),
        [0, 0],
      );
      assert.equal(await content.locator("#tab-corrections").isVisible(), false);
      assert.equal(page.url(), `${url}host.html`);
    },
  ));

test("in a sandbox on another origin: told to the origins named, and to nobody else", async () => {
  const open = { "access-control-allow-origin": "*" };
  const override = on({ "/article.html": ARTICLE });
  const other = await serve(SITE, { headers: open, override });
  try {
    const frames = [
      frame(`${other.url}embed.html?src=article.html&origin=ORIGIN`, 'sandbox="allow-scripts"'),
      frame(`${other.url}embed.html`),
      frame(`${other.url}embed.html?origin=https://host.example`, 'sandbox="allow-scripts"'),
    ];
    const files = { "/host.html": host(...frames) };
    await visit({ path: "host.html", files, wait: false }, async (page) => {
      const { article } = await message(page, "ready");
      assertSlices(article);
      const content = inside(page);
      assert.equal(await content.evaluate(() => self.origin), "null");
      await content.locator(".wenmai-mention").first().click();
      assert.equal((await message(page, "select")).mention.text, article.mentions[0].text);
      assert.ok((await message(page, "height")).height > 320);
      const before = await count(page);
      await tell(page, { wenmai: 1, type: "analyse", text: OTHER });
      assertSlices((await message(page, "ready", 0, before)).article);

      // The others hear the same, and do nothing; nor did they ever say anything.
      for (const index of [1, 2]) {
        const stranger = inside(page, index);
        await stranger.evaluate(() => {
          addEventListener("message", () => (globalThis.heard = true));
        });
        await tell(page, { wenmai: 1, type: "analyse", text: OTHER }, index);
        await eventually(() => stranger.evaluate(() => globalThis.heard), true);
        await page.waitForTimeout(300);
        assert.equal(await stranger.locator("main").textContent(), "");
        assert.deepEqual(await page.evaluate((index) => said[index], index), []);
      }
    });
  } finally {
    await other.close();
  }
});

test("where a sandbox may not load the scripts, the frame says why, and shows the text", () =>
  visit(
    {
      path: "host.html",
      files: { "/host.html": host(frame("embed.html?ui-lang=zh-Hans", 'sandbox="allow-scripts"')) },
      wait: false,
      expected: [/^error: Access to script at .*define\.js.* from origin 'null'/, /^error: Failed to load resource/],
    },
    async (page) => {
      const { code, message: problem, cure } = await message(page, "error");
      assert.equal(code, "frame-refused");
      assert.match(problem, /框架/);
      assert.match(cure, /Access-Control-Allow-Origin/);
      await tell(page, { wenmai: 1, type: "analyse", text: OTHER });
      const content = inside(page);
      await eventually(() => content.locator("main > p").allTextContents(), OTHER.split("\r\n"));
      assert.match(await content.locator(".message").textContent(), /框架.*Access-Control-Allow-Origin/);
    },
  ));

test("an article that is not there is told, and one of another host is refused", () =>
  visit(
    {
      path: "embed.html?src=nowhere.txt&ui-lang=en",
      wait: false,
      expected: [
        /^error: Failed to load resource.*404/,
        /^error: Connecting to 'https:\/\/host\.example\/a\.txt' violates/,
        /^error: Fetch API cannot load https:\/\/host\.example\/a\.txt/,
      ],
    },
    async (page, { url, requests }) => {
      const told = page.locator(".message");
      await eventually(async () => /nowhere\.txt cannot be fetched/.test(await told.textContent()), true);
      await page.goto(`${url}embed.html?src=https://host.example/a.txt&ui-lang=en`);
      await eventually(async () => /a\.txt cannot be fetched/.test(await told.textContent()), true);
      assert.ok(requests.every((request) => request.startsWith(url)));
    },
  ));

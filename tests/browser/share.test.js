// Taking an article to another machine: the QR code, the link, the line that shares the page.

import assert from "node:assert/strict";
import { test } from "node:test";

import jsQR from "jsqr";

import { accessible } from "./access.js";
import { articleOf, dropFiles, marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const SHORT = "市長到訪園區😀\r\n10月8日，市委書記陳金虎在常州考察。陳金虎說，《𠮷野家》e\u0301的企業很好。\r\n";

const dialog = (page) => page.locator("dialog.share");
const addressOf = (page) => page.locator("dialog.share .address").inputValue();

async function openText(page, text) {
  await dropFiles(page, [["a.txt", text]]);
  await page.locator(".shelf [role=tab]").nth(1).waitFor();
  assert.equal(await settled(page), null);
}

async function openDialog(page) {
  await page.locator(".tools .share").click();
  await dialog(page).locator(".notes p").first().waitFor();
}

/** What a camera reads in the code, as it stands on the screen. */
async function scanned(page) {
  const code = dialog(page).locator(".code svg");
  await code.scrollIntoViewIfNeeded();
  const picture = (await code.screenshot({ scale: "device" })).toString("base64");
  const { width, height, pixels } = await page.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const { width, height } = image;
    const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let pixels = "";
    // Colour says nothing in a code: one channel is enough.
    for (let index = 0; index < data.length; index += 4) pixels += data[index] > 127 ? 1 : 0;
    return { width, height, pixels };
  }, picture);
  const colours = Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) =>
    index % 4 === 3 || pixels[index >> 2] === "1" ? 255 : 0,
  );
  return jsQR(colours, width, height)?.data;
}

for (const colorScheme of ["light", "dark"]) {
  test(`the QR code is that of the page's address, black on white in ${colorScheme}`, () =>
    visit({ context: { colorScheme } }, async (page, { url }) => {
      await openDialog(page);
      assert.equal(await addressOf(page), url);
      assert.equal(await scanned(page), url);
      assert.equal(await page.getByRole("img", { name: "本頁網址的 QR 碼" }).count(), 1);
      // Four white modules on each side.
      const quiet = await dialog(page).locator("svg").evaluate((svg) => {
        const ground = svg.querySelector("rect").getBBox();
        const modules = svg.querySelector("path").getBBox();
        return [modules.x - ground.x, modules.y - ground.y, ground.width - modules.x - modules.width];
      });
      assert.deepEqual(quiet, [4, 4, 4]);
    }));
}

test("a link to an entity or to one mention opens at it", () =>
  visit({}, async (page, { url }) => {
    const { entities, mentions } = await articleOf(page);
    const entity = entities.find(({ type, mentions }) => type === "PERSON" && mentions.length > 1);
    const mention = mentions.find(({ id }) => id === entity.mentions[1]);
    await page.locator(`[data-mention=${mention.id}]`).first().click();
    await openDialog(page);
    // The place that was looked at; the whole article and the entity are there to choose.
    const at = `${url}#at=${mention.start},${mention.end - mention.start}`;
    assert.equal(await addressOf(page), at);
    assert.equal(await scanned(page), at);
    await page.getByLabel(`「${entity.name}」`, { exact: true }).check();
    await page.waitForFunction(() => document.querySelector("dialog.share .address").value.includes("entity="));
    const named = await addressOf(page);
    assert.equal(decodeURIComponent(named), `${url}#entity=PERSON:${entity.name}`);
    assert.equal(await scanned(page), named);
    await page.getByLabel("全文").check();
    await page.waitForFunction(() => !document.querySelector("dialog.share .address").value.includes("="));
    assert.equal(await addressOf(page), url);

    for (const [address, id] of [[at, mention.id], [named, entity.mentions[0]]]) {
      await page.goto("about:blank");
      await page.goto(address);
      assert.equal(await settled(page), null);
      await page.locator("[data-current]").first().waitFor();
      assert.equal(await page.locator("[data-current]").first().getAttribute("data-mention"), id);
      assert.equal(await page.locator(".card .name").textContent(), entity.name);
    }
  }));

test("an article of the reader's own travels in the link, to the very character", () =>
  visit({}, async (page, { url }) => {
    await openText(page, SHORT);
    const marks = await marksOf(page);
    assert.ok(marks.some(({ text }) => text === "《𠮷野家》"));
    await openDialog(page);
    const link = await addressOf(page);
    assert.match(link, /#text=[\w-]+$/);
    assert.equal(await scanned(page), link);
    await page.evaluate(() => document.querySelector("dialog.share").close());

    // On another machine nothing is known of it.
    const other = await page.context().browser().newContext({ locale: "zh-CN" });
    const phone = await other.newPage();
    try {
      await phone.goto(link);
      await phone.locator(".shelf [role=tab]").nth(1).waitFor();
      assert.equal(await settled(phone), null);
      assert.equal(await phone.evaluate(() => document.querySelector("wenmai-article").text), SHORT);
      assert.deepEqual(await marksOf(phone), marks);
      // The address stays one that can be passed on, and what is shared from here is the same.
      assert.equal(phone.url(), link);
      await phone.locator(".tools .share").click();
      await phone.locator("dialog.share .notes p").first().waitFor();
      assert.equal(await addressOf(phone), link);
      await phone.reload();
      await phone.waitForFunction((text) => document.querySelector("wenmai-article").text === text, SHORT);
      assert.equal(await phone.locator(".shelf [role=tab]").count(), 2, "not opened twice");
    } finally {
      await other.close();
    }
    assert.ok(link.startsWith(url));
  }));

test("every text survives the link: lone surrogates, CRLF, emoji, nothing, much", () =>
  visit({}, async (page) => {
    const texts = ["字", "a", "\ud83d壞\udc00", "一\r\n二\n三\r", "😀𠮷e\u0301\u0000", "文".repeat(500_000), [...Array(3000)].map((_, index) => String.fromCharCode(0x4e00 + ((index * 7919) % 20000))).join("")];
    const same = await page.evaluate(async (texts) => {
      const { pack, unpack } = await import("./page/packed.js");
      return Promise.all(texts.map(async (text) => (await unpack(await pack(text))) === text));
    }, texts);
    assert.deepEqual(same, texts.map(() => true));
  }));

test("a long article has a link without a code, a longer one none, and both say so calmly", () =>
  visit({}, async (page) => {
    let seed = 1;
    const character = () => String.fromCharCode(0x4e00 + ((seed = (seed * 48271) % 2147483647) % 20000));
    const noise = (count) => Array.from({ length: count }, character).join("");
    await openText(page, `他在讀《紅樓夢》。${noise(4000)}`);
    await openDialog(page);
    assert.match(await dialog(page).locator(".notes").textContent(), /密得掃不出來/);
    assert.equal(await dialog(page).locator(".code").isVisible(), false);
    const link = await addressOf(page);
    assert.ok(link.length > 4000 && link.length <= 33_000, `${link.length}`);
    await page.keyboard.press("Escape");
    await dropFiles(page, [["b.txt", `她在讀《家》。${noise(40_000)}`]]);
    await page.locator(".shelf [role=tab]").nth(2).waitFor();
    assert.equal(await settled(page), null);
    await openDialog(page);
    assert.match(await dialog(page).locator(".notes").textContent(), /文章太長，放不進連結/);
    for (const part of [".code", ".address", ".copy"]) {
      assert.equal(await dialog(page).locator(part).isVisible(), false, part);
    }
  }));

test("a link that was cut off, or that unpacks without end, is refused in a sentence", () =>
  visit({}, async (page, { url }) => {
    const own = await page.locator("wenmai-article").innerHTML();
    await openText(page, SHORT);
    await openDialog(page);
    const link = await addressOf(page);
    const bomb = await page.evaluate(async () => {
      const stream = new Blob([new Uint8Array(40_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
      return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    });
    for (const [address, sentence] of [
      [link.slice(0, -20), /連結中的文章不完整/],
      [`${url}#text=!!!`, /連結中的文章不完整/],
      [`${url}#text=${bomb}`, /文章超過 5 MB/],
    ]) {
      const other = await page.context().browser().newContext({ locale: "zh-TW" });
      const fresh = await other.newPage();
      await fresh.goto(address);
      await fresh.locator(".message").waitFor();
      assert.match(await fresh.locator(".message").textContent(), sentence);
      assert.equal(await settled(fresh), null);
      await fresh.locator("wenmai-article").waitFor();
      assert.equal(await fresh.locator("wenmai-article").innerHTML(), own, "the page's own article is there");
      await other.close();
    }
  }));

test("the link is copied, with and without the clipboard's leave", () =>
  visit({ context: { permissions: ["clipboard-read", "clipboard-write"] } }, async (page, { url }) => {
    await openDialog(page);
    await dialog(page).locator(".copy").click();
    await page.getByText("已複製").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), url);
    await page.evaluate(async () => {
      await navigator.clipboard.writeText("");
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
    });
    await dialog(page).locator(".copy").click();
    await page.getByText("已複製").waitFor();
    await page.waitForFunction(async (url) => (await navigator.clipboard.readText()) === url, url);
  }));

test("the dead line 掃一掃 is alive: by mouse and by keyboard, its text untouched", () =>
  visit({}, async (page) => {
    const line = page.locator("wenmai-article").getByRole("button", { name: "掃一掃" });
    assert.equal(await line.textContent(), "掃一掃在手機打開當前頁 |");
    assert.equal(await page.locator("wenmai-article [data-scan]").count(), 1);
    await line.click();
    await dialog(page).locator("svg").waitFor();
    await page.keyboard.press("Escape");
    await line.focus();
    await page.keyboard.press("Enter");
    await dialog(page).locator("svg").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await dialog(page).isVisible(), false);
    // Painting again makes the line anew; it stays alive.
    await page.locator(".legend button").first().click();
    assert.equal(await page.locator("wenmai-article [data-scan][role=button]").count(), 1);
    // It is so in any article that ends in it, not in one that speaks of it.
    await openText(page, "常州经济发展很快\n他说，企业很多，市民都来扫一扫付款，大家很高兴。\n\n扫一扫在手机打开当前页\n");
    assert.equal(await page.locator("wenmai-article [data-scan]").count(), 1);
    await page.locator("wenmai-article [data-scan]").click();
    await dialog(page).locator("svg").waitFor();
    assert.match(await addressOf(page), /#text=/);
  }));

test("320 pixels wide, the dialog fits, and its code can be read", () =>
  visit({ context: { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 } }, async (page) => {
    await openText(page, SHORT);
    await openDialog(page);
    const wide = await dialog(page).evaluate((node) => [node.scrollWidth - node.clientWidth, document.documentElement.scrollWidth]);
    assert.deepEqual(wide, [0, 320]);
    const small = await dialog(page).locator("button, label, textarea").evaluateAll((nodes) =>
      nodes
        .map((node) => [node.className || node.textContent, node.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
        .map(([name]) => name),
    );
    assert.deepEqual(small, []);
    assert.equal(await scanned(page), await addressOf(page));
  }));

test("axe finds nothing in the dialog", async () => {
  await visit({}, async (page) => {
    await page.locator(".wenmai-mention[data-type=PERSON]").nth(1).click();
    await openDialog(page);
    await accessible(page, "dialog");
  });
});

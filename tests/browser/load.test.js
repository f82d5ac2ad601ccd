// When the engine is loaded: the attribute `load`. Before its time the text is there to read, and
// nothing of the engine has been asked for.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const ENGINE = /\/(wenmai_core|release|worker)[^/]*$|\.pack$/;
const SENTENCE = "10月8日，常州市委書記陳金虎😀在𠮷野家讀《紅樓夢》。";
const host = (body) => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><link rel="icon" href="data:,">
      <style>.far { height: 5000px }</style>${body}<script type="module" src="define.js"></script>`,
  },
  wait: false,
});
const marks = (page, id) => page.locator(`#${id} .wenmai-mention`).count();

test("a text waits to be asked for, or to be seen", () =>
  visit(
    host(`<wenmai-article id="asked" load="click"><p>${SENTENCE}</p></wenmai-article><div class="far"></div>
      <wenmai-article id="seen" load="visible"><p>${SENTENCE}</p></wenmai-article>`),
    async (page, { requests }) => {
      const offer = page.locator("#asked .progress button");
      await offer.waitFor();
      assert.equal(await offer.textContent(), "標出人物、機構、地點與時間");
      assert.deepEqual(requests.filter((url) => ENGINE.test(url)), []);
      for (const id of ["asked", "seen"]) {
        assert.equal(await page.locator(`#${id} > p`).textContent(), SENTENCE);
        assert.equal(await marks(page, id), 0);
      }
      await page.locator("#seen").scrollIntoViewIfNeeded();
      assert.equal(await settled(page, "#seen"), null);
      assert.ok((await marks(page, "seen")) > 2);
      assert.equal(await marks(page, "asked"), 0, "not asked for yet");
      assert.ok(requests.some((url) => ENGINE.test(url)));

      await offer.focus();
      await page.keyboard.press("Enter");
      assert.equal(await settled(page, "#asked"), null);
      assert.ok((await marks(page, "asked")) > 2);
      assert.equal(await offer.isVisible(), false);
      const { text, mentions } = await page.evaluate(() => document.querySelector("#asked").article);
      for (const mention of mentions) assert.equal(text.slice(mention.start, mention.end), mention.text);
      // Read once, it is read again at once.
      await page.evaluate(() => (document.querySelector("#asked").text = "她在讀《紅樓夢》。"));
      assert.equal(await settled(page, "#asked"), null);
      assert.ok((await marks(page, "asked")) > 0);
    },
  ));

test("a click on the text asks for it, another moment can be chosen, and a host need not wait", () =>
  visit(
    host(
      ["clicked", "changed", "called", "gone"]
        .map((id) => `<wenmai-article id="${id}" load="click"><p>${SENTENCE}</p></wenmai-article>`)
        .join("") + `<wenmai-article id="later" load="idle"><p>${SENTENCE}</p></wenmai-article>`,
    ),
    async (page) => {
      // When nothing is to do, and the page has loaded.
      assert.equal(await settled(page, "#later"), null);
      assert.ok((await marks(page, "later")) > 2);
      const early = await page.evaluate(() => {
        const loaded = performance.getEntriesByType("navigation")[0].loadEventStart;
        const entries = performance.getEntriesByType("resource");
        return entries.filter(({ name, startTime }) => name.endsWith(".pack") && startTime < loaded).length;
      });
      assert.equal(early, 0);
      for (const id of ["clicked", "changed", "called", "gone"]) assert.equal(await marks(page, id), 0);
      await page.locator("#clicked > p").click();
      await page.evaluate(() => {
        document.querySelector("#changed").setAttribute("load", "eager");
        document.querySelector("#called").analyse();
        document.querySelector("#gone").destroy();
      });
      for (const id of ["clicked", "changed", "called"]) {
        await eventually(async () => (await marks(page, id)) > 2, true);
      }
      await page.locator("#gone > p").click();
      assert.equal(await settled(page, "#clicked"), null);
      assert.equal(await marks(page, "gone"), 0);
      assert.equal(await page.locator("#gone .progress").isVisible(), false);
    },
  ));

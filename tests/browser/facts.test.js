// What the card tells of the article: values, posts, words, places.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible, fits } from "./access.js";
import { articleOf, paste, useBrowser, visit } from "./harness.js";

useBrowser();

const ENGLISH = { context: { locale: "en-GB" } };
const card = (page) => page.locator(".card");

/** Opens the card of the first mention with a text. */
async function open(page, text) {
  const mention = (await articleOf(page)).mentions.find((one) => one.text === text);
  assert.ok(mention, `no mention ${text}`);
  const word = page.locator(`[data-mention=${mention.id}]`).first();
  await word.scrollIntoViewIfNeeded();
  await word.click();
  await card(page).waitFor();
  return mention;
}

const current = (page) => page.locator("[data-current]").first().getAttribute("data-mention");

test("a person's card has the posts and the words, and leads to them", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    const first = await open(page, "陳金虎");
    const posts = article.relations.filter(({ type, from }) => type === "holds" && from === first.entity);
    assert.deepEqual(await card(page).locator(".posts li").allTextContents(), posts.map(({ title }) => title));
    assert.equal(posts[0].title, "市委書記");
    const quote = article.relations.find(({ type, from }) => type === "says" && from === first.entity);
    const button = card(page).locator(".quotes .quote");
    // Reported words are no quotation, whole for those who hear the page.
    assert.equal(await button.textContent(), quote.text);
    assert.match(await card(page).locator(".quotes").textContent(), /「他說」/);
    assert.notEqual(quote.evidence[0], first.id);
    await button.click();
    assert.equal(await current(page), quote.evidence[0]);
    assert.equal(await card(page).locator(".name").textContent(), "陳金虎");

    // The same with the keyboard, to the organisation of another's post.
    await page.keyboard.press("Escape");
    await open(page, "陸志鵬");
    const organisation = card(page).locator(".posts .link", { hasText: "中國電子信息產業集團有限公司" }).first();
    await organisation.focus();
    await page.keyboard.press("Enter");
    assert.equal(await card(page).locator(".name").textContent(), "中國電子信息產業集團有限公司");
    assert.equal(await card(page).evaluate((node) => node.getRootNode().activeElement === node), true);
  }));

test("a name leads to the names in it, and these to the longer ones", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    for (const { start, end, nested = [] } of article.mentions) {
      for (const name of nested) {
        assert.equal(article.text.slice(name.start, name.end), name.text);
        assert.ok(start <= name.start && name.end <= end && name.end - name.start < end - start);
      }
    }
    await open(page, "2021中國常州科技經貿洽談會");
    assert.equal(await card(page).locator(".nested").textContent(), "名中含中國 地名常州 地名");
    await card(page).locator(".nested .link", { hasText: "常州" }).click();
    assert.match(await card(page).locator(".name").textContent(), /^常州/);
    const longer = card(page).locator(".names .link");
    assert.ok((await longer.allTextContents()).includes("常州大數據產業園"));
    await longer.filter({ hasText: "洽談會" }).click();
    assert.equal(await card(page).locator(".name").textContent(), "2021中國常州科技經貿洽談會");
  }));

test("words in quotation marks have those of the article's script", () =>
  visit({}, async (page) => {
    for (const [text, name, quote] of [
      ["總經理王小明說：「我們會繼續努力。」", "王小明", "「我們會繼續努力。」"],
      ["总经理王小明说：“我们会继续努力。”", "王小明", "“我们会继续努力。”"],
    ]) {
      await paste(page, text);
      await open(page, name);
      assert.equal(await card(page).locator(".quote").textContent(), quote);
      await page.keyboard.press("Escape");
    }
  }));

test("an organisation's card has its people and its parts, and says why its short names are its", () =>
  visit(ENGLISH, async (page) => {
    await open(page, "中國電子信息產業集團有限公司");
    const people = await card(page).locator(".people .link").allTextContents();
    assert.deepEqual([...new Set(people)], ["陸志鵬", "黨組成員", "副總經理"]);
    assert.deepEqual(await card(page).locator(".parts .link").allTextContents(), ["中電投控"]);
    const aliases = await card(page).locator(".aliases li").allTextContents();
    assert.ok(aliases.includes("中國電子信息產業集團 the full name without its legal form"), aliases.join());
    await card(page).locator(".parts .link").click();
    assert.equal(await card(page).locator(".wholes .link").textContent(), "中國電子信息產業集團有限公司");
  }));

for (const [locale, date, taken, sum, amount] of [
  ["en-GB", "8 October 2021", "year inferred from the article", "100 × 10⁸ = 10,000,000,000 CNY", "CNY 10 billion"],
  ["zh-TW", "2021年10月8日", "年份依全文推定", "100 × 10⁸ = 10,000,000,000 CNY", "100億人民幣"],
  ["zh-CN", "2021年10月8日", "年份依全文推定", "100 × 10⁸ = 10,000,000,000 CNY", "100亿人民币"],
]) {
  test(`a date and an amount come to something in ${locale}`, () =>
    visit({ context: { locale } }, async (page) => {
      await open(page, "10月8日");
      const value = card(page).locator(".value dd");
      assert.equal(await value.evaluate((node) => node.firstChild.textContent), date);
      assert.deepEqual(await value.locator(".small").allTextContents(), ["10月8日 + 2021", taken]);
      await page.keyboard.press("Escape");
      await open(page, "100億元");
      assert.equal(await value.evaluate((node) => node.firstChild.textContent), amount);
      assert.deepEqual(await value.locator(".small").allTextContents(), [sum]);
      const owner = card(page).locator(".owners");
      assert.match(await owner.textContent(), /總投資/);
      await owner.locator(".link").click();
      assert.equal(await card(page).locator(".name").textContent(), "京東智能產業園");
      assert.match(await card(page).locator(".amounts").textContent(), new RegExp(`總投資.*100億元.*${amount}`));
    }));
}

test("what cannot be is said to be so", () =>
  visit(ENGLISH, async (page) => {
    await paste(page, "会议于2021年2月30日举行。");
    await open(page, "2021年2月30日");
    assert.equal(await card(page).locator(".value dd").textContent(), "No calendar has this date; the text may be mistaken.");
  }));

test("a place has the divisions that it lies in, an event its date", () =>
  visit({}, async (page) => {
    const { entity } = await open(page, "常州市鐘樓區");
    const { divisions } = (await articleOf(page)).entities.find(({ id }) => id === entity);
    assert.deepEqual(divisions, [["鐘樓區", "常州市", "江蘇省"]]);
    assert.deepEqual(await card(page).locator(".divisions li").allTextContents(), ["鐘樓區 ‹ 常州市 ‹ 江蘇省"]);
    await page.keyboard.press("Escape");
    await open(page, "2021中國常州科技經貿洽談會");
    assert.match(await card(page).locator(".dates").textContent(), /10月9日 2021年10月9日/);
  }));

test("a long list starts with its first, and the rest is one press away", () =>
  visit({}, async (page) => {
    const names = ["王小明", "李大偉", "張建國", "陳志強", "劉文華", "林國棟", "黃永康", "周子豪"];
    await paste(page, `遠景集團董事長${names.join("。遠景集團董事長")}。`);
    await open(page, "遠景集團");
    const people = card(page).locator(".people > dd > ul li");
    const { bodies } = await articleOf(page);
    assert.ok(bodies[0].people.length > 6, `only ${bodies[0].people.length} people`);
    assert.equal(await people.count(), 5);
    const folded = card(page).locator(".people details li");
    assert.equal(await folded.first().isVisible(), false);
    await card(page).locator(".people summary").click();
    assert.equal(await folded.first().isVisible(), true);
    assert.equal(await folded.count(), bodies[0].people.length - 5);
  }));

test("tabs with nothing to show are not there", () =>
  visit({}, async (page) => {
    await page.locator("#tab-timeline").click();
    await paste(page, "他在讀《紅樓夢》。");
    assert.equal(await page.locator("#tab-cast").isVisible(), false);
    assert.equal(await page.locator("#tab-timeline").isVisible(), false);
    assert.equal(await page.locator("#tab-index").getAttribute("aria-selected"), "true");
    await page.locator("#tab-index").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator("#tab-repairs").getAttribute("aria-selected"), "true");
    for (const tab of ["places", "amounts", "relations"]) {
      assert.equal(await page.locator(`#tab-${tab}`).isVisible(), false, tab);
    }
  }));

const OPENED = ["陳金虎", "陸志鵬", "10月8日", "100億元", "常州市鐘樓區", "中國電子信息產業集團有限公司"];

test("axe finds nothing in cards", async () => {
  await visit({}, async (page) => {
    for (const text of OPENED) {
      await open(page, text);
      await accessible(page, text);
      await page.keyboard.press("Escape");
    }
  });
});

test("on a phone nothing overflows, and everything is 24 pixels wide and high", () =>
  visit({ context: { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true, locale: "en-GB" } }, async (page) => {
    for (const text of OPENED) {
      await open(page, text);
      await fits(page, ".card", text);
      await page.keyboard.press("Escape");
    }
  }));

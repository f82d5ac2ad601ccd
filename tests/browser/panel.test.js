// The tabs of the panel against the article that they are made of: what they list, where their
// links lead, and that they can be read, reached and used by everybody.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { accessible, fits } from "./access.js";
import { articleOf, paste, useBrowser, visit } from "./harness.js";

useBrowser();

const ENGLISH = { context: { locale: "en-GB" } };
/** Posts, parts, sites, amounts, words, places of all kinds, dates and stretches; an emoji. */
const TEXT = `河東新聞網😀朝陽區和鼓樓區昨日同日開園。日本東京、法國巴黎與香港九龍的客商到場。
廣東省深圳市南山區、福田區與廣州市天河區亦派代表。位於南山區的星河科技園總投資3.5億元,占地120畝。
遠景集團董事長王小明、總經理李大偉,遠景集團副總經理張建國,遠景集團下屬企業遠景能源,遠景能源董事長黃永康出席。
王小明說:「我們會繼續努力。」李大偉表示,明年再招聘300人,投資15億元,增長35%。
2022年3月5日,遠景集團在深圳成立研究院。3月8日,簽約儀式舉行。2016年至2022年,遠景集團增長三倍。`;
const TABS = ["index", "cast", "places", "timeline", "amounts", "relations", "repairs", "exports"];

const body = (page, tab) => page.locator(`#body-${tab}`);
const current = (page) => page.locator("[data-current]").first().getAttribute("data-mention");

/** Opens a tab, and waits until it shows something. */
async function open(page, tab) {
  await page.locator(`#tab-${tab}`).click();
  await body(page, tab).locator("> :not([hidden])").first().waitFor();
  return body(page, tab);
}

/** The article of the page, with its parts by their identifiers. */
async function known(page) {
  const article = await articleOf(page);
  const by = (list) => new Map(list.map((one) => [one.id, one]));
  return {
    article,
    entities: by(article.entities),
    mentions: by(article.mentions),
    relations: by(article.relations),
  };
}

/** Presses every link of a tab, and asks that the card be that of the mention it names. */
async function follow(page, tab, links) {
  const { entities, mentions } = await known(page);
  const targets = await links.evaluateAll((nodes) =>
    nodes.map(({ dataset, textContent }) => [dataset.to, textContent]),
  );
  assert.ok(targets.length > 0, `no links in ${tab}`);
  for (const [index, [to, text]] of targets.entries()) {
    const mention = mentions.get(to);
    assert.ok(mention, `${text} leads nowhere`);
    await links.nth(index).click();
    assert.equal(await current(page), to, text);
    assert.equal(await page.locator(".card .name").textContent(), entities.get(mention.entity).name);
    await page.keyboard.press("Escape");
  }
  return targets;
}

test("the cast has the posts, words and bodies of the article, and each leads to its place", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "cast");
    const { article, entities, relations } = await known(page);
    const name = (id) => entities.get(id).name;
    const people = tab.locator(".people > li");
    const told = article.cast.filter(({ posts, quotes }) => posts.length || quotes.length);
    assert.deepEqual(await people.locator(".name .entry").allTextContents(), told.map(({ person }) => name(person)));
    for (const [index, { posts, quotes }] of told.entries()) {
      const shown = (selector) => people.nth(index).locator(selector).allTextContents();
      const held = posts.map((id) => relations.get(id));
      const expected = held.flatMap(({ title, organisation }, at) =>
        organisation && organisation !== held[at - 1]?.organisation ? [name(organisation), title] : [title],
      );
      assert.deepEqual(await shown(".posts .entry"), expected);
      const words = quotes.map((id) => relations.get(id));
      assert.deepEqual(await shown(".quotes .entry"), words.map(({ text, direct }) => (direct ? `「${text}」` : text)));
    }
    assert.match(await people.first().textContent(), /王小明引語 1 則遠景集團 董事長「我們會繼續努力。」/);

    const bodies = tab.locator(".bodies > li");
    assert.deepEqual(
      await bodies.locator(".name .entry").allTextContents(),
      article.bodies.map(({ entity }) => name(entity)),
    );
    for (const [index, stated] of article.bodies.entries()) {
      const lines = await bodies.nth(index).locator("dt").allTextContents();
      const rows = { people: "人員", wholes: "隸屬", parts: "下屬", places: "位於", amounts: "數額", quotes: "所言" };
      assert.deepEqual(lines, Object.keys(rows).filter((row) => stated[row]).map((row) => rows[row]));
    }
    const park = bodies.filter({ hasText: "3.5億元" });
    assert.match(await park.textContent(), /^星河科技園位於.*南山區數額總投資 3\.5億元 3\.5億人民幣占地 120畝/);
    await follow(page, "cast", tab.locator("[data-to]"));
  }));

test("places stand below the divisions that they lie in, with the sites there", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "places");
    const { article, entities } = await known(page);
    const one = (chains) => chains?.length === 1;
    for (const { id, type, divisions, mentions } of article.entities) {
      if (type !== "PLACE") continue;
      const link = tab.locator(`[data-entity="${id}"]`).first();
      const path = await link.evaluate((node) => {
        const names = [];
        for (let item = node.closest("li"); item; item = item.parentElement.closest("li")) {
          names.push(...[...item.querySelectorAll(":scope > p :is(.crumb, .unsaid, .entry)")].reverse());
        }
        return names.map(({ textContent }) => textContent);
      });
      assert.deepEqual(path, one(divisions) ? divisions[0] : [entities.get(id).name]);
      const beside = await link.locator("xpath=..").locator("[aria-hidden]").allTextContents();
      assert.deepEqual(beside, mentions.length > 1 ? [String(mentions.length)] : []);
    }
    const open_ = article.entities.filter(({ divisions }) => divisions?.length > 1);
    assert.ok(open_.length > 0);
    for (const { id, divisions } of open_) {
      const item = tab.locator(`li:has(> p [data-entity="${id}"])`);
      assert.deepEqual(
        await item.locator(".chains li").allTextContents(),
        divisions.map((chain) => chain.toReversed().join(" › ")),
      );
    }
    assert.match(await tab.locator("section", { hasText: "其他地方" }).textContent(), /日本東京.*法國巴黎/);
    const located = article.relations.filter(({ type }) => type === "located_in");
    assert.ok(located.length > 0);
    for (const { from, to } of located) {
      const there = tab.locator(`li:has(> p [data-entity="${to}"]) > .sites > li > p [data-entity="${from}"]`);
      assert.equal(await there.count(), 1);
    }
    // Lists in lists, for those who hear them.
    assert.ok((await tab.getByRole("list").count()) > 4);
    await follow(page, "places", tab.locator("[data-to]"));
  }));

test("the timeline is in the order of the calendar, by years, and leads to the dates", () =>
  visit(ENGLISH, async (page) => {
    const tab = await open(page, "timeline");
    const { article, relations } = await known(page);
    assert.deepEqual(await tab.locator(".kind").allTextContents(), ["2017", "2020", "2021"]);
    const labels = await tab.locator(".when").evaluateAll((nodes) => nodes.map((node) => node.firstChild.textContent));
    assert.deepEqual(labels, ["2021 to 2025", "from 1 January", "8 October", "9 October"]);
    const sentences = tab.locator(".sentences [part=entry]");
    assert.deepEqual(
      await sentences.allTextContents(),
      article.timeline.map(({ start, end }) => article.text.slice(start, end)),
    );
    assert.deepEqual(
      await sentences.evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.to)),
      article.timeline.map(({ mention }) => mention),
    );
    // A stretch is one, with the text's own words for it; what was inferred is said to be.
    const spans = tab.locator("[data-span]");
    assert.equal(await spans.count(), 2);
    assert.match(await spans.first().textContent(), /^2021 to 2025“十四五”期間/);
    assert.match(await tab.locator(".when").nth(2).textContent(), /^8 October.*year inferred from the article$/);
    const dated = [...relations.values()].filter(({ type }) => type === "when");
    assert.deepEqual(await tab.locator(".event .entry").allTextContents(), ["2021中國常州科技經貿洽談會"]);
    assert.equal(dated.length, 1);
    await follow(page, "timeline", tab.locator("[data-to]"));
  }));

test("months and days stand under their year in Chinese too", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "timeline");
    assert.deepEqual(await tab.locator(".kind").allTextContents(), ["2016年", "2022年", "2023年"]);
    const labels = await tab.locator(".when").evaluateAll((nodes) => nodes.map((node) => node.firstChild.textContent));
    assert.deepEqual(labels, ["2016年至2022年", "3月5日", "3月8日", ""]);
  }));

test("amounts are all there, the largest first, with what they are of and in words", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "amounts");
    const { article, mentions, entities } = await known(page);
    const amounts = article.mentions.filter(({ type }) => type === "MONEY" || type === "QUANTITY");
    const figures = tab.locator(".figure [data-to]");
    const shown = await figures.evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.to));
    assert.deepEqual([...shown].sort(), amounts.map(({ id }) => id).sort());
    assert.deepEqual(await tab.locator(".kind").allTextContents(), ["金額", "數量", "比率", "倍數"]);
    const money = shown.map((id) => mentions.get(id)).filter(({ type }) => type === "MONEY");
    assert.deepEqual(money.map(({ text }) => text), ["15億元", "3.5億元"]);
    for (const { from, to, measure, evidence } of article.relations.filter(({ type }) => type === "amount_of")) {
      const at = evidence.find((id) => mentions.get(id).entity === from);
      const row = tab.locator(`li:has(.figure [data-to=${at}])`);
      assert.equal((await row.locator(".owner").textContent()).trim(), `${entities.get(to).name} ${measure}`.trim());
    }
    const context = tab.locator(".context b");
    assert.deepEqual(await context.allTextContents(), shown.map((id) => mentions.get(id).text));
    assert.match(await tab.locator("li", { hasText: "15億元" }).first().textContent(), /15億元15億人民幣/);
    await follow(page, "amounts", tab.locator("[data-to]"));
  }));

test("the diagram has the relations of the article, and the table has those of the diagram", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "relations");
    const { article, entities, mentions } = await known(page);
    const expected = new Set(
      article.relations
        .map(({ type, from, to, organisation }) => [type, from, to ?? organisation])
        .filter(([type, , to]) => to && type !== "says")
        .map((edge) => edge.join(" ")),
    );
    assert.ok(expected.size > 6, `only ${expected.size} relations`);
    const edges = (selector) => tab.locator(selector).evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.edge).sort());
    assert.deepEqual(await edges(".arc"), [...expected].sort());
    assert.deepEqual(await edges("tr[data-edge]"), [...expected].sort());
    const names = await tab.locator(".webs [data-entity]").evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.entity));
    const ends = new Set([...expected].flatMap((edge) => edge.split(" ").slice(1)));
    assert.deepEqual([...names].sort(), [...ends].sort());

    // An arc begins and ends in the middle of the lines of its names.
    for (const web of await tab.locator(".web").all()) {
      const drawn = await web.evaluate((node) => {
        const middle = (part) => {
          const { top, height } = part.getBoundingClientRect();
          return top + height / 2;
        };
        const lines = new Map(
          [...node.querySelectorAll("[data-name]")].map((item) => [item.dataset.name, middle(item)]),
        );
        return [...node.querySelectorAll(".arc")].map((arc) => {
          const [, from, to] = arc.dataset.edge.split(" ");
          const { top, bottom } = arc.querySelector(".line").getBoundingClientRect();
          const [high, low] = [lines.get(from), lines.get(to)].sort((left, right) => left - right);
          return [Math.abs(top - high), Math.abs(bottom - low)];
        });
      });
      for (const off of drawn.flat()) assert.ok(off < 1.5, `an arc misses its name by ${off} pixels`);
    }
    const titles = await tab.locator(".arc title").allTextContents();
    assert.ok(titles.includes("王小明 — 董事長 — 遠景集團"), titles.join());
    await follow(page, "diagram", tab.locator(".webs [data-to]"));

    // The same once more: nothing in it is left to chance.
    const picture = () => tab.locator(".webs").evaluate((node) => node.outerHTML);
    const before = await picture();
    await page.evaluate(() => document.querySelector("wenmai-article").analyse());
    await page.locator("#tab-index").click();
    await open(page, "relations");
    assert.equal(await picture(), before);

    await tab.locator("[data-shape=table]").focus();
    await page.keyboard.press("Enter");
    assert.equal(await tab.locator(".webs").isVisible(), false);
    const rows = await tab.locator("tbody tr").evaluateAll((nodes) =>
      nodes.map((row) => [row.dataset.edge, ...[...row.cells].map(({ textContent }) => textContent)]),
    );
    for (const [edge, from, quality, to] of rows) {
      const [type, ...ends] = edge.split(" ");
      assert.deepEqual([from, to], ends.map((id) => entities.get(id).name));
      const own = article.relations.find((one) => one.type === type && one.from === ends[0] && (one.to ?? one.organisation) === ends[1]);
      const word = { part_of: "隸屬", located_in: "位於", when: "時間" }[type];
      assert.ok(word ? quality === word : quality.includes(own.title ?? own.measure), quality);
    }
    await follow(page, "table", tab.locator("td [part=entry]"));
    const jump = tab.locator(".jump").first();
    await jump.click();
    const to = await jump.getAttribute("data-to");
    assert.ok(mentions.has(to));
    assert.equal(await page.evaluate(() => document.activeElement.dataset.mention), to);
  }));

test("a name in the diagram that is focused or pointed at lights its arcs and neighbours", () =>
  visit({}, async (page) => {
    await paste(page, TEXT);
    const tab = await open(page, "relations");
    const { article } = await known(page);
    const { id } = article.entities.find(({ name }) => name === "遠景集團");
    const lit = () =>
      tab.evaluate((node) => {
        const all = (selector, key) => [...node.querySelectorAll(selector)].map((part) => part.dataset[key]).sort();
        return [all("button[data-lit]", "entity"), all(".arc[data-lit]", "edge")];
      });
    const edges = (await tab.locator(".arc").evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.edge)))
      .filter((edge) => edge.split(" ").includes(id));
    assert.ok(edges.length > 2);
    const expected = [[...new Set(edges.flatMap((edge) => edge.split(" ").slice(1)))].sort(), edges.sort()];
    const name = tab.locator(`.webs [data-entity="${id}"]`);
    await name.focus();
    assert.deepEqual(await lit(), expected);
    await tab.locator("[data-shape=graph]").focus();
    assert.deepEqual(await lit(), [[], []]);
    await name.hover();
    assert.deepEqual(await lit(), expected);
    await page.mouse.move(5, 5);
    assert.deepEqual(await lit(), [[], []]);
    assert.match(await name.textContent(), new RegExp(`${edges.length} 項關係`));
  }));

test("more names than fit stand in the table, and the diagram says so", () =>
  visit({}, async (page) => {
    const digits = [..."甲乙丙丁戊己庚辛壬癸"];
    const people = [..."王李張劉陳楊"].flatMap((family) => digits.slice(0, 8).map((one) => `${family}國${one}`));
    await paste(page, people.map((name, index) => `${digits[index % 5]}山集團董事長${name}說,我們會努力。`).join("\n"));
    const tab = await open(page, "relations");
    const rest = tab.locator(".rest");
    const names = await tab.locator(".webs [data-entity]").count();
    const rows = await tab.locator("tbody tr").count();
    assert.ok(rows > 40, `only ${rows} relations`);
    assert.ok(names <= 40, `${names} names`);
    const [, more] = /另有 (\d+) 個名稱/.exec(await rest.textContent());
    const all = await tab.locator("tbody tr").evaluateAll((nodes) => new Set(nodes.flatMap(({ dataset }) => dataset.edge.split(" ").slice(1))).size);
    assert.equal(names + Number(more), all);
    await rest.click();
    assert.equal(await tab.locator("table").isVisible(), true);
  }));

test("the index finds names by any of their forms, and can be sorted", () =>
  visit({}, async (page) => {
    const { article } = await known(page);
    const tab = body(page, "index");
    const names = () => tab.locator("section:not([hidden]) .entry").allTextContents();
    const all = await names();
    assert.equal(all.length, article.entities.length);
    const field = tab.getByRole("searchbox");
    await field.fill("中國電子");
    const found = article.entities.filter((one) => [one.name, ...one.aliases].some((form) => form.includes("中國電子")));
    assert.deepEqual((await names()).sort(), found.map(({ name }) => name).sort());
    assert.equal(await tab.getByRole("status").textContent(), `找到 ${found.length} 個名稱`);
    // Full-width digits are digits.
    await field.fill("１００億");
    assert.deepEqual(await names(), ["100億元"]);
    await field.fill("沒有此名");
    assert.equal(await tab.locator(".empty").textContent(), "沒有這樣的名稱");
    await field.fill("");
    assert.deepEqual(await names(), all);

    const order = tab.locator("select");
    await order.selectOption("first");
    const byText = (type) =>
      [...article.entities]
        .filter((entity) => entity.type === type)
        .sort((left, right) => Number(left.mentions[0].slice(1)) - Number(right.mentions[0].slice(1)))
        .map(({ name }) => name);
    const section = (type) => tab.locator(`section[data-type=${type}] .entry`).allTextContents();
    assert.deepEqual(await section("ORG"), byText("ORG"));
    await order.selectOption("name");
    const { compare } = new Intl.Collator("zh-Hant", { numeric: true });
    assert.deepEqual(await section("ORG"), byText("ORG").sort(compare));
    await order.selectOption("count");
    assert.deepEqual(await names(), all);
    // A type that is not marked stays out, however it is looked for.
    await tab.locator(".legend [data-type=PERSON]").click();
    await field.fill("陸志鵬");
    assert.deepEqual(await names(), []);
  }));

test("a repair leads to its place in the article", () =>
  visit({}, async (page) => {
    const { article } = await known(page);
    const tab = await open(page, "repairs");
    const index = article.edits.findIndex(({ kind }) => kind === "straddle");
    const jump = tab.locator(`li[data-edit="${index}"] .jump`);
    const mark = page.locator(`wenmai-article .wenmai-repair[data-edit="${index}"]`);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.setViewportSize({ width: 1280, height: 300 });
    assert.match(await jump.getAttribute("aria-label"), /^看原文，/);
    await jump.focus();
    await page.keyboard.press("Enter");
    const flashed = await page.evaluate(() => {
      const [range] = CSS.highlights.get("wenmai-place");
      return range.toString();
    });
    assert.equal(flashed, await mark.textContent());
    await page.waitForTimeout(900);
    const box = await mark.boundingBox();
    assert.ok(box.y > 0 && box.y + box.height < 300, `the place is at ${box.y}`);
    await page.waitForFunction(() => !CSS.highlights.has("wenmai-place"));

    // What was taken out has no mark: it has a way where the painter knows its place.
    const reaches = await page.evaluate(async () => {
      const { sharedEngine } = await import("./engine.js");
      return Boolean((await sharedEngine()).painter(document.body).range);
    });
    const reading = article.edits.findIndex(({ kind, start }) => kind === "reading" && start > 20);
    await tab.locator("details[data-kind=reading] summary").click();
    const row = tab.locator(`li[data-edit="${reading}"]`);
    await row.waitFor();
    assert.equal(await row.locator(".jump").count(), reaches ? 1 : 0);
    if (!reaches) return;
    await row.locator(".jump").click();
    const { start } = article.edits[reading];
    assert.equal(
      await page.evaluate(() => [...CSS.highlights.get("wenmai-place")][0].toString().replace(/[(（].*/s, "")),
      article.text.slice(start - 1, start),
    );
  }));

test("the export tab writes every format that the engine can, and says what it is for", () =>
  visit({}, async (page) => {
    const tab = await open(page, "exports");
    const buttons = tab.locator("[data-format]");
    await buttons.first().waitFor();
    const formats = await page.evaluate(async () => {
      const { sharedEngine } = await import("./engine.js");
      return (await sharedEngine()).formats;
    });
    const shown = await buttons.evaluateAll((nodes) => nodes.map(({ dataset }) => dataset.format));
    const whole = { name: "html", suffix: ".html" };
    assert.deepEqual(shown, ["html", ...formats.map(({ name }) => name)]);
    for (const { name, suffix } of [whole, ...formats]) {
      const button = tab.locator(`[data-format=${name}]`);
      const [shown, purpose] = (await button.textContent()).split(` ${suffix} `);
      assert.ok(shown && purpose, `${name} says nothing but ${shown}`);
      const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
      assert.equal(download.suggestedFilename(), `wenmai${suffix}`);
      const written = await readFile(await download.path(), "utf8");
      const expected = await page.evaluate((name) => document.querySelector("wenmai-article").export(name), name);
      assert.equal(written, expected);
    }
  }));

test("tabs stand in rows of about equal length, and the keyboard walks through all of them", () =>
  visit({}, async (page) => {
    const tops = await page.$$eval("[role=tab]:not([hidden])", (tabs) => tabs.map((tab) => Math.round(tab.getBoundingClientRect().top)));
    const rows = [...new Set(tops)].map((top) => tops.filter((one) => one === top).length);
    assert.equal(rows.length, 2);
    assert.ok(rows[0] - rows[1] <= 1, rows.join());
    const names = await page.$$eval("[role=tab]:not([hidden])", (tabs) => tabs.map(({ id }) => id.slice(4)));
    for (const tab of TABS) assert.ok(names.includes(tab), tab);
    await page.locator("#tab-index").focus();
    for (const tab of [...names.slice(1), "index"]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.locator(`#tab-${tab}`).getAttribute("aria-selected"), "true");
      await body(page, tab).locator("> :not([hidden])").first().waitFor();
    }
    // Everything in a tab can be reached: links are buttons, in the order of the page.
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement.textContent), "陸志鵬");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".card .name").textContent(), "陸志鵬");
  }));

test("axe finds nothing in any tab", async () => {
  await visit({}, async (page) => {
    for (const text of [null, TEXT]) {
      if (text) await paste(page, text);
      for (const tab of TABS) {
        await open(page, tab);
        await accessible(page, tab);
      }
      await open(page, "relations");
      await page.locator("[data-shape=table]").click();
      await accessible(page, "table");
      await page.locator("[data-shape=graph]").click();
      await page.locator(".webs button").first().focus();
      await accessible(page, "lit");
    }
  });
});

for (const locale of ["zh-TW", "en-GB"]) {
  test(`on a phone nothing overflows, and everything is 24 pixels wide and high, in ${locale}`, () =>
    visit({ context: { viewport: { width: 320, height: 568 }, isMobile: true, hasTouch: true, locale } }, async (page) => {
      for (const text of [null, TEXT]) {
        if (text) await paste(page, text);
        for (const tab of [...TABS, "table"]) {
          await open(page, tab === "table" ? "relations" : tab);
          if (tab === "table") await page.locator("[data-shape=table]").click();
          await fits(page, ".panel", tab);
        }
      }
    }));
}

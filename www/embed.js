/**
 * One article in a frame: `embed.html?src=…`, and what frame and host say to each other; the
 * messages are typed in `wenmai.d.ts`. It stores nothing, needs no more than
 * `sandbox="allow-scripts"`, and never leads the host anywhere. It is no module, so that it can
 * tell where modules may not be loaded.
 */

{
  const query = new URLSearchParams(location.search);
  const folder = new URL("./", location.href);
  const main = document.querySelector("main");
  const message = document.querySelector(".message");

  /** What the host may set, in the address or later: attributes of the element. */
  const OPTIONS = [
    ...["types", "ui-lang", "panel", "script", "theme"],
    ...["ruby", "reading", "level", "words", "clean", "lang"],
  ];
  /** Said here, because nothing else could be loaded: what happened, and what helps. */
  const FAILURES = {
    // A frame without an origin of its own, and a host that gives its files to nobody else.
    "frame-refused": {
      "zh-Hant": [
        "這個框架載入不了文脈的程式",
        "請站方讓文脈的檔案帶上標頭 Access-Control-Allow-Origin: *，或在 sandbox 加上 allow-same-origin",
      ],
      "zh-Hans": [
        "这个框架加载不了文脉的程序",
        "请站方让文脉的文件带上标头 Access-Control-Allow-Origin: *，或在 sandbox 加上 allow-same-origin",
      ],
      en: [
        "This frame may not load Wenmai's scripts",
        "the site's owner can send Access-Control-Allow-Origin: * with its files, or add " +
          "allow-same-origin to the frame's sandbox",
      ],
    },
    "script-missing": {
      "zh-Hant": ["文脈的程式載入不了", "請檢查網絡後重新載入，站方則請確認檔案齊全"],
      "zh-Hans": ["文脉的程序加载不了", "请检查网络后重新加载，站方则请确认文件齐全"],
      en: [
        "Wenmai's scripts could not be loaded",
        "check the connection and reload; the site's owner should check that no file is missing",
      ],
    },
  };

  // The host.

  /** Origins that are listened to and spoken to. The frame's own may be none, its address has one. */
  const hosts = query.getAll("origin").map(originOf).filter(Boolean);
  if (!query.has("origin")) hosts.push(location.origin);
  /** Those of them that the host can be, as far as the browser tells. */
  const spoken = () => {
    const host = location.ancestorOrigins?.[0] ?? originOf(document.referrer);
    return host && host !== "null" ? hosts.filter((origin) => origin === host) : hosts;
  };

  function originOf(address) {
    try {
      const { origin } = new URL(address);
      return origin === "null" ? null : origin;
    } catch {
      return null;
    }
  }

  function send(type, details = {}) {
    if (parent === window) return;
    for (const origin of spoken()) parent.postMessage({ wenmai: 1, type, ...details }, origin);
  }

  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || parent === window || !hosts.includes(origin)) return;
    if (data?.wenmai !== 1) return;
    const { type } = data;
    if (type === "analyse" && typeof data.text === "string") take({ text: data.text });
    if (type === "show") show(data);
    if (type === "set" && typeof data.options === "object") set(data.options ?? {});
  });

  let height = 0;
  new ResizeObserver(() => {
    const before = height;
    height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height !== before) send("height", { height });
  }).observe(document.documentElement);

  // The article.

  const article = document.createElement("wenmai-article");
  // What a reader corrected could not be kept.
  article.setAttribute("readonly", "");
  // Without an origin there is no worker either; Firefox complains about the attempt.
  if (self.origin === "null") article.setAttribute("worker", "off");
  article.addEventListener("wenmai-ready", ({ detail }) => send("ready", detail));
  article.addEventListener("wenmai-select", ({ detail }) => send("select", detail));
  article.addEventListener("wenmai-error", ({ detail: { code, message, cure } }) =>
    send("error", { code, message, cure }),
  );
  set(Object.fromEntries(query));

  /** Counts texts: one that is still on its way gives way to the next. */
  let texts = 0;
  const loaded = load();
  send("listening");
  if (query.get("src")) open(query.get("src"));

  /** A module of the folder. Its full address: in a sandbox this script has none to begin from. */
  function part(name) {
    return import(new URL(name, folder).href);
  }

  /** Loads the element, and says whether it could; where not, so does the page. */
  async function load() {
    try {
      await part("define.js");
      return true;
    } catch {
      const code = self.origin === "null" ? "frame-refused" : "script-missing";
      const spoken = language();
      const [problem, cure] = FAILURES[code][spoken];
      tell(code, problem, cure, spoken === "en" ? `${problem}; ${cure}.` : `${problem}，${cure}。`);
      return false;
    }
  }

  function language() {
    const asked = article.getAttribute("ui-lang") ?? navigator.language ?? "";
    if (!/^zh\b/i.test(asked)) return "en";
    return /\b(hant|tw|hk|mo)\b/i.test(asked) ? "zh-Hant" : "zh-Hans";
  }

  function tell(code, problem, cure, sentence) {
    message.textContent = sentence;
    message.hidden = false;
    send("error", { code, message: problem, cure });
  }

  /** Shows a text, with what was put right in it. */
  async function take({ text, corrections = [], lexicon = [] }) {
    const turn = (texts += 1);
    const able = await loaded;
    if (turn !== texts) return;
    if (!able) return plain(text);
    message.hidden = true;
    main.replaceChildren(article);
    article.text = text;
    if (corrections.length || article.corrections.length) article.corrections = corrections;
    if (lexicon.length || article.lexicon.length) article.lexicon = lexicon;
  }

  /** The text as it is: nothing that could mark it may be loaded. */
  function plain(text) {
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim());
    const paragraph = (line) => Object.assign(document.createElement("p"), { textContent: line });
    main.replaceChildren(...lines.map(paragraph));
  }

  /** Opens a text, a page, Markdown or a document, at an address relative to this page. */
  async function open(source) {
    const turn = (texts += 1);
    // Without the reader's credentials: a frame shows what anybody may read.
    const answer = fetch(new URL(source, folder), { credentials: "omit" }).catch(() => null);
    if (!(await loaded)) return;
    const { WenmaiError, explain } = await part("failures.js");
    try {
      const response = await answer;
      if (!response?.ok) throw new WenmaiError("source-missing", { file: source });
      const { readFile } = await part("page/files.js");
      const name = new URL(source, folder).pathname.split("/").at(-1);
      const type = response.headers.get("Content-Type") ?? "";
      const read = await readFile(new File([await response.blob()], name, { type }));
      if (turn === texts) await take(read);
    } catch (cause) {
      if (turn !== texts) return;
      const error = WenmaiError.from(cause, source);
      const { message: problem, cure, sentence } = explain(error, language());
      tell(error.code, problem, cure, sentence);
    }
  }

  /** Shows what the host names, once there is something to show. */
  async function show({ types, panel, entity, mention }) {
    if (!(await loaded)) return;
    await article.ready.catch(() => {});
    if (Array.isArray(types) || types === null) article.show({ types: types && types.map(String) });
    article.show({ panel, entity, mention });
  }

  function set(options) {
    for (const [name, value] of Object.entries(options)) {
      if (!OPTIONS.includes(name)) continue;
      if (value === null) article.removeAttribute(name);
      else article.setAttribute(name, String(value));
    }
    const theme = article.getAttribute("theme");
    const page = document.documentElement;
    if (theme === "light" || theme === "dark") page.dataset.theme = theme;
    else delete page.dataset.theme;
  }
}

// The browsers that pages are tested in, where they are installed. Each opens pages that answer to
// the same few calls; what a browser's tools do not tell of themselves is left to the tests.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";

import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";

/** What Chromium is started with: nothing of it asks the network by itself. */
export const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The first that is there of a path of the reader's own and of where distributions put it. */
const find = (own, ...paths) => [own, ...paths].find((path) => path && existsSync(path));
const inBin = (...names) => names.map((name) => `/usr/bin/${name}`);

/** Milliseconds for one command to a driver: more than a page has to load, or a script to end. */
const PATIENCE = 90_000;

const CHROMIUM = find(process.env.CHROMIUM, ...inBin("chromium", "chromium-browser", "google-chrome"));
const FIREFOX = find(process.env.FIREFOX, ...inBin("firefox-esr", "firefox"));
const DRIVER = find(process.env.WEBKIT_DRIVER, ...inBin("WebKitWebDriver"));
const XVFB = find(undefined, ...inBin("Xvfb"));

/** Chromium's path. */
export function findChromium() {
  assert.ok(
    CHROMIUM,
    "no browser: install the package chromium (Debian: apt-get install chromium), or set CHROMIUM",
  );
  return CHROMIUM;
}

/**
 * Starts Firefox, with its strict rule for files, which its drivers would loosen.
 * @returns {Promise<import("puppeteer-core").Browser>}
 */
export const launchFirefox = () =>
  puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
  });

/** Why tests in Firefox are skipped, or false. */
export const withoutFirefox = FIREFOX ? false : "no Firefox: install the package firefox-esr, or set FIREFOX";

const withoutWebKit =
  DRIVER && (XVFB || process.env.DISPLAY)
    ? false
    : "no WebKitGTK: install the packages webkit2gtk-driver and xvfb, or set WEBKIT_DRIVER";

/**
 * The browsers by name: `skip` says why one is left out, or is false; `start()` resolves to
 * {open, close}, and `open(url)` to a page of a profile of its own: {evaluate, reload, said,
 * requests, close}. `said` is what the console has, and `requests` the addresses asked for, as far
 * as the browser tells: WebKitGTK's driver tells neither, and leaves them empty.
 */
export const BROWSERS = {
  Chromium: { skip: false, start: startChromium },
  Firefox: { skip: withoutFirefox, start: startFirefox },
  WebKitGTK: { skip: withoutWebKit, start: startWebKit },
};

async function startChromium() {
  const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  return {
    open: async (url) => opened(await (await browser.newContext()).newPage(), url),
    close: () => browser.close(),
  };
}

async function startFirefox() {
  const browser = await launchFirefox();
  return {
    open: async (url) => opened(await (await browser.createBrowserContext()).newPage(), url),
    close: () => browser.close(),
  };
}

/** A page of Playwright's or Puppeteer's: what is needed here, both call by the same names. */
async function opened(page, url) {
  const [said, requests] = [[], []];
  page.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
  page.on("pageerror", (error) => said.push(`uncaught: ${error}`));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(url);
  return {
    said,
    requests,
    // As an expression: Playwright hands on one argument, Puppeteer any number.
    evaluate: (work, ...given) => page.evaluate(`(${work})(...${JSON.stringify(given)})`),
    reload: () => page.reload(),
    close: () => (page.context ?? page.browserContext).call(page).close(),
  };
}

/** By the protocol itself, https://www.w3.org/TR/webdriver2/: no client library is that small. */
async function startWebKit() {
  const processes = [];
  const start = (command, given, options) => {
    const process = spawn(command, given, options);
    processes.push(process);
    return process;
  };
  const env = { ...process.env };
  if (!env.DISPLAY) {
    const screen = start(XVFB, ["-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [number] = await once(screen.stdout, "data");
    env.DISPLAY = `:${String(number).trim()}`;
  }
  const port = await freePort();
  start(DRIVER, [`--port=${port}`], { env, stdio: "ignore" });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await answering(() => call("GET", "/status"));
  return {
    async open(url) {
      const { sessionId } = await call("POST", "/session", {
        capabilities: { alwaysMatch: { timeouts: { script: 60_000, pageLoad: 60_000 } } },
      });
      const session = `/session/${sessionId}`;
      await call("POST", `${session}/url`, { url });
      return {
        said: [],
        requests: [],
        async evaluate(work, ...given) {
          const script = `const done = arguments[0];
            (async () => (${work})(...${JSON.stringify(given)}))().then(
              (value) => done({ value }), (error) => done({ error: String(error) }))`;
          const { value, error } = await call("POST", `${session}/execute/async`, { script, args: [] });
          if (error) throw new Error(error);
          return value;
        },
        reload: () => call("POST", `${session}/refresh`, {}),
        close: () => call("DELETE", session),
      };
    },
    async close() {
      for (const one of processes.reverse()) one.kill();
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function answering(ask) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

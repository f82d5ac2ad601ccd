import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { serve } from "./server.js";

let base;
let server;

before(async () => {
  base = await mkdtemp(join(tmpdir(), "wenmai-server-"));
  await mkdir(join(base, "site/sub"), { recursive: true });
  await writeFile(join(base, "secret.txt"), "secret");
  await writeFile(join(base, "site/index.html"), "<p>文脈</p>");
  await writeFile(join(base, "site/core.wasm"), "\0asm");
  await writeFile(join(base, "site/sub/index.html"), "sub");
  await symlink(join(base, "secret.txt"), join(base, "site/link.txt"));
  server = await serve(join(base, "site"), {
    headers: { "x-test": "yes" },
    override: ({ url }) => {
      if (url === "/gone.js") return { status: 503 };
      if (url === "/fallback.wasm") return { body: "<p>", headers: { "content-type": "text/html" } };
      if (url === "/core.wasm?plain") return { headers: { "content-type": "text/plain" } };
      return undefined;
    },
  });
});

after(async () => {
  await server.close();
  await rm(base, { recursive: true });
});

/** A request whose path is sent as it is: fetch would resolve the dots itself. */
function raw(path, method = "GET") {
  return new Promise((done, fail) => {
    const sent = request({ host: "127.0.0.1", port: server.port, path, method }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (body += part));
      response.on("end", () => done({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on("error", fail);
    sent.end();
  });
}

test("files come with their types", async () => {
  const page = await raw("/");
  assert.equal(page.status, 200);
  assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
  assert.equal(page.headers["x-test"], "yes");
  assert.equal(page.body, "<p>文脈</p>");
  assert.equal((await raw("/core.wasm")).headers["content-type"], "application/wasm");
  const folder = await raw("/sub?a=1");
  assert.deepEqual([folder.status, folder.headers.location], [301, "/sub/?a=1"]);
  assert.equal((await raw("/sub/")).body, "sub");
  assert.equal((await raw("/none")).status, 404);
});

test("a HEAD has the length and no body", async () => {
  const head = await raw("/", "HEAD");
  assert.deepEqual([head.status, head.headers["content-length"], head.body], [200, "13", ""]);
  assert.equal((await raw("/", "POST")).status, 405);
});

test("nothing outside the folder is served", async () => {
  for (const path of [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/sub/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "/link.txt",
    "/%00",
    "/%",
    "//../secret.txt",
  ]) {
    const found = await raw(path);
    assert.ok(found.status === 403 || found.status === 404, `${path}: ${found.status}`);
    assert.ok(!found.body.includes("secret"), path);
  }
});

test("a host can be made to misbehave", async () => {
  assert.equal((await raw("/gone.js")).status, 503);
  const fallback = await raw("/fallback.wasm");
  assert.deepEqual([fallback.status, fallback.headers["content-type"]], [200, "text/html"]);
  const plain = await raw("/core.wasm?plain");
  assert.deepEqual([plain.body, plain.headers["content-type"]], ["\0asm", "text/plain"]);
});

test("a taken port is passed over", async () => {
  const second = await serve(join(base, "site"), { port: server.port });
  assert.ok(second.port > server.port);
  await second.close();
});

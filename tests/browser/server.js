// A static file server of Node alone: for `./build.sh serve`, the browser tests and the browser
// bench. It serves one folder to this machine only.

import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/plain; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".pack": "application/octet-stream",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".ts": "text/plain; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/**
 * Serves the folder `root` on 127.0.0.1.
 *
 * options.port      first port to try, and upwards from there; any free one without it
 * options.headers   headers of every answer, such as a content security policy
 * options.override  (request) => undefined | {status, headers, body}, maybe as a promise: makes
 *                   the host misbehave. What is left out of the object is as it would be; of a
 *                   `cut` these bytes are sent, and then the connection breaks.
 *
 * Resolves to {url, port, close}; `url` ends in a slash.
 */
export async function serve(root, options = {}) {
  const folder = await realpath(root);
  const server = createServer((request, response) => {
    answer(folder, options, request, response).catch((error) => {
      if (response.headersSent) response.destroy(error);
      else refuse(response, 500, String(error));
    });
  });
  const port = await listen(server, options.port ?? 0);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** Listens on the first free port of a hundred from `first` upwards; on any where that is 0. */
function listen(server, first) {
  return new Promise((done, fail) => {
    let port = first;
    server.on("error", (error) => {
      const taken = error.code === "EADDRINUSE" || error.code === "EACCES";
      if (!taken || port === 0 || port >= first + 99) return fail(error);
      port += 1;
      server.listen(port, "127.0.0.1");
    });
    server.on("listening", () => done(server.address().port));
    server.listen(port, "127.0.0.1");
  });
}

async function answer(folder, options, request, response) {
  const override = (await options.override?.(request)) ?? {};
  for (const [name, value] of Object.entries({ ...options.headers, ...override.headers })) {
    response.setHeader(name, value);
  }
  if (override.cut !== undefined) {
    response.writeHead(override.status ?? 200);
    return response.write(override.cut, () => response.destroy());
  }
  if (override.body !== undefined) {
    response.writeHead(override.status ?? 200);
    return response.end(request.method === "HEAD" ? undefined : override.body);
  }
  if (override.status >= 300) return refuse(response, override.status, "refused by the test");
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return refuse(response, 405, "only GET and HEAD");
  }

  const [path, query] = request.url.split(/\?(.*)/s);
  let file = locate(folder, path);
  let found = file && (await stat(file).catch(() => undefined));
  if (found?.isDirectory()) {
    if (!path.endsWith("/")) {
      response.setHeader("location", `${path}/${query === undefined ? "" : `?${query}`}`);
      return refuse(response, 301, "moved");
    }
    file = join(file, "index.html");
    found = await stat(file).catch(() => undefined);
  }
  if (!found?.isFile()) return refuse(response, 404, "not found");
  // A link inside the folder must not lead out of it either.
  if (!inside(folder, await realpath(file))) return refuse(response, 403, "forbidden");

  if (!response.hasHeader("content-type")) {
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
  }
  if (!response.hasHeader("cache-control")) response.setHeader("cache-control", "no-cache");
  response.setHeader("content-length", found.size);
  response.writeHead(override.status ?? 200);
  if (request.method === "HEAD") return response.end();
  const stream = createReadStream(file);
  stream.on("error", (error) => response.destroy(error));
  response.on("close", () => stream.destroy());
  stream.pipe(response);
}

/** The file that a request's path names; undefined where that is outside `folder`. */
function locate(folder, path) {
  let decoded;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith("/") || decoded.includes("\0") || decoded.includes("\\")) {
    return undefined;
  }
  const file = resolve(folder, `.${decoded}`);
  return inside(folder, file) ? file : undefined;
}

function inside(folder, file) {
  return file === folder || file.startsWith(folder + sep);
}

function refuse(response, status, reason) {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(`${status} ${reason}\n`);
}

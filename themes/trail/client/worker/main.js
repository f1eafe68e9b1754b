/**
 * The service worker of a built site: shows pages that are kept when there is no internet. Linked into `sw.js`; the
 * build writes its own name into it (`build.gen`), so that a new build is a new worker.
 *
 * A page and all that it loads come from one build, always:
 *
 * - Each build has a cache, and each open page a build (`state`). What is kept is shown from there. What is not is asked
 *   of the server, and is shown and kept only if it is what that build wrote.
 * - A newer build is fetched beside the one in use, as far as it differs, and shows the next page that is opened. Pages
 *   that are open stay with theirs, which goes when nobody needs it.
 * - A page that the server has only of a newer build comes from the server with all of it, as if there were no worker, and the
 *   newer build is asked for.
 */

import { BUILD } from "./build.gen.js";
import { Build, Differs, NAME, ROOT, address, earlier, here, pathOf } from "./build.js";
import { bind, settle, wishes, withShown } from "./keeping.js";
import { change, forget, state } from "./state.js";

/** Files above this are shown, and kept only where the learner chose to, bytes. */
const LARGE = 2_000_000;

const worker = /** @type {any} */ (self);

/** The build before this one, while open pages change over from it. */
let last = "";
/** Pages that this worker has opened since. @type {Set<string>} */
const opened = new Set();

async function install() {
  const fresh = !(await caches.has(NAME + BUILD));
  const before = await earlier();
  try {
    await here.begin();
    const core = Object.keys(await here.list(0));
    const keep = async () => {
      for (let path = core.shift(); path !== undefined; path = core.shift()) {
        if (!(await here.take(path, before))) await (await here.get(path)).put;
      }
    };
    await Promise.all([keep(), keep(), keep(), keep()]);
  } catch (error) {
    if (fresh) await caches.delete(NAME + BUILD);
    throw error;
  }
  // What was kept and did not change is here at once; the rest is fetched by and by.
  for (const build of before) for (const path of await build.paths()) await here.take(path, before).catch(() => {});
  await worker.skipWaiting();
}

async function activate() {
  forget();
  const before = await earlier();
  last = before[0]?.name ?? "";
  const core = await here.list(0);
  const visited = (await Promise.all(before.map((build) => build.paths()))).flat().filter((path) => !Object.hasOwn(core, path));
  const open = (await worker.clients.matchAll({ type: "all", includeUncontrolled: true })).filter((/** @type {any} */ client) => client.url.startsWith(ROOT));
  await change((s) => {
    s.whole = false;
    s.want = [...new Set([...s.want, ...visited])];
    // The pages of a first visit came just now, from the server that has this build.
    for (const { id } of open) if (last) s.clients[id] ??= last;
  });
  await worker.clients.claim();
}

/** Keeps the pages of a first visit, which came before there was a worker, and what is missing after an update. */
async function catchUp() {
  const open = await worker.clients.matchAll({ type: "window" });
  const pages = await Promise.all(open.map((/** @type {any} */ client) => here.find(pathOf(client.url))));
  const paths = await withShown(pages.filter((path) => path !== null));
  for (const path of last ? [] : paths) if (!(await here.kept(path))) await (await here.get(path)).put;
  await settle();
}

/** @param {string} client @returns {Promise<string>} the build that an open page is of; "": the server's */
async function buildOf(client) {
  return (await state()).clients[client] ?? (last && !opened.has(client) ? last : BUILD);
}

/** @param {any} event */
async function answer(event) {
  /** @type {Request} */
  const request = event.request;
  const navigates = request.mode === "navigate";
  if (navigates) opened.add(event.resultingClientId);
  const name = navigates || !event.clientId ? BUILD : await buildOf(event.clientId);
  const build = name === BUILD ? here : name && (await Build.earlier(name));
  if (!build) return fetch(request);
  let path = pathOf(request.url);
  try {
    const found = await build.find(path);
    if (found === null) {
      // An address that this build does not know: perhaps a newer one does.
      if (navigates) await bind(event.resultingClientId, "");
      return fetch(request);
    }
    // A folder's page links from within the folder.
    if (navigates && found === path + "/index.html") return Response.redirect(address(path) + "/");
    path = found;
    const kept = await build.kept(path);
    if (kept) return request.headers.has("range") ? part(request, kept) : kept;
    if (request.headers.has("range") || ((await build.file(path))?.[1] ?? 0) > LARGE) return fetch(request);
    const { response, put } = await build.get(path);
    // Where there is no room left, what is kept stays, and this is shown all the same.
    event.waitUntil(put.catch(() => {}));
    return response;
  } catch (error) {
    if (!navigates) return Response.error();
    return error instanceof Differs ? newer(event) : away(event, path);
  }
}

/** A page that the server has of another build: all of it comes from there. @param {any} event */
async function newer(event) {
  void worker.registration.update().catch(() => {});
  await bind(event.resultingClientId, "");
  return fetch(event.request);
}

/** A page that is not kept, without internet: as an earlier build had it, or one that says so. @param {any} event @param {string} path */
async function away(event, path) {
  for (const build of await earlier()) {
    const kept = await build.kept((await build.find(path).catch(() => null)) ?? path);
    if (!kept) continue;
    await bind(event.resultingClientId, build.name);
    return kept;
  }
  // A page in a frame is for the page around it to speak of.
  if (event.request.destination !== "document") return Response.error();
  return Response.redirect(`${address("offline.html")}#${encodeURIComponent(path)}`);
}

/** A part of a file that is kept: players ask for parts. @param {Request} request @param {Response} kept */
async function part(request, kept) {
  const bytes = await kept.arrayBuffer();
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") ?? "") ?? [];
  if (from === undefined) return new Response(bytes, { headers: kept.headers });
  if (Number(from) >= bytes.byteLength) return new Response(null, { status: 416 });
  const end = Math.min(to ? Number(to) + 1 : bytes.byteLength, bytes.byteLength);
  const headers = new Headers(kept.headers);
  headers.set("content-range", `bytes ${from}-${end - 1}/${bytes.byteLength}`);
  return new Response(bytes.slice(Number(from), end), { status: 206, headers });
}

worker.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener("activate", (/** @type {any} */ event) => {
  const done = activate();
  event.waitUntil(done);
  // Pages are shown meanwhile.
  void done.then(catchUp).catch(() => {});
});
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { url, method, mode } = event.request;
  if (method !== "GET" || !url.startsWith(ROOT) || url.slice(ROOT.length) === "sw.js") return;
  const answered = answer(event);
  event.respondWith(answered);
  // Once there is a newer worker, it waits for this one to have nothing to do.
  const { registration } = worker;
  const more = async () => void ((registration.installing ?? registration.waiting) || (await settle()));
  if (mode === "navigate") event.waitUntil(answered.then(more).catch(() => {}));
});
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { type } = event.data ?? {};
  const [port] = event.ports;
  if (!port || !Object.hasOwn(wishes, type)) return;
  const answered = wishes[type](event.data).then(
    (answer) => port.postMessage(answer),
    (error) => port.postMessage({ fault: error.name === "QuotaExceededError" ? "full" : "away" }),
  );
  event.waitUntil(answered);
});

/**
 * One build of the site, as far as it is kept: a cache of its own, and the lists that say which files it has, with their
 * hashes. Nothing gets into the cache that is not what the build wrote: another build, the login page of a network, or
 * half a file are told by their hash.
 */

import { oneOf } from "../hash.js";
import { BUILD, LISTS } from "./build.gen.js";

/** Where the site begins. */
export const ROOT = new URL("./", location.href).href;

/** What the names of this site's caches begin with; others of the same host begin otherwise. */
export const NAME = `wend|${ROOT}|`;

/** Where a cache keeps the hashes of its build's lists. */
const HASHES = "assets/offline/lists";

/** @typedef {[hash: string, bytes: number, shows?: string[]]} File what a list says: `shows` are files that the page shows */

/** The server has another file than this build. */
export class Differs extends Error {}

/** @param {string} path @returns {string} */
export const address = (path) => new URL(path.split("/").map(encodeURIComponent).join("/"), ROOT).href;

/** @param {string} url an address of this site @returns {string} the path, as lists have it; of a folder, its page */
export function pathOf(url) {
  let path = url.split(/[?#]/)[0].slice(ROOT.length);
  try {
    path = decodeURIComponent(path);
  } catch {
    // Somebody wrote an address that no file has: it is asked of the server as it stands.
  }
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

/** The list of a path among so many. @param {string} path @param {number} of */
export const listOf = (path, of) => oneOf(new TextEncoder().encode(path), of);

/** @param {ArrayBuffer} bytes */
async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 8);
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Asks the server for a file.
 * @param {string} path
 * @param {string} hash
 * @returns {Promise<Response>}
 * @throws {Differs} it is another one, or gone; `TypeError` where there is no answer
 */
async function ask(path, hash) {
  const response = await fetch(address(path), { cache: "no-cache" });
  const bytes = await response.arrayBuffer();
  if (!response.ok || (await hashOf(bytes)) !== hash) throw new Differs(path);
  // Made anew: a response that was led elsewhere could not be shown as a page.
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  return new Response(bytes, { headers });
}

export class Build {
  /** @param {string} name @param {string[]} hashes of its lists */
  constructor(name, hashes) {
    this.name = name;
    this.hashes = hashes;
    this.cache = caches.open(NAME + name);
    /** @type {Map<number, Promise<Record<string, File>>>} */
    this.read = new Map();
  }

  /** An earlier build that is still there. @param {string} name @returns {Promise<Build | null>} */
  static async earlier(name) {
    const hashes = await (await caches.open(NAME + name)).match(address(HASHES));
    return hashes ? new Build(name, await hashes.json()) : null;
  }

  /** Puts down which lists there are, for the builds that come after. */
  async begin() {
    await (await this.cache).put(address(HASHES), new Response(JSON.stringify(this.hashes)));
  }

  /** @param {number} n @returns {Promise<Record<string, File>>} */
  list(n) {
    const load = async () => {
      const path = `assets/offline/${n}.json`;
      const cache = await this.cache;
      const kept = await cache.match(address(path));
      if (kept) return kept.json();
      const response = await ask(path, this.hashes[n]);
      await cache.put(address(path), response.clone()).catch(() => {});
      return response.json();
    };
    const found = this.read.get(n) ?? load();
    this.read.set(n, found);
    found.catch(() => this.read.delete(n));
    return found;
  }

  /** @param {string} path @returns {Promise<File | undefined>} undefined: not of this build */
  async file(path) {
    const own = (/** @type {Record<string, File>} */ list) => (Object.hasOwn(list, path) ? list[path] : undefined);
    return own(await this.list(0)) ?? own(await this.list(1 + listOf(path, this.hashes.length - 1)));
  }

  /** The path of the file that an address means: some hosts leave out the ending. @param {string} path */
  async find(path) {
    const ways = [path, path + ".html", path + "/index.html"];
    // Without internet other lists may be missing; what every visitor keeps is found all the same.
    const core = await this.list(0);
    const common = ways.find((it) => Object.hasOwn(core, it));
    if (common) return common;
    for (const it of ways) if (await this.file(it)) return it;
    return null;
  }

  /** All paths but those that every visitor keeps. */
  async more() {
    return (await Promise.all(this.hashes.slice(1).map((_, n) => this.list(n + 1)))).flatMap((list) => Object.keys(list));
  }

  /** @param {string} path */
  async kept(path) {
    return (await this.cache).match(address(path));
  }

  /** The paths of all that is kept, without lists. */
  async paths() {
    const kept = (await (await this.cache).keys()).map((request) => pathOf(request.url));
    return kept.filter((path) => !path.startsWith("assets/offline/"));
  }

  /** What every visitor keeps stays. @returns {Promise<void>} */
  async drop() {
    const core = await this.list(0);
    const cache = await this.cache;
    for (const path of await this.paths()) if (!Object.hasOwn(core, path)) await cache.delete(address(path));
  }

  /**
   * Takes a file over from an earlier build that has the same.
   * @param {string} path
   * @param {Build[]} before
   * @returns {Promise<boolean>} whether it is kept now
   */
  async take(path, before) {
    if (await this.kept(path)) return true;
    const file = await this.file(path);
    for (const build of file ? before : []) {
      const was = await build.file(path).catch(() => undefined);
      const kept = was && was[0] === file?.[0] && (await build.kept(path));
      if (!kept) continue;
      await (await this.cache).put(address(path), kept);
      return true;
    }
    return false;
  }

  /**
   * Gets a file and keeps it.
   * @param {string} path
   * @returns {Promise<{ response: Response, put: Promise<void> }>} `put` fails where there is no room left
   */
  async get(path) {
    const file = await this.file(path);
    if (!file) throw new Differs(path);
    const response = await ask(path, file[0]);
    const copy = response.clone();
    const put = this.cache.then((cache) => cache.put(address(path), copy));
    return { response, put };
  }
}

/** The build that this worker belongs to. */
export const here = new Build(BUILD, LISTS);

/** The other builds of which something is kept, the newest first. */
export async function earlier() {
  const names = (await caches.keys()).filter((name) => name.startsWith(NAME)).map((name) => name.slice(NAME.length));
  const found = await Promise.all(names.reverse().map((name) => (name === BUILD ? null : Build.earlier(name))));
  return found.filter((build) => build !== null);
}

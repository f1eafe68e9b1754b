/** Keeping more than every visitor keeps: what was chosen, what was visited, and what is still missing of it. */

import { BYTES } from "./build.gen.js";
import { Differs, NAME, earlier, here } from "./build.js";
import { change, state } from "./state.js";

/** Files asked for at the same time. */
const TOGETHER = 6;

/** Files above this are not kept ahead, bytes. */
const SMALL = 200_000;

/** Ids of pages that were bound in this life of the worker: the browser may not have made them yet. @type {Set<string>} */
const recent = new Set();

/** Notes which build a page is of. @param {string} client @param {string} build */
export async function bind(client, build) {
  recent.add(client);
  await change((s) => void (s.clients[client] = build)).catch(() => {});
}

/** With what these pages show. @param {string[]} paths @returns {Promise<string[]>} those that this build has */
export async function withShown(paths) {
  const out = new Set();
  for (const path of paths) {
    const file = await here.file(path);
    for (const it of file ? [path, ...(file[2] ?? [])] : []) out.add(it);
  }
  return [...out];
}

/** Paths that are wanted and not kept. */
async function missing() {
  const { choice, want } = await state();
  const wanted = choice === "all" ? await here.more() : await withShown(want);
  const kept = new Set(await here.paths());
  return { of: wanted.length, left: wanted.filter((path) => !kept.has(path)) };
}

/**
 * Gets some of what is missing. One call is short: a browser ends a worker that works for minutes.
 * @param {number} most files
 * @returns {Promise<{ of: number, left: number, fault: "" | "full" | "away" | "newer" }>} how many there are, and are to come
 */
export async function more(most) {
  const { of, left } = await missing();
  const before = await earlier();
  const todo = left.slice(0, most);
  let got = 0;
  /** @type {"" | "full" | "away" | "newer"} */
  let fault = "";
  const work = async () => {
    for (let path = todo.shift(); path !== undefined && (fault === "" || fault === "newer"); path = todo.shift()) {
      try {
        if (!(await here.take(path, before))) await (await here.get(path)).put;
        got += 1;
      } catch (error) {
        fault = error instanceof Differs ? "newer" : /** @type {Error} */ (error).name === "QuotaExceededError" ? "full" : "away";
      }
    }
  };
  await Promise.all(Array.from({ length: TOGETHER }, work));
  if (got === left.length) await sweep();
  return { of, left: left.length - got, fault };
}

/** Nothing is missing: earlier builds go, but for those of which a page is open. */
async function sweep() {
  const open = new Set((await /** @type {any} */ (self).clients.matchAll({ type: "all" })).map((/** @type {any} */ client) => client.id));
  await change((s) => {
    s.whole = true;
    for (const id of Object.keys(s.clients)) if (!open.has(id) && !recent.has(id)) delete s.clients[id];
  });
  const needed = new Set(Object.values((await state()).clients));
  for (const build of await earlier()) if (!needed.has(build.name)) await caches.delete(NAME + build.name);
}

/** After an update, or where the learner went before all was here: some more with each page that is opened. */
export async function settle() {
  if (!(await state()).whole || (await earlier()).length) await more(4 * TOGETHER);
}

/** The bytes of files. @param {string[]} paths */
async function bytes(paths) {
  let sum = 0;
  for (const path of paths) sum += (await here.file(path))?.[1] ?? 0;
  return sum;
}

/** What pages ask for. @type {Record<string, (wish: any) => Promise<any>>} */
export const wishes = {
  /** What is kept, what could be, and how large that is; a size is null where the lists can't be had just now. */
  look: async ({ paths }) => ({
    choice: (await state()).choice,
    kept: await bytes(await here.paths()),
    all: BYTES,
    path: await withShown(paths).then(bytes, () => null),
    left: (await missing().catch(() => ({ left: [] }))).left.length,
  }),
  choose: async ({ choice, paths }) => {
    await change((s) => Object.assign(s, { choice, want: choice === "path" ? paths : s.want, whole: false }));
    return {};
  },
  more: () => more(4 * TOGETHER),
  /** What comes next on the way, without being asked for: not what is large. */
  ahead: async ({ paths }) => {
    const before = await earlier();
    for (const path of await withShown(paths)) {
      const small = ((await here.file(path))?.[1] ?? 0) <= SMALL;
      if (small && !(await here.take(path, before))) await (await here.get(path)).put;
    }
    return {};
  },
  remove: async () => {
    await change((s) => Object.assign(s, { choice: "visited", want: [], whole: false }));
    await here.drop();
    await sweep();
    return {};
  },
};


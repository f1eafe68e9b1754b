/**
 * The learner's log, kept in this browser.
 *
 * - Append-only: an entry is written first and shown after. What could not be written stays in memory, is tried
 *   again with the next one, and is said (`trouble`).
 * - One record an alias; several on one device; one is current, and all tabs follow.
 * - What the browser cleared while a page was open is written again from what that page holds; what somebody wiped stays wiped.
 * - The writer id is random for each tab's session and never restored, so two tabs or devices never claim one key.
 */

import { canonical, retracted } from "../engine/evidence.js";
import { fnv1a, unitsOf } from "../hash.js";
import { fitting } from "../transfer.js";
import { openIdb } from "./idb.js";
import { memoryKeys, openKeyed } from "./keyed.js";

/**
 * What the store needs from its surroundings; a test brings its own.
 * @typedef {object} Env
 * @property {IDBFactory | null} idb
 * @property {import("./keyed.js").Keys | null} local
 * @property {() => number} now ms since 1970 UTC
 * @property {() => number} zone minutes east of UTC
 * @property {() => string} random an id nobody else makes
 * @property {Pick<BroadcastChannel, "postMessage" | "onmessage"> | null} channel
 * @property {number} [patience] ms to wait for IndexedDB to open
 */

/** Kinds of entry that nobody would miss: leaving the page does not ask because of them. */
const PASSING = new Set(["opened", "choice", "decline"]);

/** @typedef {"memory" | "unsaved" | null} Trouble memory: nothing outlives the page; unsaved: some entries could not be written. */

/**
 * @typedef {object} Store
 * @property {() => Rec | null} current null before the first entry on this device
 * @property {() => readonly Entry[]} entries of the current record
 * @property {() => Promise<Rec[]>} records all aliases on this device
 * @property {() => Trouble} trouble
 * @property {() => { known: number } | null} cleared the browser cleared it all under an open page, which wrote again what it held; `known`: so many learners were here
 * @property {() => boolean} atRisk entries would be lost if the page closed now
 * @property {(fields: { kind: string } & Record<string, unknown>) => Promise<Entry>} append
 * @property {(entries: Entry[], into?: Rec) => Promise<number>} merge set union into a record, made if it is not here; how many were new
 * @property {(alias: string) => Promise<Rec>} create a new record, and make it current
 * @property {(record: string) => Promise<void>} use
 * @property {(alias: string) => Promise<void>} rename
 * @property {(at?: number) => Promise<void>} markSaved the current record was saved to a file as it was then, or is now
 * @property {(record: string) => Promise<void>} wipe
 * @property {(record: string) => Promise<Entry[]>} read entries of any record
 * @property {(lost?: boolean) => Promise<void>} refresh read again what other tabs wrote; `lost`: what this page holds may be kept nowhere else
 * @property {(listener: () => void) => void} onChange
 * @property {() => Promise<void>} idle nothing waits to be written
 */

/**
 * The best place this browser allows. Never rejects.
 * @param {string} name
 * @param {Env} env
 * @param {() => void} [lost] what stood there may be gone
 * @returns {Promise<Backend>}
 */
export async function openBackend(name, env, lost) {
  let local = null;
  try {
    if (env.local) {
      env.local.setItem(name + "|probe", "1");
      env.local.removeItem(name + "|probe");
      local = openKeyed(name, env.local, "local");
    }
  } catch {
    // Refused or full: the next best place.
  }
  if (env.idb) {
    try {
      const idb = await openIdb(name, env.idb, env.patience, lost);
      if (local) await moveIn(local, idb);
      return idb;
    } catch {
      // Refused (private mode, policy) or hanging.
    }
  }
  return local ?? openKeyed(name, memoryKeys(), "memory");
}

/**
 * Brings home what was kept elsewhere while IndexedDB was refused.
 * @param {Backend} from
 * @param {Backend} to
 */
async function moveIn(from, to) {
  const left = await from.records();
  if (!left.length) return;
  const there = new Set((await to.records()).map((rec) => rec.record));
  for (const rec of left) {
    if (!there.has(rec.record)) await to.putRecord(rec);
    const fresh = await unknown(await to.entries(rec.record), await from.entries(rec.record), (entry) => to.beside(rec.record, entry));
    if (fresh.length) await to.put(rec.record, fresh);
    if (!(await to.current())) await to.setCurrent(rec.record);
    await from.dropRecord(rec.record);
  }
}

/** What tells an entry from others here, also from one that claims its (w, n). @param {Entry} entry */
const slot = ({ w, n, t }) => w + "\n" + n + "\n" + t;

/**
 * The number of an entry among those of its (w, n): made of its text, so that two tabs which know nothing of
 * each other put the same entry in one place, and different ones in two.
 * @param {string} text canonical
 */
const place = (text) => fnv1a(unitsOf(text));

/**
 * The entries not kept yet, each with the copy number it is to have. The same (w, n) with other bytes is kept beside.
 * @param {readonly Entry[]} here
 * @param {readonly Entry[]} entries
 * @param {(entry: Entry) => Promise<Kept[]>} beside what is kept under this one's (w, n)
 * @returns {Promise<Kept[]>}
 */
export async function unknown(here, entries, beside) {
  const key = (/** @type {Entry} */ e) => JSON.stringify([e.w, e.n]);
  /** What is known under each (w, n) that comes. @type {Map<string, Set<string>>} */
  const slots = new Map(entries.map((e) => [key(e), new Set()]));
  for (const e of here) slots.get(key(e))?.add(canonical(e));
  /** @type {Kept[]} */
  const fresh = [];
  for (const entry of entries) {
    const texts = slots.get(key(entry)) ?? new Set();
    const text = canonical(entry);
    if (texts.has(text)) continue;
    let copy = place(text);
    if (texts.size) {
      // A file made to collide puts nothing over anything; what another tab kept a moment ago has its place already.
      const others = [...fresh.filter((k) => key(k.entry) === key(entry)), ...(await beside(entry))].filter((k) => canonical(k.entry) !== text);
      const used = new Set(others.map((k) => k.copy));
      while (used.has(copy)) copy = (copy + 1) >>> 0;
    }
    texts.add(text);
    fresh.push({ copy, entry });
  }
  return fresh;
}

/**
 * @param {string} name of the database: one a curriculum
 * @param {Env} env
 * @returns {Promise<Store>}
 */
export async function openStore(name, env) {
  const backend = await openBackend(name, env, () => void store.refresh(true));
  const writer = env.random();
  let count = 0;
  /** @type {Rec | null} */
  let rec = null;
  /** @type {Entry[]} */
  let entries = [];
  /** @type {{ record: string, kept: Kept }[]} entries that could not be written yet */
  let pending = [];
  /** Records that could not be written yet, by id: without them nobody would find their entries. @type {Map<string, Rec>} */
  const homeless = new Map();
  /** The current record, where the browser could not be told which it is. @type {string | null} */
  let astray = null;
  /** Records that are here, by id. @type {Set<string>} */
  let known = new Set();
  /** @type {{ known: number } | null} */
  let cleared = null;
  /** The browser closed the database, and it could not be looked into since. */
  let doubt = false;
  let pause = 100;
  /** @type {(() => void)[]} */
  const listeners = [];
  /** Writes go one after the other, in the order they were asked for. */
  let queue = Promise.resolve();

  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  const inTurn = (task) => {
    const run = queue.then(task);
    queue = run.then(
      () => {},
      () => {},
    );
    return run;
  };

  const tell = () => {
    for (const listener of listeners) listener();
  };

  /** What this page holds, as a text: one entry taken back and its retract come and go together, so their number alone tells nothing. */
  const shown = () => [rec?.record, rec?.alias, ...entries.map(slot)].join("\r");

  /** @param {string} what */
  const broadcast = (what) => {
    try {
      env.channel?.postMessage({ what });
    } catch {
      // A closed channel: the other tabs read again when they are looked at.
    }
  };

  /** @param {Rec | null} [held] what this page holds: it is to be there still */
  const read = async (held) => {
    // In this order: cleared in between, what was current is missed.
    let current = astray ?? (await backend.current());
    const records = await backend.records();
    const ids = new Set(records.map((r) => r.record));
    const there = held && ids.has(held.record);
    const away = held && !there && !(await backend.wiped(held.record));
    if (away) current = shelter(held);
    // Nor is there anything to say which one is current: another page brought it back from a file.
    else if (there) current ??= astray = held.record;
    const now = current === null ? null : (homeless.get(current) ?? records.find((r) => r.record === current) ?? null);
    let list = now ? await all(now.record) : [];
    if (held && (there || away)) {
      const mine = now?.record === held.record;
      const left = lacking(mine ? list : await all(held.record));
      // A log only grows: what is missing was cleared by the browser.
      if (away ? left.length || doubt : left.length && !(await backend.wiped(held.record))) {
        await hold(held.record, left);
        if (mine) list = [...list, ...left];
        lose();
      }
    }
    // Only when all of it was read: a record never stands beside another's entries.
    rec = now;
    entries = now ? await forget(now.record, list) : [];
    known = ids;
    doubt = false;
    pause = 100;
  };

  /** Said again where it happens again; that there were others stays true. */
  const lose = () => (cleared = { known: Math.max(known.size, cleared?.known ?? 0) });

  /** The current record is to be written again. @param {Rec} one */
  const shelter = (one) => {
    homeless.set(one.record, one);
    return (astray = one.record);
  };
  /** What this page holds, and this list does not. @param {Entry[]} list */
  const lacking = (list) => {
    const have = new Set(list.map(slot));
    const isGone = retracted(list);
    return entries.filter((e) => !have.has(slot(e)) && !isGone?.(e));
  };
  /** @param {string} record @param {Kept[]} list */
  const wait = (record, list) => {
    for (const kept of list) pending.push({ record, kept });
  };
  /** Entries that are kept nowhere are to be written again. @param {string} record @param {Entry[]} list */
  const hold = async (record, list) => wait(record, await unknown([], list, async () => []));

  /** @param {string} record */
  const unwritten = (record) => pending.filter((p) => p.record === record).map((p) => p.kept);
  /** @param {string} record */
  const waitingOf = (record) => unwritten(record).map((k) => k.entry);
  /** @param {string} record */
  const all = async (record) => [...(await backend.entries(record)), ...waitingOf(record)];

  /** Tries to write what could not be written before. */
  const settle = async () => {
    for (const one of [...homeless.values()]) {
      await backend.putRecord(one);
      homeless.delete(one.record);
    }
    if (astray !== null) await backend.setCurrent(astray);
    astray = null;
    for (const owner of new Set(pending.map((p) => p.record))) {
      await backend.put(owner, unwritten(owner));
    }
    pending = [];
  };

  /** @param {string} record @param {Kept[]} list */
  const write = async (record, list) => {
    wait(record, list);
    await settle().catch(() => {}); // full, refused or closed: it all stays in memory, and `trouble` says so
  };

  /**
   * Writes a record, and perhaps makes it the current one; in memory where that is refused.
   * @param {Rec} one
   * @param {boolean} [switching]
   */
  const house = async (one, switching = false) => {
    known.add(one.record);
    homeless.set(one.record, one);
    if (switching) astray = one.record;
    await settle().catch(() => {});
  };

  /**
   * What was taken back is not only hidden: its text leaves the device. Gives what stays.
   * @param {string} record
   * @param {Entry[]} list
   */
  const forget = async (record, list) => {
    const isGone = retracted(list);
    const gone = isGone ? list.filter(isGone) : [];
    if (!isGone || !gone.length) return list;
    pending = pending.filter((p) => p.record !== record || !isGone(p.kept.entry));
    await backend.drop(record, gone).catch(() => {}); // hidden all the same, and tried again when read again
    return list.filter((entry) => !isGone(entry));
  };

  const ensure = async () => {
    if (rec) return rec;
    const fresh = { record: env.random(), alias: "", saved: 0 };
    try {
      rec = await backend.claim(fresh);
    } catch {
      await house(fresh, true);
      rec = fresh;
    }
    known.add(rec.record);
    if (rec.record !== fresh.record) entries = await forget(rec.record, await backend.entries(rec.record));
    return rec;
  };

  try {
    await read();
  } catch {
    // Nothing could be read: the first write will say what is wrong.
  }

  /** @type {Store} */
  const store = {
    current: () => rec,
    entries: () => entries,
    records: async () => {
      const there = await backend.records().catch((error) => (homeless.size ? [] : Promise.reject(error)));
      return [...new Map([...there, ...homeless.values()].map((r) => [r.record, r])).values()];
    },
    cleared: () => cleared,
    trouble: () => (pending.length || homeless.size ? "unsaved" : backend.kind === "memory" ? "memory" : null),
    atRisk: () => pending.length > 0 || homeless.size > 0 || (backend.kind === "memory" && entries.some((e) => e.t > (rec?.saved ?? 0) && !PASSING.has(e.kind))),
    append: (fields) =>
      inTurn(async () => {
        const owner = await ensure();
        const entry = /** @type {Entry} */ ({ w: writer, n: ++count, t: env.now(), tz: env.zone(), by: "learner" });
        Object.assign(entry, fitting(fields));
        await write(owner.record, [{ copy: place(canonical(entry)), entry }]);
        entries = await forget(owner.record, [...entries, entry]);
        broadcast("entries");
        tell();
        return entry;
      }),
    merge: (list, into) =>
      inTurn(async () => {
        const owner = into ?? (await ensure());
        const here = owner.record === rec?.record;
        if (into) {
          await house(into);
          if (here) rec = into;
        }
        const before = here ? entries : await all(owner.record);
        /** @param {Entry} like */
        const beside = async (like) => {
          const same = (/** @type {Entry} */ { w, n }) => w === like.w && n === like.n;
          // What can't be read now stands where its text says.
          const there = await backend.beside(owner.record, like).catch(() => before.filter(same).map((entry) => ({ copy: place(canonical(entry)), entry })));
          return [...there, ...unwritten(owner.record).filter((k) => same(k.entry))];
        };
        const fresh = await unknown(before, list, beside);
        await write(owner.record, fresh);
        const added = new Set(fresh.map((k) => k.entry));
        const stay = await forget(owner.record, [...before, ...added]);
        if (here) entries = stay;
        broadcast("entries");
        tell();
        return stay.filter((entry) => added.has(entry)).length;
      }),
    create: (alias) =>
      inTurn(async () => {
        const fresh = { record: env.random(), alias, saved: 0 };
        await house(fresh, true);
        rec = fresh;
        entries = [];
        broadcast("switch");
        tell();
        return fresh;
      }),
    use: (record) =>
      inTurn(async () => {
        astray = record;
        await settle().catch(() => {});
        await read();
        broadcast("switch");
        tell();
      }),
    rename: (alias) =>
      inTurn(async () => {
        rec = { ...(await ensure()), alias };
        await house(rec);
        broadcast("records");
        tell();
      }),
    markSaved: (at = env.now()) =>
      inTurn(async () => {
        if (!rec) return;
        rec = { ...rec, saved: at };
        await backend.putRecord(rec).catch(() => {});
        if (homeless.has(rec.record)) homeless.set(rec.record, rec);
        tell();
      }),
    wipe: (record) =>
      inTurn(async () => {
        pending = pending.filter((p) => p.record !== record);
        homeless.delete(record);
        if (astray === record) astray = null;
        await backend.dropRecord(record, true);
        await read();
        broadcast("switch");
        tell();
      }),
    read: (record) =>
      inTurn(async () => {
        if (record === rec?.record) return [...entries];
        return forget(record, await all(record));
      }),
    idle: async () => {
      for (let seen; seen !== queue; ) await (seen = queue);
    },
    refresh: (lost) =>
      inTurn(async () => {
        const before = [shown(), cleared];
        try {
          await read(rec);
          await settle();
        } catch {
          if (lost && rec) {
            // Nor can it be looked for, as while it is being cleared: all of it waits to be written.
            await hold(rec.record, lacking(waitingOf(shelter(rec))));
            doubt = true;
            setTimeout(() => store.refresh(true), (pause *= 2));
          }
        }
        if (cleared !== before[1]) broadcast("cleared");
        if ((lost && (!doubt || pause > 1000)) || shown() !== before[0]) tell();
      }),
    onChange: (listener) => void listeners.push(listener),
  };
  if (env.channel)
    env.channel.onmessage = ({ data }) => {
      const gone = data?.what === "cleared";
      if (gone) lose();
      void store.refresh(gone);
    };
  return store;
}

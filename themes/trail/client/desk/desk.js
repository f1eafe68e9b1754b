/**
 * The teacher's desk, kept in this browser in a store of its own, by the means of the students' (`store/`): what is written
 * is shown after, two tabs agree, what can't be written is tried again and said.
 *
 * - Each learner has a record there: the evidence that came in their files, put together, and the teacher's own.
 * - What the desk holds beside it (roster, class, notes to oneself) is one more record: entries that each set one value at one place;
 *   the latest counts, and what was there before is taken back, text and all. So two tabs, two desks and a backup can be
 *   put together like any records. None of these entries is evidence, and none goes into a file for a learner.
 */

import { canonical, newLog } from "../engine/evidence.js";
import { parseLog } from "../engine/logfile.js";
import { unpack } from "../store/files.js";
import { envOf } from "../store/env.js";
import { openStore } from "../store/store.js";
import { fitting } from "../transfer.js";
import { portfolios } from "./portfolios.js";
import { byAlias, fieldsOf, rowOf } from "./roster.js";

/** @typedef {import("../store/store.js").Store} Store */
/** @typedef {import("./roster.js").Row} Row */
/** @typedef {import("../engine/evidence.js").Log} Log */

/** The record of the desk itself, and the kind of its entries. */
const DESK = "desk";
/** Places: `["row", key, field]`, `["class", field]`, `["note", id]`, `["came", key]`, `["gone", key]`, `["also", key, record]`. */
/** @typedef {string[]} Place */

/**
 * @typedef {object} ClassFacts
 * @property {string} title
 * @property {{ most: number, min: number, max: number }} size how many groups at most, and how large each
 * @property {string[][][]} past earlier meetings, oldest first: the groups of each, by keys
 */

/** @typedef {{ day: number, what: string }} Note what the desk wrote down for itself; `day` since 1970 */

/** Groups as a class has them where nothing is said. */
const SIZE = { most: 4, min: 2, max: 6 };
/** Meetings that are remembered. */
export const PAST = 12;

/**
 * @typedef {object} Desk
 * @property {string} curriculum
 * @property {ClassFacts} class
 * @property {(facts: Partial<ClassFacts>) => Promise<void>} setClass
 * @property {() => Row[]} rows in the order of a class list
 * @property {(key: string) => Row | undefined} row
 * @property {(row: Omit<Row, "key"> & { key?: string }) => Promise<Row>} save keeps what differs from the row as it stands; without a key: a new learner
 * @property {(rows: (Omit<Row, "key"> & { key?: string })[]) => Promise<Row[]>} saveAll the same for many at once
 * @property {(key: string) => Promise<void>} remove the row, its notes and its evidence leave this browser
 * @property {(key: string) => readonly Entry[]} entries evidence of a learner, the teacher's own included
 * @property {(key: string, fields: { kind: string } & Record<string, unknown>) => Promise<Entry>} add evidence by the teacher
 * @property {(key: string, log: Log, also?: boolean) => Promise<number>} merge a learner's log; how many entries were new. Rejects with "record" where it is another
 *   record than theirs, unless a person said that it is theirs `also` (from a second device), and with "curriculum" where it is of another one
 * @property {(all: { key: string, log: Log, also?: boolean, files?: Record<string, string> }[]) => Promise<number[]>} mergeAll the same for many at once;
 *   `files`: of their portfolio, as they stand in what was saved
 * @property {(key: string, hash: string) => Promise<Uint8Array | undefined>} file of a learner's portfolio
 * @property {(key: string, log: Log) => number} fresh how many entries of a log would be new
 * @property {(record: string) => string | undefined} ownerOf the key of the learner that has a record
 * @property {(key: string) => number} came when a file of this learner last came in, ms; 0: never
 * @property {(id: string) => Note | undefined} note
 * @property {(id: string, note: Note | null) => Promise<void>} setNote
 * @property {() => { text: string, entries: number }} backup all of it as one file
 * @property {(file: Backup, back?: boolean) => Promise<{ learners: number, entries: number }>} restore puts a backup into what is here; `back`: learners that were removed here come back too
 * @property {(key: string) => boolean} gone whether a learner of this key was removed here
 * @property {() => number} unsaved changes since the last backup
 * @property {() => number} saved when the last backup was made, ms; 0: never
 * @property {() => Promise<void>} markSaved
 * @property {() => Promise<void>} wipe
 * @property {() => import("../store/store.js").Trouble} trouble
 * @property {Store["cleared"]} cleared
 * @property {() => boolean} atRisk
 * @property {() => Promise<void>} refresh
 * @property {(listener: () => void) => void} onChange
 */

/**
 * @param {string} curriculum id
 * @param {string} name of the students' store: the desk's is beside it
 * @param {import("../store/store.js").Env} [env]
 * @param {string} [lang] for the order of names
 * @returns {Promise<Desk>}
 */
export async function openDesk(curriculum, name, env = envOf(name + "|desk"), lang = undefined) {
  const store = await openStore(name + "|desk", env);
  const files = portfolios(name + "|desk", env.idb);
  const writer = env.random();
  let count = 0;
  /** What each place holds, by its JSON. @type {Map<string, Entry>} */
  let places = new Map();
  /** @type {Map<string, Row>} */
  let rows = new Map();
  /** Evidence as read, with the stamp it was read at. @type {Map<string, { stamp: string, entries: readonly Entry[] }>} */
  const evidence = new Map();
  /** @type {(() => void)[]} */
  const listeners = [];
  let busy = 0;

  /** @param {Place} place @returns {any} */
  const at = (...place) => places.get(JSON.stringify(place))?.answer;
  /** @param {Record<string, unknown>} fields @returns {Entry} */
  const stamped = (fields) => /** @type {Entry} */ ({ w: writer, n: ++count, t: env.now(), tz: env.zone(), ...fitting(fields) });

  /** Reads what the store holds now. */
  const sync = async () => {
    places = latest(store.entries());
    /** @type {Map<string, Record<string, unknown>>} */
    const fields = new Map();
    for (const { target, answer } of places.values()) {
      const [what, key, name] = target;
      if (answer === null || at("gone", key) || (what !== "row" && what !== "also")) continue;
      const of = fields.get(key) ?? {};
      if (what === "row") of[name] = answer;
      else of.also = [.../** @type {string[]} */ (of.also ?? []), name];
      fields.set(key, of);
    }
    rows = new Map([...fields].map(([key, of]) => [key, rowOf(key, of)]));
    for (const key of evidence.keys()) if (!rows.has(key)) evidence.delete(key);
    const stale = [...rows.keys()].filter((key) => evidence.get(key)?.stamp !== stampOf(key));
    const read = await Promise.all(stale.map((key) => store.read(key).catch(() => [])));
    stale.forEach((key, i) => evidence.set(key, { stamp: stampOf(key), entries: read[i] }));
  };
  /** @param {string} key */
  const stampOf = (key) => {
    const came = places.get(JSON.stringify(["came", key]));
    return came ? `${came.w} ${came.n}` : "";
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  /**
   * Something that writes: what it wrote is read and told once, at its end.
   * @template T
   * @param {() => Promise<T>} write
   */
  const during = async (write) => {
    busy += 1;
    try {
      return await write();
    } finally {
      busy -= 1;
      await sync();
      tell();
    }
  };
  let cleared = store.cleared();
  store.onChange(() => {
    // The browser cleared it: the store wrote the desk again, and the evidence is here.
    if (cleared !== store.cleared()) void during(() => Promise.all([...evidence].map(([record, { entries }]) => store.merge([...entries], { record, alias: "" }))));
    cleared = store.cleared();
    // Another tab wrote.
    if (!busy) void sync().then(tell);
  });

  const home = () => store.current() ?? { record: DESK, alias: "", saved: 0 };
  /** @param {Entry[]} entries */
  const keep = async (entries) => {
    await store.merge(entries, home());
    if (store.current()?.record !== DESK) await store.use(DESK);
  };
  /**
   * Sets places, and takes back what stood there.
   * @param {[Place, unknown][]} values null: nothing
   */
  const set = (values) => {
    const fresh = values.flatMap(([target, answer]) => {
      const before = places.get(JSON.stringify(target));
      const now = stamped({ kind: DESK, target, answer: answer ?? null });
      // Later than what it replaces, whatever the clocks of two machines say.
      if (before && now.t <= before.t) now.t = before.t + 1;
      return before ? [now, stamped({ kind: "retract", target: [before.w, before.n] })] : [now];
    });
    return keep(fresh);
  };
  /** @param {string} key @param {unknown} when */
  const stamp = (key, when) => /** @type {[Place, unknown]} */ ([["came", key], when ?? at("came", key) ?? 0]);

  /** @param {{ key: string, log: Log, also?: boolean }} of */
  const checked = ({ key, log, also }) => {
    const row = rows.get(key);
    const owner = ownerOf(log.record);
    if (log.curriculum !== curriculum) throw new Error("curriculum");
    if (!row || (owner ? owner !== key : row.record && !also)) throw new Error("record");
  };
  /** @param {string} record */
  const ownerOf = (record) => [...rows.values()].find((row) => row.record === record || row.also?.includes(record))?.key;
  /** Whose record it is from now on. @param {{ key: string, log: Log }} of @returns {[Place, unknown][]} */
  const known = ({ key, log: { record } }) => {
    if (ownerOf(record) === key) return [];
    return [[rows.get(key)?.record ? ["also", key, record] : ["row", key, "record"], rows.get(key)?.record ? true : record]];
  };

  await sync();

  /** @type {Desk} */
  const desk = {
    curriculum,
    get class() {
      const size = at("class", "size");
      const past = at("class", "past");
      return {
        title: String(at("class", "title") ?? ""),
        size: isSize(size) ? size : { ...SIZE },
        past: Array.isArray(past) ? past.filter(isMeeting) : [],
      };
    },
    setClass: (facts) => during(() => set(Object.entries(facts).map(([field, value]) => [["class", field], field === "past" && Array.isArray(value) ? value.slice(-PAST) : value]))),
    rows: () => byAlias(rows.values(), lang),
    row: (key) => rows.get(key),
    save: async (row) => (await desk.saveAll([row]))[0],
    saveAll: (all) =>
      during(async () => {
        /** @type {[Place, unknown][]} */
        const values = [];
        const keys = all.map((row) => {
          const key = row.key ?? env.random();
          const old = rows.get(key);
          const [before, now] = [old ? fieldsOf(old) : {}, fieldsOf({ ...row, key })];
          const also = (/** @type {Record<string, any>} */ { also = [] }) => /** @type {string[]} */ (also);
          // One place a record: what two tabs say of a learner's devices counts, both.
          for (const record of new Set([...also(before), ...also(now)])) if (also(before).includes(record) !== also(now).includes(record)) values.push([["also", key, record], also(now).includes(record) || null]);
          for (const field of new Set([...Object.keys(before), ...Object.keys(now)])) {
            if (field !== "also" && JSON.stringify(before[field]) !== JSON.stringify(now[field])) values.push([["row", key, field], now[field]]);
          }
          return key;
        });
        if (values.length) await set(values);
        await sync();
        return keys.map((key) => /** @type {Row} */ (rows.get(key)));
      }),
    remove: (key) =>
      during(async () => {
        const mine = [...places.values()].filter(({ target, answer }) => target[1] === key && answer !== null);
        await set([...mine.map(({ target }) => /** @type {[Place, unknown]} */ ([target, null])), [["gone", key], true]]);
        await Promise.all([store.wipe(key), files.wipe(key)]);
      }),
    entries: (key) => evidence.get(key)?.entries ?? [],
    add: (key, fields) =>
      during(async () => {
        const entry = stamped({ ...fields, by: "teacher" });
        await store.merge([entry], { record: key, alias: "" });
        await set([stamp(key, null)]);
        return entry;
      }),
    ownerOf,
    fresh: (key, log) => newTo(desk.entries(key), log).length,
    merge: async (key, log, also) => (await desk.mergeAll([{ key, log, also }]))[0],
    mergeAll: (all) =>
      during(async () => {
        // All are looked at before anything is written.
        all.forEach(checked);
        // What is here already is not asked of the browser again: the same thirty files may come every week.
        const fresh = all.map(({ key, log }) => newTo(desk.entries(key), log));
        await Promise.all(all.map(({ key }, i) => (fresh[i].length ? store.merge(fresh[i], { record: key, alias: "" }) : 0)));
        const now = env.now();
        // Each place once: of two files of one learner both say the same.
        const values = new Map(all.flatMap((of) => [...known(of), stamp(of.key, now)]).map((value) => [JSON.stringify(value[0]), value]));
        await set([...values.values()]);
        places = latest(store.entries());
        all.forEach(({ key }, i) => evidence.set(key, { stamp: stampOf(key), entries: newLog("", "", "", [...desk.entries(key), ...fresh[i]]).entries }));
        for (const { key, files: came } of all) if (came) await unpack(files, key, desk.entries(key), came);
        return fresh.map((entries) => entries.length);
      }),
    file: (key, hash) => files.get(key, hash),
    came: (key) => Number(at("came", key)) || 0,
    note: (id) => {
      const note = at("note", id);
      return Number.isInteger(note?.day) && typeof note.what === "string" ? note : undefined;
    },
    setNote: (id, note) => during(() => set([[["note", id], note]])),
    backup: () => {
      const all = [...rows.keys()].sort();
      const learners = all.map((key) => ({ format: 1, curriculum, record: rows.get(key)?.record ?? "", alias: rows.get(key)?.alias ?? "", key, entries: desk.entries(key) }));
      const entries = store.entries();
      return {
        text: `${JSON.stringify({ format: 1, desk: curriculum, entries, learners }).replace(/\{"(w|format":1,"c)/g, '\n{"$1')}\n`,
        entries: entries.length + learners.reduce((n, l) => n + l.entries.length, 0),
      };
    },
    restore: (file, back = false) =>
      during(async () => {
        const here = (/** @type {string} */ key) => !at("gone", key);
        let entries = 0;
        await keep(file.entries.filter(({ target }) => here(String(target?.[1]))));
        const there = latest(file.entries);
        /** @type {[Place, unknown][]} */
        const values = [];
        for (const { key: old, log } of file.learners) {
          if (!here(old) && !back) continue;
          // One that was removed here comes back under a new key: their old entries were taken back.
          const key = here(old) ? old : env.random();
          if (key !== old) for (const { target, answer } of there.values()) if (target[0] === "row" && target[1] === old) values.push([["row", key, target[2]], answer]);
          entries += await store.merge(log.entries, { record: key, alias: "" });
          values.push(stamp(key, there.get(JSON.stringify(["came", old]))?.answer));
        }
        places = latest(store.entries());
        if (values.length) await set(values);
        return { learners: file.learners.filter(({ key }) => back || here(key)).length, entries };
      }),
    gone: (key) => at("gone", key) === true,
    unsaved: () => {
      const last = home().saved ?? 0;
      return [...places.values()].filter((e) => e.t > last && e.answer !== null).length;
    },
    saved: () => home().saved ?? 0,
    markSaved: () => during(() => store.markSaved()),
    wipe: () =>
      during(async () => {
        for (const { record } of await store.records()) if (record !== DESK) await Promise.all([store.wipe(record), files.wipe(record)]);
        await store.wipe(DESK);
        evidence.clear();
      }),
    trouble: () => store.trouble(),
    cleared: () => store.cleared(),
    atRisk: () => store.atRisk(),
    refresh: () => store.refresh(),
    onChange: (listener) => void listeners.push(listener),
  };
  return desk;
}

/**
 * The latest entry of each place.
 * @param {readonly Entry[]} entries
 */
function latest(entries) {
  /** @type {Map<string, Entry>} */
  const places = new Map();
  for (const e of newLog("", "", "", [...entries]).entries) {
    if (e.kind !== DESK || !Array.isArray(e.target) || !e.target.every((part) => typeof part === "string")) continue;
    const place = JSON.stringify(e.target);
    const other = places.get(place);
    if (!other || other.t < e.t || (other.t === e.t && (other.w < e.w || (other.w === e.w && other.n < e.n)))) places.set(place, e);
  }
  return places;
}

/**
 * The entries of a log that are not here.
 * @param {readonly Entry[]} here
 * @param {Log} log
 */
function newTo(here, log) {
  const have = new Set(here.map(canonical));
  return log.entries.filter((entry) => !have.has(canonical(entry)));
}

/** Whether it says what groups are wanted. @param {any} size */
export function isSize(size) {
  const fits = (/** @type {unknown} */ n) => Number.isInteger(n) && Number(n) >= 1 && Number(n) <= 100;
  return size && fits(size.most) && fits(size.min) && fits(size.max) && size.min <= size.max;
}

/** Whether it is a meeting: groups, each a list of names. @param {any} meeting */
export const isMeeting = (meeting) => Array.isArray(meeting) && meeting.every((group) => Array.isArray(group) && group.every((key) => typeof key === "string"));

/** @typedef {{ entries: Entry[], learners: { key: string, log: Log }[], aside: number }} Backup a desk's file as read */

/** The longest file of a desk: thirty records of years. */
const LARGEST = 300_000_000;

/**
 * Reads the file of a desk.
 * @param {string} text
 * @param {string} curriculum
 * @returns {{ file: Backup, fault?: undefined } | { fault: "empty" | "torn" | "huge" | "not-ours" | "foreign" | "newer", file?: undefined }}
 */
export function readBackup(text, curriculum) {
  if (!text.trim()) return { fault: "empty" };
  if (text.length > LARGEST) return { fault: "huge" };
  let file;
  try {
    file = JSON.parse(text.replace(/^\ufeff+/, ""));
  } catch {
    return { fault: /^[\s\uFEFF]*\{/.test(text) ? "torn" : "not-ours" };
  }
  if (!file || typeof file !== "object" || typeof file.desk !== "string" || !Array.isArray(file.entries) || !Array.isArray(file.learners)) return { fault: "not-ours" };
  if (Number.isSafeInteger(file.format) && file.format > 1) return { fault: "newer" };
  if (file.desk !== curriculum) return { fault: "foreign" };
  let aside = 0;
  /** Each part is read as a log of its own, so that one set of bounds holds for all. @param {any} part */
  const read = (part) => {
    const { log, aside: left } = parseLog(JSON.stringify({ ...part, format: 1, curriculum, record: String(part?.record ?? ""), alias: String(part?.alias ?? "") }));
    aside += left.length;
    return log;
  };
  const { entries } = read({ entries: file.entries });
  const learners = file.learners.flatMap((/** @type {any} */ part) => (typeof part?.key === "string" && part.key.length <= 64 && Array.isArray(part.entries) ? [{ key: part.key, log: read(part) }] : []));
  return { file: { entries, learners, aside } };
}

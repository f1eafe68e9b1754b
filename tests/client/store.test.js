// The learner's log in the browser: nothing is lost, whatever the browser refuses and however many tabs write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { memoryKeys } from "../../themes/trail/client/store/keyed.js";
import { openBackend, openStore, unknown } from "../../themes/trail/client/store/store.js";

let ids = 0;

/** Surroundings of one tab; tabs that share `idb` and `local` share a browser. */
function tab(over = {}) {
  let clock = 1000;
  return { idb: new IDBFactory(), local: memoryKeys(), now: () => ++clock, zone: () => 60, random: () => `id${++ids}`, channel: null, ...over };
}

const refused = {
  open() {
    throw new DOMException("no", "SecurityError");
  },
};

/** Storage that has room for some keys only. @param {(key: string) => boolean} fits */
const narrow = (fits) => {
  const keys = memoryKeys();
  return {
    ...keys,
    get length() {
      return keys.length;
    },
    setItem(key, value) {
      if (!fits(key)) throw new DOMException("full", "QuotaExceededError");
      keys.setItem(key, value);
    },
  };
};

const full = () => narrow((key) => !key.includes("|e|"));

test("an entry is there after a reload, with its stamps", async () => {
  const env = tab();
  const store = await openStore("c", env);
  assert.equal(store.current(), null, "no record before there is something to keep");
  await store.append({ kind: "claim", objective: "halves", note: undefined });
  const again = await openStore("c", { ...env });
  const [entry] = again.entries();
  assert.deepEqual(Object.keys(entry).sort(), ["by", "kind", "n", "objective", "t", "tz", "w"]);
  assert.equal(again.current().record, store.current().record);
});

test("an entry is with the browser in the task that made it: the page may end with the next", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "opened", lesson: "a" });
  let later = false;
  setImmediate(() => (later = true));
  const handed = [];
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, ...key) {
    handed.push([value.kind, later]);
    return put.call(this, value, ...key);
  };
  const kept = store.append({ kind: "answer", correct: true });
  await kept.finally(() => (IDBObjectStore.prototype.put = put));
  assert.deepEqual(handed, [["answer", false]]);
});

test("two tabs that begin at once agree on one record and keep both entries", async () => {
  const env = tab();
  const [a, b] = await Promise.all([openStore("c", { ...env }), openStore("c", { ...env })]);
  await Promise.all([a.append({ kind: "wonder", note: "a" }), b.append({ kind: "wonder", note: "b" })]);
  assert.equal((await a.records()).length, 1);
  await a.refresh();
  assert.deepEqual(a.entries().map((e) => e.note).sort(), ["a", "b"]);
  assert.equal(new Set(a.entries().map((e) => e.w)).size, 2, "each tab has its own writer");
});

test("curricula do not see each other", async () => {
  const env = tab();
  await (await openStore("one", env)).append({ kind: "claim", objective: "x" });
  assert.equal((await openStore("two", env)).entries().length, 0);
});

test("another alias has its own log, and the choice of alias outlives the page", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "mine" });
  await store.rename("Amina");
  await store.create("Leo");
  await store.append({ kind: "wonder", note: "yours" });
  const again = await openStore("c", env);
  assert.equal(again.current().alias, "Leo");
  assert.deepEqual(again.entries().map((e) => e.note), ["yours"]);
  await again.use((await again.records()).find((r) => r.alias === "Amina").record);
  assert.deepEqual(again.entries().map((e) => e.note), ["mine"]);
});

test("IndexedDB refused: localStorage keeps it, and it moves home later", async () => {
  const env = tab({ idb: refused });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "kept" });
  assert.equal(store.trouble(), null);
  const later = await openStore("c", { ...env, idb: new IDBFactory() });
  assert.deepEqual(later.entries().map((e) => e.note), ["kept"]);
  assert.equal(env.local.length, 0, "and is not kept twice");
});

test("an IndexedDB that never answers does not stop the page", async () => {
  const env = tab({ idb: { open: () => ({}) }, patience: 20 });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "kept" });
  assert.equal((await openStore("c", { ...env, patience: 20 })).entries().length, 1);
});

test("everything refused: the page works, says so, and knows what is at risk", async () => {
  const store = await openStore("c", tab({ idb: null, local: null }));
  assert.equal(store.atRisk(), false, "nothing done, nothing to lose");
  await store.append({ kind: "wonder", note: "x" });
  assert.equal(store.trouble(), "memory");
  assert.equal(store.atRisk(), true);
  await store.markSaved();
  assert.equal(store.atRisk(), false);
});

test("storage full: the entry stays in memory, is said, and is written when there is room", async () => {
  const local = full();
  const env = tab({ idb: refused, local });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "first" });
  assert.equal(store.trouble(), "unsaved");
  assert.equal(store.atRisk(), true);
  assert.equal(store.entries().length, 1);
  await store.refresh();
  assert.equal(store.entries().length, 1, "reading again does not lose it");
  const roomy = memoryKeys();
  local.setItem = (key, value) => roomy.setItem(key, value);
  await store.append({ kind: "wonder", note: "second" });
  assert.equal(store.trouble(), null);
  assert.equal([...Array(roomy.length).keys()].map((i) => roomy.key(i)).filter((k) => k.includes("|e|")).length, 2);
});

test("merging is set union: twice is once, and two contents under one key are both kept", async () => {
  const env = tab();
  const store = await openStore("c", env);
  const one = { w: "v", n: 1, t: 5, kind: "wonder", note: "a" };
  const same = { kind: "wonder", note: "a", t: 5, n: 1, w: "v" };
  const other = { w: "v", n: 1, t: 5, kind: "wonder", note: "b" };
  assert.equal(await store.merge([one, same, other]), 2);
  assert.equal(await store.merge([other, one]), 0);
  assert.equal((await openStore("c", env)).entries().length, 2);
  assert.deepEqual(await unknown([other], [other], async () => []), []);
});

test("what is taken back leaves the device, and does not come back with an old file", async () => {
  const env = tab();
  const store = await openStore("c", env);
  const secret = await store.append({ kind: "wonder", note: "secret" });
  await store.append({ kind: "retract", target: [secret.w, secret.n] });
  const text = JSON.stringify((await openStore("c", env)).entries());
  assert.ok(!text.includes("secret"));
  await store.merge([secret]);
  assert.ok(!JSON.stringify((await openStore("c", env)).entries()).includes("secret"));
});

test("wiping one learner leaves the others", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "stay" });
  const stay = store.current().record;
  const gone = await store.create("Leo");
  await store.append({ kind: "wonder", note: "go" });
  await store.wipe(gone.record);
  const again = await openStore("c", env);
  assert.deepEqual((await again.records()).map((r) => r.record), [stay]);
  assert.equal(again.current(), null, "nobody is chosen for the next one who sits down");
  assert.deepEqual(await again.read(gone.record), []);
});

test("other tabs hear of a change and of a switch", async () => {
  const ends = [];
  const channel = () => {
    const end = { onmessage: null, postMessage: (data) => ends.forEach((e) => e !== end && e.onmessage?.({ data })) };
    ends.push(end);
    return end;
  };
  const env = tab();
  const a = await openStore("c", { ...env, channel: channel() });
  const b = await openStore("c", { ...env, channel: channel() });
  const heard = new Promise((ok) => b.onChange(ok));
  await a.append({ kind: "wonder", note: "x" });
  await heard;
  assert.equal(b.entries().length, 1);
});

test("a record that could not be made at once is found again once there is room", async () => {
  let room = false;
  const env = tab({ idb: refused, local: narrow((key) => room || key.endsWith("|probe")) });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "first" });
  await store.refresh();
  assert.equal(store.entries().length, 1, "reading again does not lose it");
  assert.equal(store.trouble(), "unsaved");
  room = true;
  await store.append({ kind: "wonder", note: "second" });
  assert.equal(store.trouble(), null);
  const again = await openStore("c", env);
  assert.deepEqual(again.entries().map((e) => e.note), ["first", "second"]);
});

test("what another tab takes back goes from this one too", async () => {
  const env = tab();
  const a = await openStore("c", env);
  const secret = await a.append({ kind: "wonder", note: "secret" });
  const b = await openStore("c", env);
  let heard = 0;
  b.onChange(() => heard++);
  await b.refresh();
  assert.equal(heard, 0, "nothing changed");
  await a.append({ kind: "retract", target: [secret.w, secret.n] });
  await b.refresh();
  assert.equal(heard, 1);
  assert.deepEqual(b.entries().map((e) => e.kind), ["retract"]);
});

test("a record whose name begins like another's keeps to itself", async () => {
  const env = tab({ idb: refused });
  const store = await openStore("c", env);
  await store.merge([{ w: "v", n: 1, t: 5, kind: "wonder", note: "mine" }], { record: "r", alias: "", saved: 0 });
  await store.merge([{ w: "v", n: 1, t: 5, kind: "wonder", note: "theirs" }], { record: "r|v", alias: "", saved: 0 });
  assert.deepEqual((await store.read("r")).map((e) => e.note), ["mine"]);
  await store.wipe("r");
  assert.deepEqual((await store.read("r|v")).map((e) => e.note), ["theirs"]);
});

for (const [where, over] of [
  ["IndexedDB", {}],
  ["localStorage", { idb: refused }],
]) {
  test(`two tabs that take in different files at once keep both of two entries under one key, in ${where}`, async () => {
    const env = tab(over);
    const a = await openStore("c", env);
    const rec = { record: "r", alias: "Amina", saved: 0 };
    await a.merge([], rec);
    await a.use("r");
    const b = await openStore("c", { ...env });
    const entry = (note) => ({ w: "v", n: 1, t: 5, kind: "wonder", note });
    await Promise.all([a.merge([entry("one"), entry("both")], rec), b.merge([entry("two"), entry("both")], rec)]);
    const again = await openStore("c", { ...env });
    assert.deepEqual(again.entries().map((e) => e.note).sort(), ["both", "one", "two"]);
  });

  test(`what a file takes back leaves the disk, in a record that is not the current one too, in ${where}`, async () => {
    const env = tab(over);
    const store = await openStore("c", env);
    const secret = { w: "v", n: 1, t: 5, kind: "wonder", note: "secret" };
    const retract = { w: "v", n: 2, t: 6, kind: "retract", target: ["v", 1] };
    const other = { record: "other", alias: "Leo", saved: 0 };
    await store.append({ kind: "wonder", note: "mine" });
    await store.merge([secret], other);
    assert.equal(await store.merge([retract, secret], other), 1);
    const backend = await openBackend("c", env);
    assert.deepEqual((await backend.entries("other")).map((e) => e.kind), ["retract"]);
    // Left there by another tab, at the same moment: gone with the next reading.
    await backend.put("other", [{ copy: 7, entry: secret }]);
    await store.use("other");
    assert.deepEqual((await backend.entries("other")).map((e) => e.kind), ["retract"]);
    assert.deepEqual(store.entries().map((e) => e.kind), ["retract"]);
  });
}

test("entries made to look alike by number are both kept", async () => {
  const entry = (note) => ({ w: "v", n: 1, t: 5, kind: "wonder", note });
  const [{ copy }] = await unknown([], [entry("a")], async () => []);
  const [beside] = await unknown([entry("b")], [entry("a")], async () => [{ copy, entry: entry("b") }]);
  assert.notEqual(beside.copy, copy);
});

for (const [where, over] of [
  ["IndexedDB", {}],
  ["localStorage", { idb: refused }],
]) {
  test(`what is taken back goes with all its contents, and no other entry goes with it, in ${where}`, async () => {
    const env = tab(over);
    const store = await openStore("c", env);
    const wonder = (w, n, note) => ({ w, n, t: 5, kind: "wonder", note });
    await store.merge([wonder("v", 1, "one"), wonder("v", 1, "two"), wonder("v|1", 5, "odd"), wonder("v", 10, "ten")]);
    await store.merge([{ w: "x", n: 1, t: 6, kind: "retract", target: ["v", 1] }]);
    const again = await openStore("c", { ...env });
    assert.deepEqual(again.entries().flatMap((e) => e.note ?? []).sort(), ["odd", "ten"]);
  });
}

test("a newer site in another tab may upgrade, and this tab goes on writing after it", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "before" });
  await new Promise((ok, no) => {
    const upgrade = env.idb.open("c", 2);
    upgrade.onsuccess = () => ok(upgrade.result.close());
    upgrade.onerror = upgrade.onblocked = no;
  });
  await store.append({ kind: "wonder", note: "after" });
  assert.equal(store.trouble(), null);
  assert.deepEqual((await openStore("c", env)).entries().map((e) => e.note).sort(), ["after", "before"]);
});

test("no room for a new alias: the page goes on with it, says so, and writes it when there is room", async () => {
  let room = true;
  const env = tab({ idb: refused, local: narrow((key) => room || key.endsWith("|probe")) });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "mine" });
  room = false;
  await store.create("Robin");
  assert.deepEqual([store.current().alias, store.trouble(), store.atRisk()], ["Robin", "unsaved", true]);
  await store.append({ kind: "wonder", note: "yours" });
  await store.refresh();
  assert.deepEqual(store.entries().map((e) => e.note), ["yours"]);
  assert.deepEqual((await store.records()).map((r) => r.alias).sort(), ["", "Robin"]);
  await store.merge([{ w: "v", n: 1, t: 5, kind: "wonder", note: "a friend's" }], { record: "f", alias: "Friend", saved: 0 });
  assert.deepEqual((await store.read("f")).map((e) => e.note), ["a friend's"]);
  room = true;
  await store.append({ kind: "wonder", note: "more" });
  assert.equal(store.trouble(), null);
  const again = await openStore("c", env);
  assert.equal(again.current().alias, "Robin");
  assert.deepEqual(again.entries().map((e) => e.note).sort(), ["more", "yours"]);
  assert.equal((await again.records()).length, 3);
});

/** A browser's databases, which it can close and clear under the pages that hold them, as browsers do it. */
function clearable() {
  const idb = new IDBFactory();
  /** @type {Set<IDBDatabase>} */
  const open = new Set();
  return {
    /** @param {Parameters<IDBFactory["open"]>} args */
    open(...args) {
      const request = idb.open(...args);
      request.addEventListener("success", () => open.add(request.result));
      return request;
    },
    async clear(keep = false) {
      const all = [...open];
      open.clear();
      for (const db of all) db.close();
      if (!keep) for (const { name } of await idb.databases()) await new Promise((ok) => (idb.deleteDatabase(name).onsuccess = ok));
      for (const db of all) db.onclose?.(new Event("close"));
    },
  };
}

/** Until everything that was begun has settled. */
const quiet = () => new Promise((ok) => setTimeout(ok, 60));

/** Channels between the tabs of one browser. */
function channels() {
  const ends = [];
  return () => {
    const end = { onmessage: null, postMessage: (data) => ends.forEach((e) => e !== end && e.onmessage?.({ data })) };
    ends.push(end);
    return end;
  };
}

test("the browser clears it all under two open pages: both write what they hold, one record is there, each entry once, and it is known", async () => {
  const [idb, channel] = [clearable(), channels()];
  const env = tab({ idb });
  const a = await openStore("c", { ...env, channel: channel() });
  await a.append({ kind: "wonder", note: "one" });
  await a.rename("Amina");
  await a.markSaved();
  const b = await openStore("c", { ...env, channel: channel() });
  await b.append({ kind: "wonder", note: "two" });
  await quiet();
  const { record, saved } = a.current();
  assert.equal(a.cleared(), null);
  await idb.clear();
  await quiet();
  for (const store of [a, b]) assert.ok(store.cleared(), "each page knows");
  await b.append({ kind: "wonder", note: "three" });
  await quiet();
  const again = await openStore("c", { ...env });
  assert.deepEqual(await again.records(), [{ record, alias: "Amina", saved }]);
  assert.equal(again.current().record, record);
  for (const store of [a, b, again]) {
    assert.deepEqual(store.entries().map((e) => e.note).sort(), ["one", "three", "two"]);
    assert.equal(store.trouble(), null);
    assert.equal(store.atRisk(), false);
  }
});

test("closed and not cleared: nothing is said, nothing is twice", async () => {
  const idb = clearable();
  const env = tab({ idb });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "one" });
  await idb.clear(true);
  await quiet();
  await store.append({ kind: "wonder", note: "two" });
  assert.deepEqual([store.cleared(), store.trouble()], [null, null]);
  assert.deepEqual((await openStore("c", env)).entries().map((e) => e.note), ["one", "two"]);
});

test("cleared while an entry is being written: it is there too, with all before it", async () => {
  const idb = clearable();
  const env = tab({ idb });
  const store = await openStore("c", env);
  for (const note of ["one", "two"]) await store.append({ kind: "wonder", note });
  await Promise.all([store.append({ kind: "wonder", note: "three" }), idb.clear(), store.append({ kind: "wonder", note: "four" })]);
  await quiet();
  const again = await openStore("c", env);
  assert.deepEqual(again.entries().map((e) => e.note), ["one", "two", "three", "four"]);
  assert.equal((await again.records()).length, 1);
  assert.equal(store.trouble(), null);
});

test("cleared, and for a while nothing can be opened: what is held is at risk, is written when it can be, and only then is it said", async () => {
  const idb = clearable();
  let shut = false;
  const env = tab({ idb: { open: (...args) => (shut ? refused.open() : idb.open(...args)) } });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "one" });
  shut = true;
  await idb.clear();
  await quiet();
  assert.deepEqual([store.atRisk(), store.trouble(), store.cleared()], [true, "unsaved", null]);
  await store.append({ kind: "wonder", note: "two" });
  shut = false;
  for (let i = 0; i < 40 && store.trouble(); i++) await quiet();
  assert.ok(store.cleared());
  assert.deepEqual((await openStore("c", env)).entries().map((e) => e.note), ["one", "two"]);
});

test("a record of years is whole again after a clearing, what was taken back stays gone, and it is quick to read once more", async () => {
  const idb = clearable();
  const env = tab({ idb });
  const store = await openStore("c", env);
  const entry = (n) => ({ w: "v", n, t: n, kind: "wonder", note: `${n}` });
  await store.merge(Array.from({ length: 500 }, (_, n) => entry(n)));
  await store.merge([{ w: "x", n: 1, t: 6, kind: "retract", target: ["v", 7] }]);
  await openStore("c", env);
  await idb.clear();
  await quiet();
  await store.append({ kind: "wonder", note: "after" });
  for (const _ of [1, 2]) {
    const again = await openStore("c", env);
    assert.equal(again.entries().length, 501);
    assert.ok(!again.entries().some((e) => e.w === "v" && e.n === 7));
  }
});

for (const [where, over] of [
  ["IndexedDB", () => ({ idb: clearable() })],
  ["localStorage", () => ({ idb: refused })],
]) {
  test(`what somebody wipes stays wiped, whatever other pages hold and whatever the browser closes, in ${where}`, async () => {
    const env = tab(over());
    const a = await openStore("c", { ...env });
    await a.append({ kind: "wonder", note: "secret" });
    const b = await openStore("c", { ...env });
    await a.wipe(a.current().record);
    await env.idb.clear?.(true);
    await quiet();
    await b.refresh(true);
    assert.deepEqual([b.current(), b.entries(), b.cleared()], [null, [], null]);
    assert.deepEqual(await (await openStore("c", env)).records(), []);
  });
}

test("localStorage cleared under a page: what it holds is written again", async () => {
  const env = tab({ idb: refused });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "one" });
  for (let i = env.local.length; i--; ) env.local.removeItem(env.local.key(i));
  await store.refresh(true);
  assert.ok(store.cleared());
  await store.append({ kind: "wonder", note: "two" });
  assert.deepEqual((await openStore("c", env)).entries().map((e) => e.note).sort(), ["one", "two"]);
});

test("who else was here is known, and who began in the meantime stands beside", async () => {
  const idb = clearable();
  const env = tab({ idb });
  const first = await openStore("c", { ...env });
  await first.append({ kind: "wonder", note: "Leo's" });
  await first.create("Amina");
  const a = await openStore("c", { ...env });
  await a.append({ kind: "wonder", note: "mine" });
  const { record } = a.current();
  await idb.clear();
  const c = await openStore("c", { ...env });
  await c.append({ kind: "wonder", note: "new" });
  await quiet();
  assert.deepEqual(a.cleared(), { known: 2 });
  const again = await openStore("c", env);
  assert.equal(again.current().record, record);
  assert.deepEqual(again.entries().map((e) => e.note), ["mine"]);
  const others = (await again.records()).filter((r) => r.record !== record);
  assert.ok((await Promise.all(others.map((r) => again.read(r.record)))).flat().some((e) => e.note === "new"));
});

test("cleared under two pages of a device that others use too: both know how many were here", async () => {
  const [idb, channel] = [clearable(), channels()];
  const env = tab({ idb });
  const a = await openStore("c", { ...env, channel: channel() });
  await a.append({ kind: "wonder", note: "Leo's" });
  await a.create("Amina");
  await a.append({ kind: "wonder", note: "mine" });
  const b = await openStore("c", { ...env, channel: channel() });
  await quiet();
  await idb.clear();
  await quiet();
  assert.deepEqual([a.cleared(), b.cleared()], [{ known: 2 }, { known: 2 }]);
});

test("a page that wipes and is closed in the middle: no other page writes again what it holds", async () => {
  const idb = clearable();
  const env = tab({ idb });
  const other = await openStore("c", env);
  await other.append({ kind: "wonder", note: "secret" });
  let closed = false;
  const dying = {
    open(...args) {
      const request = idb.open(...args);
      request.addEventListener("success", () => {
        const db = request.result;
        const begin = db.transaction.bind(db);
        db.transaction = (stores, mode) => {
          if (closed) throw new DOMException("closed", "InvalidStateError");
          closed = mode === "readwrite" && stores.includes("records");
          return begin(stores, mode);
        };
      });
      return request;
    },
  };
  const one = await openStore("c", { ...env, idb: dying });
  await one.wipe(one.current().record).catch(() => {});
  await other.refresh();
  assert.deepEqual([other.current(), other.entries()], [null, []]);
  assert.deepEqual(await (await openStore("c", env)).records(), []);
});

test("wiping where there is no room for a mark: it is gone all the same, and the page says so", async () => {
  const env = tab({ idb: refused, local: narrow((key) => !key.includes("|wiped|")) });
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "secret" });
  await store.wipe(store.current().record);
  assert.deepEqual([store.current(), store.entries()], [null, []]);
  assert.deepEqual(await (await openStore("c", env)).records(), []);
});

test("two entries under one key, of which another page brought one back from a file: after a clearing both are there", async () => {
  const env = tab({ idb: refused });
  const store = await openStore("c", env);
  const [one, two] = [1, 2].map((t) => ({ w: "v", n: 1, t, kind: "wonder", note: `${t}` }));
  await store.merge([one, two]);
  for (let i = env.local.length; i--; ) env.local.removeItem(env.local.key(i));
  await (await openStore("c", env)).merge([one], store.current());
  await store.refresh(true);
  assert.deepEqual((await openStore("c", env)).entries().map((e) => e.note).sort(), ["1", "2"]);
});

test("a database with no room for a mark: what is wiped is gone all the same", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "secret" });
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    if (key?.[0] === "wiped") throw new DOMException("full", "QuotaExceededError");
    return put.call(this, value, ...(key === undefined ? [] : [key]));
  };
  await store.wipe(store.current().record).finally(() => (IDBObjectStore.prototype.put = put));
  assert.deepEqual([store.current(), store.entries()], [null, []]);
  assert.deepEqual(await (await openStore("c", env)).records(), []);
});

test("what was saved is saved until then: what came while its parts were handed over is in no file", async () => {
  const env = tab();
  const store = await openStore("c", env);
  await store.append({ kind: "wonder", note: "one" });
  const then = env.now();
  await store.append({ kind: "wonder", note: "two" });
  await store.markSaved(then);
  assert.deepEqual(store.entries().filter((e) => e.t > store.current().saved).map((e) => e.note), ["two"]);
});

// The teacher's desk in the browser: nothing is lost or overwritten, two tabs agree, a backup brings all of it back.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDesk, readBackup } from "../../themes/trail/client/desk/desk.js";
import { rowOf } from "../../themes/trail/client/desk/roster.js";
import { newLog } from "../../themes/trail/client/engine/evidence.js";
import { memoryKeys } from "../../themes/trail/client/store/keyed.js";

let ids = 0;
let clock = 1000;

/** A browser; each tab in it is opened on its own. Tabs hear of each other. */
function browser(over = {}) {
  const shared = { idb: new IDBFactory(), local: memoryKeys() };
  /** @type {any[]} */
  const channels = [];
  return () => {
    const channel = { onmessage: null, postMessage: () => channels.forEach((c) => c !== channel && setTimeout(() => c.onmessage?.({}))) };
    channels.push(channel);
    return openDesk("c", "wend:c", { ...shared, now: () => ++clock, zone: () => 60, random: () => `id${++ids}`, channel, ...over });
  };
}

const learner = (alias, fields = {}) => ({ ...rowOf("", { alias, ...fields }), key: undefined });
const entry = (n, fields = {}) => ({ w: "pupil", n, t: 500 + n, kind: "claim", objective: "x", ...fields });
const log = (record, entries, curriculum = "c") => newLog(curriculum, record, "amina", entries);
const eventually = async (check) => {
  for (let i = 0; i < 100; i++) {
    try {
      return check();
    } catch {
      await new Promise((ok) => setTimeout(ok, 10));
    }
  }
  check();
};

test("a row is there after a reload, and what is no value of its field is not kept", async () => {
  const tab = browser();
  const desk = await tab();
  const { key } = await desk.save(learner("Amina", { groups: ["red"], interests: { music: 0.5, "": 3 }, support: "much", weekly_minutes: 90, "path.deadline": "2027-02-30" }));
  const row = (await tab()).row(key);
  assert.deepEqual(row, { key, alias: "Amina", groups: ["red"], interests: { music: 0.5 }, avoid: [], known: [], form: [], weekly_minutes: 90, path: { goals: [], pin: [], exclude: [] } });
});

test("two tabs that give a learner a device each keep both, and a class file's list of them comes back", async () => {
  const tab = browser();
  const one = await tab();
  const { key } = await one.save(learner("Amina", { record: "r1" }));
  const two = await tab();
  const [a, b] = [one.row(key), two.row(key)];
  await Promise.all([one.save({ ...a, also: ["r2"] }), two.save({ ...b, also: ["r3"], note: "drums" })]);
  await eventually(() => {
    for (const desk of [one, two]) assert.deepEqual([desk.row(key).also.toSorted(), desk.row(key).note, desk.ownerOf("r2"), desk.ownerOf("r3")], [["r2", "r3"], "drums", key, key]);
  });
  await one.save({ ...one.row(key), also: ["r3"] });
  assert.deepEqual([one.row(key).also, one.ownerOf("r2")], [["r3"], undefined]);
});

test("two tabs that change different fields of one row keep both changes, and each sees the other's", async () => {
  const tab = browser();
  const one = await tab();
  const { key } = await one.save(learner("Amina"));
  const two = await tab();
  const [a, b] = [one.row(key), two.row(key)];
  await Promise.all([one.save({ ...a, note: "drums" }), two.save({ ...b, weekly_minutes: 60 })]);
  await eventually(() => {
    for (const desk of [one, two]) assert.deepEqual([desk.row(key).note, desk.row(key).weekly_minutes], ["drums", 60]);
  });
});

test("a later change counts, even where the clock went back, and its old text leaves the browser", async () => {
  const tab = browser();
  const desk = await tab();
  const row = await desk.save(learner("Amina", { private_note: "old secret" }));
  clock -= 500;
  await desk.save({ ...row, private_note: "new" });
  clock += 500;
  assert.equal((await tab()).row(row.key).private_note, "new");
  assert.ok(!desk.backup().text.includes("old secret"));
});

test("files of a learner are put together, none replaces another, and another learner's is refused", async () => {
  const desk = await browser()();
  const { key } = await desk.save(learner("Amina"));
  assert.equal(await desk.merge(key, log("r", [entry(1), entry(2)])), 2);
  assert.equal(await desk.merge(key, log("r", [entry(1), entry(3)])), 1);
  assert.equal(await desk.merge(key, log("r", [entry(1)])), 0);
  assert.deepEqual(desk.entries(key).map((e) => e.n).sort(), [1, 2, 3]);
  assert.equal(desk.row(key).record, "r");
  await assert.rejects(desk.merge(key, log("other", [entry(9)])), /record/);
  await assert.rejects(desk.merge(key, log("r", [entry(9)], "d")), /curriculum/);
  assert.equal(desk.entries(key).length, 3);
});

test("what the teacher adds is evidence by the teacher, what the desk notes is not", async () => {
  const tab = browser();
  const desk = await tab();
  const { key } = await desk.save(learner("Amina"));
  await desk.add(key, { kind: "credit", objective: "x", note: "saw it" });
  await desk.setNote("meet-" + key, { day: 3, what: "done" });
  const again = await tab();
  assert.deepEqual(again.entries(key).map(({ kind, by, note }) => [kind, by, note]), [["credit", "teacher", "saw it"]]);
  assert.deepEqual(again.note("meet-" + key), { day: 3, what: "done" });
});

test("another tab sees evidence that came in", async () => {
  const tab = browser();
  const [one, two] = [await tab(), await tab()];
  const { key } = await one.save(learner("Amina"));
  await eventually(() => assert.ok(two.row(key)));
  await one.merge(key, log("r", [entry(1)]));
  await eventually(() => assert.equal(two.entries(key).length, 1));
});

test("who is removed leaves nothing behind", async () => {
  const tab = browser();
  const desk = await tab();
  const { key } = await desk.save(learner("Amina", { private_note: "hush" }));
  await desk.merge(key, log("r", [entry(1, { note: "mine" })]));
  await desk.remove(key);
  const again = await tab();
  assert.deepEqual([again.rows(), again.entries(key), again.gone(key)], [[], [], true]);
  assert.doesNotMatch(again.backup().text, /hush|mine|Amina/);
});

test("a backup brings everything to another browser; put in twice it changes nothing; a removed learner comes back when asked", async () => {
  const desk = await browser()();
  const { key } = await desk.save(learner("Amina", { private_note: "hush", groups: ["red"] }));
  await desk.save(learner("Leo"));
  await desk.merge(key, log("r", [entry(1, { odd: { kept: true } })]));
  await desk.setClass({ title: "5b", size: { most: 3, min: 2, max: 4 } });
  const { file } = readBackup(desk.backup().text, "c");

  const other = await browser()();
  await other.save(learner("Zoe"));
  assert.deepEqual(await other.restore(file), { learners: 2, entries: 1 });
  assert.deepEqual((await other.restore(file)).entries, 0);
  assert.deepEqual(other.rows().map((r) => r.alias), ["Amina", "Leo", "Zoe"]);
  assert.deepEqual(other.row(key), desk.row(key));
  assert.deepEqual(other.entries(key), desk.entries(key));
  assert.deepEqual(other.class, { title: "5b", size: { most: 3, min: 2, max: 4 }, past: [] });

  await other.remove(key);
  await other.restore(file);
  assert.deepEqual(other.rows().map((r) => r.alias), ["Leo", "Zoe"]);
  await other.restore(file, true);
  const back = other.rows().find((r) => r.alias === "Amina");
  assert.deepEqual([back.private_note, back.record, other.entries(back.key).length], ["hush", "r", 1]);
});

test("a newer change is not undone by an older backup", async () => {
  const desk = await browser()();
  const row = await desk.save(learner("Amina", { note: "before" }));
  const { file } = readBackup(desk.backup().text, "c");
  await desk.save({ ...row, note: "after" });
  await desk.restore(file);
  assert.equal(desk.row(row.key).note, "after");
});

for (const [fault, text] of Object.entries({
  empty: " ",
  torn: '{"format":1,"desk":"c","ent',
  "not-ours": '{"format":1,"curriculum":"c","record":"r","entries":[]}',
  foreign: '{"format":1,"desk":"d","entries":[],"learners":[]}',
  newer: '{"format":2,"desk":"c","entries":[],"learners":[]}',
})) {
  test(`a backup that is ${fault} is called ${fault}`, () => assert.equal(readBackup(text, "c").fault, fault));
}

test("storage refused: the desk works in memory, and says so", async () => {
  const refuse = () => {
    throw new DOMException("no", "SecurityError");
  };
  const desk = await browser({ idb: { open: refuse }, local: null })();
  const { key } = await desk.save(learner("Amina"));
  await desk.add(key, { kind: "observation", objective: "x" });
  assert.equal(desk.entries(key).length, 1);
  assert.equal(desk.trouble(), "memory");
  assert.ok(desk.atRisk());
});

test("pictures of a portfolio come with their record, only as what their hash says, and go with the learner; a browser that refuses has them for now", async () => {
  const bytes = new TextEncoder().encode("a picture");
  const hash = createHash("sha256").update(bytes).digest("hex");
  const other = hash.replace(/./g, "0");
  const made = (n, hash) => entry(n, { kind: "product", by: "learner", answer: { file: { name: "a.png", type: "image/png", size: 9, hash } } });
  const files = { [`file:${hash}`]: btoa("a picture"), [`file:${other}`]: btoa("something else"), "file:unnamed": btoa("x") };
  for (const over of [{}, { idb: null }]) {
    const desk = await browser(over)();
    const { key } = await desk.save(learner("Amina"));
    await desk.mergeAll([{ key, log: log("r1", [made(1, hash), made(2, other)]), files }]);
    assert.deepEqual(await desk.file(key, hash), bytes);
    assert.equal(await desk.file(key, other), undefined);
    await desk.remove(key);
    assert.equal(await desk.file(key, hash), undefined);
  }
});

test("wiped, nothing is left", async () => {
  const tab = browser();
  const desk = await tab();
  const { key } = await desk.save(learner("Amina"));
  await desk.add(key, { kind: "credit", objective: "x" });
  await desk.wipe();
  const again = await tab();
  assert.deepEqual([desk.rows(), again.rows(), again.entries(key)], [[], [], []]);
});

test("a second device's record is put in only where a person said whose it is, and known from then on", async () => {
  const desk = await browser()();
  const { key } = await desk.save(learner("Amina"));
  await desk.merge(key, log("tablet", [entry(1)]));
  await assert.rejects(desk.merge(key, log("phone", [entry(2)])), /record/);
  await desk.merge(key, log("phone", [entry(2)]), true);
  assert.equal(await desk.merge(key, log("phone", [entry(2), entry(3)])), 1);
  assert.deepEqual([desk.ownerOf("tablet"), desk.ownerOf("phone"), desk.ownerOf("x")], [key, key, undefined]);
  assert.equal(desk.row(key).record, "tablet");
});

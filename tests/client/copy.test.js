// The copy by which a long record is read quickly (`store/idb`): with it a record says what it says without it, whoever wrote,
// whatever was taken back, and when the copy was made.

import assert from "node:assert/strict";
import { test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { openIdb } from "../../themes/trail/client/store/idb.js";
import { openStore } from "../../themes/trail/client/store/store.js";

const HISTORIES = 6;
const STEPS = 40;
/** More than are read one by one. */
const MANY = 260;

/** The same dice for the same seed (Park and Miller). */
function dice(seed) {
  let state = (seed * 7919 + 1) % 2147483647;
  return (sides) => (state = (state * 48271) % 2147483647) % sides;
}

const done = (request) => new Promise((ok, no) => ((request.onsuccess = () => ok(request.result)), (request.onerror = () => no(request.error))));

/** What stands in the database itself: the entries one by one, and those of the copy. */
async function raw(idb, record) {
  const db = await done(idb.open("c"));
  const tx = db.transaction(["entries", "device"]);
  const [entries, packed] = await Promise.all([done(tx.objectStore("entries").getAll(IDBKeyRange.bound([record], [record, []]))), done(tx.objectStore("device").get(["packed", record]))]);
  db.close();
  return { entries, packed: JSON.parse(`[${packed?.text ?? ""}]`) };
}

/** A page of an earlier site writes: it knows of no copy. */
async function earlier(idb, record, entry) {
  const db = await done(idb.open("c"));
  await done(db.transaction("entries", "readwrite").objectStore("entries").put(entry, [record, entry.w, entry.n, 1]));
  db.close();
}

const sorted = (entries) => entries.map(canonical).sort();

test("with the copy and without it, a record is the same", async () => {
  let copied = 0;
  let takenBack = 0;
  for (let seed = 0; seed < HISTORIES; seed += 1) {
    const roll = dice(seed);
    const idb = new IDBFactory();
    let ids = 0;
    // Clocks that jump, by years too.
    const env = () => ({ idb, local: null, now: () => 1e12 + roll(10) * 1e10 - roll(2) * 1e11, zone: () => 60, random: () => `id${seed}-${++ids}`, channel: null });
    const tabs = [await openStore("c", env()), await openStore("c", env())];
    const first = await tabs[0].append({ kind: "goal", note: "begin" });
    const { record } = tabs[0].current();
    await tabs[1].refresh();
    let n = 0;
    const late = (count) => Array.from({ length: count }, () => ({ w: `device${roll(9)}`, n: (n += 1), t: roll(2e12), kind: "wonder", note: `late ${n}`, ...(roll(9) === 0 && { odd: { deep: ["\ud83c\udf35", n] } }) }));
    await tabs[0].merge(late(MANY));
    for (let step = 0; step < STEPS; step += 1) {
      const tab = tabs[roll(2)];
      const here = tab.entries();
      const old = here[roll(here.length)] ?? first;
      const what = roll(12);
      if (what < 3) await tab.append({ kind: "wonder", note: `${step}` });
      else if (what === 3) await tab.merge(late(1 + roll(5)));
      else if (what === 4) await tab.merge(late(roll(3) ? 7 : MANY));
      else if (what === 5) await tab.merge([{ ...old, kind: "wonder", note: `other words ${step}` }]);
      else if (what === 6 && old.kind !== "retract") {
        await tab.append({ kind: "retract", target: [old.w, old.n] });
        takenBack += 1;
      } else if (what === 7) await earlier(idb, record, late(1)[0]);
      else await tab.refresh();
      const { entries, packed } = await raw(idb, record);
      const backend = await openIdb("c", idb);
      assert.deepEqual(sorted(await backend.entries(record)), sorted(entries), `history ${seed}, step ${step}`);
      backend.close();
      // What was taken back is in no copy either.
      const there = new Set(entries.map(canonical));
      assert.ok(packed.every((e) => there.has(canonical(e))), `history ${seed}, step ${step}`);
      if (packed.length) copied += 1;
    }
    await tabs[0].wipe(record);
    assert.deepEqual(await raw(idb, record), { entries: [], packed: [] });
  }
  // The dice made what is meant to be tried.
  assert.ok(copied > (HISTORIES * STEPS) / 5 && takenBack > HISTORIES, `${copied} copies, ${takenBack} taken back`);
});

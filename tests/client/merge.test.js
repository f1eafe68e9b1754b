// Ten thousand histories of one learner on several devices: each writes, takes things back and hands files to the others,
// in any order. Whatever the order was, in the end all have the same record, and nothing that was made is missing.

import assert from "node:assert/strict";
import { test } from "node:test";
import { canonical, newLog } from "../../themes/trail/client/engine/evidence.js";
import { mergeLogs } from "../../themes/trail/client/engine/logfile.js";
import { readFile } from "../../themes/trail/client/incoming.js";
import { writeFile } from "../../themes/trail/client/writing.js";

const HISTORIES = 10_000;

/** The same dice for the same seed (Park and Miller). */
function dice(seed) {
  let state = (seed * 7919 + 1) % 2147483647;
  return (sides) => (state = (state * 48271) % 2147483647) % sides;
}

const empty = () => newLog("c", "r", "");

/** What one device has, handed to another as a file. */
function handed(log) {
  const { file } = readFile(writeFile("c", { record: "r", alias: "" }, log.entries), "c");
  assert.equal(file.aside, 0);
  return file.log;
}

/** Plays one history; what each device has in the end, before all meet, and all that was ever written. */
function history(roll) {
  const devices = Array.from({ length: 2 + roll(3) }, empty);
  const count = devices.map(() => 0);
  const written = [];
  for (let step = 0; step < 8 + roll(12); step += 1) {
    const d = roll(devices.length);
    if (roll(3) === 0) {
      const other = roll(devices.length);
      devices[d] = mergeLogs(devices[d], roll(8) ? devices[other] : handed(devices[other]));
      continue;
    }
    const seen = devices[d].entries;
    const old = seen.length ? seen[roll(seen.length)] : null;
    // Now and then: something taken back, the very same key with other words, a kind from the future.
    const odd = roll(6);
    const entry = { w: `w${d}`, n: (count[d] += 1), t: 1000 + roll(50), kind: odd === 1 ? "from-2031" : "wonder", note: `${d}.${step}`, ...(odd === 2 && { deep: { list: [step] } }) };
    if (odd === 0 && old && old.kind !== "retract") Object.assign(entry, { kind: "retract", target: [old.w, old.n] });
    else if (odd === 3 && old && old.kind !== "retract") Object.assign(entry, { w: old.w, n: old.n });
    written.push(entry);
    devices[d] = mergeLogs(devices[d], newLog("c", "r", "", [entry]));
  }
  return { devices, written };
}

test("in the end every device has the same record, and nothing is missing that nobody took back", () => {
  let twofold = 0;
  let taken = 0;
  for (let seed = 0; seed < HISTORIES; seed += 1) {
    const roll = dice(seed);
    const { devices, written } = history(roll);
    const whole = canonical(newLog("c", "r", "", written));
    // They meet in three orders, one with somebody twice.
    for (let time = 0; time < 3; time += 1) {
      const order = devices.map((device) => ({ device, at: roll(1000) })).sort((a, b) => a.at - b.at).map(({ device }) => device);
      const met = [...order, order[0]].reduce((all, device) => mergeLogs(all, device), empty());
      assert.equal(canonical(met), whole, `history ${seed}`);
    }
    const gone = new Set(written.filter((e) => e.kind === "retract").map((e) => e.target.join()));
    const kept = new Set(JSON.parse(whole).entries.map(canonical));
    for (const entry of written) {
      const hidden = entry.kind !== "retract" && gone.has(`${entry.w},${entry.n}`);
      assert.equal(kept.has(canonical(entry)), !hidden, `history ${seed}: ${canonical(entry)}`);
    }
    taken += gone.size;
    twofold += written.length - new Set(written.map((e) => `${e.w},${e.n}`)).size;
  }
  // The dice made what is meant to be tried.
  assert.ok(taken > HISTORIES / 2 && twofold > HISTORIES / 2, `${taken} taken back, ${twofold} twofold`);
});

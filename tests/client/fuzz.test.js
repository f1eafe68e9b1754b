// Tickets and files that strangers made: thousands of broken, swollen and hostile ones. Each is taken or refused in words the page has;
// none throws, and what is taken can be worked with. `FUZZ=<rounds>` goes on for longer, `SEED=<n>` begins elsewhere.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { classroom, longHistory } from "../browser/classroom.js";
import { isToml, readClass } from "../../themes/trail/client/desk/classfile.js";
import { readBackup } from "../../themes/trail/client/desk/desk.js";
import { teacherFile } from "../../themes/trail/client/desk/given.js";
import { match, sort } from "../../themes/trail/client/desk/sorting.js";
import { rowOf } from "../../themes/trail/client/desk/roster.js";
import { board } from "../../themes/trail/client/engine/board.js";
import { readCatalog } from "../../themes/trail/client/engine/catalog.js";
import { inTime, newLog } from "../../themes/trail/client/engine/evidence.js";
import { fold, renames } from "../../themes/trail/client/engine/facts.js";
import { encodeTicket } from "../../themes/trail/client/engine/pack.js";
import { makeGraph } from "../../themes/trail/client/engine/readiness.js";
import { entriesOf, takenBack } from "../../themes/trail/client/engine/taken.js";
import { checkSum, decodeTicket, previewTeacherFile } from "../../themes/trail/client/engine/ticket.js";
import { pack } from "../../themes/trail/client/packing.js";
import { packedIn, unpack } from "../../themes/trail/client/packed.js";
import { pieceOf } from "../../themes/trail/client/piece.js";
import { madeBy, spokenOf, things } from "../../themes/trail/client/things.js";
import { bent, dice, MARKUP, torn } from "./bend.js";
import * as toml from "../../themes/trail/client/vendor/smol-toml.js";

const ROUNDS = Number(process.env.FUZZ ?? 150);
const NOW = Date.parse("2026-11-23T10:00:00Z");
const { catalog, options } = JSON.parse(readFileSync("tests/vectors/board.json", "utf8")).cases[0].input.board;
const C = readCatalog(catalog);
const GRAPH = makeGraph(C);

/** All that is done with a learner's entries, wherever they came from. @param {readonly Entry[]} entries */
function workedWith(entries) {
  const happened = inTime(newLog(C.id, "r", "", [...entries]));
  fold(happened, renames(C));
  for (const kind of ["goal", "step", "wonder"]) things(happened, kind);
  const made = madeBy(happened);
  for (const piece of made) pieceOf(piece);
  for (const e of happened) spokenOf(made, e);
  const row = rowOf("k", { alias: "Amina" });
  const it = board(GRAPH, [{ alias: "Amina", record: "r", entries: [...entries], row }], { ...options, past: [], standards: [] });
  assert.equal(it.hands.length + it.waits.length + it.fine.length, 1, "everybody stands somewhere");
  teacherFile(C.id, row, entries, { w: "now", t: NOW });
}

test("files of learners and of desks: each is taken or refused, nothing throws, nobody's objects are changed", async () => {
  const [first, second] = classroom(2, NOW, (i) => (i ? {} : longHistory(NOW, Buffer.from("a picture")))).map(({ buffer }) => JSON.parse(buffer.toString()));
  first.entries = first.entries.slice(0, 12).concat(first.entries.slice(-12));
  const desk = { format: 1, desk: "fractions", entries: [{ w: "d", n: 1, t: NOW, kind: "desk", target: ["row", "k", "alias"], answer: "Amina" }], learners: [{ ...second, key: "k" }] };
  const outcomes = new Set();
  for (let round = 0; round < ROUNDS; round++) {
    const die = dice(Number(process.env.SEED ?? 1) * 1e6 + round);
    let file = die.of([first, second, desk]);
    for (let n = die.below(4); n >= 0; n--) file = bent(die.of, file);
    let text = JSON.stringify(file) ?? "";
    if (die.below(4) === 0) text = torn(die, text);
    const said = `round ${round}: ${text.slice(0, 200)}`;
    try {
      const one = sort(MARKUP, text, "fractions");
      outcomes.add("fault" in one ? one.fault : Object.keys(one).sort().join());
      if ("log" in one) {
        match([one], [rowOf("k", { alias: one.log.alias })], () => undefined);
        workedWith(one.log.entries);
      }
      const { file: backup } = readBackup(text, "fractions");
      for (const { log } of backup?.learners ?? []) workedWith(log.entries);
    } catch (error) {
      throw new Error(said, { cause: error });
    }
  }
  assert.ok(outcomes.has("torn") && outcomes.size >= 5, [...outcomes].join(" | "));
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("tickets, teachers' files, packed records and class files: the same", async () => {
  const ticket = { curriculum: C.id, alias: "Amina", goals: ["objective-0"], pins: ["lesson-0"], excludes: ["lesson-1"], interests: [["interest-0", 500]], avoid: ["a"], forms: ["print"], support: "guided", autonomy: "choose", weekly_minutes: 90, extra_percent: 25, deadline: "2027-02-01" };
  const given = JSON.parse(teacherFile(C.id, rowOf("k", { alias: "Amina", note: "Drums", "path.goals": ["objective-0"] }), [], { w: "t", t: NOW }));
  const packed = (await pack(JSON.stringify(given))) ?? "";
  const row = `[class]\ntitle = "5b"\ngroups = 4\n\n[[learner]]\nalias = "Amina"\ngroups = ["red"]\ninterests = { music = 1.0 }\n[learner.path]\ngoals = ["x"]\ndeadline = 2027-02-01\n`;
  let taken = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const die = dice(7e8 + Number(process.env.SEED ?? 1) * 1e6 + round);
    let said = "";
    try {
      // Whoever makes a ticket can make its checksum too.
      let text = encodeTicket(/** @type {any} */ (bent(die.of, ticket))) ?? encodeTicket(ticket) ?? "";
      if (die.below(2)) {
        const [, middle] = torn(die, text).split(".");
        text = `1.${middle}.${checkSum(middle ?? "")}`;
      }
      said = text;
      const read = decodeTicket(text);
      if (read.ticket) {
        taken += 1;
        entriesOf(read.ticket);
        takenBack(read.ticket, []);
        workedWith(entriesOf(read.ticket).map((e, n) => ({ w: "t", n, t: NOW, by: "teacher", ...e })));
      }
      said = die.below(2) ? torn(die, JSON.stringify(given)) : JSON.stringify(bent(die.of, given));
      workedWith(previewTeacherFile(said, newLog(C.id, "", "", [])).accepted);
      said = torn(die, packed);
      const [, middle] = said.split(".");
      const again = packedIn(`r1.${middle}.${checkSum(middle ?? "")}`);
      if (again) unpack(again);
      said = torn(die, row);
      if (isToml(said)) for (const learner of readClass(said, toml).rows) assert.ok(learner.alias && Array.isArray(learner.path.goals));
    } catch (error) {
      throw new Error(`round ${round}: ${said.slice(0, 300)}`, { cause: error });
    }
  }
  assert.ok(taken > 0, "some are tickets all the same");
});

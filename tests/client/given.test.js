// What a learner is given: tickets that fit, and files that hold all that is meant for them and nothing else; what
// strangers make of both.

import assert from "node:assert/strict";
import { test } from "node:test";
import { teacherFile, ticketFor } from "../../themes/trail/client/desk/given.js";
import { changed, onRoute, theirs } from "../../themes/trail/client/desk/plan/change.js";
import { rowOf } from "../../themes/trail/client/desk/roster.js";
import { inTime, newLog } from "../../themes/trail/client/engine/evidence.js";
import { parseLog, serializeLog } from "../../themes/trail/client/engine/logfile.js";
import { fold } from "../../themes/trail/client/engine/facts.js";
import { logOf } from "../../themes/trail/client/engine/member.js";
import { decodeTicket, previewTeacherFile } from "../../themes/trail/client/engine/ticket.js";

const C = "fractions";
const SECRET = "phone the grandmother";
const now = { w: "desk-1", t: 1_790_000_100_000 };
const row = (fields = {}) => rowOf("k1", { alias: "Amina", private_note: SECRET, "path.goals": ["add-unlike"], ...fields });
const entry = (n, fields) => ({ w: "learner-1", n, t: 1_790_000_000_000 + n * 1000, ...fields });
/** The record after the learner accepted a file. */
function accepted(text, entries, record = "r1") {
  const { accepted, refused, differs } = previewTeacherFile(text, newLog(C, record, "Amina", entries));
  assert.equal(differs, null);
  return { entries: [...entries, ...accepted], n: accepted.length, refused };
}

test("a ticket holds alias, ids and settings, and no note", () => {
  const given = row({ note: "Well done", interests: { music: 0.5 }, weekly_minutes: 90, extra_time: 25, support: "guided", autonomy: "two-ways", "path.deadline": "2027-02-01", "path.pin": ["a/b"] });
  const { text, left } = ticketFor(C, given);
  assert.deepEqual(left, []);
  assert.deepEqual(decodeTicket(text), {
    ticket: { curriculum: C, alias: "Amina", goals: ["add-unlike"], pins: ["a/b"], interests: [["music", 500]], support: "guided", autonomy: "two-ways", weekly_minutes: 90, extra_percent: 25, deadline: "2027-02-01" },
  });
});

test("lessons that do not fit into a ticket are named, the first ones are in it", () => {
  // Names that hardly pack, as those of a large curriculum.
  const pins = Array.from({ length: 120 }, (_, n) => `strand-${n % 7}/${((n + 1) * 2654435761 >>> 0).toString(36)}`);
  const { text, left } = ticketFor(C, row({ "path.pin": pins }));
  assert.ok(text.length <= 800 && left.length > 0 && left.length < 120);
  const { ticket } = decodeTicket(text);
  assert.deepEqual([...ticket.pins, ...left], pins);
  // One more would be too much, within what a byte more or less makes.
  assert.equal(ticketFor(C, row({ "path.pin": pins.slice(0, ticket.pins.length + 2) })).left.length > 0, true);
});

test("what is too much even without lessons is no ticket", () => {
  const goals = Array.from({ length: 300 }, (_, n) => ((n + 1) * 2654435761 >>> 0).toString(36));
  assert.equal(ticketFor(C, row({ "path.goals": goals })).text, null);
});

test("a file brings path, settings, credits, note and what the teacher wrote; the private note never", () => {
  const given = row({ note: "Well done", known: ["halves"], group: true, interests: { music: 1 }, avoid: ["football"], form: ["print"], support: "guided", weekly_minutes: 60, "path.pin": ["beats/add"], "path.exclude": ["kitchen/add"], "path.deadline": "2027-02-01" });
  const talk = { w: "desk-0", n: 4, t: 1_790_000_050_000, kind: "meeting", note: "Draw it first", by: "teacher" };
  const entries = [entry(0, { kind: "opened", lesson: "beats/add" }), talk];
  const text = teacherFile(C, given, entries, now);
  assert.ok(!text.includes(SECRET));
  assert.ok(!text.includes("learner-1"), "the learner's own entries stay where they are");
  const mine = accepted(text, [entries[0]]);
  assert.deepEqual(mine.refused, []);
  const facts = fold(inTime(newLog(C, "r1", "", mine.entries)));
  assert.deepEqual([[...facts.goals.keys()], [...facts.pins.keys()], [...facts.excludes.keys()]], [["add-unlike"], ["beats/add"], ["kitchen/add"]]);
  assert.deepEqual([[...facts.interests], [...facts.avoid], [...facts.forms]], [[["music", 1]], ["football"], ["print"]]);
  const { support, weekly_minutes, deadline, group } = Object.fromEntries(facts.settings);
  assert.deepEqual({ support, weekly_minutes, deadline, group }, { support: "guided", weekly_minutes: 60, deadline: "2027-02-01", group: true });
  assert.deepEqual(facts.words.map((e) => e.note).sort(), ["Draw it first", "Well done"]);
  assert.ok(mine.entries.some((e) => e.kind === "credit" && e.objective === "halves"));
});

test("a file that is taken twice, or made again after a hand-in, adds nothing", () => {
  const given = row({ known: ["halves"], note: "Well done", weekly_minutes: 60 });
  const first = accepted(teacherFile(C, given, [], now), []);
  assert.ok(first.n > 0);
  assert.equal(accepted(teacherFile(C, given, [], now), first.entries).n, 0);
  assert.equal(accepted(teacherFile(C, given, first.entries, { w: "desk-2", t: now.t + 1000 }), first.entries).n, 0);
});

test("a new path takes the teacher's old one back, and nothing that the learner chose", () => {
  const first = accepted(teacherFile(C, row({ "path.pin": ["a"], "path.exclude": ["b"] }), [], now), []).entries;
  const chose = { ...entry(1, { kind: "goal", objective: "halves", answer: true }), t: now.t + 1 };
  const next = row({ "path.goals": ["compare"], "path.pin": ["c"] });
  const took = accepted(teacherFile(C, next, [...first, chose], { w: "desk-2", t: now.t + 2 }), [...first, chose]).entries;
  const facts = fold(inTime(newLog(C, "r1", "", took)));
  assert.deepEqual([[...facts.goals.keys()], [...facts.pins.keys()], [...facts.excludes.keys()]], [["halves", "compare"], ["c"], []]);
  // A row that names no goal and no lesson leaves them all.
  const none = fold(inTime(logOf(C, { alias: "", entries: took, row: rowOf("k", { alias: "Amina", weekly_minutes: 30 }) }, now.t + 9)));
  assert.deepEqual([...none.goals.keys()], ["halves", "compare"]);
});

test("a new plan ends what the teacher set before: the day, the minutes, the group; what the learner set stays", () => {
  const first = accepted(teacherFile(C, row({ "path.deadline": "2027-02-01", weekly_minutes: 60, group: true, interests: { music: 1 } }), [], now), []).entries;
  const mine = { ...entry(1, { kind: "setting", target: "weekly_minutes", answer: 90 }), t: now.t + 1 };
  const took = accepted(teacherFile(C, row(), [...first, mine], { w: "desk-2", t: now.t + 2 }), [...first, mine]).entries;
  const { settings, interests } = fold(inTime(newLog(C, "r1", "", took)));
  assert.deepEqual([[...settings], [...interests]], [[["weekly_minutes", 90], ["started", true]], []]);
});

test("a goal of the learner's own is set aside with a reason that they read, and only while they have it", () => {
  const given = row({ set_aside: { halves: "In May, all of us." } });
  const chose = entry(1, { kind: "goal", objective: "halves", answer: true });
  const { entries } = accepted(teacherFile(C, given, [chose], now), [chose]);
  const facts = fold(inTime(newLog(C, "r1", "", entries)));
  assert.deepEqual([[...facts.goals.keys()], facts.words.map((e) => e.note)], [["add-unlike"], ["In May, all of us."]]);
  assert.ok(!teacherFile(C, given, [], now).includes("In May"));
});

test("a file for one learner is not taken into another's record", () => {
  const text = teacherFile(C, row({ record: "r1" }), [], now);
  assert.equal(previewTeacherFile(text, newLog(C, "r2", "Leo", [])).differs, "record");
  assert.equal(previewTeacherFile(text, newLog("other", "r1", "", [])).differs, "curriculum");
});

test("what parts of a learner's page keep becomes the row", () => {
  let it = row();
  for (const fields of [
    { kind: "goal", objective: "halves", answer: true },
    { kind: "goal", objective: "add-unlike", answer: false },
    { kind: "path", target: "exclude", lesson: "a", answer: true },
    { kind: "path", target: "pin", lesson: "a", answer: true },
    { kind: "setting", target: "interest:music", answer: 1 },
    { kind: "setting", target: "interest:cooking", answer: 1 },
    { kind: "setting", target: "interest:cooking", answer: null },
    { kind: "setting", target: "weekly_minutes", answer: 90 },
    { kind: "setting", target: "extra_percent", answer: 25 },
    { kind: "setting", target: "deadline", answer: "2027-02-01" },
    { kind: "setting", target: "support", answer: "guided" },
    { kind: "setting", target: "support", answer: null },
    { kind: "setting", target: "weekdays", answer: [1] },
    { kind: "answer", objective: "halves", correct: true },
  ]) it = changed(it, fields);
  assert.deepEqual(it.path, { goals: ["halves"], pin: ["a"], exclude: [], deadline: "2027-02-01" });
  assert.deepEqual([it.interests, it.weekly_minutes, it.extra_time, it.support], [{ music: 1 }, 90, 25, undefined]);
  const routed = onRoute(it, { id: "first", title: "", goals: ["compare"], pins: ["b"], excludes: [] });
  assert.deepEqual(routed.path, { goals: ["compare"], pin: ["b"], exclude: [], deadline: "2027-02-01", template: "first" });
});

test("what the learner changed after taking a path is named, and taking it over makes both the same", () => {
  const given = row({ "path.pin": ["a"], interests: { music: 1 } });
  const took = accepted(teacherFile(C, given, [], now), []).entries;
  const later = (n, fields) => ({ ...entry(n, fields), t: now.t + 1000 + n });
  const facts = (entries, over) => fold(inTime(logOf(C, { alias: "", entries, row: over }, now.t + 9000)));
  assert.deepEqual(theirs(given, facts(took, given)), []);
  const entries = [...took, later(1, { kind: "path", target: "pin", lesson: "a", answer: false }), later(2, { kind: "path", target: "exclude", lesson: "b", answer: true }), later(3, { kind: "goal", objective: "halves", answer: true }), later(4, { kind: "setting", target: "interest:cooking", answer: 0.5 })];
  const found = theirs(given, facts(entries, given));
  assert.deepEqual(found.map((e) => [e.target ?? e.kind, e.lesson ?? e.objective ?? "", e.answer]), [["goal", "halves", true], ["pin", "a", false], ["exclude", "b", true], ["interest:cooking", "", 0.5]]);
  const over = found.reduce(changed, given);
  assert.deepEqual(theirs(over, facts(entries, over)), []);
});

test("whatever a stranger's file holds: no crash, and nothing but what a teacher may bring", () => {
  const whole = teacherFile(C, row({ known: ["halves"], note: "Well done", "path.pin": ["a"] }), [], now);
  const signs = '{}[]",:0123456789\\u<>&\u202e\ud800';
  let seed = 7;
  const dice = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) >>> 0) % n;
  const odd = ["null", "[]", "{}", "1e999", '"\\ud800"', '"<img src=x onerror=alert(1)>"', '"__proto__"', "-1", '"learner"', '"retract"', '"answer"'];
  let taken = 0;
  for (let round = 0; round < 4000; round++) {
    let text = whole;
    for (let k = 0; k <= dice(3); k++) {
      const at = dice(text.length);
      if (dice(2)) text = text.slice(0, at) + signs[dice(signs.length)] + text.slice(at + dice(3));
      else text = text.replace(/:("[^"]*"|\d+|true)/g, (all) => (dice(9) ? all : ":" + odd[dice(odd.length)]));
    }
    const mine = newLog(C, "", "Amina", [entry(0, { kind: "opened", lesson: "a" })]);
    const before = serializeLog(mine);
    const preview = previewTeacherFile(text, mine);
    for (const e of preview.accepted) {
      assert.ok(["credit", "overrule", "observation", "product", "meeting", "note", "goal", "path", "setting"].includes(e.kind), e.kind);
      assert.ok(e.by && e.by !== "learner");
    }
    taken += preview.accepted.length;
    assert.equal(serializeLog(mine), before);
    // What is taken can be saved and read again.
    const { aside } = parseLog(serializeLog(newLog(C, "", "", [...mine.entries, ...preview.accepted])));
    assert.deepEqual(aside, []);
  }
  assert.ok(taken > 1000, "the cases say something");
});

// What a teacher brings to the desk: a list from anywhere, a class file, files of learners. Each line and file gets its own word.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isToml, readClass as read, writeClass as write } from "../../themes/trail/client/desk/classfile.js";
import { cellsOf, readList } from "../../themes/trail/client/desk/list.js";
import { aliasOf, fieldsOf, rowOf } from "../../themes/trail/client/desk/roster.js";
import { match, sort } from "../../themes/trail/client/desk/sorting.js";
import { MOST_TEXT } from "../../themes/trail/client/engine/logfile.js";
import { writeFile } from "../../themes/trail/client/writing.js";
import * as toml from "../../themes/trail/client/vendor/smol-toml.js";

const readClass = (text) => read(text, toml);
const writeClass = (rows, facts, head) => write(rows, facts, head, toml);

const about = { interests: [{ id: "music", title: "Music" }, { id: "cooking", title: "In the kitchen" }], rows: [] };
const aliases = ({ lines }) => lines.map(({ row }) => row?.alias ?? null);
const said = ({ lines }) => lines.flatMap(({ line, said }) => said.map(({ code, text }) => [line, code, text]));

test("a plain list is one learner a line, whatever ends the lines", () => {
  for (const end of ["\n", "\r\n", "\r"]) assert.deepEqual(aliases(readList(["Amina", "", "  Leo ", "Çağla", ""].join(end), about)), ["Amina", "Leo", "Çağla"]);
});

test("a table from a spreadsheet, with a head, by any separator", () => {
  for (const sign of [",", ";", "\t"]) {
    const text = ["Name", "Groups", "interests", "weekly minutes", "shoe size"].join(sign) + "\n" + ["Amina", "red|blue، green", "music", "90", "36"].join(sign);
    const read = readList(text, { ...about, names: { alias: ["name"] } });
    assert.deepEqual(read.lines[0].row, rowOf("", { alias: "Amina", groups: ["red", "blue", "green"], interests: { music: 1 }, weekly_minutes: 90 }));
    assert.deepEqual(read.said, [{ code: "column", text: "shoe size" }]);
  }
});

test("cells in quotes hold separators, quotes and line ends", () => {
  assert.deepEqual(cellsOf('a,"b, ""c""\nd", e\nf', ","), [{ line: 1, cells: ["a", 'b, "c"\nd', "e"] }, { line: 3, cells: ["f"] }]);
  assert.deepEqual(cellsOf('a,"never closed\nb', ","), [{ line: 1, cells: ["a", "never closed\nb"] }]);
});

test("what is wrong is said with its line, and the rest of the line counts", () => {
  const rows = [rowOf("k", { alias: "Zoe" })];
  const text = "alias,interests,weekly_minutes,support\nAmina,Musik;in the kitchen,ninety,guided\nzoe,,,\n,music,,\nLeo/2,,90,much\nleo 2,,,";
  const read = readList(text, { ...about, rows });
  assert.deepEqual(aliases(read), ["Amina", null, null, "Leo 2", null]);
  assert.deepEqual(said(read), [
    [2, "interest", "Musik"],
    [2, "number", "ninety"],
    [3, "there", "zoe"],
    [4, "no-alias", ""],
    [5, "alias-changed", "Leo 2"],
    [5, "word", "much"],
    [6, "twice", "leo 2"],
  ]);
  assert.deepEqual(read.lines[0].row.interests, { cooking: 1 });
  assert.equal(read.lines[0].row.support, "guided");
});

test("a list without end or head says so", () => {
  assert.equal(readList("a\n".repeat(200_000), about).said[0].code, "huge");
  assert.equal(readList(Array.from({ length: 501 }, (_, i) => `n${i}`).join("\n"), about).said[0].code, "many");
  assert.equal(readList("Amina,red,music", about).said[0].code, "no-head");
});

test("an alias fits into files and command lines", () => {
  assert.equal(aliasOf(" a#b\\c:\u0000\u202e  d/.. "), "a b c d ..");
  assert.equal(aliasOf("né".repeat(200)).length, 133, "200 bytes, no half letter");
  for (const none of ["", "..", " / ", 3, null]) assert.equal(aliasOf(none), "");
});

const full = rowOf("k", {
  alias: 'Amina "A" # [x]',
  record: "r1",
  groups: ["red"],
  interests: { music: 1, cooking: 0.5 },
  avoid: ["football"],
  known: ["halves"],
  form: ["read"],
  also: ["r2", "r3"],
  set_aside: { halves: "In May." },
  group: true,
  weekly_minutes: 90,
  extra_time: 25,
  support: "guided",
  autonomy: "two-ways",
  lang: "en",
  note: 'Your drums\nhelp "here" \\',
  private_note: "Pair with leo",
  "path.goals": ["add/unlike"],
  "path.deadline": "2027-02-01",
  "path.pin": ["beats/add"],
  "path.exclude": ["quiz"],
});

test("a class file holds all of a row, and is read back as it was", () => {
  const facts = { title: "5b", size: { most: 3, min: 2, max: 5 }, past: [[['Amina "A" # [x]', "Leo"]], [["Leo"], []]] };
  const text = writeClass([full, rowOf("l", { alias: "Leo", interests: { music: 1 } })], facts, ["A class\n[[learner]]", "private"]);
  assert.match(text, /^# A class \[\[learner\]\]\n# private\n/);
  assert.match(text, /deadline = 2027-02-01\n/);
  assert.match(text, /extra_time = "25%"/);
  assert.ok(isToml(text));
  const { rows, facts: read, faults } = readClass(text);
  assert.deepEqual(faults, []);
  assert.deepEqual(rows.map(fieldsOf), [fieldsOf(full), { alias: "Leo", interests: { music: 1 } }]);
  assert.deepEqual(read, facts);
  assert.match(text, /\[\[class\.past\]\]\ngroups = /);
  const many = Array.from({ length: 20 }, (_, n) => [[`n${n}`]]);
  assert.deepEqual(readClass(writeClass([full], { ...facts, past: many }, [])).facts.past, many.slice(-12), "as many as a class remembers");
});

test("one learner's file is a class of one", () => {
  const { rows } = readClass('alias = "amina"\nextra_time = "25%"\n[path]\ngoals = ["x"]\n');
  assert.deepEqual(fieldsOf(rows[0]), { alias: "amina", extra_time: 25, "path.goals": ["x"] });
});

test("a class file says what it could not read and for whom, and keeps the rest", () => {
  const { rows, faults } = readClass('[class]\ncolour = "red"\n[[learner]]\nalias = "amina"\nsupport = "much"\nshoe = 3\n[learner.path]\ndeadline = "soon"\n[[learner]]\nnote = "?"');
  assert.deepEqual(rows.map(fieldsOf), [{ alias: "amina" }]);
  assert.deepEqual(readClass('[class]\n[[class.past]]\ngroups = [["a"]]\n[[class.past]]\ngroups = "a"\n').faults.map(({ text }) => text), ["past"]);
  assert.deepEqual(faults.map(({ code, where, text }) => [code, where, text]), [
    ["value", "amina", "support"],
    ["key", "amina", "shoe"],
    ["value", "amina", "path.deadline"],
    ["no-alias", "2", ""],
    ["key", "class", "colour"],
  ]);
  const torn = readClass('alias = "amina"\nnote = "never closed\n');
  assert.deepEqual([torn.faults[0].code, torn.faults[0].where, torn.rows], ["toml", "2", []]);
});

const entry = { w: "a", n: 1, t: 1000, kind: "claim", objective: "x" };
const handed = (record, alias, entries = [entry]) => writeFile("c", { record, alias }, entries);

test("files are told apart by what they hold, not by their names", () => {
  const kinds = {
    "a.json": [handed("r", "Amina"), "log"],
    "b.txt": ['{"format":1,"desk":"c","entries":[],"learners":[]}', "backup"],
    "c.json": ['[[learner]]\nalias = "amina"', "toml"],
  };
  for (const [name, [text, part]] of Object.entries(kinds)) assert.ok(part in sort(name, text, "c"), name);
  const bad = {
    empty: "",
    torn: handed("r", "Amina").slice(0, -9),
    "not-ours": "Dear diary,\ntoday = I went out",
    foreign: handed("r", "Amina").replace('"c"', '"d"'),
    newer: handed("r", "Amina").replace('"format":1', '"format":9'),
    huge: handed("r", "Amina") + " ".repeat(MOST_TEXT),
    teacher: handed("r", "Amina", [{ ...entry, by: "teacher" }]),
    "no-record": handed("", "Amina"),
  };
  for (const [fault, text] of Object.entries(bad)) assert.equal(sort("x", text, "c").fault, fault);
});

test("a record is told by its id, and two learners with one alias are told apart", () => {
  const of = (record, alias) => /** @type {any} */ (sort(record, handed(record, alias), "c"));
  const rows = [rowOf("k1", { alias: "Amina", record: "r1" }), rowOf("k2", { alias: "Leo" }), rowOf("k3", { alias: "Zoe" })];
  const ownerOf = (record) => rows.find((row) => row.record === record)?.key;
  const found = (list) => match(list, rows, ownerOf).map(({ record, key, by, keys }) => [record, key, by, keys]);
  assert.deepEqual(found([of("r1", "renamed"), of("r1", "Amina")]), [["r1", "k1", "record", []]], "known by its record, under any alias; two files, one learner");
  assert.deepEqual(found([of("r2", "leo")]), [["r2", "k2", "alias", []]], "the one learner of that alias, who has no record yet");
  assert.deepEqual(found([of("r3", "Amina")]), [["r3", null, "ask", ["k1"]]], "another record of an alias that has one");
  assert.deepEqual(found([of("r4", "Zoe"), of("r5", "zoe")]), [["r4", null, "ask", ["k3"]], ["r5", null, "ask", ["k3"]]], "two at once for one place");
  assert.deepEqual(found([of("r6", "Noor"), of("r7", "")]), [["r6", null, "new", []], ["r7", null, "new", []]]);
});

// Files that are loaded: what is wrong with them is named, and nothing in them is trusted.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFile } from "../../themes/trail/client/incoming.js";
import { readWhole, unreadOf, withUnread } from "../../themes/trail/client/torn.js";
import { fitting, ownText } from "../../themes/trail/client/transfer.js";
import { MOST_TEXT } from "../../themes/trail/client/engine/logfile.js";
import { fileName, writeFile, writeParts } from "../../themes/trail/client/writing.js";

const entry = { w: "a", n: 1, t: 1000, kind: "claim", objective: "x" };
const rec = { record: "r", alias: "Amina" };

test("a saved file reads back as it was, unknown kinds and fields included", () => {
  const odd = { w: "a", n: 2, t: 2000, kind: "from-2031", deep: { list: [1, "two"] } };
  const { file } = readFile(writeFile("c", { ...rec, other: { made_by: "us" } }, [odd, entry]), "c");
  assert.deepEqual(file.log.entries, [entry, odd]);
  assert.deepEqual({ ...file.log.other }, { made_by: "us" });
  assert.equal(file.log.alias, "Amina");
  assert.deepEqual([file.from, file.to], [1000, 2000]);
});

const whole = writeFile("c", rec, [entry]);
const faults = {
  empty: " \n",
  torn: whole.slice(0, -20),
  "not-ours": "Dear diary",
  foreign: whole.replace('"curriculum":"c"', '"curriculum":"d"'),
  newer: whole.replace('"format":1', '"format":2'),
  huge: whole + " ".repeat(MOST_TEXT),
};
for (const [fault, text] of Object.entries(faults)) {
  test(`a file that is ${fault} is called ${fault}`, () => assert.equal(readFile(text, "c").fault, fault));
}

test("a file of more entries than a record can have is called huge, and one of just as many is read", () => {
  const many = (n) => JSON.stringify({ format: 1, curriculum: "c", record: "r", alias: "", entries: Array.from({ length: n }, (_, i) => ({ ...entry, n: i })) });
  assert.equal(readFile(many(100_001), "c").fault, "huge");
  assert.equal(readFile(many(100_000), "c").file.log.entries.length, 100_000);
});

for (const [what, n, other, parts] of [
  ["years of work beside all that a portfolio may hold", 90_000, 9_333_336, 1],
  ["more entries than a file may have", 100_001, 0, 2],
  ["more than a file may hold, and a portfolio", 100_000, 9_333_336, 2],
]) {
  test(`what is saved can be read again, in ${parts}: ${what}`, () => {
    const note = parts === 2 && other ? "x".repeat(150) : undefined;
    const entries = Array.from({ length: n }, (_, i) => ({ answer: "5/8", by: "learner", correct: true, item: "beats/add#beats-2/1", kind: "answer", lesson: "beats/add", ms: 5500, n: i, note, objective: "add-unlike", t: 1795392099475 + i, tz: 60, w: "jJoDGx7_YEVd9yZb" }));
    const hash = "a".repeat(64);
    if (other) entries[7] = { w: "file", n: 7, t: 7, kind: "product", answer: { file: { hash, name: "x", type: "y", size: 7_000_000 } } };
    const files = other ? { ["file:" + hash]: "A".repeat(other) } : {};
    const read = writeParts("c", rec, entries, files).map((text) => readFile(text, "c"));
    assert.ok(read.length >= parts, `${read.length}`);
    for (const { fault, file } of read) assert.deepEqual([fault, file.aside, file.log.record], [undefined, 0, "r"]);
    assert.equal(new Set(read.flatMap(({ file }) => file.log.entries.map(({ w, n }) => `${w} ${n}`))).size, n);
    assert.deepEqual(Object.assign({}, ...read.map(({ file }) => file.files)), files);
    for (const { file } of read) if (Object.keys(file.files).length) assert.ok(file.log.entries.some((e) => e.kind === "product"), "a file comes with what names it");
  });
}

test("other JSON is not ours", () => {
  for (const text of ["[]", "null", "3", "{}", '{"format":"1","curriculum":"c"}', '{"format":1,"curriculum":"c","record":"r","entries":{}}']) {
    assert.equal(readFile(text, "c").fault, "not-ours", text);
  }
});

test("nesting without end is torn, not a crash", () => {
  const deep = `{"format":1,"curriculum":"c","record":"r","entries":[${"[".repeat(200_000)}${"]".repeat(200_000)}]}`;
  const { file, fault } = readFile(deep, "c");
  assert.ok(fault === "torn" || file.aside === 1);
});

test("broken entries are set aside and counted; the others are taken", () => {
  const bad = [null, 3, {}, { ...entry, w: 1 }, { ...entry, n: 1.5 }, { ...entry, n: 9, note: "x".repeat(10_001) }];
  const { file } = readFile(JSON.stringify({ format: 1, curriculum: "c", record: "r", alias: "", entries: [...bad, entry] }), "c");
  assert.equal(file.aside, bad.length);
  assert.deepEqual(file.log.entries, [entry]);
});

test("names of fields cannot reach the page's own objects", () => {
  const text = '{"format":1,"curriculum":"c","record":"r","alias":"","__proto__":{"polluted":1},"entries":[{"w":"a","n":1,"t":1,"kind":"__proto__","__proto__":{"polluted":1}}]}';
  const { file } = readFile(text, "c");
  assert.equal({}.polluted, undefined);
  assert.deepEqual(file.kinds, [["__proto__", 1]]);
});

test("a file is a teacher's when every entry is", () => {
  const by = { ...entry, by: "teacher" };
  const read = (entries) => readFile(writeFile("c", rec, entries), "c").file.teacher;
  assert.deepEqual([read([by]), read([by, { ...entry, n: 2 }]), read([])], [true, false, false]);
});

test("a file's name keeps letters of any script and nothing that a disk could mind", () => {
  const when = new Date(2026, 2, 5);
  assert.equal(fileName("fractions", "Zoë / \"x\"?", when), "fractions-Zoë-x-2026-03-05.json");
  assert.equal(fileName("دروس", "", when), "دروس-2026-03-05.json");
  assert.equal(fileName("..", "../..", when), "wend-2026-03-05.json");
});

test("a person's own words are kept whole, without what could hide or break text", () => {
  assert.equal(ownText("  Why\r\nso? \u0000\u202Eevil\u2069 "), "Why\nso? evil");
  assert.equal(ownText("e\u0301"), "é");
  assert.equal(ownText("<b>& \"</b>"), "<b>& \"</b>", "markup is text like any other");
  assert.equal([...ownText("🥁".repeat(9000))].length, 4000, "never half a character");
  assert.ok(!/\p{Surrogate}/u.test(ownText("a\ud800b")));
});

test("whatever is written can be read again", () => {
  const long = "🥁".repeat(6000);
  const kept = fitting({ answer: { text: long, list: [long + "\ud800", undefined, NaN] }, ok: true, none: undefined });
  const { file } = readFile(writeFile("c", rec, [{ ...entry, ...kept }]), "c");
  assert.equal(file.aside, 0);
  assert.ok(file.log.entries[0].answer.text.length >= 9_999);
  assert.equal("none" in kept, false);
});

test("of a torn file every whole entry is read, and the rest is kept word for word and goes along with the next save", () => {
  const entries = [1, 2, 3].map((n) => ({ ...entry, n }));
  const text = writeFile("c", { ...rec, other: { later: 1 } }, entries);
  const cut = text.slice(0, text.indexOf('"n":3') + 3);
  assert.equal(readFile(cut, "c").fault, "torn", "who needs a whole one gets none");
  const { file } = readWhole(cut, "c");
  assert.deepEqual(file.log.entries, entries.slice(0, 2));
  assert.deepEqual([file.torn, file.aside, file.log.record, file.log.alias], [true, 1, "", rec.alias], "the record's id stands at the end");
  assert.equal(file.unread.length, 1);
  assert.ok(text.includes(file.unread[0]) && file.unread[0].length > 10);

  // Damaged within, one line is lost, and whose record it is is still known.
  const within = readWhole(text.replace('"n":2,', '"n":2\u0000,'), "c").file;
  assert.deepEqual(within.log.entries.map((e) => e.n), [1, 3]);
  assert.equal(within.log.record, rec.record);

  const other = withUnread(withUnread(undefined, file.unread), [...file.unread, "x"]);
  const again = readFile(writeFile("c", { ...rec, other }, entries), "c").file;
  assert.deepEqual(unreadOf(again.log.other), [file.unread[0], "x"], "each once");
  assert.equal(unreadOf(withUnread(undefined, Array.from({ length: 50 }, (_, n) => `${n}`.padEnd(9_000, ".")))).length, 11, "no more than there is room for");

  for (const [lost, fault] of [['{"format":1', "torn"], [text.replace('"curriculum":"c"', '"curriculum":"d"').slice(0, -3), "foreign"], ["no record", "not-ours"]])
    assert.equal(readWhole(lost, "c").fault, fault, lost.slice(0, 40));
});

test("entries that can't be read are kept as they stand", () => {
  const bad = { ...entry, w: 1, note: "mine" };
  const { file } = readWhole(JSON.stringify({ format: 1, curriculum: "c", record: "r", alias: "", entries: [bad, entry] }), "c");
  assert.deepEqual(file.unread.map((text) => JSON.parse(text)), [bad]);
});

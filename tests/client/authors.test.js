// What the desk passes on to a curriculum's authors: decisions with their notes, and how many like what. Counts, and nobody's name.

import assert from "node:assert/strict";
import { test } from "node:test";
import { forAuthors } from "../../themes/trail/client/desk/authors.js";

const words = {
  title: "T", what: "W", decided: "Decided", yes: "known", no: "not yet", credit: "credited", none: "no note", times: (n) => `${n} times`,
  likes: "Likes", listed: "Listed", worded: "Own", learners: (n) => `${n}`,
};
const titles = { objective: (id) => id.toUpperCase(), interest: (id) => (id === "music" ? "Music" : undefined) };
let n = 0;
const entry = (w, fields) => ({ w, n: (n += 1), t: 1000 + n, by: "learner", ...fields });
const likes = (w, id, answer = 1, more = {}) => entry(w, { kind: "setting", target: "interest:" + id, answer, ...more });
const lines = (text) => text.split("\n").filter((line) => line.startsWith("- "));

test("each learner counts once for what they like now, however they spell it", () => {
  const { text, likes: number } = forAuthors(
    [
      [likes("amina", "Dinosaurs"), likes("amina", "dinosaurs  "), likes("amina", "music")],
      [likes("leo", "dinosaurs"), likes("leo", "chess"), likes("leo", "chess", null)],
      [likes("eva", "Dinosaurs"), likes("eva", "trains", 1, { by: "teacher" })],
    ],
    titles,
    words,
  );
  assert.deepEqual(lines(text), ["- Dinosaurs: 3", "- Music: 1"]);
  assert.equal(number, 2);
  assert.doesNotMatch(text, /amina|leo|eva|chess|trains/);
});

test("words are words: no markup, no stories; and what was taken back is not counted", () => {
  const secret = likes("leo", "secret");
  const story = "the song that my cousin Ben in Lund wrote for us";
  const { text } = forAuthors([[likes("eva", "<b>maps</b>"), likes("eva", story)], [secret, entry("leo", { kind: "retract", target: [secret.w, secret.n] })]], titles, words);
  assert.deepEqual(lines(text), ["- \\<b\\>maps\\</b\\>: 1"]);
});

test("decisions come with their notes, the most decided objective first; without either there is nothing", () => {
  const over = (objective, note) => entry("desk", { kind: "overrule", objective, answer: true, note, by: "teacher" });
  const { text, notes, likes: number } = forAuthors([[over("add", "aloud")], [over("add"), over("sub")]], titles, words);
  assert.deepEqual([notes, number], [3, 0]);
  assert.ok(text.indexOf("### ADD (`add`, 2 times)") < text.indexOf("### SUB"));
  assert.match(text, /known “aloud”/);
  assert.deepEqual(forAuthors([[]], titles, words), { text: "# T\n\nW\n", notes: 0, likes: 0 });
});

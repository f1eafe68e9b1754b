// Search: the words of a text (the same as the build finds), shards, slips, and what comes first.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { searchIn } from "../../themes/trail/client/search/find.js";
import { distance, shardOf } from "../../themes/trail/client/search/lexicon.js";
import { shard, shards, words } from "../../themes/trail/client/search/words.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/search/words.json", import.meta.url), "utf8"));

test("a text has the words that the build finds in it", () => {
  for (const [text, expected] of vectors.texts) assert.deepEqual(words(text), expected, text);
});

test("a word is looked for in the shard that the build put it in", () => {
  for (const [word, of, expected] of vectors.shards) assert.equal(shard(word, of), expected, word);
  assert.deepEqual([0, 1, 64, 65, 1_000, 10_000, 100_000].map(shards), [1, 1, 1, 2, 16, 256, 256]);
});

test("a question in a script without spaces asks for pairs", () => {
  assert.deepEqual(words("学习分", true), ["学习", "习分"]);
  assert.deepEqual(words("学", true), ["学"]);
});

test("a shard is read as it was written", () => {
  // From the test of crates/wend-site/src/search/mod.rs.
  const { terms, at } = shardOf("#adding *\n#half ))\n#thirds *\n");
  assert.deepEqual(terms, ["adding", "half", "thirds"]);
  const half = [];
  at(1, (doc, weight) => half.push([doc, weight]));
  assert.deepEqual(half, [[3, 1], [7, 1]]);
  const adding = [];
  at(0, (doc, weight) => adding.push([doc, weight]));
  assert.deepEqual(adding, [[3, 3]]);
});

test("a slip of one letter is near, at the beginning of a longer word too", () => {
  for (const [word, term, n] of [["fracton", "fractions", 1], ["farction", "fraction", 1], ["fraktion", "fraction", 1], ["fraction", "fraction", 0], ["fraction", "garden", 3]])
    assert.equal(distance(word, term, 2), n, `${word} ${term}`);
});

const lesson = (title, interests = []) => ({ id: title, title, interests, teaches: [] });
const objective = (title, can = title) => ({ id: title, title, can, strand: null, page: true });
const course = {
  interests: [{ title: "Music" }, { title: "Cooking" }],
  strands: [],
  lessons: [lesson("Beats and bars", [0]), lesson("Rice for six", [1]), lesson("Halves"), lesson("Größer und kleiner")],
  objectives: [objective("Halve a recipe", "I can halve a recipe for cooking."), objective("Name a part of a whole")],
};
/** Finds, once the index is here. */
async function find(typed, text = "#half #\n") {
  const { find } = searchIn(course, async () => text);
  const ask = () => find(typed, 20, () => 1, () => {});
  ask();
  await new Promise((soon) => setTimeout(soon));
  return ask();
}
const titles = ({ found }) => found.map((f) => (f.lesson < 0 ? course.objectives[f.objective] : course.lessons[f.lesson]).title);

test("titles, statements and interests are found by their beginnings, titles first", async () => {
  assert.deepEqual(titles(await find("halv")), ["Halve a recipe", "Halves"]);
  assert.deepEqual(titles(await find("cook")), ["Halve a recipe", "Rice for six"]);
  assert.deepEqual(titles(await find("GROSSER")), ["Größer und kleiner"]);
});

test("every word counts; where nothing has all of them, what has most comes", async () => {
  const both = await find("halve recipe");
  assert.deepEqual([titles(both), both.all], [["Halve a recipe"], true]);
  const some = await find("beats recipe nothing");
  assert.equal(some.all, false);
  assert.deepEqual(titles(some).sort(), ["Beats and bars", "Halve a recipe"]);
});

test("a slip finds what was meant, and a word that is there finds nothing else", async () => {
  assert.deepEqual(titles(await find("recpie")), ["Halve a recipe"]);
  assert.deepEqual(titles(await find("beats")), ["Beats and bars"]);
});

test("what stands in the text alone says so, and comes after titles", async () => {
  const { found } = await find("half", "#half #\n#halfway %\n");
  assert.deepEqual(found.map((f) => [f.lesson, f.inside]), [[0, true], [1, true]]);
});

test("a shard that does not come leaves the titles", async () => {
  const { find } = searchIn(course, () => Promise.reject(new Error("gone")));
  find("beats", 20, () => 1, () => {});
  await new Promise((soon) => setTimeout(soon));
  const answer = find("beats", 20, () => 1, () => {});
  assert.deepEqual([titles(answer), answer.failed, answer.waits], [["Beats and bars"], true, 0]);
});

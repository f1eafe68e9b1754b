// Files of the portfolio: kept by what they hold, saved with the record, taken in again only if they are what they say.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { test } from "node:test";
import { readFile } from "../../themes/trail/client/incoming.js";
import { MOST_ALL, fileOf, filesNamed, openFiles, pack, unpack } from "../../themes/trail/client/store/files.js";
import { sha256 } from "../../themes/trail/client/store/sha256.js";
import { writeFile } from "../../themes/trail/client/writing.js";

const hashOf = (bytes) => createHash("sha256").update(bytes).digest("hex");
const piece = (n, bytes) => ({ w: "a", n, t: n, kind: "product", answer: { file: { name: "x.png", type: "image/png", size: bytes.length, hash: hashOf(bytes) } } });
let names = 0;
const fresh = () => openFiles(`files ${(names += 1)}`, () => indexedDB);

test("the hash is SHA-256, at every edge of a block", () => {
  for (const n of [0, 1, 55, 56, 63, 64, 65, 119, 120, 5000]) {
    const bytes = randomBytes(n);
    assert.equal(sha256(bytes), hashOf(bytes), `${n} bytes`);
  }
});

test("a file goes along in a saved record, comes back on another device, and twice is once", async () => {
  const [here, there] = [fresh(), fresh()];
  const bytes = randomBytes(100_000);
  const entries = [piece(1, bytes), piece(2, bytes)];
  await here.put("r", hashOf(bytes), bytes);
  const { fields, missing } = await pack(here, "r", entries);
  assert.deepEqual([Object.keys(fields), missing], [["file:" + hashOf(bytes)], 0]);
  const { file } = readFile(writeFile("c", { record: "r", alias: "", other: { kept: 1, ...fields } }, entries), "c");
  assert.deepEqual({ ...file.log.other }, { kept: 1 }, "the bytes don't become part of the record");
  for (const taken of [1, 0]) assert.deepEqual(await unpack(there, "r", file.log.entries, file.files), { taken, left: 0 });
  assert.deepEqual(Buffer.from(await there.get("r", hashOf(bytes))), bytes);
  assert.equal(await there.get("someone else", hashOf(bytes)), undefined, "nobody else's");
});

test("bytes that are not what their hash says, that no entry names, or that are torn stay out", async () => {
  const files = fresh();
  const [good, bad, torn, stray] = [1, 2, 3, 4].map(() => randomBytes(50));
  const other = { ["file:" + hashOf(good)]: good.toString("base64"), ["file:" + hashOf(bad)]: good.toString("base64"), ["file:" + hashOf(torn)]: "***", ["file:" + hashOf(stray)]: stray.toString("base64") };
  assert.deepEqual(await unpack(files, "r", [piece(1, good), piece(2, bad), piece(3, torn)], other), { taken: 1, left: 2 });
  assert.equal(await files.get("r", hashOf(stray)), undefined);
});

test("what would make a saved file too large to be read again is left, and said", async () => {
  const files = fresh();
  const large = [1, 2].map(() => randomBytes(MOST_ALL / 2 + 1000));
  const other = Object.fromEntries(large.map((bytes) => ["file:" + hashOf(bytes), bytes.toString("base64")]));
  const entries = large.map((bytes, n) => piece(n, bytes));
  assert.deepEqual(await unpack(files, "r", entries, other), { taken: 1, left: 1 });
  const { fields, missing } = await pack(files, "r", entries);
  assert.equal(missing, 1);
  assert.equal(readFile(writeFile("c", { record: "r", alias: "", other: fields }, entries), "c").fault, undefined);
});

test("a browser that refuses keeps nothing and breaks nothing", async () => {
  const refused = openFiles("x", () => null);
  const bytes = randomBytes(10);
  await assert.rejects(refused.put("r", hashOf(bytes), bytes));
  assert.deepEqual(await pack(refused, "r", [piece(1, bytes)]), { fields: {}, missing: 1 });
  assert.deepEqual(await unpack(refused, "r", [piece(1, bytes)], { ["file:" + hashOf(bytes)]: bytes.toString("base64") }), { taken: 0, left: 1 });
});

test("a wipe takes one learner's files, a taken-back piece its own", async () => {
  const files = fresh();
  for (const [record, hash] of [["r", "1"], ["r", "2"], ["s", "1"]]) await files.put(record, hash, randomBytes(3));
  await files.drop("r", "2");
  assert.equal(await files.get("r", "2"), undefined);
  assert.ok(await files.get("r", "1"));
  await files.wipe("r");
  assert.equal(await files.get("r", "1"), undefined);
  assert.ok(await files.get("s", "1"));
});

test("an entry from a strange file names no file", () => {
  for (const answer of [null, "x", { file: null }, { file: { hash: "../x", name: "x", type: "y", size: 1 } }, { file: { hash: "a".repeat(64), name: 3, type: "y", size: 1 } }]) assert.equal(fileOf({ answer }), null);
  assert.deepEqual(filesNamed([{ ...piece(1, randomBytes(3)), kind: "answer" }]), []);
});

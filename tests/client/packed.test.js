// A record as a short text: what was packed comes back; what is torn, foreign or a bomb does not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { base64url } from "../../themes/trail/client/engine/pack.js";
import { checkSum } from "../../themes/trail/client/engine/ticket.js";
import { packedIn, unpack } from "../../themes/trail/client/packed.js";
import { pack } from "../../themes/trail/client/packing.js";
import { writeFile } from "../../themes/trail/client/writing.js";

const entries = Array.from({ length: 40 }, (_, n) => ({ w: "a1B2c3D4e5F6g7H8", n, t: 1_790_000_000_000 + n * 61_000, kind: "answer", objective: "add-like", item: `beats/add#${n}`, correct: n % 3 > 0, note: "é 🌵" }));
const file = writeFile("fractions", { record: "r-1", alias: "Ada" }, entries);
const sealed = (/** @type {Uint8Array} */ bytes) => ((middle) => `r1.${middle}.${checkSum(middle)}`)(base64url(bytes));

test("what was packed comes back, with the spaces that pasting brings", async () => {
  const packed = await pack(file);
  assert.ok(packed.length < 1200, `${packed.length} characters`);
  for (const text of [packed, ` ${packed}\n`]) assert.equal(unpack(packedIn(text)), file);
});

test("nothing else is taken for one, and what is torn gives nothing", async () => {
  const packed = await pack(file);
  for (const text of ["", file, "r1..00000000", packed.slice(0, -1), `see ${packed}`, `https://example.org/#r=${packed}`, "r2" + packed.slice(2)]) assert.equal(packedIn(text), null);
  for (let at = 3; at < packed.length; at += 7) {
    const other = packed[at] === "A" ? "B" : "A";
    const torn = packedIn(packed.slice(0, at) + other + packed.slice(at + 1));
    if (torn) assert.equal(unpack(torn), null);
  }
});

test("what unpacks without end, or is no text, gives nothing", () => {
  assert.equal(unpack(sealed(deflateRawSync(Buffer.alloc(5_000_000)))), null);
  assert.equal(unpack(sealed(deflateRawSync(Buffer.from([0xff, 0xfe, 0x80])))), null);
  assert.equal(unpack(sealed(Buffer.from([7, 7, 7, 7]))), null);
});

// QR codes, read by a decoder of others from pixels painted as the drawing says.

import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import { MOST, codeOf } from "../../themes/trail/client/qr/code.js";

/** Paints the runs of a path, four pixels a module; what a scanner would see. */
function painted({ size, path }) {
  const wide = size * 4;
  const pixels = new Uint8ClampedArray(wide * wide * 4).fill(255);
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g)) {
    for (let row = y * 4; row < y * 4 + 4; row++) pixels.fill(0, (row * wide + x * 4) * 4, (row * wide + x * 4 + length * 4) * 4);
  }
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255;
  return { pixels, wide };
}

/** @param {string} text */
function read(text) {
  const { pixels, wide } = painted(codeOf(text));
  return jsQR(pixels, wide, wide)?.data;
}

test("a decoder reads what was drawn", () => {
  const link = `https://example.org/guides/fractions/index.html#t=1.${"aZ09-_".repeat(130)}.0badcafe`;
  for (const text of ["x", "1.q1ZKVLIy0lFKVrKqVkpSslJQ0lFKB9I5SrW1AA.5d2e1c4a", link, "مسار إلى الكسور 🌵"]) assert.equal(read(text), text);
});

test("the longest text still is a code, one byte more is none", () => {
  const most = "é".repeat(MOST / 2);
  assert.equal(read(most), most);
  assert.equal(codeOf(most + "e"), null);
});

test("a margin of four light modules stands around it", () => {
  const { size, path } = codeOf("margin");
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    assert.ok(Number(x) >= 4 && Number(y) >= 4 && Number(x) + Number(length) <= size - 4 && Number(y) < size - 4);
  }
});

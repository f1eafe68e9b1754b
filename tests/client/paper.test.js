// Codes by which what was done on paper comes back.
import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, codesIn } from "../../themes/trail/client/paper.js";

test("a code is read back however it is typed, in the digits of any script", () => {
  const codes = ["beats/add#beats-1", "beats/add#beats-2", "كسور#سؤال"].map(codeOf);
  assert.equal(new Set(codes).size, 3);
  for (const code of codes) assert.match(code, /^\d\d-\d{3}$/);
  const arabic = (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
  for (const typed of [codes.join(" "), codes.join(","), codes.join("\n").replaceAll("-", ""), codes.join(" ").replaceAll("-", " "), arabic(codes.join("، "))]) assert.deepEqual(codesIn(typed), codes, typed);
  assert.deepEqual(codesIn("27-41 3/4 half 127-418 27-4180"), []);
});

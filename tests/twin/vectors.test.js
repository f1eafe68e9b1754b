// The golden vectors that Rust wrote (BLESS=1 cargo test -p wend-core --test vectors), answered in JavaScript.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { canonical } from "../../themes/trail/client/engine/evidence.js";
import { answer } from "./answer.js";
import { answerBoard } from "./board.js";
import { answerPlace } from "./place.js";

const folder = new URL("../vectors/", import.meta.url);
for (const file of readdirSync(folder).filter(name => name.endsWith(".json")).sort()) {
  const { cases } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  for (const { name, input, expected } of cases) {
    test(`${file}: ${name}`, () => {
      const got = "place" in input ? answerPlace(input) : "board" in input ? answerBoard(input) : answer(input);
      for (const question of Object.keys(expected)) {
        assert.equal(canonical(got[question]), canonical(expected[question]), question);
      }
    });
  }
}

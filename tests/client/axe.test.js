// The axe-core inside of `wend` is the package that our own tests use, as its makers publish it, with its licence.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";

test("wend's axe-core is the package's, with its licence and version named", () => {
  const require = createRequire(import.meta.url);
  const from = dirname(require.resolve("axe-core/package.json"));
  const ours = new URL("../../crates/wend-cli/axe/", import.meta.url);
  for (const file of ["axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt"]) {
    assert.ok(readFileSync(new URL(file, ours)).equals(readFileSync(join(from, file))), `copy ${file} of the package to crates/wend-cli/axe`);
  }
  assert.ok(readFileSync(new URL("README.md", ours), "utf8").includes(`axe-core ${require("axe-core/package.json").version} `));
});

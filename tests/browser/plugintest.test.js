// `wend plugin test` in the browser of the tests: what only a browser sees is said of the example that shows it.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { WEND, WHOLE, folder, project, wend } from "./harness.js";

const WEND_BROWSER = `${WHOLE} --no-sandbox`;

/** Runs `wend plugin test`; gives its exit code and all that it said. */
function run(dir, variables = { WEND_BROWSER }, ...more) {
  const { status, stdout, stderr } = spawnSync(WEND, ["plugin", "test", dir, ...more], { encoding: "utf8", env: { ...process.env, ...variables } });
  return { status, said: stdout + stderr };
}

describe("wend plugin test", () => {
  let dir;
  before(() => {
    dir = folder();
    writeFileSync(join(dir, "a.md"), "# A\n");
    wend("plugin", "new", "beads", dir);
    // Its blocks run in frames: nobody trusts it.
    cpSync(join(project, "tests/browser/foreign/plugins/dial"), join(dir, "plugins/dial"), { recursive: true });
    // Another one, which is to give up.
    const other = join(dir, "plugins/other");
    cpSync(join(dir, "plugins/dial"), other, { recursive: true });
    for (const file of ["plugin.toml", "block.html", "element.js", "examples/seven.md"]) writeFileSync(join(other, file), readFileSync(join(other, file), "utf8").replace(/\bdial\b/g, "other"));
    run(dir, { WEND_BROWSER: "" }, "--bless");
  });

  test("plugins without a fault pass, in the page and in frames, light and dark", () => {
    const { status, said } = run(dir);
    assert.match(said, /3 examples seen in Chrom\w+\/\d/);
    assert.equal(status, 0, said);
  });

  test("what axe finds, what scripts throw and that a block gives up is said, in a frame and in the page; no browser is said plainly", () => {
    const element = join(dir, "plugins/dial/element.js");
    const good = readFileSync(element, "utf8");
    writeFileSync(element, good.replace(/(export function connect.*\n)/, '$1  el.append(document.createElement("input"));\n  setTimeout(() => { throw new Error("too late"); });\n'));
    const style = join(dir, "plugins/beads/element.css");
    writeFileSync(style, `${readFileSync(style, "utf8")}\nwend-beads p { color: #8a8a8a; background-color: #fff; }\n`);
    writeFileSync(join(dir, "plugins/other/element.js"), "export function connect() { throw new Error('no'); }\n");
    const { status, said } = run(dir);
    assert.equal(status, 1, said);
    assert.match(said, /a browser shows: .*Dial[^]*?plugins\/other\/examples\/seven\.md/);
    assert.match(said, /axe finds: .*\(label\), at `<input>`[^]*?plugins\/dial\/examples\/seven\.md/);
    assert.match(said, /a script throws in a browser: Error: too late/);
    assert.match(said, /\(color-contrast\)[^]*?plugins\/beads\/examples\/first\.md/);
    const none = run(dir, { WEND_BROWSER: "", PATH: "" }, "--plugin", "dial");
    assert.equal(none.status, 0, none.said);
    assert.match(none.said, /not tested: what only a browser sees\n/);
  });
});

// The manual's chapter "A site of your own in fifteen minutes", followed to the letter by somebody who has nothing but its text: every
// file is written as it stands there, every command is run, and what the chapter says one sees is there.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { WEND, project, serving } from "../program.js";
import { chapter, pieces, put } from "./chapter.js";

/** Runs the program; gives how it ended, and what it said to people and to programs. */
function wend(args, cwd) {
  const { status, stdout, stderr } = spawnSync(WEND, args, { cwd, encoding: "utf8", env: { ...process.env, WEND_CACHE: "" } });
  return { status, said: stdout + stderr };
}

/** Follows the chapter in a folder; gives what is being served in the end. */
async function follow(here) {
  let served = null;
  let said = "";
  for (const piece of pieces("author/fifteen-minutes", "bread")) {
    const { language, text } = piece;
    if (language === "sh") {
      for (const line of text.trim().split("\n")) {
        const [program, ...args] = line.split(" ");
        if (program === "cargo") continue; // the program is there: it is under test
        assert.equal(program, "wend", line);
        if (args[0] === "serve") served = await serving(args[1], { cwd: here });
        else {
          const run = wend(args, here);
          assert.equal(run.status, 0, run.said);
          said = run.said;
        }
      }
    } else if (language === "text") {
      for (const line of text.trim().split("\n")) assert.ok(said.includes(line), `${line}\nis not in\n${said}`);
    } else put(here, piece);
  }
  assert.ok(served, "nothing is served");
  return served;
}

/** A page once it is as it should be. */
async function until(address, fits) {
  for (let n = 0; n < 100; n += 1) {
    const html = await (await fetch(address)).text();
    if (fits.test(html)) return html;
    await new Promise((on) => setTimeout(on, 50));
  }
  throw new Error(`${address} has no ${fits}`);
}

test("from nothing to a published folder with the text of one chapter", async () => {
  const here = mkdtempSync(join(tmpdir(), "wend-manual-"));
  const served = await follow(here);
  try {
    // What was served has followed each save.
    await until(`${served.url}lessons/loaf.html`, /hollow sound/);
    await until(`${served.url}lessons/warm-bowl.html`, /The balloon on the bottle/);

    // The mistake that the chapter asks for, and what it says of it.
    const [wrong, right] = ["bakke", "bake"].map((id) => `teaches = ["${id}"]`);
    assert.ok(chapter("author/fifteen-minutes").includes(wrong));
    const file = join(here, "bread/lessons/loaf.md");
    writeFileSync(file, readFileSync(file, "utf8").replace(right, wrong));
    assert.match(wend(["check", "bread"], here).said, /did you mean `bake`/);

    // Three lessons, a branch; and nothing of the learner.
    const site = join(here, "bread-site");
    const made = readdirSync(join(site, "lessons")).filter((name) => name.endsWith(".html"));
    assert.deepEqual(made.sort(), ["balloon.html", "loaf.html", "warm-bowl.html"]);
    assert.match(readFileSync(join(site, "lessons/loaf.html"), "utf8"), /<wend-branch/);
    const all = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const told = all.filter((entry) => /\bada\b/.test(readFileSync(join(entry.parentPath, entry.name), "latin1")));
    assert.deepEqual(told.map(({ name }) => name), []);
  } finally {
    served.server.kill();
    rmSync(here, { recursive: true, force: true });
  }
});

test("every picture of the manual is one that the command for pictures makes", () => {
  const made = readFileSync(join(project, "tests/browser/pictures.js"), "utf8");
  const lessons = join(project, "curricula/manual/lessons");
  const pictures = readdirSync(lessons, { recursive: true }).map(String).filter((name) => name.endsWith(".png"));
  assert.ok(pictures.length > 0);
  for (const picture of pictures) assert.ok(made.includes(`"${picture}"`), `${picture} is made by nothing`);
});

test("the words of the site that chapters for learners and teachers name are the site's words", () => {
  const plain = (text) => text.replace(/\s+/g, " ").replaceAll("’", "'");
  const texts = plain(readFileSync(join(project, "themes/trail/strings/en.toml"), "utf8"));
  const named = ["student", "teacher"].flatMap((reader) =>
    readdirSync(join(project, "curricula/manual/lessons", reader)).filter((file) => file.endsWith(".md")).flatMap((file) => {
      const text = plain(chapter(`${reader}/${file.slice(0, -3)}`));
      return [...text.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words]) => words.replace(/[.,]$/, ""));
    }),
  );
  assert.ok(named.length > 50);
  assert.deepEqual(named.filter((words) => !texts.includes(words)), []);
});

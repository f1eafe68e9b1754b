// Every example in the manual's chapters is something that the program reads as it stands: each is tried in the places where such a
// text may stand, and one of them must take it without a word about its keys, values, blocks or parts.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import { chapter } from "./chapter.js";

const project = resolve(import.meta.dirname, "../..");
const WEND = process.env.WEND ?? join(project, "target/debug/wend");
const lessons = join(project, "curricula/manual/lessons");

const CONFIG = 'id = "x"\ntitle = "X"\n';
const MANIFEST = 'version = "1.0.0"\napi = 1\ndoc = "P."\n';

/** Where an example may stand: its file by its number, and what has to be around it. What stands together is tried at once. */
const HOMES = [
  { of: "markdown", at: (n) => `lessons/e${n}.md` },
  { of: "markdown", at: (n) => `items/e${n}.md` },
  { of: "toml", at: (n) => `objectives/e${n}.toml` },
  { of: "toml", at: (n) => `lessons/e${n}.md`, only: ({ text }) => text.startsWith("+++\n") },
  { of: "toml", at: (n) => `lessons/e${n}.md`, as: (text) => `+++\ntitle = "A"\n${text}+++\n` },
  { of: "toml", at: (n) => `learners/e${n}.toml` },
  { of: "toml", at: (n) => `paths/e${n}.toml` },
  { of: "toml", at: (n) => `plugins/e${n}/plugin.toml`, as: (text, n) => `name = "e${n}"\n${MANIFEST}${text}` },
  { of: "toml", at: (n) => `plugins/e${n}/plugin.toml`, as: (text, n) => `name = "e${n}"\n${MANIFEST}[kind.beads]\ndoc = "B."\n${text}` },
  { of: "toml", at: () => "theme/strings/pt.toml", alone: true, only: ({ name }) => name === "author/languages" },
  { of: "toml", at: () => "curriculum.toml", alone: true },
  { of: "toml", at: () => "curriculum.toml", as: (text) => CONFIG + text, alone: true },
];

/** Whether what an example names exists, and whether others name the same, is not its business; nor is a title that is not shown. */
const OTHERS = /^(link|objective|learner)\/|^item\/(unknown-mixup|which-objective|duplicate-label)|^config\/unknown|^data\/clash|^front\/no-title/;

/** What the program says of files, by their paths. */
function said(of) {
  const here = mkdtempSync(join(tmpdir(), "wend-example-"));
  try {
    for (const [file, text] of Object.entries({ "curriculum.toml": CONFIG, "lessons/b.md": "# B\n", ...of })) {
      mkdirSync(dirname(join(here, file)), { recursive: true });
      writeFileSync(join(here, file), text);
    }
    const run = spawnSync(WEND, ["check", "--format", "json", here], { encoding: "utf8", env: { ...process.env, WEND_CACHE: "" } });
    const all = run.stdout.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line));
    return all.filter(({ code, severity }) => severity !== "note" && !OTHERS.test(code));
  } finally {
    rmSync(here, { recursive: true, force: true });
  }
}

/**
 * What the program has against examples, wherever each may stand.
 * @param {{ name: string, language: string, text: string }[]} examples
 */
function against(examples) {
  let open = examples.map((example, n) => ({ ...example, n, words: /** @type {string[]} */ ([]) }));
  for (const { of, at, as = (text) => text, alone = false, only = () => true } of HOMES) {
    const fit = open.filter((one) => one.language === of && only(one));
    for (const some of alone ? fit.map((one) => [one]) : [fit]) {
      const found = said(Object.fromEntries(some.map(({ text, n }) => [at(n), as(text, n)])));
      for (const one of some) {
        const words = found.filter(({ path }) => path === at(one.n)).map(({ code, message }) => `${at("…")}: ${code}: ${message}`);
        if (words.length) one.words.push(...words);
        else open = open.filter((other) => other !== one);
      }
    }
  }
  return open.map(({ name, text, words }) => `${name}:\n${text}\n${words.join("\n")}`);
}

test("a slip of the finger in an example would be found", () => {
  const slips = { toml: ['[add]\ntitel = "Add"\n', 'approach = "project"\nminuts = 5\n'], markdown: ["::: questoin a\nWhich?\n:::\n"] };
  const examples = Object.entries(slips).flatMap(([language, texts]) => texts.map((text) => ({ name: "a slip", language, text })));
  assert.equal(against(examples).length, 3);
});

test("the program reads every example of the chapters for authors and teachers", () => {
  const chapters = ["author", "teacher"].flatMap((folder) => readdirSync(join(lessons, folder)).map((file) => `${folder}/${file}`));
  const examples = chapters.filter((file) => file.endsWith(".md")).flatMap((file) => {
    const name = file.slice(0, -3);
    return [...chapter(name).matchAll(/^(`{3,})(toml|markdown)\n([^]*?)^\1$/gm)].map(([, , language, text]) => ({ name, language, text }));
  });
  assert.ok(examples.length > 25, `${examples.length} examples`);
  assert.deepEqual(against(examples), []);
});

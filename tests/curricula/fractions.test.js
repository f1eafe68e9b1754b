// The numbers of the course on fractions, worked out a second time: every typed answer by a sum that somebody read out of the
// question (fractions/answers.txt), every equation in a lesson by both of its sides. Exact, and without the grader.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { evaluate, equal, exact, show } from "./fractions/exact.js";

const course = new URL("../../curricula/fractions/", import.meta.url).pathname;

/** Every Markdown file of lessons and items: its id and its text. */
const files = ["items", "lessons"].flatMap((part) =>
  readdirSync(join(course, part), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => ({ id: `${part === "items" ? "items/" : ""}${name.slice(0, -3)}`, text: readFileSync(join(course, part, name), "utf8") })),
);

/** The typed questions: their key, and the rows of their table by column (one empty row where there is none). */
function typed() {
  const found = new Map();
  for (const { id, text } of files) {
    for (const [, , kind, label, body] of text.matchAll(/^(:{3,}) (question|place-point) (\S+)[^\n]*\n([\s\S]*?)^\1$/gm)) {
      const key = /^Answer: (.*)$/m.exec(body)?.[1];
      if (key === undefined) continue;
      const lines = [...body.matchAll(/^\|(.*)\|$/gm)].map(([, line]) => line.split("|").map((cell) => cell.trim()));
      const [columns = [], , ...rows] = lines;
      const table = rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
      found.set(`${id}#${label}`, { kind, key, rows: table.length > 0 ? table : [{}] });
    }
  }
  return found;
}

/** `item: sum; column = sum` by item: what is to be worked out, "" for the answer. */
function sums() {
  const text = readFileSync(new URL("fractions/answers.txt", import.meta.url), "utf8");
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [, item, rest] = /^(\S+): (.*)$/.exec(line) ?? assert.fail(line);
      const parts = rest.split(/;\s*/).map((part) => {
        const named = /^(\w+) = (.*)$/.exec(part);
        return named ? { column: named[1], sum: named[2] } : { column: "", sum: part };
      });
      return [item, parts];
    }),
  );
}

const filled = (text, row) => text.replace(/\{(\w+)\}/g, (_, column) => row[column]);

test("every typed answer is what its question asks for", () => {
  const questions = typed();
  const how = sums();
  assert.deepEqual([...how.keys()].sort(), [...questions.keys()].sort(), "each typed question has its line");
  let answers = 0;
  for (const [item, { key, rows }] of questions) {
    for (const row of rows) {
      for (const { column, sum } of how.get(item)) {
        const expected = evaluate(sum, row);
        const written = column === "" ? filled(key, row).split(" | ") : [row[column] ?? assert.fail(`${item} has no ${column}`)];
        for (const one of written) {
          const place = `${item} ${JSON.stringify(row)}: ${column || "the answer"} is ${show(expected)}, not ${one}`;
          if (typeof expected === "string") assert.equal(one, expected, place);
          else assert.ok(equal(exact(one), expected), place);
          if (sum.startsWith("lowest(")) assert.equal(one, show(expected), place);
        }
        answers += 1;
      }
    }
  }
  assert.ok(answers > 800, `${answers} numbers`);
});

/** A formula as a sum: `1\frac{3}{4} \times 2` as `(1 + 3/4) * 2`. */
const plain = (formula) =>
  formula
    .replace(/(\d+)\\frac\{(\d+)\}\{(\d+)\}/g, "($1 + $2/$3)")
    .replace(/\\frac\{(\d+)\}\{(\d+)\}/g, "($1/$2)")
    .replace(/\\times/g, "*")
    .replace(/\\div/g, "/")
    .replace(/[−–]/g, "-")
    .replace(/×/g, "*");

/** Equations that a lesson shows because they are wrong. */
const MISTAKES = [
  "kitchen/left-in-the-jug: \\frac{3}{4} - \\frac{1}{2} = \\frac{2}{2}",
  "kitchen/three-batches: 4 \\times \\frac{1}{2} = \\frac{4}{8}",
];

test("both sides of every equation are equal, but for mistakes that are talked about", () => {
  let equations = 0;
  const wrong = [];
  for (const { id, text } of files) {
    const formulas = [...text.matchAll(/\$([^$\n]+)\$/g)].map(([, formula]) => formula);
    const words = [...text.replace(/\$[^$\n]*\$/g, " ").matchAll(/(?:\d[\d/]*(?: [+−×-] )?)+(?: = (?:\d[\d/]*(?: [+−×-] )?)+)+/g)].map(([found]) => found);
    for (const formula of [...formulas, ...words].filter((one) => one.includes("="))) {
      const sides = plain(formula).split("=").map((side) => side.trim());
      if (sides.some((side) => !/^[\d\s()+*/-]+$/.test(side))) continue; // a gap to be filled
      const [first, ...others] = sides.map((side) => evaluate(side, {}));
      if (!others.every((other) => equal(first, other))) wrong.push(`${id}: ${formula}`);
      equations += 1;
    }
  }
  assert.deepEqual(wrong, MISTAKES);
  assert.ok(equations > 100, `${equations} equations`);
});

test("whoever walks the course arrives, and hardly a lesson is met by nobody", () => {
  const ask = ["check", course, "--simulate", "120", "--format", "json"];
  const report = JSON.parse(execFileSync(process.env.WEND ?? "target/debug/wend", ask, { encoding: "utf8" }));
  assert.ok(report.own.goals_reached >= 950 && report.own.arrived >= 950, `${report.own.goals_reached}, ${report.own.arrived}`);
  const gave_up = report.stuck.reduce((all, at) => all + at.gave_up, 0);
  assert.ok(gave_up <= 1, `${gave_up} found no way on`);
  // A thousand learners meet all of them; so few may miss a long lesson that has many alternatives.
  assert.ok(report.never_met.length <= 2, report.never_met.join(", "));
});

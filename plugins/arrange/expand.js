// Runs in the build: mixes what the author wrote in the right order, and says what nobody could answer. What is shown and what
// the grader gets are numbers of the author's lines; `open` is what plain pages and the search see, mixed too.
import { mixed } from "./mix.js";

/** Orders of so many things are worth guessing; of more, an order is as good as typed. */
const FEW = 3;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  if (block.kind === "match") return pairs(block);
  return block.kind === "parsons" ? program(block) : steps(block);
}

/** An item; a question that never asks how sure one is says so itself. */
const item = (block, spec, n) => ({ spec: { ...spec, ...(block.attributes.sure === false ? { sure: false } : {}) }, options: n > FEW ? 0 : [1, 1, 2, 6][n] });

function steps(block) {
  const lines = (block.parts.entries ?? []).map((entry) => entry.text);
  const shown = mixed(lines.length, block.body);
  const problems = new Set(lines).size > 1 ? [] : [{ message: "all of these are the same, so every order of them is right", at: "entries.0" }];
  const open = [block.parts.prompt, shown.map((n) => `- ${lines[n].replaceAll("\n", "\n  ")}`).join("\n")].join("\n\n");
  return { data: { shown }, items: [item(block, { lines }, lines.length)], open, problems };
}

/** Blocks of code: a fence, its lines, the same fence again. */
const FENCE = /^(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)\n?\1[ \t]*$/gm;

function program(block) {
  const text = block.parts.prompt ?? "";
  const blocks = [...text.matchAll(FENCE)].map((found) => found[3].split("\n").map((line) => line.trimEnd()).filter(Boolean));
  const [lines = [], extra = []] = blocks;
  const problems = [];
  if (lines.length < 2) problems.push({ message: "there is no program to put in order", at: "prompt", help: "write its lines, two at least, between two lines of three backticks" });
  if (blocks.length > 2) problems.push({ message: "there are more than two blocks of code", at: "prompt", help: "the first is the program, a second holds lines that do not belong to it" });
  const twice = extra.find((line) => lines.includes(line));
  if (twice !== undefined) problems.push({ message: `\`${twice.trim()}\` is a line of the program too, so nobody can tell which one does not belong`, at: "prompt" });
  const all = [...lines, ...extra];
  const shown = mixed(all.length, block.body);
  const task = text.replace(FENCE, "").trim();
  const open = [task, "```", ...shown.map((n) => all[n]), "```"].join("\n");
  return { data: { all, lines, shown, extra: extra.length > 0 }, markup: [{ markdown: task }], items: [item(block, { lines, ...(extra.length ? { extra } : {}) }, all.length)], open, problems };
}

function pairs(block) {
  const { head = [], rows = [] } = block.parts.pairs ?? {};
  const left = rows.flatMap((row, n) => (row[0] ? [n] : []));
  const names = rows.map((row) => row[1] ?? "");
  // What stands there twice can be chosen once, and fits both.
  const right = mixed(rows.length, block.body).filter((n) => names[n] && names.indexOf(names[n]) === n);
  const problems = [];
  if (head.length !== 2) problems.push({ message: "pairs are a table of two columns", at: "pairs.head.0", help: "what belongs together stands in one row" });
  if (left.length < 2) problems.push({ message: "there are no two pairs to be found", at: "pairs" });
  rows.forEach((row, n) => {
    if (!row[1]) problems.push({ message: "nothing belongs to this", at: `pairs.${n}.0`, help: "write it beside it; what belongs to nothing stands in the second column" });
  });
  const list = (all, at) => all.map((n) => `- ${rows[n][at]}`).join("\n");
  const open = [block.parts.prompt, head[0] && `${head[0]}:`, list(left, 0), head[1] && `${head[1]}:`, list(right, 1)].filter(Boolean).join("\n\n");
  const spec = { names, left, right };
  return { data: { left, right }, items: [item(block, spec, Math.max(left.length, right.length))], open, problems };
}

// The least cost of a path, by an exact solver that shares nothing with ours: mixed-integer programming with HiGHS.
// One question a line: {catalog, cost, goals, seconds}; one answer a line: {optimum} or {optimum: null} where the time
// was up. Called by `cargo xtask bench engine`.
//
// A lesson taken (x) needs its requirement; an objective (y) needs a lesson that teaches it. Nothing keeps two lessons
// from holding up each other, so a set that can't be walked is answered with a cut: one of the lessons that could have
// been walked next is needed.
import { createInterface } from "node:readline";
import loadHighs from "highs";
import { readCatalog } from "../../themes/trail/client/engine/catalog.js";

/** The program of a curriculum: rows of text, and the names of its whole variables. */
class Program {
  constructor(c, cost, goals) {
    this.rows = [];
    this.whole = c.lessons.map((_, l) => `x${l}`);
    this.free = c.objectives.map((_, o) => `y${o}`);
    this.aim = c.lessons.map((_, l) => `${cost[l] / 1000} x${l}`).join(" + ");
    this.gates = 0;
    const teachers = c.objectives.map(() => []);
    c.lessons.forEach(({ teaches }, l) => teaches.forEach(o => teachers[o].push(`x${l}`)));
    c.objectives.forEach((_, o) => this.row(teachers[o].map(x => `- ${x}`).join(" ") + ` + y${o} <= 0`));
    for (const goal of goals) this.row(`y${goal} >= 1`);
    c.lessons.forEach(({ teaches, requires }, l) => {
      this.need(`x${l}`, requires, []);
      for (const o of teaches) this.need(`x${l}`, c.objectives[o].requires, teaches);
    });
  }
  row(text) {
    this.rows.push(`r${this.rows.length}: ${text}`);
  }
  /** A name that may be 1 only where the requirement holds; "" where it always does. */
  gate(r, taught) {
    if (r.op === "objective") return taught.includes(r.ix) ? "" : `y${r.ix}`;
    const name = `g${this.gates++}`;
    this.whole.push(name);
    this.need(name, r, taught);
    return name;
  }
  /** `name` needs the requirement. */
  need(name, r, taught) {
    if (r.op === "objective") {
      if (!taught.includes(r.ix)) this.row(`${name} - y${r.ix} <= 0`);
      return;
    }
    if (r.op === "all") return r.of.forEach(part => this.need(name, part, taught));
    const parts = r.of.map(part => this.gate(part, taught));
    const k = (r.op === "any" ? 1 : r.k) - parts.filter(part => !part).length;
    if (k <= 0) return;
    this.row(`${k} ${name} ${parts.filter(part => part).map(part => `- ${part}`).join(" ")} <= 0`);
  }
  text() {
    const bounds = this.free.map(y => `0 <= ${y} <= 1`).join("\n");
    return `Minimize\nobj: ${this.aim}\nSubject To\n${this.rows.join("\n")}\nBounds\n${bounds}\nBinary\n${this.whole.join("\n")}\nEnd\n`;
  }
}

const holds = (r, known) => {
  if (r.op === "objective") return known.has(r.ix);
  const met = r.of.filter(part => holds(part, known)).length;
  return met >= (r.op === "any" ? 1 : r.op === "all" ? r.of.length : r.k);
};

/** What is known once a set was walked from nothing. */
function walked(c, set) {
  const known = new Set();
  const open = l => {
    const { teaches, requires } = c.lessons[l];
    const with_ = new Set([...known, ...teaches]);
    return holds(requires, known) && teaches.every(o => holds(c.objectives[o].requires, with_));
  };
  for (let more = true; more; ) {
    more = false;
    for (const l of set) {
      if (c.lessons[l].teaches.every(o => known.has(o)) || !open(l)) continue;
      c.lessons[l].teaches.forEach(o => known.add(o));
      more = true;
    }
  }
  return { known, open };
}

function solve(highs, { catalog, cost, goals, seconds }) {
  const c = readCatalog(catalog);
  const program = new Program(c, cost, goals);
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const left = (end - Date.now()) / 1000;
    if (left <= 0) return null;
    const result = highs.solve(program.text(), { time_limit: left, mip_rel_gap: 0, mip_abs_gap: 1e-6, output_flag: false });
    if (result.Status !== "Optimal") return null;
    const set = c.lessons.map((_, l) => l).filter(l => result.Columns[`x${l}`].Primal > 0.5);
    const { known, open } = walked(c, set);
    if (goals.every(goal => known.has(goal))) return set.reduce((sum, l) => sum + cost[l], 0);
    const next = c.lessons.map((_, l) => l).filter(l => !set.includes(l) && open(l) && c.lessons[l].teaches.some(o => !known.has(o)));
    if (!next.length) return null;
    program.row(`${next.map(l => `x${l}`).join(" + ")} >= 1`);
  }
}

let highs = await loadHighs();
for await (const line of createInterface({ input: process.stdin })) {
  if (!line) continue;
  const question = JSON.parse(line);
  const start = Date.now();
  let optimum = null;
  try {
    optimum = solve(highs, question);
  } catch (error) {
    // HiGHS in WebAssembly does not come back from an abort.
    process.stderr.write(`${error}\n`);
    highs = await loadHighs();
  }
  process.stdout.write(JSON.stringify({ optimum, seconds: (Date.now() - start) / 1000 }) + "\n");
}

// What a table says: names, series, numbers, and a scale that holds them all.
import { near, read } from "wend:number";

/** So many series can be told apart, and so many rows be taken in. */
const MOST_SERIES = 6;
const MOST_ROWS = 60;

/** Cells that say: there is no number here. */
const MISSING = /^(?:|-|–|—|…|\.\.\.|\?|n\/a)$/i;

/** `{ names, series: [{ name, cells: [{ text, value }] }] }`; `value` is null where there is no number. */
export function readTable(table, problems) {
  const heads = table.head.slice(1);
  if (heads.length === 0) {
    problems.push({ message: "this table has names only, and no column of numbers", help: "add a column with numbers", at: "table.head", severity: "error" });
  }
  if (heads.length > MOST_SERIES) {
    problems.push({ message: `more than ${MOST_SERIES} series can't be told apart; those from here on are left out`, at: `table.head.${MOST_SERIES + 1}` });
  }
  if (table.rows.length > MOST_ROWS) {
    problems.push({ message: `more than ${MOST_ROWS} rows can't be taken in; those from here on are left out`, at: `table.${MOST_ROWS}` });
  }
  const rows = table.rows.slice(0, MOST_ROWS);
  const series = heads.slice(0, MOST_SERIES).map((name, s) => ({
    name,
    cells: rows.map((row, r) => readCell(row[s + 1] ?? "", `table.${r}.${s + 1}`, problems)),
  }));
  series.forEach((one, s) => {
    if (rows.length > 0 && one.cells.every((cell) => cell.value === null)) {
      problems.push({ message: `the column \`${one.name}\` has no number at all`, at: `table.head.${s + 1}` });
    }
  });
  return { names: rows.map((row) => row[0] ?? ""), series };
}

function readCell(text, at, problems) {
  const clean = text.trim();
  if (MISSING.test(clean)) return { text: clean, value: null };
  // Of a hundred as of one: what counts is that they are compared with each other.
  const number = read(clean.replace(/\s*%$/, ""));
  if (number) return { text: clean.replace(/^-/, "−"), value: near(number) };
  problems.push({
    message: `\`${clean}\` is not a number, so it has no place in the chart`, at,
    help: "write a number like `3`, `0.5`, `3/4` or `-2`, the unit into the column's head, or leave the cell empty",
  });
  return { text: clean, value: null };
}

/**
 * A scale with round numbers: `{ low, high, ticks }`. It begins at 0, unless all values lie close together and `free`
 * says that their differences matter more than their size.
 */
export function scaleOf(values, free) {
  const [least, most] = [Math.min(...values, Infinity), Math.max(...values, -Infinity)];
  if (values.length === 0) return { low: 0, high: 1, ticks: [0, 1] };
  const close = free && least * most > 0 && most - least < 0.5 * Math.max(Math.abs(least), Math.abs(most));
  let [low, high] = close ? [least, most] : [Math.min(0, least), Math.max(0, most)];
  if (low === high) [low, high] = [Math.min(0, low), Math.max(low, 0) || 1];
  const step = roundStep((high - low) / 4);
  [low, high] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  const ticks = Array.from({ length: high - low + 1 }, (_, n) => clean((low + n) * step));
  return { low: clean(low * step), high: clean(high * step), ticks };
}

function roundStep(rough) {
  const size = 10 ** Math.floor(Math.log10(rough));
  return size * ([1, 2, 2.5, 5, 10].find((n) => n * size >= rough * 0.999) ?? 10);
}

/** Without the dust of floats. */
function clean(n) {
  return Number(n.toPrecision(12));
}

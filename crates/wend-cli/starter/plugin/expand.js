// Runs in the build, once for each block: works out what the template shows, and says what is wrong.

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const to = Number(block.attributes.to);
  const mark = Number(/** @type {import("./wend-plugin").Line[]} */ (block.parts.marks ?? [])[0]?.text);
  const problems = [];
  if (!(to >= 2 && to <= 50)) problems.push({ message: `a line can't end at ${to}`, help: "2 to 50", at: "@to" });
  if (!(mark >= 0 && mark <= to)) problems.push({ message: `the mark is not on a line from 0 to ${to}`, at: "marks.0" });
  const ends = Math.min(Math.max(to, 2), 50);
  const ticks = Array.from({ length: ends + 1 }, (_, n) => ({ n, x: 10 + (n * 300) / ends }));
  return { data: { to: ends, ticks, mark: 10 + (mark * 300) / ends }, problems };
}

// Runs in the build: what stands in the block is shown a second time, as it is written.

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const fences = block.body.match(/`{3,}/g) ?? [];
  const fence = "`".repeat(Math.max(3, ...fences.map((one) => one.length + 1)));
  return { markup: { markdown: `${fence}markdown\n${block.body.trim()}\n${fence}` } };
}

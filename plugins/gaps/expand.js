// Runs in the build: finds the gaps. On the page and on paper a gap is a line to write on; `element.js` puts a field in its place.

/** What a gap is until there is a field: six strokes, which the script finds again. In Markdown each is escaped. */
const STROKES = "\\_".repeat(6);

/** A gap, or code and what else has brackets of its own: those stay as they are. */
const FOUND = /(`+)[\s\S]*?\1|\\\[|!\[[^\]]*\]|\[\[[^\]]*\]\]|\[[^\]\n]*\](?=[([])|\[\^[^\]]*\]|\[([^[\]\n]+)\]/g;

/** @type {import("./wend-plugin").Expand} */
export function expand(block) {
  const text = block.parts.prompt ?? "";
  const gaps = [];
  const open = text.replace(FOUND, (all, _, inside) => {
    if (inside === undefined) return all;
    gaps.push(inside.split("|").map((one) => one.trim()).filter(Boolean));
    return STROKES;
  });
  const problems = [];
  if (gaps.length === 0) problems.push({ message: "there is no gap in this text, so nobody can answer it", at: "prompt", help: "put what is to be filled in into brackets: `The [numerator] stands above the bar.`" });
  if (gaps.some((keys) => keys.length === 0)) problems.push({ message: "a gap holds nothing but bars", at: "prompt" });
  if (/_{6}/.test(text)) problems.push({ message: "six strokes in a row look like a gap and are none", at: "prompt", help: "write `[word]` for a gap" });
  const words = [...new Set(gaps.map(([word]) => word))].sort();
  const shown = block.attributes.words === true ? words : [];
  return {
    data: { words: shown, gaps: gaps.map((keys) => keys.join(" / ")) },
    markup: [{ markdown: open }],
    items: [{ spec: { gaps, ...(block.attributes.sure === false ? { sure: false } : {}) }, typed: true }],
    open: [shown.join(" · "), open].filter(Boolean).join("\n\n"),
    problems,
  };
}

// A table drawn with `+`, `-` and `|`. Its cells hold whole blocks: code, lists, headings.

/** The table in the text between its outer borders. */
export function grid(text) {
  const lines = text.split("\n").map((line) => line.trimEnd()).filter((line) => line.trim() !== "");
  const inner = lines.find((line) => /^\s*\+[-=:+]+\+$/.test(line));
  const edges = inner ? columns(inner) : bars(lines[0] ?? "");
  if (edges.length < 2) {
    return { markup: ["pre", text], problems: [{ message: "this grid table has no columns", help: "draw its borders with `+`, `-` and `|`" }] };
  }
  const rows = [];
  let head = 0;
  let row = null;
  for (const line of lines) {
    if (/^\s*\+[-=:+]+\+$/.test(line)) {
      if (row) rows.push(row);
      row = null;
      if (line.includes("=")) head = rows.length;
      continue;
    }
    row ??= edges.slice(1).map(() => []);
    const points = [...line];
    row.forEach((cell, n) => cell.push(points.slice(edges[n] + 1, edges[n + 1]).join("")));
  }
  if (row) rows.push(row);
  const section = (name, from, to, cell) => {
    const made = rows.slice(from, to).map((one) => ["tr", ...one.map((text) => cell(dedent(text)))]);
    return made.length > 0 ? [[name, ...made]] : [];
  };
  const head_ = section("thead", 0, head, (text) => ["th", { scope: "col" }, { inline: text.join(" ").trim() }]);
  const body = section("tbody", head, rows.length, (text) => ["td", { markdown: closed(text).join("\n") }]);
  return { markup: ["table", ...head_, ...body], search: lines.join(" ").replace(/[|+=`*-]+/g, " ") };
}

function columns(border) {
  return [...border].flatMap((c, n) => (c === "+" ? [n] : []));
}

function bars(line) {
  return [...line].flatMap((c, n) => (c === "|" ? [n] : []));
}

/** The lines of a cell without the space that all of them begin with. */
function dedent(lines) {
  const used = lines.filter((line) => line.trim() !== "");
  const least = used.length > 0 ? Math.min(...used.map((line) => line.length - line.trimStart().length)) : 0;
  return lines.map((line) => line.slice(least).trimEnd());
}

/** `<p></p>` stands in cells that should begin like their neighbour; it shows nothing. */
function closed(lines) {
  return lines.filter((line) => line.trim() !== "<p></p>");
}

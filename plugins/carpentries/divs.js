// `::: challenge` … `:::` and what belongs to it: the dialect's blocks become those of the lesson language.
//
// As in Pandoc, a line of colons with a name opens and one without closes what was opened last, however many colons either
// has. Here an outer block has more colons than an inner one. A block's first heading is its title.
import { plain } from "./course.js";
import { ABSENT, CAPTION, TERMS, attributes } from "./inline.js";

const OURS = {
  objectives: "objectives", questions: "questions", keypoints: "keypoints", challenge: "challenge",
  callout: "callout", caution: "callout caution", checklist: "callout checklist", discussion: "callout discussion",
  prereq: "callout prereq", testimonial: "callout testimonial",
  spoiler: "closed spoiler", instructor: "closed instructor",
  solution: "solution", hint: "hint", tab: "tabs", "group-tab": "tabs",
};
/** Kinds that come with Wend, whose titles are plain text. */
const PLAIN = ["solution", "hint", "note"];
/** Kinds that take their own list and no title. */
const LISTS = ["objectives", "questions", "keypoints"];

/** The lines with blocks of the lesson language, and what stands in the lists of objectives. */
export function blocks(lines, kinds, say) {
  const out = [...lines];
  const { divs, open } = nest(lines, kinds, say);
  for (const div of open.reverse()) {
    say(div.from, `this \`${div.name}\` is never closed`, "write a line of colons, `::::::`, where it ends");
    div.to = out.length;
    div.until = lines.length;
    out.push("");
  }
  for (const div of divs) write(div, out, kinds);
  tables(out, kinds);
  figures(out, kinds);
  glossaries(out, kinds);
  const objectives = divs.filter((div) => div.name === "objectives").flatMap((div) => entries(lines, div));
  return { lines: out, objectives };
}

/** Every block with its first and last line, inner ones after the outer, and those that stay open. */
function nest(lines, kinds, say) {
  const divs = [];
  const open = [];
  lines.forEach((line, n) => {
    if (kinds[n] !== "text") return;
    const found = /^\s{0,3}(:{3,})\s*(.*?)[\s:]*$/.exec(line);
    if (!found) return;
    if (found[2] === "") {
      const div = open.pop();
      if (div) {
        div.to = n;
        div.until = n;
      } else {
        say(n, "nothing is open that this line could close", "take it away, or write what it closes above it");
        divs.push({ name: "", from: n, to: n, until: n, inner: [], parent: null });
      }
      return;
    }
    const parent = open[open.length - 1] ?? null;
    const div = { ...opener(found[2]), from: n, to: -1, until: -1, inner: [], parent };
    if (OURS[div.name] === undefined) {
      say(n, `there is no block \`${div.name}\`, so what is in it is shown as text`,
        `the blocks of the dialect are ${Object.keys(OURS).map((name) => `\`${name}\``).join(", ")}`);
    }
    parent?.inner.push(div);
    divs.push(div);
    open.push(div);
  });
  return { divs, open };
}

/** `challenge`, `challenge {#id}`, `{.challenge #id title="…"}` */
function opener(text) {
  const brace = text.indexOf("{");
  const word = (brace < 0 ? text : text.slice(0, brace)).trim().split(/\s+/)[0] ?? "";
  const found = brace < 0 ? { classes: [], values: {} } : attributes(text.slice(brace));
  const name = word || found.classes.find((one) => OURS[one]) || found.classes[0] || "";
  return { name: name.replace(/^prereq.*$/, "prereq"), id: found.id, title: found.values.title };
}

function depth(div) {
  return 1 + Math.max(0, ...div.inner.map(depth));
}

function write(div, out, kinds) {
  const colons = ":".repeat(2 + depth(div));
  if (OURS[div.name] === undefined) {
    out[div.from] = "";
    out[div.to] = "";
    return;
  }
  let [kind, tone] = OURS[div.name].split(" ");
  // Only notes may stand in help.
  const helped = (one) => one && (["solution", "hint"].includes(one.name) || helped(one.parent));
  if (kind === "callout" && helped(div.parent)) [kind, tone] = ["note", tone === "caution" ? "care" : undefined];
  const words = [];
  if (div.id) words.push(`#${div.id}`);
  if (tone && tone !== "callout") words.push(`tone=${tone}`);
  const title = LISTS.includes(kind) || kind === "tabs" ? undefined : div.title ?? heading(div, out, kinds);
  if (title) words.push(`title="${quoted(PLAIN.includes(kind) ? plain(title) : title)}"`);
  out[div.from] = `${colons} ${kind}${words.length > 0 ? ` {${words.join(" ")}}` : ""}`;
  out[div.to] = colons;
}

/** Takes the heading away that a block begins with, and gives its text. Those below it come one level up. */
function heading(div, out, kinds) {
  let n = div.from + 1;
  while (n < div.until && kinds[n] === "text" && out[n].trim() === "") n += 1;
  if (n >= div.until || kinds[n] !== "text") return undefined;
  const found = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(out[n]);
  if (!found || found[2] === "") return undefined;
  out[n] = "";
  const below = new RegExp(`^\\s{0,3}#(?=${found[1]}#*\\s)`);
  for (let at = n + 1; at < div.until; at += 1) if (kinds[at] === "text") out[at] = out[at].replace(below, "");
  return found[2].replace(/\s*\{[^}]*\}$/, "");
}

export function quoted(text) {
  return text.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
}

/** The entries of the list in a block, each on one line. */
function entries(lines, div) {
  const found = [];
  for (const line of lines.slice(div.from + 1, div.until)) {
    const entry = /^\s{0,3}(?:[-*+]|\d+[.)])\s+(.*)$/.exec(line);
    if (entry) found.push(entry[1].trim());
    else if (found.length > 0 && line.trim() !== "") found[found.length - 1] += ` ${line.trim()}`;
  }
  return found;
}

const BORDER = /^\s{0,3}\+(?:[-=:]+\+)+\s*$/;

/** A grid table loses its outer borders to the lines that open and close its block. */
function tables(out, kinds) {
  for (let n = 0; n < kinds.length; n += 1) {
    if (kinds[n] !== "text" || !BORDER.test(out[n])) continue;
    let end = n;
    while (end + 1 < kinds.length && kinds[end + 1] === "text" && /^\s{0,3}[|+]/.test(out[end + 1])) end += 1;
    if (end > n + 1 && BORDER.test(out[end])) {
      out[n] = "::: grid-table";
      out[end] = ":::";
    }
    n = end;
  }
}

const PICTURE = new RegExp(`^\\s*(?:(!\\[.*\\]\\(.*\\))|${ABSENT}(.*)${ABSENT})(?:${CAPTION}(.*)${CAPTION})?\\s*$`);

/**
 * A picture on a line of its own that has a caption, or is not there: the blank lines around it open and close its
 * block. Within a text, both stand there as words.
 */
function figures(out, kinds) {
  const blank = (at) => kinds[at] === "text" && out[at].trim() === "";
  for (let n = 0; n < kinds.length; n += 1) {
    if (kinds[n] !== "text") continue;
    const [, picture, absent, caption] = PICTURE.exec(out[n]) ?? [];
    if ((absent !== undefined || caption !== undefined) && blank(n - 1) && blank(n + 1)) {
      const words = caption === undefined ? "" : ` {caption="${quoted(caption)}"}`;
      out[n - 1] = `::: ${absent === undefined ? "captioned" : "absent"}${words}`;
      out[n] = picture ?? absent;
      out[n + 1] = ":::";
    }
    out[n] = out[n].replaceAll(ABSENT, "*").replace(new RegExp(`${CAPTION}(.*?)${CAPTION}`, "g"), " ($1)");
  }
}

/** A list of terms below `{:auto_ids}`: terms that links lead to. */
function glossaries(out, kinds) {
  for (let n = 0; n < kinds.length; n += 1) {
    if (kinds[n] !== "text" || out[n] !== TERMS) continue;
    let end = n + 1;
    while (end < kinds.length && !/^(?:#{1,6}\s|:{3,})/.test(out[end])) end += 1;
    const closed = end > n + 2 && out[end - 1].trim() === "";
    out[n] = closed ? "::: glossary" : "";
    if (closed) out[end - 1] = ":::";
  }
}

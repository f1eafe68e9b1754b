// What may stand within a line of text: pictures and links with attributes, keys, leftovers of the older template.

const STYLES = ["callout", "challenge", "checklist", "discussion", "keypoints", "objectives", "prereq", "questions", "solution", "testimonial"];

/** Behind a picture until its block is made (`divs.js`): a caption; what a picture shows that is not there. */
export const CAPTION = "\u0000";
export const ABSENT = "\u0003";
/** The line that says that the list of terms below has ids. */
export const TERMS = "\u0001";
/** Around the number of a piece of code that nothing may change. */
const KEPT = "\u0002";

/** A line of text as the lesson language has it. Pictures that are not there are added to `links.missing`. */
export function inline(line, at, links, say) {
  const alone = /^\s*\{:\s*(.*?)\s*\}\s*$/.exec(line);
  if (alone) {
    if (/^auto\\?_ids$/.test(alone[1])) return TERMS;
    const style = STYLES.find((name) => new RegExp(`\\.${name}\\b`).test(alone[1]));
    if (style) {
      say(at, `\`{: .${style}}\` belongs to the older template, so the quotation above it stays one`,
        `put \`::: ${style}\` above it and \`:::\` below it, and take the \`>\` away`);
    }
    return "";
  }
  if (/^\s*\{%.*%\}\s*$/.test(line)) {
    if (!/include\s+links\.md/.test(line)) leftover(at, /\{%.*?%\}/.exec(line)[0], say);
    return "";
  }
  return outsideCode(line, (text) => {
    for (const tag of text.match(/\{%.*?%\}|\{\{\s*(?:page|site)\..*?\}\}/g) ?? []) leftover(at, tag, say);
    return pictures(text, at, links)
      .replace(/(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"]*")?\))\{:?[^{}]*\}/g, "$1")
      .replace(/(?<!!)\[([^\[\]]*)\]\{[.#:][^{}]*\}/g, "$1")
      .replace(/(\]\()([^()\s]+)/g, (all, open, target) => open + resolve(target, links))
      .replace(/^(\s{0,3}\[[^\]]+\]:\s+)(\S+)/, (all, open, target) => open + resolve(target, links))
      .replace(/<kbd>(.*?)<\/kbd>/gi, "**$1**")
      .replace(/<br\s*\/?>\s*$/i, "\\");
  });
}

function leftover(at, tag, say) {
  say(at, `\`${tag}\` belongs to the older template and means nothing now`, "write what should stand here");
}

/** Changes what does not stand between backticks. */
function outsideCode(line, change) {
  let start = 0;
  let text = "";
  // Code within a text is kept away from the change by a sign that stands for it.
  const kept = [];
  const code = /(`+)(?!`)([\s\S]*?[^`])\1(?!`)/g;
  for (let found = code.exec(line); found; found = code.exec(line)) {
    text += `${line.slice(start, found.index)}${KEPT}${kept.length}${KEPT}`;
    kept.push(found[0]);
    start = found.index + found[0].length;
  }
  text += line.slice(start);
  return change(text).replace(new RegExp(`${KEPT}(\\d+)${KEPT}`, "g"), (all, n) => kept[Number(n)]);
}

/** `![caption](path){alt='what it shows' width="50%"}` */
function pictures(text, at, links) {
  let out = "";
  let rest = text;
  for (;;) {
    const found = /!\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]*)((?:\s+"[^"]*")?)\)/.exec(rest);
    if (!found) return out + rest;
    out += rest.slice(0, found.index);
    rest = rest.slice(found.index + found[0].length);
    const after = /^\s*\{:?/.test(rest) ? attributes(rest.trimStart()) : null;
    if (after) rest = rest.trimStart().slice(after.length);
    const alt = after?.values.alt;
    const words = alt === undefined ? found[1] : alt.replace(/[\\\[\]`*_<>]/g, "\\$&");
    const caption = alt !== undefined && found[1].trim() !== "" ? found[1].trim() : "";
    const here = isHere(found[2], links);
    if (!here) links.missing.push({ at, path: found[2] });
    if (here) out += `![${words}](${found[2]}${found[3]})`;
    else if (words.trim() !== "" || caption === "") out += `${ABSENT}${words}${ABSENT}`;
    if (caption !== "") out += `${CAPTION}${caption}${CAPTION}`;
  }
}

/** Whether a picture lies where it is looked for; one of another place is for others to judge. */
function isHere(target, { path, seen }) {
  return /^[a-z][a-z0-9+.-]*:|^\/|^$/i.test(target) || seen.includes(from(path, target.replace(/[?#].*$/, "")));
}

/** The path of what a relative target names, as seen from a file. */
function from(path, target) {
  const parts = path.split("/").slice(0, -1);
  for (const part of decode(target).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function decode(target) {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** `{#id .class key="value"}` at the beginning of a text: what it says, and how long it is. */
export function attributes(text) {
  const found = { id: undefined, classes: [], values: {}, length: 0 };
  let at = /^\{:?\s*/.exec(text)?.[0].length ?? 0;
  const one = /\s*(?:#([^\s}]+)|\.([^\s}]+)|([\w-]+)=(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s}]*))|([^\s}]+))/y;
  while (at < text.length && !/^\s*\}/.test(text.slice(at))) {
    one.lastIndex = at;
    const word = one.exec(text);
    if (!word) break;
    if (word[1] !== undefined) found.id = word[1];
    else if (word[2] !== undefined) found.classes.push(word[2]);
    else if (word[3] !== undefined) found.values[word[3]] = word[4] ?? word[5] ?? word[6];
    at = one.lastIndex;
  }
  const end = /^\s*\}/.exec(text.slice(at));
  found.length = end ? at + end[0].length : at;
  return found;
}

/**
 * Where a link leads. A page of the course is named by its file or as it is published; one that is not in the folder is
 * looked for where `config.yaml` says that the course is published.
 */
function resolve(target, { path, paths, url, reference, terms }) {
  const [whole, dest, anchor] = /^([^#]*)(#.*)?$/.exec(target) ?? [target, target, ""];
  const page = dest === "" ? path : from(path, dest.replace(/\.html$/, ".md"));
  if (anchor !== undefined && page === reference && terms.includes(anchor.slice(1))) return `term:${anchor.slice(1)}`;
  if (dest === "" || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(dest) || !/\.(?:md|Rmd|html)$/.test(dest)) return whole;
  const wanted = from(path, dest);
  const stem = wanted.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const named = paths.includes(wanted) ? wanted : undefined;
  const there = named ?? paths.find((one) => one.replace(/^.*\//, "").replace(/\.[^.]*$/, "") === stem);
  if (there) return up(path.split("/").slice(0, -1), there) + (anchor ?? "");
  return url === "" ? whole : `${url}/${stem}.html${anchor ?? ""}`;
}

/** A path as seen from a folder. */
function up(folder, path) {
  const to = path.split("/");
  let same = 0;
  while (same < folder.length && same < to.length - 1 && folder[same] === to[same]) same += 1;
  return [...folder.slice(same).map(() => ".."), ...to.slice(same)].join("/");
}

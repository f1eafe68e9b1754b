// What is true of the whole course: which episode comes before which, and what an episode is for.

/** The file's lines, and the first that is not of its front matter. */
export function split(file) {
  const lines = file.text.split(/\r\n|\r|\n/);
  const rest = file.body.split(/\r\n|\r|\n/).length;
  const body = lines.length - rest;
  return { lines, body };
}

/**
 * Where a file stands in the course: setup, then the episodes as `config.yaml` lists them, then those that it does not
 * list. `missing` are listed episodes that are not there; they are told of at the first episode only.
 */
export function order(path, paths, config) {
  const listed = names(config.episodes).map((name) => `episodes/${name}`);
  const own = paths.filter((one) => one.startsWith("episodes/"));
  const there = listed.filter((one) => own.includes(one));
  const others = own.filter((one) => !there.includes(one));
  const course = [...paths.filter((one) => one === "learners/setup.md"), ...there, ...others];
  const at = course.indexOf(path);
  const first = course.find((one) => one.startsWith("episodes/"));
  return {
    before: at > 0 ? course[at - 1] : null,
    unlisted: there.length > 0 && others.includes(path),
    missing: path === first ? listed.filter((one) => !own.includes(one)).map((one) => one.replace("episodes/", "")) : [],
  };
}

function names(list) {
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
}

/** The ids of the terms that stand below `{:auto_ids}`, each on a line with its meaning, after a colon, in the next. */
export function termsOf(reference) {
  const lines = reference.split(/\r\n|\r|\n/);
  const from = lines.findIndex((line) => /^\s*\{:\s*auto\\?_ids\s*\}/.test(line));
  if (from < 0) return [];
  const terms = lines.filter((line, n) => n > from && line.trim() !== "" && /^:\s/.test(lines[n + 1] ?? ""));
  return terms.map((term) => plain(term).trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-"));
}

/**
 * What a learner can say at the end, from the list of objectives: "I can tell one thing; do another." In English the
 * first word of each is a verb, so that it can follow "I can"; in another language they stand as they are.
 */
export function objective(list, language) {
  const texts = list.map((text) => plain(text).replace(/[\s.;]+$/, "")).filter((text) => text !== "");
  if (texts.length === 0) return null;
  const english = language === undefined || language === null || /^en\b/i.test(String(language));
  if (!english) return `${texts.join("; ")}.`;
  const lower = texts.map((text) => (/^[A-Z][a-z]+ /.test(text) ? text[0].toLowerCase() + text.slice(1) : text));
  return `I can ${lower.join("; ")}.`;
}

/** Markdown without its marks, for where only plain text can stand. */
export function plain(text) {
  return text
    .replace(/!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1")
    .replace(/(`+)\s?(.*?)\s?\1/g, "$2")
    .replace(/(\*\*|__)(?=\S)(.*?\S)\1/g, "$2")
    .replace(/(^|[^\p{L}\p{N}])([*_])(?=\S)(.*?\S)\2(?![\p{L}\p{N}])/gu, "$1$3")
    .replace(/\\([!-\/:-@[-`{-~])/g, "$1");
}

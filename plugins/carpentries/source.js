// An episode becomes a lesson. Its text keeps every line where it stands, so that what is found in it later is found at
// the line of the file. What a line may turn into is in `divs.js` (blocks) and `inline.js` (links, pictures, leftovers).
import { order, objective, split, termsOf } from "./course.js";
import { blocks } from "./divs.js";
import { inline } from "./inline.js";
import { flow } from "./lines.js";

/** The page of the course's terms. */
const REFERENCE = "learners/reference.md";

export function source(file, { paths, seen, files }) {
  const config = files["config.yaml"] ?? {};
  const { lines, body } = split(file);
  const problems = [];
  const say = (line, message, help, severity) => problems.push({ line: line + 1, message, help, severity });
  const kinds = flow(lines, body);
  const url = typeof config.url === "string" ? config.url.replace(/\/+$/, "") : "";
  const reference = files[REFERENCE];
  const terms = typeof reference === "string" ? termsOf(reference) : [];
  const links = { path: file.path, paths, seen, url, reference: REFERENCE, terms, missing: [] };
  const worded = lines.map((line, n) => (kinds[n] === "text" ? inline(line, n, links, say) : line));
  if (links.missing.length > 0) tellOf(links.missing, say);
  const made = blocks(worded, kinds, say);
  const front = frontOf(file, made, { paths, config, say });
  const shared = typeof files["links.md"] === "string" ? `\n\n${files["links.md"]}` : "";
  return { front, markdown: made.lines.join("\n") + shared, problems };
}

/** Once for all pictures of an episode: most often their folder was not copied. */
function tellOf([first, ...others], say) {
  const more = others.length === 0 ? "is" : others.length === 1 ? "and another picture are" : `and ${others.length} more pictures are`;
  say(first.at, `\`${first.path}\` ${more} not in the folder, so what ${others.length > 0 ? "they show" : "it shows"} is told in words`,
    "copy them to where the course has them");
}

function frontOf(file, { objectives }, { paths, config, say }) {
  const data = file.data ?? {};
  const front = { title: titleOf(file, config) };
  const minutes = [data.teaching, data.exercises].map((n) => (Number.isFinite(n) && n > 0 ? Math.round(n) : 0));
  const sum = minutes[0] + minutes[1];
  if (sum > 0) front.minutes = Math.min(sum, 6000);
  for (const key of ["teaching", "exercises"]) {
    if (data[key] !== undefined && !Number.isFinite(data[key])) {
      say(lineOf(file, key), `\`${key}\` is not a number of minutes`, `write \`${key}: 10\``);
    }
  }
  const can = objective(objectives, config.lang);
  if (can) front.can = can;
  const { before, unlisted, missing } = order(file.path, paths, config);
  if (before) front.requires = [before.replace(/\.[^.]*$/, "")];
  if (unlisted) {
    say(0, "`config.yaml` does not list this episode, so it comes after those that it lists",
      `add \`- ${file.path.replace("episodes/", "")}\` under \`episodes:\``, "note");
  }
  for (const name of missing) {
    say(0, `\`config.yaml\` lists \`${name}\`, but there is no file \`episodes/${name}\``,
      "take it off the list, or give it the name that the file has");
  }
  return front;
}

function titleOf(file, config) {
  if (typeof file.data?.title === "string" && file.data.title.trim() !== "") return file.data.title.trim();
  if (file.path === "index.md" && typeof config.title === "string") return config.title;
  const heading = /^# +(.+?)\s*#*\s*$/m.exec(file.body);
  return heading ? heading[1] : file.path.replace(/^.*\//, "").replace(/\.[^.]*$/, "").replace(/^\d+-/, "").replace(/-/g, " ");
}

/** The line of a key of the front matter, counted from 0. */
function lineOf(file, key) {
  return Math.max(0, file.text.split(/\r\n|\r|\n/).findIndex((line) => line.startsWith(`${key}:`)));
}

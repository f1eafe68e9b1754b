// A quiz file becomes a lesson. What a question turns into is in `questions.js`, its texts in `markdown.js`.
import { question } from "./questions.js";
import { text } from "./markdown.js";
import { places } from "./places.js";

export function source(file, { paths }) {
  const { questions, multipart = {} } = file.data ?? {};
  const place = places(file.text);
  const problems = [];
  if (!Array.isArray(questions) || questions.length === 0) {
    problems.push({ message: "this quiz has no questions", help: "begin one with `[[questions]]`", line: 1 });
  }
  const said = new Set();
  const taken = new Set();
  const blocks = (Array.isArray(questions) ? questions : []).map((one, n) => {
    const say = (key, message, help, severity) => problems.push({ message, help, severity, line: place(n, key) });
    const part = one.multipart;
    let before = "";
    if (part !== undefined && typeof multipart[part] !== "string") {
      say("multipart", `there is no \`multipart.${part}\` in this file`, "write it above the questions: `[multipart]`");
    } else if (part !== undefined && !said.has(part)) {
      said.add(part);
      before = `${text(multipart[part], (message, help) => say("multipart", message, help, "note"))}\n\n`;
    }
    return before + question(one, label(one.id, n, taken), say);
  });
  return { front: frontOf(file.path, paths), markdown: `${blocks.join("\n\n")}\n`, problems };
}

/** A block's label: the question's own id, which stays the same when others are added. */
function label(id, n, taken) {
  let name = typeof id === "string" && /^[\p{L}\p{N}_-]+$/u.test(id) ? id : `q${n + 1}`;
  while (taken.has(name)) name += "-again";
  taken.add(name);
  return name;
}

const NAME = /^ch(\d+)-(\d+)-(.+?)(?:-sec(\d+)-(.+))?$/;

/** The title is in the file's name, and so is the chapter: quizzes of numbered chapters follow each other. */
function frontOf(path, paths) {
  const name = stem(path);
  const words = (text) => text.replace(/[-_]+/g, " ").trim();
  const found = NAME.exec(name);
  const front = {};
  if (found) {
    const [, chapter, section, about, , part] = found;
    const tail = part ? `: ${words(part)}` : "";
    front.title = `${Number(chapter)}.${Number(section)} ${capital(words(about))}${tail}`;
    const course = paths.filter((one) => NAME.test(stem(one)));
    const at = course.indexOf(path);
    if (at > 0) front.requires = [course[at - 1].replace(/\.toml$/, "")];
  } else {
    front.title = capital(words(name));
  }
  return front;
}

function stem(path) {
  return path.replace(/^.*\//, "").replace(/\.toml$/, "");
}

function capital(words) {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

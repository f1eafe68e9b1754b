// A question of a quiz file as a `question` block.
import { entry, program, text } from "./markdown.js";

const KINDS = { MultipleChoice: choice, ShortAnswer: short, Tracing: tracing };

/** What every program is shown with. */
const TRACE = "Does this program compile? If it does, write what it prints, on one line (or `nothing`). "
  + "If it does not, write where the error is, for example `line 1`.";

/** The block; `say` is told what can't be read: the key it stands at, what is wrong, and how to mend it. */
export function question(one, label, say) {
  const make = KINDS[one.type];
  if (!make) {
    const known = Object.keys(KINDS).map((kind) => `\`${kind}\``).join(", ");
    say("type", one.type === undefined ? "this question has no `type`" : `there is no type \`${one.type}\``, `the types are ${known}`);
    return shown(one);
  }
  const note = (message, help) => say("prompt", message, help, "note");
  const made = make({ prompt: one.prompt ?? {}, answer: one.answer ?? {} }, say, note);
  if (!made) return shown(one);
  const why = typeof one.context === "string" && one.context.trim() !== "" ? `\n\nWhy: ${text(one.context, note)}` : "";
  const { head = "", prompt, key } = made;
  return `::: question ${label}${head}\n${prompt}\n\n${key}${why}\n:::`;
}

/** What there is of a question that is none: nobody's text is dropped. */
function shown(one) {
  const texts = [one.prompt?.prompt, one.context].filter((part) => typeof part === "string");
  const code = typeof one.prompt?.program === "string" ? [`\`\`\`\`rust\n${one.prompt.program.trim()}\n\`\`\`\``] : [];
  return [...texts.map((part) => text(part, () => {})), ...code].join("\n\n");
}

function asked(prompt, say, note) {
  if (typeof prompt.prompt === "string" && prompt.prompt.trim() !== "") return text(prompt.prompt, note);
  say("prompt", "this question asks nothing", "write it: `prompt.prompt = \"…\"`");
  return null;
}

function choice({ prompt, answer }, say, note) {
  const words = asked(prompt, say, note);
  const several = Array.isArray(answer.answer);
  const right = (several ? answer.answer : [answer.answer]).filter((one) => typeof one === "string");
  const wrong = (prompt.distractors ?? []).filter((one) => typeof one === "string");
  if (right.length === 0) say("answer", "this question has no answer", "write it: `answer.answer = \"…\"`");
  if (wrong.length === 0) say("prompt", "this question has nothing wrong to choose", "write it: `prompt.distractors = [\"…\"]`");
  if (words === null || right.length === 0 || wrong.length === 0) return null;
  for (const one of right.filter((one) => wrong.includes(one))) {
    say("prompt.distractors", `\`${one.trim()}\` is among the answers and among the distractors`, "take it from one of them");
  }
  const options = arrange(right, wrong, prompt);
  const list = options.map((one) => entry(right.includes(one) ? "- [x]" : "- [ ]", text(one, note)));
  return { head: several ? " {several=true}" : "", prompt: words, key: list.join("\n") };
}

/**
 * The options in the order in which they are shown, the same in every build: as the file says, or by what each of them
 * says. So an option that is added or mended moves no other.
 */
function arrange(right, wrong, { answerIndex, sortAnswers }) {
  if (Number.isInteger(answerIndex)) {
    const at = Math.max(0, Math.min(answerIndex, wrong.length));
    return [...wrong.slice(0, at), ...right, ...wrong.slice(at)];
  }
  const by = sortAnswers === true ? (one) => one.trim() : hash;
  const all = [...right, ...wrong].map((one) => [by(one), one]);
  return all.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, one]) => one);
}

/** FNV-1a, 32 bit. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const c of text) value = Math.imul(value ^ c.codePointAt(0), 0x01000193) >>> 0;
  return value;
}

function short({ prompt, answer }, say, note) {
  const words = asked(prompt, say, note);
  const keys = [answer.answer, ...(answer.alternatives ?? [])].filter((one) => typeof one === "string" && one.trim() !== "");
  if (keys.length === 0) say("answer", "this question has no answer", "write it: `answer.answer = \"…\"`");
  if (words === null || keys.length === 0) return null;
  for (const one of keys.filter((one) => one.length > 200)) {
    say("answer", `nobody can type an answer of ${one.length} characters`, "ask for less, or let learners choose");
  }
  return { head: " {form=exact}", prompt: words, key: keys.map(line).join("\n") };
}

/** A key as a line. Signs that mean something in keys make it a pattern of itself. */
function line(key) {
  const plain = key.trim().replace(/\s+/g, " ");
  return `Answer: ${/[|±]|\+\/?-|^\/|\(mix-?up:/i.test(plain) ? `/${plain.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}/i` : plain}`;
}

function tracing({ prompt, answer }, say) {
  if (typeof prompt.program !== "string" || prompt.program.trim() === "") {
    say("prompt", "there is no program to trace", "write it: `prompt.program = \"\"\"…\"\"\"`");
    return null;
  }
  const lines = prompt.program.replace(/\r\n?/g, "\n").replace(/^\n+|\s+$/g, "").split("\n");
  const words = `${TRACE}\n\n\`\`\`\`rust\n${program(lines, false).join("\n")}\n\`\`\`\``;
  const head = " {form=exact}";
  if (answer.doesCompile === true) {
    const printed = typeof answer.stdout === "string" ? answer.stdout.trim() : null;
    if (printed === null) {
      say("answer", "this program compiles, but what it prints is not here", "write it: `answer.stdout = \"…\"`");
      return null;
    }
    return { head, prompt: words, key: line(printed === "" ? "nothing" : printed) };
  }
  if (answer.doesCompile !== false) {
    say("answer", "it is not said whether this program compiles", "write `answer.doesCompile = true` or `false`");
    return null;
  }
  const at = answer.lineNumber;
  if (!Number.isInteger(at) || at < 1 || at > lines.length) {
    say("answer.lineNumber", at === undefined ? "it is not said on which line the error is" : `the program has ${lines.length} lines, and no line ${at}`,
      "write the line on which the compiler reports the error: `answer.lineNumber = 1`");
    return null;
  }
  const key = [`Answer: line ${at}`, `Answer: /(?:(?:error )?(?:on|in) )?(?:line|l\\.?)[ :]*${at}/i`,
    `If ${at}: Is it what the program prints, or the line of the error? Write \`line\` with the number of a line.`];
  return { head, prompt: words, key: key.join("\n") };
}

// Runs in the build only: the answers that the author promised, and what is wrong with a key.
import { parseKey, matches } from "./key-values.js";

export function samples(spec) {
  if (spec.options) {
    const right = spec.options.flatMap((option, n) => (option.right ? [n] : []));
    return right.length > 0 ? [{ answer: right, correct: true, at: `options.${right[0]}` }] : [];
  }
  const out = [];
  (spec.answers ?? []).forEach((line, n) => {
    for (const key of parseKey(line)) {
      if (key.pattern === undefined) {
        const answer = key.within ? key.text.split(/\s*(?:±|\+\/-|\+-)/)[0] : key.text;
        out.push({ answer, correct: true, at: `answers.${n}` });
      }
    }
  });
  (spec.expected ?? []).forEach((line, n) => {
    for (const key of parseKey(line.when)) {
      if (key.pattern === undefined) out.push({ answer: key.text, correct: false, at: `expected.${n}` });
    }
  });
  return out;
}

export function problems(spec) {
  const out = [];
  const typed = spec.answers ?? [];
  const say = (code, message, at, help) => out.push({ code: `item/${code}`, message, at, help });
  if (spec.options && typed.length > 0) {
    say("unreadable-key", "this question has options and a typed answer; only the options are shown", "answers.0",
      "keep one of the two");
  }
  if (spec.options) {
    if (!spec.options.some((option) => option.right)) {
      say("no-right-answer", "none of the options is right, so nobody can answer this", "options.0",
        "put an `x` in the box of each right option: `- [x]`");
    }
  } else if (typed.length === 0) {
    say("no-right-answer", "this question has no right answer", undefined,
      "add options (`- [x] …` and `- [ ] …`) or a line `Answer: …`");
  }
  typed.forEach((line, n) => {
    const keys = parseKey(line);
    if (keys.length === 0) say("unreadable-key", "this answer is empty", `answers.${n}`, "write the key after the colon");
    for (const key of keys) {
      check(key, `answers.${n}`, say);
      if (key.values && key.values.length > 1 && spec.form !== "exact") {
        say("unreadable-key", `\`${key.text}\` can be read as a thousand and as a decimal number, so both would be right`,
          `answers.${n}`, "write a thousand without a comma, a decimal number without zeros at its end");
      }
    }
  });
  const seen = [];
  (spec.expected ?? []).forEach((line, n) => {
    for (const key of parseKey(line.when)) {
      check(key, `expected.${n}`, say);
      if (key.pattern !== undefined) continue;
      const before = seen.find((old) => matches(key.text, old.key, "any", true) === "yes");
      if (before && before.n !== n) {
        say("useless-feedback", `\`${key.text}\` is answered by an earlier \`If\` line already, so this is never shown`,
          `expected.${n}`, "take one of the two away");
      }
      seen.push({ n, key });
    }
  });
  return out;
}

function check(key, at, say) {
  if (key.pattern !== undefined) {
    try {
      new RegExp(key.pattern, key.flags.includes("u") ? key.flags : key.flags + "u");
    } catch (error) {
      say("unreadable-key", `this pattern is not one: ${error.message}`, at, "check its brackets and backslashes");
      return;
    }
    if (slow(key.pattern)) {
      say("slow-pattern", "this pattern repeats what already repeats; some answers would make the page hang", at,
        "take the inner or the outer repeat away: `(a+)+` means no more than `a+`");
      return;
    }
    // What the look at its shape did not see: run it on unlucky texts. The build's limit on steps ends what hangs.
    for (const c of new Set([...key.pattern.replace(/[^\p{L}\p{N} ]/gu, ""), "a", "0", " "])) {
      matches(`${c.repeat(60)}\u0001`, key, "any");
    }
  } else if (!key.values && /^[-+−]?[\d.,]+\s*\/\s*0+$/.test(key.text)) {
    say("unreadable-key", "nothing can be divided by zero", at, "mend the denominator");
  } else if (key.within && /%\s*$/.test(key.text) && !/%\s*(?:±|\+\/-|\+-)/.test(key.text)) {
    say("unreadable-key", "this tolerance would be taken as a hundredth, not as a part of the number", at,
      "write how far off an answer may be as a number, like `5 ± 0.1`");
  } else if (!key.values && /±|\+\/-/.test(key.text)) {
    say("unreadable-key", "this tolerance is not a number", at, "write it like `5 ± 0.1`");
  }
}

/** A repeated group whose inside repeats or branches: what makes a backtracking matcher take exponential time. */
function slow(pattern) {
  const open = [];
  let inClass = false;
  for (let i = 0; i < pattern.length; i += 1) {
    const c = pattern[i];
    const group = open[open.length - 1];
    if (c === "\\") i += 1;
    else if (inClass) inClass = c !== "]";
    else if (c === "[") inClass = true;
    else if (c === "(") {
      open.push({ repeats: false, branches: [""] });
      // What kind of group it is, is no part of its first branch.
      const kind = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(pattern.slice(i));
      i += kind[0].length - 1;
      continue;
    } else if (c === "|" && group) group.branches.push("");
    else if (c === ")" && group) {
      open.pop();
      const next = pattern[i + 1];
      const many = next === "*" || next === "+" || (next === "{" && !/^\{[01](,1)?\}/.test(pattern.slice(i + 1)));
      // Branches that can begin alike can be read in two ways each time round.
      const heads = group.branches.map((branch) => branch[0] ?? "");
      const alike = heads.some((head, n) => head === "" || head === "." || heads.indexOf(head) !== n);
      if (many && (group.repeats || (group.branches.length > 1 && alike))) return true;
      const outer = open[open.length - 1];
      if (outer && (group.repeats || many)) outer.repeats = true;
    } else if ((c === "*" || c === "+" || (c === "{" && /^\{\d+,/.test(pattern.slice(i)))) && group) group.repeats = true;
    if (group && c !== "|" && c !== "(") group.branches[group.branches.length - 1] += c;
  }
  return false;
}

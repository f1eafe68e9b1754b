// Texts of a quiz, which are Markdown for mdBook, as the lesson language has them.

const RAISED = { 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹", "+": "⁺", "-": "⁻", "(": "⁽", ")": "⁾", n: "ⁿ", i: "ⁱ" };
const LOWERED = { 0: "₀", 1: "₁", 2: "₂", 3: "₃", 4: "₄", 5: "₅", 6: "₆", 7: "₇", 8: "₈", 9: "₉", "+": "₊", "-": "₋", "(": "₍", ")": "₎" };

/** What the learner is told where the book has a drawing that the file does not hold. */
const NOT_DRAWN = "*The book draws what happens in memory here. This page has the program alone.*";

/** A text. `note` is told what the book shows and this does not. */
export function text(source, note) {
  const out = [];
  let fence = null;
  let code = [];
  let drawn = false;
  for (const line of String(source).replace(/\r\n?/g, "\n").split("\n")) {
    const marks = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(line);
    if (fence && marks && marks[1].startsWith(fence) && marks[2] === "") {
      out.push(...program(code, drawn), line);
      if (drawn) out.push("", NOT_DRAWN);
      fence = null;
    } else if (fence) {
      code.push(line);
    } else if (marks && !marks[2].includes("`")) {
      fence = marks[1];
      code = [];
      drawn = /^aquascope\b/.test(marks[2]);
      if (drawn) {
        note("this program's drawing (`aquascope`) is not in the file, so the page has the program alone",
          "put a picture of it beside the quiz, if the question needs it");
      }
      // Without a language it is Rust, as mdBook's own default for the book is.
      const rust = marks[2] === "" || /^(?:aquascope|rust)\b/.test(marks[2]);
      out.push(`${line.slice(0, line.indexOf(fence))}${fence}${rust ? "rust" : marks[2]}`);
    } else {
      out.push(prose(line));
    }
  }
  if (fence) out.push(...program(code, drawn), fence);
  return out.join("\n").trim();
}

/** A program without the lines that mdBook hides and the marks that Aquascope reads; marked pieces get an arrow. */
export function program(lines, drawn) {
  const hidden = drawn ? /^\s*#(?![![])/ : /^\s*#(?: |$)/;
  return lines.filter((line) => !hidden.test(line)).map((line) => {
    const changed = /`\[[^\]`][^`]*\]`/.test(line);
    const plain = line.replace(/`\[(.*?)\]`/g, "$1").trimEnd();
    return changed ? `${plain} // ←` : plain;
  });
}

/** A line of text: no HTML, no line that would begin a part of the question or a block. */
function prose(line) {
  const shown = line
    .replace(/<sup>(.*?)<\/sup>/gi, (all, inner) => script(inner, RAISED) ?? `^(${inner})`)
    .replace(/<sub>(.*?)<\/sub>/gi, (all, inner) => script(inner, LOWERED) ?? `_(${inner})`);
  // `If x : u8 = 0, …` is no line with the key `If`: its first letter as a number keeps it text.
  const keyed = /^(\s*)([A-Za-z])(?=[A-Za-z]*[^:]*:(?:\s|$))/.exec(shown);
  if (keyed) return `${keyed[1]}&#${keyed[2].charCodeAt(0)};${shown.slice(keyed[0].length)}`;
  return shown.replace(/^:::/, "\\:::");
}

function script(inner, signs) {
  const letters = [...inner.replace(/\s+/g, "")];
  return letters.every((c) => signs[c] !== undefined) ? letters.map((c) => signs[c]).join("") : null;
}

/** A text as an entry of a list: its other lines stand under the first. Code begins on a line of its own. */
export function entry(mark, source) {
  const [first, ...others] = (/^[`~]{3}/.test(source) ? `\n${source}` : source).split("\n");
  return [`${mark} ${first}`.trimEnd(), ...others.map((line) => (line === "" ? line : `  ${line}`))].join("\n");
}

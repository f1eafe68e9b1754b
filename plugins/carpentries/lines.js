// Which lines are text, and which are code or a comment, where nothing means anything.

/** For each line: `text`, `code`, `fence` (the first line of code), `comment` or, before `from`, `front`. */
export function flow(lines, from) {
  let fence = null;
  let comment = false;
  return lines.map((line, n) => {
    if (n < from) return "front";
    if (comment) {
      comment = !line.includes("-->");
      return "comment";
    }
    const marks = /^\s*(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence) {
      if (marks && marks[1][0] === fence[0] && marks[1].length >= fence.length && marks[2].trim() === "") fence = null;
      return "code";
    }
    if (marks && !(marks[1][0] === "`" && marks[2].includes("`"))) {
      fence = marks[1];
      return "fence";
    }
    if (/^\s{0,3}<!--/.test(line)) {
      comment = !line.slice(line.indexOf("<!--") + 4).includes("-->");
      return "comment";
    }
    return "text";
  });
}

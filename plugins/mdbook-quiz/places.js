// Where in a quiz file something stands: the values that a script gets have no places.

/** A function: the line (from 1) of a key of the question of this number (from 0), or of the question itself. */
export function places(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const starts = lines.flatMap((line, n) => (/^\s*\[\[\s*questions\s*\]\]/.test(line) ? [n] : []));
  return (n, key) => {
    const from = starts[n] ?? 0;
    const to = starts[n + 1] ?? lines.length;
    const own = lines.slice(from, to).findIndex((line) => line.trimStart().startsWith(key ?? "\n"));
    return from + Math.max(0, own) + 1;
  };
}

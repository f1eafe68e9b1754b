// What the page mixes, the same in every build: the text itself is the die.

/**
 * The numbers 0 to n - 1 in another order, which is never their own where there are two or more.
 * @param {number} n
 * @param {string} text what the order depends on
 * @returns {number[]}
 */
export function mixed(n, text) {
  const all = Array.from({ length: n }, (_, at) => at);
  let state = seed(text);
  for (let left = n - 1; left > 0; left -= 1) {
    state = (state * 48271) % 2147483647; // Park and Miller
    const other = state % (left + 1);
    [all[left], all[other]] = [all[other], all[left]];
  }
  // By chance nothing was mixed: one round on.
  if (n > 1 && all.every((one, at) => one === at)) all.push(all.shift());
  return all;
}

/** A number from 1 to 2^31 - 2, from all characters. */
function seed(text) {
  let sum = 7;
  for (let at = 0; at < text.length; at += 1) sum = (sum * 31 + text.charCodeAt(at)) % 2147483646;
  return sum + 1;
}

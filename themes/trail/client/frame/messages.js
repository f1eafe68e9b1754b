/**
 * What may pass from a plugin's frame to the page. Each message is one JSON text, `[kind, …]`:
 *
 *     ["ready"]              the block stands
 *     ["failed", why]        its `connect` threw
 *     ["height", px]
 *     ["pong", n]            the answer to ["ping", n]
 *     ["record", n, entry]   answered by ["kept", n, boolean]
 *     ["announce", text]     to screen readers
 *     ["assisted"]           the next attempt had help
 *     ["go", href]           follow a link that the build wrote into the block
 *
 * A frame may be hostile: only what is listed here, in these shapes and sizes, is anything but noise.
 */

/** Characters of a message at most. */
const LONGEST = 20_000;
/** Characters at most of an answer as JSON, and of a text to say. */
const ANSWER = 10_000;
const WORDS = 1_000;
/** Pixels at most: a higher block scrolls within its frame. */
export const HIGHEST = 6_000;

/** @param {unknown} value @param {number} [most] */
const count = (value, most = Number.MAX_SAFE_INTEGER) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= most;
/** @param {unknown} value @param {number} most */
const text = (value, most) => typeof value === "string" && value.length <= most;
/** @param {unknown} value @param {number} most */
const small = (value, most) => value !== undefined && JSON.stringify(value).length <= most;

/** What a kind of message must have beside its name. @type {Map<string, (args: any[]) => boolean>} */
const SHAPES = new Map([
  ["ready", (args) => !args.length],
  ["failed", ([why]) => typeof why === "string"],
  ["height", ([height]) => count(height)],
  ["pong", ([n]) => count(n)],
  ["record", ([n, entry]) => count(n) && typeof entry === "object" && entry !== null],
  ["announce", ([words]) => text(words, WORDS)],
  ["assisted", (args) => !args.length],
  ["go", ([href]) => text(href, 2_000)],
]);

/**
 * A message, or null for what is none.
 * @param {unknown} data
 * @returns {[kind: string, ...args: any[]] | null}
 */
export function read(data) {
  if (typeof data !== "string" || data.length > LONGEST) return null;
  try {
    const [kind, ...args] = JSON.parse(data);
    return SHAPES.get(kind)?.(args) ? [kind, ...args] : null;
  } catch {
    return null;
  }
}

/** Fields of an entry that a frame may fill in, and what fits. @type {[string, (value: any) => boolean][]} */
const FIELDS = [
  ["answer", (value) => small(value, ANSWER)],
  ["correct", (value) => typeof value === "boolean" || value === null],
  ["mixup", (value) => text(value, 200)],
  ["hints", (value) => count(value, 100)],
  ["certainty", (value) => count(value, 3)],
  ["ms", (value) => count(value, 86_400_000)],
  ["score", (value) => typeof value === "number" && Number.isFinite(value)],
  ["typed", (value) => typeof value === "boolean"],
];

const KINDS = new Set(["answer", "reflection", "product", "state"]);

/**
 * What a frame may keep of what it sent: about an item of its own block, and that item's objective whatever it says.
 * @param {any} sent
 * @param {ReadonlyMap<string, string | undefined>} items the block's items, each with its objective
 * @returns {Attempt | null} null: nothing of it
 */
export function entryOf(sent, items) {
  const { item, kind = "answer" } = sent;
  if (!items.has(item) || !KINDS.has(kind)) return null;
  if (kind === "answer" && typeof sent.correct !== "boolean" && sent.correct !== null) return null;
  /** @type {Record<string, any>} */
  const entry = { item, kind };
  const objective = items.get(item);
  if (objective) entry.objective = objective;
  for (const [name, fits] of FIELDS) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (value === undefined) continue;
    if (!fits(value)) return null;
    entry[name] = value;
  }
  return /** @type {any} */ (entry);
}

/** So many at once, and so many a second from then on. */
export class Bucket {
  /**
   * @param {number} most
   * @param {number} rate
   */
  constructor(most, rate) {
    this.most = most;
    this.rate = rate;
    this.left = most;
    this.at = 0;
  }

  /**
   * Takes one, if there is one.
   * @param {number} now ms
   */
  take(now) {
    this.left = Math.min(this.most, this.left + ((now - this.at) / 1000) * this.rate);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}

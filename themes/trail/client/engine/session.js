// What to ask in one sitting: due reviews, and the slip at the end of a day. Twin of crates/wend-core/src/session.rs.

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./mastery.js").Standing} Standing */
/**
 * @typedef {object} Ask a question to ask
 * @property {number} objective draw one of its items (items.js)
 * @property {number[]} serves the due objectives it practises
 */

const SLIP = 5;
const SHOWN = ["rusty", "proficient", "mastered"];
const LEVELS = ["unseen", "started", ...SHOWN];
const { floor, max, min } = Math;

/**
 * So many due questions fit a sitting of so many minutes.
 * @param {number} minutes
 */
export const room = minutes => floor((minutes * 200) / 1000);

/** @param {Standing} s */
const since = s => (s.memory ? s.memory.due : Infinity);

/** @param {number} a @param {number} b */
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What is due today, the longest due first.
 * @param {Standing[]} all
 * @returns {number[]}
 */
export function due(all) {
  return all.flatMap((s, ix) => (s.due ? [ix] : [])).sort((a, b) => order(since(all[a]), since(all[b])));
}

/**
 * Up to `room` questions about what is due, those first that serve most of it; interleaved by strand.
 * @param {Curriculum} c
 * @param {Standing[]} all
 * @param {number} room
 * @returns {Ask[]}
 */
export function queue(c, all, room) {
  /** @type {number[]} */
  const need = all.map(s => (s.due ? 1000 : 0));
  // What a question about an objective practises, by so many thousandths.
  const parts = (/** @type {number} */ ix) => [[ix, 1000], ...c.objectives[ix].encompasses.filter(([part]) => part !== ix).map(([part, by]) => [part, min(by, 1000)])];
  const gain = (/** @type {number} */ ix) => parts(ix).reduce((sum, [part, by]) => sum + min(need[part] || 0, by), 0);
  const candidates = new Set(
    all.flatMap((s, ix) => (SHOWN.includes(s.level) && c.objectives[ix].items > 0 && !s.stuck && parts(ix).some(([part, by]) => by > 0 && need[part] > 0) ? [ix] : [])),
  );
  /** @type {Ask[]} */
  const asks = [];
  while (asks.length < room) {
    let best = -1;
    let most = 0;
    for (const ix of candidates) {
      const here = gain(ix);
      if (best < 0 || here > most || (here === most && (order(Number(!all[ix].due), Number(!all[best].due)) || order(since(all[ix]), since(all[best]))) < 0)) {
        best = ix;
        most = here;
      }
    }
    if (best < 0 || most < 500) break;
    /** @type {number[]} */
    const serves = [];
    for (const [part, by] of parts(best)) {
      if (by > 0 && need[part] > 0) {
        need[part] = max(need[part] - by, 0);
        serves.push(part);
      }
    }
    candidates.delete(best);
    asks.push({ objective: best, serves: serves.sort((a, b) => a - b) });
  }
  return interleave(c, asks, ask => ask.objective);
}

/**
 * Up to five objectives to ask about at the end of a day.
 * @param {Curriculum} c
 * @param {Standing[]} all
 * @param {number} today the learner's day
 * @returns {number[]}
 */
export function exitSlip(c, all, today) {
  const items = (/** @type {number} */ ix) => c.objectives[ix].items;
  const level = (/** @type {number} */ ix) => LEVELS.indexOf(all[ix].level);
  const met = all.flatMap((s, ix) => (s.day === today && items(ix) > 0 ? [ix] : [])).sort((a, b) => level(a) - level(b));
  const other = due(all).filter(ix => all[ix].day !== today);
  const first = min(met.length, max(3, SLIP - other.length));
  const slip = [...met.slice(0, first), ...other].slice(0, SLIP);
  const distinct = [...slip];
  for (let round = 1; round < SLIP; round++) {
    for (const ix of distinct) if (slip.length < SLIP && items(ix) > round) slip.push(ix);
  }
  return interleave(c, slip, ix => ix);
}

/**
 * The same things; where there is a choice, none follows one of its own strand, and none itself.
 * @template T
 * @param {Curriculum} c
 * @param {T[]} from
 * @param {(it: T) => number} objective
 * @returns {T[]}
 */
function interleave(c, from, objective) {
  const left = [...from];
  /** @type {T[]} */
  const out = [];
  const strand = (/** @type {T} */ it) => c.objectives[objective(it)].strand ?? -1;
  while (left.length) {
    const last = out[out.length - 1];
    const other = (/** @type {T} */ it) => !out.length || objective(it) !== objective(last);
    let at = left.findIndex(it => other(it) && (!out.length || strand(last) < 0 || strand(it) !== strand(last)));
    if (at < 0) at = max(left.findIndex(other), 0);
    out.push(...left.splice(at, 1));
  }
  return out;
}

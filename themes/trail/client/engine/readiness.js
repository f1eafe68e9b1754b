// What can be learned now, and what is missing: counter-based forward chaining over threshold gates
// (Dowling & Gallier 1984). Twin of crates/wend-core/src/graph.rs and readiness.rs.

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./catalog.js").Requirement} Requirement */
/** Lists of numbers, one behind the other: list i is `of[at[i]]` up to before `of[at[i + 1]]`.
 * @typedef {{of: Uint32Array, at: Uint32Array}} Rows */
/**
 * A network of gates. Nodes 0..size are objectives, node size + g is gate g, which holds when `need[g]` of its inputs
 * hold. Every lesson has one root gate.
 * @typedef {object} Net
 * @property {number} size number of objectives
 * @property {Uint32Array} need by gate
 * @property {Rows} inputs nodes, by gate
 * @property {Rows} feeds gates, by node
 * @property {Uint32Array} root gate, by lesson
 * @property {Int32Array} lessonOf lesson whose root a gate is, or -1
 * @property {Rows} teaches objectives that exist, ascending, by lesson
 * @property {Rows} teachers lessons that teach an objective, ascending
 */
/** The network of a whole curriculum.
 * @typedef {Net & {c: Curriculum}} Graph */
/** @typedef {"can" | "ready" | "stretch" | "not-yet"} Band */

/**
 * One of the lists.
 * @param {Rows} rows
 * @param {number} i
 */
export const row = ({ of, at }, i) => of.subarray(at[i], at[i + 1]);

/** Lists in the making: `of` grows, `end` closes a list. */
export class Lists {
  constructor() {
    /** @type {number[]} */
    this.of = [];
    this.at = [0];
  }
  end() {
    this.at.push(this.of.length);
  }
  /** @returns {Rows} */
  rows() {
    return { of: new Uint32Array(this.of), at: new Uint32Array(this.at) };
  }
}

/**
 * Builds the network. Once for a curriculum.
 * @param {Curriculum} c
 * @returns {Graph}
 */
export function makeGraph(c) {
  const size = c.objectives.length;
  /** @type {number[]} */
  const need = [];
  const inputs = new Lists();
  const gate = (/** @type {number} */ k, /** @type {number[]} */ nodes) => {
    need.push(k);
    for (let i = 0; i < nodes.length; i++) inputs.of.push(nodes[i]);
    inputs.end();
    return size + need.length - 1;
  };
  /** Gates within requirements that are alike are one: lessons of one objective share its requirement.
   * @type {Map<string, number>} */
  const alike = new Map();
  const shared = (/** @type {number} */ k, /** @type {number[]} */ nodes) => {
    const key = k + ":" + nodes;
    let node = alike.get(key);
    if (node === undefined) alike.set(key, (node = gate(k, nodes)));
    return node;
  };
  /** What a requirement comes to: nodes that all have to hold, each once (none: it holds in any case), or null: never.
   * @typedef {number[] | null} Part */
  /** Adds what is no repeat. @param {number[]} nodes @param {number[]} more */
  const join = (nodes, more) => {
    for (const node of more) if (!nodes.includes(node)) nodes.push(node);
    return nodes;
  };
  /** @param {Requirement} r @param {number[]} taught @returns {Part} */
  const part = (r, taught) => {
    if (r.op === "objective") return taught.includes(r.ix) ? [] : r.ix < size && r.ix >= 0 ? [r.ix] : null;
    const { of } = r;
    /** @type {number[]} */
    const nodes = [];
    if (r.op === "all" || (r.op === "at_least" && r.k === of.length)) {
      for (const one of of) {
        const p = part(one, taught);
        if (!p) return null;
        join(nodes, p);
      }
      return nodes;
    }
    let k = r.op === "any" ? 1 : r.k;
    for (const one of of) {
      const p = part(one, taught);
      if (!p) continue;
      if (p.length) nodes.push(p.length > 1 ? shared(p.length, p) : p[0]);
      else k--;
    }
    if (k <= 0) return [];
    if (k > nodes.length) return null;
    return k < nodes.length ? [shared(k, nodes)] : join([], nodes);
  };
  /** What an objective asks of a lesson that teaches it alone: the same for all of these. @type {Part[]} */
  const alone = [];
  const root = new Uint32Array(c.lessons.length);
  const teaches = new Lists();
  for (let l = 0; l < root.length; l++) {
    const { requires, teaches: taught } = c.lessons[l];
    const own = part(requires, []);
    let never = own ? 0 : 1;
    let nodes = own || [];
    for (let i = 0; i < taught.length; i++) {
      const o = taught[i];
      if (o >= size) continue;
      let more = alone[o];
      if (more === undefined || taught.length > 1) {
        more = part(c.objectives[o].requires, taught);
        if (taught.length === 1) alone[o] = more;
      }
      if (!more) never = 1;
      else nodes = nodes.length ? join(nodes.slice(), more) : more;
    }
    root[l] = gate(nodes.length + never, nodes) - size;
    const given = taught.length > 1 ? ascending(taught) : taught;
    for (let i = 0; i < given.length; i++) if (given[i] < size) teaches.of.push(given[i]);
    teaches.end();
  }
  return { c, ...makeNet(size, new Uint32Array(need), inputs.rows(), root, teaches.rows()) };
}

/**
 * A network from its parts: adds what is found the other way round.
 * @param {number} size
 * @param {Uint32Array} need
 * @param {Rows} inputs
 * @param {Uint32Array} root
 * @param {Rows} teaches
 * @returns {Net}
 */
export function makeNet(size, need, inputs, root, teaches) {
  const lessonOf = new Int32Array(need.length).fill(-1);
  for (let l = 0; l < root.length; l++) lessonOf[root[l]] = l;
  return { size, need, inputs, feeds: inverse(size + need.length, inputs), root, lessonOf, teaches, teachers: inverse(size, teaches) };
}

/**
 * Lists that name columns, the other way round.
 * @param {number} columns
 * @param {Rows} rows
 * @returns {Rows}
 */
function inverse(columns, { of: names, at: starts }) {
  const at = new Uint32Array(columns + 1);
  const of = new Uint32Array(names.length);
  for (const name of names) at[name]++;
  // To where each list ends; filled from there, so that it is left where it begins.
  let end = 0;
  for (let i = 0; i <= columns; i++) at[i] = end += at[i];
  for (let i = starts.length - 2, j = names.length - 1; i >= 0; i--) for (const from = starts[i]; j >= from; j--) of[--at[names[j]]] = i;
  return { of, at };
}

/** Which objectives of a network are known, and how many inputs every gate still misses. */
export class Held {
  /**
   * @param {Net} net
   * @param {{known: Uint8Array, missing: Uint32Array}} [like]
   */
  constructor(net, like) {
    this.net = net;
    /** @type {Uint8Array} */
    this.known = like ? like.known.slice() : new Uint8Array(net.size);
    /** @type {Uint32Array} */
    this.missing = (like ? like.missing : net.need).slice();
  }
  /** @param {number} lesson */
  open(lesson) {
    return this.missing[this.net.root[lesson]] === 0;
  }
  /**
   * One more objective is known: only what it feeds is looked at. Adds the lessons that this opens to `opened`.
   * @param {number} objective
   * @param {number[]} [opened]
   */
  learn(objective, opened) {
    if (this.known[objective] !== 0) return;
    this.known[objective] = 1;
    const { missing } = this;
    const { size, feeds, lessonOf } = this.net;
    /** @type {number[] | undefined} gates that hold, where there are any */
    let stack;
    for (let node = objective; ; ) {
      for (let i = feeds.at[node], end = feeds.at[node + 1]; i < end; i++) {
        const gate = feeds.of[i];
        if (!missing[gate] || --missing[gate]) continue;
        if (lessonOf[gate] < 0) (stack ??= []).push(size + gate);
        else opened?.push(lessonOf[gate]);
      }
      const next = stack?.pop();
      if (next === undefined) return;
      node = next;
    }
  }
  /**
   * Does of a set whatever can be done; which lessons that were.
   * @param {ArrayLike<number>} has by lesson
   * @param {number[]} [set] the same, as a list
   */
  walk(has, set) {
    const { root, teaches } = this.net;
    const done = new Uint8Array(root.length);
    /** @type {number[]} */
    const open = [];
    if (set) for (let i = 0; i < set.length; i++) this.open(set[i]) && open.push(set[i]);
    else for (let l = 0; l < root.length; l++) if (has[l] && this.open(l)) open.push(l);
    for (let l; (l = open.pop()) !== undefined; ) {
      if (!has[l] || done[l]) continue;
      done[l] = 1;
      for (let i = teaches.at[l]; i < teaches.at[l + 1]; i++) this.learn(teaches.of[i], open);
    }
    return done;
  }
}

/** What can be learned in one state of knowledge; grows as objectives become known. */
export class Readiness extends Held {
  /**
   * @param {Graph} graph
   * @param {Iterable<number>} known
   * @param {Held} [like]
   */
  constructor(graph, known, like) {
    super(graph, like);
    this.graph = graph;
    for (const o of known) this.add(o);
  }
  clone() {
    return new Readiness(this.graph, [], this);
  }
  /** @param {number} objective */
  has(objective) {
    return this.known[objective] === 1;
  }
  /**
   * One more objective is known.
   * @param {number} objective
   */
  add(objective) {
    this.learn(objective);
  }
  /**
   * All requirements hold and it teaches something not yet known.
   * @param {number} lesson
   */
  ready(lesson) {
    return this.open(lesson) && this.graph.c.lessons[lesson].teaches.some(o => this.known[o] === 0);
  }
  /** Every ready lesson, by index. */
  readyLessons() {
    return [...this.graph.root.keys()].filter(lesson => this.ready(lesson));
  }
  /** What one ready lesson would add: what to learn now. */
  outerFringe() {
    return ascending(this.readyLessons().flatMap(lesson => this.graph.c.lessons[lesson].teaches.filter(o => this.known[o] === 0)));
  }
}

/**
 * @param {Graph} graph
 * @param {Iterable<number>} known
 */
export function makeReadiness(graph, known) {
  return new Readiness(graph, known);
}

/** @param {Iterable<number>} values */
export function ascending(values) {
  return [...new Set(values)].sort((a, b) => a - b);
}

/**
 * Whether a requirement holds.
 * @param {Requirement} r
 * @param {(objective: number) => boolean} known
 * @returns {boolean}
 */
export function holds(r, known) {
  if (r.op === "objective") return known(r.ix);
  const met = r.of.filter(part => holds(part, known)).length;
  return met >= (r.op === "any" ? 1 : r.op === "all" ? r.of.length : r.k);
}

/**
 * Members of the state that no other member's requirement needs: what to re-check first when stuck.
 * @param {Graph} graph
 * @param {Iterable<number>} known
 */
export function innerFringe(graph, known) {
  const list = ascending(known);
  const set = new Set(list);
  const { objectives } = graph.c;
  const has = (/** @type {number} */ o) => set.has(o);
  return list.filter(o => objectives[o] && list.every(other => {
    const r = other !== o && objectives[other] && objectives[other].requires;
    return !r || !holds(r, has) || holds(r, ix => ix !== o && has(ix));
  }));
}

/**
 * The band of every objective, by index.
 * @param {Graph} graph
 * @param {Iterable<number>} known
 * @returns {Band[]}
 */
export function bands(graph, known) {
  const now = new Readiness(graph, known);
  /** @type {Band[]} */
  const out = Array.from(now.known, k => (k ? "can" : "not-yet"));
  const fringe = now.outerFringe();
  for (const o of fringe) {
    out[o] = "ready";
    now.add(o);
  }
  for (const o of now.outerFringe()) out[o] = "stretch";
  return out;
}

/**
 * Why a lesson is not open: the smallest set of missing objectives, ties by least minutes.
 * @param {Graph} graph
 * @param {Iterable<number>} known
 * @param {number} lesson
 * @returns {{missing: {objective: number, why?: string}[], minutes: number, exact: boolean} | null}
 */
export function whyNot(graph, known, lesson) {
  const { c, size, inputs, need } = graph;
  const now = new Readiness(graph, known);
  if (graph.root[lesson] === undefined) return null;
  const root = size + graph.root[lesson];
  const unmet = (/** @type {number} */ node) => node >= size && now.missing[node - size] > 0;
  /** @param {number} node @returns {number[]} */
  const below = node => (unmet(node) ? [...row(inputs, node - size)].flatMap(below) : node < size && !now.has(node) ? [node] : []);
  /** @param {number} node @param {Set<number>} also @returns {boolean} */
  const met = (node, also) =>
    unmet(node)
      ? row(inputs, node - size).filter(input => met(input, also)).length >= need[node - size]
      : node >= size || now.has(node) || also.has(node);
  const minutes = (/** @type {number} */ o) =>
    row(graph.teachers, o).reduce((least, l) => Math.min(least, Math.max(1, c.lessons[l].minutes)), 65535);
  const candidates = ascending(below(root));
  if (!met(root, new Set(candidates))) return null;
  const exact = candidates.length <= 12;
  /** @type {Set<number>} */
  let best = new Set(candidates);
  if (exact) {
    let size = Infinity;
    let cost = Infinity;
    for (let mask = 0; mask < 1 << candidates.length; mask++) {
      const some = candidates.filter((_, i) => (mask >> i) & 1);
      const sum = some.reduce((total, o) => total + minutes(o), 0);
      if ((some.length < size || (some.length === size && sum < cost)) && met(root, new Set(some))) {
        [size, cost, best] = [some.length, sum, new Set(some)];
      }
    }
  } else {
    // The cheapest inputs of every gate, as if nothing were shared; then what proved needless goes.
    /** @param {number} node @returns {{count: number, sum: number, set: number[]}} */
    const cheapest = node => {
      if (!unmet(node)) {
        const free = node >= size || now.has(node);
        return free ? { count: 0, sum: 0, set: [] } : { count: 1, sum: minutes(node), set: [node] };
      }
      const ways = [...row(inputs, node - size)]
        .map(input => ({ input, way: cheapest(input) }))
        .filter(({ input, way }) => met(input, new Set(way.set)))
        .map(({ way }) => way)
        .sort((a, b) => a.count - b.count || a.sum - b.sum)
        .slice(0, need[node - size]);
      return ways.reduce((a, b) => ({ count: a.count + b.count, sum: a.sum + b.sum, set: [...a.set, ...b.set] }), { count: 0, sum: 0, set: [] });
    };
    best = new Set(cheapest(root).set);
    for (const o of candidates.reverse()) if (best.delete(o) && !met(root, best)) best.add(o);
  }
  const { requires, teaches } = c.lessons[lesson];
  const trees = [requires, ...teaches.filter(o => o < size).map(o => c.objectives[o].requires)];
  /** @param {Requirement} r @param {number} o @param {string} [around] @returns {{why?: string} | undefined} */
  const find = (r, o, around) => {
    const why = r.why ?? around;
    if (r.op === "objective") return r.ix === o ? (why === undefined ? {} : { why }) : undefined;
    for (const part of r.of) {
      const found = find(part, o, why);
      if (found) return found;
    }
    return undefined;
  };
  const missing = ascending(best).map(objective => {
    for (const tree of trees) {
      const found = find(tree, objective);
      if (found) return { objective, ...found };
    }
    return { objective };
  });
  return { missing, minutes: missing.reduce((sum, { objective }) => sum + minutes(objective), 0), exact };
}

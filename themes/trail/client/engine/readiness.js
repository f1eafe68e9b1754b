// What can be learned now, and what is missing: counter-based forward chaining over threshold gates
// (Dowling & Gallier 1984). Twin of crates/wend-core/src/graph.rs and readiness.rs.

/** @typedef {import("./catalog.js").Curriculum} Curriculum */
/** @typedef {import("./catalog.js").Requirement} Requirement */
/**
 * A network of gates. Nodes 0..size are objectives, node size + g is gate g, which holds when `need[g]` of its inputs
 * hold. Every lesson has one root gate.
 * @typedef {object} Net
 * @property {number} size number of objectives
 * @property {Uint32Array} need by gate
 * @property {number[][]} inputs nodes, by gate
 * @property {number[][]} feeds gates, by node
 * @property {number[]} root gate, by lesson
 * @property {Int32Array} lessonOf lesson whose root a gate is, or -1
 * @property {number[][]} teaches objectives that exist, ascending, by lesson
 * @property {number[][]} teachers lessons that teach an objective, ascending
 */
/** The network of a whole curriculum.
 * @typedef {Net & {c: Curriculum}} Graph */
/** @typedef {"can" | "ready" | "stretch" | "not-yet"} Band */

/**
 * Builds the network. Once for a curriculum.
 * @param {Curriculum} c
 * @returns {Graph}
 */
export function makeGraph(c) {
  const size = c.objectives.length;
  /** @type {number[]} */
  const need = [];
  /** @type {number[][]} */
  const inputs = [];
  const gate = (/** @type {number} */ k, /** @type {number[]} */ nodes) => {
    need.push(k);
    inputs.push(nodes);
    return size + need.length - 1;
  };
  /** Gates within requirements that are alike are one: lessons of one objective share its requirement.
   * @type {Map<string, number>} */
  const alike = new Map();
  const shared = (/** @type {number} */ k, /** @type {number[]} */ nodes) => {
    const key = k + ":" + nodes;
    const node = alike.get(key) ?? gate(k, nodes);
    alike.set(key, node);
    return node;
  };
  /** true, false, one node, or the nodes of a conjunction that has no gate yet
   * @typedef {boolean | number | number[]} Part */
  /** @param {number[]} nodes @returns {Part} */
  const conjunction = nodes => {
    const once = [...new Set(nodes)];
    return once.length > 1 ? once : once.length ? once[0] : true;
  };
  /** @param {Requirement[]} of @param {number[]} taught @returns {Part} */
  const all = (of, taught) => {
    /** @type {number[]} */
    const nodes = [];
    for (const r of of) {
      const p = part(r, taught);
      if (p === false) return false;
      if (p !== true) nodes.push(...[p].flat());
    }
    return conjunction(nodes);
  };
  /** @param {Requirement} r @param {number[]} taught @returns {Part} */
  const part = (r, taught) => {
    if (r.op === "objective") return taught.includes(r.ix) || (r.ix < size && r.ix >= 0 && r.ix);
    if (r.op === "all" || (r.op === "at_least" && r.k === r.of.length)) return all(r.of, taught);
    let k = r.op === "any" ? 1 : r.k;
    const nodes = [];
    for (const one of r.of) {
      const p = part(one, taught);
      if (p === true) k--;
      else if (p !== false) nodes.push(Array.isArray(p) ? shared(p.length, p) : p);
    }
    if (k <= 0) return true;
    if (k > nodes.length) return false;
    if (nodes.length === 1) return nodes[0];
    return k === nodes.length ? conjunction(nodes) : shared(k, nodes);
  };
  const root = c.lessons.map(({ teaches, requires }) => {
    /** @type {number[]} */
    const nodes = [];
    let never = 0;
    /** @param {Part} p */
    const add = p => {
      if (p === false) never = 1;
      else if (p !== true) nodes.push(...[p].flat());
    };
    add(part(requires, []));
    for (const o of teaches) if (o < size) add(part(c.objectives[o].requires, teaches));
    const met = conjunction(nodes);
    const list = met === true || met === false ? [] : [met].flat();
    return gate(list.length + never, list) - size;
  });
  const teaches = c.lessons.map(lesson => ascending(lesson.teaches.filter(o => o < size)));
  return { c, ...makeNet(size, need, inputs, root, teaches) };
}

/**
 * A network from its parts: adds what is found the other way round.
 * @param {number} size
 * @param {number[]} need
 * @param {number[][]} inputs
 * @param {number[]} root
 * @param {number[][]} teaches
 * @returns {Net}
 */
export function makeNet(size, need, inputs, root, teaches) {
  const lessonOf = new Int32Array(need.length).fill(-1);
  root.forEach((g, lesson) => (lessonOf[g] = lesson));
  return { size, need: Uint32Array.from(need), inputs, feeds: inverse(size + need.length, inputs), root, lessonOf, teaches, teachers: inverse(size, teaches) };
}

/**
 * Rows that name columns, the other way round.
 * @param {number} columns
 * @param {number[][]} rows
 */
function inverse(columns, rows) {
  /** @type {number[][]} */
  const out = [];
  for (let i = 0; i < columns; i++) out.push([]);
  for (let row = 0; row < rows.length; row++) for (const column of rows[row]) out[column].push(row);
  return out;
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
    const stack = [objective];
    for (let node; (node = stack.pop()) !== undefined; ) {
      for (const gate of feeds[node]) {
        if (!missing[gate] || --missing[gate]) continue;
        if (lessonOf[gate] < 0) stack.push(size + gate);
        else opened?.push(lessonOf[gate]);
      }
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
    if (set) for (const l of set) this.open(l) && open.push(l);
    else for (let l = 0; l < root.length; l++) if (has[l] && this.open(l)) open.push(l);
    for (let l; (l = open.pop()) !== undefined; ) {
      if (!has[l] || done[l]) continue;
      done[l] = 1;
      for (const o of teaches[l]) this.learn(o, open);
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
  const below = node => (unmet(node) ? inputs[node - size].flatMap(below) : node < size && !now.has(node) ? [node] : []);
  /** @param {number} node @param {Set<number>} also @returns {boolean} */
  const met = (node, also) =>
    unmet(node)
      ? inputs[node - size].filter(input => met(input, also)).length >= need[node - size]
      : node >= size || now.has(node) || also.has(node);
  const minutes = (/** @type {number} */ o) =>
    graph.teachers[o].reduce((least, l) => Math.min(least, Math.max(1, c.lessons[l].minutes)), 65535);
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
      const ways = inputs[node - size]
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

// The catalog (columns) back to a curriculum (records). Twin of crates/wend-core/src/catalog.rs.

/** @typedef {{op: "objective", ix: number, why?: string}} Literal */
/** @typedef {{op: "all", of: Requirement[], why?: string}} All */
/** @typedef {{op: "any", of: Requirement[], why?: string}} Any */
/** @typedef {{op: "at_least", k: number, of: Requirement[], why?: string}} AtLeast */
/** @typedef {Literal | All | Any | AtLeast} Requirement */
/** @typedef {"example" | "guided" | "peer" | "alone"} Support */
/** @typedef {{rule: string, n?: number, m?: number, at_least?: number, init?: number, learn?: number, guess?: number, slip?: number, threshold?: number}} Rule */
/**
 * @typedef {object} Objective
 * @property {string} id
 * @property {string} title
 * @property {string} can
 * @property {number | null} strand
 * @property {"fluency" | "apply" | "inquire"} depth
 * @property {Requirement} requires
 * @property {Rule | null} mastery
 * @property {number} items
 * @property {number} typed_items
 * @property {[number, number][]} encompasses objective index, permille
 * @property {boolean} own
 * @property {boolean} page
 */
/**
 * @typedef {object} Lesson
 * @property {string} id
 * @property {string} title
 * @property {number[]} teaches
 * @property {Requirement} requires
 * @property {number[]} interests
 * @property {"explore" | "direct" | "project" | null} approach
 * @property {Support | null} support
 * @property {string[]} form
 * @property {number} minutes
 * @property {"home" | "class" | "either" | null} place
 * @property {boolean} together
 * @property {string | null} lang
 */
/**
 * @typedef {object} Weights
 * @property {number} interest
 * @property {number} support
 * @property {number} form
 * @property {number} avoid
 * @property {number} breadth
 * @property {number} next_goal
 * @property {number} next_interest
 * @property {number} next_review
 * @property {number} next_fits
 * @property {number} next_unlocks
 * @property {number} next_lambda
 */
/** @typedef {Record<string, string>} Renames */
/**
 * @typedef {object} Curriculum
 * @property {string} id
 * @property {string} title
 * @property {string} language
 * @property {{id: string, title: string, parent: number | null}[]} interests
 * @property {{id: string, title: string}[]} strands
 * @property {Objective[]} objectives
 * @property {Lesson[]} lessons
 * @property {Rule} mastery
 * @property {Weights} weights
 * @property {{objectives?: Renames, lessons?: Renames, items?: Renames}} aliases
 */
/** @typedef {any[] | {p: any[], s: string} | undefined} Column */

/** @param {number} code */
const digit = code => code - (code > 92 ? 36 : 35);

/**
 * The rows of a column.
 * @param {Column} column
 * @param {number} n
 * @param {any} missing
 * @returns {any[]}
 */
function rows(column, n, missing) {
  if (Array.isArray(column)) return column;
  const out = new Array(n).fill(column ? column.p[0] : missing);
  if (column && column.s) {
    const { p, s } = column;
    for (let i = 0; i < n; i++) {
      out[i] = p.length > 91 ? p[digit(s.charCodeAt(2 * i)) * 91 + digit(s.charCodeAt(2 * i + 1))] : p[digit(s.charCodeAt(i))];
    }
  }
  return out;
}

/**
 * @param {string} text
 * @param {number} n
 */
function fronts(text, n) {
  let before = "";
  return lines(text, n).map(line => (before = line && before.slice(0, digit(line.charCodeAt(0))) + line.slice(1)));
}

/**
 * @param {string | undefined} text
 * @param {number} n
 */
function lines(text, n) {
  const out = text ? text.split("\n") : [];
  while (out.length < n) out.push("");
  return out;
}

/** Reads a requirement: a list of nodes; an objective is the distance back from the base in base 36. */
class Reader {
  /**
   * @param {string} text
   * @param {number} base
   * @param {string[]} whys
   */
  constructor(text, base, whys) {
    this.text = text;
    this.base = base;
    this.whys = whys;
    this.at = 0;
  }
  /** NaN where there is none. */
  int() {
    const { text } = this;
    const from = this.at;
    const sign = text[from] === "-" ? -1 : 1;
    let at = sign < 0 ? from + 1 : from;
    const first = at;
    let n = 0;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code > 47 && code < 58) n = n * 36 + code - 48;
      else if (code > 96 && code < 123) n = n * 36 + code - 87;
      else break;
    }
    if (at === first) return NaN;
    this.at = at;
    return sign * n;
  }
  list() {
    const { text } = this;
    /** @type {Requirement[]} */
    const of = [];
    while (this.at < text.length && text[this.at] !== ")") {
      if (text[this.at] === ",") this.at++;
      of.push(this.node());
    }
    return of;
  }
  group() {
    this.at++;
    const of = this.list();
    this.at++;
    return of;
  }
  /** @returns {Requirement} */
  node() {
    const { text } = this;
    /** @type {Requirement} */
    let r;
    if (text[this.at] === "(") r = { op: "all", of: this.group() };
    else if (text[this.at] === "|") {
      this.at++;
      r = { op: "any", of: this.group() };
    } else {
      const n = this.int();
      if (n !== n) {
        this.at = text.length;
        return { op: "any", of: [] };
      }
      r = text[this.at] === "(" ? { op: "at_least", k: n, of: this.group() } : { op: "objective", ix: this.base - n };
    }
    if (text[this.at] === "~") {
      this.at++;
      r.why = this.whys[this.int()];
    }
    return r;
  }
}

/**
 * @param {string} text
 * @param {number} base
 * @param {string[]} whys
 * @returns {Requirement}
 */
function requirement(text, base, whys) {
  const of = text ? new Reader(text, base, whys).list() : [];
  return of.length === 1 ? of[0] : { op: "all", of };
}

/**
 * The curriculum of a catalog.
 * @param {any} c the argument of `WEND.catalog(…)`
 * @returns {Curriculum}
 */
export function readCatalog(c) {
  const l = c.lessons;
  const whys = c.whys || [];
  /** @param {string} name @param {any} missing */
  const lesson = (name, missing) => rows(l[name], l.n, missing);
  const [teaches, lessonNeeds, interests, approach, support, form, minutes, place, together, lang] = [
    lesson("teaches", []), lesson("requires", ""), lesson("interests", []), lesson("approach", null), lesson("support", null),
    lesson("form", []), lesson("minutes", 0), lesson("place", null), lesson("together", 0), lesson("lang", null),
  ];
  const titles = lines(l.title, l.n);
  let before = 0;
  /** @type {Lesson[]} */
  const lessons = fronts(l.id, l.n).map((id, i) => {
    let last = before;
    const steps = teaches[i];
    const taught = typeof steps === "number" ? [last + steps] : steps.map((/** @type {number} */ step) => (last += step));
    if (taught.length) before = taught[0];
    return {
      id, title: titles[i], teaches: taught, requires: requirement(lessonNeeds[i], before, whys), interests: interests[i],
      approach: approach[i], support: support[i], form: form[i], minutes: minutes[i], place: place[i],
      together: !!together[i], lang: lang[i],
    };
  });
  const o = c.objectives;
  /** @param {string} name @param {any} missing */
  const objective = (name, missing) => rows(o[name], o.n, missing);
  const [strand, depth, needs, mastery, items, typed, encompasses, own, page] = [
    objective("strand", null), objective("depth", "apply"), objective("requires", ""), objective("mastery", null),
    objective("items", 0), objective("typed_items", 0), objective("encompasses", []), objective("own", 0), objective("page", 0),
  ];
  const names = lines(o.title, o.n);
  const cans = lines(o.can, o.n);
  /** @type {Objective[]} */
  const objectives = fronts(o.id, o.n).map((id, i) => ({
    id, title: names[i], can: cans[i], strand: strand[i], depth: depth[i], requires: requirement(needs[i], i, whys),
    mastery: mastery[i], items: items[i], typed_items: typed[i],
    encompasses: encompasses[i].map((/** @type {[number, number]} */ [back, by]) => [i - back, by]),
    own: !!own[i], page: !!page[i],
  }));
  for (const { id, title, teaches } of lessons) {
    for (const ix of teaches) {
      const own = objectives[ix];
      if (own && own.own) {
        own.id = own.id || id;
        own.title = own.title || title;
      }
    }
  }
  return {
    id: c.id, title: c.title, language: c.language,
    interests: c.interests.map((/** @type {[string, string, number | null]} */ [id, title, parent]) => ({ id, title, parent })),
    strands: c.strands.map((/** @type {[string, string]} */ [id, title]) => ({ id, title })),
    objectives, lessons, mastery: c.mastery, weights: c.weights, aliases: c.aliases || {},
  };
}

/**
 * Ids to indices, aliases included; -1 where unknown.
 * @typedef {object} Names
 * @property {(id: string) => number} objective
 * @property {(id: string) => number} lesson
 * @property {(id: string) => number} interest
 * @property {(id: string) => string} item what an item is called now: by its own alias, else by its lesson's
 */
/** @type {WeakMap<Curriculum, Names>} */
const made = new WeakMap();

/**
 * Lookup by id; made once for a curriculum.
 * @param {Curriculum} c
 * @returns {Names}
 */
export function names(c) {
  const found = made.get(c);
  if (found) return found;
  /**
   * @param {{id: string}[]} table
   * @param {Renames | undefined} old
   */
  const index = (table, old) => {
    const map = new Map(table.map(({ id }, ix) => [id, ix]));
    for (const [from, to] of Object.entries(old || {})) {
      const ix = map.get(to);
      if (ix !== undefined && !map.has(from)) map.set(from, ix);
    }
    return map;
  };
  const objectives = index(c.objectives, c.aliases.objectives);
  const lessons = index(c.lessons, c.aliases.lessons);
  const interests = index(c.interests, undefined);
  // A lesson that teaches one objective stands for it.
  for (const [id, ix] of lessons) {
    const { teaches } = c.lessons[ix];
    if (teaches.length === 1 && !objectives.has(id)) objectives.set(id, teaches[0]);
  }
  const items = new Map(Object.entries(c.aliases.items || {}));
  const renamed = new Map(Object.entries(c.aliases.lessons || {}));
  /** @type {Names} */
  const all = {
    objective: id => objectives.get(id) ?? -1,
    lesson: id => lessons.get(id) ?? -1,
    interest: id => interests.get(id) ?? -1,
    item(id) {
      const hash = id.indexOf("#");
      const lesson = renamed.get(id.slice(0, Math.max(hash, 0)));
      return items.get(id) ?? (lesson === undefined || hash < 0 ? id : lesson + id.slice(hash));
    },
  };
  made.set(c, all);
  return all;
}

/**
 * A lesson's strand: that of the first objective it teaches; -1 for none.
 * @param {Curriculum} c
 * @param {number} lesson
 */
export function strandOf(c, lesson) {
  return c.objectives[c.lessons[lesson].teaches[0]]?.strand ?? -1;
}

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
 * What stands in a row of a column.
 * @param {Column} column
 * @param {number} ix
 * @param {any} missing
 */
function cell(column, ix, missing) {
  if (!column) return missing;
  if (Array.isArray(column)) return column[ix];
  const { p, s } = column;
  if (!s) return p[0];
  return p[p.length > 91 ? digit(s.charCodeAt(2 * ix)) * 91 + digit(s.charCodeAt(2 * ix + 1)) : digit(s.charCodeAt(ix))];
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

/** What asks for nothing is one value, wherever it stands. @type {Requirement} */
const NOTHING = { op: "all", of: [] };

/**
 * @param {string} text
 * @param {number} base
 * @param {string[]} whys
 * @returns {Requirement}
 */
function requirement(text, base, whys) {
  if (!text) return NOTHING;
  const of = new Reader(text, base, whys).list();
  return of.length === 1 ? of[0] : { op: "all", of };
}

/** @type {any[]} */
const NONE = [];

/** A row of the catalog as a record: read when asked, since of many thousands few are. */
class Row {
  /**
   * @param {any} columns
   * @param {string[]} whys
   * @param {number} ix
   * @param {number} base what its requirement is written relative to
   * @param {string} id
   * @param {string} title
   */
  constructor(columns, whys, ix, base, id, title) {
    this.columns = columns;
    this.whys = whys;
    this.ix = ix;
    this.base = base;
    this.id = id;
    this.title = title;
    /** @type {Requirement | null} */
    this.needs = null;
  }
  get requires() {
    return (this.needs ??= requirement(cell(this.columns.requires, this.ix, ""), this.base, this.whys));
  }
}

class LessonRow extends Row {
  /**
   * @param {any} columns
   * @param {string[]} whys
   * @param {number} ix
   * @param {number} base
   * @param {string} id
   * @param {string} title
   * @param {number[]} teaches
   */
  constructor(columns, whys, ix, base, id, title, teaches) {
    super(columns, whys, ix, base, id, title);
    this.teaches = teaches;
  }
  get interests() { return cell(this.columns.interests, this.ix, NONE); }
  get approach() { return cell(this.columns.approach, this.ix, null); }
  get support() { return cell(this.columns.support, this.ix, null); }
  get form() { return cell(this.columns.form, this.ix, NONE); }
  get minutes() { return cell(this.columns.minutes, this.ix, 0); }
  get place() { return cell(this.columns.place, this.ix, null); }
  get together() { return !!cell(this.columns.together, this.ix, 0); }
  get lang() { return cell(this.columns.lang, this.ix, null); }
}

class ObjectiveRow extends Row {
  can = "";
  get strand() { return cell(this.columns.strand, this.ix, null); }
  get depth() { return cell(this.columns.depth, this.ix, "apply"); }
  get mastery() { return cell(this.columns.mastery, this.ix, null); }
  get items() { return cell(this.columns.items, this.ix, 0); }
  get typed_items() { return cell(this.columns.typed_items, this.ix, 0); }
  get encompasses() {
    return cell(this.columns.encompasses, this.ix, NONE).map((/** @type {[number, number]} */ [back, by]) => [this.ix - back, by]);
  }
  get own() { return !!cell(this.columns.own, this.ix, 0); }
  get page() { return !!cell(this.columns.page, this.ix, 0); }
}

/**
 * The curriculum of a catalog.
 * @param {any} c the argument of `WEND.catalog(…)`
 * @returns {Curriculum}
 */
export function readCatalog(c) {
  const { objectives: o, lessons: l, whys = NONE } = c;
  // Where any has a statement, it stands below each title.
  const step = o.can ? 2 : 1;
  const texts = lines(o.can || o.title, step * o.n);
  const objectives = fronts(o.id, o.n).map((id, ix) => {
    const objective = new ObjectiveRow(o, whys, ix, ix, id, texts[step * ix]);
    if (o.can) objective.can = texts[2 * ix + 1];
    return objective;
  });
  const titles = lines(l.title, l.n);
  let base = 0;
  const lessons = fronts(l.id, l.n).map((id, ix) => {
    const steps = cell(l.teaches, ix, NONE);
    let last = base;
    const taught = typeof steps === "number" ? [last + steps] : steps.map((/** @type {number} */ step) => (last += step));
    if (taught.length) base = taught[0];
    const lesson = new LessonRow(l, whys, ix, base, id, titles[ix], taught);
    for (const o of taught) {
      const own = objectives[o];
      if (own && own.own) {
        own.id ||= id;
        own.title ||= titles[ix];
      }
    }
    return lesson;
  });
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
      if (!items.size && !renamed.size) return id;
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

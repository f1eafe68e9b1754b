/**
 * What the log and the catalog say together. Computed anew after every change. What costs more comes only with the
 * pages that show it: the path (`way.js`) and the offers (`offers.js`).
 */

import { askedOf } from "./engine/asked.js";
import { names, readCatalog } from "./engine/catalog.js";
import { inTime, newLog } from "./engine/evidence.js";
import { fold, renames } from "./engine/facts.js";
import { knownOf, standings } from "./engine/mastery.js";
import { bands, innerFringe, makeGraph, makeReadiness, whyNot } from "./engine/readiness.js";
import { needOf } from "./engine/release.js";

const BANDS = { can: "can", ready: "ready", stretch: "stretch", "not-yet": "later" };

/** @typedef {ReturnType<ReturnType<typeof modelOf>>} Model */

/**
 * @param {any} catalog the argument of `WEND.catalog(…)`
 * @param {{ kind: string, lesson: number, objective: number }} page
 */
export function modelOf(catalog, page) {
  const c = readCatalog(catalog);
  const name = names(c);
  const graph = makeGraph(c);
  /** @type {number[][]} lessons of each objective */
  const taught = c.objectives.map(() => []);
  c.lessons.forEach((l, ix) => l.teaches.forEach((o) => taught[o]?.push(ix)));

  /** @param {unknown} id */
  const lesson = (id) => (typeof id === "string" ? name.lesson(id) : -1);
  /** @param {unknown} id */
  const objective = (id) => (typeof id === "string" ? name.objective(id) : -1);
  const rename = renames(c);

  /**
   * @param {readonly Entry[]} entries
   * @param {number} now ms since 1970 UTC
   */
  return (entries, now) => {
    const log = newLog(c.id, "", "", [...entries]);
    const happened = inTime(log);
    const facts = fold(happened, rename);
    const all = standings(c, log, now);
    const known = knownOf(all);
    const due = all.flatMap((s, ix) => (s.due ? [ix] : []));
    const band = bands(graph, known);
    const ready = makeReadiness(graph, known);

    const { profile, request, wished, done, leftOut, hard } = askedOf(c, log, facts, all);

    /** Lessons been to, latest first. */
    const lately = () =>
      [...facts.opened]
        .sort((a, b) => b[1] - a[1])
        .map(([id]) => lesson(id))
        .filter((ix) => ix >= 0);

    const wanted = new Set(profile.interests.map(([ix]) => ix));

    return {
      c,
      page,
      facts,
      goals: request.goals,
      request,
      wished,
      leftOut,
      hard,
      profile,
      standings: all,
      bands: band,
      /** To be looked at again today, the longest due first. */
      due: () => [...due].sort((a, b) => (all[a].memory?.due ?? 0) - (all[b].memory?.due ?? 0)),
      lesson,
      objective,
      rename,
      done,
      /** The path, once a page has asked for it. @type {import("./way.js").Way | null} */
      way: null,
      /** What the engine is asked with. */
      asked: { graph, known, log, now, due },
      lately,
      /** All requirements of a lesson hold. @param {number} ix */
      open: (ix) => ready.open(ix),
      /** The help that fits with a lesson now: 0 example, 1 guided, 2 peer, 3 alone. @param {number} ix */
      need: (ix) => needOf(profile, c.lessons[ix]),
      /** @param {number} ix a lesson */
      whyNot: (ix) => whyNot(graph, known, ix),
      /** can, ready, stretch or later. @param {number} ix */
      bandOf: (ix) => BANDS[band[ix]],
      /** The sign of that; what was known and fades has its own. @param {number} ix */
      markOf: (ix) => (all[ix].level === "rusty" ? "rusty" : BANDS[band[ix]]),
      /** Lessons that teach an objective. @param {number} ix */
      teach: (ix) => taught[ix] ?? [],
      /** Lessons been to and done, latest first. */
      walked: () => lately().filter(done),
      /** The lesson this page shows. */
      here: () => c.lessons[page.lesson],
      /** What was answered, made or written at one item, oldest first. @param {string} item */
      attempts: (item) => happened.filter((e) => e.item && name.item(e.item) === name.item(item)),
      /** Entries about an objective, oldest first. @param {number} ix */
      evidence: (ix) => happened.filter((e) => e.objective && objective(e.objective) === ix && e.kind !== "goal"),
      /** What to look at again first when stuck in lessons: known things at the edge that their objectives rest on. @param {number[]} lessons */
      below: (lessons) => {
        const needs = new Set();
        /** @param {import("./engine/catalog.js").Requirement} r */
        const walk = (r) => (r.op === "objective" ? needs.add(r.ix) : r.of.forEach(walk));
        for (const { requires, teaches } of lessons.map((ix) => c.lessons[ix])) {
          walk(requires);
          for (const o of teaches) walk(c.objectives[o].requires);
        }
        const edge = new Set(innerFringe(graph, known));
        return [.../** @type {Set<number>} */ (needs)].filter((o) => all[o]?.known).sort((a, b) => Number(edge.has(b)) - Number(edge.has(a)) || a - b);
      },
      /** Set in none of the learner's interests, nor in their parents or children. @param {number} ix */
      outside: (ix) => {
        const { interests } = c.lessons[ix];
        return interests.length > 0 && !interests.some((i) => wanted.has(i) || wanted.has(c.interests[i].parent ?? -1));
      },
    };
  };
}

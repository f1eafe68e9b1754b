/**
 * What a block's element may ask of the page, and the moment it is asked to come alive: when its plugin's script
 * has registered and the record is open, in whichever order.
 */

import { announce } from "./dom.js";
import { LEVELS } from "./engine/release.js";
import { LANG } from "./strings.gen.js";
import { t } from "./text.js";

/** @typedef {import("./element.js").App} App */

/** @type {Map<string, PluginDef>} by kind of block */
const kinds = new Map();

/** @type {App | null} */
let app = null;

/** @type {WeakSet<Element>} */
const alive = new WeakSet();

/** Items on which help was taken in this visit, and how often since the last attempt. @type {Map<string, number>} */
const helped = new Map();

/**
 * `WEND.plugin(name, def)`.
 * @param {string} _name
 * @param {PluginDef} def
 */
export function register(_name, def) {
  for (const kind of def.kinds ?? []) kinds.set(kind, def);
  if (app) wake(app);
}

/**
 * Connects every block whose plugin is here; outer blocks first.
 * @param {App | null} [ready]
 */
export function wake(ready = app) {
  if (!ready) return;
  app = ready;
  for (const el of document.querySelectorAll("[data-kind]")) {
    const def = kinds.get(/** @type {HTMLElement} */ (el).dataset.kind ?? "");
    if (!def || alive.has(el)) continue;
    alive.add(el);
    try {
      def.connect?.(/** @type {HTMLElement} */ (el), hostOf(/** @type {HTMLElement} */ (el), def, ready));
    } catch (error) {
      console.error("block", /** @type {HTMLElement} */ (el).dataset.kind, error);
    }
  }
}

/**
 * The items a block's help belongs to: those of the nearest block around it that has any; for help that stands
 * alone, the nearest item before it, else the first after it.
 * @param {HTMLElement} el
 * @returns {string[]}
 */
function itemsOf(el) {
  /** @param {Iterable<Element>} list */
  const ids = (list) => [...list].map((i) => /** @type {HTMLElement} */ (i).dataset.item ?? "");
  const around = el.closest("[data-item]");
  if (around) return ids([around]);
  for (let up = /** @type {Element | null} */ (el); up; up = up.parentElement?.closest("[data-kind]") ?? null) {
    const inside = [...up.querySelectorAll("[data-item]")];
    // Of several variants, the one that is seen.
    const seen = inside.filter((i) => !i.closest("[hidden]"));
    if (inside.length) return ids(seen.length ? seen : inside);
  }
  const all = [...document.querySelectorAll("[data-item]")];
  const before = all.filter((i) => i.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
  return ids(before.length ? before.slice(-1) : all.slice(0, 1));
}

/**
 * @param {HTMLElement} el
 * @param {PluginDef} def
 * @param {App} app
 * @returns {Host}
 */
export function hostOf(el, def, { store, model }) {
  // Asked outside of its lesson: the page that asks takes the answer, and it is asked as if never met.
  const { asking } = /** @type {{ asking?: Asking }} */ (el.closest("wend-ask") ?? {});
  return {
    async record(attempt) {
      const { kind = "answer", hints = 0, ...rest } = attempt;
      const help = hints + (helped.get(attempt.item) ?? 0);
      const entry = { kind, lesson: model().here()?.id, ...rest, hints: help || undefined };
      if (attempt.correct || asking) helped.delete(attempt.item);
      await (asking ? asking.take(entry) : store.append(entry));
      return true;
    },
    history(item) {
      if (asking) return [];
      return model()
        .attempts(item)
        .map(({ correct, answer, t, kind, score }) => ({ correct, answer, t, kind, score }));
    },
    t: (key, args) => t(key, args, def.strings),
    announce,
    grade(answer, spec) {
      if (!def.grade) return { correct: null };
      try {
        return def.grade(answer, spec);
      } catch (error) {
        console.error("grade", el.dataset.kind, error);
        return { correct: null };
      }
    },
    assisted() {
      if (!asking?.over) for (const item of itemsOf(el)) helped.set(item, (helped.get(item) ?? 0) + 1);
    },
    goTo(href) {
      // A choice inside a lesson: only pages of this site.
      const to = new URL(href, location.href);
      if (to.protocol === location.protocol && to.host === location.host) location.href = to.href;
    },
    settings: {
      lang: LANG,
      reduced_motion: matchMedia("(prefers-reduced-motion: reduce)").matches,
      once: Boolean(asking),
      support: model().here() ? LEVELS[model().need(model().page.lesson)] : null,
    },
  };
}

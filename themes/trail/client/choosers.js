/**
 * Choosing what one likes and where one wants to go. Each tick is kept at once; nothing has to be sent.
 */

import { announce, button, fill, h } from "./dom.js";
import { field } from "./field.js";
import { borrow } from "./lend.js";
import { letter } from "./marks.js";
import { t } from "./text.js";

/** @typedef {import("./element.js").App} App */

/** So many goals are shown without being asked for. */
const FEW = 7;
/** Beyond so many, words find them. */
const MANY = 40;
/** So many parts stand in a row without a fold around them. */
const ROW = 12;

/**
 * Interests: the curriculum's, and the learner's own words.
 * @param {App} app
 * @returns {{ el: HTMLElement, draw: () => void }}
 */
export function interestChooser(app) {
  const { store, model } = app;
  /** @param {string} id @param {boolean} on */
  const like = (id, on) => store.append({ kind: "setting", target: "interest:" + id, answer: on ? 1 : null });
  const { c, facts } = model();
  // A wider interest that no lesson is set in only joins others.
  const used = new Set(c.lessons.flatMap((l) => l.interests));
  /** @type {Map<string, HTMLInputElement>} */
  const inputs = new Map();
  const stamps = c.interests.map(({ id, title }, ix) => {
    if (!used.has(ix) && !facts.interests.has(id)) return null;
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: () => like(id, input.checked) }));
    inputs.set(id, input);
    const mark = h("span.stamp-mark", { "data-sign": id, "data-letter": letter(title), "aria-hidden": "true" });
    return h("li", null, h(`label.stamp.i-${ix % 12}`, null, input, mark, h("span.stamp-word", null, title)));
  });
  const more = h("details", null, h("summary", null, t("interests.more")));
  const own = h("ul.choice-list");
  const el = h(
    "div.choosing",
    null,
    h("ul.likes", null, stamps),
    own,
    more,
  );
  more.append(
    field({
      id: "own-interest",
      label: t("interests.own"),
      keep: t("interests.add"),
      rows: 1,
      onkeep: async (text) => {
        const known = model().c.interests.find((i) => i.title.toLocaleLowerCase() === text.toLocaleLowerCase() || i.id === text);
        await like(known?.id ?? text, true);
        announce(t("interests.added", { text }));
      },
    }),
  );
  more.toggleAttribute("open", [...model().facts.interests.keys()].some((id) => !inputs.has(id)));
  const draw = () => {
    const m = model();
    const { interests } = m.facts;
    for (const [id, input] of inputs) input.checked = interests.has(id);
    const words = [...interests.keys()].filter((id) => !inputs.has(id));
    own.hidden = !words.length;
    fill(
      own,
      words.map((word) =>
        h("li", null, h("label.choice", null, h("input", { type: "checkbox", checked: true, onchange: () => like(word, false), "data-key": "own-" + word }), h("span", null, m.c.interests.find((i) => i.id === word)?.title ?? word))),
      ),
    );
  };
  return { el, draw };
}

/**
 * Goals, strand by strand; a strand's list is made when it is opened, so that 2,000 objectives cost nothing before. Where there
 * are many, a script is loaded that finds them by words (`many`).
 * @param {App} app
 * @returns {{ el: HTMLElement, draw: () => void }}
 */
export function goalChooser(app) {
  const { store, model } = app;
  const { c } = model();
  const paged = c.objectives.some((o) => o.page);
  const all = [...c.objectives.keys()].filter((ix) => !paged || c.objectives[ix].page);
  const draw = () => {
    const { goals } = model();
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (el.querySelectorAll("[data-goal]"))) input.checked = goals.includes(Number(input.dataset.goal));
    fill(mine, goals.map((ix) => goalRow(app, ix)));
    mine.hidden = !goals.length;
  };
  /** @param {number} ix */
  const choice = (ix) => {
    const { id, can, title } = c.objectives[ix];
    const change = () => store.append({ kind: "goal", objective: id, answer: input.checked });
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", "data-goal": ix, onchange: change }));
    return h("li", null, h("label.choice", null, input, h("span", null, can || title)));
  };
  const mine = h("ul.goals", { "aria-label": t("goals.mine") });
  /** @param {string} title @param {number[]} list */
  const part = (title, list) => {
    const open = () => {
      box.append(h("ul.choice-list", null, list.map(choice)));
      draw();
    };
    const box = h("details", { ontoggle: () => box.querySelector("ul") ?? open() }, h("summary", null, title));
    if (all.length <= FEW) box.setAttribute("open", "");
    return box;
  };
  const { length } = c.strands;
  const parts = [...c.strands.map(({ title }) => title), t(length ? "goals.rest" : "goals.all")].map((title, strand) => {
    const list = all.filter((ix) => (c.objectives[ix].strand ?? length) === strand);
    return list.length ? [part(title, list)] : [];
  });
  /** A long row is folded itself. @param {HTMLElement[]} parts */
  const row = (parts) => (parts.length > ROW ? h("details", null, h("summary", null, t("goals.all")), h("div.choosing", null, parts)) : parts);
  const folds = h("div.choosing", null, row(parts.flat()));
  // Its place is kept for it, so that nothing moves when its script comes.
  const find = h("div.field", { hidden: all.length <= MANY }, h("label", { for: "find-goal" }, t("goals.find")), h("input", { type: "search", id: "find-goal", autocomplete: "off" }));
  const el = h("div.choosing", null, mine, find, folds);
  if (all.length > MANY) {
    void borrow("many", "assets/wend-many.js").then((many) => {
      find.hidden = !many;
      many?.({ c, all, choice, find, draw, parted: (/** @type {[string, number[]][]} */ it) => fill(folds, row(it.map(([title, list]) => part(title, list)))) });
    });
  }
  return { el, draw };
}

/** @param {App} app @param {number} ix */
function goalRow({ store, model }, ix) {
  const m = model();
  const { id, title } = m.c.objectives[ix];
  const drop = () => store.append({ kind: "goal", objective: id, answer: false });
  return h(
    "li",
    null,
    title,
    m.standings[ix].known && h("span.soft", null, " ", t("goals.reached")),
    " ",
    button([t("goals.drop"), h("span.visually-hidden", null, " ", title)], drop, "btn.quiet", { "data-key": "goal-" + id }),
  );
}

/**
 * Choosing what one likes and where one wants to go. Each tick is kept at once; nothing has to be sent.
 */

import { announce, button, fill, h } from "./dom.js";
import { field } from "./field.js";
import { letter } from "./marks.js";
import { t } from "./text.js";

/** @typedef {import("./element.js").App} App */

/** So many goals are shown without being asked for. */
const FEW = 7;

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
 * Goals, strand by strand; a strand's list is made when it is opened, so that 2,000 objectives cost nothing before.
 * @param {App} app
 * @returns {{ el: HTMLElement, draw: () => void }}
 */
export function goalChooser(app) {
  const { store, model } = app;
  const { c } = model();
  const pages = c.objectives.some((o) => o.page);
  /** @type {Map<number, HTMLInputElement>} */
  const inputs = new Map();
  const draw = () => {
    for (const [ix, input] of inputs) input.checked = model().goals.includes(ix);
    fill(mine, model().goals.map((ix) => goalRow(app, ix)));
    mine.hidden = !model().goals.length;
  };
  const mine = h("ul.goals", { "aria-label": t("goals.mine") });
  const strands = [...c.strands.map((s) => s.title), t("goals.rest")].map((title, strand) => {
    const list = c.objectives.flatMap((o, ix) =>
      (o.strand ?? c.strands.length) === strand && (o.page || !pages) ? [ix] : [],
    );
    if (!list.length) return null;
    const box = h("details", { ontoggle: () => box.querySelector("ul") ?? open() }, h("summary", null, c.strands.length ? title : t("goals.all")));
    const open = () => {
      box.append(
        h(
          "ul.choice-list",
          null,
          list.map((ix) => {
            const change = () => store.append({ kind: "goal", objective: c.objectives[ix].id, answer: input.checked });
            const input = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", onchange: change }));
            inputs.set(ix, input);
            return h("li", null, h("label.choice", null, input, h("span", null, c.objectives[ix].can || c.objectives[ix].title)));
          }),
        ),
      );
      draw();
    };
    if (c.objectives.length <= FEW) box.setAttribute("open", "");
    return box;
  });
  return { el: h("div.choosing", null, mine, strands), draw };
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

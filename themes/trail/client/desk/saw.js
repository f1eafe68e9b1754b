/**
 * What a person saw: "saw it done", "needs a hand", a product with a rubric. One tap, and it is evidence like any other, so that the desk works
 * in a class that hands in nothing. Taken back as easily.
 */

import { announce, button, fill, h } from "../dom.js";
import { t } from "../text.js";
import { titleOf } from "./say.js";

/** @typedef {import("./page.js").Office} Office */

/** Levels of a rubric. */
const RUBRIC = [1, 2, 3, 4];

/**
 * @param {Office} office
 * @param {string} key
 * @param {{ kind: string } & Record<string, unknown>} entry
 * @param {string} words
 */
export async function keep({ desk }, key, entry, words) {
  await desk.add(key, entry);
  announce(words);
}

/**
 * One tap, for one objective.
 * @param {Office} office
 * @param {string} key
 * @param {string} name
 * @param {string} objective id
 * @param {boolean} answer seen done; else a hand is needed
 * @param {() => string | undefined} [note] what to say with it
 */
export function sawButton(office, key, name, objective, answer, note = () => undefined) {
  const saw = () => keep(office, key, { kind: "observation", objective, answer, note: note() }, t(answer ? "saw.kept_done" : "saw.kept_hand", { name }));
  const about = h("span.visually-hidden", null, " ", name, ", ", titleOf(office, objective));
  return button([t(answer ? "saw.done" : "saw.hand"), about], saw, "btn.plain.small.no-print", { "data-key": `${answer ? "saw" : "hand"}-${key}-${objective}` });
}

/**
 * Both taps.
 * @param {Office} office
 * @param {string} key
 * @param {string} name
 * @param {string} objective id
 * @param {() => string | undefined} [note]
 */
export const sawButtons = (office, key, name, objective, note) => h("p.row.no-print", null, [true, false].map((answer) => sawButton(office, key, name, objective, answer, note)));

/**
 * What was made, judged by its rubric.
 * @param {string} objective id
 * @param {(fields: { kind: string, objective: string, score: number }) => unknown} judge
 */
export const rubricButtons = (objective, judge) =>
  h(
    "p.row.no-print",
    { role: "group", "aria-label": t("learner.product") },
    h("span", null, t("learner.product")),
    RUBRIC.map((score) => button(t("learner.rubric_" + score), () => judge({ kind: "product", objective, score }), "btn.plain.small", { "data-key": `score-${objective}-${score}` })),
  );

/**
 * The two taps where an objective has to be chosen first.
 * @param {Office} office
 * @param {string} key
 * @param {string} name
 * @param {string} objective id that is proposed; "": none
 */
export function sawBox(office, key, name, objective) {
  const body = h("div");
  const box = h("details.saw.no-print", { ontoggle: () => box.hasAttribute("open") && !body.firstChild && open() }, h("summary", { "data-key": "saw-" + key }, t("saw.open"), h("span.visually-hidden", null, " ", name)), body);
  const open = () => {
    const id = "saw-" + key;
    const { objectives } = office.model.c;
    const select = /** @type {HTMLSelectElement} */ (h("select", { id }, objectives.map((o) => h("option", { value: o.id }, o.title))));
    if (objective) select.value = objective;
    const taps = h("div");
    const draw = () => fill(taps, sawButtons(office, key, name, select.value));
    select.addEventListener("change", draw);
    draw();
    fill(body, h("div.field.long", null, h("label", { for: id }, t("saw.what")), select), taps);
  };
  return box;
}

/**
 * `<wend-brief data-mixups="[[id, title], …]">`: a brief to hand to a tutor, a person or a program: what is to be
 * learned, where the learner stands in words, known mix-ups, and the wish for hints and no answers. It is text to copy;
 * nothing leaves the site, and no name, alias or answer is in it.
 */

import { copier } from "../../copy.js";
import { fill, h } from "../../dom.js";
import { t } from "../../text.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function brief(el, app) {
  /** @type {[string, string][]} */
  const mixups = JSON.parse(el.dataset.mixups || "[]");
  const area = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "tutor-text", readonly: true, rows: 9, spellcheck: "false" }));
  const copy = copier(area, t("tutor.copy"), t("tutor.copied"));
  fill(
    el,
    h("p", null, t("tutor.what")),
    h("p.soft", null, t("tutor.privacy")),
    h("div.field", null, h("label", { for: "tutor-text" }, t("tutor.label")), area),
    copy.el,
  );
  return () => {
    area.value = words(app.model(), mixups);
    copy.forget();
  };
}

/**
 * @param {import("../../model.js").Model} m
 * @param {[string, string][]} mixups
 */
function words(m, mixups) {
  const lesson = m.here();
  const objectives = lesson ? lesson.teaches : [m.page.objective];
  const lines = [t("tutor.hello")];
  if (lesson) lines.push(t("tutor.lesson", { title: lesson.title }));
  /** Mix-ups that the learner's own answers pointed to. @type {Set<string>} */
  const met = new Set();
  for (const ix of objectives) {
    const o = m.c.objectives[ix];
    if (!o) continue;
    const tried = m.evidence(ix).filter((e) => typeof e.correct === "boolean");
    for (const { mixup } of tried.slice(-5)) if (mixup) met.add(String(mixup));
    lines.push(t("tutor.aim", { can: o.can || o.title }), t("tutor.state_" + m.bandOf(ix)));
    if (tried.length) lines.push(t("tutor.tried", { n: tried.length, right: tried.filter((e) => e.correct).length }));
  }
  const name = (/** @type {[string, string]} */ [, title]) => "- " + title;
  const mine = mixups.filter(([id]) => met.has(id));
  const others = mixups.filter(([id]) => !met.has(id));
  if (mine.length) lines.push(t("tutor.mine"), ...mine.map(name));
  if (others.length) lines.push(t("tutor.known"), ...others.map(name));
  return [...lines, t("tutor.please")].join("\n");
}

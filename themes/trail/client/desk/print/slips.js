/**
 * What each learner hands in at the end of a day: questions from the bank, chosen as on their own page of that name, what their next
 * lesson teaches counted as met today; room to answer, and a line for what they wonder. The answers stand on a sheet of the teacher's.
 */

import { askable, load, questions } from "../../banks.js";
import { h } from "../../dom.js";
import { onSheet } from "../../elements/booklet/chapter.js";
import { slip as slipOf } from "../../sitting.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";

/** @typedef {import("../../model.js").Model} Model */
/** @typedef {{ lang: string | null, body: HTMLElement, answer: HTMLElement | null }} Asked a question as it stands on a slip, and its answer */

/** So many questions of the five fit on a slip that is half a sheet. */
const MOST = 3;

/**
 * @param {import("../plan/draft.js").Draft} draft
 * @param {string} now the day, in words
 */
export async function slips(draft, now) {
  const made = [];
  for (const [at, row] of draft.rows().entries()) {
    const m = draft.of(row.key);
    const next = wayOf(m).plan().steps[0]?.lesson;
    const ahead = next === undefined ? [] : m.c.lessons[next].teaches;
    made.push({ name: row.alias || t("plan.nameless"), aim: ahead.length ? m.c.objectives[ahead[0]] : null, asked: await asked(m, ahead, `s${at}-`) });
  }
  const answers = made.filter((one) => one.asked.some(({ answer }) => answer));
  return [
    h("ul.slips", { "aria-label": t("sheets.slips") }, made.map((one) => slip(one, now))),
    answers.length > 0 &&
      h(
        "section.sheet.told",
        { "aria-label": t("sheets.answers") },
        h("header", null, h("h2", null, t("sheets.answers")), h("p", null, now)),
        h("p.soft", null, t("sheets.answers_what")),
        answers.map(({ name, asked }) => h("div.told-of", null, h("h3", null, name), h("ol", null, asked.map(({ answer }) => h("li", null, answer ?? t("sheets.no_answer")))))),
      ),
  ];
}

/**
 * The questions of a slip, made for paper.
 * @param {Model} m
 * @param {readonly number[]} ahead
 * @param {string} mark
 * @returns {Promise<Asked[]>}
 */
async function asked(m, ahead, mark) {
  const counts = await askable();
  /** @type {Set<string>} */
  const used = new Set();
  const sheet = [];
  for (const objective of counts ? slipOf(m.c, m.asked.log, m.asked.now, ahead).asks : []) {
    if (sheet.length === MOST) break;
    if (!counts || counts(objective, "exit") === 0) continue;
    const question = (await questions(m, objective, "exit"))?.find(({ id }) => !used.has(id));
    if (!question) continue;
    used.add(question.id);
    await Promise.all(question.plugins.map(({ style }) => style && load(style)));
    sheet.push({ lang: question.lang, ...onSheet(question, location.href, `${mark}${sheet.length}-`) });
  }
  return sheet;
}

/**
 * @param {{ name: string, aim: { can?: string, title: string } | null, asked: Asked[] }} of
 * @param {string} now
 */
function slip({ name, aim, asked }, now) {
  const lines = (/** @type {number} */ n) => h("div.bk-lines", null, [...Array(n).keys()].map(() => h("div")));
  const tick = (/** @type {string} */ key) => h("li", null, h("span.bk-box"), " ", t("sheets." + key));
  return h(
    "li.slip",
    null,
    h("p.ticket-site", null, name, h("span.soft", null, now)),
    h("p.slip-aim", null, aim ? aim.can || aim.title : t("sheets.worked_on")),
    !aim && lines(1),
    h("ul.slip-ticks", null, tick("alone"), tick("with_help"), tick("not_yet")),
    asked.length > 0 ? h("ol.slip-asks", null, asked.map(({ body, lang }) => h("li", { lang, dir: lang && "auto" }, body))) : [h("p", null, t("sheets.show")), lines(2)],
    h("p", null, t("sheets.wonder")),
    lines(1),
  );
}

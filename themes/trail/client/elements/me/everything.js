/**
 * Everything the site knows about the learner: every entry of the record, in plain words, latest first.
 */

import { fill, h } from "../../dom.js";
import { newLog } from "../../engine/evidence.js";
import { conflicts } from "../../engine/logfile.js";
import { exceptions } from "../../engine/exceptions.js";
import { day, duration, has, t } from "../../text.js";
import { unreadOf } from "../../torn.js";
import { sentence } from "../standing/sentence.js";

/** @typedef {import("../../element.js").App} App */

/** Entries listed at once. */
const SHOWN = 100;

/** Settings that have a question of their own somewhere: its text, and an answer in words. @type {Record<string, [string, (answer: any) => string]>} */
const SETTINGS = {
  support: ["help.title", (level) => t("support." + level)],
  weekly_minutes: ["week.minutes", duration],
  weekdays: ["week.days", () => ""],
  deadline: ["ticket.deadline", String],
  extra_percent: ["ticket.extra", (n) => n + " %"],
  started: ["today.start", () => ""],
  preset: ["ticket.title", () => ""],
};

/**
 * What was set, in the words that stand where it is set.
 * @param {import("../../model.js").Model} m
 * @param {string} target
 * @param {unknown} answer
 */
function setting(m, target, answer) {
  const [kind, name] = target.split(/:(.*)/s);
  if (kind === "interest") {
    const title = m.c.interests.find(({ id }) => id === name)?.title ?? name;
    return [t("interests.title"), " ", answer === null ? h("s", null, title) : title];
  }
  if (kind === "read" && has("aa." + name)) return `${t("aa." + name)}: ${has(`aa.${name}_${answer}`) ? t(`aa.${name}_${answer}`) : answer}`;
  if (!Object.hasOwn(SETTINGS, target)) return target;
  const [key, words] = SETTINGS[target];
  return [t(key), " ", answer === null ? "–" : words(answer)];
}

/**
 * Every entry, in plain words.
 * @param {App} app
 */
export function everything({ store, model }) {
  const list = h("div");
  const box = h("details", { ontoggle: () => draw() }, h("summary", null, t("me.show_all")), list);
  const draw = () => {
    if (!box.hasAttribute("open")) return;
    const m = model();
    const entries = [...store.entries()].sort((a, b) => b.t - a.t);
    const log = newLog(m.c.id, "", "", entries);
    const twofold = conflicts(log).length;
    const unread = unreadOf(store.current()?.other);
    const odd = exceptions(m.c, log, Date.now()).filter((e) => e.code !== "conflict");
    const about = (/** @type {Entry} */ e) => {
      const lesson = m.lesson(e.lesson);
      const objective = m.objective(e.objective);
      if (e.kind === "setting") return setting(m, String(e.target), e.answer);
      return objective >= 0 ? m.c.objectives[objective].title : lesson >= 0 ? m.c.lessons[lesson].title : String(e.item ?? e.objective ?? e.lesson ?? e.target ?? "");
    };
    fill(
      list,
      h("p", null, t("me.count", { n: entries.length })),
      twofold > 0 && h("p.notice", null, t("load.twofold", { n: twofold })),
      unread.length > 0 && h("details.notice", null, h("summary", null, t("me.unread", { n: unread.length })), h("ul.entries", null, unread.map((text) => h("li", null, h("code", null, text))))),
      odd.map((e) => h("p.notice", null, t("odd." + e.code, { n: e.n, id: e.id, day: day(e.t) }))),
      h("ul.entries", null, entries.slice(0, SHOWN).map((e) => h("li", null, h("span.soft", null, day(e.t)), " ", sentence(e), " · ", about(e)))),
      entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
    );
  };
  return { el: box, draw };
}

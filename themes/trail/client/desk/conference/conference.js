/**
 * `<wend-teach-conference>`: one talk. Listen first: an empty field with three prompts, and beside each what the evidence has to show for it; then
 * decide, teach, record. One line is enough to keep it. Without a learner in the address: whom to meet.
 */

import { announce, button, fill, h } from "../../dom.js";
import { drafted } from "../../field.js";
import { t } from "../../text.js";
import { ownText } from "../../transfer.js";
import { deskHref, keyOfPage } from "../page.js";
import { AUTONOMIES } from "../roster.js";
import { classOn, learnerOf, todayIs } from "../room.js";
import { person, reasons } from "../say.js";
import { lookBacks, pastTalks } from "../talks.js";
import { prompts } from "./prompts.js";

/** The fields of the notes, in order; the first is asked after the prompts. */
const NOTES = ["research", "decide", "teach", "note"];

/**
 * @param {HTMLElement} el
 * @param {import("../page.js").Office} office
 */
export function conference(el, office) {
  const title = el.querySelector("h1");
  const lead = el.querySelector(".lead");
  const due = h("div");
  const beside = h("div.beside-talk");
  const past = h("div");
  const form = h("div.form");
  const said = h("p", { role: "status" });
  const talk = h("div.talk", null, h("div", null, form, said), beside, h("section", { "aria-labelledby": "before" }, h("h2", { id: "before" }, t("talk.before")), past));
  el.append(due, talk);
  let key = "";

  const draw = () => {
    const it = learnerOf(office, keyOfPage());
    talk.hidden = !it;
    due.hidden = Boolean(it);
    if (lead) lead.toggleAttribute("hidden", Boolean(it));
    if (!it) {
      key = "";
      if (title) title.textContent = t("talk.whom");
      return fill(due, dueList(office));
    }
    const { row, model } = it;
    if (title) fill(title, h("bdi", null, row.alias));
    if (row.key !== key) {
      key = row.key;
      said.textContent = "";
      form.replaceChildren(notes(office, key, said));
    }
    const { board } = classOn(office, todayIs(), key);
    fill(beside, prompts(model, key, office, board.learners[0].flags), h("section", { "aria-labelledby": "weeks" }, h("h2", { id: "weeks" }, t("talk.choosing")), lookBacks(model) ?? h("p.soft", null, t("talk.no_look_backs")), autonomy(office, key)));
    fill(past, row.private_note && h("p.notice.no-print", null, h("strong", null, t("learner.only_you"), " "), row.private_note), pastTalks(model), h("p", null, h("a", { href: deskHref("learner.html", key) }, t("talk.all_evidence"))));
  };
  addEventListener("hashchange", draw);
  return draw;
}

/** Whom to meet, the most pressing first. @param {import("../page.js").Office} office */
function dueList(office) {
  if (!office.desk.rows().length) return h("div.empty", null, h("p", null, t("talk.nobody")), h("p", null, h("a", { href: deskHref("learners.html") }, t("learner.list"))));
  const room = classOn(office, todayIs());
  const { meet, learners } = room.board;
  const waiting = new Set(meet.map(({ who }) => who));
  const rest = learners.filter(({ who }) => !waiting.has(who));
  const link = (/** @type {string} */ who) => h("a.btn.plain.small", { href: deskHref("conference.html", room.keys.get(who)) }, t("ten.talk"), h("span.visually-hidden", null, " ", who));
  return [
    meet.length ? h("ul.lines", null, meet.map(({ who, because }) => h("li", null, h("p.ten-who", null, person(room, who), link(who)), h("p.soft", null, reasons(office, room.keys.get(who) ?? "", because))))) : h("p", null, t("ten.nobody")),
    rest.length > 0 && h("details", null, h("summary", null, t("talk.others", { n: rest.length })), h("ul.lines.two", null, rest.map(({ who }) => h("li", null, h("p.ten-who", null, person(room, who), link(who)))))),
  ];
}

/**
 * The notes of a talk.
 * @param {import("../page.js").Office} office
 * @param {string} key
 * @param {HTMLElement} said
 */
function notes(office, key, said) {
  const { desk, model } = office;
  /** @type {(() => void)[]} */
  const drafts = [];
  /** @param {string} name @param {HTMLElement} made @param {string} [what] */
  const line = (name, made, what) => {
    const input = /** @type {HTMLInputElement} */ (made);
    input.id = `talk-${name}-${key}`;
    drafts.push(drafted(input, input.id, ""));
    if (what) input.setAttribute("aria-describedby", input.id + "-what");
    return { name, input, el: h("div.field.long", null, h("label", { for: input.id }, t("talk." + name)), what && h("p.soft", { id: input.id + "-what" }, what), input) };
  };
  const area = (/** @type {number} */ rows) => h("textarea", { rows, maxlength: 4000 });
  const texts = NOTES.map((name) => line(name, area(name === "research" ? 4 : 2), name === "research" ? t("talk.prompts") : undefined));
  const goal = line("goal", h("input", { type: "text", maxlength: 400, autocomplete: "off" }));
  const words = line("words", h("input", { type: "text", maxlength: 400, autocomplete: "off" }), t("talk.words_what"));
  const next = line("next", h("input", { type: "date" }));
  const about = line("about", h("select", null, h("option", { value: "" }, t("talk.about_nothing")), model.c.objectives.map((o) => h("option", { value: o.id }, o.title))));
  const all = [...texts, goal, words];
  const save = async () => {
    const filled = all.flatMap(({ name, input }) => (ownText(input.value) ? [[name, ownText(input.value)]] : []));
    const date = /^\d{4}-\d\d-\d\d$/.test(next.input.value) ? next.input.value : undefined;
    if (!filled.length && !date) {
      said.textContent = t("talk.one_line");
      return texts[0].input.focus();
    }
    await desk.add(key, { kind: "meeting", ...Object.fromEntries(filled), next: date, objective: about.input.value || undefined });
    for (const { input } of [...all, next, about]) input.value = "";
    for (const forget of drafts) forget();
    said.textContent = t("talk.kept");
    announce(t("talk.kept"));
  };
  return h(
    "div",
    { role: "group", "aria-label": t("talk.notes") },
    texts[0].el,
    texts.slice(1).map(({ el }) => el),
    goal.el,
    words.el,
    h("div.pair", null, next.el, about.el),
    h("p.soft", null, t("talk.reads")),
    h("p.row", null, button(t("talk.keep"), save, "btn")),
  );
}

/**
 * Who chooses, from now on: decided in a talk, with the look-backs as the case for more.
 * @param {import("../page.js").Office} office
 * @param {string} key
 */
function autonomy({ desk }, key) {
  const row = desk.row(key);
  const id = "autonomy-" + key;
  const select = /** @type {HTMLSelectElement} */ (h("select", { id }, ["", ...AUTONOMIES].map((value) => h("option", { value }, t("row.autonomy_" + (value || "any"))))));
  select.value = row?.autonomy ?? "";
  select.addEventListener("change", async () => {
    const now = desk.row(key);
    if (!now) return;
    await desk.save({ ...now, autonomy: select.value || undefined });
    announce(t("row.kept", { name: now.alias }));
  });
  return h("div.field.long.no-print", null, h("label", { for: id }, t("row.autonomy")), select);
}


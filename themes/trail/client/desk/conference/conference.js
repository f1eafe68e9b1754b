/**
 * `<wend-teach-conference>`: one talk. Listen first: an empty field with three prompts, and beside each what the evidence has to show for it; then
 * decide, teach, record. One line is enough to keep it. It may be about an objective, or about something that the learner made, which then
 * stands first beside the notes; `…#<key>&about=<w.n>` begins with that. Without a learner in the address: whom to meet.
 */

import { announce, button, fill, h } from "../../dom.js";
import { drafted } from "../../field.js";
import { objectiveLink } from "../../marks.js";
import { standingLines } from "../../elements/standing/lines.js";
import { t } from "../../text.js";
import { ownText } from "../../transfer.js";
import { askedFor, deskHref, keyOfPage } from "../page.js";
import { madeOf, nameOf, pieces } from "../pieces.js";
import { AUTONOMIES } from "../roster.js";
import { classOn, learnerOf, todayIs } from "../room.js";
import { person, reasons } from "../say.js";
import { lookBacks, pastTalks } from "../talks.js";
import { prompts } from "./prompts.js";

/** @typedef {import("../../model.js").Model} Model */

/** The fields of the notes, in order; the first is asked after the prompts. */
const NOTES = ["research", "decide", "teach", "note"];

/** What the value of a choice begins with that names something made; and so much of it can be chosen, the latest. */
const MADE = "made ";
const PIECES = 100;

/**
 * @param {HTMLElement} el
 * @param {import("../page.js").Office} office
 */
export function conference(el, office) {
  const title = el.querySelector("h1");
  const lead = el.querySelector(".lead");
  const due = h("div");
  const subject = h("div");
  const evidence = h("div");
  const beside = h("div.beside-talk", null, subject, evidence);
  const piece = pieces(office.desk, "h3");
  const past = h("div");
  const form = h("div.form");
  const said = h("p", { role: "status" });
  const talk = h("div.conferring", null, h("div", null, form, said), beside, h("section", { "aria-labelledby": "before" }, h("h2", { id: "before" }, t("talk.before")), past));
  el.append(due, talk);
  let key = "";
  /** The notes that are being written. @type {ReturnType<typeof notes> | null} */
  let writing = null;
  /** What the talk is about, shown. */
  const drawSubject = () => {
    const it = learnerOf(office, key);
    const of = it && writing?.about(it.model);
    fill(subject, of && it && h("section", { "aria-labelledby": "talk-of" }, h("h2", { id: "talk-of" }, t("talk.about_title")), of.piece ? piece(key, it.model, of.piece, false) : [h("p", null, objectiveLink(it.model, of.objective)), standingLines(it.model, of.objective).map((line) => h("p.soft", null, line))]));
  };

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
      writing = notes(office, it, said, drawSubject);
      form.replaceChildren(writing.el);
    } else writing?.offer(model);
    drawSubject();
    const { board } = classOn(office, todayIs(), key);
    fill(evidence, prompts(model, key, office, board.learners[0].flags, piece), h("section", { "aria-labelledby": "weeks" }, h("h2", { id: "weeks" }, t("talk.choosing")), lookBacks(model) ?? h("p.soft", null, t("talk.no_look_backs")), autonomy(office, key)));
    fill(past, pastTalks(model), h("p.no-print", null, h("a", { href: deskHref("learner.html", key) }, t("talk.all_evidence"))));
  };
  addEventListener("hashchange", draw);
  // A date or a choice that is empty says so, and paper is to be written on.
  addEventListener("beforeprint", () => form.querySelectorAll("input, select").forEach((field) => field.classList.toggle("nothing", !(/** @type {HTMLInputElement} */ (field).value))));
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
    meet.length ? h("ul.lines.what", null, meet.map(({ who, because }) => h("li", null, h("p.ten-who", null, person(room, who)), h("p.soft", null, reasons(office, room.keys.get(who) ?? "", because)), h("p.row", null, link(who))))) : h("p", null, t("ten.nobody")),
    rest.length > 0 && h("details", null, h("summary", null, t("talk.others", { n: rest.length })), h("ul.lines.two", null, rest.map(({ who }) => h("li", null, h("p.ten-who", null, person(room, who), link(who)))))),
  ];
}

/**
 * The notes of a talk.
 * @param {import("../page.js").Office} office
 * @param {import("../learner/objectives.js").It} it
 * @param {HTMLElement} said
 * @param {() => void} turned it is about something else
 */
function notes(office, { row: { key, private_note }, model }, said, turned) {
  const { desk } = office;
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
  const select = /** @type {HTMLSelectElement} */ (h("select", { onchange: turned }));
  /** What there is to talk about. @param {Model} now */
  const offer = (now) => {
    const chosen = select.value;
    const made = madeOf(now).slice(0, PIECES);
    const option = (/** @type {string} */ value, /** @type {string} */ label) => h("option", { value, selected: value === chosen }, label);
    fill(
      select,
      option("", t("talk.about_nothing")),
      made.length > 0 && h("optgroup", { label: t("talk.about_made") }, made.map((one) => option(MADE + one.at.join("."), nameOf(now, one)))),
      h("optgroup", { label: t("talk.about_objectives") }, now.c.objectives.map(({ id, title }) => option(id, title))),
    );
  };
  offer(model);
  const about = line("about", select);
  if (askedFor("about")) select.value = MADE + askedFor("about");
  // What is not here any more can't be talked about.
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  const subject = (/** @type {Model} */ now) => subjectOf(now, select.value);
  const all = [...texts, goal, words];
  const save = async () => {
    const filled = all.flatMap(({ name, input }) => (ownText(input.value) ? [[name, ownText(input.value)]] : []));
    const date = /^\d{4}-\d\d-\d\d$/.test(next.input.value) ? next.input.value : undefined;
    if (!filled.length && !date) {
      said.textContent = t("talk.one_line");
      return texts[0].input.focus();
    }
    const of = subject(learnerOf(office, key)?.model ?? model);
    await desk.add(key, { kind: "meeting", ...Object.fromEntries(filled), next: date, objective: model.c.objectives[of?.objective ?? -1]?.id, about: of?.piece?.at });
    for (const { input } of [...all, next, about]) input.value = "";
    for (const forget of drafts) forget();
    turned();
    said.textContent = t("talk.kept");
    announce(t("talk.kept"));
  };
  const el = h(
    "div",
    { role: "group", "aria-label": t("talk.notes") },
    // Closed, since the learner sits beside; and on no paper.
    private_note && h("details.no-print", null, h("summary", null, t("row.private_note")), h("p", null, h("bdi", null, private_note))),
    texts.map(({ el }) => el),
    goal.el,
    words.el,
    h("div.pair", null, next.el, about.el),
    h("p.soft.no-print", null, t("talk.reads")),
    h("p.row.no-print", null, button(t("talk.keep"), save, "btn"), h("a", { href: deskHref("print.html") + "#talks=" + encodeURIComponent(key) }, t("talk.sheet"))),
  );
  return { el, offer, about: subject };
}

/**
 * What was chosen to talk about.
 * @param {Model} model
 * @param {string} value an objective's id, or `made <w>.<n>`
 */
function subjectOf(model, value) {
  const piece = madeOf(model).find(({ at }) => value === MADE + at.join("."));
  const objective = model.objective(piece ? piece.objective : value);
  return piece || objective >= 0 ? { piece, objective } : null;
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


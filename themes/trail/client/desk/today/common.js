/** What the class has in common: an opener, groups that are ready for the same thing, mix-ups, coverage of standards, minutes. */

import { announce, button, h } from "../../dom.js";
import { list, objectiveLink } from "../../marks.js";
import { lessonHref } from "../../site.js";
import { duration, row as together, t } from "../../text.js";
import { deskHref } from "../page.js";
import { people, person, proofHref, titleOf } from "../say.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {import("../room.js").Room} Room */

/** @param {Office} office @param {string} id */
const objective = ({ model }, id) => (model.objective(id) < 0 ? id : objectiveLink(model, model.objective(id)));

/** @param {Office} office @param {string} id */
const lesson = ({ model }, id) => h("a", { href: lessonHref(id) }, model.c.lessons[model.lesson(id)]?.title ?? id);

/** @param {Office} office @param {Room} room */
export function opener(office, room) {
  const it = room.board.opener;
  if (!it) return null;
  return h("section", { "aria-labelledby": "opener" }, h("h2", { id: "opener" }, t("opener.title")), h("p", null, objective(office, it.objective)), h("details", null, h("summary", null, t("opener.serves", { n: it.serves.length, all: room.board.learners.length })), h("p", null, people(room, it.serves))));
}

/** @param {Office} office @param {Room} room */
export function groups(office, { board, ...room }) {
  const { desk } = office;
  const met = async (/** @type {readonly string[]} */ members) => {
    await desk.setClass({ past: [...desk.class.past, [members.flatMap((who) => room.keys.get(who) ?? [])]] });
    announce(t("groups.noted"));
  };
  return h(
    "section",
    { "aria-labelledby": "groups" },
    h("h2", { id: "groups" }, t("groups.title")),
    board.groups.length
      ? h(
          "ul.lines.what",
          null,
          board.groups.map(({ objective: id, lesson: with_, members }) =>
            h(
              "li",
              null,
              h("h3.ten-who", null, objective(office, id)),
              h("div", null, h("p", null, people({ board, ...room }, members)), with_ && h("p.soft", null, t("groups.lesson"), " ", lesson(office, with_))),
              h("p.row.no-print", null, button([t("groups.met"), h("span.visually-hidden", null, " ", titleOf(office, id))], () => met(members), "btn.quiet", { "data-key": "met-" + id }), h("a", { href: deskHref("plan.html") }, t("groups.plan"))),
            ),
          ),
        )
      : h("p.soft", null, t("groups.none")),
  );
}

/** @param {Office} office @param {Room} room */
export function common(office, room) {
  const { mixups } = room.board;
  return h(
    "section",
    { "aria-labelledby": "mixups" },
    h("h2", { id: "mixups" }, t("mixups.title")),
    mixups.length
      ? h(
          "ul.lines",
          null,
          mixups.map(({ objective: id, mixup, learners }) =>
            h(
              "li",
              null,
              h("p", null, h("strong", null, office.facts.mixups[id]?.[mixup] ?? mixup), " ", h("span.soft", null, objective(office, id))),
              h("p", null, list(learners.map(({ who, entries }) => h("a", { href: proofHref(room.keys.get(who) ?? "", id, entries) }, h("bdi", null, who))))),
            ),
          ),
        )
      : h("p.soft", null, t("mixups.none")),
  );
}

/** @param {Office} office @param {Room} room */
export function coverage(office, room) {
  const { standards, learners } = room.board;
  if (!standards.length) return null;
  /** @param {readonly string[]} all @param {readonly string[]} ids */
  const cell = (all, ids) => (all.length ? h("details", null, h("summary", null, all.length), h("p", null, list(all.map((who) => h("a", { href: proofHref(room.keys.get(who) ?? "", ids[0]) }, h("bdi", null, who)))))) : "0");
  const heads = ["code", "shown", "held", "begun", "not"];
  return h(
    "section",
    { "aria-labelledby": "coverage" },
    h("h2", { id: "coverage" }, t("coverage.title")),
    h(
      "details",
      null,
      h("summary", null, t("coverage.open", { n: standards.length })),
      h("p.soft", null, t("coverage.what")),
      h(
        "table.figures.stacks",
        null,
        h("thead", null, h("tr", null, heads.map((head) => h("th", { scope: "col" }, t("coverage." + head))))),
        h(
          "tbody",
          null,
          standards.map(({ code, objectives, shown, held, begun }) => {
            const not = learners.map(({ who }) => who).filter((who) => ![shown, held, begun].some((some) => some.includes(who)));
            return h("tr", null, h("th", { scope: "row" }, code, h("span.soft", null, " ", together(objectives.map((id) => titleOf(office, id))))), [shown, held, begun, not].map((all, at) => h("td", { "data-of": t("coverage." + heads[at + 1]) }, cell(all, objectives))));
          }),
        ),
      ),
    ),
  );
}

/** @param {Office} _office @param {Room} room */
export function minutes(_office, room) {
  const { minutes: all } = room.board;
  return h(
    "section",
    { "aria-labelledby": "minutes" },
    h("h2", { id: "minutes" }, t("minutes_desk.title")),
    h(
      "details",
      null,
      h("summary", null, t("minutes_desk.open")),
      h("p.soft", null, t("minutes_desk.what")),
      h(
        "table.figures",
        null,
        h("thead", null, h("tr", null, ["who", "worked", "asked"].map((head) => h("th", { scope: "col" }, t("minutes_desk." + head))))),
        h("tbody", null, all.map(({ who, worked, asked }) => h("tr", null, h("th", { scope: "row" }, person(room, who)), h("td", null, h("a", { href: deskHref("learner.html", room.keys.get(who)) + "&s=all" }, duration(worked))), h("td", null, asked ? duration(asked) : "–")))),
      ),
    ),
  );
}

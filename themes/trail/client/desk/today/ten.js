/** Your ten minutes: two to meet and one group, each done or left for another day. What the desk notes here is no evidence. */

import { announce, button, h } from "../../dom.js";
import { t } from "../../text.js";
import { deskHref } from "../page.js";
import { people, person, reasons, titleOf } from "../say.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {import("../room.js").Room} Room */

const MEETINGS = 2;

/**
 * @param {Office} office
 * @param {Room} room
 * @param {number} day
 */
export function ten(office, room, day) {
  const { desk } = office;
  const { board, keys } = room;
  const said = (/** @type {string} */ id) => (desk.note(id)?.day === day ? desk.note(id)?.what : "");
  const note = async (/** @type {string} */ id, /** @type {string} */ what) => {
    await desk.setNote(id, what ? { day, what } : null);
    announce(t("ten.noted"));
  };
  /** @param {string} id @param {string} name @param {() => unknown} done */
  const tools = (id, name, done) =>
    said(id) === "done"
      ? h("p.row", null, h("span.soft", null, h("span.mark.mark-right", { "aria-hidden": "true" }), " ", t("ten.done_today")), button([t("ten.undo"), hidden(name)], () => note(id, ""), "btn.quiet", { "data-key": "undo-" + id }))
      : h("p.row", null, button([t("ten.done"), hidden(name)], done, "btn.quiet", { "data-key": "done-" + id }), button([t("ten.not_today"), hidden(name)], () => note(id, "not today"), "btn.quiet", { "data-key": "not-" + id }));

  // Who talked today is done, however it was noted.
  const met = (/** @type {string} */ key) => said("meet " + key) === "done" || board.learners.some(({ who, met: on }) => keys.get(who) === key && on === board.day);
  const open = board.meet.filter(({ who }) => said("meet " + keys.get(who)) !== "not today");
  const first = open.filter(({ who }) => !met(keys.get(who) ?? "")).slice(0, Math.max(0, MEETINGS - open.filter(({ who }) => met(keys.get(who) ?? "")).length));
  const done = open.filter(({ who }) => met(keys.get(who) ?? "")).slice(0, MEETINGS);
  const meetings = [...done, ...first].map(({ who, because }) => {
    const key = keys.get(who) ?? "";
    return h(
      "li",
      null,
      h("p.ten-who", null, person(room, who), " ", h("a.btn.plain.small.no-print", { href: deskHref("conference.html", key) }, t("ten.talk"), hidden(who))),
      h("p.soft", null, reasons(office, key, because)),
      tools("meet " + key, who, () => note("meet " + key, "done")),
    );
  });
  const group = board.groups.find(({ objective }) => said("group " + objective) !== "not today");
  const together = async () => {
    if (!group) return;
    await desk.setClass({ past: [...desk.class.past, [group.members.flatMap((who) => keys.get(who) ?? [])]] });
    await note("group " + group.objective, "done");
  };
  const gathered = group && h("li", null, h("p.ten-who", null, t("ten.group", { n: group.members.length }), " ", h("strong", null, titleOf(office, group.objective))), h("p.soft", null, people(room, group.members)), tools("group " + group.objective, titleOf(office, group.objective), together));
  const left = board.meet.length - first.length - done.length;
  return h(
    "section.ten",
    { "aria-labelledby": "ten" },
    h("h2", { id: "ten" }, t("ten.title")),
    meetings.length || gathered ? h("ul.lines.what", null, meetings, gathered) : h("p", null, t("ten.nobody")),
    left > 0 && h("p.soft", null, h("a", { href: deskHref("conference.html") }, t("ten.more", { n: left }))),
  );
}

/** What a button is about, for who does not see the line it stands in. @param {string} name */
const hidden = (name) => h("span.visually-hidden", null, " ", name);

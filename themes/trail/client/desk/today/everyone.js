/** Everybody, once: who needs a hand, who waits, who is fine on their own path. What was seen in class is noted from here. */

import { h } from "../../dom.js";
import { lessonHref } from "../../site.js";
import { t } from "../../text.js";
import { helpersOf, person, reasons } from "../say.js";
import { keep, rubricButtons, sawBox, sawButton } from "../saw.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {import("../room.js").Room} Room */

/**
 * @param {Office} office
 * @param {Room} room
 */
export function everyone(office, room) {
  const { model } = office;
  const { board, keys } = room;
  const next = new Map(board.learners.map(({ who, path }) => [who, path.next]));
  /** The lesson that comes next. @param {string} who */
  const going = (who) => {
    const id = next.get(who);
    const ix = id ? model.lesson(id) : -1;
    return ix < 0 ? null : h("span.soft", null, " ", t("everyone.next"), " ", h("a", { href: lessonHref(model.c.lessons[ix].id) }, model.c.lessons[ix].title));
  };
  /** What is looked at when no objective stands out: the first that the next lesson teaches. @param {string} who */
  const at = (who) => {
    const id = next.get(who);
    const ix = id ? model.lesson(id) : -1;
    return ix < 0 ? "" : (model.c.objectives[model.c.lessons[ix].teaches[0]]?.id ?? "");
  };
  const hands = board.hands.map(({ who, needs }) => {
    const key = keys.get(who) ?? "";
    return h(
      "li",
      null,
      h("p.ten-who", null, person(room, who)),
      h("div", null, needs.map((need) => [h("p", null, reasons(office, key, [need])), helpersOf(room, need.objective ?? "", need.helpers)])),
      h("div.row", null, needs.map((need) => need.objective && sawButton(office, key, who, need.objective, true))),
    );
  });
  const waits = board.waits.map(({ who, because }) => {
    const key = keys.get(who) ?? "";
    return h("li", null, h("p.ten-who", null, person(room, who)), h("div", null, h("p", null, reasons(office, key, because)), h("p.soft", null, going(who)), because.map(({ code, objective }) => code === "product" && objective && rubricButtons(objective, (fields) => keep(office, key, fields, t("learner.kept"))))), sawBox(office, key, who, because.find((flag) => flag.objective)?.objective ?? at(who)));
  });
  const fine = board.fine.map((who) => h("li", null, h("p.ten-who", null, person(room, who), going(who)), sawBox(office, keys.get(who) ?? "", who, at(who))));
  /** @param {string} id @param {HTMLElement[]} all @param {string} look */
  const part = (id, all, look) => h("section", { "aria-labelledby": id }, h("h3", { id }, t("everyone." + id, { n: all.length })), all.length ? h("ul." + look, null, all) : h("p.soft", null, t("everyone.none_" + id)));
  return h("section", { "aria-labelledby": "everyone" }, h("h2", { id: "everyone" }, t("everyone.title", { n: board.learners.length })), part("hands", hands, "lines.what"), part("waits", waits, "lines.what"), part("fine", fine, "lines.two"));
}

/**
 * `<wend-teach-today>`: the class today. Ten minutes that matter first, then everybody once, then what the class has in common. Each figure
 * leads to its evidence. What is fit to be projected is a view of its own (`wall`).
 */

import { fill, h, button } from "../../dom.js";
import { t } from "../../text.js";
import { MANY_UNSAVED, saveBackup } from "../files.js";
import { bringLate } from "../late.js";
import { deskHref } from "../page.js";
import { classOn, todayIs } from "../room.js";
import { dayName } from "../say.js";
import { everyone } from "./everyone.js";
import { common, coverage, groups, minutes, opener } from "./common.js";
import { ten } from "./ten.js";
import { wall } from "./wall.js";

/** In the address: only what may be projected is shown. */
const WALL = "#wall";

/**
 * @param {HTMLElement} el
 * @param {import("../page.js").Office} office
 */
export function today(el, office) {
  const { desk } = office;
  const title = el.querySelector("h1");
  const lead = el.querySelector(".lead");
  const view = h("div");
  const bring = h("section.no-print", { "aria-labelledby": "bring" }, h("h2", { id: "bring" }, t("bring.title")), bringLate(office));
  const tools = h("div.desk-now");
  el.append(tools, view, bring);
  const draw = () => {
    const day = todayIs();
    const rows = desk.rows();
    const projected = location.hash === WALL;
    if (title) fill(title, desk.class.title ? t("today_desk.title", { day: dayName(), title: desk.class.title }) : dayName());
    bring.hidden = projected;
    if (lead) lead.toggleAttribute("hidden", projected || rows.length > 0);
    if (!rows.length) {
      tools.hidden = true;
      return fill(view, h("div.empty", null, h("p", null, t("today_desk.empty")), h("p.row", null, h("a.btn", { href: deskHref("learners.html") }, t("today_desk.begin")))));
    }
    tools.hidden = false;
    const show = (/** @type {boolean} */ on) => {
      history.replaceState(null, "", on ? WALL : location.pathname + location.search);
      draw();
    };
    const room = classOn(office, day);
    const lately = rows.filter((row) => todayIs(desk.came(row.key) || 0) > day - 7).length;
    fill(
      tools,
      !projected && h("p.soft", null, t("today_desk.in", { n: lately, all: rows.length }), h("span.no-print.by-mouse", null, " ", t("today_desk.drop")), desk.unsaved() >= MANY_UNSAVED && h("span.no-print", null, " ", t("keeping.nudge"), " ", button(t("desk.save"), () => saveBackup(desk), "btn.quiet", { "data-key": "save" }))),
      button(t(projected ? "wall.back" : "wall.open"), () => show(!projected), "btn.plain.no-print", { "data-key": "wall" }),
    );
    if (projected) return fill(view, wall(office, room));
    fill(
      view,
      ten(office, room, day),
      opener(office, room),
      everyone(office, room),
      groups(office, room),
      common(office, room),
      coverage(office, room),
      minutes(office, room),
    );
  };
  addEventListener("hashchange", draw);
  return draw;
}

/**
 * `<wend-teach-learner>`: one learner. The same state and the same evidence that the learner sees, what stands out in it, and the means to say
 * otherwise: every decision of the machine can be overruled with a note. `…#<key>&o=<objective>&e=<w.n,…>` opens an objective with
 * entries marked, `&s=all` all entries.
 */

import { fill, h } from "../../dom.js";
import { lessonLink } from "../../marks.js";
import { day, row as together, t } from "../../text.js";
import { askedFor, deskHref, keyOfPage } from "../page.js";
import { pieces } from "../pieces.js";
import { classOn, learnerOf, todayIs } from "../room.js";
import { dated, reason } from "../say.js";
import { pastTalks } from "../talks.js";
import { everyEntry } from "./entries.js";
import { objectives } from "./objectives.js";
import { theirs } from "./theirs.js";

/**
 * @param {HTMLElement} el
 * @param {import("../page.js").Office} office
 */
export function learner(el, office) {
  const { desk } = office;
  const title = el.querySelector("h1");
  const lead = el.querySelector(".lead");
  const head = h("div");
  const list = objectives(office);
  const own = h("div");
  const piece = pieces(desk, "h4");
  const talks = h("div");
  const all = everyEntry(office);
  const set = h("p");
  const section = (/** @type {string} */ id, /** @type {HTMLElement[]} */ ...parts) => h("section", { "aria-labelledby": id }, h("h2", { id }, t("learner." + id)), parts);
  const whole = h("div.about-them", null, section("states", list.el), h("div.beside-talk", null, h("div", null, section("theirs", own), section("talks", talks))), section("setting", set), section("all", all.el));
  const missing = h("div.empty", { hidden: true }, h("p", null, t("learner.missing")), h("p", null, h("a", { href: deskHref("learners.html") }, t("learner.list"))));
  el.append(head, missing, whole);
  let key = "";

  const draw = () => {
    const it = learnerOf(office, keyOfPage());
    if (it?.row.key !== key) {
      key = it?.row.key ?? "";
      list.reset();
      fill(set, h("a", { href: deskHref("learners.html", key) }, t("learner.settings")));
    }
    missing.hidden = Boolean(it);
    whole.hidden = !it;
    head.hidden = !it;
    if (lead) lead.toggleAttribute("hidden", Boolean(it));
    if (!it) return;
    const { row, model } = it;
    if (title) fill(title, h("bdi", null, row.alias));
    const { board } = classOn(office, todayIs(), key);
    const [mine] = board.learners;
    const came = desk.came(key);
    const next = mine.path.next ? model.lesson(mine.path.next) : -1;
    fill(
      head,
      row.groups.length > 0 && h("p.soft", null, together(row.groups)),
      h("p.row.no-print", null, h("a.btn", { href: deskHref("conference.html", key) }, t("learner.talk")), h("a.btn.plain", { href: deskHref("plan.html", key) }, t("learner.plan"))),
      h(
        "dl.card",
        null,
        fact("place", t("learner.place_" + mine.place)),
        fact("came", came ? day(came) : t("roster.never")),
        fact("met", mine.met ? dated(mine.met) : t("learner.not_yet")),
        mine.next && fact("next_talk", dated(mine.next)),
        office.facts.standards.length > 0 && fact("standards", t("learner.covered", { ...mine.standards, n: office.facts.standards.length })),
        fact("steps", next >= 0 ? [t("learner.steps_left", { n: mine.path.steps }), " ", lessonLink(model, next)] : t("learner.no_steps")),
      ),
      mine.flags.length > 0 && h("ul.lines", { "aria-label": t("learner.stands_out") }, mine.flags.map((flag) => h("li", null, h("p", null, reason(office, key, flag))))),
      row.private_note && h("p.notice.no-print", null, h("strong", null, t("learner.only_you"), " "), h("bdi", null, row.private_note)),
    );
    list.draw(it, mine.flags, askedFor("o"), askedFor("e"));
    fill(own, theirs(piece, it));
    fill(talks, pastTalks(model));
    all.draw(it, askedFor("s") === "all");
  };
  addEventListener("hashchange", () => {
    list.look();
    draw();
  });
  return draw;
}

/** @param {string} name @param {import("../../dom.js").Kid} value */
const fact = (name, value) => h("div", null, h("dt", null, t("learner." + name)), h("dd", null, value));

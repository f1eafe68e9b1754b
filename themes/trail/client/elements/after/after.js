/**
 * `<wend-after data-lesson>`: the end of a lesson. Stuck? another way. How sure now? I wonder … What next, with
 * reasons. What the build wrote inside (what this opens up) stays.
 */

import { announce, button, fill, h } from "../../dom.js";
import { field } from "../../field.js";
import { lazy } from "../../lazy.js";
import { offerList, otherWays } from "../../offer.js";
import { offersOf } from "../../offers.js";
import { wasTried, wayOut, waysOf } from "../../stuck.js";
import { t } from "../../text.js";
import { progress } from "../standing/lines.js";
import { claimButton } from "../standing/standing.js";

/** @typedef {import("../../element.js").App} App */

/** Steps of "how sure are you now": not yet, fairly, I could teach it. */
const SURE = [1, 2, 3];

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function after(el, app) {
  const ix = Number(el.dataset.lesson);
  const lesson = app.model().c.lessons[ix];
  if (!lesson) return () => {};
  const stuck = h("section.notice", { hidden: true, "aria-labelledby": "stuck" });
  // Where the fourth miss is, what is said at the lesson's end is out of sight.
  const pointer = h("p", { hidden: true }, h("a", { href: "#stuck" }, t("stuck.title")));
  const sure = h("section", { "aria-labelledby": "sure" });
  const finish = h("div");
  const kept = h("div");
  const next = h("section", { "aria-labelledby": "next" });
  const wonder = h(
    "section",
    { "aria-labelledby": "wonder-h" },
    h("h2", { id: "wonder-h" }, t("wonder.title")),
    field({
      id: "wonder",
      label: t("wonder.label"),
      keep: t("wonder.keep"),
      onkeep: async (note) => {
        await app.store.append({ kind: "wonder", lesson: lesson.id, note });
        announce(t("wonder.kept"));
      },
    }),
    kept,
  );
  const paper = lazy("wend-paper", "paper.missing");
  const typed = h("details", { ontoggle: paper.open }, h("summary", null, t("paper.open")), paper.el);
  el.prepend(stuck, sure, typed, wonder, next);

  return () => {
    const m = app.model();
    const at = m.facts.ratings.get(lesson.id);
    const score = Number(at?.score) || 0;
    const halted = wasTried(m, ix);
    const ways = waysOf(m, otherWays(m, ix));
    if (halted && stuck.hidden) document.activeElement?.closest(".block")?.after(pointer);
    pointer.hidden = !halted;
    drawStuck(stuck, m, ix, halted ? ways : null);

    fill(
      sure,
      h("h2", { id: "sure" }, t("rating.title")),
      h(
        "div.row",
        { role: "group", "aria-labelledby": "sure" },
        SURE.map((step) =>
          button(t("rating." + step), () => rate(app, ix, step), "btn.plain", {
            "aria-pressed": String(step === score),
            "data-key": "sure-" + step,
          }),
        ),
      ),
      finish,
    );
    // Other ways are offered once: where one is stuck, or else where one says so.
    fill(finish, score === 1 ? !halted && notYet(app, ways) : score > 1 || unchecked(m, ix) ? able(app, ix) : null);

    // Where a booklet has something to tell, and as long as there is something to show.
    typed.hidden = !typed.hasAttribute("open") && (m.done(ix) || !document.querySelector(".item .answer"));

    const wonders = m.facts.wonders.filter((e) => m.lesson(e.lesson) === ix);
    fill(kept, wonders.length > 0 && h("ul.entries", null, wonders.map((e) => h("li", null, String(e.note ?? "")))));

    const offers = offersOf(m).filter((o) => o.lesson !== ix && !((halted || score === 1) && ways.includes(o.lesson)));
    fill(
      next,
      h("h2", { id: "next" }, t("after.next")),
      offers.length
        ? offerList(app, offers.slice(0, 4), m.done(ix))
        : h("p", null, t("after.nothing")),
    );
  };
}

/**
 * @param {App} app
 * @param {number} ix
 * @param {number} score
 */
async function rate({ store, model }, ix, score) {
  const { id, teaches } = model().c.lessons[ix];
  const objective = teaches.length === 1 ? model().c.objectives[teaches[0]].id : undefined;
  await store.append({ kind: "rating", lesson: id, objective, score });
  announce(t("rating.kept"));
}

/** Not yet sure: the same thing, another way. @param {App} app @param {number[]} ways */
function notYet(app, ways) {
  if (!ways.length) return h("p", null, t("after.person"));
  return [h("p", null, t("after.not_yet")), offerList(app, ways.map((lesson) => ({ lesson, slot: "other-way", reasons: [] })))];
}

/** Nothing on the page could show it: saying so is the way. @param {import("../../model.js").Model} m @param {number} ix */
function unchecked(m, ix) {
  return m.c.lessons[ix].teaches.some((o) => !m.standings[o].known && m.c.objectives[o].items === 0);
}

/** Sure: say so where nothing could check it; else what is still to show. @param {App} app @param {number} ix */
function able(app, ix) {
  const m = app.model();
  const open = m.c.lessons[ix].teaches.filter((o) => !m.standings[o].known);
  if (!open.length) return h("p.standing-line", null, h("span.mark.mark-can", { "aria-hidden": "true" }), t("after.done"));
  return open.map((o) => {
    const { can, title, items } = m.c.objectives[o];
    const name = can || (open.length > 1 && title);
    return h("div", null, name && name !== m.c.lessons[ix].title && h("p", null, h("strong", null, name)), items > 0 && h("p", null, progress(m, o)), h("p.row", null, claimButton(app, o)));
  });
}

/**
 * Ten attempts, or four wrong in a row, two of them here: stop drilling.
 * @param {HTMLElement} box
 * @param {import("../../model.js").Model} m
 * @param {number} ix
 * @param {number[] | null} ways other ways; nothing where one is not stuck
 */
function drawStuck(box, m, ix, ways) {
  if (ways && box.hidden) announce(t("stuck.title"));
  box.hidden = !ways;
  if (ways) fill(box, h("h2", { id: "stuck", tabindex: -1 }, t("stuck.title")), h("p", null, t("stuck.what")), wayOut(m, ways, m.below([ix])), h("p", null, t("stuck.person")));
}

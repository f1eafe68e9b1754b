/**
 * `<wend-teach-plan>`: a path for a learner, a group or everyone: a ready-made one or goals; what it takes, why each step, what does
 * not fit; kept, left out, swapped; then handed over. Whatever is chosen is kept in the list of learners at once.
 */

import { goalChooser, interestChooser } from "../../choosers.js";
import { announce, button, fill, h } from "../../dom.js";
import { borrow } from "../../lend.js";
import { objectiveLink } from "../../marks.js";
import { routeOf } from "../../routes.js";
import { t } from "../../text.js";
import { speak } from "../voice.js";
import { onRoute } from "./change.js";
import { draftOf } from "./draft.js";
import { chooser } from "./who.js";

/** @typedef {import("../page.js").Office} Office */

/**
 * @param {HTMLElement} el
 * @param {Office} office
 */
export function plan(el, office) {
  speak();
  const draft = draftOf(office, () => draw());
  const { app } = draft;
  const who = chooser(office, (keys, shown) => {
    draft.choose(keys, shown);
    draw();
  });
  const goals = goalChooser(app);
  const likes = interestChooser(app);
  const [how, path, beside, giving] = [h("div"), h("div"), h("div"), h("div")];
  /** @type {{ draw: () => void }[]} */
  let parts = [];
  let asked = false;
  /** The path and what stands around it come once there is somebody who may have one. */
  const propose = async () => {
    if (!asked) {
      asked = true;
      /** @type {typeof import("./proposal.js").proposal | null} */
      const proposal = await borrow("proposal", "assets/wend-teach-proposal.js");
      if (!proposal) return fill(path, h("p.notice", null, t("made.missing")));
      const made = proposal(office, draft, who.show);
      fill(how, made.time.el, made.how.el);
      fill(path, made.table.el, made.changes.el, made.path.el);
      fill(beside, made.compare.el);
      fill(giving, made.hand.el);
      parts = Object.values(made);
    }
    for (const part of parts) part.draw();
  };

  const to = el.querySelector("[data-routes]");
  const routes = [...(to?.querySelectorAll(".route") ?? [])];
  const own = h("details.goals-change", null, h("summary", null, t("plan.goals")), goals.el);
  own.toggleAttribute("open", !routes.length);
  const aims = h("div");
  const ready = h("details.ready-made", { hidden: !routes.length }, h("summary", null, t("plan.ready_made")), to?.querySelector(".routes"));
  to?.append(aims, ready, own);
  /** On paper, whose path it is stands first. */
  const of = h("p.plan-of");
  let last = "";
  to?.removeAttribute("hidden");
  for (const route of routes) {
    const it = routeOf(/** @type {HTMLElement} */ (route), office.model.c);
    if (!it) continue;
    const take = async () => {
      await draft.change((row) => onRoute(row, it));
      announce(t("plan.taken", { title: it.title }));
      document.getElementById("plan-path")?.scrollIntoView({ block: "start" });
    };
    route.append(h("p.row", null, button([t("plan.take"), h("span.visually-hidden", null, " ", it.title)], take)));
  }
  const hasInterests = office.model.c.lessons.some((l) => l.interests.length);
  const rest = h(
    "div.planning",
    null,
    to,
    h(
      "section",
      { "aria-labelledby": "plan-how" },
      h("h2", { id: "plan-how" }, t("plan.how")),
      hasInterests && h("details.my-week", null, h("summary", null, t("plan.likes")), likes.el),
      how,
    ),
    h("section", { "aria-labelledby": "plan-path" }, h("h2", { id: "plan-path" }, t("plan.path")), path),
    beside,
    h("section.handing", { "aria-labelledby": "plan-hand" }, h("h2", { id: "plan-hand" }, t("hand.title")), giving),
  );
  el.querySelector("header")?.after(of, who.el, rest);

  function draw() {
    who.draw();
    const row = draft.row();
    rest.hidden = !row;
    if (!row) return;
    const m = app.model();
    of.textContent = t("booklet.of", { name: row.alias || t("plan.nameless") });
    // Who has a path sees that first; who has none yet, where one may lead.
    if (row.key !== last) ready.toggleAttribute("open", !row.path.goals.length);
    last = row.key;
    fill(aims, row.path.goals.length > 0 && h("ul.goals", null, m.goals.map((ix) => h("li", null, objectiveLink(m, ix)))));
    goals.draw();
    likes.draw();
    void propose();
  }
  return who.choose;
}

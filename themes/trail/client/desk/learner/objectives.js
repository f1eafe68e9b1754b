/** What a learner can do and what it rests on, objective by objective, with what a teacher may do about it. */

import { announce, button, fill, h } from "../../dom.js";
import { own } from "../../engine/facts.js";
import { drafted } from "../../field.js";
import { ownText } from "../../transfer.js";
import { objectiveLink } from "../../marks.js";
import { day, t } from "../../text.js";
import { sentence } from "../../elements/standing/sentence.js";
import { standingLines } from "../../elements/standing/lines.js";
import { keep, rubricButtons, sawButtons } from "../saw.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {{ row: import("../roster.js").Row, model: import("../../model.js").Model }} It */

/** Entries shown of one objective. */
const SHOWN = 40;

/** @param {Office} office */
export function objectives(office) {
  const el = h("div");
  /** Those that are open, by id. @type {Set<string>} */
  const open = new Set();
  /** What the address asked for was shown. */
  let looked = "";

  /**
   * @param {It} it
   * @param {number} ix
   * @param {Set<string>} marked keys of entries
   */
  const item = (it, ix, marked) => {
    const { id, title } = it.model.c.objectives[ix];
    const band = it.model.bandOf(ix);
    const body = h("div");
    const show = () => fill(body, inside(office, it, ix, marked));
    const box = h(
      "details.part",
      {
        open: open.has(id),
        "data-objective": id,
        ontoggle: () => {
          const now = box.hasAttribute("open");
          if (now && !open.has(id)) show();
          if (now) open.add(id);
          else open.delete(id);
        },
      },
      h("summary", { "data-key": "open-" + id }, h("span.mark.mark-" + it.model.markOf(ix), { "aria-hidden": "true" }), h("span", null, title, " ", h("span.soft", null, standingLines(it.model, ix)[0] ?? t("band." + band)))),
      body,
    );
    if (open.has(id)) show();
    return h("li", null, box);
  };
  return {
    el,
    reset: () => open.clear(),
    /** The address changed: look again at what it asks for. */
    look: () => (looked = ""),
    /**
     * @param {It} it
     * @param {readonly import("../../engine/board.js").Flag[]} flags
     * @param {string} asked id of the objective that the address asks for
     * @param {string} entries that it marks
     */
    draw: (it, flags, asked, entries) => {
      const { model } = it;
      const at = model.objective(asked);
      const id = model.c.objectives[at]?.id;
      if (id && looked !== location.hash) open.add(id);
      const marked = new Set(entries.split(",").map((key) => { try { return decodeURIComponent(key); } catch { return ""; } }));
      const flagged = new Set(flags.flatMap(({ objective }) => (objective ? [model.objective(objective)] : [])));
      const all = [...model.c.objectives.keys()];
      const begun = (/** @type {number} */ ix) => model.standings[ix].level !== "unseen" || model.goals.includes(ix) || model.evidence(ix).length > 0;
      const parts = {
        question: all.filter((ix) => flagged.has(ix)),
        begun: all.filter((ix) => !flagged.has(ix) && !model.standings[ix].known && begun(ix)),
        can: all.filter((ix) => !flagged.has(ix) && model.standings[ix].known),
        rest: all.filter((ix) => !flagged.has(ix) && !model.standings[ix].known && !begun(ix)),
      };
      const listed = (/** @type {number[]} */ some) => h("ul.objectives", null, some.map((ix) => item(it, ix, marked)));
      fill(
        el,
        (["question", "begun", "can"]).map((name) => {
          const some = parts[/** @type {"question" | "begun" | "can"} */ (name)];
          return some.length > 0 && [h("h3", null, t("learner." + name)), listed(some)];
        }),
        parts.rest.length > 0 && h("details", { open: parts.rest.includes(at) || parts.rest.some((ix) => open.has(model.c.objectives[ix].id)) }, h("summary", { "data-key": "rest" }, t("learner.rest", { n: parts.rest.length })), listed(parts.rest)),
      );
      if (!id || looked === location.hash) return;
      looked = location.hash;
      const box = /** @type {HTMLElement | undefined} */ ([...el.querySelectorAll("[data-objective]")].find((one) => /** @type {HTMLElement} */ (one).dataset.objective === id));
      setTimeout(() => {
        (box?.querySelector(".marked") ?? box)?.scrollIntoView({ block: "center" });
        box?.querySelector("summary")?.focus({ preventScroll: true });
      });
    },
  };
}

/**
 * @param {Office} office
 * @param {It} it
 * @param {number} ix
 * @param {Set<string>} marked
 */
function inside(office, { row, model }, ix, marked) {
  const { desk } = office;
  const o = model.c.objectives[ix];
  const s = model.standings[ix];
  const input = /** @type {HTMLInputElement} */ (h("input", { type: "text", maxlength: 1000, id: `note-${row.key}-${o.id}`, autocomplete: "off" }));
  const forget = drafted(input, input.id, "");
  /** What is typed beside a decision goes with it, once. */
  const note = () => {
    const said = ownText(input.value) || undefined;
    input.value = "";
    forget();
    return said;
  };
  const decide = (/** @type {{ kind: string } & Record<string, unknown>} */ fields) => keep(office, row.key, { objective: o.id, ...fields, note: note() }, t("learner.kept"));
  const say = () => (ownText(input.value) ? decide({ kind: "observation" }) : input.focus());
  // Where evidence says otherwise, or an objection stands, a decision goes over it; where there is none, it is credit.
  const known = () => decide(s.attempts > 0 || s.contested || s.overruled ? { kind: "overrule", answer: true } : { kind: "credit" });
  const entries = model.evidence(ix).filter((e) => e.w !== "~").reverse();
  const taken = async (/** @type {Entry} */ e) => {
    await desk.add(row.key, { kind: "retract", target: [e.w, e.n] });
    announce(t("learner.taken_back"));
  };
  const contest = s.contested && model.facts.contests.find((e) => model.objective(e.objective) === ix);
  const page = objectiveLink(model, ix);
  // Its title stands in the summary.
  if (o.can) page.textContent = o.can;
  const judged = o.depth === "inquire" || (o.mastery ?? model.c.mastery).rule === "rubric" || entries.some((e) => e.kind === "product");
  return h(
    "div.part-body",
    null,
    h("p", null, page),
    standingLines(model, ix).slice(1).map((line) => h("p", null, line)), // the first stands in the summary
    contest && h("p.notice", null, t("learner.contests", { day: day(contest.t) }), " ", h("bdi", null, contest.note ?? "")),
    h(
      "div.no-print",
      null,
      h("div.field.long", null, h("label", { for: input.id }, t("learner.note")), input),
      h(
        "p.row",
        null,
        !s.known && button(t("learner.count"), known, "btn.plain.small", { "data-key": "known-" + o.id }),
        (s.known || s.attempts > 0) && !(s.overruled && !s.known) && button(t("learner.not_so"), () => decide({ kind: "overrule", answer: false }), "btn.plain.small", { "data-key": "not-" + o.id }),
        button(t("learner.say"), say, "btn.plain.small", { "data-key": "say-" + o.id }),
      ),
      sawButtons(office, row.key, row.alias, o.id, note),
      judged && rubricButtons(o.id, decide),
    ),
    h("h4", null, t("learner.evidence")),
    entries.length
      ? h(
          "ul.entries",
          null,
          entries.slice(0, SHOWN).map((e) =>
            h(
              marked.has(`${e.w}.${e.n}`) ? "li.marked" : "li",
              null,
              h("span.soft", null, day(e.t)),
              " ",
              sentence(e),
              !own(e) && desk.entries(row.key).includes(e) && [" ", button([t("learner.take_back"), h("span.visually-hidden", null, " ", sentence(e))], () => taken(e), "btn.quiet", { "data-key": `back-${e.w}-${e.n}` })],
            ),
          ),
        )
      : h("p.soft", null, t("evidence.none")),
    entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
    row.known.includes(o.id) && h("p.soft", null, t("learner.listed")),
  );
}

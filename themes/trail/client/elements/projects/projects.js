/**
 * `<wend-projects>`: projects of the learner's own. Each has a brief (what do I want, what will show it) and a rubric: lines
 * that say what makes it good, judged by the learner. Each is a thing of kind `project`: `note` its title, `show`, `rubric`
 * (`[{ text, level }]`, level 0 not yet, 1 partly, 2 yes), `answer` "done" or none.
 */

import { announce, button, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { twice } from "../../field.js";
import { takeBack } from "../../takeback.js";
import { day, t } from "../../text.js";
import { things } from "../../things.js";
import { ownText } from "../../transfer.js";
import { form, opening } from "../made/form.js";

/** @typedef {import("../../things.js").Thing} Thing */
/** @typedef {{ text: string, level?: number }} Line */

/** How well a line is met. */
const LEVELS = [0, 1, 2];
/** More lines than anybody looks at. */
const MOST = 12;

/**
 * The lines of a rubric as they are typed, one a line; those that were judged keep their level.
 * @param {string} text
 * @param {Line[]} before
 * @returns {Line[]}
 */
function linesOf(text, before) {
  return text
    .split("\n")
    .map((line) => ownText(line.replace(/^\s*[-*•]\s*/, ""), 300))
    .filter(Boolean)
    .slice(0, MOST)
    .map((line) => ({ text: line, level: before.find((b) => b.text === line)?.level }));
}

/** The lines of a project; its entry may come from a file and hold anything. @param {Thing} project @returns {Line[]} */
function rubricOf({ rubric }) {
  return Array.isArray(rubric) ? rubric.filter((line) => typeof line?.text === "string").slice(0, MOST) : [];
}

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function projects(el, { store, model }) {
  const list = h("div");
  /** Those that are being changed. @type {Set<string>} */
  const changing = new Set();
  /** @param {Thing} [project] the one that is changed @param {() => void} [close] */
  const write = (project, close) => {
    const key = project ? project.at.join("-") : "new";
    const rubric = project ? rubricOf(project) : [];
    const leave = () => {
      changing.delete(key);
      draw();
    };
    return form({
      id: "project-" + key,
      fields: [
        { name: "want", label: t("projects.want"), value: project?.note ?? "" },
        { name: "show", label: t("projects.show"), hint: t("projects.show_hint"), rows: 2, value: typeof project?.show === "string" ? project.show : "" },
        { name: "rubric", label: t("projects.rubric"), hint: t("projects.rubric_hint"), rows: 3, value: rubric.map((line) => line.text).join("\n") },
      ],
      keep: t(project ? "projects.keep" : "projects.begin"),
      onkeep: async ({ want, show, rubric: text }) => {
        if (!want) return false;
        changing.delete(key);
        await store.append({ kind: "project", target: project?.at, note: want, show, rubric: linesOf(text, rubric) });
        announce(t("projects.kept"));
        close?.();
        return true;
      },
      extra: project && button(t("me.leave"), leave, "btn.quiet"),
    });
  };

  /** @param {Thing} project */
  const card = (project) => {
    const key = project.at.join("-");
    if (changing.has(key)) return h("li.project", null, write(project));
    const rubric = rubricOf(project);
    const done = project.answer === "done";
    const set = (/** @type {Record<string, unknown>} */ fields) => store.append({ kind: "project", target: project.at, ...fields });
    const change = () => {
      changing.add(key);
      draw();
    };
    const remove = () => takeBack(store, inTime(model().asked.log), project);
    return h(
      "li.project",
      null,
      h("h3", null, done && h("span.mark.mark-can", { "aria-hidden": "true" }), String(project.note ?? "")),
      h("p.soft", null, done ? t("projects.done_on", { day: day(project.t) }) : t("me.since", { day: day(project.since) })),
      typeof project.show === "string" && project.show && h("p.own", null, h("strong", null, t("projects.shows"), " "), project.show),
      rubric.length > 0 && [h("p", null, h("strong", null, t("projects.good"))), h("ul.rubric", null, rubric.map((line, i) => judge(line, i)))],
      h(
        "p.row",
        null,
        button(t(done ? "projects.again" : "projects.done"), () => set({ answer: done ? null : "done" }), "btn.plain", { "data-key": "done-" + key }),
        button([t("me.change"), h("span.visually-hidden", null, " ", project.note)], change, "btn.quiet", { "data-key": "change-" + key }),
        twice(t("me.take_back"), t("made.sure"), t("wipe.no"), remove, "btn.quiet"),
      ),
    );
    /** @param {Line} line @param {number} i */
    function judge(line, i) {
      const say = (/** @type {number} */ level) => set({ rubric: rubric.map((l, k) => (k === i ? { ...l, level } : l)) });
      return h(
        "li",
        null,
        h("p", { id: `line-${key}-${i}` }, line.text),
        h(
          "div.row",
          { role: "group", "aria-labelledby": `line-${key}-${i}` },
          LEVELS.map((level) => button(t("projects.level_" + level), () => say(level), "btn.plain", { "aria-pressed": String(line.level === level), "data-key": `level-${key}-${i}-${level}` })),
        ),
      );
    }
  };
  const draw = () => {
    const mine = things(inTime(model().asked.log), "project").filter((p) => p.note).reverse();
    fill(list, mine.length ? h("ul.things", null, mine.map(card)) : h("p.empty", null, t("projects.none")));
  };
  el.append(list, opening(t("projects.new"), (close) => write(undefined, close)));
  return draw;
}

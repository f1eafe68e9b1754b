/** Where the desk is kept: files to save, a word when much is unsaved, and the way to wipe it all. */

import { announce, button, fill, h } from "../../dom.js";
import { field, twice } from "../../field.js";
import { borrow } from "../../lend.js";
import { day, t } from "../../text.js";
import { fileName } from "../../writing.js";
import { writeClass } from "../classfile.js";
import { download, MANY_UNSAVED, saveBackup } from "../files.js";
import { called } from "../room.js";
import { loadToml } from "../toml.js";

/** @param {import("../page.js").Office} office */
export function keeping(office) {
  const { desk, model } = office;
  const since = h("p.soft");
  const nudge = h("p.notice", { hidden: true });
  const fate = h("div");
  const saveClass = async () => {
    const { title } = model.c;
    const head = [t("keeping.head_1", { title: title || desk.curriculum }), t("keeping.head_2"), t("keeping.head_3")];
    const toml = await loadToml();
    if (!toml) return fill(fate, h("p.notice", { role: "status" }, t("keeping.no_toml")));
    const names = called(office);
    const past = desk.class.past.map((meeting) => meeting.map((group) => group.flatMap((one) => names.get(one) ?? [])));
    const text = writeClass(desk.rows(), { ...desk.class, past }, head, toml);
    download(fileName(desk.curriculum, desk.class.title || t("keeping.file_class"), new Date()).replace(/json$/, "toml"), text, "application/toml");
    return announce(t("keeping.saved_class"));
  };
  const saveNotes = async () => {
    /** @type {typeof import("../authors.js").forAuthors | null} */
    const forAuthors = await borrow("forAuthors", "assets/wend-teach-authors.js");
    if (!forAuthors) return fill(fate, h("p.notice", { role: "status" }, t("made.missing")));
    const say = (/** @type {string} */ key) => t("authors." + key);
    const words = {
      title: t("authors.title", { title: model.c.title || desk.curriculum }),
      what: say("what"), decided: say("decided"), yes: say("yes"), no: say("no"), credit: say("credit"), none: say("none"),
      times: (/** @type {number} */ n) => t("authors.times", { n }),
      likes: say("likes"), listed: say("listed"), worded: say("worded"),
      learners: (/** @type {number} */ n) => t("authors.learners", { n }),
    };
    const titles = {
      objective: (/** @type {string} */ id) => model.c.objectives[model.objective(id)]?.title ?? id,
      interest: (/** @type {string} */ id) => model.c.interests.find((i) => i.id === id)?.title,
    };
    const { text, notes, likes } = forAuthors(desk.rows().map((row) => desk.entries(row.key)), titles, words);
    if (!notes && !likes) return fill(fate, h("p.notice", { role: "status" }, t("authors.nothing")));
    download(fileName(desk.curriculum, t("authors.file"), new Date()).replace(/json$/, "md"), text, "text/markdown");
    return fill(fate, h("p.notice", { role: "status" }, t("authors.saved", { n: notes }), " ", t("authors.saved_likes", { n: likes })));
  };
  const wipe = async () => {
    try {
      await desk.wipe();
      fill(fate, h("p.notice", { tabindex: -1 }, t("keeping.wiped")));
      /** @type {HTMLElement | null} */ (fate.firstElementChild)?.focus();
      announce(t("keeping.wiped"));
    } catch {
      fill(fate, h("p.notice.trouble", null, t("wipe.fault")));
      announce(t("wipe.fault"));
    }
  };
  const size = /** @param {"most" | "min" | "max"} part */ (part) => {
    const input = /** @type {HTMLInputElement} */ (h("input", { type: "number", min: 1, max: 30, id: "size-" + part, inputmode: "numeric" }));
    input.addEventListener("change", () => {
      const now = { ...desk.class.size, [part]: Number(input.value) };
      if (Number.isInteger(now[part]) && now[part] >= 1 && now[part] <= 30 && now.min <= now.max) return desk.setClass({ size: now });
      announce(t("keeping.bad_size"));
      return draw();
    });
    return { part, input, el: h("div.field.long", null, h("label", { for: input.id }, t("keeping.size_" + part)), input) };
  };
  const sizes = /** @type {const} */ (["most", "min", "max"]).map(size);
  const named = field({
    id: "class-title",
    label: t("keeping.class_title"),
    keep: t("row.keep"),
    rows: 1,
    onkeep: async (title) => {
      await desk.setClass({ title });
      // What is kept goes on standing in its field, once that was emptied.
      setTimeout(draw);
    },
  });
  const name = /** @type {HTMLInputElement} */ (named.querySelector("input"));
  const el = h(
    "div",
    null,
    h("p", null, t("keeping.what")),
    since,
    nudge,
    h("p.row", null, button(t("desk.save"), () => saveBackup(desk), "btn"), button(t("keeping.save_class"), saveClass)),
    h("p.soft", null, t("keeping.class_what")),
    h("p.row", null, button(t("authors.save"), saveNotes)),
    h("p.soft", null, t("authors.why")),
    h("h3", null, t("keeping.class")),
    named,
    h("p", null, t("keeping.sizes")),
    h("div.trio", null, sizes.map((one) => one.el)),
    h(
      "details",
      null,
      h("summary", null, t("keeping.wipe_title")),
      h("p", null, t("keeping.wipe_what")),
      h("p.row", null, button(t("desk.save"), () => saveBackup(desk))),
      h("p.row", null, twice(t("keeping.wipe"), t("keeping.wipe_sure"), t("keeping.wipe_no"), wipe)),
    ),
    fate,
  );
  const draw = () => {
    const n = desk.unsaved();
    const last = desk.saved();
    since.textContent = last ? t(n ? "keeping.since" : "keeping.all_saved", { day: day(last), n }) : n ? t("keeping.never", { n }) : "";
    nudge.hidden = n < MANY_UNSAVED;
    nudge.textContent = t("keeping.nudge");
    if (!name.value) name.value = desk.class.title;
    for (const { part, input } of sizes) if (document.activeElement !== input) input.value = String(desk.class.size[part]);
  };
  return { el, draw };
}

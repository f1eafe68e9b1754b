/**
 * `<wend-me>`: what the learner likes and wants, what they can do and why the site thinks so, what they wrote, who
 * else learns here, and the whole record in their own hands: save, load, hand over, wipe.
 */

import { announce, button, fill, h } from "../../dom.js";
import { goalChooser, interestChooser } from "../../choosers.js";
import { conflicts, newLog } from "../../engine/evidence.js";
import { exceptions } from "../../engine/exceptions.js";
import { dropDrafts, field, session, twice } from "../../field.js";
import { lessonLink, objectiveLink } from "../../marks.js";
import { offerFile } from "../../save.js";
import { storeName } from "../../site.js";
import { day, t } from "../../text.js";
import { sentence } from "../standing/evidence.js";
import { loader } from "./load.js";

/** @typedef {import("../../element.js").App} App */

/** Set while a record is wiped: the page begins anew then, and says so. */
const WIPED = storeName + "|wiped";

/** Entries listed under "everything this site knows". */
const SHOWN = 100;

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function me(el, app) {
  const likes = interestChooser(app);
  const goals = goalChooser(app);
  const parts = [whoIsHere, howMuchHelp, whatICan, words, everything, keep].map((part) => part(app));
  const [who, help, can, written, all, kept] = parts;
  const hasInterests = app.model().c.lessons.some((l) => l.interests.length);
  el.append(
    ...[
      hasInterests && section("likes", "interests.title", likes.el),
      section("goals", "goals.title", goals.el),
      section("help", "help.title", help.el),
      section("can", "me.can", can.el),
      section("words", "me.words", written.el),
      section("who", "who.title", who.el),
      section("keep", "save.title", kept.el, h("h3", null, t("load.title")), loader(app)),
      section("all", "me.all", all.el),
    ].filter((s) => s instanceof Node),
  );
  // The browser looked for the anchor before there was one.
  if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  return () => {
    likes.draw();
    goals.draw();
    for (const part of parts) part.draw();
  };
}

/** @param {string} id @param {string} key @param {...import("../../dom.js").Kid} kids */
function section(id, key, ...kids) {
  return h("section", { "aria-labelledby": id }, h("h2", { id }, t(key)), kids);
}

/**
 * Who learns on this device.
 * @param {App} app
 */
function whoIsHere({ store }) {
  const list = h("ul.links");
  const rename = h("div");
  const el = h(
    "div",
    null,
    h("p.soft", null, t("who.what")),
    list,
    rename,
    h(
      "details",
      null,
      h("summary", null, t("who.add")),
      field({
        id: "new-alias",
        label: t("who.alias"),
        keep: t("who.begin"),
        rows: 1,
        onkeep: async (alias) => {
          await store.create(alias);
          announce(t("who.now", { name: alias }));
        },
      }),
    ),
  );
  rename.append(
    field({
      id: "alias",
      label: t("who.mine"),
      keep: t("who.keep"),
      rows: 1,
      onkeep: async (alias) => {
        await store.rename(alias);
        announce(t("who.now", { name: alias }));
      },
    }),
  );
  const draw = async () => {
    const current = store.current();
    const records = await store.records().catch(() => []);
    fill(
      list,
      records.map((rec) => {
        const name = rec.alias || t("who.nameless");
        return rec.record === current?.record
          ? h("li", { "aria-current": "true" }, h("strong", null, name), " ", h("span.soft", null, t("who.here")))
          : h("li", null, button(t("who.switch", { name }), () => store.use(rec.record), "btn.quiet", { "data-key": rec.record }));
      }),
    );
    list.hidden = records.length === 0;
  };
  return { el, draw };
}

/**
 * How much help, and how much time there is.
 * @param {App} app
 */
function howMuchHelp({ store, model }) {
  const values = ["", "example", "guided", "peer", "alone"];
  const inputs = values.map((value) => {
    const choose = () => store.append({ kind: "setting", target: "support", answer: value || null });
    return /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "support", value, onchange: choose }));
  });
  const el = h(
    "fieldset",
    null,
    h("legend", null, t("help.what")),
    h("div.segments", null, inputs.map((input, i) => h("label", null, input, t(values[i] ? "support." + values[i] : "help.any")))),
  );
  const draw = () => {
    const now = model().profile.support ?? "";
    for (const input of inputs) input.checked = input.value === now;
  };
  return { el, draw };
}

/**
 * What is held as known, each with how the site knows.
 * @param {App} app
 */
function whatICan({ model }) {
  const el = h("div");
  const draw = () => {
    const m = model();
    const known = m.standings.flatMap((s, ix) => (s.known ? [ix] : []));
    const how = (/** @type {number} */ ix) => {
      const s = m.standings[ix];
      return s.level === "mastered" || s.level === "proficient" || s.level === "rusty" ? s.level : s.credited ? "credited" : s.placed ? "placed" : "claimed";
    };
    const started = m.standings.filter((s) => !s.known && s.level !== "unseen").length;
    fill(
      el,
      known.length
        ? h("ul.links", null, known.map((ix) => h("li", null, h("span.mark.mark-can", { "aria-hidden": "true" }), objectiveLink(m, ix), " ", h("span.soft", null, t("standing." + how(ix))))))
        : h("p.empty", null, t("me.can_nothing")),
      started > 0 && h("p.soft", null, t("me.started", { n: started })),
    );
  };
  return { el, draw };
}

/**
 * What the learner wrote, and what a teacher wrote to them.
 * @param {App} app
 */
function words({ store, model }) {
  const list = h("div");
  const el = h(
    "div",
    null,
    list,
    field({ id: "reflection", label: t("me.reflection"), keep: t("wonder.keep"), onkeep: (note) => store.append({ kind: "reflection", note }) }),
  );
  const draw = () => {
    const m = model();
    const mine = [...m.facts.wonders, ...m.facts.reflections, ...m.facts.contests].sort((a, b) => b.t - a.t);
    const row = (/** @type {Entry} */ e, /** @type {boolean} */ own) => {
      const ix = m.lesson(e.lesson);
      const take = () => store.append({ kind: "retract", target: [e.w, e.n] });
      return h(
        "li",
        null,
        h("p", null, h("strong", null, t("me.kind_" + (own ? e.kind : "teacher"))), " ", wordsOf(e)),
        h("p.soft.row", null, day(e.t), ix >= 0 && lessonLink(m, ix), own && button(t("me.take_back"), take, "btn.quiet", { "data-key": e.w + e.n })),
      );
    };
    fill(
      list,
      mine.length + m.facts.words.length > 0
        ? h("ul.entries", null, m.facts.words.map((e) => row(e, false)), mine.map((e) => row(e, true)))
        : h("p.empty", null, t("me.no_words")),
    );
  };
  return { el, draw };
}

/** @param {Entry} e */
function wordsOf({ note, answer }) {
  return typeof note === "string" ? note : typeof answer === "string" ? answer : "";
}

/**
 * Every entry, in plain words.
 * @param {App} app
 */
function everything({ store, model }) {
  const list = h("div");
  const box = h("details", { ontoggle: () => draw() }, h("summary", null, t("me.show_all")), list);
  const draw = () => {
    if (!box.hasAttribute("open")) return;
    const m = model();
    const entries = [...store.entries()].sort((a, b) => b.t - a.t);
    const log = newLog(m.c.id, "", "", entries);
    const twofold = conflicts(log).length;
    const odd = exceptions(m.c, log, Date.now()).filter((e) => e.code !== "conflict");
    const about = (/** @type {Entry} */ e) => {
      const lesson = m.lesson(e.lesson);
      const objective = m.objective(e.objective);
      return objective >= 0 ? m.c.objectives[objective].title : lesson >= 0 ? m.c.lessons[lesson].title : String(e.item ?? e.objective ?? e.lesson ?? e.target ?? "");
    };
    fill(
      list,
      h("p", null, t("me.count", { n: entries.length })),
      twofold > 0 && h("p.notice", null, t("load.twofold", { n: twofold })),
      odd.map((e) => h("p.notice", null, t("odd." + e.code, { n: e.n, id: e.id, day: day(e.t) }))),
      h("ul.entries", null, entries.slice(0, SHOWN).map((e) => h("li", null, h("span.soft", null, day(e.t)), " ", sentence(e), " · ", about(e)))),
      entries.length > SHOWN && h("p.soft", null, t("evidence.more", { n: entries.length - SHOWN })),
    );
  };
  return { el: box, draw };
}

/**
 * Save, hand over, wipe.
 * @param {App} app
 */
function keep({ store, model }) {
  const since = h("p.soft");
  const saved = h("div");
  const fate = h("div");
  const save = async () => {
    const rec = store.current();
    if (rec) await offerFile(saved, store, rec, model().c.id);
    else saved.replaceChildren(t("save.nothing"));
  };
  const wipe = twice(t("wipe.open"), t("wipe.sure"), t("wipe.no"), async () => {
    const rec = store.current();
    dropDrafts();
    session((s) => s.setItem(WIPED, "1"));
    try {
      if (rec) await store.wipe(rec.record);
    } catch {
      session((s) => s.removeItem(WIPED));
      fill(fate, h("p.notice.trouble", null, t("wipe.fault")));
      return announce(t("wipe.fault"));
    }
    // Nobody's page is drawn anew at once (`main`) where this browser keeps things; elsewhere it stays.
    if (!rec || store.trouble()) session((s) => s.removeItem(WIPED));
    saved.replaceChildren();
    wiping.removeAttribute("open");
    sayWiped();
  });
  let wiped = false;
  session((s) => {
    wiped = s.getItem(WIPED) !== null;
    s.removeItem(WIPED);
  });
  const sayWiped = () => {
    const said = h("p.notice", { tabindex: -1 }, t("wipe.done"));
    fill(fate, said);
    // The page is not shown before all of it is drawn.
    setTimeout(() => said.focus());
    announce(t("wipe.done"));
  };
  const wiping = h("details", null, h("summary", null, t("wipe.title")), h("p", null, t("wipe.what")), h("p.row", null, button(t("save.save"), save)), h("p.row", null, wipe));
  const el = h("div", null, h("p", null, t("save.what")), since, h("p.row", null, button(t("save.save"), save, "btn")), saved, h("p.soft", null, t("save.teacher")), wiping, fate);
  const draw = () => {
    const rec = store.current();
    const last = rec?.saved ?? 0;
    const n = store.entries().filter((e) => e.t > last).length;
    if (wiped) sayWiped();
    wiped = false;
    since.textContent = last ? t(n ? "save.since" : "save.saved", { day: day(last), n }) : n ? t("save.never", { n }) : "";
  };
  return { el, draw };
}

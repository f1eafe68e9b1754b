/**
 * Taking in a file: chosen or pasted, looked at first, and taken in only when the learner says so. Nothing that is
 * here is ever removed by it.
 */

import { carrierOf } from "../../carry.js";
import { announce, button, fill, h } from "../../dom.js";
import { newLog } from "../../engine/evidence.js";
import { MOST_TEXT, conflicts } from "../../engine/logfile.js";
import { previewTeacherFile } from "../../engine/ticket.js";
import { own } from "../../engine/facts.js";
import { picker } from "../../field.js";
import { random } from "../../store/env.js";
import { day, has, t } from "../../text.js";
import { readWhole, withUnread } from "../../torn.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../torn.js").Whole} Incoming */

/** Files above this are not even read, bytes: a sign takes up to three of them. */
const MOST = 3 * MOST_TEXT;

/** Of what can't be read so many pieces are shown, and so many letters of each. */
const UNREAD = 20;
const SHOWN = 300;

/**
 * @param {App} app
 */
export function loader(app) {
  const seen = h("div", { role: "status" });
  const pick = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "load-file", accept: ".json,application/json,text/plain" }));
  const paste = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "load-text", rows: 4, spellcheck: "false" }));
  pick.addEventListener("change", async () => {
    const file = pick.files?.[0];
    if (!file) return;
    try {
      if (file.size > MOST) fill(seen, faultNote("huge"));
      else look(await file.text());
    } catch {
      fill(seen, faultNote("unreadable"));
    }
    pick.value = "";
  });
  /** @param {string} text */
  const look = (text) => {
    const { file, fault } = readWhole(text, app.model().c.id);
    if (fault) return fill(seen, faultNote(fault));
    if (file) void (file.teacher ? fromTeacher(app, seen, file, text) : preview(app, seen, file));
  };
  return h(
    "div",
    null,
    h("p", null, t("load.what")),
    h("p.row", null, picker(t("load.file"), pick)),
    h("details", null, h("summary", null, t("load.or_paste")), h("div.field", null, h("label", { for: "load-text" }, t("load.text")), paste, h("p.row", null, button(t("load.look"), () => look(paste.value))))),
    seen,
  );
}

/** @param {string} fault */
function faultNote(fault) {
  return h("p.notice", null, t("load.fault_" + fault));
}

/**
 * What the file holds, and what can be done with it: equal record: put together; a teacher's file: for this
 * learner, if they say so; otherwise another learner on this device. An alias decides nothing.
 * @param {App} app
 * @param {HTMLElement} into
 * @param {Incoming} file
 */
async function preview(app, into, file) {
  const { store } = app;
  const { log, to } = file;
  const records = await store.records().catch(() => []);
  const mine = store.current();
  const there = records.find((r) => r.record === log.record);
  const name = log.alias || t("who.nameless");

  /** @param {Rec} target */
  const take = async (target) => {
    await takeIn(app, into, log.entries, { ...target, other: withUnread(target.other, file.unread) }, file.files);
    if (target.record !== store.current()?.record) await store.use(target.record);
  };
  /** @type {Rec} */
  const other = { record: log.record, alias: log.alias, saved: to, other: log.other };
  const tools = [];
  if (there) tools.push(button(t(there.record === mine?.record ? "load.merge" : "load.merge_other", { name: there.alias || t("who.nameless") }), () => take({ ...there, other: { ...there.other, ...log.other } }), "btn"));
  else if (log.record) tools.push(button(t(mine ? "load.as_other" : "load.as_me", { name }), () => take(other), "btn"));
  // The end of a file says whose it is; where that is lost, the learner does.
  if (!log.record) tools.push(button(t(mine ? "load.merge" : "load.as_me", { name }), () => take(mine ?? { ...other, record: random(), saved: 0 }), "btn"));
  const said = log.entries.some((e) => !own(e));
  holds(into, file, [!log.record && mine && h("p", null, t("load.whose")), !there && log.record && mine && h("p", null, t("load.another")), said && h("p.soft", null, t("load.unsigned"))], tools);
}

/**
 * A teacher's file: it can add certain kinds of entry, and nothing else.
 * @param {App} app
 * @param {HTMLElement} into
 * @param {Incoming} file
 * @param {string} text
 */
async function fromTeacher(app, into, file, text) {
  const { store, model } = app;
  const { log } = file;
  const records = await store.records().catch(() => []);
  const target = records.find((r) => r.record === log.record) ?? store.current() ?? undefined;
  const entries = target ? await store.read(target.record) : [];
  const { accepted, refused, differs } = previewTeacherFile(text, newLog(model().c.id, target?.record ?? log.record, "", [...entries]));
  const odd = refused.filter((r) => r.code !== "known").length;
  const name = target?.alias || t("who.nameless");
  const take = () => takeIn(app, into, accepted, target);
  holds(
    into,
    file,
    [
      differs ? h("p", null, t("load.someone_else")) : h("p", null, t("load.for", { name })),
      !differs && !accepted.length && h("p", null, t("load.done", { n: 0 })),
      odd > 0 && h("p", null, t("load.refused", { n: odd })),
      h("p.soft", null, t("load.unsigned")),
    ],
    [!differs && accepted.length > 0 && button(t("load.from_teacher"), take, "btn")],
  );
}

/**
 * The preview itself: what is in the file, what is to be said about it, what can be done.
 * @param {HTMLElement} into
 * @param {Incoming} file
 * @param {import("../../dom.js").Kid} notes
 * @param {import("../../dom.js").Kid} tools
 */
function holds(into, { log, files, aside, unread, torn, kinds, from, to }, notes, tools) {
  fill(
    into,
    h(
      "div.preview",
      null,
      h("h4", null, t("load.holds", { name: log.alias || t("who.nameless") })),
      h("p", null, log.entries.length ? t("load.entries", { n: log.entries.length, from: day(from), to: day(to) }) : t("load.nothing")),
      h("ul", null, kinds.map(([kind, n]) => h("li", null, has("evidence.kind_" + kind) ? t("evidence.kind_" + kind) : kind, ": ", n))),
      Object.keys(files).length > 0 && h("p", null, t("load.with_files", { n: Object.keys(files).length })),
      torn && h("p", null, t("load.torn")),
      aside > 0 && h("p", null, t("load.aside", { n: aside })),
      unread.length > 0 && h("details", null, h("summary", null, t("load.unread")), h("ul.entries", null, unread.slice(0, UNREAD).map((text) => h("li", null, h("code", null, text.slice(0, SHOWN)))))),
      notes,
      h("p.row", null, tools, button(t("load.no"), () => fill(into))),
    ),
  );
}

/**
 * Puts entries into a record and says how many were new, and which say two things at once.
 * @param {App} app
 * @param {HTMLElement} into
 * @param {Entry[]} entries
 * @param {Rec} [target] none: the current one
 * @param {Record<string, string>} [files] that came with them
 */
async function takeIn({ store, model }, into, entries, target, files = {}) {
  const n = await store.merge(entries, target);
  const record = target?.record ?? store.current()?.record ?? "";
  const all = await store.read(record);
  const twofold = conflicts(newLog(model().c.id, record, "", all)).length;
  const some = Object.keys(files).length;
  const came = some ? ((await (await carrierOf())?.unpack(record, all, files)) ?? { taken: 0, left: some }) : null;
  const said = [
    t("load.done", { n }),
    ...(came?.taken ? [t("load.files", { n: came.taken })] : []),
    ...(came?.left ? [t("load.files_left", { n: came.left })] : []),
    ...(twofold ? [t("load.twofold", { n: twofold })] : []),
  ].join(" ");
  fill(into, h("p.notice", null, said));
  announce(said);
}

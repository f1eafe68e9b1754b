/**
 * A ticket: a path that a teacher packed into a link (`#t=…`), or a site that was made for one learner. Looked at first; taken in only when the learner says
 * so, as entries "by teacher" like any others. It can add and set, never remove what was done.
 */

import { announce, button, fill, h } from "../../dom.js";
import { inTime, newLog } from "../../engine/evidence.js";
import { entriesOf, takenBack } from "../../engine/taken.js";
import { decodeTicket } from "../../engine/ticket.js";
import { lessonLink, list, objectiveLink } from "../../marks.js";
import { presetOf } from "../../site.js";
import { random } from "../../store/env.js";
import { duration, t } from "../../text.js";
import { ownText } from "../../transfer.js";

/** @typedef {import("../../element.js").App} App */

/**
 * Shows the ticket that the page's address carries, if it does; also when one is pasted into the address later.
 * @param {App} app
 */
export function offerTicket(app) {
  const box = h("section.preview", { "aria-labelledby": "ticket", tabindex: "-1", hidden: true });
  /** @param {string | Record<string, any>} packed @param {Extra} [extra] */
  const look = async (packed, extra) => {
    const read = typeof packed === "string" ? decodeTicket(packed) : { ticket: longNames(packed) };
    document.querySelector("main")?.prepend(box);
    box.hidden = false;
    if ("error" in read) close(box, FAULTS[read.error]);
    else if (read.ticket.curriculum !== app.model().c.id) close(box, "ticket.foreign");
    else await show(app, box, read.ticket, extra);
  };
  const fromAddress = async () => {
    const text = location.hash.match(/^#t=(.+)$/)?.[1];
    if (!text) return false;
    await look(text);
    box.focus();
    return true;
  };
  addEventListener("hashchange", fromAddress);
  const preset = presetOf();
  const key = JSON.stringify(preset).slice(0, 2000);
  void fromAddress().then((shown) => {
    // Asked once: taken or left, the answer is in the log.
    if (!shown && preset && app.model().facts.settings.get("preset") !== key) void look(preset.ticket, { ...preset, key });
  });
}

/** What is said of a ticket that can't be read. @type {Record<import("../../engine/ticket.js").TicketError, string>} */
const FAULTS = { "too-long": "ticket.large", shape: "ticket.fault", version: "ticket.newer", damaged: "ticket.fault", "too-large": "ticket.large", content: "ticket.odd" };

/** The longest alias, in letters. */
const NAME = 100;

/** @typedef {{ known?: string[], note?: string | null, key: string }} Extra what a site made for one learner adds */

/** What a ticket is called inside, where it was too long to be packed. */
const NAMES = { c: "curriculum", a: "alias", g: "goals", p: "pins", x: "excludes", i: "interests", v: "avoid", f: "forms", s: "support", u: "autonomy", m: "weekly_minutes", e: "extra_percent", d: "deadline" };

/** @param {Record<string, any>} short @returns {Ticket} */
function longNames(short) {
  return /** @type {any} */ (Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [name, short[key] ?? undefined])));
}

/**
 * A last word, and the address without the ticket, so that a reload does not ask again.
 * @param {HTMLElement} box
 * @param {string} key
 */
function close(box, key) {
  if (location.hash.startsWith("#t=")) history.replaceState(null, "", location.pathname + location.search);
  box.replaceChildren(h("p", { id: "ticket" }, t(key)));
  announce(t(key));
}

/** @typedef {import("../../engine/ticket.js").Ticket} Ticket */

/** Settings that are shown: the text before each, and its value in words. @type {Record<string, [string, (value: any) => string]>} */
const SETTINGS = {
  support: ["support", (value) => t("support." + value)],
  weekly_minutes: ["minutes", duration],
  extra_percent: ["extra", (value) => value + " %"],
  deadline: ["deadline", String],
};

/** A setting in words; null where none are needed. @param {string} name @param {unknown} value */
const setting = (name, value) => (Object.hasOwn(SETTINGS, name) ? `${t("ticket." + SETTINGS[name][0])} ${SETTINGS[name][1](value)}` : null);

/**
 * @param {App} app
 * @param {HTMLElement} box
 * @param {Ticket} ticket
 * @param {Extra} [given]
 */
async function show(app, box, ticket, given) {
  const { store, model } = app;
  const m = model();
  const { goals: g = [], pins: p = [], excludes: x = [], interests: i = [], weekly_minutes, support, extra_percent, deadline } = ticket;
  const alias = ownText(ticket.alias ?? "", NAME).replace(/\s+/g, " ");
  const known = (/** @type {string[]} */ ids, /** @type {(id: string) => number} */ index) => ids.map(index).filter((ix) => ix >= 0);
  const goals = known(g, m.objective);
  const pins = known(p, m.lesson);
  const lost = g.length + p.length - goals.length - pins.length;
  const liked = (/** @type {string} */ id) => m.c.interests.find((interest) => interest.id === id)?.title ?? id;
  const mine = store.current();
  const records = await store.records().catch(() => []);
  const named = records.find((r) => r.alias && r.alias === alias && r.record !== mine?.record);

  /** @param {Rec} [into] another record than the one that is open */
  const take = async (into) => {
    const before = inTime(newLog("", "", "", [...(into ? await store.read(into.record) : store.entries())]));
    const credits = (given?.known ?? []).map((objective) => ({ kind: "credit", objective }));
    const note = given?.note ? [{ kind: "note", note: given.note }] : [];
    const stamp = { w: random(), t: Date.now(), tz: -new Date().getTimezoneOffset(), by: "teacher" };
    const entries = [...takenBack(ticket, before), ...entriesOf(ticket), ...credits, ...note, ...settled].map((fields, n) => ({ ...stamp, n, ...fields }));
    // Written whole before another record is opened: that loads the page anew.
    await store.merge(entries, into);
    if (!into && alias && !store.current()?.alias) await store.rename(alias);
    close(box, "ticket.taken");
    if (into) await store.use(into.record);
  };
  /** A site made for one learner asks once. */
  const settled = given ? [{ kind: "setting", target: "preset", answer: given.key, by: "learner" }] : [];
  const leave = async () => {
    for (const fields of settled) await store.append(fields);
    close(box, "ticket.left");
  };
  const fresh = () => take({ record: random(), alias, saved: 0 });
  const other = () => take(named);
  const me = mine?.alias ? t("ticket.take_as", { name: mine.alias }) : t("ticket.take");
  const elsewhere = alias && mine?.alias && mine.alias !== alias;
  const back = takenBack(ticket, inTime(newLog("", "", "", [...store.entries()])));
  /** What it takes back, in words. */
  const over = back.flatMap(({ kind, target, objective, lesson }) => {
    if (kind === "goal") return known([String(objective)], m.objective).map((ix) => objectiveLink(m, ix));
    if (kind === "path") return target === "pin" ? known([String(lesson)], m.lesson).map((ix) => lessonLink(m, ix)) : [];
    const name = String(target);
    const words = name.startsWith("interest:") ? liked(name.slice(9)) : setting(name, m.facts.settings.get(name));
    return words ? [h("span", null, words)] : [];
  });
  const row = (/** @type {string} */ key, /** @type {import("../../dom.js").Kid} */ kid) => h("li", null, t("ticket." + key), " ", kid);
  fill(
    box,
    h("h2", { id: "ticket" }, t("ticket.title")),
    h("p", null, alias ? t("ticket.for", { name: alias }) : t("ticket.what")),
    h(
      "ul",
      null,
      goals.length > 0 && row("goals", list(goals.map((ix) => objectiveLink(m, ix)))),
      pins.length > 0 && row("pins", list(pins.map((ix) => lessonLink(m, ix)))),
      x.length > 0 && row("excludes", list(known(x, m.lesson).map((ix) => lessonLink(m, ix)))),
      i.length > 0 && row("interests", list(i.map(([id]) => liked(id)))),
      Object.entries({ support, weekly_minutes, extra_percent, deadline }).map(([name, value]) => value && h("li", null, setting(name, value))),
      given?.known?.length && row("known", list(known(given.known, m.objective).map((ix) => objectiveLink(m, ix)))),
      !elsewhere && over.length > 0 && row("over", list(over)),
      lost > 0 && h("li", null, t("ticket.lost", { n: lost })),
    ),
    given?.note && h("blockquote", null, given.note),
    h(
      "p.row",
      null,
      elsewhere && named && button(t("ticket.take_as", { name: alias }), other, "btn"),
      elsewhere && !named && button(t("ticket.take_new", { name: alias }), fresh, "btn"),
      button(me, () => take(), elsewhere ? "btn.plain" : "btn"),
      button(t("ticket.no"), leave),
    ),
  );
}

/**
 * `<wend-teach-print>`: what a class needs on paper, put together in the browser: tickets to cut, a sheet for the day with slips
 * to hand in, a sheet a talk, a booklet a learner. The address says what and for whom, so that other pages can lead here.
 */

import { announce, button, fill, h } from "../../dom.js";
import { borrow } from "../../lend.js";
import { loadScript } from "../../site.js";
import { t } from "../../text.js";
import { deskHref } from "../page.js";
import { draftOf } from "../plan/draft.js";
import { keysAt, whoOptions } from "../plan/who.js";
import { speak } from "../voice.js";
import { books } from "./books.js";
import { cards } from "./cards.js";

/** @typedef {import("../page.js").Office} Office */
/** @typedef {import("../plan/draft.js").Draft} Draft */

/**
 * What is put together: elements that stand below each other.
 * @callback Sheets
 * @param {Office} office
 * @param {Draft} draft of those who are chosen
 * @param {(words: string) => void} say how far it is
 * @returns {Promise<import("../../dom.js").Kid>}
 */

/**
 * Sheets that need much: what makes them comes when they are asked for.
 * @param {string} name
 * @param {string} script
 * @returns {Sheets}
 */
const late =
  (name, script) =>
  async (...args) => {
    /** @type {Sheets | null} */
    const make = await borrow(name, script);
    return make ? make(...args) : h("p.notice", null, t("sheets.missing"));
  };

/** @type {Record<string, Sheets>} */
const KINDS = { cards, day: late("daySheet", "assets/wend-teach-day.js"), talks: late("talkSheets", "assets/wend-teach-talks.js"), books };

/**
 * @param {HTMLElement} el
 * @param {Office} office
 */
export function print(el, office) {
  speak();
  const { desk } = office;
  const draft = draftOf(office, () => {});
  const said = h("span.soft", { role: "status" });
  const sheets = h("div.sheets");
  const toPaper = button(t("sheets.print"), () => globalThis.print(), "btn", { disabled: true });
  const choice = /** @type {HTMLSelectElement} */ (h("select", { id: "print-for", onchange: () => go(kind, choice.value) }));
  const inputs = Object.keys(KINDS).map((name) => /** @type {HTMLInputElement} */ (h("input", { type: "radio", name: "kind", value: name, onchange: () => go(name, at) })));
  const empty = h("p.empty", null, t("sheets.nobody"), " ", h("a", { href: deskHref("learners.html") }, t("learner.list")));
  const tools = h(
    "div.no-print",
    null,
    h("fieldset.my-week", null, h("legend", null, t("sheets.what")), h("div.segments", null, inputs.map((input) => h("label", null, input, t("sheets." + input.value))))),
    h("p.field", null, h("label", { for: "print-for" }, t("plan.for")), choice),
    h("p.row", null, toPaper, said),
  );
  el.querySelector("header")?.after(empty, tools);
  el.append(sheets);

  let [kind, at] = place();
  /** @param {string} what @param {string} who */
  const go = (what, who) => {
    [kind, at] = [what, who];
    history.replaceState(null, "", `#${kind}=${encodeURIComponent(at)}`);
    void make();
  };
  addEventListener("hashchange", () => {
    [kind, at] = place();
    void make();
  });
  let turn = 0;
  /** What is asked for last is what is shown. */
  const make = async () => {
    const mine = ++turn;
    const rows = desk.rows();
    empty.hidden = rows.length > 0;
    tools.hidden = !rows.length;
    const keys = keysAt(rows, at);
    fill(choice, whoOptions(rows, at));
    for (const input of inputs) input.checked = input.value === kind;
    toPaper.setAttribute("disabled", "");
    const say = (/** @type {string} */ words) => {
      if (mine === turn) said.textContent = words;
    };
    say(rows.length ? t("sheets.making") : "");
    if (keys.length) await loadScript("assets/wend-way.js");
    draft.choose(keys);
    const made = keys.length ? await KINDS[kind](office, draft, say) : null;
    if (mine !== turn) return;
    sheets.dataset.kind = kind;
    fill(sheets, made);
    say(keys.length ? t("sheets.ready") : "");
    if (keys.length) {
      toPaper.removeAttribute("disabled");
      announce(t("sheets.ready"));
    }
  };
  void make();
  // Nothing is put together anew while it is looked at, unless the class itself has changed.
  let before = names(desk);
  desk.onChange(() => {
    if (names(desk) === before) return;
    before = names(desk);
    void make();
  });
  return () => {};
}

/** @param {import("../desk.js").Desk} desk */
const names = (desk) => desk.rows().map((row) => row.key + row.alias).join("\n");

/** What the address names: what, and for whom. @returns {[string, string]} */
function place() {
  const [kind, who = "all"] = location.hash.slice(1).split(/=(.*)/s);
  try {
    return [kind in KINDS ? kind : "cards", decodeURIComponent(who)];
  } catch {
    return ["cards", "all"];
  }
}

/** For whom is planned: one learner, a group, everyone, or somebody new. The address says it, so that other pages can lead here. */

import { fill, h } from "../../dom.js";
import { t } from "../../text.js";
import { adding } from "../adding.js";
import { groupsOf } from "../roster.js";

/** @typedef {import("../page.js").Office} Office */

const GROUP = "group=";
const EVERYONE = "all";

/**
 * Keys of those whom an address means: a learner's key, several with commas between, `group=<name>`, `all`.
 * @param {readonly import("../roster.js").Row[]} rows
 * @param {string} at
 */
export function keysAt(rows, at) {
  if (at === EVERYONE) return rows.map((row) => row.key);
  if (at.startsWith(GROUP)) return rows.filter((row) => row.groups.includes(at.slice(GROUP.length))).map((row) => row.key);
  const keys = at.split(",");
  return rows.filter((row) => keys.includes(row.key)).map((row) => row.key);
}

/**
 * Everybody who can be meant, as options of a select.
 * @param {readonly import("../roster.js").Row[]} rows
 * @param {string} at
 */
export function whoOptions(rows, at) {
  const groups = groupsOf(rows);
  const option = (/** @type {string} */ value, /** @type {string} */ label) => h("option", { value, selected: value === at }, label);
  // Several that an address names by their keys are none of the choices otherwise.
  const several = at.includes(",") && !at.startsWith(GROUP);
  return [
    several && option(at, t("plan.several", { n: keysAt(rows, at).length })),
    rows.map((row) => option(row.key, row.alias || t("plan.nameless"))),
    groups.length > 0 && h("optgroup", { label: t("plan.groups") }, groups.map((name) => option(GROUP + name, t("plan.group", { name, n: keysAt(rows, GROUP + name).length })))),
    rows.length > 1 && option(EVERYONE, t("plan.everyone", { n: rows.length })),
  ];
}

/**
 * @param {Office} office
 * @param {(keys: string[], shown: string) => void} onchoose
 */
export function chooser({ desk }, onchoose) {
  const choice = /** @type {HTMLSelectElement} */ (h("select", { id: "plan-for", onchange: () => go(choice.value) }));
  const one = h("p.field", null, h("label", { for: "plan-for" }, t("plan.for")), choice);
  const said = h("p.notice", { hidden: true });
  const added = (/** @type {string} */ key) => {
    add.removeAttribute("open");
    go(key);
    choice.focus();
  };
  const add = h("details", null, h("summary", null, t("plan.new")), adding(desk, { id: "plan-alias", label: t("plan.alias"), keep: t("plan.add"), added }));
  let at = place();
  /** In a group: whose path is shown. */
  let shown = "";
  const el = h("section", { "aria-label": t("plan.for") }, one, said, add);

  /** Keys behind what was chosen. */
  const keys = () => keysAt(desk.rows(), at);
  /** @param {string} to */
  const go = (to) => {
    at = to;
    shown = "";
    history.replaceState(null, "", "#" + encodeURIComponent(to));
    choose();
  };
  const choose = () => {
    // Nobody was named: the first of the class.
    if (!at) at = desk.rows()[0]?.key ?? "";
    onchoose(keys(), shown);
  };
  addEventListener("hashchange", () => {
    at = place();
    shown = "";
    choose();
  });

  const draw = () => {
    const rows = desk.rows();
    one.hidden = !rows.length;
    add.toggleAttribute("open", !rows.length || add.hasAttribute("open"));
    said.hidden = !at || keys().length > 0 || !rows.length;
    said.textContent = t("plan.nobody");
    fill(choice, !keys().length && h("option", { value: "", selected: true }, t("plan.choose")), whoOptions(rows, at));
  };
  return { el, draw, choose, keys, shown: () => shown, show: (/** @type {string} */ key) => ((shown = key), choose()) };
}

/** What the address names. */
function place() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return ""; // no encoding of ours
  }
}

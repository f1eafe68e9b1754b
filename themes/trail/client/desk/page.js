/**
 * Pages of the teacher's desk: their elements stand on `deskElement`, as those of the learners' pages do on `element`. What
 * they work with is the desk; the record of a learner who uses this browser is not theirs.
 */

import { button, h } from "../dom.js";
import { ready } from "../element.js";
import { modelOf } from "../model.js";
import { loadCatalog, loadScript, page, storeName } from "../site.js";
import { t } from "../text.js";
import { openDesk } from "./desk.js";
import { saveBackup } from "./files.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../model.js").Model} Model */

/**
 * @typedef {object} Office what an element of the desk works with
 * @property {Desk} desk
 * @property {(entries: readonly Entry[]) => Model} read what a learner's entries mean now
 * @property {Model} model of nobody: the curriculum
 * @property {CurriculumFacts} facts
 */
/**
 * @typedef {object} CurriculumFacts what only the desk has to know of the curriculum
 * @property {[string, string[]][]} standards codes, each with its objectives
 * @property {Record<string, Record<string, string>>} mixups their titles, by objective and mix-up
 */

/** What `assets/teach.js` calls with. */
const facts = new Promise((ok) => (/** @type {any} */ (window.WEND).teach = ok));

/** @returns {Promise<CurriculumFacts>} */
async function loadFacts() {
  const none = { standards: [], mixups: {} };
  await loadScript("assets/teach.js");
  return Promise.race([/** @type {Promise<CurriculumFacts>} */ (facts), Promise.resolve(none)]);
}

/** @type {Promise<Office> | null} */
let opening = null;

/** The desk and the curriculum, once a page. @returns {Promise<Office>} */
function office() {
  return (opening ??= (async () => {
    const [desk, catalog, known] = await Promise.all([openDesk(page.curriculum, storeName, undefined, document.documentElement.lang), loadCatalog(), loadFacts()]);
    const compute = modelOf(catalog, page);
    watch(desk);
    return { desk, read: (entries) => compute(entries, Date.now()), model: compute([], Date.now()), facts: known };
  })());
}

/**
 * A custom element of a page of the desk: `setup` is called once, the function it returns draws, now and after every change of the
 * desk. `html[data-desk]` says that it stands.
 * @param {string} name
 * @param {(el: HTMLElement, office: Office) => () => void} setup
 * @param {() => Promise<unknown>} [load] what it needs beside the desk, once there is a class
 */
export function deskElement(name, setup, load = async () => {}) {
  ready(async () => {
    const it = await office();
    let loaded = false;
    const equip = async () => void (await load(), (loaded = true));
    /** Whether what is to be drawn can be. */
    const can = () => loaded || !it.desk.rows().length;
    if (!can()) await equip();
    customElements.define(
      name,
      class extends HTMLElement {
        connectedCallback() {
          if (this.classList.contains("ready")) return;
          // What the build wrote stays readable where something fails.
          try {
            const draw = setup(this, it);
            draw();
            it.desk.onChange(() => (can() ? draw() : void equip().then(draw)));
            this.classList.add("ready");
          } catch (error) {
            console.error(name, error);
            this.append(h("p.notice.trouble", { role: "alert" }, t("desk.fault")));
          }
          document.documentElement.dataset.desk = "";
        }
      },
    );
  });
}

/**
 * Says where the browser does not keep the desk, with the way out beside it; another tab's work is looked for when this one is looked at.
 * @param {Desk} desk
 */
function watch(desk) {
  const said = h("p");
  const notice = h("section.notice.trouble", { role: "status", hidden: true }, said, h("p.row", null, button(t("desk.save"), () => saveBackup(desk))));
  document.querySelector("main")?.prepend(notice);
  const draw = () => {
    const trouble = desk.trouble();
    notice.hidden = !(trouble || desk.cleared()) || !desk.rows().length;
    said.textContent = t(trouble ? "desk.trouble_" + trouble : "trouble.cleared");
  };
  draw();
  desk.onChange(draw);
  addEventListener("beforeunload", (event) => {
    if (desk.atRisk()) event.preventDefault();
  });
  addEventListener("pageshow", (event) => event.persisted && desk.refresh());
  addEventListener("visibilitychange", () => document.visibilityState === "visible" && desk.refresh());
}

/** The learner that the address names: `…#<key>`, perhaps with more behind `&`. */
export function keyOfPage() {
  try {
    return decodeURIComponent(location.hash.slice(1).split("&")[0]);
  } catch {
    return ""; // no encoding of ours
  }
}

/** What else the address asks for: `&name=value`. @param {string} name */
export const askedFor = (name) => new URLSearchParams(location.hash.split("&").slice(1).join("&")).get(name) ?? "";

/** @param {string} name of a page of the desk, such as "learner.html" @param {string} [key] */
export const deskHref = (name, key) => `${page.root}teach/${name}${key ? "#" + encodeURIComponent(key) : ""}`;

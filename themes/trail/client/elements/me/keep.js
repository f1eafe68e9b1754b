/**
 * The record in the learner's own hands: save, hand over, wipe.
 */

import { carrierOf } from "../../carry.js";
import { announce, button, fill, h } from "../../dom.js";
import { dropDrafts, session, twice } from "../../field.js";
import { href, storeName } from "../../site.js";
import { day, t } from "../../text.js";
import { save as offer } from "./save.js";

/** @typedef {import("../../element.js").App} App */

/** Set while a record is wiped: the page begins anew then, and says so. */
const WIPED = storeName + "|wiped";

/**
 * Save, hand over, wipe.
 * @param {App} app
 */
export function keep(app) {
  const { store } = app;
  const since = h("p.soft");
  const saved = h("div");
  const fate = h("div");
  const save = async () => {
    const rec = store.current();
    if (rec) await offer(saved, app, rec);
    else saved.replaceChildren(t("save.nothing"));
  };
  const wipe = twice(t("wipe.open"), t("wipe.sure"), t("wipe.no"), async () => {
    const rec = store.current();
    dropDrafts();
    session((s) => s.setItem(WIPED, "1"));
    try {
      if (rec) await forget(app, rec.record);
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
  const el = h("div", null, h("p", null, t("save.what")), since, h("p.row", null, button(t("save.save"), save, "btn")), saved, h("p.soft", null, t("save.teacher")), h("p", null, h("a", { href: href("offline.html") }, t("save.offline"))), wiping, fate);
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

/**
 * Removes a record and its files; rejects when one of them stays.
 * @param {App} app
 * @param {string} record
 */
async function forget({ store }, record) {
  const some = (await store.read(record)).some((e) => e.answer?.file);
  const carrier = await carrierOf();
  if (!carrier && some) throw new Error("files can't be reached");
  // Without files there may be none, or no place for them.
  await carrier?.wipe(record).catch((error) => some && Promise.reject(error));
  await store.wipe(record);
}

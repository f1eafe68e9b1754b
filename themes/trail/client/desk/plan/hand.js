/** Handing a path over: as a link, a code, a card to print, and a file for what a link can't hold. */

import { announce, button, fill, h } from "../../dom.js";
import { lessonLink, list } from "../../marks.js";
import { qrDraw } from "../../qr.js";
import { href } from "../../site.js";
import { random } from "../../store/env.js";
import { t } from "../../text.js";
import { fileName } from "../../writing.js";
import { copier } from "../../copy.js";
import { download } from "../files.js";
import { teacherFile, ticketFor } from "../given.js";

/** @typedef {import("../roster.js").Row} Row */

/**
 * The address that hands a row over, if it fits into one, and the lessons that don't.
 * @param {string} curriculum
 * @param {Row} row
 */
export function linkOf(curriculum, row) {
  const { text, left } = ticketFor(curriculum, row);
  return { link: text && `${new URL(href("index.html"), location.href).href}#t=${text}`, left };
}

/**
 * Gives the learner's file to the teacher, to hand on.
 * @param {import("../desk.js").Desk} desk
 * @param {Row} row
 */
export function giveFile(desk, row) {
  const text = teacherFile(desk.curriculum, row, desk.entries(row.key), { w: random(), t: Date.now() });
  download(fileName(desk.curriculum, t("hand.file_name", { name: row.alias }), new Date()), text, "application/json");
  announce(t("hand.file_done", { name: row.alias }));
}

/**
 * @param {import("../page.js").Office} office
 * @param {import("./draft.js").Draft} draft
 */
export function handOver({ desk, model }, draft) {
  const el = h("div");
  const code = h("div");
  let shown = "";
  /** The code of what is handed over now. @param {string} link @param {string} name */
  const drawCode = async (link, name) => {
    if (link === shown) return;
    shown = link;
    const draw = await qrDraw();
    if (link === shown) fill(code, draw?.(link, t("hand.code", { name })) ?? h("p.soft", null, t("hand.no_code")));
  };
  const draw = () => {
    const rows = draft.rows();
    const row = draft.row();
    if (!row) return;
    const cards = h("a.btn.plain", { href: `${href("teach/print.html")}#cards=${encodeURIComponent(rows.map((r) => r.key).join())}` }, t("hand.cards", { n: rows.length }));
    if (rows.length > 1) return fill(el, h("p", null, t("hand.many", { n: rows.length })), h("p.row", null, cards));
    const { link, left } = linkOf(model.c.id, row);
    const name = row.alias;
    const address = /** @type {HTMLInputElement} */ (h("input", { id: "hand-link", type: "text", readonly: true, value: link ?? "", "data-key": "hand-link", onfocus: () => address.select() }));
    const file = button(t("hand.file", { name }), () => giveFile(desk, row), link ? "btn.plain" : "btn");
    const lost = left.map((id) => model.lesson(id)).filter((ix) => ix >= 0);
    fill(
      el,
      h("p", null, t("hand.what", { name })),
      link && h("div.hand-link", null, h("label", { for: "hand-link" }, t("hand.link")), address, copier(address, t("hand.copy"), t("save.copied")).el, h("p.row", null, cards)),
      link && code,
      !link && h("p.notice", null, t("hand.too_long", { name })),
      link && left.length > 0 && h("div.notice", null, h("p", null, t("hand.left", { n: left.length }), " ", list(lost.map((ix) => lessonLink(model, ix)), true)), h("p", null, t("hand.left_file"))),
      h("p.row", null, file, h("span.soft", null, t("hand.file_what"))),
    );
    if (link) void drawCode(link, name);
  };
  return { el, draw };
}

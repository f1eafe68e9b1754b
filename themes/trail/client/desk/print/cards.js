/** Tickets to cut: the path of each learner as a code, with whom it is for and where it leads. */

import { h } from "../../dom.js";
import { qrDraw } from "../../qr.js";
import { href } from "../../site.js";
import { t } from "../../text.js";
import { linkOf } from "../plan/hand.js";

/** Goals named on a card. */
const FEW = 4;

/** @type {import("./print.js").Sheets} */
export async function cards({ model: m }, draft) {
  const draw = await qrDraw();
  const address = location.protocol === "file:" ? null : new URL(href("index.html"), location.href).href;
  return h(
    "ul.tickets",
    null,
    draft.rows().map((row) => {
      const { link, left } = linkOf(m.c.id, row);
      const goals = row.path.goals.map((id) => m.objective(id)).filter((ix) => ix >= 0).map((ix) => m.c.objectives[ix].title);
      const code = link && draw?.(link, t("hand.code", { name: row.alias }));
      return h(
        "li.ticket",
        null,
        h("p.ticket-site", null, m.c.title),
        h("h2", null, row.alias || t("plan.nameless")),
        goals.length > 0 && h("ul.goals", null, goals.slice(0, FEW).map((goal) => h("li", null, goal)), goals.length > FEW && h("li", null, t("sheets.more", { n: goals.length - FEW }))),
        code || h("p.notice", null, t("sheets.no_code")),
        code && h("p.soft", null, t(left.length ? "sheets.scan_file" : "sheets.scan")),
        address && h("p.soft.ticket-address", null, address),
      );
    }),
  );
}

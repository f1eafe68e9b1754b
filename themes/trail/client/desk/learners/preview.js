/** What a list from elsewhere holds, line by line, before it is taken in; loaded with the first one. */

import { announce, button, h } from "../../dom.js";
import { row as together, t } from "../../text.js";
import { readList } from "../list.js";

/** The columns' names in the page's language. */
const names = () => Object.fromEntries(["alias", "groups", "interests", "weekly_minutes", "extra_time", "support", "autonomy", "lang", "note", "private_note"].map((field) => [field, [t("row." + field)]]));

/**
 * @param {import("../page.js").Office} office
 * @param {string} text
 * @param {() => void} taken what to do once it is taken in
 * @param {(...kids: import("../../dom.js").Kid[]) => void} show something else in its place
 */
export function preview({ desk, model }, text, taken, show) {
  const { lines, said } = readList(text, { interests: model.c.interests, rows: desk.rows(), names: names() });
  const good = lines.flatMap(({ row }) => (row ? [row] : []));
  const take = async () => {
    await desk.saveAll(good.map((row) => ({ ...row, key: undefined })));
    taken();
    show(h("p.notice", null, t("listing.done", { n: good.length })));
    announce(t("listing.done", { n: good.length }));
  };
  return h(
    "div.preview",
    { role: "group", "aria-label": t("listing.preview") },
    h("p", { role: "status" }, !lines.length ? t("listing.nothing") : good.length ? t("listing.found", { n: good.length }) : t("listing.found_none")),
    said.map(({ code, text: of }) => h("p.notice", null, t("listing." + code, { text: of }))),
    lines.length > 0 &&
      h(
        "table",
        { tabindex: 0 }, // it scrolls where it is wider than the page
        h("thead", null, h("tr", null, ["line", "who", "rest", "wrong"].map((head) => h("th", { scope: "col" }, t("listing." + head))))),
        h(
          "tbody",
          null,
          lines.map(({ line, row, said: wrong }) =>
            h(
              "tr",
              null,
              h("td", null, line),
              h("td", null, row?.alias ?? "–"),
              h("td", null, row ? together([...row.groups, ...Object.keys(row.interests).map((id) => model.c.interests.find((i) => i.id === id)?.title ?? id)]) : ""),
              h("td", null, wrong.map(({ code, text: of }) => h("p", null, t("listing." + code, { text: of })))),
            ),
          ),
        ),
      ),
    h("p.row", null, good.length > 0 && button(t("listing.take", { n: good.length }), take, "btn"), button(t("listing.leave"), () => show())),
  );
}

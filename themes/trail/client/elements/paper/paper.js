/**
 * `<wend-paper>`: what was done on paper is typed back, by the codes behind the answers in a booklet. Whoever had an answer right types
 * its code; it counts as an answer given on the page of the lesson.
 */

import { announce, fill, h } from "../../dom.js";
import { field } from "../../field.js";
import { codeOf, codesIn } from "../../paper.js";
import { t } from "../../text.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function paper(el, { store, model }) {
  const said = h("p.soft", { role: "status" });
  /** @param {string} text */
  const take = async (text) => {
    const m = model();
    /** Two codes that are alike name two items. @type {Map<string, HTMLElement[]>} */
    const items = new Map();
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".item[data-item]:has(.answer)"))) {
      const code = codeOf(item.dataset.item ?? "");
      items.set(code, [...(items.get(code) ?? []), item]);
    }
    let right = 0;
    let there = 0;
    /** @type {string[]} */
    const unknown = [];
    for (const code of codesIn(text)) {
      const { item, objective } = items.get(code)?.shift()?.dataset ?? {};
      if (!item) unknown.push(code);
      else if (m.attempts(item).some(({ correct }) => correct)) there += 1;
      else {
        right += 1;
        await store.append({ kind: "answer", target: "paper", lesson: m.here()?.id, item, objective, correct: true });
      }
    }
    const lines = [
      right > 0 && t("paper.kept", { n: right }),
      there > 0 && t("paper.there", { n: there }),
      unknown.length > 0 && t("paper.unknown", { codes: unknown.join(" ") }),
      !right && !there && !unknown.length && t("paper.none"),
    ].filter((line) => line !== false);
    fill(said, lines.join(" "));
    announce(lines.join(" "));
  };
  el.append(
    h("p.soft", null, t("paper.what")),
    field({ id: "paper-codes", label: t("paper.label"), keep: t("paper.keep"), rows: 1, onkeep: take }),
    said,
  );
  return () => {};
}

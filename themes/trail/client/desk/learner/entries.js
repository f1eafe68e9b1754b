/** Every entry of a learner, latest first: what each figure of the desk goes back to. What lists them is loaded with the first look. */

import { fill, h } from "../../dom.js";
import { borrow } from "../../lend.js";
import { t } from "../../text.js";

/** @param {import("../page.js").Office} office */
export function everyEntry({ desk }) {
  const list = h("div");
  /** @type {import("./objectives.js").It | null} */
  let it = null;
  const show = async () => {
    if (!it || !box.hasAttribute("open")) return;
    const listing = await borrow("listing", "assets/wend-teach-entries.js");
    fill(list, listing ? listing(desk, it) : h("p.notice", null, t("made.missing")));
  };
  const count = h("span");
  const box = h("details", { ontoggle: show }, h("summary", null, count), list);
  return {
    el: box,
    /** @param {import("./objectives.js").It} now @param {boolean} open */
    draw: (now, open) => {
      it = now;
      count.textContent = t("learner.entries", { n: desk.entries(now.row.key).length });
      if (open && !box.hasAttribute("open")) {
        box.setAttribute("open", "");
        setTimeout(() => box.scrollIntoView());
      }
      void show();
    },
  };
}

/** Without internet: on Today what is kept on this device comes first; there and on My path the rest says that it is not. */

import { keptLessons } from "../../ahead.js";
import { announce, h } from "../../dom.js";
import { lessonLink, list } from "../../marks.js";
import { published } from "../../offline.js";
import { href } from "../../site.js";
import { t } from "../../text.js";

/** @typedef {import("../../offer.js").Offer} Offer */

/** Other lessons that are kept, named at once. */
const NAMED = 5;

/**
 * @param {import("../../element.js").App} app
 * @param {() => void} draw
 */
export function awayOf({ model }, draw) {
  /** What is kept, while there is no internet. @type {Set<number> | null} */
  let kept = null;
  /** What the notice begins with. */
  let said = "";
  /** The worker could not have a page, whatever the browser says of the network (`elements/offline`). */
  let sent = location.hash === "#away";
  if (sent) history.replaceState(null, "", location.href.split("#")[0]);
  const look = async () => {
    const was = kept;
    kept = published() && (sent || !navigator.onLine) ? await keptLessons(model()).catch(() => null) : null;
    if (was || kept) draw();
    if (kept && !was) announce(said);
  };
  addEventListener("offline", look);
  addEventListener("online", () => {
    sent = false;
    void look();
  });
  void look();
  const has = (/** @type {number} */ lesson) => !kept || kept.has(lesson);
  return {
    /** @param {Offer[]} offers */
    order: (offers) => [...offers.filter(({ lesson }) => has(lesson)), ...offers.filter(({ lesson }) => !has(lesson))],
    /** @param {HTMLElement} offers as they are drawn, or the steps of a path */
    mark: (offers) => {
      for (const offer of /** @type {NodeListOf<HTMLElement>} */ (offers.querySelectorAll("[data-lesson]"))) {
        if (!has(Number(offer.dataset.lesson))) offer.querySelector(".facts")?.after(h("p.why.no-print", null, t("away.not_kept")));
      }
      return offers;
    },
    /** @param {Offer[]} offers */
    notice: (offers) => {
      if (!kept) return null;
      const m = model();
      const shown = new Set(offers.map(({ lesson }) => lesson));
      const more = [...kept].filter((ix) => !shown.has(ix) && !m.done(ix)).slice(0, NAMED);
      const some = more.length > 0 || offers.some(({ lesson }) => has(lesson));
      said = t(some ? "away.some" : "away.none");
      return h(
        "p.notice",
        null,
        said,
        more.length > 0 && [" ", t("away.more"), " ", list(more.map((ix) => lessonLink(m, ix)), true)],
        " ",
        h("a", { href: href("offline.html") }, t("away.look")),
      );
    },
  };
}

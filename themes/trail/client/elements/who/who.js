/**
 * `<wend-who>`: whose record is open, and the way to another. Silent while there is one learner without a name.
 */

import { button, fill, h } from "../../dom.js";
import { href } from "../../site.js";
import { t } from "../../text.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function who(el, { store }) {
  return async () => {
    const rec = store.current();
    const others = (await store.records().catch(() => [])).filter((r) => r.record !== rec?.record);
    if (!rec?.alias && !others.length) return el.replaceChildren();
    const name = rec?.alias || t("who.nameless");
    fill(
      el,
      h(
        "details.menu",
        null,
        h("summary", null, h("span.visually-hidden", null, t("who.label"), " "), name),
        h(
          "div.menu-sheet",
          null,
          others.map((r) => h("p", null, button(r.alias || t("who.nameless"), () => store.use(r.record), "btn.quiet"))),
          h("p", null, h("a", { href: href("me.html#who") }, t("who.manage"))),
        ),
      ),
    );
  };
}

/** Menus close with Escape and with a click elsewhere. */
export function closeMenus() {
  const close = (/** @type {Node | null} */ but) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!but || !menu.contains(but)) menu.removeAttribute("open");
  };
  addEventListener("click", (event) => close(/** @type {Node} */ (event.target)));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest("details.menu[open]");
    close(null);
    menu?.querySelector("summary")?.focus();
  });
}

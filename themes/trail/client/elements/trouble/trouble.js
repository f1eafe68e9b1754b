/** `<wend-trouble>`: the way out where the browser does not keep what the learner does (`trouble`), and what it had cleared for good. */

import { button, fill, h } from "../../dom.js";
import { href } from "../../site.js";
import { filesNamed } from "../../store/files.js";
import { t } from "../../text.js";
import { offer } from "../me/save.js";

/**
 * @param {HTMLElement} el
 * @param {import("../../element.js").App} app
 */
export function trouble(el, app) {
  const { store } = app;
  const gone = h("div");
  const saved = h("div");
  const save = () => {
    const rec = store.current();
    return rec && offer(saved, app, rec);
  };
  el.append(gone, h("p.row", null, button(t("save.save"), save)), saved);
  return () => {
    const cleared = store.cleared();
    fill(
      gone,
      cleared && filesNamed(store.entries()).length > 0 && h("p", null, t("cleared.files")),
      cleared && cleared.known > 1 && h("p", null, t("cleared.others")),
      cleared && h("p", null, h("a", { href: href("me.html#keep") }, t("cleared.wipe"))),
    );
  };
}

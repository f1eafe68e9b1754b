/** Bringing files in on a page that is opened for something else: what reads them is loaded when the first one is near. */

import { button, fill, h } from "../dom.js";
import { borrow } from "../lend.js";
import { t } from "../text.js";

/** @param {import("./page.js").Office} office */
export function bringLate(office) {
  const box = h("div");
  /** @type {Promise<ReturnType<typeof import("./bring.js").bringIn> | null> | null} */
  let coming = null;
  let here = false;
  const open = () =>
    (coming ??= borrow("bringIn", "assets/wend-teach-bring.js").then((/** @type {typeof import("./bring.js").bringIn | null} */ bringIn) => {
      const made = bringIn?.(office) ?? null;
      here = Boolean(made);
      fill(box, made ? made.el : h("p.notice", null, t("today_desk.no_bring")));
      return made;
    }));
  // Once it is here, it looks for itself.
  const files = (/** @type {DragEvent} */ event) => !here && event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    void open();
  });
  addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    const dropped = [...(event.dataTransfer?.files ?? [])];
    void open().then((made) => made?.take(dropped));
  });
  box.append(h("p", null, t("today_desk.bring_what")), h("p.row", null, button(t("today_desk.bring_open"), () => open().then(() => document.getElementById("bring-files")?.focus()))));
  return box;
}

/**
 * Whoever a branch sends to another lesson finds the way back there, above the text and behind it, to the question they came
 * from. (Within one page the plugin `branch` does the same.)
 */

import { h } from "./dom.js";
import { session } from "./field.js";
import { storeName } from "./site.js";
import { t } from "./text.js";

/** Where the last branch led, and from where: for as long as the tab is open. */
const SENT = storeName + "|sent";

/** A page's path, however a host writes it. @param {string} path */
const plain = (path) => path.replace(/\.html$/, "");

/** Shows the way back where one was sent to, and remembers it wherever a branch of this page leads. */
export function sent() {
  /** @type {any} */
  let was = null;
  let back = new URL(location.href);
  session((s) => {
    const kept = JSON.parse(s.getItem(SENT) ?? "null");
    // What is no address is nobody's way back.
    back = new URL(String(kept?.back), location.href);
    was = kept;
  });
  if (was?.to === plain(location.pathname)) {
    const line = () => h("p.notice", null, t("sent.from", { title: String(was.title) }), " ", h("a", { href: back.href }, t("sent.back")));
    if (back.origin === location.origin && back.protocol === location.protocol) {
      document.querySelector("main")?.prepend(line());
      document.querySelector("wend-after")?.before(line());
    }
    // Back where they came from, by whatever way.
  } else if (was && plain(String(was.back).split("#")[0]) === plain(location.pathname)) session((s) => s.removeItem(SENT));

  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && /** @type {HTMLAnchorElement | null} */ (target.closest("wend-branch a[href]"));
    const block = link && link.closest("wend-branch");
    if (!link || !block || link.origin !== location.origin || link.pathname === location.pathname) return;
    const title = document.querySelector("h1")?.textContent?.trim();
    session((s) => s.setItem(SENT, JSON.stringify({ to: plain(link.pathname), back: `${location.pathname}#${encodeURIComponent(block.id)}`, title })));
  });
}

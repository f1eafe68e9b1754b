/** The frames of a page: made when their blocks come near, looked after while they are there. */

import { reading } from "./content.js";
import { Frame, turns } from "./frame.js";
import { BEAT } from "./times.js";

/** Who is in a field of the page keeps the keyboard: no frame takes it so soon after a key, ms. */
const TYPING = 1_000;
/** So many frames may be there at once, but for those that are near or were used. */
const AWAKE = 12;

/**
 * What `WEND.plugin` gets for a plugin that runs in frames.
 * @param {import("./frame.js").Def} def
 * @returns {PluginDef}
 */
export function framed(def) {
  return {
    kinds: def.kinds,
    connect(el, host) {
      blocks.set(el, new Frame(el, host, def));
      watcher.observe(el);
    },
  };
}

/** @type {WeakMap<Element, Frame>} */
const blocks = new WeakMap();

/** A screen before it is seen, so that it is there in time; a phone need not hold fifty. */
const watcher = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      const frame = blocks.get(target);
      if (!frame) continue;
      frame.near = isIntersecting;
      if (isIntersecting) frame.wake();
    }
    for (const frame of turns.awake) if (turns.awake.size > AWAKE) frame.sleep();
  },
  { rootMargin: "100% 0px" },
);

/** What concerns all frames of the page. */
export function watch() {
  // The channel is what frames speak through; one that shouts at the window is put away.
  addEventListener("message", ({ source }) => {
    for (const frame of turns.awake) if (source === frame.iframe.contentWindow && ++frame.shouts > 20) frame.stop("noisy");
  });

  const dress = () => {
    for (const frame of turns.awake) frame.say("look", reading());
  };
  addEventListener("resize", dress);
  new MutationObserver(dress).observe(document.documentElement, { attributes: true, attributeFilter: ["data-text", "data-spacing", "data-theme", "data-focus"] });

  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    // A page that asks has taken the block away.
    for (const frame of turns.awake) if (!frame.el.isConnected) frame.close();
    turns.beat();
  }, BEAT);
  document.addEventListener("visibilitychange", () => {
    // A page that sleeps hears no answers.
    for (const frame of turns.awake) {
      frame.quiet = 0;
      frame.write();
    }
  });

  let used = 0;
  /** @type {HTMLElement | null} the field that was gone into or typed in last */
  let field = null;
  /** @param {Event} event */
  const uses = ({ target }) => {
    field = target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]") ? target : null;
    used = performance.now();
  };
  addEventListener("focusin", uses, true);
  addEventListener("keydown", (event) => (event.key === "Tab" ? (field = null) : uses(event)), true);
  addEventListener("blur", () => {
    for (const frame of turns.awake) frame.used ||= frame.held();
    if (!field || performance.now() - used > TYPING) return;
    for (const frame of turns.awake) {
      if (!frame.held()) continue;
      if (++frame.thefts > 2) frame.stop("noisy");
      window.focus();
      field.focus({ preventScroll: true });
    }
  });
}

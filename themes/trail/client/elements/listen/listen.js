/**
 * `<wend-listen>`: the page read aloud by the device's own voice, paragraph by paragraph; where it reads, the page shows it.
 */

import { load } from "../../banks.js";
import { announce, button, fill, h } from "../../dom.js";
import { session } from "../../field.js";
import { storeName } from "../../site.js";
import { t } from "../../text.js";
import { piecesOf } from "./parts.js";
import { voiceFor, voices } from "./voice.js";

/** How fast: the first is as the voice likes it. */
const RATES = [1, 0.75, 1.25];

/** @param {HTMLElement} el */
export function listen(el) {
  void load("assets/listen.css");
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const key = storeName + "|rate";
  let rate = RATES[0];
  session((s) => (rate = RATES.find((r) => String(r) === s.getItem(key)) ?? rate));
  /** @type {import("./parts.js").Piece[]} */
  let pieces = [];
  /** @type {SpeechSynthesisVoice[]} */
  let able = [];
  let at = 0;
  let going = false;
  /** What was said before it was cut off must not lead on. */
  let turn = 0;

  const quiet = () => {
    turn++;
    speechSynthesis.cancel();
    for (const shown of document.querySelectorAll(".heard")) shown.classList.remove("heard");
  };
  const say = () => {
    quiet();
    const piece = pieces[at];
    if (!piece?.el.isConnected) return stop();
    const voice = voiceFor(able, piece.lang);
    piece.el.classList.add("heard");
    piece.el.scrollIntoView({ block: "nearest" });
    const mine = turn;
    const next = () => mine === turn && go(1);
    // A paragraph in a language without a voice is left to the eyes.
    if (!voice) return void setTimeout(next, 400);
    const words = Object.assign(new SpeechSynthesisUtterance(piece.text), { voice, lang: voice.lang, rate });
    words.onend = words.onerror = next;
    speechSynthesis.speak(words);
  };
  /** @param {number} by */
  const go = (by) => {
    at = Math.max(0, at + by);
    if (at >= pieces.length) return stop();
    if (going) say();
    else mark();
  };
  const mark = () => {
    quiet();
    pieces[at]?.el.classList.add("heard");
  };
  const stop = () => {
    going = false;
    quiet();
    el.remove();
    document.removeEventListener("keydown", escape);
    before?.focus();
  };
  const escape = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && stop();
  const toggle = () => {
    going = !going;
    play.textContent = t(going ? "listen.pause" : "listen.go_on");
    // Pausing a voice hangs in some browsers; the paragraph begins again instead.
    if (going) say();
    else mark();
  };
  const play = button(t("listen.pause"), toggle, "btn");
  const speed = button(t("listen.rate_" + RATES.indexOf(rate)), () => {
    rate = RATES[(RATES.indexOf(rate) + 1) % RATES.length];
    session((s) => s.setItem(key, String(rate)));
    speed.textContent = t("listen.rate_" + RATES.indexOf(rate));
    if (going) say();
  }, "btn.quiet");

  const begin = async () => {
    pieces = piecesOf(document.querySelector("main article") ?? document.querySelector("main") ?? document.body);
    able = await voices();
    if (!el.isConnected) return;
    if (!pieces.some(({ lang }) => voiceFor(able, lang))) {
      fill(el, h("section.listen", { "aria-label": t("listen.title") }, h("p", null, t("listen.no_voice")), h("p.row", null, button(t("listen.stop"), stop))));
      el.querySelector("button")?.focus();
      return announce(t("listen.no_voice"));
    }
    fill(el, h("section.listen", { "aria-label": t("listen.title") }, h("p.row", null, play, button(t("listen.back"), () => go(-1), "btn.plain"), button(t("listen.on"), () => go(1), "btn.plain"), speed, button(t("listen.stop"), stop, "btn.quiet"))));
    // From where the reader is, not from the top of a page they have scrolled.
    at = Math.max(0, pieces.findIndex((p) => p.el.getBoundingClientRect().bottom > 0));
    play.focus({ preventScroll: true });
    toggle();
  };
  document.addEventListener("keydown", escape);
  // Some browsers read on when the page is left.
  addEventListener("pagehide", quiet);
  void begin();
  return () => {};
}

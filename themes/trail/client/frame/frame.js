/**
 * The page's side of foreign plugins: each of their blocks gets a sandboxed frame, made when the block comes near.
 *
 * One frame a block, not one a plugin: a frame is one rectangle of the page. What it may do is what `Host` offers a
 * plugin that is trusted, less what the checks of `messages.js` take away. Everything else of the page, its storage
 * and the network are out of its reach (`sandbox`, and the content policy of `frameDocument`).
 *
 * - The block's own content stays in the page, hidden: it is printed, and it is shown when the frame fails. A frame
 *   that is silent, floods the page, goes elsewhere or throws is taken away, and a line says so.
 * - Blocks of other plugins that stand in the block stay blocks of the page, below the frame.
 * - The frame stands in a shadow tree, so that no frame finds another.
 * - A frame that is far away and that nobody used goes when there are many, and comes back: each takes memory.
 */

import { h } from "../dom.js";
import { t } from "../text.js";
import { ROOM, frameDocument, inlined, look, reading, typefaces } from "./content.js";
import { Bucket, HIGHEST, entryOf, read } from "./messages.js";
import { STYLES } from "./styles.gen.js";
import { Turns } from "./turns.js";

/** @typedef {{ kinds: string[], name: string, script: string, hash: string, style: string, strings: Record<string, Phrase> }} Def */

/** Entries that are kept of one block in one visit, and states, and how often a state is written, ms. */
const ENTRIES = 200;
const STATES = 100;
const STATE_PAUSE = 3_000;
/** Entries of the past that a frame is told, by item. */
const PAST = 50;

/** The frames of the page. @type {Turns<Frame>} */
export const turns = new Turns();

export class Frame {
  /**
   * @param {HTMLElement} el
   * @param {Host} host
   * @param {Def} def
   */
  constructor(el, host, def) {
    this.el = el;
    this.host = host;
    this.def = def;
    const title = el.querySelector(".title")?.textContent?.trim();
    this.name = [title || def.name, el.dataset.label].filter(Boolean).join(" ");
    /** @type {Map<string, string | undefined>} */
    this.items = new Map();
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (el.querySelectorAll("[data-item]"))) {
      if (item.closest("[data-kind]") === el) this.items.set(item.dataset.item ?? "", item.dataset.objective);
    }
    /** @type {[place: Comment, block: HTMLElement][]} blocks within, and where they stood */
    this.within = [];
    /** @type {HTMLElement[]} pictures that can't go into the frame */
    this.pictures = [];
    /** @type {MessagePort | null} */
    this.port = null;
    this.messages = new Bucket(100, 30);
    this.words = new Bucket(5, 1);
    this.entries = ENTRIES;
    this.states = STATES;
    this.shouts = 0;
    this.thefts = 0;
    /** Beats since it was made, and since it was heard last. */
    this.age = 0;
    this.quiet = 0;
    /** Asked outside of its lesson: what was answered is right or not. @type {boolean | undefined} */
    this.told = undefined;
    el.addEventListener("wend:told", (event) => this.say("told", (this.told = /** @type {CustomEvent} */ (event).detail)));
    /** @type {Map<string, Attempt>} states that are not written yet, by item */
    this.pending = new Map();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.writing = undefined;

    /** Whether it is on the screen or a screen away, was used by anybody, and was put away for good. */
    this.near = false;
    this.used = false;
    this.over = false;
    /** Holds the place of a frame that is far away. */
    this.gap = h("div.gap");
    this.iframe = document.createElement("iframe");
    this.tree = el.attachShadow({ mode: "open" });
    this.tree.adoptedStyleSheets = [look];
    this.box = h("div.box", null, h("slot", { name: "pictures" }), h("slot.plain"), h("slot", { name: "within" }));
    this.tree.append(this.box);
  }

  /** The block is near. */
  wake() {
    if (!this.over) turns.wake(this);
  }

  wanted() {
    return this.el.isConnected && (this.near || this.used);
  }

  shown() {
    return !this.iframe.classList.contains("coming");
  }

  held() {
    return this.tree.activeElement === this.iframe;
  }

  /** Makes the frame. */
  open() {
    this.port = null;
    for (const picture of this.pictures.splice(0)) picture.remove();
    const iframe = document.createElement("iframe");
    this.iframe = iframe;
    iframe.setAttribute("sandbox", "allow-scripts");
    iframe.title = this.name;
    iframe.className = "coming";
    iframe.srcdoc = frameDocument(this.def);
    iframe.addEventListener("load", () => (this.port ? this.stop("left") : this.start()));
    this.box.lastChild?.before(iframe);
  }

  /** Takes a frame away that nobody used and that is far away; its place stays as high as it was. */
  sleep() {
    if (this.near || this.used || !this.shown()) return;
    this.gap.style.blockSize = `${this.iframe.offsetHeight}px`;
    this.close();
    this.box.lastChild?.before(this.gap);
  }

  /** Takes it away for a while, in which the block's own content is there. */
  away() {
    this.close();
    this.gap.remove();
    for (const picture of this.pictures.splice(0)) picture.remove();
    this.box.classList.remove("framed");
  }

  /** The frame goes, and what it was told to keep is written. */
  close() {
    turns.gone(this);
    this.write();
    this.port?.close();
    this.iframe.remove();
  }

  ask() {
    this.say("ping", this.age);
  }

  /** The frame's document stands: it gets the block and its end of the channel. */
  async start() {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }) => this.hear(data);
    const { el, host, def } = this;
    const start = {
      html: await this.content(),
      styles: [STYLES, def.style, ROOM],
      dir: getComputedStyle(el).direction,
      look: reading(),
      strings: def.strings,
      history: Object.fromEntries([...this.items.keys()].map((item) => [item, host.history(item).slice(-PAST)])),
      settings: host.settings,
    };
    const faces = await typefaces();
    if (this.port !== port1) return;
    this.iframe.contentWindow?.postMessage([JSON.stringify(start), faces], "*", [port2]);
    if (this.told !== undefined) this.say("told", this.told);
  }

  /** The block as the build wrote it, without blocks of others; its pictures in it, where that can be. */
  async content() {
    const copy = /** @type {HTMLElement} */ (this.el.cloneNode(true));
    for (const block of copy.querySelectorAll("[data-kind]")) block.remove();
    for (const node of copy.querySelectorAll("script:not(.spec), link, iframe, object, embed")) node.remove();
    for (const image of copy.querySelectorAll("img")) {
      const data = await inlined(image.src);
      if (data) {
        image.removeAttribute("loading");
        image.src = data;
        continue;
      }
      const shown = /** @type {HTMLElement} */ (image.cloneNode());
      shown.slot = "pictures";
      this.pictures.push(shown);
      image.replaceWith(image.alt);
    }
    return copy.outerHTML;
  }

  /** The block stands in its frame: now it is shown in place of the plain content. */
  show() {
    if (this.shown()) return;
    this.iframe.classList.remove("coming");
    this.box.classList.add("framed");
    this.gap.remove();
    this.el.append(...this.pictures);
    if (this.within.length) return;
    for (const block of /** @type {NodeListOf<HTMLElement>} */ (this.el.querySelectorAll("[data-kind]"))) {
      if (block.parentElement?.closest("[data-kind]") !== this.el) continue;
      const place = document.createComment("");
      block.before(place);
      this.within.push([place, block]);
    }
    for (const [, block] of this.within) {
      block.slot = "within";
      this.el.append(block);
    }
  }

  /** @param {unknown} data */
  hear(data) {
    if (!turns.awake.has(this)) return;
    if (!this.messages.take(performance.now())) return this.stop("noisy");
    const message = read(data);
    if (!message) return;
    const [kind, first, second] = message;
    this.quiet = 0;
    this.used ||= kind === "record" || kind === "assisted";
    if (kind === "ready") this.show();
    else if (kind === "failed") this.stop("failed");
    else if (kind === "height") this.iframe.height = String(Math.min(HIGHEST, first));
    else if (kind === "record") void this.record(first, second);
    else if (kind === "announce") {
      if (this.words.take(performance.now())) this.host.announce(first);
    } else if (kind === "assisted") this.host.assisted();
    else if (kind === "go") this.go(first);
  }

  /** @param {any[]} message */
  say(...message) {
    this.port?.postMessage(JSON.stringify(message));
  }

  /**
   * @param {number} n
   * @param {unknown} sent
   */
  async record(n, sent) {
    const entry = entryOf(sent, this.items);
    const state = entry?.kind === "state";
    const kept = entry !== null && (state ? this.states : this.entries) > 0;
    if (kept && state) {
      this.pending.set(entry.item, entry);
      this.writing ??= setTimeout(() => this.write(), STATE_PAUSE);
    } else if (kept) {
      this.entries -= 1;
      await this.host.record(entry);
    }
    this.say("kept", n, kept);
  }

  /** Writes the states: of several that came in a row, the last. */
  write() {
    clearTimeout(this.writing);
    this.writing = undefined;
    for (const entry of this.pending.values()) if (this.states-- > 0) void this.host.record(entry);
    this.pending.clear();
  }

  /** @param {string} href one of the block's own links, and somebody has just done something */
  go(href) {
    if (navigator.userActivation?.isActive === false) return;
    [...this.el.querySelectorAll("a")].find((link) => link.getAttribute("href") === href)?.click();
  }

  /** @param {"silent" | "failed" | "noisy" | "left"} why */
  stop(why) {
    if (!turns.awake.has(this)) return;
    this.over = true;
    const held = this.held();
    this.away();
    for (const [place, block] of this.within) place.replaceWith(block);
    for (const [, block] of this.within) block.removeAttribute("slot");
    const words = t("frame." + why, { name: this.name });
    const notice = h("p.notice.no-print", { tabindex: -1 }, words);
    this.el.prepend(notice);
    this.host.announce(words);
    if (held) notice.focus();
    this.el.dispatchEvent(new CustomEvent("wend:over", { bubbles: true }));
  }
}


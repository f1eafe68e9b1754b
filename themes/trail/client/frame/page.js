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
import { href } from "../site.js";
import { t } from "../text.js";
import { Bucket, HIGHEST, entryOf, read } from "./messages.js";
import { FACES, STYLES } from "./styles.gen.js";

/** @typedef {{ kinds: string[], name: string, script: string, hash: string, style: string, strings: Record<string, Phrase> }} Def */

/** So often frames are looked after, ms. Time is counted in beats: while the page itself is busy there are none. */
const BEAT = 1_000;
/** Beats that a frame may take to build its block, and to answer whether it is alive, which is asked so often. */
const READY = 10;
const ALIVE = 5;
/** Entries that are kept of one block in one visit, and states, and how often a state is written, ms. */
const ENTRIES = 200;
const STATES = 100;
const STATE_PAUSE = 3_000;
/** Entries of the past that a frame is told, by item. */
const PAST = 50;
/** Who is in a field of the page keeps the keyboard: no frame takes it so soon after a key, ms. */
const TYPING = 1_000;
/** So many frames may be there at once, but for those that are near or were used. */
const AWAKE = 12;
/** Bytes at most of a picture that goes into the frame. */
const PICTURE = 2_000_000;

const root = document.documentElement;

/** From a disk a page can't read its own files. */
const readable = location.protocol !== "file:";

/** The frame is as high as the block; around it there is room for what shows where the keyboard is. */
const ROOM = "html,body{background:none;min-block-size:0;display:block}body{padding:.35rem;overflow:auto}body>*{margin:0!important}";

/** @type {Set<Frame>} those that are shown or about to be */
const frames = new Set();

/** What the frames' shadow trees look like: the frame on screens, the content on paper or when there is no frame. */
const look = new CSSStyleSheet();
look.replaceSync(`
  .box { position: relative; }
  iframe { display: block; inline-size: calc(100% + .7rem); margin: -.35rem; border: 0; color-scheme: inherit; }
  iframe.coming { position: absolute; visibility: hidden; }
  .gap { margin: -.35rem; }
  @media screen { .framed > slot.plain { display: none; } }
  @media print { iframe, .gap { display: none; } }
`);

/**
 * What `WEND.plugin` gets for a plugin that runs in frames.
 * @param {Def} def
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
    for (const frame of frames) if (frames.size > AWAKE) frame.sleep();
  },
  { rootMargin: "100% 0px" },
);

/**
 * The document of a frame. It may run the one script that is in it, and load nothing.
 * @param {Def} def
 */
function frameDocument({ script, hash }) {
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types wend default`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="x-dns-prefetch-control" content="off"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="color-scheme" content="light dark"><title>.</title><script>${script}</script><body>`;
}

/** The sizes of the theme that depend on how wide the page is, which a frame can't know. */
const SIZES = ["--t-small", "--t-text", "--t-large", "--t-head"];

/** How the page is to be read: the reading settings that stand on `<html>`, and the sizes that come of them. */
function reading() {
  const names = ["text", "spacing", "theme", "focus"].map((name) => "data-" + name).filter((name) => root.hasAttribute(name));
  const probe = h("span");
  document.body.append(probe);
  const sizes = SIZES.map((name) => {
    probe.style.fontSize = `var(${name})`;
    return `${name}:${getComputedStyle(probe).fontSize}`;
  });
  probe.remove();
  return { settings: Object.fromEntries(names.map((name) => [name, root.getAttribute(name)])), sizes: `:root{${sizes.join(";")}}` };
}

class Frame {
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
    /** Beats so far, and questions that it has not answered. */
    this.age = 0;
    this.missed = 0;
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

  /** Makes the frame, unless it is there. */
  wake() {
    if (this.over || frames.has(this)) return;
    frames.add(this);
    this.port = null;
    this.age = 0;
    this.missed = 0;
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
    if (this.near || this.used || this.iframe.classList.contains("coming")) return;
    this.gap.style.blockSize = `${this.iframe.offsetHeight}px`;
    this.close();
    this.box.lastChild?.before(this.gap);
  }

  /** The frame goes, and what it was told to keep is written. */
  close() {
    frames.delete(this);
    this.write();
    this.port?.close();
    this.iframe.remove();
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
    if (frames.has(this)) this.iframe.contentWindow?.postMessage([JSON.stringify(start), faces], "*", [port2]);
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
    if (!this.iframe.classList.contains("coming")) return;
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
    if (!frames.has(this)) return;
    if (!this.messages.take(performance.now())) return this.stop("noisy");
    const message = read(data);
    if (!message) return;
    const [kind, first, second] = message;
    this.used ||= kind === "record" || kind === "assisted";
    if (kind === "ready") this.show();
    else if (kind === "failed") this.stop("failed");
    else if (kind === "height") this.iframe.height = String(Math.min(HIGHEST, first));
    else if (kind === "pong") this.missed = 0;
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

  /** Time goes on: is it ready, is it alive? */
  beat() {
    this.age += 1;
    const shown = this.box.classList.contains("framed");
    if (shown ? this.missed > 2 : this.age > READY) return this.stop("silent");
    if (!shown || this.age % ALIVE) return;
    this.missed += 1;
    this.say("ping", this.missed);
  }

  /** @param {"silent" | "failed" | "noisy" | "left"} why */
  stop(why) {
    if (!frames.has(this)) return;
    this.over = true;
    watcher.unobserve(this.el);
    const held = this.tree.activeElement === this.iframe;
    this.close();
    this.gap.remove();
    this.box.classList.remove("framed");
    for (const [place, block] of this.within) place.replaceWith(block);
    for (const [, block] of this.within) block.removeAttribute("slot");
    for (const picture of this.pictures) picture.remove();
    const words = t("frame." + why, { name: this.name });
    const notice = h("p.notice.no-print", { tabindex: -1 }, words);
    this.el.prepend(notice);
    this.host.announce(words);
    if (held) notice.focus();
  }
}

/** @type {Promise<[family: string, weight: string, file: ArrayBuffer][]> | undefined} */
let faces;

/** The theme's typefaces, which a frame can't load; from a disk the page can't read them either. */
function typefaces() {
  /** @param {[string, string, string]} face @returns {Promise<[string, string, ArrayBuffer][]>} */
  const load = async ([family, weight, file]) => {
    try {
      return [[family, weight, await (await fetch(href("assets/" + file))).arrayBuffer()]];
    } catch {
      return [];
    }
  };
  return (faces ??= Promise.all(readable ? FACES.map(load) : []).then((all) => all.flat()));
}

/**
 * A picture of the site as a data address; null where the page can't read it, as from a disk.
 * @param {string} src
 * @returns {Promise<string | null>}
 */
async function inlined(src) {
  if (src.startsWith("data:")) return src;
  if (!readable) return null;
  try {
    const blob = await (await fetch(src)).blob();
    if (blob.size > PICTURE || !blob.type.startsWith("image/")) return null;
    const reader = new FileReader();
    reader.readAsDataURL(blob);
    await new Promise((ok) => (reader.onloadend = ok));
    return String(reader.result);
  } catch {
    return null;
  }
}

/** What concerns all frames of the page. */
export function watch() {
  // The channel is what frames speak through; one that shouts at the window is put away.
  addEventListener("message", ({ source }) => {
    for (const frame of frames) if (source === frame.iframe.contentWindow && ++frame.shouts > 20) frame.stop("noisy");
  });

  const dress = () => {
    for (const frame of frames) frame.say("look", reading());
  };
  addEventListener("resize", dress);
  new MutationObserver(dress).observe(root, { attributes: true, attributeFilter: ["data-text", "data-spacing", "data-theme", "data-focus"] });

  setInterval(() => {
    if (document.visibilityState === "visible") for (const frame of frames) frame.beat();
  }, BEAT);
  document.addEventListener("visibilitychange", () => {
    // A page that sleeps hears no answers.
    for (const frame of frames) {
      frame.missed = 0;
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
    for (const frame of frames) frame.used ||= frame.tree.activeElement === frame.iframe;
    if (!field || performance.now() - used > TYPING) return;
    for (const frame of frames) {
      if (frame.tree.activeElement !== frame.iframe) continue;
      if (++frame.thefts > 2) frame.stop("noisy");
      window.focus();
      field.focus({ preventScroll: true });
    }
  });
}

/**
 * The first module in the frame of a foreign plugin: it runs before a line of the plugin's own.
 *
 * 1. It refuses to run anywhere but in a sandboxed frame. The page's content policy allows the frame's script by its
 *    hash; whoever brought the same text into the page itself would otherwise run it there.
 * 2. It shuts what neither the sandbox nor the content policy shuts: connections between peers, and hints by which
 *    a browser calls on another host before anything is asked of it (`link rel=preconnect`).
 * 3. It ends what lasts too long: the build has the plugin's loops and functions call `tick`.
 * 4. When the page sends the block and one end of a channel, it builds the block and connects it. `page.js` is at the
 *    other end; `messages.js` says what may pass.
 *
 * Nothing here protects the page from the plugin: it could change whatever this module does. The sandbox, the policy
 * and the checks of `page.js` do that.
 */

import { told } from "../elements/ask/told.js";
import { LANG } from "../strings.gen.js";
import { t } from "../text.js";
import { TASK } from "./times.js";

/** So often at most the frame's height is told, ms. */
const HEIGHT_PAUSE = 50;

/** The clock is looked at after so many ticks. */
const TICKS = 500;

/** What would load something, or bring in a document whose script is not this one. */
const LOADS = /<[^\s<>/]*(?:link|frame|object|embed)/i;

alone();
shut();
const own = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("wend", { createHTML: (/** @type {string} */ html) => html });

/** Throws where anything of the page is in reach. */
function alone() {
  let reached = true;
  try {
    reached = parent.document !== null;
  } catch {
    reached = location.href !== "about:srcdoc";
  }
  if (reached) throw new Error("this script runs in a sandboxed frame only");
}

/** Takes away what could call on another host. */
function shut() {
  const world = /** @type {any} */ (globalThis);
  for (const name of Object.getOwnPropertyNames(world)) {
    if (/RTC|XSLT|^WebTransport/.test(name)) delete world[name];
  }
  const refuse = () => {
    throw new TypeError("a plugin's frame loads nothing");
  };
  /** @param {any} node */
  const checked = (node) => (/^(?:link|i?frame|object|embed)$/.test(node.localName) ? refuse() : node);
  const { createElement, createElementNS } = Document.prototype;
  Object.assign(Document.prototype, {
    /** @param {any[]} args */
    createElement(...args) {
      return checked(Reflect.apply(createElement, this, args));
    },
    /** @param {any[]} args */
    createElementNS(...args) {
      return checked(Reflect.apply(createElementNS, this, args));
    },
  });
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (name, maker, options) {
    if (options?.extends) refuse();
    define.call(this, name, maker);
  };
  const { parseFromString } = DOMParser.prototype;
  DOMParser.prototype.parseFromString = function (text, type) {
    return parseFromString.call(this, text, type === "text/html" ? type : refuse());
  };
  // Ways to parse that ask no policy: new ones come with every year.
  for (const { prototype } of [Element, ShadowRoot]) {
    for (const name of Object.getOwnPropertyNames(prototype)) {
      if (/HTML/.test(name) && !/^(?:innerHTML|outerHTML|insertAdjacentHTML|getHTML)$/.test(name)) delete (/** @type {any} */ (prototype)[name]);
    }
  }
  for (const name of Object.getOwnPropertyNames(Document)) if (/^parseHTML/.test(name)) delete (/** @type {any} */ (Document)[name]);
  // Browsers that know trusted types send every text that becomes markup through here.
  world.trustedTypes?.createPolicy("default", { createHTML: (/** @type {string} */ html) => (LOADS.test(html) ? refuse() : html) });
}

const clock = performance.now.bind(performance);
const later = setTimeout.bind(globalThis);
let left = TICKS;
/** When the task that runs must have ended; 0 between tasks. */
let until = 0;
let over = false;
/** Tells the page. */
let giveUp = () => {};

/** Called by every loop and function of the plugin. Once it has thrown it always throws: no `catch` goes on. */
export function tick() {
  if (over) throw new Error("this plugin was stopped");
  if (--left > 0) return;
  left = TICKS;
  if (!until) {
    until = clock() + TASK;
    later(() => (until = 0));
  } else if (clock() > until) {
    over = true;
    giveUp();
    throw new Error("this plugin lasted too long");
  }
}

/**
 * Waits for the page.
 * @param {{ grade?: (answer: unknown, spec: unknown) => Verdict, connect?: (el: HTMLElement, host: object) => void }} plugin
 */
export function begin(plugin) {
  addEventListener("message", function hear({ data, source, ports }) {
    if (source !== parent || !ports[0]) return;
    removeEventListener("message", hear);
    const [start, faces] = data;
    for (const [family, weight, file] of faces) document.fonts.add(new FontFace(family, file, { weight }));
    live(JSON.parse(start), ports[0], plugin);
  });
}

/** @typedef {{ settings: Record<string, string>, sizes: string }} Look reading settings as attributes of `<html>`, sizes as CSS */

/**
 * @typedef {object} Start what the page sends first
 * @property {string} html the block, as the build wrote it
 * @property {string[]} styles
 * @property {string} dir
 * @property {Look} look
 * @property {Record<string, Phrase>} strings
 * @property {Record<string, unknown[]>} history by item
 * @property {{ lang: string, reduced_motion: boolean, once: boolean, support: string | null }} settings
 */

/**
 * @param {Start} start
 * @param {MessagePort} port
 * @param {Parameters<typeof begin>[0]} plugin
 */
function live(start, port, { grade, connect }) {
  const html = document.documentElement;
  /** @param {any[]} message */
  const say = (...message) => port.postMessage(JSON.stringify(message));
  /** @type {Map<number, (kept: boolean) => void>} entries that the page has not answered for */
  const asked = new Map();
  let last = 0;
  giveUp = () => say("failed", "it lasted too long");

  const sized = new CSSStyleSheet();
  /** @param {Look} look */
  const dress = ({ settings, sizes }) => {
    for (const name of [...html.getAttributeNames()]) if (name.startsWith("data-")) html.removeAttribute(name);
    for (const [name, value] of Object.entries(settings)) html.setAttribute(name, value);
    sized.replaceSync(sizes);
  };
  port.onmessage = ({ data }) => {
    const [kind, first, second] = JSON.parse(data);
    if (kind === "ping") say("pong", first);
    else if (kind === "look") dress(first);
    else if (kind === "told") told(document.body, el, first);
    else if (kind === "kept") {
      asked.get(first)?.(second);
      asked.delete(first);
    }
  };

  html.lang = LANG;
  html.dir = start.dir;
  dress(start.look);
  const sheets = start.styles.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  document.adoptedStyleSheets = [...sheets, sized];
  document.body.innerHTML = own ? own.createHTML(start.html) : start.html;
  document.body.classList.toggle("once", start.settings.once);
  const el = /** @type {HTMLElement} */ (document.body.firstElementChild);

  const host = {
    /** @param {any} entry */
    record(entry) {
      const item = String(entry?.item);
      return new Promise((ok) => {
        asked.set(++last, (kept) => {
          if (kept) (start.history[item] ??= []).push({ kind: "answer", ...entry, t: Date.now() });
          ok(kept);
        });
        say("record", last, entry);
      });
    },
    /** @param {string} item */
    history: (item) => (Object.hasOwn(start.history, item) ? [...start.history[item]] : []),
    /** @param {unknown} answer @param {unknown} spec */
    grade(answer, spec) {
      try {
        return grade ? grade(answer, spec) : { correct: null };
      } catch (error) {
        console.warn("grade", error);
        return { correct: null };
      }
    },
    /** @param {string} key @param {Record<string, string | number>} [args] */
    t: (key, args) => t(key, args, start.strings),
    /** @param {string} text */
    announce: (text) => say("announce", String(text)),
    assisted: () => say("assisted"),
    /** @param {string} href */
    goTo: (href) => say("go", String(href)),
    settings: start.settings,
  };

  // The frame itself never goes anywhere: the page follows the links that the build wrote into the block.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const href = link.getAttribute("href") ?? "";
    const here = href.startsWith("#") ? document.getElementById(decodeURIComponent(href.slice(1))) : null;
    if (here) here.scrollIntoView();
    else say("go", href);
  });

  let tall = -1;
  let waits = false;
  const measure = () => {
    waits = false;
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== tall) say("height", (tall = height));
  };
  new ResizeObserver(() => {
    if (!waits) setTimeout(measure, HEIGHT_PAUSE);
    waits = true;
  }).observe(document.body);

  try {
    connect?.(el, host);
  } catch (error) {
    console.warn("block", error);
    return say("failed", String(error));
  }
  measure();
  say("ready");
}

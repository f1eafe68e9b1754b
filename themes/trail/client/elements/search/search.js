/**
 * Search, over the page: a field and what it finds, as it is typed. The arrows go through the list, Enter opens, Escape
 * closes.
 */

import { button, fill, h } from "../../dom.js";
import { facts } from "../../marks.js";
import { asks } from "../../search/opener.js";
import { searchIn } from "../../search/find.js";
import { href, lessonHref, objectiveHref } from "../../site.js";
import { t } from "../../text.js";

/** Results at once: what a screen or two can show. */
const MOST = 20;

/** What is ready comes a little before what is not. @type {Record<string, number>} */
const READY = { ready: 1.15, stretch: 1.05, can: 1, later: 0.95 };
/** And what is about something the learner likes. */
const LIKED = 1.1;

/** @type {Map<number, (text: string) => void>} shards on their way */
const coming = new Map();

/**
 * A part of the index, by a script tag: `fetch` does nothing on a disk.
 * @param {number} n
 * @returns {Promise<string>}
 */
function load(n) {
  return new Promise((ok, failed) => {
    coming.set(n, ok);
    const script = document.createElement("script");
    script.src = href(`assets/search/${n}.js`);
    script.onerror = failed;
    document.head.append(script);
  });
}

/** @param {import("../../element.js").App} app */
export function search(app) {
  /** @type {any} */ (window.WEND).words = (/** @type {number} */ n, /** @type {string} */ text) => coming.get(n)?.(text);
  const { find } = searchIn(app.model().c, load);

  /** @param {import("../../search/find.js").Found} one */
  const state = ({ lesson, objective }) => {
    const m = app.model();
    if (lesson < 0) return m.bandOf(objective);
    if (m.done(lesson)) return "can";
    return m.open(lesson) ? "ready" : m.c.lessons[lesson].teaches.some((o) => m.bands[o] === "stretch") ? "stretch" : "later";
  };
  /** @param {import("../../search/find.js").Found} one */
  const favour = (one) => {
    const m = app.model();
    const liked = m.c.lessons[one.lesson]?.interests.some((i) => m.profile.interests.some(([ix]) => ix === i));
    return (READY[state(one)] ?? 1) * (liked ? LIKED : 1);
  };

  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      id: "search-for",
      type: "text",
      inputmode: "search",
      enterkeyhint: "go",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": "search-found",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: 100,
    })
  );
  const list = h("div.search-found", { id: "search-found", role: "listbox", "aria-label": t("search.found") });
  const say = h("p.search-say", { role: "status" });
  const rest = h("p.search-rest", null, h("a", { href: href("all/index.html") }, t("search.all")));
  const dialog = /** @type {HTMLDialogElement} */ (
    h(
      "dialog.search",
      { "aria-labelledby": "search-label" },
      h("div.search-head", null, h("label", { id: "search-label", for: "search-for" }, t("search.label")), button(t("search.close"), () => dialog.close(), "btn.quiet")),
      input,
      say,
      list,
      rest,
    )
  );
  document.body.append(dialog);

  /** @type {HTMLElement[]} */
  let options = [];
  let chosen = -1;
  /** @param {number} ix */
  const choose = (ix) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = ix;
    const option = options[chosen];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  /** @param {import("../../search/find.js").Found} one @param {number} n */
  const option = (one, n) => {
    const m = app.model();
    const { lesson, objective, inside } = one;
    const about = lesson < 0 ? m.c.objectives[objective] : m.c.lessons[lesson];
    const now = state(one);
    return h(
      "a.search-option",
      {
        id: "search-option-" + n,
        role: "option",
        "aria-selected": "false",
        tabindex: "-1",
        href: lesson < 0 ? objectiveHref(about.id) : lessonHref(about.id),
      },
      h(`span.mark.mark-${now}`, { "aria-hidden": "true" }),
      h(
        "div",
        null,
        h("span.search-title", { lang: m.c.lessons[lesson]?.lang ?? null }, about.title),
        h("span.search-about", null, t(lesson < 0 ? "search.objective" : "search.lesson"), " · ", t("band." + now), inside && [" · ", t("search.inside")]),
        lesson < 0 ? m.c.objectives[objective].can !== about.title && h("span.search-can", null, m.c.objectives[objective].can) : m.c.lessons[lesson].interests.length > 0 && facts(m, lesson),
      ),
    );
  };

  const draw = () => {
    const typed = input.value.trim();
    const { found, all, waits, failed } = typed ? find(typed, MOST, favour, draw) : { found: [], all: true, waits: 0, failed: false };
    // The arrows stay where they are while more of the index arrives.
    const held = options[chosen]?.getAttribute("href");
    options = found.map(option);
    fill(list, options);
    choose(held ? options.findIndex((o) => o.getAttribute("href") === held) : -1);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    const words = !typed
      ? t("search.what")
      : waits && !found.length
        ? t("search.looking")
        : !found.length
          ? t("search.none", { text: typed })
          : !all && !waits
            ? t("search.some")
            : found.length === MOST
              ? t("search.first", { n: MOST })
              : t("search.n", { n: found.length });
    const line = failed ? `${words} ${t("search.failed")}` : words;
    if (say.textContent !== line) say.textContent = line;
  };

  input.addEventListener("input", () => {
    choose(-1);
    draw();
  });
  input.addEventListener("keydown", (event) => {
    const { key, isComposing } = event;
    if (isComposing) return;
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    if (step && options.length) {
      event.preventDefault();
      // Above the first and below the last is the field itself.
      choose(((chosen + 1 + step + options.length + 1) % (options.length + 1)) - 1);
    }
    if (key === "Enter") options[Math.max(0, chosen)]?.click();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  app.onChange(() => dialog.open && draw());

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    draw();
  };
  for (const type of ["click", "keydown"]) {
    addEventListener(type, (event) => {
      if (!asks(event)) return;
      event.preventDefault();
      open();
    });
  }
  open();
}

/**
 * `<wend-offline>`: what is kept on this device for when there is no internet: how large it is before, a choice, how far
 * it has come, what went wrong, and how to be rid of it. The worker does it (`worker/keeping`), a few files at a time.
 * Where a page was asked for that is not kept, this one says so.
 */

import { askWorker } from "../../ahead.js";
import { announce, button, fill, h } from "../../dom.js";
import { published, worker } from "../../offline.js";
import { bankOf, lessonHref, objectiveHref } from "../../site.js";
import { t } from "../../text.js";
import { wayOf } from "../../way.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {{ choice: string, kept: number, all: number, path: number | null, left: number }} Kept */

/** How far it is, is said so often. */
const QUARTERS = 4;

/** @param {number} bytes */
const size = (bytes) => t("offline.size", { n: bytes < 10_000_000 ? Math.max(0.1, Math.round(bytes / 100_000) / 10) : Math.round(bytes / 1_000_000) });

/** The pages of the way to the learner's goals, with their questions. @param {import("../../model.js").Model} m */
function wayPages(m) {
  const lessons = wayOf(m).plan().steps.map((step) => step.lesson);
  const taught = new Set(lessons.flatMap((ix) => m.c.lessons[ix].teaches));
  // What was shown comes back as questions.
  m.standings.forEach((s, ix) => s.level !== "unseen" && taught.add(ix));
  const objectives = [...taught].map((ix) => m.c.objectives[ix]);
  const links = [
    ...lessons.map((ix) => lessonHref(m.c.lessons[ix].id)),
    ...objectives.flatMap((o) => (o.page ? [objectiveHref(o.id), bankOf(o.id)] : [bankOf(o.id)])),
  ];
  return { n: lessons.length, paths: links.map(decodeURIComponent) };
}

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function offline(el, app) {
  const missed = h("div");
  const body = h("div");
  el.append(missed, body);
  sayMissed(missed, app);
  // What can't be kept is not promised.
  const promise = el.querySelector(".lead");
  if (!published()) {
    promise?.remove();
    fill(body, h("p", null, t(location.protocol === "file:" ? "offline.disk" : "offline.served")));
    return () => {};
  }
  const choices = chooser(app);
  let works = false;
  fill(body, h("p", null, t("offline.looking")));
  void working().then((it) => {
    works = it;
    if (!works) {
      promise?.remove();
      return fill(body, h("p", null, t("offline.none")));
    }
    fill(body, choices.el);
    return choices.draw();
  });
  return () => void (works && choices.draw());
}

/** Waits for the worker. @returns {Promise<boolean>} false: there can be none */
async function working() {
  const found = await worker();
  const coming = found?.installing ?? found?.waiting;
  if (!coming || found?.active) return !!found?.active;
  return new Promise((known) => {
    coming.addEventListener("statechange", () => (coming.state === "activated" ? known(true) : coming.state === "redundant" && known(false)));
  });
}

/**
 * A page that was asked for is not here.
 * @param {HTMLElement} into
 * @param {App} app
 */
function sayMissed(into, app) {
  const asked = location.hash.slice(1);
  // Links may say anything; the worker says a path of this site.
  if (!/^([\w.~!*'()-]|%[\dA-F]{2})+$/i.test(asked) || /(^|%2F)\.{0,2}(%2F|$)/i.test(asked)) return;
  const href = asked.replace(/%2F/gi, "/");
  const title = app.model().c.lessons.find((lesson) => href === lessonHref(lesson.id))?.title;
  // What was asked for comes first; what this page is for is below.
  document.querySelector(".lead")?.setAttribute("hidden", "");
  const back = h("p", { role: "status" });
  addEventListener("online", () => fill(back, t("offline.back")));
  fill(
    into,
    h(
      "section.notice",
      { "aria-labelledby": "missed" },
      h("h2", { id: "missed" }, title ? t("offline.missed", { title }) : t("offline.missed_page")),
      h("p", null, t("offline.missed_what")),
      back,
      h("p.row", null, h("a.btn", { href }, t("offline.again")), h("a.btn.plain", { href: "index.html#away" }, t("offline.today"))),
    ),
  );
}

/**
 * What is kept, and what could be.
 * @param {App} app
 */
function chooser(app) {
  const state = h("div");
  const tools = h("div");
  const line = h("p", { hidden: true });
  const bar = /** @type {HTMLProgressElement} */ (h("progress", { hidden: true, "aria-label": t("offline.fetching") }));
  const fault = h("div");
  const el = h("div", null, state, line, bar, fault, tools);
  let busy = false;

  const draw = async () => {
    if (busy) return;
    const { n, paths } = wayPages(app.model());
    /** @type {Kept} */
    const now = await askWorker({ type: "look", paths });
    if (busy) return;
    /** @param {string} choice @param {string} label */
    const offer = (choice, label) =>
      button(now.choice === choice && now.left ? t("offline.go_on") : label, () => get(choice, paths), "btn.plain", { "data-key": choice });
    fill(
      state,
      h("p", null, t("offline.kept_" + now.choice), " ", t("offline.kept", { size: size(now.kept) })),
      now.choice !== "visited" && now.left > 0 && h("p", null, t("offline.left", { n: now.left })),
    );
    // Without internet, nothing is offered that can't be had.
    const here = navigator.onLine;
    const mine = here && n > 0 && now.path !== null;
    const done = (/** @type {string} */ choice) => now.choice === choice && !now.left;
    fill(
      tools,
      !n && h("p.soft", null, t("offline.no_path")),
      h("p.row", null, [
        mine && now.choice !== "all" && offer("path", t(done("path") ? "offline.path_again" : "offline.path", { n, size: size(now.path ?? 0) })),
        here && !done("all") && offer("all", t("offline.all", { size: size(now.all) })),
        button(t("offline.remove"), remove, "btn.quiet", { "data-key": "remove" }),
      ]),
    );
  };

  const remove = async () => {
    if (busy) return;
    await askWorker({ type: "remove" });
    fill(fault);
    announce(t("offline.removed"));
    await draw();
  };

  /** @param {string} choice @param {string[]} paths */
  const get = async (choice, paths) => {
    if (busy) return;
    busy = true;
    for (const tool of tools.querySelectorAll("button")) tool.setAttribute("aria-disabled", "true");
    fill(fault);
    line.hidden = bar.hidden = false;
    line.textContent = t("offline.fetching");
    bar.removeAttribute("value");
    announce(t("offline.fetching"));
    // A browser that is asked so clears these pages last.
    await navigator.storage?.persist?.().catch(() => false);
    let news = await askWorker({ type: "choose", choice, paths });
    let said = 0;
    for (let before = Infinity; !news.fault; before = news.left) {
      news = await askWorker({ type: "more" });
      if (news.fault || news.left >= before || !news.left) break;
      const part = 1 - news.left / news.of;
      bar.value = part;
      line.textContent = t("offline.so_far", { n: news.of - news.left, of: news.of });
      if (Math.floor(part * QUARTERS) > said) announce(line.textContent);
      said = Math.floor(part * QUARTERS);
    }
    line.hidden = bar.hidden = true;
    busy = false;
    await draw();
    if (news.fault) fill(fault, h("p.notice.trouble", null, t("offline.fault_" + news.fault)));
    announce(t(news.fault ? "offline.fault_" + news.fault : "offline.kept_" + choice));
  };

  addEventListener("online", draw);
  addEventListener("offline", draw);
  return { el, draw };
}

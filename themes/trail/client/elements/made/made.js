/**
 * `<wend-made>`: the portfolio. What the learner made: words, a link, a picture or a file, each perhaps showing an objective. A
 * piece is a thing of kind `product`: `note` its title, `answer` `{ text, link, file: { name, type, size, hash } }`; the bytes
 * of files are kept apart (`store/files`). What lessons handed in stands here too.
 */

import { carrierArrived } from "../../carry.js";
import { announce, fill, h } from "../../dom.js";
import { inTime } from "../../engine/evidence.js";
import { picker, twice } from "../../field.js";
import { own } from "../../engine/facts.js";
import { lessonLink, objectiveLink } from "../../marks.js";
import { fileBoxes, pieceOf, size, webAddress } from "../../piece.js";
import { storeName } from "../../site.js";
import { MOST_FILE, MOST_PUT, filesNamed, openFiles, pack, unpack } from "../../store/files.js";
import { sha256 } from "../../store/sha256.js";
import { takeBack } from "../../takeback.js";
import { day, t } from "../../text.js";
import { things } from "../../things.js";
import { ownText } from "../../transfer.js";
import { form, opening } from "./form.js";
import { smaller } from "./picture.js";

/** @typedef {import("../../element.js").App} App */
/** @typedef {import("../../things.js").Thing} Thing */
/** @typedef {import("../../store/files.js").FileFacts} FileFacts */

const files = openFiles(storeName, () => {
  try {
    return indexedDB ?? null;
  } catch {
    return null; // the browser refuses even to name it
  }
});

carrierArrived({
  pack: (record, entries) => pack(files, record, entries),
  unpack: (record, entries, other) => unpack(files, record, entries, other),
  wipe: (record) => files.wipe(record),
});

/** Objectives to choose from: those one has met. */
const MOST_CHOICES = 60;

/**
 * @param {HTMLElement} el
 * @param {App} app
 */
export function made(el, app) {
  const { store, model } = app;
  const list = h("div");
  const room = h("p.soft");
  const said = h("div", { role: "status" });
  const pick = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "piece-file" }));
  const chosen = h("bdi", { role: "status" });
  const tell = () => (chosen.textContent = pick.files?.[0]?.name ?? "");
  pick.addEventListener("change", tell);
  const pieces = () => things(inTime(model().asked.log), "product").filter(own).reverse();
  const used = () => filesNamed(store.entries()).reduce((sum, f) => sum + f.size, 0);

  /** @param {string} key @param {Record<string, string | number>} [args] @returns {false} */
  const refuse = (key, args) => {
    fill(said, h("p.notice.trouble", null, t(key, args)));
    return false;
  };

  /** Keeps a file before the entry that names it. @param {File} file @returns {Promise<FileFacts | false>} */
  const keepFile = async (file) => {
    const blob = await smaller(file);
    if (blob.size > MOST_FILE) return refuse("made.large", { size: size(blob.size), most: size(MOST_FILE) });
    const bytes = new Uint8Array(await blob.arrayBuffer().catch(() => new ArrayBuffer(0)));
    if (!bytes.length) return refuse("made.unreadable");
    const hash = sha256(bytes);
    const there = filesNamed(store.entries()).some((f) => f.hash === hash);
    if (!there && used() + bytes.length > MOST_PUT) return refuse("made.full", { most: size(MOST_PUT) });
    // A file needs to know whose it is; elsewhere the first entry makes the record.
    const { record } = store.current() ?? (await store.create(""));
    try {
      await files.put(record, hash, bytes);
    } catch (error) {
      return refuse(/** @type {any} */ (error)?.name === "QuotaExceededError" ? "made.no_room" : "made.refused");
    }
    return { name: ownText(file.name, 200) || t("made.file"), type: blob.type, size: bytes.length, hash };
  };

  /** @param {() => void} close */
  const write = (close) => form({
    id: "piece",
    fields: [
      { name: "title", label: t("made.what") },
      { name: "text", label: t("made.text"), rows: 3 },
      { name: "link", label: t("made.link"), type: "url" },
      { name: "objective", label: t("made.objective"), options: choices(app) },
    ],
    more: h("div", null, h("p.row", null, picker(t("made.pick"), pick), chosen), h("p.soft", { id: "piece-file-hint" }, t("made.limits", { file: size(MOST_FILE), all: size(MOST_PUT) })), said),
    keep: t("made.keep"),
    onkeep: async ({ title, text, link, objective }) => {
      fill(said);
      const picked = pick.files?.[0];
      const address = link ? webAddress(link) : undefined;
      if (address === null) return refuse("made.no_address");
      if (!title && !text && !address && !picked) return refuse("made.empty");
      const file = picked ? await keepFile(picked) : undefined;
      if (file === false) return false;
      await store.append({ kind: "product", note: title || undefined, objective: objective || undefined, answer: { text: text || undefined, link: address, file } });
      pick.value = "";
      tell();
      announce(t("made.kept"));
      close();
      return true;
    },
  });
  pick.setAttribute("aria-describedby", "piece-file-hint");

  const fileBox = fileBoxes((file) => files.get(store.current()?.record ?? "", file.hash), "made.missing_file");

  /** @param {Thing} piece */
  const card = (piece) => {
    const m = model();
    const { text, address, file } = pieceOf(piece);
    const [objective, lesson] = [m.objective(piece.objective), m.lesson(piece.lesson)];
    const title = String(piece.note ?? "") || (lesson >= 0 ? m.c.lessons[lesson].title : "");
    const remove = async () => {
      await takeBack(store, inTime(m.asked.log), piece);
      const left = filesNamed(store.entries()).some((f) => f.hash === file?.hash);
      if (file && !left) await files.drop(store.current()?.record ?? "", file.hash).catch(() => {}); // gone with the record at the latest
    };
    return h(
      "li.piece",
      null,
      title && h("h3", null, title),
      text && h("p.own", null, text),
      address && h("p", null, h("a", { href: address, rel: "noreferrer noopener" }, h("bdi", null, address))),
      file && fileBox(file, title),
      objective >= 0 && h("p", null, h("span.soft", null, t("made.shows"), " "), objectiveLink(m, objective)),
      lesson >= 0 && h("p", null, h("span.soft", null, t("made.from"), " "), lessonLink(m, lesson)),
      h("p.soft.row", null, h("span", null, day(piece.since)), twice(t("me.take_back"), t("made.sure"), t("wipe.no"), remove, "btn.quiet")),
    );
  };
  el.append(list, room, opening(t("made.new"), write));
  return () => {
    const mine = pieces();
    fill(list, mine.length ? h("ul.things.pieces", null, mine.map(card)) : h("p.empty", null, t("made.none")));
    const bytes = used();
    room.textContent = bytes ? t("made.used", { size: size(bytes), most: size(MOST_PUT) }) : "";
  };
}

/**
 * What a piece may show: goals first, then what one has met.
 * @param {App} app
 * @returns {[string, string][]}
 */
function choices({ model }) {
  const { c, goals, standings } = model();
  const met = [...new Set([...goals, ...standings.flatMap((s, ix) => (s.known || s.level !== "unseen" ? [ix] : []))])].slice(0, MOST_CHOICES);
  return [["", t("made.nothing")], .../** @type {[string, string][]} */ (met.map((ix) => [c.objectives[ix].id, c.objectives[ix].title]))];
}

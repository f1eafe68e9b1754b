/**
 * Bringing files in: dropped anywhere on the page, chosen, or pasted; one or thirty. What is certain is taken in at once and
 * said file by file; where two learners could be meant, the teacher says. Nothing that is here is replaced.
 */

import { announce, button, fill, h } from "../dom.js";
import { picker } from "../field.js";
import { packedIn, unpack } from "../packed.js";
import { day, t } from "../text.js";
import { readClass } from "./classfile.js";
import { deskHref } from "./page.js";
import { called } from "./room.js";
import { rowOf } from "./roster.js";
import { match, sort } from "./sorting.js";
import { loadToml } from "./toml.js";

/** @typedef {import("./sorting.js").Handed} Handed */
/** @typedef {import("./sorting.js").Match} Match */
/** @typedef {{ name: string, read: ReturnType<typeof readClass> }} Read a class file */
/** @typedef {import("../dom.js").Kid} Kid */

/** A file above this is not even read, bytes; and so many files are looked at, at once. */
const MOST_BYTES = 300_000_000;
const MOST_FILES = 400;

/**
 * @param {import("./page.js").Office} office
 * @returns {{ el: HTMLElement, take: (files: readonly File[]) => Promise<void> }} take: what was dropped before this was here
 */
export function bringIn(office) {
  const { desk } = office;
  const seen = h("div");
  const pick = /** @type {HTMLInputElement} */ (h("input", { type: "file", id: "bring-files", multiple: true }));
  const paste = /** @type {HTMLTextAreaElement} */ (h("textarea", { id: "bring-text", rows: 4, spellcheck: "false" }));

  /** @param {readonly File[]} files */
  const take = async (files) => {
    if (!files.length) return;
    const texts = await Promise.all(
      files.slice(0, MOST_FILES).map(async (file) => {
        if (file.size > MOST_BYTES) return { name: file.name, fault: "huge" };
        return { name: file.name, text: await file.text().catch(() => null) };
      }),
    );
    await look(texts, files.length - texts.length);
  };
  /**
   * @param {{ name: string, text?: string | null, fault?: string }[]} texts
   * @param {number} [left] files that were too many
   */
  const look = async (texts, left = 0) => {
    const sorted = texts.map(opened).map(({ name, text, fault }) => (fault ? { name, fault } : typeof text === "string" ? sort(name, text, desk.curriculum) : { name, fault: "unreadable" }));
    const toml = sorted.some((one) => "toml" in one) ? await loadToml() : null;
    const found = sorted.map((one) => (!("toml" in one) ? one : toml ? { name: one.name, read: readClass(one.toml, toml) } : { name: one.name, fault: "unreadable" }));
    /** @type {Handed[]} */
    const handed = found.flatMap((one) => ("log" in one ? [one] : []));
    const matches = match(handed, desk.rows(), desk.ownerOf);
    const sure = matches.flatMap((of) => (of.key === null ? [] : [{ of, key: of.key }]));
    const asked = matches.filter((m) => m.key === null);
    // Shown first, then written: a class is on the page at once.
    const coming = new Map(sure.flatMap(({ of, key }) => of.files.map((file) => [file, { key, n: desk.fresh(key, file.log) }])));
    const said = h("p.notice", { role: "status" }, t(sure.length ? "bring.writing" : "bring.none"));
    fill(
      seen,
      said,
      asked.length > 0 && questions(desk, asked, seen),
      h("ul.files", { "aria-label": t("bring.files") }, found.map((one) => h("fault" in one ? "li.bad" : "li", null, h("p", null, h("bdi", null, one.name)), h("p.soft", null, word(one, coming))))),
      found.map((one) => ("backup" in one ? backup(desk, one) : "read" in one ? listed(office, one) : null)),
    );
    await takeIn(desk, sure);
    const words = [sure.length ? t("bring.taken", { n: sure.length }) : "", asked.length ? t("bring.to_ask", { n: asked.length }) : "", left ? t("bring.left", { n: left }) : ""].filter(Boolean).join(" ");
    if (words) said.textContent = words;
    announce(said.textContent ?? "");
  };
  /** @param {Handed | import("./sorting.js").Bad | import("./sorting.js").Saved | Read} one @param {Map<Handed, { key: string, n: number }>} entries @returns {Kid} */
  const word = (one, entries) => {
    if ("fault" in one) return t("bring.fault_" + one.fault);
    if ("backup" in one) return t("bring.is_backup", { n: one.backup.learners.length });
    if ("read" in one) return t("bring.is_class", { n: one.read.rows.length });
    const came = entries.get(one);
    const pieces = Object.keys(one.files).length;
    const about = [
      one.log.entries.length ? t("bring.holds", { n: one.log.entries.length, from: day(one.from), to: day(one.to) }) : t("bring.holds_nothing"),
      one.aside ? t("bring.aside", { n: one.aside }) : "",
      pieces ? t("bring.portfolio", { n: pieces }) : "",
    ];
    return came ? [h("a", { href: deskHref("learner.html", came.key) }, desk.row(came.key)?.alias ?? ""), " · ", news(came.n), " ", about.join(" ")] : [t("bring.waits", { name: one.log.alias || t("bring.nameless") }), " ", about.join(" ")];
  };

  pick.addEventListener("change", async () => {
    await take([...(pick.files ?? [])]);
    pick.value = "";
  });
  const zone = h(
    "div.drop",
    null,
    h("p", null, t("bring.what")),
    h("p.row", null, picker(t("bring.choose"), pick)),
    h("details", null, h("summary", null, t("bring.or_paste")), h("div.field", null, h("label", { for: "bring-text" }, t("bring.text")), paste, h("p.row", null, button(t("bring.look"), () => look([{ name: t("bring.pasted"), text: paste.value }]))))),
  );
  const over = (/** @type {boolean} */ on) => zone.classList.toggle("over", on);
  addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    over(false);
    void take([...event.dataTransfer.files]);
    zone.scrollIntoView({ block: "nearest" });
  });
  return { el: h("div", null, zone, seen), take };
}

/**
 * The file in what came, where it came packed, as the code on a learner's page has it.
 * @param {{ name: string, text?: string | null, fault?: string }} came
 */
function opened(came) {
  const packed = packedIn(came.text ?? "");
  if (!packed) return came;
  const text = unpack(packed);
  return text === null ? { name: came.name, fault: "torn" } : { name: came.name, text };
}

/** @param {number} n entries that were new */
const news = (n) => (n ? t("bring.new", { n }) : t("bring.nothing_new"));

/**
 * Puts records where they belong; gives how many entries of each file were new.
 * @param {import("./desk.js").Desk} desk
 * @param {{ of: Match, key: string, also?: boolean }[]} all
 */
async function takeIn(desk, all) {
  const files = all.flatMap(({ of, key, also }) => of.files.map((file) => ({ file, key, also, log: file.log, files: file.files })));
  const news = files.length ? await desk.mergeAll(files) : [];
  return new Map(files.map(({ file, key }, i) => [file, { key, n: news[i] }]));
}

/**
 * Whose is it? One line a record; nobody is chosen where two could be meant.
 * @param {import("./desk.js").Desk} desk
 * @param {Match[]} asked
 * @param {HTMLElement} seen
 */
function questions(desk, asked, seen) {
  const said = h("p", { role: "status" });
  const rows = desk.rows();
  const lines = asked.map((of, i) => {
    const id = "whose-" + i;
    const near = new Set(of.keys);
    const first = rows.filter((row) => near.has(row.key));
    const rest = rows.filter((row) => !near.has(row.key));
    const option = (/** @type {import("./roster.js").Row} */ row) => h("option", { value: row.key }, row.record ? t("bring.whose_also", { name: row.alias }) : row.alias);
    const name = of.alias || t("bring.nameless");
    const select = /** @type {HTMLSelectElement} */ (
      h("select", { id }, h("option", { value: "" }, t("bring.choose_whose")), h("option", { value: "new" }, t("bring.whose_new", { name })), first.map(option), rest.length > 0 && h("optgroup", { label: t("bring.others") }, rest.map(option)))
    );
    select.value = of.by === "new" && of.alias ? "new" : "";
    const file = of.files[0];
    const about = [t("bring.ask_" + (of.by === "new" ? "new" : "alias"), { name, file: file.name }), ...(file.log.entries.length ? [t("bring.holds", { n: file.log.entries.length, from: day(file.from), to: day(file.to) })] : [])];
    // Two of one name have a number each, for the ear too.
    const alike = asked.filter(({ alias }) => alias === of.alias);
    const label = alike.length > 1 ? t("plan.group", { name, n: alike.indexOf(of) + 1 }) : name;
    return { of, select, el: h("div.field.long", null, h("label", { for: id }, label), h("p.soft", { id: id + "-what" }, about.join(" ")), select) };
  });
  for (const { select } of lines) select.setAttribute("aria-describedby", select.id + "-what");
  const keep = async () => {
    const chosen = lines.filter(({ select }) => select.value);
    if (!chosen.length) return void (said.textContent = t("bring.choose_first"));
    const fresh = chosen.filter(({ select }) => select.value === "new");
    const made = await desk.saveAll(fresh.map(({ of }) => ({ ...rowOf("", { alias: of.alias || t("bring.nameless") }), key: undefined })));
    const keys = new Map(fresh.map((line, i) => [line, made[i].key]));
    const came = await takeIn(desk, chosen.map((line) => ({ of: line.of, key: keys.get(line) ?? line.select.value, also: true })));
    const left = lines.length - chosen.length;
    const words = [t("bring.taken", { n: chosen.length }), left ? t("bring.to_ask_again", { n: left }) : ""].filter(Boolean).join(" ");
    const list = h("ul.files", null, [...came].map(([file, { key, n }]) => h("li", null, h("p", null, h("bdi", null, file.name)), h("p.soft", null, h("a", { href: deskHref("learner.html", key) }, desk.row(key)?.alias ?? ""), " · ", news(n)))));
    fill(seen, h("p.notice", { role: "status" }, words), list);
    announce(words);
  };
  return h("div.preview", { role: "group", "aria-label": t("bring.whose") }, h("h3", null, t("bring.whose")), lines.map((line) => line.el), h("p.row", null, button(t("bring.keep"), keep, "btn")), said);
}

/**
 * @param {import("./desk.js").Desk} desk
 * @param {import("./sorting.js").Saved} saved
 */
function backup(desk, { name, backup: file }) {
  const gone = file.learners.filter(({ key }) => desk.gone(key)).length;
  const back = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const box = h("div.preview");
  const take = async () => {
    const { learners, entries } = await desk.restore(file, back.checked);
    fill(box, h("p", { role: "status" }, t("bring.restored", { learners, n: entries })));
  };
  fill(
    box,
    h("h3", null, h("bdi", null, name)),
    h("p", null, t("bring.backup_what", { n: file.learners.length })),
    file.aside > 0 && h("p", null, t("bring.aside", { n: file.aside })),
    gone > 0 && h("p", null, h("label.tick", null, back, t("bring.backup_gone", { n: gone }))),
    h("p.row", null, button(t("bring.restore"), take, "btn"), button(t("listing.leave"), () => box.remove())),
  );
  return box;
}

/** @param {import("./roster.js").Row} row */
const recordsOf = ({ record, also = [] }) => (record ? [record, ...also] : also);

/**
 * The records of both rows: no file takes away what was brought in.
 * @param {import("./roster.js").Row} row
 * @param {import("./roster.js").Row} [here]
 */
function withRecords(row, here) {
  const [record, ...also] = new Set([...(here ? recordsOf(here) : []), ...recordsOf(row)]);
  return { record, also };
}

/**
 * A class file: new learners are added; who is here gets what the file says, where the teacher wants that.
 * @param {import("./page.js").Office} office
 * @param {Read} listed
 */
function listed(office, { name, read: { rows, facts, faults } }) {
  const { desk } = office;
  const box = h("div.preview");
  const fold = (/** @type {string} */ alias) => alias.toLocaleLowerCase();
  const here = desk.rows();
  const pairs = rows.map((row) => {
    const theirs = recordsOf(row);
    const same = here.filter((one) => (theirs.length ? recordsOf(one).some((record) => theirs.includes(record)) : fold(one.alias) === fold(row.alias)));
    return { row, key: same.length === 1 ? same[0].key : undefined };
  });
  const known = pairs.filter(({ key }) => key).length;
  const over = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox" }));
  const take = async () => {
    const some = pairs.filter(({ key }) => !key || over.checked);
    await desk.saveAll(some.map(({ row, key }) => ({ ...row, key, ...withRecords(row, key ? desk.row(key) : undefined) })));
    if (Object.keys(facts).length && (over.checked || !here.length)) {
      // The file calls learners by the names of the board; here they are keys.
      const keys = new Map([...called(office)].map(([one, who]) => [who, one]));
      const past = facts.past?.map((meeting) => meeting.map((group) => group.flatMap((who) => keys.get(who) ?? [])));
      await desk.setClass({ ...facts, ...(past?.length && { past }) });
    }
    fill(box, h("p", { role: "status" }, t("bring.class_done", { n: some.length })));
  };
  fill(
    box,
    h("h3", null, h("bdi", null, name)),
    h("p", null, rows.length > known ? t("bring.class_what", { n: rows.length - known }) : t("bring.class_known")),
    known > 0 && h("p", null, h("label.tick", null, over, t("bring.class_over", { n: known }))),
    faults.length > 0 && [h("p", null, t("bring.class_faults")), h("ul", null, faults.map(({ code, where, text }) => h("li", null, t("bring.toml_" + code, { where, text }))))],
    h("p.row", null, rows.length > 0 && button(t("bring.class_take"), take, "btn"), button(t("listing.leave"), () => box.remove())),
  );
  return box;
}

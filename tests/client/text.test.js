// Every text the scripts ask for is in the string file, with the arguments they give.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { LANG, STRINGS } from "../../themes/trail/client/strings.gen.js";
import { speak } from "../../themes/trail/client/desk/voice.js";
import { day, duration, has, pieces, row, t, whole } from "../../themes/trail/client/text.js";

const theme = new URL("../../themes/trail/", import.meta.url).pathname;

/** Keys of the [client] table and of what the scripts share with the templates; enough TOML for our own file. */
function keys() {
  const found = new Set();
  let table = "";
  for (const line of readFileSync(join(theme, "strings/en.toml"), "utf8").split("\n")) {
    const head = line.match(/^\[([\w.-]+)\]/);
    if (head) table = head[1] + ".";
    const key = line.match(/^([\w-]+) *=/);
    if (key) found.add((table + key[1]).replace(/^client\./, ""));
  }
  return found;
}

function* scripts(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* scripts(join(dir, entry.name));
    else if (entry.name.endsWith(".js") && entry.name !== "strings.gen.js") yield join(dir, entry.name);
  }
}

test("every key asked for in full has its text", () => {
  const known = keys();
  const missing = [];
  for (const file of scripts(join(theme, "client"))) {
    const source = readFileSync(file, "utf8");
    for (const call of source.matchAll(/(?<![\w.])(?:t|pieces)\(([^()]*?(?:\([^()]*\)[^()]*?)*)\)/g)) {
      // A key that ends in a dot or underscore is the beginning of one.
      for (const [, key] of call[1].matchAll(/"([a-z][\w.-]*)"/g)) {
        if (/[._]$/.test(key)) {
          if (![...known].some((k) => k.startsWith(key))) missing.push(`${file}: ${key}…`);
        } else if (key.includes(".") && !known.has(key)) missing.push(`${file}: ${key}`);
      }
      // The build finds a text by how its key begins, so that the beginning is to be in quotes up to its dot.
      for (const [, key] of call[1].matchAll(/\+ ["`](\.[\w.-]+)/g)) missing.push(`${file}: …${key}`);
    }
  }
  assert.deepEqual(missing, []);
});

test("plural classes, places for values, and gaps that are seen", () => {
  assert.equal(LANG, "en");
  Object.assign(STRINGS, { minutes: { one: "{n} minute", other: "{n} minutes" }, hours: { one: "{n} hour", other: "{n} hours" }, hours_minutes: "{hours} {minutes}", hello: "Hi {name}{mark}" });
  assert.equal(t("minutes", { n: 1 }), "1 minute");
  assert.equal(duration(100), "1 hour 40 minutes");
  assert.equal(duration(120), "2 hours");
  assert.equal(duration(-3), "0 minutes");
  assert.deepEqual(pieces("hello", { name: { node: 1 } }), ["Hi ", { node: 1 }, "", "{mark}", ""]);
  assert.equal(t("no.such_key"), "no.such_key");
  assert.equal(has("constructor"), false);
  assert.equal(t("hello", { name: "{mark}", mark: "!" }), "Hi {mark}!", "a value is never a pattern");
});

test("a plugin's own texts come first", () => {
  assert.equal(t("hello", { name: "A", mark: "" }, { hello: "Moin {name}" }), "Moin A");
});

test("what is put in is set apart where text from right to left is near", () => {
  Object.assign(STRINGS, { from: "من «{title}»، {n}", in: "In “{title}”" });
  assert.equal(t("from", { title: "C++", n: 3 }), "من «\u2068C++\u2069»، 3");
  assert.equal(t("in", { title: "مرحبا!" }), "In “\u2068مرحبا!\u2069”");
  const node = { textContent: "مرحبا!" };
  assert.deepEqual(pieces("in", { title: node }), ["In “", "\u2068", node, "\u2069", "”"]);
});

test("a title that asks or calls out ends its sentence itself, a title in quotes does not, and a number never does", () => {
  Object.assign(STRINGS, { aim: "Leads to {to}.", quoted: "Leads to “{to}”.", counted: "{to}: {n}. Go on." });
  assert.equal(t("aim", { to: "Thirds" }), "Leads to Thirds.");
  assert.equal(t("aim", { to: "Which is more?" }), "Leads to Which is more?");
  assert.equal(t("aim", { to: "أيهما أكبر؟" }), "Leads to \u2068أيهما أكبر؟\u2069");
  assert.equal(t("quoted", { to: "Which is more?" }), "Leads to “Which is more?”.");
  assert.equal(t("counted", { to: "Which?", n: 2 }), "Which?: 2. Go on.");
});

test("the parts of a date stay on one line, and states have a comma between them", () => {
  Object.assign(STRINGS, { "row.comma": "، " });
  assert.equal(whole("23 – الثلاثاء، 24 نوفمبر 2026"), "23\u00a0– الثلاثاء،\u00a024\u00a0نوفمبر\u00a02026");
  assert.doesNotMatch(day(0), / /);
  assert.equal(row(["جاهز لك", "هدفك"]), "جاهز لك، هدفك");
});

test("the desk speaks of a learner, and goes on so when a script that comes later brings the learner's own texts", () => {
  Object.assign(STRINGS, { "reason.liked": "something you like", "voice.reason.liked": "something they like" });
  speak();
  assert.equal(t("reason.liked"), "something they like");
  Object.assign(STRINGS, { "reason.liked": "something you like" });
  assert.equal(t("reason.liked"), "something they like");
});

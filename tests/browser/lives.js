// Learners for the screenshots, in whatever language their site is: what they did, as a file that is brought in, and a hand
// that answers any question by the key that comes with it. Nothing here goes by the words of a page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "../../themes/trail/client/vendor/smol-toml.js";
import { project, settled } from "./harness.js";
import { go } from "./journey.js";
import { below } from "./kinds.js";

const DAY = 86_400_000;

/** What learners write, for the languages of the screenshots. */
const WORDS = {
  en: {
    alias: "Amina",
    long: "Maximiliane-Theodora von Hohenstein-Weißenfels",
    like: "Donaudampfschifffahrtsgesellschaftskapitänsmützen und ihre Geschichte",
    goal: "Play a rhythm in seven",
    project: "A song for the school party",
    show: "I play it with Leo, and we write down how long every note is.",
    rubric: ["Every bar adds up", "Somebody else can play it from the page"],
    wonder: "Why do drummers count in fours?",
    step: "Ask Leo how he counts",
    reflection: "Drawing the bar first helped me more than counting.",
    contest: "I did this at home, with a tape measure.",
    product: "The rhythm of our song",
    text: "Two quarters, one half, and it repeats.",
    research: "Amina draws each bar before she counts it.",
    decide: "Now without the drawing, twice a week.",
    own: "I want to hear it before I write it.",
    credit: "You showed me this with the water jugs.",
    plan: "Finish the song",
    found: "add",
    inside: "drummers rice",
  },
  ar: {
    alias: "أمينة",
    long: "عبد الرحمن بن عبد العزيز آل إبراهيم الأندلسي",
    like: "صناعة الخبز في القرى الجبلية القديمة وحكاياتها الطويلة",
    goal: "أن أقسم وصفة كاملة على عدد الضيوف",
    project: "كتاب وصفات لصفنا",
    show: "أخبز مع ليلى، ونكتب كل مقدار بالكسور.",
    rubric: ["كل مقدار صحيح", "يستطيع غيرنا أن يخبز من الصفحة"],
    wonder: "لماذا نقسم اليوم إلى 24 ساعة؟",
    step: "أسأل جدتي كيف تقيس الدقيق",
    reflection: "ساعدني الرسم أكثر من الحساب.",
    contest: "فعلت هذا في البيت بالمسطرة.",
    product: "رغيف مقسوم ثمانية أقسام",
    text: "قسمت الرغيف نصفين، ثم كل نصف أربعة أقسام.",
    research: "ترسم أمينة كل كسر قبل أن تحسبه.",
    decide: "من الآن دون رسم، مرتين في الأسبوع.",
    own: "أريد أن أرى الجواب قبل أن أكتبه.",
    credit: "أريتني هذا بأكواب الماء.",
    plan: "أنهي كتاب الوصفات",
    found: "رغيف",
    inside: "الخبز النصف",
  },
};

/**
 * A site as the screenshots use it: its language, what there is to learn in the map's order, its lessons, and what its
 * learners write.
 * @param {string} dir
 * @param {string} url
 */
export function courseOf(dir, url) {
  const map = readFileSync(join(dir, "map.html"), "utf8");
  const objectives = [...map.matchAll(/<li data-objective="\d+"><a href="objectives\/([^"]+)\.html"/g)].map(([, id]) => id);
  const [, lang] = map.match(/<html lang="([^"]+)"/) ?? [];
  const asking = below(dir, ".html", "lessons").filter((path) => readFileSync(join(dir, path), "utf8").includes("<wend-question"));
  const lessons = below(dir, ".html", "lessons").map((path) => path.replace(/^lessons\/|\.html$/g, ""));
  const texts = parse(readFileSync(join(project, `themes/trail/strings/${lang === "ar" ? "ar" : "en"}.toml`), "utf8"));
  /** A text of a page by its key. */
  const say = (/** @type {string} */ key) => key.split(".").reduce((at, name) => /** @type {any} */ (at)?.[name], /** @type {any} */ (texts));
  return { dir, url, lang, id: JSON.parse(`"${map.match(/data-curriculum="([^"]+)"/)?.[1]}"`), objectives, lessons, lesson: asking[0] ?? below(dir, ".html", "lessons")[0], say, words: WORDS[lang] ?? WORDS.en };
}

/** @typedef {ReturnType<typeof courseOf>} Course */

/**
 * What somebody did: entries that are told by the days since they were made.
 * @param {[number, object][]} done
 */
function told(done) {
  const now = Date.now();
  return done.map(([days, fields], n) => ({ w: "them", n: n + 1, t: now - days * DAY - 3_600_000 + n * 1000, tz: 0, by: "learner", ...fields }));
}

/** Answers about objectives, by items that no bank has. */
const shown = (ids, days) => ids.flatMap((objective) => [0, 1, 2, 3, 4].map((n) => [days, { kind: "answer", objective, item: `${objective}-shown-${n}`, correct: true }]));

/** Everything credited, and something to have got to. @param {Course} course */
export const done = ({ objectives }) => told([[9, { kind: "goal", objective: objectives.at(-1), answer: true }], ...objectives.map((objective) => [2, { kind: "credit", objective, by: "teacher" }])]);

/** Every lesson left out, something to get to, and something else that no guide knows any more. @param {Course} course */
export const barred = ({ objectives, lessons }) =>
  told([
    ...[objectives.at(-1), "gone"].map((objective) => /** @type {[number, any]} */ ([9, { kind: "goal", objective, answer: true }])),
    [9, { kind: "setting", target: "started", answer: true }],
    ...lessons.map((lesson) => /** @type {[number, any]} */ ([2, { kind: "path", target: "exclude", lesson, answer: true }])),
  ]);

/** The first few objectives shown a season ago, and not looked at since. @param {Course} course */
export const due = ({ objectives }) => told([[91, { kind: "goal", objective: objectives.at(-1), answer: true }], ...shown(objectives.slice(0, Math.min(4, objectives.length - 1)), 90)]);

/** Three weeks in: something of every kind that a learner can leave. @param {Course} course */
export function full({ objectives, lessons, words }) {
  const [first, second = first] = objectives;
  const last = objectives.at(-1);
  const some = lessons.slice(0, 3);
  return told([
    [20, { kind: "goal", objective: last, answer: true }],
    [20, { kind: "goal", answer: true, note: words.goal }],
    [20, { kind: "setting", target: "started", answer: true }],
    [20, { kind: "setting", target: "weekly_minutes", answer: 90 }],
    [19, { kind: "project", note: words.project, show: words.show, rubric: words.rubric.map((text, n) => ({ text, level: n ? undefined : 2 })) }],
    ...some.map((lesson, n) => [9 - n, { kind: "opened", lesson }]),
    ...shown([first], 8),
    [7, { kind: "answer", objective: second, item: `${second}-missed`, correct: false }],
    [7, { kind: "rating", lesson: some[0], objective: first, score: 2 }],
    [7, { kind: "wonder", lesson: some[0], note: words.wonder }],
    [7, { kind: "reflection", note: words.reflection }],
    [6, { kind: "contest", objective: second, note: words.contest }],
    [6, { kind: "product", objective: first, note: words.product, answer: { text: words.text, link: "https://example.org/rhythm" } }],
    [6, { kind: "step", note: words.step }],
    [5, { kind: "meeting", by: "teacher", research: words.research, decide: words.decide, words: words.own }],
    [5, { kind: "credit", by: "teacher", objective: first, note: words.credit }],
    [3, { kind: "path", target: "pin", lesson: lessons.at(-1), answer: true }],
  ]);
}

/**
 * Makes the browser this learner's: what they did comes as a file, as from another device.
 * @param {import("playwright-core").Page} page
 * @param {Course} course
 * @param {object[]} entries
 */
export async function be(page, { url, id, words }, entries) {
  await go(page, url, "me.html");
  const file = { format: 1, curriculum: id, record: "theirs", alias: words.alias, entries };
  await page.locator("#load-file").setInputFiles({ name: "theirs.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) });
  await page.locator(".preview .btn").first().click();
  await page.locator(".preview").waitFor({ state: "detached" });
  await page.getByText(words.alias).first().waitFor();
}

/** The first visit: likes the first thing, takes the first ready-made path. @param {import("playwright-core").Page} page @param {Course} course */
export async function choose(page, { url }) {
  await go(page, url, "index.html");
  await page.locator(".likes input").first().check();
  await page.locator("[data-path] button").first().click();
  await page.locator("#way").waitFor();
}

/** The nth question of the page that is open, as it stands now. @param {import("playwright-core").Page} page */
export const question = (page, n = 0) => page.locator("wend-question").nth(n).locator(".item:not([hidden])").first();

/** Answers an item by its key, or past it, and has it checked. @param {import("playwright-core").Locator} item */
export async function give(item, right = true) {
  const { options, answers } = JSON.parse((await item.locator(":scope > .spec").textContent()) ?? "");
  const check = item.locator("button.check");
  await check.waitFor();
  if (options) {
    const wrong = [options.findIndex((/** @type {any} */ option) => !option.right)];
    const keys = options.flatMap((/** @type {any} */ option, /** @type {number} */ n) => (option.right ? [n] : []));
    for (const n of right ? keys : wrong) await item.locator(".option input").nth(n).check();
  } else await item.getByRole("textbox").fill(right ? answers[0] : "99");
  await check.click();
  await item.locator(".verdict").first().waitFor();
}

/** A beginning: a like, a path, a lesson opened, an answer wrong and then right, something wondered. @param {import("playwright-core").Page} page @param {Course} course */
export async function begin(page, course) {
  await choose(page, course);
  await go(page, course.url, course.lesson);
  await give(question(page), false);
  await question(page).locator("button.again").click();
  await give(question(page));
  await page.locator("#wonder").fill(course.words.wonder);
  await page.locator("wend-after .field .btn").first().click();
  await settled(page);
}

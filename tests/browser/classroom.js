// A class for the teacher's desk: files as learners save them, of a curriculum of ours; and one learner with a long history.

import { createHash } from "node:crypto";

const WAY = ["equal-parts", "name-a-part", "part-of-a-group", "number-line", "area-model", "equivalent", "compare", "mixed", "add-like", "add-unlike"];
const NAMES = ["Amina", "Ben", "Chi", "Dana", "Eva", "Finn", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lia", "Maja", "Noor", "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tom", "Uma", "Vera", "Wim", "Xenia", "Yusuf", "Zoe", "Ada", "Bo", "Cleo", "Dev"];
const DAY = 864e5;

/** What the files of a class are about. */
const FRACTIONS = { curriculum: "fractions", way: WAY, names: NAMES, goals: ["add-unlike", "share-water"], likes: "music", mixup: ["compare", "bigger-denominator-bigger"], contest: "I did this last year", wonder: (i) => `Why is ${i} not a fraction?` };

/**
 * The files of `n` learners: each a few steps further than the one before; every fifth is stuck, every seventh contests, every ninth has done
 * nothing yet, and two in three share a mix-up.
 * @param {number} n
 * @param {number} now ms
 * @param {(i: number) => Partial<{ alias: string, record: string, more: object[], files: Record<string, string> }>} [over]
 * @param {typeof FRACTIONS} [of] another curriculum
 * @returns {{ name: string, mimeType: string, buffer: Buffer }[]}
 */
export function classroom(n, now, over = () => ({}), of = FRACTIONS) {
  return Array.from({ length: n }, (_, i) => {
    const { alias = of.names[i % of.names.length] + (i < of.names.length ? "" : ` ${i}`), record = `record-${i}`, more = [], files = {} } = over(i);
    const entries = [];
    let t = now - 9 * DAY;
    const add = (fields) => entries.push({ w: `w${record}`, n: entries.length + 1, t: (t += 4 * 60_000), tz: 0, by: "learner", ...fields });
    if (i % 9 !== 8) {
      add({ kind: "setting", target: `interest:${of.likes}`, answer: 1 });
      add({ kind: "goal", objective: of.goals[i % 2], answer: true });
      const far = i % Math.min(8, of.way.length);
      for (const objective of of.way.slice(0, far)) for (let k = 0; k < 4; k++) add({ kind: "answer", objective, item: `${objective}#${k}`, correct: true, typed: true, answer: `${k}/4` });
      t = now - (i % 3) * DAY - 3600_000;
      const next = of.way[far];
      if (i % 5 === 4) for (let k = 0; k < 5; k++) add({ kind: "answer", objective: next, item: `${next}#${k}`, correct: false, typed: true, answer: "2/6", certainty: 3 });
      if (i % 3) add({ kind: "answer", objective: of.mixup[0], item: `${of.mixup[0]}#1`, correct: false, mixup: of.mixup[1], answer: "1/8" });
      if (i % 7 === 6) add({ kind: "contest", objective: next, note: of.contest });
      add({ kind: "wonder", note: of.wonder(i) });
    }
    const file = { format: 1, curriculum: of.curriculum, record, alias, entries: [...entries, ...more], ...files };
    return { name: `${alias}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) };
  });
}

/**
 * What a learner of the class has besides after a school year: weeks looked back at, a project, pieces of the portfolio (words, a link, a
 * picture, a file that says it is a picture), questions, thoughts, objections, talks.
 * @param {number} now ms
 * @param {Buffer} picture a PNG
 */
export function longHistory(now, picture) {
  /** @type {Record<string, unknown>[]} */
  const more = [];
  /** @type {Record<string, string>} */
  const files = {};
  const add = (days, fields) => more.push({ w: "long", n: more.length + 1, t: now - days * DAY + more.length, tz: 0, by: "learner", ...fields });
  const file = (name, type, bytes) => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    files[`file:${hash}`] = bytes.toString("base64");
    return { name, type, size: bytes.length, hash };
  };
  const hows = ["right", "hard", "right", "easy", "right", "dull"];
  for (let week = 30; week >= 1; week--) {
    for (let k = 0; k < 6; k++) add(week * 7 - k, { kind: "answer", objective: WAY[Math.min(6, Math.floor((30 - week) / 4))], item: `w${week}-${k}`, correct: (week + k) % 5 !== 0, typed: true, answer: `${k}/6`, certainty: (k % 3) + 1 });
    if (week % 5 === 0) add(week * 7 - 6, { kind: "week", target: "back", lesson: ["beats/add", "kitchen/cups", "outside/pond"][week % 3], answer: hows[week % 6] });
  }
  add(200, { kind: "setting", target: "interest:Bridges that open", answer: 1 });
  add(120, { kind: "goal", note: "Plan the drum corner for our summer fair: how many stands fit, and how long each group plays", answer: true });
  add(118, { kind: "project", note: "A drum machine made of cardboard wheels", show: "Two wheels that meet again after the right number of turns, in front of the class" });
  add(90, { kind: "reflection", note: "I used to draw four boxes and colour three. Now I look for what fits into both first. It is slower, and then it is quicker." });
  add(60, { kind: "reflection", note: "Sharing the four bars was hard until Leo showed me his way with the strip of paper." });
  add(45, { kind: "product", note: "My two wheels", objective: "equivalent", answer: { text: "The small wheel has 4 teeth, the large one 6. They meet again after 12.\n\nI cut them out three times, because the first ones had teeth of different sizes.", file: file("wheels.png", "image/png", picture) } });
  add(30, { kind: "product", note: "Where the beat falls, played on a table", objective: "add-like", answer: { link: "https://example.org/listen/a-very-long-address/that-nobody-would-type/table-drums-take-3" } });
  add(20, { kind: "product", note: "A plan in a file", answer: { text: "The plan for the stands.", file: file("plan of the stands.svg", "image/svg+xml", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>document.title='got in'</script></svg>")) } });
  add(14, { kind: "wonder", note: "Does every rhythm come back to its beginning? What about one over seven?" });
  add(9, { kind: "wonder", note: "Why do we say a half and not a second?" });
  add(3, { kind: "contest", objective: "mixed", note: "I can do this: I made the recipe for ten people at home, with my grandmother." });
  return { more, files };
}

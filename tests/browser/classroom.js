// A class for the teacher's desk: files as learners save them, of a curriculum of ours.

const WAY = ["equal-parts", "name-a-part", "part-of-a-group", "number-line", "area-model", "equivalent", "compare", "mixed", "add-like", "add-unlike"];
const NAMES = ["Amina", "Ben", "Chi", "Dana", "Eva", "Finn", "Grace", "Hugo", "Ines", "Jun", "Kofi", "Lia", "Maja", "Noor", "Omar", "Pia", "Quinn", "Rosa", "Sami", "Tom", "Uma", "Vera", "Wim", "Xenia", "Yusuf", "Zoe", "Ada", "Bo", "Cleo", "Dev"];
const DAY = 864e5;

/**
 * The files of `n` learners: each a few steps further than the one before; every fifth is stuck, every seventh contests, every ninth has done
 * nothing yet, and two in three share a mix-up.
 * @param {number} n
 * @param {number} now ms
 * @param {(i: number) => Partial<{ alias: string, record: string, more: object[] }>} [over]
 * @returns {{ name: string, mimeType: string, buffer: Buffer }[]}
 */
export function classroom(n, now, over = () => ({})) {
  return Array.from({ length: n }, (_, i) => {
    const { alias = NAMES[i % NAMES.length] + (i < NAMES.length ? "" : ` ${i}`), record = `record-${i}`, more = [] } = over(i);
    const entries = [];
    let t = now - 9 * DAY;
    const add = (fields) => entries.push({ w: `w${record}`, n: entries.length + 1, t: (t += 4 * 60_000), tz: 0, by: "learner", ...fields });
    if (i % 9 !== 8) {
      add({ kind: "setting", target: "interest:music", answer: 1 });
      add({ kind: "goal", objective: i % 2 ? "share-water" : "add-unlike", answer: true });
      const far = i % 8;
      for (const objective of WAY.slice(0, far)) for (let k = 0; k < 4; k++) add({ kind: "answer", objective, item: `${objective}#${k}`, correct: true, typed: true, answer: `${k}/4` });
      t = now - (i % 3) * DAY - 3600_000;
      const next = WAY[far];
      if (i % 5 === 4) for (let k = 0; k < 5; k++) add({ kind: "answer", objective: next, item: `${next}#${k}`, correct: false, typed: true, answer: "2/6", certainty: 3 });
      if (i % 3) add({ kind: "answer", objective: "compare", item: "compare#1", correct: false, mixup: "bigger-denominator", answer: "1/8" });
      if (i % 7 === 6) add({ kind: "contest", objective: next, note: "I did this last year" });
      add({ kind: "wonder", note: `Why is ${i} not a fraction?` });
    }
    const file = { format: 1, curriculum: "fractions", record, alias, entries: [...entries, ...more] };
    return { name: `${alias}.json`, mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file)) };
  });
}

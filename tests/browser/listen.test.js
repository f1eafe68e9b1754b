// Reading aloud: by voices of the device alone, paragraph by paragraph, with maths in words, and over with the page's own keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axe, open, settled, visit } from "./harness.js";

let browser, site;
open((it) => ({ browser, site } = it));

/** A voice that writes down what it is given; a paragraph lasts until the test says so. */
function voice(voices) {
  const heard = [];
  let now = null;
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    cancel: () => (now = null),
    speak: (words) => {
      now = words;
      heard.push({ text: words.text, voice: words.voice.name, rate: words.rate });
    },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
  Object.assign(window, { heard, ends: () => now?.onend() });
}

const here = { name: "Here", lang: "en-GB", localService: true };
const far = { name: "Far", lang: "en", localService: false, default: true };
const button = (page, name) => page.getByRole("region", { name: "Reading aloud" }).getByRole("button", { name });
const listen = async (page) => {
  await page.locator("wend-aa summary").click();
  await page.getByRole("button", { name: "Read the page to me" }).click();
};
const heard = (page) => page.evaluate(() => window.heard);

test("a lesson is read from where one is, and the page shows where", async () => {
  const { page, context, clean } = await visit(browser, site, { width: 360 });
  await page.addInitScript(voice, [far, here]);
  await page.goto(site + "lessons/beats/add.html");
  await settled(page);
  await listen(page);
  await button(page, "Pause").waitFor();
  const all = [];
  for (let last = -1; (await page.locator("wend-listen").count()) && last !== all.length; ) {
    last = all.length;
    all.push(...(await heard(page)).slice(all.length));
    assert.equal(await page.locator(".heard").count(), 1);
    await page.evaluate(() => window.ends());
  }
  const text = all.map((h) => h.text).join("\n");
  assert.match(text, /^Add fractions with beats|^Music/m, "it begins with the head of the lesson");
  assert.match(text, /1\/2 \+ 1\/4/, "stacked fractions in words");
  assert.ok(all.every((h) => h.voice === "Here"), "no voice that would send the page away");
  assert.doesNotMatch(text, /Show the answer|Check/, "buttons are not read, nor what is folded away");
  assert.ok(all.length > 15);
  assert.equal(await page.locator("wend-listen, .heard").count(), 0, "at the end it is gone");

  await listen(page);
  await button(page, "Speed: normal").click();
  assert.equal((await heard(page)).at(-1).rate, 0.75);
  const at = (await heard(page)).length;
  await button(page, "Pause").click();
  await button(page, "Next").click();
  assert.equal((await heard(page)).length, at, "nothing is said while it pauses");
  assert.equal(await page.locator(".heard").count(), 1);
  assert.deepEqual(await axe(page), []);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("wend-listen, .heard").count(), 0);
  clean();
  await context.close();
});

test("a device without a voice of its own says so, and sends the page nowhere", async () => {
  const { page, context } = await visit(browser, site, { width: 360 });
  await page.addInitScript(voice, [far]);
  await page.goto(site + "lessons/beats/add.html");
  await settled(page);
  await listen(page);
  await page.locator(".listen").getByText("This device has no voice of its own").waitFor();
  assert.deepEqual(await heard(page), []);
  await context.close();
});

// What the tests of the teacher's desk share.

import assert from "node:assert/strict";
import jsQR from "jsqr";
import { leads, settled } from "./harness.js";

/** Waits until the desk stands. */
export async function desk(page) {
  await settled(page);
  await page.waitForFunction(() => document.documentElement?.dataset.desk !== undefined);
}

/** Follows a link to another page of the desk. */
export async function follow(page, link) {
  await leads(page, () => link.click());
  await desk(page);
}

/** Goes to a page of the desk. */
export async function go(page, site, path) {
  await page.goto(new URL(path, site).href);
  await desk(page);
}

/** On the page that plans: a new learner, on a ready-made path whose title begins so. */
export async function newLearner(page, name, path) {
  const alias = page.getByLabel("What are they called here?");
  if (!(await alias.isVisible())) await page.locator("summary", { hasText: "A new learner" }).click();
  await alias.fill(name);
  await page.getByRole("button", { name: "Add them" }).click();
  await page.waitForFunction((name) => document.querySelector("#plan-for")?.selectedOptions?.[0]?.textContent === name, name);
  if (!path) return;
  await page.getByRole("button", { name: `Use this path ${path}` }).click();
  await page.locator(".steps > li").first().waitFor();
}

/** What a camera reads off the page: the picture of an element, decoded. */
export async function read(browser, element) {
  const picture = (await element.screenshot()).toString("base64");
  const page = await browser.newPage();
  const { pixels, width, height } = await page.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
    return { pixels: [...data], width, height };
  }, picture);
  await page.close();
  const found = jsQR(Uint8ClampedArray.from(pixels), width, height);
  assert.ok(found, "a code is on the picture");
  return found.data;
}

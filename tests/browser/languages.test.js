// Pages in two languages: a link in the header leads to the same place of the same page, and there is one record. From disk,
// where each folder is as far from the other as anything. What is kept for offline is in `offline`, how it looks in `rtl`.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { disk, launch, leads, shared, visit } from "./harness.js";
import { go, question } from "./journey.js";

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** The language of the page, and its path in the site. */
const where = (page, site) => page.evaluate((site) => [document.documentElement.lang, decodeURI(location.href.slice(site.length))], site);

test("what is answered in one language is answered in the other, at the same place; the front page offers what was chosen", async () => {
  const site = disk(shared("tests/curricula/arabic"));
  const { page, context, clean } = await visit(browser, site, { path: "en/lessons/bread.html", width: 320 });
  await question(page, "pieces").getByRole("textbox").fill("4");
  await question(page, "pieces").getByRole("button", { name: "Check" }).click();
  await question(page, "pieces").getByText("Right").first().waitFor();
  const place = await question(page, "pieces").getAttribute("id");
  await page.evaluate((id) => void (location.hash = id ?? ""), place);

  const choice = page.getByRole("navigation", { name: "Language" }).getByRole("link");
  assert.deepEqual([await choice.innerText(), await choice.getAttribute("lang"), await choice.getAttribute("hreflang")], ["العربية", "ar", "ar"]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), "320 px are enough");
  await choice.focus();
  await leads(page, () => page.keyboard.press("Enter"));
  assert.deepEqual(await where(page, site), ["ar", `lessons/bread.html#${place}`]);
  await question(page, "pieces").getByText("أجبت عن هذا إجابة صحيحة من قبل.").first().waitFor();

  // Chosen here: nothing is offered; there, what was chosen is, and nobody is led away.
  await go(page, site, "index.html");
  assert.equal(await page.getByRole("link", { name: "Read this guide in English" }).isVisible(), false);
  await go(page, site, "en/index.html");
  assert.deepEqual(await where(page, site), ["en", "en/index.html"]);
  const offer = page.getByRole("link", { name: "قراءة هذا الدليل بالعربية" });
  assert.equal(await offer.isVisible(), true);
  await offer.click();
  await page.waitForURL(`${site}index.html`);
  clean();
  await context.close();

  // Nobody chose: the browser says what its owner reads. Without script there is the link.
  for (const js of [true, false]) {
    const context = await browser.newContext({ locale: "en-GB", javaScriptEnabled: js });
    const { page } = await visit(browser, site, { context, js });
    assert.equal(await page.getByRole("link", { name: "Read this guide in English" }).isVisible(), js);
    await page.getByRole("navigation", { name: "اللغة" }).getByRole("link").click();
    await page.waitForURL(`${site}en/index.html`);
    assert.deepEqual(await where(page, site), ["en", "en/index.html"]);
    await context.close();
  }
});

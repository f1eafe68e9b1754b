// What Lighthouse says of Today, a lesson and the map, on its phone profile: `node tests/lighthouse/audit.js [RUNS]`,
// called by `cargo xtask lighthouse`.
//
// Held to: 100 for accessibility, best practices and SEO; so many bytes and requests for a first visit; a page that stays
// still while it loads. Performance is printed as the median of the runs, and not held to anything: it tells of the
// machine as well.

import assert from "node:assert/strict";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve, shared } from "../browser/harness.js";

const [runs = "1"] = process.argv.slice(2);

/** The most a first visit may take over the wire, with headers. */
const BYTES = 105_000;
/** The most files it may ask for. */
const REQUESTS = 30;
/** The most of a page that may move while it loads (cumulative layout shift). */
const SHIFT = 0.05;

const PAGES = { Today: "index.html", "a lesson": "lessons/beats/add.html", "the map": "map.html" };
const HELD = ["accessibility", "best-practices", "seo"];

const server = await serve(shared("curricula/fractions"), "/some/where/", { gzip: true });
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
const faults = [];
try {
  for (const [name, path] of Object.entries(PAGES)) {
    const speed = [];
    let last;
    for (let run = 0; run < Number(runs); run += 1) {
      const result = await lighthouse(new URL(path, server.url).href, { port: chrome.port, output: "json", logLevel: "error", onlyCategories: ["performance", ...HELD] });
      assert.ok(result, `${name}: Lighthouse says nothing`);
      last = result.lhr;
      speed.push(Math.round(100 * (last.categories.performance.score ?? 0)));
    }
    const score = (category) => Math.round(100 * (last.categories[category].score ?? 0));
    const requests = last.audits["network-requests"].details.items;
    const bytes = requests.reduce((sum, request) => sum + request.transferSize, 0);
    const median = speed.sort((a, b) => a - b)[Math.floor(speed.length / 2)];
    console.log(`${name}: ${HELD.map((category) => `${category} ${score(category)}`).join(", ")}, performance ${median} (of ${speed.join(" ")}), ${(bytes / 1000).toFixed(1)} kB in ${requests.length} requests`);
    const times = last.categories.performance.auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => `${last.audits[id].title} ${last.audits[id].displayValue}`);
    console.log(`  ${times.join(", ")}`);
    for (const category of HELD) {
      for (const { id, weight } of last.categories[category].auditRefs) {
        const audit = last.audits[id];
        if (weight > 0 && audit.score !== null && audit.score < 1) faults.push(`${name}: ${category}: ${audit.title}: ${JSON.stringify(audit.details?.items ?? []).slice(0, 600)}`);
      }
      if (score(category) < 100) faults.push(`${name}: ${category} is ${score(category)}`);
    }
    if (bytes > BYTES) faults.push(`${name}: ${bytes} bytes are more than ${BYTES}`);
    if (requests.length > REQUESTS) faults.push(`${name}: ${requests.length} requests are more than ${REQUESTS}`);
    const shift = last.audits["cumulative-layout-shift"].numericValue ?? 0;
    if (shift > SHIFT) faults.push(`${name}: ${shift.toFixed(3)} of the page moves while it loads`);
  }
} finally {
  await chrome.kill();
  await server.close();
}
assert.deepEqual(faults, []);

// A village of 10,000 ballots on the results page: how large, how fast, how responsive. Prints figures; what it asserts is
// that everything works. Minutes of work, so it is no part of the tests:
//
//     node tests/campaigns/page-10000.mjs [RECORD]      (TALLY=target/release/tally: the program, if it is built)
//
// Without RECORD, a village of 13,000 voters votes first; of RECORD the first village is looked at.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, browse, checkAll, entries, open, publish, shortCode, tally } from "../../verifier/test/page-helper.js";

const work = mkdtempSync(join(tmpdir(), "pilkades-page-"));
const ends = [() => rmSync(work, { recursive: true, force: true })];

/** Longest time for which the page could not answer a touch, since the last question. */
const WATCH = `
  globalThis.longest = 0;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); })
    .observe({ type: "longtask", buffered: true });
`;
const longest = async (page) => Math.round(await page.evaluate("(() => { const found = longest; longest = 0; return found; })()"));
const since = (started) => Math.round(performance.now() - started);

try {
  const record = process.argv[2] ?? join(work, "demo/record");
  if (!process.argv[2]) tally("demo", "--villages", "1", "--voters", "13000", "--candidates", "4", "--fast-store", "--out", join(work, "demo"));
  const site = publish(record, join(work, "situs"));
  const { villages } = JSON.parse(readFileSync(join(record, "results.json"), "utf8"));
  const path = join(site, `desa/${villages[0].code}.html`);
  console.log(`ballots counted: ${villages[0].ballots}; page: ${statSync(path).size} bytes`);

  const browser = await browse({ after: (end) => ends.push(end) });
  const { page } = await open(browser, "/dev/null");
  const context = page.context();
  await context.addInitScript(WATCH);
  const started = performance.now();
  await page.goto(`file://${path}`);
  console.log(`page loaded: ${since(started)} ms, longest task ${await longest(page)} ms`);

  const booth = readdirOfLogs(record);
  const cast = entries(record, booth).filter(({ kind }) => kind === "cast");
  assert.equal(await ask(page, shortCode(cast[0].code)), "counted");
  console.log(`first answer, data opened: ${since(started)} ms after the start, longest task ${await longest(page)} ms`);
  const times = [];
  const stated = [];
  for (let i = 0; i < 20; i += 1) {
    const asked = performance.now();
    assert.equal(await ask(page, shortCode(cast[Math.floor((i * cast.length) / 20)].code)), "counted");
    times.push(since(asked));
    stated.push(Number(/(\d+) ms$/.exec(await page.locator("#receipt-answer dl").first().innerText())[1]));
  }
  times.sort((a, b) => a - b);
  console.log(`answers as the page states them: at most ${Math.max(...stated)} ms`);
  console.log(`answers with open data, typing included: median ${times[10]} ms, slowest ${times[19]} ms, longest task ${await longest(page)} ms`);
  assert.equal(await ask(page, "AAAAA-BBBBB-CCCCC-DDDDD"), "absent");

  const checking = performance.now();
  const verdict = await checkAll(page, { timeout: 1_800_000 });
  console.log(`whole verification: ${(since(checking) / 1000).toFixed(1)} s, ${JSON.stringify(verdict)}, longest task of the page ${await longest(page)} ms`);
  assert.ok(["exit-0", "exit-1"].includes(verdict.outcome) && verdict.votes === "same");
} finally {
  for (const end of ends.reverse()) await end();
}

function readdirOfLogs(record) {
  const manifest = readFileSync(join(record, "MANIFEST"), "utf8");
  return /logs\/(\S+)\.plkb/.exec(manifest)[1];
}

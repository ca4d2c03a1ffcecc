// The results page in a browser, from file://: what voters do with it, and what somebody who changes it achieves.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { ROOT, ask, broken, browse, carried, checkAll, entries, folder, forge, open, picture, publish, reachesNothing, receiptText, shortCode, tally } from "./page-helper.js";

const RECORD = join(ROOT, "fixtures/election/record");
const VILLAGE = "9901022001";
const OTHER = "9901022002";
const BOOTH = `${VILLAGE}-1-1`;

describe("the results page", { concurrency: false }, () => {
  let site;
  let browser;
  let codes;
  const village = () => join(site, `desa/${VILLAGE}.html`);
  const ends = [];
  const late = { after: (end) => ends.push(end) };
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  it("is published from a record", async (t) => {
    site = publish(RECORD, join(folder(late), "situs"));
    browser = await browse(late);
    const of = (kind) => shortCode(entries(RECORD, BOOTH).find((entry) => entry.kind === kind).code);
    codes = { cast: of("cast"), challenged: of("challenged"), cancelled: of("cancelled") };
    const html = readFileSync(village(), "utf8");
    const files = carried(html);
    for (const [path, content] of files) assert.deepEqual(content, readFileSync(join(RECORD, path)), path);
    assert.ok(files.has(`logs/${BOOTH}.plkb`) && files.has("MANIFEST") && ![...files.keys()].some((path) => path.includes(OTHER)));
    t.diagnostic(`a page of ${html.length} bytes carries ${files.size} files`);
  });

  it("can be read without scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    await page.goto(`file://${village()}`);
    const text = await page.innerText("main");
    for (const words of ["Hasil sementara - bukan penetapan", "SIMULASI", "Perolehan suara", "NOMOR PEMILIHAN", "Tanpa skrip"]) assert.ok(text.includes(words), words);
    assert.ok(!text.includes("Votes by polling place"));
    await page.check("#language-en", { force: true });
    assert.ok((await page.innerText("main")).includes("Votes by polling place"));
    await picture(page, "tanpa-skrip-en-360");
    await context.close();
  });

  for (const width of [360, 1280]) {
    for (const lang of ["id", "en"]) {
      it(`answers receipts at ${width} px in ${lang}`, async (t) => {
        const { page, context, asked, reached, faults, address } = await open(browser, village(), { width });
        if (lang === "en") await page.check("#language-en", { force: true });
        assert.equal(await page.getAttribute("html", "lang"), lang);
        assert.deepEqual(await broken(page), []);
        for (const [kind, code] of [["counted", codes.cast], ["challenged", codes.challenged], ["cancelled", codes.cancelled], ["absent", "AAAAA-BBBBB-CCCCC-DDDDD"], ["mistyped", "ABC"]]) {
          assert.equal(await ask(page, code.toLowerCase().replaceAll("-", " ")), kind);
          const key = { counted: ["Suara Anda ada dalam hasil.", "Your ballot is in the result."] }[kind];
          if (key) assert.equal(await page.innerText("#receipt-answer p >> nth=0"), key[lang === "en" ? 1 : 0]);
          if (kind === "counted") {
            await page.click("#receipt-answer summary");
            t.diagnostic((await page.innerText("#receipt-answer dl >> nth=0")).replace(/\s+/g, " "));
          }
          await picture(page, `desa-${kind}-${lang}-${width}`);
        }
        assert.deepEqual(await checkAll(page), { outcome: "exit-0", votes: "same" });
        assert.equal(await page.locator("#all-outcome tbody tr").count(), 29);
        await picture(page, `desa-periksa-${lang}-${width}`);
        assert.deepEqual(await broken(page), []);
        assert.ok(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing hangs over the edge");
        assert.deepEqual(asked.filter((url) => !url.startsWith("blob:")), [address]);
        assert.deepEqual(reached, []);
        assert.deepEqual(faults, []);
        await context.close();
      });
    }
  }

  it("shows all villages and leads a receipt to its own", async () => {
    for (const [width, lang] of [[360, "id"], [1280, "en"]]) {
      const { page, context, asked, faults } = await open(browser, join(site, "index.html"), { width, suffix: lang === "en" ? "?lang=en" : "" });
      assert.equal(await page.getAttribute("html", "lang"), lang);
      assert.deepEqual(await broken(page), []);
      await picture(page, `semua-${lang}-${width}`);
      assert.equal(await page.locator("li[data-village]:visible").count(), 2);
      await page.fill("#village", receiptText(RECORD, OTHER));
      assert.equal(await page.locator("li[data-village]:visible").count(), 1);
      await page.click("li[data-village]:visible a");
      await page.waitForSelector("[data-answer='counted']");
      assert.equal(await page.getAttribute("html", "lang"), lang);
      assert.deepEqual(asked.filter((url) => !/^(file|blob):/.test(url)), []);
      assert.deepEqual(faults, []);
      await context.close();
    }
  });

  it("takes a code from the address, a receipt's QR text, a strip's, and a file", async () => {
    const { page, context } = await open(browser, village(), { suffix: `#kode=${codes.cast}` });
    await page.waitForSelector("[data-answer='counted']");
    const genuine = receiptText(RECORD, VILLAGE);
    assert.equal(await ask(page, genuine), "counted");
    assert.ok((await page.innerText("#receipt-answer")).includes("Tanda tangan bilik pada tanda terima ini sah."));
    // Another signature, another election, a code that is not there, half a text, another village.
    assert.equal(await ask(page, genuine.slice(0, -3) + (genuine.endsWith("000") ? "111" : "000")), "unsigned");
    const changed = (key) => receiptText(RECORD, VILLAGE, (receipt) => ({ ...receipt, [key]: `00${receipt[key].slice(2)}` }));
    assert.equal(await ask(page, changed("election")), "other-election");
    assert.equal(await ask(page, changed("code")), "unsigned");
    assert.equal(await ask(page, genuine.slice(0, 120)), "mistyped");
    assert.equal(await ask(page, receiptText(RECORD, OTHER)), "other-village");
    await picture(page, "desa-lain-id-360");
    await page.setInputFiles("#code-file", { name: "qr.txt", mimeType: "text/plain", buffer: Buffer.from(`${genuine}\n`) });
    await page.waitForSelector("[data-answer='counted']");
    await page.evaluate(`location.hash = '#kode=${codes.challenged}'`);
    await page.waitForSelector("[data-answer='challenged']");
    await context.close();
  });

  it("compares the election number from paper", async () => {
    const { page, context } = await open(browser, village());
    const id = readFileSync(join(ROOT, "fixtures/election/ELECTION_ID"), "utf8").trim();
    await page.fill("#election", id.match(/.{4}/g).join(" ").toUpperCase());
    assert.equal((await checkAll(page)).outcome, "exit-0");
    assert.ok((await page.innerText("#all-outcome")).includes("Nomor pemilihan cocok"));
    await page.fill("#election", id.replace(/^./, (digit) => (digit === "0" ? "1" : "0")));
    assert.equal((await checkAll(page)).outcome, "exit-3");
    await page.fill("#election", "12ab");
    assert.equal((await checkAll(page)).outcome, "all-bad-id");
    await context.close();
  });

  it("stops when asked", async () => {
    const { page, context, faults } = await open(browser, village());
    await page.evaluate("document.querySelector('#all-start').click(); document.querySelector('#all-stop').click()");
    assert.equal(await page.getAttribute("#all-outcome [data-outcome]", "data-outcome"), "all-cancelled");
    assert.equal((await checkAll(page)).outcome, "exit-0");
    assert.deepEqual(faults, []);
    await context.close();
  });

  it("finds every change of what it carries", async (t) => {
    const out = folder(t);
    const log = `logs/${BOOTH}.plkb`;
    const [first] = entries(RECORD, BOOTH).filter((entry) => entry.kind === "cast");
    const cases = {
      "a byte within a ballot": [12, (files) => { const bytes = files.get(log); bytes[bytes.indexOf("PLK1") + 900 * first.position] ^= 1; }],
      "votes moved in the result": [23, (files) => files.set(`villages/${VILLAGE}/result.json`, Buffer.from(files.get(`villages/${VILLAGE}/result.json`).toString().replace(/("valid": )(\d+)/, (_, key, votes) => key + (Number(votes) + 1))))],
      "a file left out": [90, (files) => files.delete(`villages/${VILLAGE}/result.json`)],
      "another root": [20, (files) => { const bytes = files.get("election.checkpoint"); bytes[bytes.length - 10] ^= 1; }],
    };
    for (const [name, [, change]] of Object.entries(cases)) {
      const { page, context } = await open(browser, forge(village(), join(out, "desa.html"), change));
      assert.deepEqual([name, (await checkAll(page)).outcome], [name, "exit-3"]);
      const failed = await page.locator("#all-outcome tr.failed th").allInnerTexts();
      t.diagnostic(`${name}: ${failed.join(", ")}`);
      assert.ok(failed.length > 0);
      await picture(page, `diubah-${name.replaceAll(" ", "-")}-id-360`);
      await context.close();
    }
  });

  it("does not call a ballot counted whose proof does not lead to the root", async (t) => {
    const out = folder(t);
    const forged = forge(village(), join(out, "desa.html"), (files) => { const bytes = files.get("election.checkpoint"); bytes[bytes.length - 10] = bytes[bytes.length - 10] === 65 ? 66 : 65; });
    const { page, context } = await open(browser, forged, { suffix: `#kode=${codes.cast}` });
    await page.waitForSelector("[data-answer='proof-broken']");
    await picture(page, "bukti-putus-id-360");
    await context.close();
  });

  it("says so when its data cannot be opened", async (t) => {
    const path = join(folder(t), "desa.html");
    writeFileSync(path, readFileSync(village(), "utf8").replace(/(octet-stream">.{2000})../, "$1AA"));
    const { page, context } = await open(browser, path);
    assert.equal(await ask(page, codes.cast), "data-damaged");
    assert.equal((await checkAll(page)).outcome, "all-failed-run");
    await context.close();
  });

  it("names votes that the page shows and the record does not", async (t) => {
    const path = join(folder(t), "desa.html");
    const html = readFileSync(village(), "utf8").replace(/(data-option="1">)(\d+)/, (_, before, votes) => before + (Number(votes) + 5));
    writeFileSync(path, html);
    const { page, context } = await open(browser, path);
    assert.deepEqual(await checkAll(page), { outcome: "exit-0", votes: "differ" });
    assert.ok((await page.innerText("#all-outcome")).includes("BERBEDA"));
    await context.close();
  });

  it("names names that the page gives to others' votes", async (t) => {
    const path = join(folder(t), "desa.html");
    const swapped = { "Siti Aminah": "Budi Santoso", "Budi Santoso": "Siti Aminah" };
    writeFileSync(path, readFileSync(village(), "utf8").replace(/(<span class="name">[^<]*?)(Siti Aminah|Budi Santoso)/g, (_, before, name) => before + swapped[name]));
    const { page, context } = await open(browser, path);
    assert.deepEqual(await checkAll(page), { outcome: "exit-0", votes: "differ" });
    await context.close();
  });

  it("misses what concerns this village and was taken out of its data", async (t) => {
    const path = join(folder(t), "desa.html");
    forge(village(), path, (files) => files.delete([...files.keys()].find((name) => name.startsWith("receipts/"))));
    const { page, context } = await open(browser, path);
    assert.equal((await checkAll(page)).outcome, "exit-3");
    await context.close();
  });

  it("can neither fetch nor send nor run what is not its own", async () => {
    const { page, context, reached } = await open(browser, village());
    await reachesNothing(page);
    assert.deepEqual(reached, []);
    await context.close();
  });

  it("prints the results without the tools", async () => {
    const { page, context } = await open(browser, village(), { width: 1280 });
    await page.emulateMedia({ media: "print" });
    assert.ok(!(await page.isVisible("#code")) && (await page.isVisible("h1 >> nth=0")));
    await picture(page, "cetak-id");
    await context.close();
  });

  it("says of a village without a result that its ballots count so far", async (t) => {
    const work = folder(t);
    // As by somebody who has everything but the trustees' shares.
    cpSync(RECORD, join(work, "bagian"), { recursive: true, filter: (path) => !path.endsWith(".share.json") });
    tally("merge", "--definition", join(RECORD, "election.json"), "--record", join(work, "arsip"), join(work, "bagian"));
    const out = publish(join(work, "arsip"), join(work, "situs"));
    const { page, context, faults } = await open(browser, join(out, `desa/${VILLAGE}.html`));
    assert.ok((await page.innerText("main")).includes("Belum ada hasil"));
    assert.equal(await ask(page, codes.cast), "counted-so-far");
    assert.deepEqual(await checkAll(page), { outcome: "exit-2", votes: "none" });
    await page.evaluate(() => document.querySelector("main").insertAdjacentHTML("beforeend", '<b data-option="1">900</b>'));
    assert.deepEqual(await checkAll(page), { outcome: "exit-2", votes: "differ" });
    assert.deepEqual(await broken(page), []);
    assert.deepEqual(faults, []);
    await picture(page, "tanpa-hasil-id-360");
    await context.close();
  });
});

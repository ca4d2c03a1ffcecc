// The live page of a counting day in a browser, from the program itself: projector and phone, changes as they come, what
// works without scripts, without the server, and from a stick.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, it } from "node:test";
import { ROOT, broken, browse, folder, open, picture, reachesNothing, tally } from "./page-helper.js";

const ELECTION = join(ROOT, "fixtures/election");
/** A sealed definition in the measures of a real day: 48 villages. */
const MANY = join(ROOT, "fixtures/definitions/banyuasin-2017/election.json");
const VILLAGE = "9901022001";
const OTHER = "9901022002";
/** Two looks and a count on a busy machine. */
const PATIENCE = { timeout: 60_000 };

/** Starts `tally recap` on any free port. @param {import("node:test").TestContext} t */
async function recap(t, watch, definition = join(ELECTION, "election.json"), more = [join(ELECTION, "tokens")]) {
  mkdirSync(watch, { recursive: true });
  const program = process.env.TALLY ? [process.env.TALLY] : ["cargo", "run", "--quiet", "--locked", "-p", "tally-cli", "--"];
  const [command, ...before] = program;
  const child = spawn(command, [...before, "recap", "--watch", watch, "--definition", definition, "--listen", "127.0.0.1:0", "--json", ...more], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
  };
  t.after(stop);
  for await (const line of createInterface({ input: child.stdout })) return { url: JSON.parse(line).address, stop };
  throw new Error("tally recap said nothing");
}

/** Opens the live page; everything that any page of the browser asks for, and what reached another place. */
async function visit(browser, url, { width = 360, lang = "id", scripts = true } = {}) {
  const context = await browser.newContext({ viewport: width > 500 ? { width, height: 1080 } : { width, height: 740 }, javaScriptEnabled: scripts });
  const asked = [];
  const faults = [];
  context.on("request", (request) => asked.push(request.url()));
  // What the policy refuses never comes here.
  const reached = [];
  await context.route((address) => !address.href.startsWith(url), (route) => {
    reached.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(url + (lang === "en" ? "?lang=en" : ""));
  return { page, context, asked, reached, faults };
}

const put = (watch, ...booths) => {
  for (const booth of booths) copyFileSync(join(ELECTION, `logs/${booth}.plkb`), join(watch, `${booth}.plkb`));
};
const tile = (village, state) => `.tile.s-${state}[data-village="${village}"]`;
const fits = "document.documentElement.scrollWidth <= innerWidth";

describe("the live page", { concurrency: false }, () => {
  const ends = [];
  const late = { after: (end) => ends.push(end) };
  let browser;
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  it("starts", async () => {
    browser = await browse(late);
  });

  for (const width of [1920, 360]) {
    for (const lang of ["id", "en"]) {
      it(`is accessible at ${width} px in ${lang}, fits, and asks nobody else`, async (t) => {
        const watch = join(folder(t), "masuk");
        const { url } = await recap(t, watch, MANY, []);
        const { page, context, asked, faults } = await visit(browser, url, { width, lang });
        assert.equal(await page.getAttribute("html", "lang"), lang);
        assert.equal(await page.locator(".tile.s-belum-lapor").count(), 48);
        await picture(page, `rekap-48-${lang}-${width}`);
        assert.deepEqual(await broken(page), []);
        assert.ok(await page.evaluate(fits), "nothing hangs over the edge");
        if (width === 1920) {
          const bottom = await page.evaluate("document.querySelector('.board').getBoundingClientRect().bottom");
          assert.ok(bottom <= 1080, `figures and map are on one screen: ${bottom}`);
          const digits = await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.cards dd')).fontSize)");
          assert.ok(digits >= 40, `${digits} px are read from six metres`);
        }
        assert.ok(asked.length > 0 && asked.every((address) => address.startsWith(url)), asked.join(" "));
        assert.deepEqual(faults, []);
        await context.close();
      });
    }
  }

  it("changes by itself, and keeps what a reader has opened, typed and focused", async (t) => {
    const watch = join(folder(t), "masuk");
    const { url, stop } = await recap(t, watch);
    const { page, context, asked, faults } = await visit(browser, url, { width: 1280 });
    const phone = await visit(browser, url, { width: 360, lang: "en" });
    await page.evaluate("globalThis.same = true");
    await page.click(`.tile[data-village="${VILLAGE}"]`);
    assert.ok(await page.isVisible(`#d-${VILLAGE} .tps`));
    await page.focus(`.tile[data-village="${OTHER}"]`);

    put(watch, `${VILLAGE}-1-1`);
    await page.waitForSelector(tile(VILLAGE, "diterima"), PATIENCE);
    put(watch, `${VILLAGE}-1-2`, `${VILLAGE}-2-1`);
    await page.waitForSelector(tile(VILLAGE, "terverifikasi"), PATIENCE);
    assert.equal(await page.textContent('[data-villages="terverifikasi"]'), "1");
    assert.equal(await page.getAttribute(`#d-${VILLAGE}`, "data-state"), "terverifikasi");
    assert.ok(await page.isVisible(`#d-${VILLAGE} .tps`), "it is still open");
    assert.equal(await page.evaluate("document.activeElement.dataset.village"), OTHER);

    const half = readFileSync(join(ELECTION, `logs/${OTHER}-1-1.plkb`));
    half[Math.floor(half.length / 3)] ^= 1;
    writeFileSync(join(watch, "stik.plkb"), half);
    writeFileSync(join(watch, "<img src=x onerror=globalThis.ran=true>\u202egpj.txt"), "x");
    await phone.page.waitForSelector(tile(OTHER, "karantina"), PATIENCE);
    await phone.page.waitForSelector("#files li code >> text=/onerror/");
    await picture(phone.page, "rekap-karantina-en-360");
    assert.deepEqual(await broken(phone.page), []);
    assert.ok(await phone.page.evaluate(fits));
    const names = (await phone.page.innerText("#files")).normalize();
    assert.ok(names.includes("\\u{202e}gpj.txt") && !names.includes("\u202e"));
    assert.equal(await phone.page.evaluate("globalThis.ran"), undefined);

    // A search stays while the results come in.
    await phone.page.fill("#find", "tanjung");
    assert.equal(await phone.page.locator("details.village:visible").count(), 1);
    cpSync(join(ELECTION, "record/villages"), join(watch, "arsip"), { recursive: true });
    put(watch, `${OTHER}-1-1`);
    await phone.page.waitForSelector(tile(OTHER, "terverifikasi"), PATIENCE);
    await phone.page.waitForSelector(`#d-${VILLAGE} .votes`, { ...PATIENCE, state: "attached" });
    assert.equal(await phone.page.locator("details.village:visible").count(), 1);
    await phone.page.click(`#d-${VILLAGE} summary`);
    const votes = await phone.page.innerText(`#d-${VILLAGE} .votes`);
    assert.ok(votes.includes("Provisional result - not a declaration") && votes.includes("Siti Aminah"), votes);
    await picture(phone.page, "rekap-hasil-en-360");
    assert.deepEqual(await broken(phone.page), []);
    await page.waitForSelector(`#d-${VILLAGE} .votes`, PATIENCE);
    await picture(page, "rekap-hasil-id-1280");
    assert.deepEqual(await broken(page), []);

    assert.equal(await page.evaluate("globalThis.same"), true, "it was never loaded again");
    assert.ok([...asked, ...phone.asked].every((address) => address.startsWith(url)));
    assert.deepEqual([...faults, ...phone.faults], []);
    assert.ok(await page.isHidden("#offline"));
    await stop();
    await page.waitForSelector("#offline:visible", PATIENCE);
    assert.ok((await page.innerText("#offline")).includes("terputus"));
    assert.deepEqual(await broken(page), []);
    await context.close();
    await phone.context.close();
  });

  it("can be read without scripts, which ask for it again, in the language that was asked for", async (t) => {
    const watch = join(folder(t), "masuk");
    mkdirSync(watch);
    put(watch, `${OTHER}-1-1`);
    const { url } = await recap(t, watch);
    const { page, context } = await visit(browser, url, { scripts: false });
    // The browser loads it again by itself.
    await page.waitForSelector(tile(OTHER, "terverifikasi"), PATIENCE);
    const text = await page.innerText("main");
    for (const words of ["Hasil sementara - bukan penetapan", "SIMULASI", "suara masuk", "Tanpa skrip"]) assert.ok(text.includes(words), words);
    assert.ok(!text.includes("ballots received"), text);
    assert.ok(await page.isHidden("#search"));
    await page.click('a[href="/?lang=en"]');
    await page.waitForURL("**/?lang=en");
    assert.ok((await page.innerText("main")).includes("ballots received"));
    await page.click(`#d-${OTHER} summary`);
    assert.ok(await page.isVisible(`#d-${OTHER} .tps`));
    await picture(page, "rekap-tanpa-skrip-en-360");
    await context.close();
  });

  it("can neither fetch from elsewhere nor send nor run what is not its own", async (t) => {
    const { url } = await recap(t, join(folder(t), "masuk"));
    const { page, context, reached } = await visit(browser, url);
    await reachesNothing(page);
    assert.deepEqual(reached, []);
    await context.close();
  });

  it("is a file too, which asks for nothing", async (t) => {
    const out = join(folder(t), "rekap.html");
    tally("recap", "--watch", join(ELECTION, "record"), "--definition", join(ELECTION, "election.json"), "--once", "--out", out);
    const { page, context, asked, reached, faults, address } = await open(browser, out);
    assert.equal(await page.locator(".tile.s-terverifikasi").count(), 2);
    await page.fill("#find", OTHER);
    assert.equal(await page.locator("details.village:visible").count(), 1);
    await page.click(`.tile[data-village="${VILLAGE}"]`);
    assert.ok(await page.isVisible(`#d-${VILLAGE} .votes`));
    assert.deepEqual(await broken(page), []);
    assert.deepEqual([asked.filter((one) => !one.startsWith("data:") && !one.startsWith(address)), reached, faults], [[], [], []]);
    assert.ok(await page.isHidden("#offline"));
    await context.close();
    const still = await browser.newContext({ javaScriptEnabled: false });
    const plain = await still.newPage();
    await plain.goto(address);
    await plain.click(`#d-${VILLAGE} summary`);
    assert.ok((await plain.innerText(`#d-${VILLAGE}`)).includes("Hasil sementara - bukan penetapan"));
    await still.close();
  });
});

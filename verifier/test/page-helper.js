// Pages for the tests: published by the program from records of the fixtures, opened in Debian's Chromium from file://.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { fromHex } from "../src/bytes.js";
import { toBase32 } from "../src/base32.js";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Runs the program `tally`, built from this tree unless TALLY names it. */
export function tally(...args) {
  const program = process.env.TALLY ? [process.env.TALLY] : ["cargo", "run", "--quiet", "--locked", "-p", "tally-cli", "--"];
  const [command, ...before] = program;
  return execFileSync(command, [...before, ...args], { cwd: ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 26 });
}

/** A folder that vanishes with the test. @param {import("node:test").TestContext} t */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "pilkades-page-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Publishes a record; the exit codes of complete, remarkable and incomplete records are all good. */
export function publish(record, out, ...more) {
  try {
    tally("publish", record, "--out", out, ...more);
  } catch (error) {
    assert.ok([1, 2].includes(error.status), `tally publish: ${error.status} ${error.stderr ?? error}`);
  }
  return out;
}

/** The browser, and every address that any of its pages asks for. @param {import("node:test").TestContext} t */
export async function browse(t) {
  assert.ok(existsSync(CHROMIUM), `the browser ${CHROMIUM} is missing: apt-get install chromium, or name it in CHROMIUM`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  t.after(() => browser.close());
  return browser;
}

/**
 * Opens a page as a phone or a desk shows it.
 * @param {import("playwright-core").Browser} browser @param {string} path @param {{ width?: number, suffix?: string }} [how]
 */
export async function open(browser, path, { width = 360, suffix = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 740 : 900 } });
  const asked = [];
  const faults = [];
  context.on("request", (request) => asked.push(request.url()));
  // What the policy refuses never comes here; anything else that asks for the network does.
  const reached = [];
  await context.route(/^(?!file:|data:|blob:)/, (route) => {
    reached.push(route.request().url());
    return route.abort();
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  const address = pathToFileURL(path).href + suffix;
  await page.goto(address);
  return { page, context, asked, reached, faults, address };
}

/** Rules of accessibility that the page breaks now, in words. @param {import("playwright-core").Page} page */
export async function broken(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).slice(0, 3).join(" | ")}`);
}

/** Keeps a picture if PAGE_PICTURES names a folder. */
export async function picture(page, name) {
  const into = process.env.PAGE_PICTURES;
  if (!into) return;
  mkdirSync(into, { recursive: true });
  await page.screenshot({ path: join(into, `${name}.png`), fullPage: true });
}

/** Types something into *Cek tanda terima* and waits for the answer. */
export async function ask(page, text) {
  await page.fill("#code", text);
  await page.click("#check-receipt button");
  await page.waitForSelector("#receipt-answer [data-answer]");
  return page.getAttribute("#receipt-answer [data-answer]", "data-answer");
}

/** Runs *Periksa semua* to its end. */
export async function checkAll(page, { timeout = 120_000 } = {}) {
  await page.click("#all-start");
  await page.waitForSelector("#all-outcome [data-outcome]", { timeout });
  const box = page.locator("#all-outcome [data-outcome]");
  return { outcome: await box.getAttribute("data-outcome"), votes: await box.getAttribute("data-votes") };
}

/** Entries of a booth's log, as the program sees them. */
export function entries(record, booth) {
  const text = tally("inspect", join(record, `logs/${booth}.plkb`), "--definition", join(record, "election.json"), "--json");
  return JSON.parse(text).result.entries;
}

/** The kode suara as people read it. @param {string} code hex */
export function shortCode(code) {
  return toBase32(fromHex(code)).slice(0, 20).match(/.{5}/g).join("-");
}

/** QR text of a loose receipt of the record. @param {(receipt: any) => any} [change] */
export function receiptText(record, village, change = (receipt) => receipt) {
  const name = readdirSync(join(record, "receipts")).filter((file) => file.startsWith(village)).sort()[0];
  const receipt = change(JSON.parse(readFileSync(join(record, "receipts", name), "utf8")));
  const symbols = ["election", "code", "entry", "signature"].map((key) => toBase32(fromHex(receipt[key])));
  return `PLK1-T-${receipt.village}-${receipt.tps}-${receipt.booth}-${symbols.join("-")}`;
}

const DATA = /(<script id="record" type="application\/octet-stream">)([^<]*)(<\/script>)/;

/** The files that a page carries. @param {string} html @returns {Map<string, Buffer>} */
export function carried(html) {
  const bytes = gunzipSync(Buffer.from(DATA.exec(html)[2], "base64"));
  const files = new Map();
  for (let at = 0; at < bytes.length; ) {
    const path = bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at)).toString();
    at += 2 + Buffer.byteLength(path);
    files.set(path, Buffer.from(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at))));
    at += 4 + files.get(path).length;
  }
  return files;
}

/** A copy of a page that carries other files. @param {string} from @param {string} to @param {(files: Map<string, Buffer>) => void} change */
export function forge(from, to, change) {
  const html = readFileSync(from, "utf8");
  const files = carried(html);
  change(files);
  const parts = [...files].map(([path, content]) => {
    const head = Buffer.alloc(2 + Buffer.byteLength(path) + 4);
    head.writeUInt16BE(Buffer.byteLength(path), 0);
    head.write(path, 2);
    head.writeUInt32BE(content.length, head.length - 4);
    return Buffer.concat([head, content]);
  });
  const packed = gzipSync(Buffer.concat(parts)).toString("base64");
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, html.replace(DATA, (_, before, __, after) => before + packed + after));
  return to;
}

/** Asserts that the page's policy refuses fetching, images, scripts and forms that are not its own. */
export async function reachesNothing(page) {
  const refused = await page.evaluate(async () => {
    const heard = [];
    document.addEventListener("securitypolicyviolation", (event) => heard.push(event.effectiveDirective));
    await fetch("https://example.org/").catch(() => {});
    new Image().src = "https://example.org/x.png";
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
    const form = document.createElement("form");
    form.action = "https://example.org/";
    document.body.append(form);
    form.submit();
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { heard: [...new Set(heard)].sort(), ran: globalThis.ran === true };
  });
  assert.deepEqual(refused, { heard: ["connect-src", "form-action", "img-src", "script-src-elem"], ran: false });
}

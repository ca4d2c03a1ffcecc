// Whole records: every fixture, every altered one, and what must not bring the verifier down.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test from "node:test";
import { Cancelled, verifyReceiptFiles, verifyRecord } from "../src/index.js";
import { fromHex } from "../src/bytes.js";
import { readCountSet } from "../src/set-file.js";
import { FIXTURES, TAMPERED, cases, failed, lay, load, option, withManifest } from "./record-helper.js";

const RECORD = join(FIXTURES, "election/record");
const CLI = fileURLToPath(new URL("../src/cli.js", import.meta.url));
const text = (bytes) => new TextDecoder().decode(bytes);
const bytes = (string) => new TextEncoder().encode(string);

test("the election of the fixtures is complete", async () => {
  const electionId = text(load(join(FIXTURES, "election")).get("ELECTION_ID")).trim();
  const verdict = await verifyRecord(load(RECORD), { electionId });
  assert.deepEqual([verdict.exit, failed(verdict), verdict.remarks], [0, [], []]);
  assert.equal(verdict.root, "eefd8164ab49148d6046804140ffd7cba9483ed07a4ba01c28a07b82edc1b181");
  assert.deepEqual(verdict.villages.map(({ result }) => result.totals), [[11, 13, 6, 2], [10, 17]]);
});

test("another ElectionId than on paper is the only failure", async () => {
  const verdict = await verifyRecord(load(RECORD), { electionId: "00".repeat(32) });
  assert.deepEqual([verdict.exit, failed(verdict)], [3, [1]]);
});

test("the untouched base of the altered records is complete", async () => {
  const verdict = await verifyRecord(load(join(TAMPERED, "bases/record")));
  assert.deepEqual([verdict.exit, failed(verdict)], [0, []]);
});

for (const one of cases("verify")) {
  const { expect } = one;
  if (expect.links.length > 0) continue;
  test(`altered record ${one.name}`, async () => {
    const verdict = await verifyRecord(lay(one), { electionId: option(one, "--election-id") });
    assert.deepEqual({ exit: verdict.exit, check: failed(verdict)[0] ?? null }, { exit: expect.exit, check: expect.check });
  });
}

test("every altered record with a link is refused by the command line", () => {
  const linked = cases("verify").filter(({ expect }) => expect.links.length > 0);
  assert.ok(linked.length > 0);
  for (const one of linked) {
    const folder = mkdtempSync(join(tmpdir(), "record-test-"));
    try {
      for (const [path, content] of lay(one)) write(join(folder, path), content);
      for (const [path, target] of one.expect.links) {
        rmSync(join(folder, path), { force: true });
        symlinkSync(target, join(folder, path));
      }
      assert.equal(spawnSync(process.execPath, [CLI, folder]).status, one.expect.exit);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
});

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

for (const one of cases("receipt", "check")) {
  test(`altered receipt ${one.name}`, () => {
    const files = lay(one);
    const parts = { entry: files.get("entry.bin"), proof: files.get("booth.tlog-proof"), upper: files.get("upper.json") };
    let exit;
    try {
      exit = verifyReceiptFiles(parts, fromHex(option(one, "--root"))).ok ? 0 : 3;
    } catch (error) {
      assert.equal(error.name, "VerifyError");
      exit = 66;
    }
    assert.equal(exit, one.expect.exit);
  });
}

// ---- what a record must not be able to do ----

test("files of garbage and cut files fail, and nothing is thrown", async () => {
  const record = load(join(TAMPERED, "bases/record"));
  const spoilt = [new Uint8Array(0), new Uint8Array(200).fill(255), bytes("{"), bytes('{"a":"'), bytes("[".repeat(50_000)), bytes("\ufeff{}"), bytes("null\n")];
  for (const path of record.keys()) {
    for (const content of [spoilt[path.length % spoilt.length], record.get(path).subarray(0, record.get(path).length >> 1)]) {
      const verdict = await verifyRecord(new Map(record).set(path, content));
      assert.equal(verdict.exit, 3, path);
    }
  }
});

test("no files at all fail", async () => {
  assert.deepEqual(failed(await verifyRecord(new Map())), [1]);
});

test("a key named __proto__ is a key that no file has", async () => {
  const record = load(join(TAMPERED, "bases/record"));
  const path = "villages/9901012001/set-1/village.json";
  record.set(path, bytes(text(record.get(path)).replace('"format"', '"__proto__": {}, "format"')));
  assert.equal(failed(await verifyRecord(withManifest(record)))[0], 18);
});

test("a log of many equal records is read in a moment", async () => {
  const record = load(join(TAMPERED, "bases/record"));
  const path = "logs/9901012001-1-1.plkb";
  const log = record.get(path);
  const head = log.subarray(0, 91 - 4);
  const length = new DataView(log.buffer, log.byteOffset + 91).getUint32(0);
  const first = log.subarray(91, 95 + length);
  const count = 20_000;
  const many = new Uint8Array(91 + count * first.length + 32);
  many.set(head);
  new DataView(many.buffer).setUint32(87, count);
  for (let i = 0; i < count; i++) many.set(first, 91 + i * first.length);
  const start = Date.now();
  const verdict = await verifyRecord(new Map(record).set(path, many));
  assert.equal(failed(verdict)[0], 5);
  assert.ok(Date.now() - start < 20_000);
});

test("progress is told, and a cancelled check stops", async () => {
  const told = [];
  await verifyRecord(load(RECORD), { onProgress: (progress) => told.push(progress) });
  assert.deepEqual(told.at(-1).done, told.at(-1).total);
  assert.ok(told.every(({ done }, i) => i === 0 || told[i - 1].done <= done));
  await assert.rejects(verifyRecord(load(RECORD), { isCancelled: () => true }), Cancelled);
});

// ---- one village's part ----

function extractOf(record, village) {
  const leaves = ["9901022001", "9901022002"].map((code) => readCountSet(record.get(`villages/${code}/set-1/village.json`)).hash);
  const own = new Map([...record].filter(([path]) => !path.includes("99010220") || path.includes(village)));
  return { files: own, extract: { village, leaves } };
}

test("one village's part of a record is checked by itself", async () => {
  for (const village of ["9901022001", "9901022002"]) {
    const { files, extract } = extractOf(load(RECORD), village);
    const verdict = await verifyRecord(files, { extract });
    assert.deepEqual([verdict.exit, failed(verdict), verdict.villages.map(({ code }) => code)], [0, [], [village]]);
    assert.equal(verdict.notChecked.length, 1);
    assert.equal(verdict.root, "eefd8164ab49148d6046804140ffd7cba9483ed07a4ba01c28a07b82edc1b181");
  }
});

test("in a part, another leaf, another line of results.json and a changed file fail", async () => {
  const village = "9901022001";
  const { files, extract } = extractOf(load(RECORD), village);
  const leaves = [extract.leaves[0], "11".repeat(32)];
  assert.deepEqual(failed(await verifyRecord(files, { extract: { village, leaves } })), [20]);
  const line = new Map(files).set("results.json", bytes(text(files.get("results.json")).replace('"ballots": 32', '"ballots": 33')));
  assert.deepEqual(failed(await verifyRecord(line, { extract })), [23, 90]);
  const result = `villages/${village}/result.json`;
  const moved = new Map(files).set(result, bytes(text(files.get(result)).replace('"valid": 30', '"valid": 31')));
  assert.deepEqual(failed(await verifyRecord(moved, { extract })), [23, 90]);
  assert.deepEqual(failed(await verifyRecord(files, { extract: { village: "9901022009", leaves } })), [1]);
});

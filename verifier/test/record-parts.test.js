// Logs, exchanges, groups and decisions by themselves, on made-up elections whose keys are known.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { decisionNote, Dice, Log, World, bundleOf } from "../campaign/world.js";
import { readBundle } from "../src/bundle.js";
import { toHex, utf8 } from "../src/bytes.js";
import { BoothEntries, branchEnds, contradictions, followLog, recordsOf } from "../src/chain.js";
import { joinCells } from "../src/count-set.js";
import { readDecision, standing } from "../src/decision.js";
import { checkedSeal, freeTextFault, readDefinition, readTokenList } from "../src/definition.js";
import { mismatches, parseRecord, writeRecord } from "../src/entry.js";
import { judge } from "../src/judge.js";

const pause = async () => {};
const world = new World(new Dice("parts"));
const definition = readDefinition(world.definition);
const [village] = world.villages;
const [place] = village.booths;
const booth = definition.boothOf.get(place.name);
const fixed = world.fixedFiles();
const tokens = new Map(definition.villages.flatMap(({ booths }) => booths.flatMap(({ lists }) => lists.map((list) => [list.name, readTokenList(list, fixed.get(`tokens/${list.name}.list`))]))));

function entriesOf(...logs) {
  const entries = new BoothEntries(definition, tokens, booth);
  for (const record of logs.flatMap(({ records }) => records)) assert.ok(entries.add(parseRecord(writeRecord(record))));
  return entries;
}

function honest() {
  const log = new Log(place);
  log.open();
  log.cast();
  log.challenge();
  log.cancel();
  log.event();
  log.cast();
  return log;
}

async function found(...logs) {
  const { status, fault, chain } = await followLog(entriesOf(...logs), pause);
  return [status, fault?.check ?? null, chain.size];
}

test("the definition of a made-up election is read, and not with another byte", () => {
  const text = new TextDecoder().decode(world.definition);
  assert.equal(definition.villages.length, world.villages.length);
  for (const [from, to] of [['"mode": "simulasi"', '"mode": "latihan"'], ['"closes": "13:00"', '"closes": "07:00"'], ['"date": "2026-11-22"', '"date": "2026-11-31"'], ['"smallest_cell": ', '"smallest_cell": 0'], ['"threshold": 2', '"threshold": 4'], ['"title": "', '"title": " '], ['"title": "', '"title": "e\u0301']]) {
    assert.ok(text.includes(from));
    assert.throws(() => readDefinition(utf8(text.replace(from, to))), { name: "VerifyError" }, to);
  }
});

test("a log is followed to its end", async () => {
  const log = honest();
  assert.deepEqual(await found(log), ["unclosed", 7, 6]);
  log.close();
  assert.deepEqual(await found(log), ["closed", null, 7]);
  assert.deepEqual(await found(new Log(place)), ["missing", null, 0]);
});

test("what breaks a log is named by its check, and the chain ends before it", async () => {
  const spoil = async (how) => {
    const log = honest();
    how(log);
    return found(log);
  };
  assert.deepEqual(await spoil((log) => log.open()), ["broken", 7, 6]);
  assert.deepEqual(await spoil((log) => log.event("lunch")), ["broken", 8, 6]);
  assert.deepEqual(await spoil((log) => log.event("pause", { at: "2026-11-22T09:30:00+08:00" })), ["broken", 8, 6]);
  assert.deepEqual(await spoil((log) => log.event("exchange")), ["broken", 8, 6]);
  assert.deepEqual(await spoil((log) => log.append(2, new Uint8Array(300))), ["broken", 8, 6]);
  assert.deepEqual(await spoil((log) => log.close({ counts: { cast: 3 } })), ["broken", 9, 6]);
  assert.deepEqual(await spoil((log) => log.close({ officers: { slips: { sah: 3, batal: 1 } } })), ["broken", 24, 6]);
  assert.deepEqual(await spoil((log) => log.close({ officers: { slips: { sah: 3, batal: 1 } }, reason: "Selisih" })), ["closed", null, 7]);
  assert.deepEqual(await spoil((log) => log.close({ officers: { present: { male: 2 ** 32, female: 0 } }, reason: "Selisih" })), ["broken", 8, 6]);
  assert.deepEqual(await spoil((log) => log.cast({ receipt: false })), ["broken", 11, 6]);
  assert.deepEqual(await spoil((log) => (log.close(), (log.records.at(-1).checkpoint = null))), ["broken", 10, 6]);
  assert.deepEqual(await spoil((log) => (log.close(), log.event())), ["broken", 7, 7]);
  assert.deepEqual(await spoil((log) => log.records.splice(3, 1)), ["broken", 7, 3]);
});

test("two entries after one are a fork; both ends are branches", async () => {
  const log = honest();
  const other = log.branch();
  log.close();
  other.event("resume");
  assert.deepEqual(await found(log, other), ["fork", 7, 6]);
  const entries = entriesOf(log, other);
  assert.deepEqual(branchEnds(entries).sort(), [log.previous, other.previous].sort());
  for (let i = 0; i < 20; i++) {
    const branch = log.branch();
    branch.records = [];
    branch.event("pause");
    for (const record of branch.records) entries.add(parseRecord(writeRecord(record)));
    const sibling = Object.assign(other.branch(), { records: [] });
    sibling.event("pause", { detail: String(i) });
    for (const record of sibling.records) entries.add(parseRecord(writeRecord(record)));
  }
  assert.equal(branchEnds(entries), null);
});

test("a strange signature is no evidence; of two parts the smaller valid one stays", async () => {
  const log = honest();
  const entries = entriesOf(log);
  const record = parseRecord(writeRecord(log.records[1]));
  assert.equal(entries.add({ ...record, signature: new Uint8Array(64) }), false);
  entries.add({ ...record, receipt: new Uint8Array(64) });
  const { chain } = await followLog(entries, pause);
  assert.deepEqual(toHex(recordsOf(entries, chain)[1].receipt), toHex(record.receipt));
});

test("receipts and checkpoints speak against a log that lacks them", async () => {
  const log = honest();
  const entries = entriesOf(log);
  const { chain } = await followLog(entries, pause);
  const cast = log.records[1];
  const receipt = { code: toHex(cast.code), entry: cast.entry.hash };
  const checks = (receipts, checkpoints) => contradictions(entries, [chain.path], receipts, checkpoints).map(({ check }) => check);
  assert.deepEqual(checks([receipt], [{ size: 6, root: chain.tree.root() }]), []);
  assert.deepEqual(checks([{ ...receipt, code: "00".repeat(32) }], []), [11]);
  assert.deepEqual(checks([{ ...receipt, entry: log.records[2].entry.hash }], []), [11]);
  assert.deepEqual(checks([], [{ size: 5, root: chain.tree.root() }, { size: 7, root: chain.tree.root() }]), [10, 10]);
});

test("ballots, tests and tokens of one log", async () => {
  const log = honest();
  const [used] = log.spent;
  const unknown = { list: place.lists[0], code: new Uint8Array(10) };
  log.cast({ slip: used });
  log.cast({ slip: unknown });
  log.cast({ spoil: true });
  log.challenge({ lie: true });
  log.challenge({ slip: used, lie: true });
  log.challenge({ slip: unknown, lie: true });
  log.close({ reason: "Tanpa selisih" });
  const { chain } = await followLog(entriesOf(log), pause);
  const { casts, remarks, invalid } = await judge(chain, pause);
  assert.deepEqual(casts.map(({ reason }) => reason), [null, null, "token-used", "not-in-list", "invalid-proof"]);
  assert.deepEqual(
    remarks.map(({ position, remark }) => [position, remark]),
    [[9, "challenge-differs"], [10, "challenge-differs"], [10, "challenge-token"], [11, "challenge-token"], [12, "accounting"]],
  );
  assert.equal(invalid, 1);
});

test("a bundle with a bad record is read to its end, one with a broken frame to there", () => {
  const log = honest();
  const bytes = bundleOf(place, log.records);
  assert.equal(readBundle(definition, bytes).faults.length, 0);
  const bad = Uint8Array.from(bytes);
  bad[95] = 4;
  const read = readBundle(definition, bad);
  assert.deepEqual([read.records.length, read.faults.length], [5, 2]);
  const cut = readBundle(definition, bytes.subarray(0, bytes.length - 40));
  assert.deepEqual([cut.records.length, cut.faults.length], [5, 1]);
});

// ---- groups (9.3) ----

const cell = (tps, number, dusun, ballots) => ({ booth: { tps, booth: number }, dusun, ballots });

function joined(cells, smallest) {
  const indexed = cells.map((one, index) => ({ ...one, index }));
  return joinCells(indexed, smallest).map((group) => group.map(({ index }) => index));
}

test("small cells are joined where they are, then with the least large group, then a level up", () => {
  assert.deepEqual(joined([cell(1, 1, 1, 5), cell(1, 2, 1, 5)], 5), [[0], [1]]);
  assert.deepEqual(joined([cell(1, 1, 1, 2), cell(1, 2, 1, 3)], 5), [[0, 1]]);
  assert.deepEqual(joined([cell(1, 1, 1, 9), cell(1, 2, 1, 4), cell(1, 3, 1, 8)], 5), [[0], [1, 2]]);
  assert.deepEqual(joined([cell(1, 1, 1, 8), cell(1, 2, 1, 4), cell(1, 3, 1, 8)], 5), [[0, 1], [2]]);
  assert.deepEqual(joined([cell(1, 1, 1, 2), cell(1, 1, 2, 9), cell(2, 1, 1, 9)], 5), [[0, 1], [2]]);
  assert.deepEqual(joined([cell(1, 1, 1, 2), cell(2, 1, 1, 9)], 5), [[0, 1]]);
  assert.deepEqual(joined([cell(1, 1, 1, 2), cell(2, 1, 1, 0)], 5), [[0], [1]]);
  assert.deepEqual(joined([cell(1, 1, 1, 0), cell(1, 2, 1, 4), cell(2, 1, 2, 3)], 5), [[0], [1, 2]]);
});

// ---- accounting and texts ----

test("identities of the close are judged one by one, whatever the size of the figures", () => {
  const good = { dpt: 10, cast: 4, challenged: 1, cancelled: 2, present: { male: 3, female: 2 }, dptb: { male: 0, female: 0 }, tokens: { received: 11, unused: 5, spoiled: 1, exchanged: 0 }, slips: { sah: 4, batal: 2 } };
  assert.deepEqual(mismatches(good), []);
  assert.deepEqual(mismatches({ ...good, present: { male: 9, female: 2 } }), ["present"]);
  assert.deepEqual(mismatches({ ...good, present: { male: 9, female: 2 }, dptb: { male: 1, female: 0 } }), []);
  assert.deepEqual(mismatches({ ...good, present: { male: 3, female: 0 } }), ["cast"]);
  assert.deepEqual(mismatches({ ...good, tokens: { ...good.tokens, received: 12 } }), ["tokens"]);
  assert.deepEqual(mismatches({ ...good, slips: { sah: 3, batal: 3 } }), ["sah", "batal"]);
  const huge = Number.MAX_SAFE_INTEGER;
  assert.deepEqual(mismatches({ ...good, present: { male: huge, female: huge }, dptb: { male: huge, female: huge - 1 } }), []);
});

test("free texts may have line separators, but nothing that steers or hides", () => {
  for (const text of ["a\u2028b", " a ", "e\u0301", "a\u00adb"]) assert.equal(freeTextFault(text), undefined);
  for (const text of ["\n", "\u0085", "\u200b", "\u202e", "\u061c", "\ufeff", "\u2066"]) assert.notEqual(freeTextFault(text), undefined);
});

// ---- decisions ----

test("of decisions about one thing the highest number holds, and two of it hold nothing", () => {
  const made = (number, at_most) => readDecision(definition, decisionNote(world, village, { kind: "booth-missing", number, tps: place.tps, booth: place.number, at_most, reason: "Rapat" }).bytes).decision;
  const [first, second, other] = [made(1, 1), made(2, 1), made(2, 2)];
  assert.equal(standing([second, first]).holding.get(second.subject), second);
  assert.deepEqual(standing([first, second, other]).conflicts, [[second, other]]);
  assert.equal(standing([first, second, other]).holding.size, 0);
  assert.equal(first.signatures.length, 2);
});

test("a decision about nobody, or of another election, is none", () => {
  const read = (body) => () => readDecision(definition, decisionNote(world, village, body).bytes);
  assert.throws(read({ kind: "booth-missing", number: 1, tps: 99, booth: 1, at_most: 0, reason: "Rapat" }), { name: "VerifyError" });
  assert.throws(read({ kind: "tie", number: 1, candidate: 7, article: "Pasal", reason: "Rapat" }), { name: "VerifyError" });
  assert.throws(read({ kind: "attendance", number: 1, tps: place.tps, booth: place.number, lists: [{ dusun: 77, present: { male: 0, female: 0 }, dptb: { male: 0, female: 0 } }], reason: "Rapat" }), { name: "VerifyError" });
  const elsewhere = new World(new Dice("elsewhere"));
  const { bytes } = decisionNote(elsewhere, elsewhere.villages[0], { kind: "tie", number: 1, candidate: 1, article: "Pasal", reason: "Rapat" });
  assert.throws(() => readDecision(definition, bytes), { name: "VerifyError" });
});

// ---- definitions in the measures of real elections ----

test("the definitions of the fixtures are valid and sealed, and not after a single change", () => {
  const folder = new URL("../../fixtures/definitions/", import.meta.url);
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.equal(names.length, 3);
  for (const name of names) {
    const file = (path) => new Uint8Array(readFileSync(new URL(`${name}/${path}`, folder)));
    const [bytes, note] = [file("election.json"), file("election.json.note")];
    assert.ok(checkedSeal(readDefinition(bytes), note));
    const text = new TextDecoder().decode(bytes);
    assert.throws(() => readDefinition(utf8(text.replace(/"joint_key": "../, '"joint_key": "ff'))), { name: "VerifyError" });
    assert.throws(() => checkedSeal(readDefinition(utf8(text.replace(/"title": "/, '"title": "x'))), note), { name: "VerifyError" });
  }
});

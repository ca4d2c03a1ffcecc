// A village opened for questions of voters.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { toBase32 } from "../src/base32.js";
import { fromHex } from "../src/bytes.js";
import { openVillage, shortCode } from "../src/index.js";
import { FIXTURES, TAMPERED, cases, lay, load } from "./record-helper.js";

const RECORD = join(FIXTURES, "election/record");
const VILLAGE = "9901022001";

function kinds(opened) {
  const found = {};
  for (const code of opened.places.keys()) {
    const { kind, reason, ok } = opened.find(code);
    const name = [kind, reason, ok].join(" ");
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

test("every ballot, test and cancelled ballot is found with its way to the root", () => {
  assert.deepEqual(kinds(openVillage(load(RECORD), VILLAGE)), { "counted  true": 32, "challenged  true": 2, "cancelled voter true": 1 });
});

test("with the leaves of the other villages their files are not needed", () => {
  const record = load(RECORD);
  const leaves = openVillage(record, VILLAGE).electionLeaves.map((leaf) => Buffer.from(leaf).toString("hex"));
  const own = new Map([...record].filter(([path]) => !path.includes("9901022002")));
  assert.throws(() => openVillage(own, VILLAGE), /9901022002/);
  assert.equal(kinds(openVillage(own, VILLAGE, { leaves }))["counted  true"], 32);
});

test("what people type: lower case, spaces, O for 0, I and L for 1", () => {
  const opened = openVillage(load(RECORD), VILLAGE);
  const code = [...opened.places.keys()].find((short) => /[01]/.test(short));
  const typed = ` ${code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")}`;
  assert.equal(opened.find(typed).code, opened.find(code).code);
});

test("absent and mistyped are told apart", () => {
  const opened = openVillage(load(RECORD), VILLAGE);
  assert.equal(opened.find("00000-00000-00000-00000").kind, "absent");
  for (const typed of ["", "00000-00000-00000-0000", "UUUUU-00000-00000-00000", "00000-00000-00000-000000"]) assert.equal(opened.find(typed).kind, "mistyped", typed);
});

test("a receipt's QR text is found, and its signature told", () => {
  const opened = openVillage(load(RECORD), VILLAGE);
  const receipt = receiptOf(VILLAGE);
  const { kind, ok, signed, booth } = opened.receipt(qr(receipt));
  assert.deepEqual({ kind, ok, signed, booth }, { kind: "counted", ok: true, signed: true, booth: { tps: receipt.tps, booth: receipt.booth } });
  const forged = qr({ ...receipt, signature: "00".repeat(64) });
  assert.deepEqual([opened.receipt(forged).kind, opened.receipt(forged).signed], ["counted", false]);
  assert.equal(opened.receipt(qr({ ...receipt, entry: "00".repeat(32) })).kind, "absent");
  assert.equal(opened.receipt(qr({ ...receipt, election: "00".repeat(32) })).kind, "other-election");
  assert.equal(opened.receipt(qr(receiptOf("9901022002"))).kind, "other-village");
  assert.equal(opened.receipt("PLK1-T-x").kind, "mistyped");
});

function receiptOf(village) {
  const [, bytes] = [...load(RECORD)].find(([path]) => path.startsWith(`receipts/${village}`));
  return JSON.parse(new TextDecoder().decode(bytes));
}

function qr({ village, tps, booth, election, code, entry, signature }) {
  const symbols = [election, code, entry, signature].map((hex) => toBase32(fromHex(hex)));
  return `PLK1-T-${village}-${tps}-${booth}-${symbols.join("-")}`;
}

test("a changed log or count set is seen in the proof", () => {
  const record = load(RECORD);
  const set = `villages/${VILLAGE}/set-1/village.json`;
  const text = new TextDecoder().decode(record.get(set)).replace(/"root": "../, '"root": "00');
  const other = openVillage(new Map(record).set(set, new TextEncoder().encode(text)), VILLAGE);
  assert.equal(kinds(other)["counted  false"], 32);
  const log = Uint8Array.from(record.get(`logs/${VILLAGE}-1-1.plkb`));
  log[1000] ^= 1;
  const cut = openVillage(new Map(record).set(`logs/${VILLAGE}-1-1.plkb`, log), VILLAGE);
  assert.ok(cut.size > 0);
  assert.equal(kinds(cut)["counted  true"] ?? 0, 0);
});

test("a ballot that is set aside says why", () => {
  // The committee's own list decides what people are told: here it sets a good ballot aside.
  const one = cases("verify").find(({ name }) => name === "515-valid-ballot-set-aside");
  const found = kinds(openVillage(lay(one), "9901012001"));
  assert.equal(found["set-aside invalid-proof true"], 1);
});

test("ballots of a log that is not counted are said to be so", () => {
  const one = cases("verify").find(({ name }) => name === "530-tps-omitted");
  const found = kinds(openVillage(lay(one), "9901012001"));
  assert.equal(found["log-not-counted log-missing "], 4);
  assert.equal(found["counted  true"], 4);
});

test("the short code is the first hundred bits", () => {
  assert.equal(shortCode(fromHex("ff".repeat(32))), "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ");
  assert.ok(load(join(TAMPERED, "bases/record")).size > 0);
});

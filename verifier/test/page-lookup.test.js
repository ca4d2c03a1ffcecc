// What somebody typed, pasted or scanned, without a browser; and that both languages say the same.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fromAddress, question } from "../page/lookup.js";
import { LANGUAGES, TEXTS, speaker } from "../page/words.js";
import { sentence } from "../page/receipt-view.js";
import { CHECKS } from "../src/index.js";

test("a code is read as people type it", () => {
  const code = "67RH5-9644W-WVPRC-F4KQQ";
  for (const typed of [code, code.toLowerCase(), code.replaceAll("-", " "), ` ${code.replaceAll("-", "")}\n`]) {
    assert.deepEqual(question(typed), { kind: "code", code });
  }
  assert.deepEqual(question("o1il0-00000-00000-00000"), { kind: "code", code: "01110-00000-00000-00000" });
  assert.deepEqual(question("67RH5-9644W-WVPRC-F4KQ"), { kind: "mistyped", found: 19 });
  assert.deepEqual(question("67RH5-9644W-WVPRC-F4KQU"), { kind: "mistyped", found: 20 });
  assert.deepEqual(question("  \n"), { kind: "nothing" });
});

test("QR texts are told by their head, whatever broke their lines", () => {
  const receipt = `PLK1-T-9901022001-1-2-${"A".repeat(52)}-${"B".repeat(52)}-${"C".repeat(52)}-${"D".repeat(103)}`;
  assert.deepEqual(question(`hasil pindai: ${receipt.slice(0, 80)}\n${receipt.slice(80)} `), { kind: "receipt", text: receipt, village: "9901022001" });
  assert.deepEqual(question(`PLK1-K-67RH59644WWVPRCF4KQQ${"0".repeat(32)}`), { kind: "code", code: "67RH5-9644W-WVPRC-F4KQQ" });
});

test("an address asks its question", () => {
  assert.equal(fromAddress("#kode=ABC%20DE"), "ABC DE");
  assert.equal(fromAddress("#terima=PLK1"), "PLK1");
  assert.equal(fromAddress("#kode=%E0"), "%E0");
  assert.equal(fromAddress("#lain=1"), "");
});

test("an answer gets the sentence that says least too much", () => {
  const about = { result: true };
  const of = (answer, data = about) => sentence({ kind: "counted", ok: true, ...answer }, data);
  assert.equal(of({}), "counted");
  assert.equal(of({}, { result: false }), "counted-so-far");
  assert.equal(of({ ok: false }), "proof-broken");
  assert.equal(of({ signed: false }), "unsigned");
  assert.equal(of({ kind: "absent", ok: null, signed: true }), "absent-signed");
  assert.equal(of({ kind: "absent", ok: null }), "absent");
  assert.equal(of({ kind: "mistyped", ok: null, signed: false }), "mistyped-qr");
  assert.equal(of({ kind: "other-election", ok: null, signed: false }), "other-election");
  assert.equal(of({ kind: "log-not-counted", ok: null }), "log-not-counted");
});

test("both languages say the same, of every check", () => {
  for (const texts of Object.values(TEXTS)) assert.deepEqual(Object.keys(texts.id).sort(), Object.keys(texts.en).sort());
  for (const key of Object.keys(TEXTS.sentences.id)) {
    const values = (lang) => (TEXTS.sentences[lang][key].match(/\{\w+\}/g) ?? []).sort();
    assert.deepEqual(values("id"), values("en"), key);
  }
  for (const lang of LANGUAGES) for (const number of CHECKS.keys()) assert.ok(TEXTS.checks[lang][number], `${lang} ${number}`);
});

test("every answer and its parts have words", () => {
  const { say } = speaker("id");
  const kinds = ["counted", "counted-so-far", "set-aside", "log-not-counted", "challenged", "cancelled", "absent", "absent-signed", "mistyped", "mistyped-qr", "other-village", "other-election", "unsigned", "proof-broken"];
  for (const kind of kinds) {
    for (const part of kind === "counted-so-far" ? ["", "-about"] : ["", "-about", "-do"]) assert.notEqual(say(`${kind}${part}`), `${kind}${part}`);
  }
});

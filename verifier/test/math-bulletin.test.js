// Bulletins (spec 10.6): fixtures/vectors/bulletin.json, and every single change of each of its texts.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";

import { toBase32 } from "../src/base32.js";
import { bulletinMessage, contentBytes, readBulletinDigits, readBulletinSms, readBulletinText } from "../src/bulletin.js";
import { attempt, fromHex, toHex } from "../src/bytes.js";
import { readDefinition } from "../src/definition.js";
import { H, leafHash } from "../src/hash.js";

const fixture = (path) => readFileSync(new URL(`../../fixtures/${path}`, import.meta.url));
const vectors = JSON.parse(fixture("vectors/bulletin.json"));
const definition = readDefinition(fixture(vectors.definition));
const READERS = { qr: readBulletinText, sms: readBulletinSms, digits: readBulletinDigits };

/** The word for what is wrong, or undefined. */
const refusal = (read, text, of = definition) => attempt(() => read(text, of)).error?.why;

test("every bulletin, in all its forms", () => {
  assert.equal(toHex(definition.id), vectors.election);
  assert.equal(vectors.bulletins.length, 5);
  for (const vector of vectors.bulletins) {
    const { mode, village, tps, registered, ballots, votes, doubt, final } = vector;
    const content = { mode, village, tps, registered, ballots, votes, doubt, final };
    const plain = ({ election, mode: _, ...found }) => ({ election: toHex(election), mode: _, ...found });
    assert.deepEqual(plain(readBulletinText(vector.qr, definition)), { election: vectors.election, ...content, set: vector.set, key: vector.key, signedBy: vector.signer });
    assert.deepEqual(plain(readBulletinSms(vector.sms, definition)), { election: vectors.election, ...content });
    assert.deepEqual(plain(readBulletinDigits(vector.digits, definition)), { election: vectors.election, ...content });
    const typed = ` ${vector.sms.toLowerCase().replaceAll(" ", "\n ")}\n`;
    assert.deepEqual(readBulletinSms(typed.replace(/[01](?=[0-9a-z]*\n$)/g, (c) => (c === "0" ? "o" : "l")), definition).votes, votes);
    assert.deepEqual(readBulletinDigits(vector.digits.replaceAll(" ", "-\n."), definition).votes, votes);
  }
});

test("what is refused, in its words", () => {
  assert.equal(vectors.refused.length, 30);
  for (const { what, carrier, text, error, definition: other } of vectors.refused) {
    assert.equal(other, undefined);
    assert.equal(refusal(READERS[carrier], text), error, `${carrier}: ${what}`);
  }
});

test("every single changed or missing character of a QR text is refused", () => {
  const { qr } = vectors.bulletins[1];
  for (let i = 0; i < qr.length; i++) {
    for (const symbol of "0179AFHNRSZ.-") {
      if (symbol !== qr[i]) assert.notEqual(refusal(readBulletinText, qr.slice(0, i) + symbol + qr.slice(i + 1)), undefined, `${symbol} at ${i}`);
    }
    assert.notEqual(refusal(readBulletinText, qr.slice(0, i) + qr.slice(i + 1)), undefined, `without ${i}`);
  }
});

test("every substitution and every swap of neighbours in SMS and digits is refused", () => {
  for (const { sms, digits } of vectors.bulletins) {
    for (const [read, text, symbols] of [[readBulletinSms, sms, "0123456789ABCDEFGHJKMNPQRSTVWXYZ=-"], [readBulletinDigits, digits, "0123456789"]]) {
      for (let i = 0; i < text.length; i++) {
        if (text[i] === " ") continue;
        for (const symbol of symbols) {
          if (symbol !== text[i]) assert.notEqual(refusal(read, text.slice(0, i) + symbol + text.slice(i + 1)), undefined, `${symbol} at ${i} of ${text}`);
        }
        const swapped = text.slice(0, i) + (text[i + 1] ?? "") + text[i] + text.slice(i + 2);
        if (text[i + 1] !== " " && text[i + 1] !== text[i] && i + 1 < text.length) assert.notEqual(refusal(read, swapped), undefined, `swap at ${i} of ${text}`);
      }
    }
  }
});

test("digits: the group that is to be said again is named; lost, doubled and exchanged groups are noticed", () => {
  const groups = vectors.bulletins[0].digits.split(" ");
  for (let i = 0; i < groups.length; i++) {
    const wrong = groups.with(i, groups[i].replace(/.$/, (digit) => String((Number(digit) + 1) % 10)));
    const { error } = attempt(() => readBulletinDigits(wrong.join(" "), definition));
    assert.deepEqual([error.why, error.position], ["group", i + 1]);
    assert.match(refusal(readBulletinDigits, groups.toSpliced(i, 1).join(" ")), /^(group|form)$/);
    assert.match(refusal(readBulletinDigits, groups.toSpliced(i, 0, groups[i]).join(" ")), /^(group|form)$/);
    if (i > 0) assert.equal(refusal(readBulletinDigits, groups.with(i, groups[i - 1]).with(i - 1, groups[i]).join(" ")), "group");
  }
  assert.equal(refusal(readBulletinDigits, ""), "form");
  assert.equal(refusal(readBulletinDigits, groups.join(" ") + "1"), "form");
});

/** A village with many TPS, as a definition that only has what a bulletin asks for. */
function many(count, voters = 10) {
  const key = leafHash(fromHex("07"));
  const tps = Array.from({ length: count }, (_, i) => ({ number: 101 + i, voters: { male: voters, female: voters } }));
  const village = { code: "1607062001", n: 2, tps, registered: { male: voters * count, female: voters * count }, committee: { keys: [{ name: "ketua", key: ed25519.getPublicKey(key) }] } };
  const id = leafHash(fromHex("01"));
  return { key, definition: { id, idHex: toHex(id), mode: "resmi", villageOf: new Map([[village.code, village]]) } };
}

function smsOf(content, places) {
  const { village, registered, ballots, votes, doubt, election } = content;
  const text = `PLK1-Q R ${village} T${places} D${registered} S${ballots} ${votes.map((v, i) => `${i + 1}=${v}`).join(" ")} K${doubt} N ${toBase32(election, 8)} `;
  const whole = text + toBase32(H("bulletin-code", contentBytes(content)), 4);
  let s = 0;
  for (const character of whole) s = (10 * (s + character.codePointAt(0))) % 1021;
  return whole + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[s >> 5] + "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[s & 31];
}

test("SMS: a long list of TPS is a mask, a short one is not", () => {
  const { definition: large } = many(12);
  const content = { mode: "resmi", election: large.id, village: "1607062001", registered: 120, ballots: 3, votes: [1, 2], doubt: 0, final: false };
  const six = { ...content, tps: [101, 102, 103, 104, 105, 112] };
  // 12 TPS: 111110000001 and three zero bits.
  assert.deepEqual(readBulletinSms(smsOf(six, "XZ08"), large).tps, six.tps);
  assert.equal(refusal(readBulletinSms, smsOf(six, "101.102.103.104.105.112"), large), "form");
  assert.equal(refusal(readBulletinSms, smsOf(six, "XZ09"), large), "tps");
  assert.equal(refusal(readBulletinSms, smsOf(six, "XZ080"), large), "tps");
  const five = { ...content, registered: 100, tps: [101, 102, 103, 104, 105] };
  assert.deepEqual(readBulletinSms(smsOf(five, "101.102.103.104.105"), large).tps, five.tps);
  assert.equal(refusal(readBulletinSms, smsOf(five, "XZ00"), large), "tps");
});

test("QR: the signature covers the set and the key's place, and only members sign", () => {
  const { definition: large, key } = many(2);
  const content = { mode: "resmi", election: large.id, village: "1607062001", tps: [101], registered: 20, ballots: 3, votes: [1, 2], doubt: 4, final: false };
  const set = leafHash(fromHex("02"));
  const text = (number, signed = { content, set, number }) => {
    const signature = ed25519.sign(bulletinMessage(signed.content, signed.set, signed.number), key);
    return `PLK1-H-R-${toBase32(large.id)}-1607062001-101-${toBase32(set)}-20-3-1.2-4-N-${number}-${toBase32(signature)}`;
  };
  assert.equal(readBulletinText(` ${text(1)}\n`, large).signedBy, "ketua");
  assert.equal(refusal(readBulletinText, text(2), large), "key");
  assert.equal(refusal(readBulletinText, text(1, { content, set: leafHash(set), number: 1 }), large), "signature");
  assert.equal(refusal(readBulletinText, text(1, { content, set, number: 2 }), large), "signature");
  assert.equal(refusal(readBulletinText, text(1, { content: { ...content, doubt: 5 }, set, number: 1 }), large), "signature");
});

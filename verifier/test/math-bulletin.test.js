// fixtures/vectors/bulletin.json: every spelling of every bulletin is read, and what must be refused is, for its reason.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { readBulletinDigits, readBulletinSms, readBulletinText } from "../src/bulletin.js";
import { toHex } from "../src/bytes.js";
import { readDefinition } from "../src/definition.js";

const fixtures = new URL("../../fixtures/", import.meta.url);
const vectors = JSON.parse(readFileSync(new URL("vectors/bulletin.json", fixtures), "utf8"));
const definition = readDefinition(new Uint8Array(readFileSync(new URL(vectors.definition, fixtures))));
const readers = { qr: readBulletinText, sms: readBulletinSms, digits: readBulletinDigits };

test("the definition is that of the vectors", () => {
  assert.equal(toHex(definition.id), vectors.election);
  assert.equal(vectors.bulletins.length, 5);
});

for (const line of vectors.bulletins) {
  for (const [carrier, read] of Object.entries(readers)) {
    test(`${line.village} TPS ${line.tps.join("+") || "all"} as ${carrier}`, () => {
      const said = read(line[carrier], definition);
      for (const field of ["mode", "village", "tps", "registered", "ballots", "votes", "doubt", "final"]) assert.deepEqual(said[field], line[field], field);
      assert.equal(toHex(said.election), vectors.election);
      if (carrier === "qr") assert.deepEqual([said.set, said.key, said.signedBy], [line.set, line.key, line.signer]);
    });
  }
}

for (const { what, carrier, text, error } of vectors.refused) {
  test(`${carrier}: ${what}`, () => {
    assert.throws(() => readers[carrier](text, definition), { why: error });
  });
}

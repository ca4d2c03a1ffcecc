// Readers of bytes, JSON, notes, base32, lists, receipts: the smallest text that is wrong is refused for its reason.

import assert from "node:assert/strict";
import { readFileSync, readdirSync, existsSync } from "node:fs";
import test from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";

import { fromBase32, normaliseTyped, parseShortCode, shortCode, toBase32 } from "../src/base32.js";
import { Reader, VerifyError, attempt, compareBytes, concat, fromBase64, fromHex, fromUtf8, inFile, toBase64, toHex, utf8 } from "../src/bytes.js";
import { leafHash } from "../src/hash.js";
import { array, boolean, hex, integer, object, objectBy, oneOf, optional, readAny, readCompact, readPretty, string, writePretty } from "../src/json.js";
import { keyId, keyNameFault, parseNote, signaturesOf, verifyNote, writeNote, writeRecordNote } from "../src/note.js";
import { parseCodeText, parseReceipt, parseReceiptText, verifyReceiptFiles } from "../src/receipt.js";
import { parseSlip, parseTokenCode, parseTokenList, tokenListHash, writeTokenCode } from "../src/token.js";
import { Tree, inclusionProof, parseCheckpoint, parseTlogProof, proofLength, rootOf, verifyInclusion } from "../src/tree.js";

const fixture = (path) => new URL(`../../fixtures/${path}`, import.meta.url);

/** What a reader says is wrong; it throws nothing else. */
const why = (read) => attempt(read).error?.why;

test("hex, base64, UTF-8: one form each", () => {
  assert.equal(toHex(fromHex("00ff10")), "00ff10");
  for (const wrong of ["0g", "FF", "f", "0x00"]) assert.match(why(() => fromHex(wrong)), /hexadecimal/);
  assert.match(why(() => fromHex("00", 2)), /hexadecimal of 2 bytes/);
  for (const bytes of ["", "00", "0001", "000102", "ff".repeat(32)]) {
    const text = toBase64(fromHex(bytes));
    assert.equal(text, Buffer.from(bytes, "hex").toString("base64"));
    assert.equal(toHex(fromBase64(text)), bytes);
  }
  for (const wrong of ["AA", "AA=", "AB==", "A===", "AAA", "AA==AA==", "A A=", "AA-=", "=", "====", "AAAA="]) assert.match(why(() => fromBase64(wrong)), /base64/, wrong);
  assert.equal(why(() => fromUtf8(Uint8Array.of(0xc0, 0x80))), "not UTF-8");
  assert.equal(why(() => fromUtf8(Uint8Array.of(0xed, 0xa0, 0x80))), "not UTF-8");
  assert.equal(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf)), "\ufeff");
});

test("the reader of bytes ends where the bytes end", () => {
  const reader = new Reader(fromHex("01" + "0203" + "ffffffff" + "0000000000000005" + "00000002" + "6869"));
  assert.deepEqual([reader.u8(), reader.u16(), reader.u32(), reader.u64(), reader.str(2)], [1, 0x203, 0xffffffff, 5, "hi"]);
  reader.end();
  assert.equal(why(() => reader.u8()), "the file ends too early");
  assert.equal(why(() => new Reader(fromHex("00")).end()), "bytes after the end");
  assert.match(why(() => new Reader(fromHex("ffffffff00")).str(100)), /longer than 100/);
  assert.match(why(() => new Reader(fromHex("ffffffffffffffff")).u64()), /2\^53/);
  const error = attempt(() => inFile("a.bin", () => new Reader(fromHex("00")).u16())).error;
  assert.deepEqual([error.file, error.position], ["a.bin", 0]);
  assert.throws(() => inFile("a.bin", () => null.x), TypeError);
});

const SCHEMA = object({ a: integer(0, 10), b: optional(string(1, 3)), c: array(boolean(), 0, 2), d: object({ e: hex(2) }) });
const good = { a: 5, b: 'x"\n', c: [true, false], d: { e: "00ff" } };

test("JSON: the pretty and the compact form", () => {
  const pretty = '{\n  "a": 5,\n  "b": "x\\"\\n",\n  "c": [\n    true,\n    false\n  ],\n  "d": {\n    "e": "00ff"\n  }\n}\n';
  assert.equal(fromUtf8(writePretty(good)), pretty);
  assert.deepEqual(readPretty(utf8(pretty), SCHEMA), good);
  const compact = JSON.stringify(good);
  assert.deepEqual(readCompact(utf8(compact), SCHEMA), good);
  assert.deepEqual(readAny(utf8(`\r\n\t ${compact} `), SCHEMA), good);
  for (const other of [compact, pretty + "\n", pretty.replace("  ", "\t"), pretty.slice(0, -1), pretty.replaceAll("\n", "\r\n")]) {
    assert.equal(why(() => readPretty(utf8(other), SCHEMA)), "not in the one form of this file");
  }
  assert.equal(why(() => readCompact(utf8(pretty), SCHEMA)), "not in the one form of this file");
  const empty = object({ list: array(integer()), none: object({}) });
  assert.deepEqual(readPretty(utf8('{\n  "list": [],\n  "none": {}\n}\n'), empty), { list: [], none: {} });
});

test("JSON: what is refused, in every form, with the place", () => {
  const cases = [
    ['{"a":5,"c":[],"d":{"e":"00ff"},"f":1}', /"f" is unknown, stands twice/],
    ['{"a":5,"a":5,"c":[],"d":{"e":"00ff"}}', /"c" is missing or in another place/],
    ['{"c":[],"a":5,"d":{"e":"00ff"}}', /"a" is missing/],
    ['{"a":5,"c":[],"d":{"e":"00ff"}} x', /something follows the end/],
    ['{"a":5,"c":[],"d":{"e":"00ff"},}', /a string expected/],
    ['{"a":5,"c":[true,],"d":{"e":"00ff"}}', /true or false expected/],
    ['{"a":5,"c":[true,true,true],"d":{"e":"00ff"}}', /more than 2/],
    ['{"a":5,"b":"","c":[],"d":{"e":"00ff"}}', /1 to 3 characters/],
    ['{"a":5,"b":"abcd","c":[],"d":{"e":"00ff"}}', /1 to 3 characters/],
    ['{"a":5,"b":null,"c":[],"d":{"e":"00ff"}}', /b: a string expected/],
    ['{"a":5,"c":[],"d":{"e":"00FF"}}', /d\.e: lower-case hexadecimal/],
    ['{"a":5,"c":[],"d":{"e":"00f"}}', /hexadecimal of 2 bytes/],
    ['{"a":5,"c":[],"d":null}', /d: "\{" expected/],
    ['{"a":5', /"\}" expected/],
    ['{"a":0x5,"c":[],"d":{"e":"00ff"}}', /"\}" expected/],
    ["", /"\{" expected/],
    ["\ufeff{}", /"\{" expected/],
    ["[".repeat(100_000), /"\{" expected/],
    ...["05", "-5", "5.0", "5e0", "+5", "11", "9007199254740992", "99999999999999999999", "", "Infinity"].map((number) => [`{"a":${number},"c":[],"d":{"e":"00ff"}}`, /^a: a/]),
    ...['"\\u0041"', '"\\/"', '"\\u000A"', '"\\u000a"', '"\\u001F"', '"\n"', '"\\ud800"', '"\\x"', '"abc', "'a'"].map((text) => [`{"a":5,"b":${text},"c":[],"d":{"e":"00ff"}}`, /^b: a string/]),
  ];
  for (const [text, expected] of cases) {
    const { error } = attempt(() => readAny(utf8(text), SCHEMA));
    assert.match(error?.why ?? "accepted", expected, text.slice(0, 60));
    assert.equal(typeof error.position, "number");
  }
  assert.deepEqual(readAny(utf8('{"a":5,"b":"\\u001f\u007f\u2028","c":[],"d":{"e":"00ff"}}'), SCHEMA).b, "\u001f\u007f\u2028");
  assert.deepEqual(readAny(utf8("[9007199254740991]"), array(integer())), [9007199254740991]);
  assert.match(why(() => readAny(utf8("[1]"), array(integer()), { limit: 2 })), /larger than 2 bytes/);
  assert.equal(why(() => readAny(Uint8Array.of(0x22, 0xff, 0x22), string())), "not UTF-8");
  assert.equal(attempt(() => readAny(utf8('["é", 1.5]'), array(string()))).error.position, 7, "positions are bytes");
  assert.equal(attempt(() => readAny(utf8('{"__proto__":1}'), object({ a: integer() }))).error?.why.includes("missing"), true);
});

test("JSON: a string as long as a file may be", () => {
  const text = "a".repeat(20_000_000);
  assert.equal(readAny(utf8(JSON.stringify(text)), string()), text);
  assert.match(why(() => readAny(utf8(JSON.stringify(text).slice(0, -1)), string())), /a string without end/);
});

test("JSON: keys that follow from others, and values that are tested", () => {
  const schema = objectBy({ kind: oneOf("x", "y") }, ({ kind }) => (kind === "x" ? { n: integer() } : { s: string(0, 5, (text) => (text === "no" ? "not this" : undefined)) }));
  assert.deepEqual(readAny(utf8('{"kind":"x","n":1}'), schema), { kind: "x", n: 1 });
  assert.deepEqual(readAny(utf8('{"kind":"y","s":"a"}'), schema), { kind: "y", s: "a" });
  assert.match(why(() => readAny(utf8('{"kind":"y","n":1}'), schema)), /"s" is missing/);
  assert.match(why(() => readAny(utf8('{"kind":"z"}'), schema)), /"x" or "y" expected/);
  assert.match(why(() => readAny(utf8('{"kind":"y","s":"no"}'), schema)), /not this/);
});

const secrets = ["a", "b", "c"].map((name) => leafHash(utf8(name)));
const keys = secrets.map((secret, i) => ({ name: `key-${i}`, key: ed25519.getPublicKey(secret) }));
const line = (i, text, name = keys[i].name) => ({ name, keyId: keyId(keys[i].name, keys[i].key), signature: ed25519.sign(utf8(text), secrets[i]) });

test("notes: known keys must be good, unknown ones are ignored", () => {
  const text = "a\n\nb\n";
  const note = parseNote(writeNote(text, [line(0, text), line(2, text), line(1, text)]));
  assert.equal(note.text, text);
  assert.deepEqual(verifyNote(note, keys.slice(0, 2)).map(({ name }) => name), ["key-0", "key-1"]);
  const bad = parseNote(writeNote(text, [line(0, text), line(1, "another text\n")]));
  assert.equal(why(() => verifyNote(bad, keys)), "the signature of key-1 is bad");
  assert.equal(verifyNote(bad, [keys[0]]).length, 1);
  assert.equal(why(() => verifyNote(bad, [keys[2]])), "no signature by a known key");
  assert.deepEqual(signaturesOf(bad, [keys[2]]), []);
  // The name alone, or the id alone, does not make a key known.
  assert.deepEqual(signaturesOf(parseNote(writeNote(text, [line(0, "x", "key-1")])), keys), []);
  const short = { ...line(0, text), signature: line(0, text).signature.subarray(1) };
  assert.equal(why(() => verifyNote(parseNote(writeNote(text, [short])), keys)), "the signature of key-0 is bad");
});

test("notes: form", () => {
  const text = "a\n";
  const bytes = fromUtf8(writeNote(text, [line(0, text)]));
  const cases = [
    [bytes.slice(0, -1), "the note does not end with a line"],
    [bytes.replace("\n\n", "\n"), "the note has no empty line before its signatures"],
    [bytes.replace("\u2014", "-"), "not a signature line"],
    [bytes.replace("\u2014 ", "\u2014  "), "not a signature line"],
    [bytes.replace("key-0", "key+0"), "a key name has no plus sign, white space or control character"],
    [bytes.replace("key-0", "k".repeat(201)), "a key name has 1 to 200 bytes"],
    [bytes.replace(/.\n$/, "!\n"), "not base64"],
    [bytes + "\n", "the note does not end with a line"],
    [bytes + "x\n", "not a signature line"],
    [`${text}\n\u2014 n AAAAAA==\n`, "a signature without bytes"],
    [text + "\n" + bytes.split("\n\n")[1].repeat(65), "more than 64 signatures"],
    [bytes.replace("a", "\u0085"), "the text of the note has a control character"],
    [bytes.replace("a", "a\r"), "the text of the note has a control character"],
    ["x".repeat(65_536) + "\n" + bytes, "the text of the note has more than 65536 bytes"],
  ];
  for (const [note, expected] of cases) assert.equal(why(() => parseNote(utf8(note))), expected, JSON.stringify(note.slice(0, 80)));
  for (const name of ["", "a b", "a\u00a0b", "a\tb", "a+b", "a\u0085"]) assert.notEqual(keyNameFault(name), undefined, JSON.stringify(name));
  assert.equal(keyNameFault("dpmd.example/é-1"), undefined);
});

test("notes: the form of a record is sorted and has one signature of a key", () => {
  const text = "a\n";
  const signatures = [1, 0].map((i) => ({ ...keys[i], signature: line(i, text).signature }));
  const twice = [...signatures, { ...keys[0], signature: new Uint8Array(64) }];
  const note = parseNote(writeRecordNote(text, twice));
  assert.deepEqual(note.lines.map(({ name }) => name), ["key-0", "key-1"]);
  assert.deepEqual(note.lines[0].signature, new Uint8Array(64));
});

test("base32: strict for programs, lenient for people", () => {
  const bytes = leafHash(utf8("x"));
  const text = toBase32(bytes);
  assert.equal(text.length, 52);
  assert.deepEqual(fromBase32(text, 32), bytes);
  const last = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(51) + 1);
  assert.equal(why(() => fromBase32(last, 32)), "bits beyond the last byte are not zero");
  assert.match(why(() => fromBase32(text.toLowerCase(), 32)), /is not a symbol/);
  assert.match(why(() => fromBase32(text.slice(1), 32)), /not 52 symbols/);
  assert.equal(toBase32(fromHex("00443214c74254b635cf84653a56d7c675be77df")), "0123456789ABCDEFGHJKMNPQRSTVWXYZ");
  assert.equal(normaliseTyped("o0-iIlL 1z"), "0011111Z");
  assert.equal(normaliseTyped("U"), null);
  const short = shortCode(bytes);
  assert.match(short, /^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
  assert.equal(parseShortCode(` ${short.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")}`), short);
  assert.equal(parseShortCode(short.slice(1)), null);
});

test("token codes: every single substitution and every swap of neighbours is found", () => {
  const code = fromHex("00112233445566778899");
  const text = writeTokenCode(code);
  assert.deepEqual(parseTokenCode(text), code);
  const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (let i = 0; i < 17; i++) {
    for (const symbol of symbols) if (symbol !== text[i]) assert.equal(why(() => parseTokenCode(text.slice(0, i) + symbol + text.slice(i + 1))), "the check symbol is wrong");
    if (i > 0 && text[i] !== text[i - 1]) {
      const swapped = text.slice(0, i - 1) + text[i] + text[i - 1] + text.slice(i + 1);
      assert.equal(why(() => parseTokenCode(swapped)), "the check symbol is wrong");
    }
  }
  assert.deepEqual(parseSlip(`PLK1-R-1607062001-1-2-${text}`), { mode: "resmi", village: "1607062001", tps: 1, booth: 2, code });
  for (const wrong of [`PLK1-X-1607062001-1-2-${text}`, `PLK1-R-1607062001-01-2-${text}`, `PLK1-R-160706200-1-2-${text}`, `PLK1-R-1607062001-1-2-${text}0`, `plk1-R-1607062001-1-2-${text}`]) {
    assert.equal(why(() => parseSlip(wrong)), "not the QR text of a slip");
  }
});

test("token lists of the fixture, and lists that are wrong", () => {
  const definition = JSON.parse(readFileSync(fixture("election/record/election.json"), "utf8"));
  let lists = 0;
  for (const village of definition.villages) {
    for (const { number: tps, booths } of village.tps) {
      for (const booth of booths) {
        for (const list of booth.lists) {
          const name = `${village.code}-${tps}-${booth.number}-${list.dusun}`;
          const read = parseTokenList(readFileSync(fixture(`election/record/tokens/${name}.list`)));
          assert.deepEqual([read.village, read.tps, read.booth, read.dusun, read.hashes.length], [village.code, tps, booth.number, list.dusun, list.tokens]);
          assert.equal(toHex(tokenListHash(read.hashes)), list.hash);
          lists += 1;
        }
      }
    }
  }
  assert.equal(lists, 5);
  const [a, b] = ["0".repeat(64), "1".repeat(64)];
  const text = (...lines) => utf8(["pilkades/token-list/v1", "1607062001-1-2-0", ...lines].join("\n") + "\n");
  assert.equal(parseTokenList(text(a, b)).hashes.length, 2);
  assert.match(why(() => parseTokenList(text(b, a))), /not sorted/);
  assert.match(why(() => parseTokenList(text(a, a))), /twice/);
  assert.match(why(() => parseTokenList(text())), /1 to 20000/);
  assert.match(why(() => parseTokenList(text(a, ""))), /hexadecimal/);
  assert.match(why(() => parseTokenList(text(a.slice(1)))), /hexadecimal/);
  assert.match(why(() => parseTokenList(text(a).subarray(0, -1))), /no end/);
  assert.match(why(() => parseTokenList(utf8(`pilkades/token-list/v2\n1607062001-1-2-0\n${a}\n`))), /not a token list/);
  assert.match(why(() => parseTokenList(utf8(`pilkades/token-list/v1\n1607062001-1-02-0\n${a}\n`))), /names no list/);
});

test("trees: every proof of every small tree leads to its root and to no other", () => {
  const leaves = Array.from({ length: 20 }, (_, i) => leafHash(Uint8Array.of(i)));
  assert.equal(toHex(new Tree().root()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (let size = 1; size <= 20; size++) {
    const root = rootOf(leaves.slice(0, size));
    for (let index = 0; index < size; index++) {
      const hashes = inclusionProof(leaves.slice(0, size), index);
      assert.equal(hashes.length, proofLength(index, size));
      assert.ok(verifyInclusion(index, size, leaves[index], hashes, root));
      assert.ok(!verifyInclusion(index, size, leafHash(leaves[index]), hashes, root));
      assert.ok(!verifyInclusion(index, size, leaves[index], [...hashes, root], root));
      assert.ok(!verifyInclusion(index, size, leaves[index], hashes.slice(1), root) || hashes.length === 0);
      if (size > 1) assert.ok(!verifyInclusion((index + 1) % size, size, leaves[index], hashes, root));
    }
    assert.ok(!verifyInclusion(size, size, leaves[0], [], root));
  }
});

test("checkpoints and tlog-proofs have one form", () => {
  const root = toBase64(leafHash(utf8("x")));
  assert.deepEqual(parseCheckpoint(`o\n0\n${root}\n`), { origin: "o", size: 0, root: leafHash(utf8("x")) });
  for (const wrong of [`o\n1\n${root}`, `o\n1\n${root}\nx\n`, `\no\n1\n${root}\n`]) assert.match(why(() => parseCheckpoint(wrong)), /three lines/);
  for (const origin of ["", "a b", "a+b"]) assert.match(why(() => parseCheckpoint(`${origin}\n1\n${root}\n`)), /name of a log/);
  for (const size of ["01", "-1", "", "1 ", "9007199254740992"]) assert.match(why(() => parseCheckpoint(`o\n${size}\n${root}\n`)), /decimal/);
  assert.match(why(() => parseCheckpoint(`o\n1\n${root.slice(4)}\n`)), /32 bytes/);
  const proof = readFileSync(fixture("tampered/bases/proof/booth.tlog-proof"), "utf8");
  assert.equal(parseTlogProof(proof).hashes.length, 4);
  assert.equal(parseTlogProof(proof.replace("index", "extra AAAA\nindex")).index, 1);
  for (const [wrong, expected] of [
    [proof.replace("@v1", "@v2"), /not a tlog-proof/],
    [proof.replace("index 1", "index 9"), /no leaf 9/],
    [proof.replace("index 1", "index 01"), /index is missing/],
    [proof.replace(/index 1\n.*\n/, "index 1\n"), /3 hashes instead of 4/],
    [proof.replace("index 1\n", "index 1\nAAAA\n"), /32 bytes/],
    [proof.replace("\n\n", "\n"), /./],
  ]) assert.match(why(() => parseTlogProof(wrong)), expected);
});

test("receipts of the fixture, and QR texts", () => {
  const folder = fixture("election/record/receipts/");
  const files = readdirSync(folder);
  assert.equal(files.length, 4);
  for (const file of files) {
    const bytes = readFileSync(new URL(file, folder));
    const receipt = parseReceipt(bytes);
    const { village, tps, booth, election, code, entry, signature } = receipt;
    assert.equal(file, `${village}-${tps}-${booth}-${code}-${entry}.receipt.json`);
    const [e, c, h] = [election, code, entry].map((value) => toBase32(fromHex(value)));
    const text = `PLK1-T-${village}-${tps}-${booth}-${e}-${c}-${h}-${toBase32(fromHex(signature))}`;
    assert.deepEqual(parseReceiptText(text), { election, village, tps, booth, code, entry, signature });
    assert.equal(toHex(parseCodeText(`PLK1-K-${c}`)), code);
    for (const wrong of [text.slice(0, -1), text + "0", text.replace("PLK1-T", "PLK1-K"), text.toLowerCase(), text.replace(`-${tps}-`, `-0${tps}-`)]) {
      assert.equal(why(() => parseReceiptText(wrong)), "not the QR text of a receipt");
    }
    assert.match(why(() => parseReceiptText(text.slice(0, -1) + "Z")), /beyond the last byte/);
    assert.match(why(() => parseReceipt(concat(bytes, utf8("\n")))), /one form/);
    assert.match(why(() => parseReceipt(concat(bytes, new Uint8Array(4096)))), /larger than 4096/);
  }
});

test("receipt files: the untouched ones, and every tampered case", () => {
  const cases = readdirSync(fixture("tampered/")).filter((name) => /^9[0-9]{2}-/.test(name));
  assert.equal(cases.length, 10);
  const root = "471f7e8d73d8204fa5f8c49b3aaa20aa623f7ff8ef439139b44b7570fe5f7faf";
  for (const name of [null, ...cases]) {
    const read = (file) => {
      const altered = fixture(`tampered/${name}/overlay/${file}`);
      return readFileSync(name !== null && existsSync(altered) ? altered : fixture(`tampered/bases/proof/${file}`));
    };
    const expected = name === null ? { exit: 0, command: [,,,, root] } : JSON.parse(readFileSync(fixture(`tampered/${name}/expect.json`), "utf8"));
    const files = { entry: read("entry.bin"), proof: read("booth.tlog-proof"), upper: read("upper.json") };
    const { value, error } = attempt(() => verifyReceiptFiles(files, fromHex(expected.command[4])));
    assert.equal(error ? 66 : value.ok ? 0 : 3, expected.exit, `${name}: ${error?.why ?? JSON.stringify(value.failures)}`);
    assert.ok(error ? error instanceof VerifyError && error.file : value.ok || value.failures.length > 0);
    if (name === null) assert.deepEqual([value.position, value.setHash, value.electionRoot, value.setAside], [1, root, root, null]);
  }
});

test("bytewise order", () => {
  const sorted = ["", "00", "0000", "01", "0100", "ff"].map((text) => fromHex(text));
  assert.deepEqual([...sorted].reverse().sort(compareBytes), sorted);
});

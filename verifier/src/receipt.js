// Receipts (spec 6.8), their QR texts (6.10), and the files with which one proves a ballot in an election (7.5).

import { fromBase32 } from "./base32.js";
import { ballotCode } from "./ballot.js";
import { Reader, attempt, concat, fail, fromHex, fromUtf8, inFile, label, toHex, utf8 } from "./bytes.js";
import { leafHash } from "./hash.js";
import { array, hex, integer, object, oneOf, readPretty, string } from "./json.js";
import { readCountSet } from "./set-file.js";
import { verifySignature } from "./signature.js";
import { parseTlogProof, rootFromProof, verifyInclusion } from "./tree.js";

/** @typedef {{ election: string, village: string, tps: number, booth: number, code: string, entry: string, signature: string }} Receipt hashes and signature in hex */

const VILLAGE = string(10, 10, (text) => (/^[0-9]{10}$/.test(text) ? undefined : "10 digits expected"));
const PLACE = { election: hex(32), village: VILLAGE, tps: integer(1, 999), booth: integer(1, 99) };
const RECEIPT = object({ format: oneOf("pilkades/receipt/v1"), ...PLACE, code: hex(32), entry: hex(32), signature: hex(64) });

/** @param {Uint8Array} bytes a `*.receipt.json` @returns {Receipt & { format: string }} */
export function parseReceipt(bytes) {
  return readPretty(bytes, RECEIPT, { limit: 4096 });
}

/** What a booth signs for a cast ballot. @param {Uint8Array} election @param {Uint8Array} code @param {Uint8Array} entry entry hash @returns {Uint8Array} */
export function receiptMessage(election, code, entry) {
  return concat(label("receipt"), election, code, entry);
}

/** @param {Receipt} receipt @param {Uint8Array} boothKey @returns {boolean} */
export function verifyReceipt({ election, code, entry, signature }, boothKey) {
  return verifySignature(boothKey, receiptMessage(fromHex(election), fromHex(code), fromHex(entry)), fromHex(signature));
}

/** QR text `PLK1-T-...` of a *TANDA TERIMA*. @param {string} text @returns {Receipt} */
export function parseReceiptText(text) {
  const parts = /^PLK1-T-([0-9]{10})-([1-9][0-9]{0,2})-([1-9][0-9]?)-([0-9A-Z]{52})-([0-9A-Z]{52})-([0-9A-Z]{52})-([0-9A-Z]{103})$/.exec(text);
  if (!parts) fail("not the QR text of a receipt");
  const [election, code, entry] = [parts[4], parts[5], parts[6]].map((symbols) => toHex(fromBase32(symbols, 32)));
  const signature = toHex(fromBase32(parts[7], 64));
  return { election, village: parts[1], tps: Number(parts[2]), booth: Number(parts[3]), code, entry, signature };
}

/** QR text `PLK1-K-...` of a strip *KODE SUARA*. @param {string} text @returns {Uint8Array} 32 bytes */
export function parseCodeText(text) {
  const parts = /^PLK1-K-([0-9A-Z]{52})$/.exec(text);
  if (!parts) fail("not the QR text of a kode suara");
  return fromBase32(parts[1], 32);
}

// Hashes and context that are not hexadecimal are found where they are used: they make the proof wrong, not unreadable (7.5).
const PROOF = object({ index: integer(), size: integer(), hashes: array(string()) });
const UPPER = object({
  format: oneOf("pilkades/upper/v1"),
  ...PLACE,
  code: hex(32),
  context: string(),
  village_proof: PROOF,
  village_set: string(),
  election_proof: PROOF,
});

/**
 * Checks the three files of spec 7.5 against a root on paper. Throws a VerifyError if a file is unreadable.
 * `root` is the election root or the village's set hash. Signatures are not asked for: the root on paper vouches for everything below it.
 * @param {{ entry: Uint8Array, proof: Uint8Array, upper: Uint8Array }} files `entry.bin`, `booth.tlog-proof`, `upper.json`
 * @param {Uint8Array} root
 * @returns {{ ok: boolean, failures: { file: string, why: string }[], code: string, village: string, tps: number, booth: number, position: number, setHash: string, electionRoot: string | null, setAside: string | null }}
 *   `setAside`: the reason that the count set gives for not counting this ballot
 */
export function verifyReceiptFiles({ entry, proof, upper }, root) {
  const { position, ballot } = inFile("entry.bin", () => castBallot(entry));
  const booth = inFile("booth.tlog-proof", () => parseTlogProof(fromUtf8(proof)));
  const above = inFile("upper.json", () => readPretty(upper, UPPER));
  const set = inFile("upper.json", () => readCountSet(utf8(above.village_set)));
  const failures = [];
  const need = (holds, file, why) => holds || failures.push({ file, why });

  need(ballot !== null, "entry.bin", "the entry is not a cast ballot");
  need(ballot !== null && codeOf(above.context, ballot) === above.code, "upper.json", "the kode suara is not that of the ballot");
  need(booth.index === position, "booth.tlog-proof", "the entry has another position");
  const { checkpoint, hashes, index } = booth;
  need(verifyInclusion(index, checkpoint.size, leafHash(entry), hashes, checkpoint.root), "booth.tlog-proof", "the entry is not in the booth's tree");
  need(checkpoint.origin.endsWith(`/${above.election}/${above.village}/${above.tps}/${above.booth}`), "booth.tlog-proof", "the checkpoint is of another booth");

  need(set.value.election === above.election && set.value.village === above.village, "upper.json", "the count set is of another village");
  need(set.value.root === rootAbove(above.village_proof, leafHash(utf8(booth.note.text))), "upper.json", "the booth's checkpoint is not in the village's tree");
  const electionRoot = rootAbove(above.election_proof, set.hashBytes);
  need(electionRoot !== null, "upper.json", "the proof in the election tree is none");
  need([electionRoot, set.hash].includes(toHex(root)), "upper.json", "the proof leads to another root than the one on paper");

  const { code, village, tps, booth: number } = above;
  const setAside = set.value.set_aside.find((line) => line.tps === tps && line.booth === number && line.position === position && line.code === code)?.reason ?? null;
  return { ok: failures.length === 0, failures, code, village, tps, booth: number, position, setHash: set.hash, electionRoot, setAside };
}

/** Position of an entry, and its ballot if it is *cast* (spec 6.1). */
function castBallot(entry) {
  const reader = new Reader(entry);
  reader.expect(utf8("PLK1"), "an entry of a log");
  const kind = reader.u8();
  const position = reader.u64();
  reader.take(32);
  const length = reader.u32();
  if (kind < 1 || kind > 6 || position >= 200_000 || length > 3900) fail("not an entry of a log");
  const body = reader.take(length);
  reader.end();
  return { position, ballot: kind === 2 ? body : null };
}

/** @returns {string | null} hex, or null if there is no such proof */
function rootAbove({ index, size, hashes }, leaf) {
  const { value } = attempt(() => rootFromProof(index, size, leaf, hashes.map((hash) => fromHex(hash, 32))));
  return value ? toHex(value) : null;
}

/** @returns {string | null} */
function codeOf(context, ballot) {
  const { value } = attempt(() => toHex(ballotCode(fromHex(context), ballot)));
  return value ?? null;
}

// Receipts (spec 6.8), their QR texts (6.10), and the files with which one proves a ballot in an election (7.5).

import { fromBase32 } from "./base32.js";
import { ballotCode } from "./ballot.js";
import { concat, fail, fromHex, fromUtf8, label, toHex, utf8 } from "./bytes.js";
import { leafHash } from "./hash.js";
import { array, hex, integer, object, oneOf, readPretty, string } from "./json.js";
import { verifySignature } from "./signature.js";
import { parseCheckpoint, parseTlogProof, rootFromProof, verifyInclusion } from "./tree.js";

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

const PROOF = object({ index: integer(), size: integer(1), hashes: array(hex(32), 0, 64) });
const UPPER = object({
  format: oneOf("pilkades/upper/v1"),
  ...PLACE,
  code: hex(32),
  context: string(2, 4096, (text) => (/^(?:[0-9a-f]{2})+$/.test(text) ? undefined : "hexadecimal expected")),
  village_proof: PROOF,
  village_set: string(1, 2 ** 24),
  election_proof: PROOF,
});

/**
 * Checks the three files of spec 7.5 against a root on paper. Throws a VerifyError if a file is unreadable.
 * @param {{ entry: Uint8Array, proof: Uint8Array, upper: Uint8Array }} files `entry.bin`, `booth.tlog-proof`, `upper.json`
 * @param {Uint8Array} root the election root, or the village's set hash
 * @returns {{ ok: boolean, failures: string[], code: string, village: string, tps: number, booth: number, setHash: string, electionRoot: string | null }}
 */
export function verifyReceiptFiles({ entry, proof, upper }, root) {
  throw new Error("written below");
}

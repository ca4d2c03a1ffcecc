// Tokens: codes, hashes, lists, slips (spec 5).

import { SYMBOLS, fromBase32, toBase32 } from "./base32.js";
import { compareBytes, concat, fail, fromHex, fromUtf8, str, u16, u32, u8 } from "./bytes.js";
import { H, hashesFrom } from "./hash.js";

/** @typedef {{ mode: string, nonce: Uint8Array, village: string, tps: number, booth: number, dusun: number }} TokenPlace */

/** Token hash (spec 5.2). @param {TokenPlace} place @param {Uint8Array} code 10 bytes @returns {Uint8Array} */
export function tokenHash({ mode, nonce, village, tps, booth, dusun }, code) {
  return H("token", str(mode), nonce, str(village), u16(tps), u16(booth), u8(dusun), code);
}

/** `tokenHash` for many codes of one place. @param {TokenPlace} place @returns {(code: Uint8Array) => Uint8Array} */
export function tokenHasher({ mode, nonce, village, tps, booth, dusun }) {
  return hashesFrom("token", str(mode), nonce, str(village), u16(tps), u16(booth), u8(dusun));
}

/** Hash of a list (spec 5.3). @param {Uint8Array[]} hashes sorted @returns {Uint8Array} */
export function tokenListHash(hashes) {
  return H("token-list", u32(hashes.length), ...hashes);
}

export const LIST_LIMIT = 20_000;

/** Reads a `.list` file: sorted, distinct, 1 to 20,000 hashes. @param {Uint8Array} bytes @returns {{ village: string, tps: number, booth: number, dusun: number, hashes: Uint8Array[] }} */
export function parseTokenList(bytes) {
  if (bytes.length > 200 + 65 * LIST_LIMIT) fail("the token list is too large");
  const lines = fromUtf8(bytes).split("\n");
  if (lines.pop() !== "") fail("the last line has no end", { position: bytes.length });
  if (lines[0] !== "pilkades/token-list/v1") fail("not a token list", { position: 0 });
  const place = /^([0-9]{10})-([1-9][0-9]{0,2})-([1-9][0-9]?)-(0|[1-9][0-9]?)$/.exec(lines[1] ?? "");
  if (!place) fail("the second line names no list", { position: 23 });
  const hashes = lines.slice(2).map((line) => fromHex(line, 32));
  if (hashes.length < 1 || hashes.length > LIST_LIMIT) fail(`a token list has 1 to ${LIST_LIMIT} hashes`);
  for (let i = 1; i < hashes.length; i++) if (compareBytes(hashes[i - 1], hashes[i]) >= 0) fail("the hashes are not sorted, or one stands twice");
  const [tps, booth, dusun] = place.slice(2).map(Number);
  return { village: place[1], tps, booth, dusun, hashes };
}

/** GF(32) = GF(2)[x]/(x^5 + x^2 + 1): times alpha = x. */
function timesAlpha(value) {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}

/** sum alpha^(n-i) c_i by Horner's rule. @param {string} symbols */
function checkSum(symbols) {
  let sum = 0;
  for (const symbol of symbols) sum = timesAlpha(sum) ^ SYMBOLS.indexOf(symbol);
  return sum;
}

/** 16 symbols and the check symbol (spec 5.1). @param {Uint8Array} code 10 bytes @returns {string} */
export function writeTokenCode(code) {
  const symbols = toBase32(code);
  return symbols + SYMBOLS[timesAlpha(checkSum(symbols))];
}

/** @param {string} text 17 symbols, upper case @returns {Uint8Array} 10 bytes */
export function parseTokenCode(text) {
  if (text.length !== 17) fail("not 17 symbols");
  const code = fromBase32(text.slice(0, 16), 10);
  if (writeTokenCode(code) !== text) fail("the check symbol is wrong");
  return code;
}

/** QR text of a slip (spec 5.4). @param {string} text @returns {{ mode: string, village: string, tps: number, booth: number, code: Uint8Array }} */
export function parseSlip(text) {
  const parts = /^PLK1-([RS])-([0-9]{10})-([1-9][0-9]{0,2})-([1-9][0-9]?)-([0-9A-Z]{17})$/.exec(text);
  if (!parts) fail("not the QR text of a slip");
  return { mode: parts[1] === "R" ? "resmi" : "simulasi", village: parts[2], tps: Number(parts[3]), booth: Number(parts[4]), code: parseTokenCode(parts[5]) };
}

// Ed25519 (RFC 8032), strict verification (spec 1.4). Every signature is checked by itself, never in a batch.

import { sha512 } from "@noble/hashes/sha2.js";
import { concat, equalBytes, fail, littleEndian, toHex } from "./bytes.js";
import { BASE, Table, decodeEdwards, encodeEdwards, identity, isSmallOrder, sumOfProducts } from "./curve.js";
import { ORDER } from "./order.js";

// A booth's key signs every entry of its log: keys are decoded once, and those that come often get a table.
const REMEMBERED = 1_000;
const OFTEN = 6;
/** @type {Map<string, { point: import("./curve.js").Point | null, used: number, table: Table | null }>} */
const known = new Map();
let baseTable = null;

/** Whether these bytes are a key: a canonical encoding, not of small order. @param {Uint8Array} key @returns {boolean} */
export function isKey(key) {
  return knownKey(key).point !== null;
}

/** @param {Uint8Array} key 32 bytes @returns {Uint8Array} the same; throws if it is no key */
export function checkKey(key) {
  if (!isKey(key)) fail("not an Ed25519 key (spec 1.4)");
  return key;
}

/**
 * Strict: S < l, A and R canonical and not of small order, and the encoding of SB - kA equals R.
 * @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature any length; only 64 bytes can be good
 * @returns {boolean} false also if the key is none
 */
export function verifySignature(key, message, signature) {
  if (signature.length !== 64) return false;
  const A = knownKey(key);
  if (A.point === null) return false;
  const R = signature.subarray(0, 32);
  const S = littleEndian(signature.subarray(32));
  if (S >= ORDER) return false;
  const k = littleEndian(sha512(concat(R, key, message))) % ORDER;
  const expected = difference(S, k, A);
  // What encodeEdwards writes is canonical, so an R that equals it is.
  return equalBytes(encodeEdwards(expected), R) && !isSmallOrder(expected);
}

/** SB - kA. A may have a part of small order, so k is never replaced by something equal mod l: -k A is k (-A). */
function difference(S, k, A) {
  A.used += 1;
  if (A.used === OFTEN) A.table = new Table(negated(A.point), 5);
  baseTable ??= new Table(BASE, 8);
  const sum = A.table ? identity() : sumOfProducts([negated(A.point)], [k]);
  A.table?.addProduct(sum, k);
  baseTable.addProduct(sum, S);
  return sum;
}

function negated(point) {
  const size = point.length / 4;
  return point.map((digit, i) => (i < size || i >= 3 * size ? -digit : digit));
}

function knownKey(key) {
  const name = toHex(key);
  const found = known.get(name);
  if (found) return found;
  if (known.size >= REMEMBERED) known.clear();
  const point = decodeEdwards(key);
  const entry = { point: point === null || isSmallOrder(point) ? null : point, used: 0, table: null };
  known.set(name, entry);
  return entry;
}

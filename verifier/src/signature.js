// Ed25519 (RFC 8032), strict verification (spec 1.4). Every signature is checked by itself, never in a batch.
//
// @noble/curves' own `verify` follows ZIP 215, and with `zip215: false` RFC 8032's cofactored equation: both accept what strict
// verification refuses (a part of small order in A or R). So the equation stands here, on its points.

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, equalBytes, fail, littleEndian, toHex } from "./bytes.js";
import { ORDER } from "./order.js";

const { Point } = ed25519;
/** @typedef {InstanceType<typeof Point>} EdwardsPoint */

// A booth's key signs every entry of its log: keys are decoded once, and those that come often get a table.
const REMEMBERED = 1_000;
/** A table has 300 KiB; logs are read booth by booth. */
const TABLES = 32;
let tables = 0;
const OFTEN = 16;
const WINDOW = 6;
/** @type {Map<string, { point: EdwardsPoint | null, used: number }>} */
const known = new Map();

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
  const signer = knownKey(key);
  if (signer.point === null) return false;
  const R = signature.subarray(0, 32);
  const S = littleEndian(signature.subarray(32));
  if (S >= ORDER) return false;
  const k = littleEndian(sha512(concat(R, key, message))) % ORDER;
  signer.used += 1;
  if (signer.used === OFTEN && tables < TABLES) {
    signer.point.precompute(WINDOW, false);
    tables += 1;
  }
  const expected = Point.BASE.multiplyUnsafe(S).subtract(signer.point.multiplyUnsafe(k));
  // What toBytes writes is canonical, so an R that equals it is.
  return equalBytes(expected.toBytes(), R) && !expected.isSmallOrder();
}

function knownKey(key) {
  const name = toHex(key);
  const found = known.get(name);
  if (found) return found;
  if (known.size >= REMEMBERED || tables === TABLES) {
    known.clear();
    tables = 0;
  }
  const entry = { point: decode(key), used: 0 };
  known.set(name, entry);
  return entry;
}

function decode(key) {
  try {
    const point = Point.fromBytes(key, false);
    return point.isSmallOrder() ? null : point;
  } catch {
    return null;
  }
}

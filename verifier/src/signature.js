// Ed25519 (RFC 8032), strict verification (spec 1.4). Every signature is checked by itself, never in a batch.

import { ed25519 } from "@noble/curves/ed25519.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, equalBytes, fail, littleEndian, toHex } from "./bytes.js";
import { ORDER } from "./order.js";

const Point = ed25519.Point;

// Keys are few (one per booth, member, saksi) and sign up to 200,000 entries each: each is decoded once.
const decoded = new Map();
const REMEMBERED = 10_000;

/** Whether these bytes are a key: a canonical encoding, not of small order. @param {Uint8Array} key @returns {boolean} */
export function isKey(key) {
  return keyPoint(key) !== null;
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
  const A = keyPoint(key);
  if (A === null) return false;
  const R = signature.subarray(0, 32);
  const S = littleEndian(signature.subarray(32));
  if (S >= ORDER) return false;
  const k = littleEndian(sha512(concat(R, key, message))) % ORDER;
  const expected = Point.BASE.multiplyUnsafe(S).subtract(A.multiplyUnsafe(k));
  // What toBytes writes is canonical, so an R that equals it is.
  return equalBytes(expected.toBytes(), R) && !expected.isSmallOrder();
}

function keyPoint(key) {
  const name = toHex(key);
  const known = decoded.get(name);
  if (known !== undefined) return known;
  const point = decodeKey(key);
  if (decoded.size >= REMEMBERED) decoded.clear();
  decoded.set(name, point);
  return point;
}

function decodeKey(key) {
  if (key.length !== 32) return null;
  try {
    const point = Point.fromBytes(Uint8Array.from(key), false);
    return point.isSmallOrder() || !equalBytes(point.toBytes(), key) ? null : point;
  } catch {
    return null;
  }
}

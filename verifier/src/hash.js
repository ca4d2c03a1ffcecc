// Hashes with a purpose (spec 1.2), and the two of RFC 6962 without.

import { sha256 } from "@noble/hashes/sha2.js";
import { concat, label, littleEndian, u8 } from "./bytes.js";
import { ORDER } from "./order.js";

export { sha256 };

/** `H(p, x, y, ...)`. @param {string} purpose @param {...Uint8Array} parts @returns {Uint8Array} */
export function H(purpose, ...parts) {
  const hash = sha256.create().update(label(purpose));
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** `H(p, x, ...)` for many values with one beginning, which is hashed once. @param {string} purpose @param {...Uint8Array} beginning @returns {(...rest: Uint8Array[]) => Uint8Array} */
export function hashesFrom(purpose, ...beginning) {
  const begun = sha256.create().update(label(purpose));
  for (const part of beginning) begun.update(part);
  return (...rest) => {
    const hash = begun.clone();
    for (const part of rest) hash.update(part);
    return hash.digest();
  };
}

/** `leaf(x)`: entry hashes, set hashes. @param {Uint8Array} bytes @returns {Uint8Array} */
export function leafHash(bytes) {
  return sha256.create().update(u8(0)).update(bytes).digest();
}

/** `node(l, r)`. @param {Uint8Array} left @param {Uint8Array} right @returns {Uint8Array} */
export function nodeHash(left, right) {
  return sha256.create().update(u8(1)).update(left).update(right).digest();
}

/** `num128(p, x...)`. @param {string} purpose @param {...Uint8Array} parts @returns {bigint} */
export function num128(purpose, ...parts) {
  return littleEndian(H(purpose, ...parts).subarray(0, 16));
}

/** `scalar(p, x...)`, reduced mod l. @param {string} purpose @param {...Uint8Array} parts @returns {bigint} */
export function scalar(purpose, ...parts) {
  return littleEndian(concat(H(purpose, u8(0), ...parts), H(purpose, u8(1), ...parts))) % ORDER;
}

// ristretto255 (spec 1.3, RFC 9496) on @noble/curves. A Point is opaque: only the functions of this file work on it.

import { pippenger } from "@noble/curves/abstract/curve.js";
import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { concat, fail, littleEndian, toLittleEndian, u8 } from "./bytes.js";
import { H } from "./hash.js";
import { ORDER, invertModOrder, modOrder } from "./order.js";

export { ORDER, invertModOrder, modOrder };

const { Point } = ristretto255;
/** @typedef {InstanceType<typeof Point>} Point */

/** @type {Point} */
export const BASE = Point.BASE;
/** @type {Point} */
export const IDENTITY = Point.ZERO;

/** DECODE of RFC 9496 4.3.1; throws for anything but a canonical encoding. @param {Uint8Array} bytes 32 bytes @returns {Point} */
export function decodePoint(bytes) {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return fail("not a point of ristretto255");
  }
}

/** ENCODE of RFC 9496 4.3.2. @param {Point} point @returns {Uint8Array} 32 bytes */
export function encodePoint(point) {
  return point.toBytes();
}

/** Canonical (below l). @param {Uint8Array} bytes 32 bytes @returns {bigint} */
export function decodeScalar(bytes) {
  const value = littleEndian(bytes);
  if (bytes.length !== 32 || value >= ORDER) fail("not a scalar below the group's order");
  return value;
}

/** @param {bigint} value 0 to l - 1 @returns {Uint8Array} */
export function encodeScalar(value) {
  return toLittleEndian(value, 32);
}

/** @param {Point} a @param {Point} b @returns {Point} */
export function add(a, b) {
  return a.add(b);
}

/** @param {Point} a @param {Point} b @returns {Point} */
export function subtract(a, b) {
  return a.subtract(b);
}

/** @param {Point} point @param {bigint} scalar any integer @returns {Point} */
export function multiply(point, scalar) {
  return point.multiplyUnsafe(modOrder(scalar));
}

/** EQUALS of RFC 9496 4.3.3. @param {Point} a @param {Point} b */
export function equalPoints(a, b) {
  return a.equals(b);
}

/** @param {Point} point */
export function isIdentity(point) {
  return point.is0();
}

/** sum of scalar_i point_i. @param {Point[]} points @param {bigint[]} scalars any integers @returns {Point} */
export function sumOfProducts(points, scalars) {
  if (points.length < 8) return points.reduce((sum, point, i) => sum.add(multiply(point, scalars[i])), IDENTITY);
  return pippenger(Point, points, scalars.map(modOrder));
}

/** Element derivation (RFC 9496 4.3.4). @param {Uint8Array} bytes 64 bytes @returns {Point} */
export function oneWayMap(bytes) {
  return ristretto255_hasher.deriveToCurve(bytes);
}

function generator(purpose, j) {
  return oneWayMap(concat(H(purpose, u8(j), u8(0)), H(purpose, u8(j), u8(1))));
}

const EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];
/** G_1..G_8, from index 0. @type {Point[]} */
export const G = EIGHT.map((j) => generator("generator/G", j));
/** Q_1..Q_8, from index 0. @type {Point[]} */
export const Q = EIGHT.map((j) => generator("generator/Q", j));
/** @type {Point} */
export const L = generator("generator/L", 0);

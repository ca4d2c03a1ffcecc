// ristretto255 (spec 1.3, RFC 9496). A Point is opaque: only the functions of this file work on it.

import { concat, fail, littleEndian, toLittleEndian, u8 } from "./bytes.js";
import * as curve from "./curve.js";
import * as field from "./field.js";
import { SIZE } from "./field.js";
import { H } from "./hash.js";
import { ORDER, invertModOrder, modOrder } from "./order.js";

export { ORDER, invertModOrder, modOrder };

/** @typedef {import("./curve.js").Point} Point */

/** @type {Point} */
export const BASE = curve.BASE;
/** @type {Point} */
export const IDENTITY = curve.identity();

// Constants of RFC 9496 4.1.
const SQRT_AD_MINUS_ONE = field.element(25063068953384623474111414158702152701244531502492656460079210482610430750235n);
const INVSQRT_A_MINUS_D = field.element(54469307008909316920995813868745141605393597292927456921205312896311721017578n);
const ONE_MINUS_D_SQ = field.element(1159843021668779879193775521855586647937357759715417654439879720876111806838n);
const D_MINUS_ONE_SQ = field.element(40440834346308536858101042469323190826248399146238708352240133220865137265952n);
const ONE = field.element(1n);

/** Elements for one function: each is a name and stands in one array of its own. */
const fresh = () => new Float64Array(SIZE);

const [s, u1, u2, u2sq, v, w, root, dx, dy, x, y] = Array.from({ length: 11 }, fresh);

/** DECODE of RFC 9496 4.3.1; throws for anything but a canonical encoding. @param {Uint8Array} bytes 32 bytes @returns {Point} */
export function decodePoint(bytes) {
  if (bytes.length !== 32 || !isCanonicalField(bytes) || (bytes[0] & 1) === 1) refuse();
  field.fromBytes(s, 0, bytes, 0);
  field.sqr(w, 0, s, 0);
  field.sub(u1, 0, ONE, 0, w, 0); // 1 + a s^2, factor 2
  field.add(u2, 0, ONE, 0, w, 0); // 1 - a s^2, factor 2
  field.sqr(u2sq, 0, u2, 0);
  field.sqr(v, 0, u1, 0);
  field.mul(v, 0, v, 0, curve.D, 0);
  field.add(v, 0, v, 0, u2sq, 0);
  field.neg(v, 0, v, 0); // a d u1^2 - u2^2, factor 2
  field.mul(w, 0, v, 0, u2sq, 0);
  const square = field.sqrtRatio(root, 0, ONE, 0, w, 0);
  field.mul(dx, 0, root, 0, u2, 0);
  field.mul(dy, 0, root, 0, dx, 0);
  field.mul(dy, 0, dy, 0, v, 0);
  field.add(x, 0, s, 0, s, 0);
  field.mul(x, 0, x, 0, dx, 0);
  field.absolute(x, 0, x, 0);
  field.mul(y, 0, u1, 0, dy, 0);
  const point = curve.fromAffine(x, y);
  if (!square || field.isOdd(point, 3 * SIZE) || field.isZero(y, 0)) refuse();
  return point;
}

function refuse() {
  fail("not a point of ristretto255");
}

/** Whether little-endian bytes are below p. */
function isCanonicalField(bytes) {
  if (bytes[31] !== 127) return bytes[31] < 127;
  for (let i = 30; i > 0; i--) if (bytes[i] !== 255) return true;
  return bytes[0] < 237;
}

/** ENCODE of RFC 9496 4.3.2. @param {Point} point @returns {Uint8Array} 32 bytes */
export function encodePoint(point) {
  const [X, Y, Z, T] = [0, 1, 2, 3].map((k) => point.subarray(k * SIZE, (k + 1) * SIZE));
  const [n1, n2, product, inverse, d1, d2, zInverse, out] = Array.from({ length: 8 }, fresh);
  field.add(n1, 0, Z, 0, Y, 0);
  field.sub(n2, 0, Z, 0, Y, 0);
  field.mul(n1, 0, n1, 0, n2, 0); // (Z + Y)(Z - Y)
  field.mul(n2, 0, X, 0, Y, 0);
  field.sqr(product, 0, n2, 0);
  field.mul(product, 0, product, 0, n1, 0);
  field.sqrtRatio(inverse, 0, ONE, 0, product, 0);
  field.mul(d1, 0, inverse, 0, n1, 0);
  field.mul(d2, 0, inverse, 0, n2, 0);
  field.mul(zInverse, 0, d1, 0, d2, 0);
  field.mul(zInverse, 0, zInverse, 0, T, 0);
  field.mul(out, 0, T, 0, zInverse, 0);
  let [usedX, usedY, d] = [X, Y, d2];
  if (field.isOdd(out, 0)) {
    [usedX, usedY, d] = [fresh(), fresh(), d1];
    field.mul(usedX, 0, Y, 0, field.SQRT_M1, 0);
    field.mul(usedY, 0, X, 0, field.SQRT_M1, 0);
    field.mul(d1, 0, d1, 0, INVSQRT_A_MINUS_D, 0);
  }
  field.mul(out, 0, usedX, 0, zInverse, 0);
  if (field.isOdd(out, 0)) field.add(out, 0, Z, 0, usedY, 0);
  else field.sub(out, 0, Z, 0, usedY, 0);
  field.mul(out, 0, out, 0, d, 0);
  field.absolute(out, 0, out, 0);
  return field.toBytes(out, 0);
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
  return curve.add(a, b);
}

/** @param {Point} a @param {Point} b @returns {Point} */
export function subtract(a, b) {
  return curve.subtract(a, b);
}

/** @param {Point} point @param {bigint} scalar any integer @returns {Point} */
export function multiply(point, scalar) {
  return curve.sumOfProducts([point], [modOrder(scalar)]);
}

/** EQUALS of RFC 9496 4.3.3. @param {Point} a @param {Point} b */
export function equalPoints(a, b) {
  return isIdentity(subtract(a, b));
}

/** The neutral element's four representatives on the curve have x = 0 or y = 0, and no other point has. @param {Point} point */
export function isIdentity(point) {
  const [xIsZero, yIsZero] = curve.zeroCoordinates(point);
  return xIsZero || yIsZero;
}

/** sum of scalar_i point_i. @param {Point[]} points @param {bigint[]} scalars any integers @returns {Point} */
export function sumOfProducts(points, scalars) {
  return curve.sumOfProducts(points, scalars.map(modOrder));
}

/** Element derivation (RFC 9496 4.3.4). @param {Uint8Array} bytes 64 bytes @returns {Point} */
export function oneWayMap(bytes) {
  return add(map(bytes, 0), map(bytes, 32));
}

/** MAP of RFC 9496 4.3.4. */
function map(bytes, from) {
  const [t, r, u, c, below, value, other, n, w0, w1, w2, w3, point] = [...Array.from({ length: 12 }, fresh), curve.identity()];
  field.fromBytes(t, 0, bytes, from);
  field.sqr(r, 0, t, 0);
  field.mul(r, 0, r, 0, field.SQRT_M1, 0);
  field.add(u, 0, r, 0, ONE, 0);
  field.mul(u, 0, u, 0, ONE_MINUS_D_SQ, 0);
  field.mul(below, 0, r, 0, curve.D, 0);
  field.add(below, 0, below, 0, ONE, 0);
  field.neg(below, 0, below, 0); // -1 - d r, factor 2
  field.add(w0, 0, r, 0, curve.D, 0);
  field.mul(below, 0, below, 0, w0, 0);
  const square = field.sqrtRatio(value, 0, u, 0, below, 0);
  if (square) {
    field.neg(c, 0, ONE, 0);
  } else {
    field.mul(other, 0, value, 0, t, 0);
    field.absolute(other, 0, other, 0);
    field.neg(value, 0, other, 0);
    field.copy(c, 0, r, 0);
  }
  field.sub(n, 0, r, 0, ONE, 0);
  field.mul(n, 0, n, 0, c, 0);
  field.mul(n, 0, n, 0, D_MINUS_ONE_SQ, 0);
  field.sub(n, 0, n, 0, below, 0); // 2
  field.add(w0, 0, value, 0, value, 0);
  field.mul(w0, 0, w0, 0, below, 0);
  field.mul(w1, 0, n, 0, SQRT_AD_MINUS_ONE, 0);
  field.sqr(t, 0, value, 0);
  field.sub(w2, 0, ONE, 0, t, 0);
  field.add(w3, 0, ONE, 0, t, 0);
  field.mul(point, 0, w0, 0, w3, 0);
  field.mul(point, SIZE, w2, 0, w1, 0);
  field.mul(point, 2 * SIZE, w1, 0, w3, 0);
  field.mul(point, 3 * SIZE, w0, 0, w2, 0);
  return point;
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

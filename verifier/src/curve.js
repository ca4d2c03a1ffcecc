// Points of edwards25519, the curve under Ed25519 and ristretto255, and sums of many multiples.
//
// A point is a Float64Array with X, Y, Z, T (x = X / Z, y = Y / Z, T = XY / Z) one after another. To be added often it is
// *prepared*: Y + X, Y - X, 2dT, 2Z. Formulas: Hisil, Wong, Carter, Dawson (2008), for a = -1; they hold for all pairs of points.
// The numbers behind the formulas are the factors of field.js; those of the two sides of a product multiply to at most 16.

import * as field from "./field.js";
import { SIZE } from "./field.js";

const [X, Y, Z, T] = [0, SIZE, 2 * SIZE, 3 * SIZE];
/** Doubles of a point, prepared or not. */
export const POINT = 4 * SIZE;

export const D = field.element(37095705934669439343138083508754565189542113879843219016388785533085940283555n);
const TWO_D = field.element(16295367250680780974490674513165176452449235426866156013048779062215315747161n);

/** @typedef {Float64Array} Point */

/** @returns {Point} the neutral element */
export function identity() {
  const point = new Float64Array(POINT);
  point[Y] = 1;
  point[Z] = 1;
  return point;
}

/** From affine coordinates, as elements. @returns {Point} */
export function fromAffine(x, y) {
  const point = identity();
  field.copy(point, X, x, 0);
  field.copy(point, Y, y, 0);
  field.mul(point, T, x, 0, y, 0);
  return point;
}

const scratch = new Float64Array(8 * SIZE);
const [A, B, C, E, F, G, H, S] = Array.from({ length: 8 }, (_, i) => i * SIZE);

/** out = p + q for a prepared q, or p - q. `one`: Z of q is 1. */
function addPrepared(out, at, p, pAt, q, qAt, negative, one) {
  const s = scratch;
  const plus = negative ? qAt + Y : qAt + X;
  const minus = negative ? qAt + X : qAt + Y;
  field.sub(s, S, p, pAt + Y, p, pAt + X); // 2
  field.mul(s, A, s, S, q, minus); // 2 * 2
  field.add(s, S, p, pAt + Y, p, pAt + X); // 2
  field.mul(s, B, s, S, q, plus); // 2 * 2
  field.mul(s, C, p, pAt + T, q, qAt + Z);
  if (one) field.add(s, S, p, pAt + Z, p, pAt + Z); // 2
  else field.mul(s, S, p, pAt + Z, q, qAt + T); // 1 * 2
  field.sub(s, E, s, B, s, A); // 2
  field.add(s, H, s, B, s, A); // 2
  if (negative) {
    field.add(s, F, s, S, s, C); // 3
    field.sub(s, G, s, S, s, C); // 3
  } else {
    field.sub(s, F, s, S, s, C); // 3
    field.add(s, G, s, S, s, C); // 3
  }
  field.mul(out, at + X, s, E, s, F); // 2 * 3
  field.mul(out, at + Y, s, G, s, H); // 3 * 2
  field.mul(out, at + T, s, E, s, H); // 2 * 2
  field.mul(out, at + Z, s, F, s, G); // 3 * 3
}

/** Writes p prepared. Its parts have the factors 2, 2, 1, 2. */
function prepare(out, at, p, pAt) {
  // Where out is p, the coordinates must not be overwritten before their last use.
  field.mul(scratch, S, p, pAt + T, TWO_D, 0);
  field.add(scratch, A, p, pAt + Y, p, pAt + X);
  field.sub(scratch, B, p, pAt + Y, p, pAt + X);
  field.add(out, at + T, p, pAt + Z, p, pAt + Z);
  field.copy(out, at + X, scratch, A);
  field.copy(out, at + Y, scratch, B);
  field.copy(out, at + Z, scratch, S);
}

/** out = 2p. */
function double(out, at, p, pAt) {
  const s = scratch;
  field.sqr(s, A, p, pAt + X);
  field.sqr(s, B, p, pAt + Y);
  field.sqr(s, C, p, pAt + Z);
  field.add(s, S, p, pAt + X, p, pAt + Y); // 2
  field.sqr(s, S, s, S);
  field.add(s, H, s, A, s, B); // 2
  field.sub(s, E, s, H, s, S); // 3
  field.sub(s, G, s, A, s, B); // 2
  field.add(s, F, s, C, s, C);
  field.add(s, F, s, F, s, G); // 4
  field.settle(s, F, s, F); // 1
  field.mul(out, at + X, s, E, s, F); // 3 * 1
  field.mul(out, at + Y, s, G, s, H); // 2 * 2
  field.mul(out, at + T, s, E, s, H); // 3 * 2
  field.mul(out, at + Z, s, F, s, G); // 1 * 2
}

const prepared = new Float64Array(POINT);

/** @param {Point} p @param {Point} q @returns {Point} */
export function add(p, q) {
  const out = new Float64Array(POINT);
  prepare(prepared, 0, q, 0);
  addPrepared(out, 0, p, 0, prepared, 0, false, false);
  return out;
}

/** @param {Point} p @param {Point} q @returns {Point} */
export function subtract(p, q) {
  const out = new Float64Array(POINT);
  prepare(prepared, 0, q, 0);
  addPrepared(out, 0, p, 0, prepared, 0, true, false);
  return out;
}

/** Whether 8p is the neutral element. @param {Point} p */
export function isSmallOrder(p) {
  const q = Float64Array.from(p);
  for (let i = 0; i < 3; i++) double(q, 0, q, 0);
  return field.isZero(q, X) && field.equal(q, Y, q, Z);
}

/** Whether x and y, the coordinates of p, are 0. @param {Point} p @returns {[boolean, boolean]} */
export function zeroCoordinates(p) {
  return [field.isZero(p, X), field.isZero(p, Y)];
}

/**
 * Digits of scalars to the base 2^width, from -2^(width - 1) to 2^(width - 1), so that half the multiples are enough.
 * @param {bigint[]} scalars below 2^253 @param {number} width 2 to 15
 * @returns {{ digits: Int16Array, count: number }} of scalar i at i * count, lowest first
 */
function signedDigits(scalars, width) {
  const count = Math.ceil(254 / width);
  const digits = new Int16Array(scalars.length * count);
  const words = new Uint32Array(9);
  scalars.forEach((scalar, i) => {
    splitWords(words, scalar);
    let carry = 0;
    for (let k = 0; k < count; k++) {
      const bit = k * width;
      const low = words[bit >> 5] >>> (bit & 31);
      const high = (bit & 31) + width > 32 ? words[(bit >> 5) + 1] << (32 - (bit & 31)) : 0;
      const digit = ((low | high) & ((1 << width) - 1)) + carry;
      carry = digit > 1 << (width - 1) ? 1 : 0;
      digits[i * count + k] = carry ? digit - (1 << width) : digit;
    }
  });
  return { digits, count };
}

function splitWords(words, scalar) {
  words.fill(0);
  for (let i = 0, rest = scalar; rest !== 0n; i++, rest >>= 64n) {
    const part = BigInt.asUintN(64, rest);
    words[2 * i] = Number(part & 0xffffffffn);
    words[2 * i + 1] = Number(part >> 32n);
  }
}

/** Below so many points, tables of multiples cost less than buckets. */
const FEW = 48;

/** sum of scalar_i point_i. @param {Point[]} points @param {bigint[]} scalars 0 to 2^253 - 1 @returns {Point} */
export function sumOfProducts(points, scalars) {
  return points.length < FEW ? sumByTables(points, scalars) : sumByBuckets(points, scalars);
}

/** Straus: multiples 1..8 of every point, then all digits of one weight together. */
function sumByTables(points, scalars) {
  const { digits, count } = signedDigits(scalars, 4);
  const tables = points.map((point) => multiplesOf(point, 8));
  const sum = identity();
  for (let k = count - 1; k >= 0; k--) {
    for (let i = 0; i < 4; i++) double(sum, 0, sum, 0);
    for (let i = 0; i < points.length; i++) addMultiple(sum, tables[i], 0, digits[i * count + k]);
  }
  return sum;
}

/** 1p, 2p, ... prepared, one after another. */
function multiplesOf(point, howMany) {
  const table = new Float64Array(howMany * POINT);
  const multiple = Float64Array.from(point);
  prepare(table, 0, point, 0);
  for (let i = 1; i < howMany; i++) {
    addPrepared(multiple, 0, multiple, 0, table, 0, false, false);
    prepare(table, i * POINT, multiple, 0);
  }
  return table;
}

function addMultiple(sum, table, at, digit) {
  if (digit !== 0) addPrepared(sum, 0, sum, 0, table, at + (Math.abs(digit) - 1) * POINT, digit < 0, false);
}

/** Pippenger: for every weight the points are thrown into buckets by digit, and the buckets summed with running sums. */
function sumByBuckets(points, scalars) {
  const width = bucketWidth(points.length);
  const { digits, count } = signedDigits(scalars, width);
  const ready = new Float64Array(points.length * POINT);
  points.forEach((point, i) => prepare(ready, i * POINT, point, 0));
  const ones = points.map(hasOne);
  const buckets = new Float64Array((1 << (width - 1)) * POINT);
  const used = new Uint8Array(1 << (width - 1));
  const sum = identity();
  for (let k = count - 1; k >= 0; k--) {
    for (let i = 0; i < width; i++) double(sum, 0, sum, 0);
    used.fill(0);
    for (let i = 0; i < points.length; i++) {
      const digit = digits[i * count + k];
      if (digit === 0) continue;
      const bucket = Math.abs(digit) - 1;
      if (used[bucket]) addPrepared(buckets, bucket * POINT, buckets, bucket * POINT, ready, i * POINT, digit < 0, ones[i]);
      else place(buckets, bucket * POINT, points[i], digit < 0);
      used[bucket] = 1;
    }
    addBuckets(sum, buckets, used);
  }
  return sum;
}

/** The width with the least additions. */
function bucketWidth(points) {
  let best = { width: 2, cost: Infinity };
  for (let width = 4; width <= 14; width++) {
    const cost = Math.ceil(254 / width) * (points + 2.2 * 2 ** (width - 1));
    if (cost < best.cost) best = { width, cost };
  }
  return best.width;
}

/** Decoded points have Z = 1, which saves a product. */
function hasOne(point) {
  return point[Z] === 1 && point.subarray(Z + 1, T).every((digit) => digit === 0);
}

function place(out, at, point, negative) {
  out.set(point, at);
  if (!negative) return;
  field.neg(out, at + X, out, at + X);
  field.neg(out, at + T, out, at + T);
}

const running = identity();
const partial = identity();

/** sum += bucket_1 + 2 bucket_2 + 3 bucket_3 + ... */
function addBuckets(sum, buckets, used) {
  running.set(identity());
  partial.set(identity());
  let any = false;
  for (let i = used.length - 1; i >= 0; i--) {
    if (used[i]) {
      prepare(prepared, 0, buckets, i * POINT);
      addPrepared(running, 0, running, 0, prepared, 0, false, false);
      any = true;
    }
    if (!any) continue;
    prepare(prepared, 0, running, 0);
    addPrepared(partial, 0, partial, 0, prepared, 0, false, false);
  }
  prepare(prepared, 0, partial, 0);
  addPrepared(sum, 0, sum, 0, prepared, 0, false, false);
}

/** Multiples of one point for every weight: after this work its multiples cost one addition for each digit. */
export class Table {
  /** @param {Point} point @param {number} width bits of a digit: 8 for a point of always, 5 for one that comes back often */
  constructor(point, width) {
    this.width = width;
    this.rows = [];
    const power = Float64Array.from(point);
    for (let row = 0; row < Math.ceil(254 / width); row++) {
      this.rows.push(multiplesOf(power, 1 << (width - 1)));
      for (let i = 0; i < width; i++) double(power, 0, power, 0);
    }
  }

  /** sum += scalar * point. @param {Point} sum @param {bigint} scalar 0 to 2^253 - 1 */
  addProduct(sum, scalar) {
    const { digits } = signedDigits([scalar], this.width);
    this.rows.forEach((row, k) => addMultiple(sum, row, 0, digits[k]));
  }
}

/** RFC 8032 5.1.2: y, and the lowest bit of x in the highest. @param {Point} p @returns {Uint8Array} */
export function encodeEdwards(p) {
  const inverse = new Float64Array(SIZE);
  field.invert(inverse, 0, p, Z);
  const affine = new Float64Array(2 * SIZE);
  field.mul(affine, 0, p, X, inverse, 0);
  field.mul(affine, SIZE, p, Y, inverse, 0);
  const bytes = field.toBytes(affine, SIZE);
  if (field.isOdd(affine, 0)) bytes[31] |= 128;
  return bytes;
}

/** RFC 8032 5.1.3, canonical encodings only. @param {Uint8Array} bytes @returns {Point | null} */
export function decodeEdwards(bytes) {
  if (bytes.length !== 32) return null;
  const negative = bytes[31] >> 7 === 1;
  const [y, u, v, x] = [0, 1, 2, 3].map(() => new Float64Array(SIZE));
  field.fromBytes(y, 0, bytes, 0);
  const canonical = field.toBytes(y, 0);
  if (canonical.some((byte, i) => byte !== (i === 31 ? bytes[i] & 127 : bytes[i]))) return null;
  const one = field.element(1n);
  field.sqr(u, 0, y, 0);
  field.mul(v, 0, u, 0, D, 0);
  field.sub(u, 0, u, 0, one, 0);
  field.add(v, 0, v, 0, one, 0);
  field.settle(u, 0, u, 0);
  field.settle(v, 0, v, 0);
  if (!field.sqrtRatio(x, 0, u, 0, v, 0)) return null;
  if (negative && field.isZero(x, 0)) return null;
  if (negative) field.neg(x, 0, x, 0);
  return fromAffine(x, y);
}

/** The base point of RFC 8032: y = 4/5, x even. */
export const BASE = decodeEdwards(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0x58 : 0x66)));

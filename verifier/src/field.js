// Numbers modulo p = 2^255 - 19, fast enough for a telephone.
//
// BigInt allocates for every operation and takes three to eight times as long. Here an element is twelve doubles in a
// Float64Array, wherever its offset says (Bernstein 2004, "Floating-point arithmetic and message authentication"): the
// element is their sum, and number i is a whole multiple of 2^EDGES[i]. No result is ever rounded, because:
//
// - *settled* elements (what mul, sqr, settle write) have |number i| <= 1.01 * 2^(EDGES[i + 1] - 1);
// - a product of settled elements then has columns below 2^48.97 times their unit, and a double holds 2^53: the factors
//   by which both sides exceed settled ones may multiply to 16. Comments at the formulas (curve.js) count them;
// - x + R - R with R = 1.5 * 2^(52 + edge) is x rounded to a multiple of 2^edge, in the arithmetic that ECMAScript prescribes.
//
// Nothing here is secret, so nothing needs to take constant time. test/math-field.test.js compares with BigInt.

import { littleEndian, toLittleEndian } from "./bytes.js";

/** p */
export const PRIME = 2n ** 255n - 19n;
/** Doubles of one element. */
export const SIZE = 12;

const EDGES = Array.from({ length: SIZE + 1 }, (_, i) => Math.ceil(21.25 * i));
// What stands above 2^255 comes back below, 19-fold.
const WRAP = 19 * 2 ** -255;
// prettier-ignore
const R1 = 1.5 * 2 ** (52 + EDGES[1]), R2 = 1.5 * 2 ** (52 + EDGES[2]), R3 = 1.5 * 2 ** (52 + EDGES[3]), R4 = 1.5 * 2 ** (52 + EDGES[4]), R5 = 1.5 * 2 ** (52 + EDGES[5]), R6 = 1.5 * 2 ** (52 + EDGES[6]), R7 = 1.5 * 2 ** (52 + EDGES[7]), R8 = 1.5 * 2 ** (52 + EDGES[8]), R9 = 1.5 * 2 ** (52 + EDGES[9]), R10 = 1.5 * 2 ** (52 + EDGES[10]), R11 = 1.5 * 2 ** (52 + EDGES[11]), R12 = 1.5 * 2 ** (52 + EDGES[12]);

/** out = a * b; factors of a and b multiply to at most 16. */
// prettier-ignore
export function mul(out, at, a, aAt, b, bAt) {
  const a0 = a[aAt], a1 = a[aAt + 1], a2 = a[aAt + 2], a3 = a[aAt + 3], a4 = a[aAt + 4], a5 = a[aAt + 5], a6 = a[aAt + 6], a7 = a[aAt + 7], a8 = a[aAt + 8], a9 = a[aAt + 9], a10 = a[aAt + 10], a11 = a[aAt + 11];
  const b0 = b[bAt], b1 = b[bAt + 1], b2 = b[bAt + 2], b3 = b[bAt + 3], b4 = b[bAt + 4], b5 = b[bAt + 5], b6 = b[bAt + 6], b7 = b[bAt + 7], b8 = b[bAt + 8], b9 = b[bAt + 9], b10 = b[bAt + 10], b11 = b[bAt + 11];
  const c0 = a0 * b0 + WRAP * (a1 * b11 + a2 * b10 + a3 * b9 + a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 + a9 * b3 + a10 * b2 + a11 * b1);
  const c1 = a0 * b1 + a1 * b0 + WRAP * (a2 * b11 + a3 * b10 + a4 * b9 + a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 + a9 * b4 + a10 * b3 + a11 * b2);
  const c2 = a0 * b2 + a1 * b1 + a2 * b0 + WRAP * (a3 * b11 + a4 * b10 + a5 * b9 + a6 * b8 + a7 * b7 + a8 * b6 + a9 * b5 + a10 * b4 + a11 * b3);
  const c3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + WRAP * (a4 * b11 + a5 * b10 + a6 * b9 + a7 * b8 + a8 * b7 + a9 * b6 + a10 * b5 + a11 * b4);
  const c4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 + WRAP * (a5 * b11 + a6 * b10 + a7 * b9 + a8 * b8 + a9 * b7 + a10 * b6 + a11 * b5);
  const c5 = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 + WRAP * (a6 * b11 + a7 * b10 + a8 * b9 + a9 * b8 + a10 * b7 + a11 * b6);
  const c6 = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 + WRAP * (a7 * b11 + a8 * b10 + a9 * b9 + a10 * b8 + a11 * b7);
  const c7 = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0 + WRAP * (a8 * b11 + a9 * b10 + a10 * b9 + a11 * b8);
  const c8 = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0 + WRAP * (a9 * b11 + a10 * b10 + a11 * b9);
  const c9 = a0 * b9 + a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 + a9 * b0 + WRAP * (a10 * b11 + a11 * b10);
  const c10 = a0 * b10 + a1 * b9 + a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 + a9 * b1 + a10 * b0 + WRAP * (a11 * b11);
  const c11 = a0 * b11 + a1 * b10 + a2 * b9 + a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 + a9 * b2 + a10 * b1 + a11 * b0;
  const f0 = c0 + R1 - R1, f1 = c1 + R2 - R2, f2 = c2 + R3 - R3, f3 = c3 + R4 - R4, f4 = c4 + R5 - R5, f5 = c5 + R6 - R6, f6 = c6 + R7 - R7, f7 = c7 + R8 - R8, f8 = c8 + R9 - R9, f9 = c9 + R10 - R10, f10 = c10 + R11 - R11, f11 = c11 + R12 - R12;
  const d0 = c0 - f0 + WRAP * f11, d1 = c1 - f1 + f0, d2 = c2 - f2 + f1, d3 = c3 - f3 + f2, d4 = c4 - f4 + f3, d5 = c5 - f5 + f4, d6 = c6 - f6 + f5, d7 = c7 - f7 + f6, d8 = c8 - f8 + f7, d9 = c9 - f9 + f8, d10 = c10 - f10 + f9, d11 = c11 - f11 + f10;
  const s0 = d0 + R1 - R1, s1 = d1 + R2 - R2, s2 = d2 + R3 - R3, s3 = d3 + R4 - R4, s4 = d4 + R5 - R5, s5 = d5 + R6 - R6, s6 = d6 + R7 - R7, s7 = d7 + R8 - R8, s8 = d8 + R9 - R9, s9 = d9 + R10 - R10, s10 = d10 + R11 - R11, s11 = d11 + R12 - R12;
  out[at] = d0 - s0 + WRAP * s11;
  out[at + 1] = d1 - s1 + s0;
  out[at + 2] = d2 - s2 + s1;
  out[at + 3] = d3 - s3 + s2;
  out[at + 4] = d4 - s4 + s3;
  out[at + 5] = d5 - s5 + s4;
  out[at + 6] = d6 - s6 + s5;
  out[at + 7] = d7 - s7 + s6;
  out[at + 8] = d8 - s8 + s7;
  out[at + 9] = d9 - s9 + s8;
  out[at + 10] = d10 - s10 + s9;
  out[at + 11] = d11 - s11 + s10;
}

/** out = a * a; the factor of a is at most 4. */
// prettier-ignore
export function sqr(out, at, a, aAt) {
  const a0 = a[aAt], a1 = a[aAt + 1], a2 = a[aAt + 2], a3 = a[aAt + 3], a4 = a[aAt + 4], a5 = a[aAt + 5], a6 = a[aAt + 6], a7 = a[aAt + 7], a8 = a[aAt + 8], a9 = a[aAt + 9], a10 = a[aAt + 10], a11 = a[aAt + 11];
  const c0 = a0 * a0 + WRAP * (2 * (a1 * a11 + a2 * a10 + a3 * a9 + a4 * a8 + a5 * a7) + a6 * a6);
  const c1 = 2 * a0 * a1 + WRAP * (2 * (a2 * a11 + a3 * a10 + a4 * a9 + a5 * a8 + a6 * a7));
  const c2 = 2 * a0 * a2 + a1 * a1 + WRAP * (2 * (a3 * a11 + a4 * a10 + a5 * a9 + a6 * a8) + a7 * a7);
  const c3 = 2 * (a0 * a3 + a1 * a2) + WRAP * (2 * (a4 * a11 + a5 * a10 + a6 * a9 + a7 * a8));
  const c4 = 2 * (a0 * a4 + a1 * a3) + a2 * a2 + WRAP * (2 * (a5 * a11 + a6 * a10 + a7 * a9) + a8 * a8);
  const c5 = 2 * (a0 * a5 + a1 * a4 + a2 * a3) + WRAP * (2 * (a6 * a11 + a7 * a10 + a8 * a9));
  const c6 = 2 * (a0 * a6 + a1 * a5 + a2 * a4) + a3 * a3 + WRAP * (2 * (a7 * a11 + a8 * a10) + a9 * a9);
  const c7 = 2 * (a0 * a7 + a1 * a6 + a2 * a5 + a3 * a4) + WRAP * (2 * (a8 * a11 + a9 * a10));
  const c8 = 2 * (a0 * a8 + a1 * a7 + a2 * a6 + a3 * a5) + a4 * a4 + WRAP * (2 * a9 * a11 + a10 * a10);
  const c9 = 2 * (a0 * a9 + a1 * a8 + a2 * a7 + a3 * a6 + a4 * a5) + WRAP * (2 * a10 * a11);
  const c10 = 2 * (a0 * a10 + a1 * a9 + a2 * a8 + a3 * a7 + a4 * a6) + a5 * a5 + WRAP * (a11 * a11);
  const c11 = 2 * (a0 * a11 + a1 * a10 + a2 * a9 + a3 * a8 + a4 * a7 + a5 * a6);
  const f0 = c0 + R1 - R1, f1 = c1 + R2 - R2, f2 = c2 + R3 - R3, f3 = c3 + R4 - R4, f4 = c4 + R5 - R5, f5 = c5 + R6 - R6, f6 = c6 + R7 - R7, f7 = c7 + R8 - R8, f8 = c8 + R9 - R9, f9 = c9 + R10 - R10, f10 = c10 + R11 - R11, f11 = c11 + R12 - R12;
  const d0 = c0 - f0 + WRAP * f11, d1 = c1 - f1 + f0, d2 = c2 - f2 + f1, d3 = c3 - f3 + f2, d4 = c4 - f4 + f3, d5 = c5 - f5 + f4, d6 = c6 - f6 + f5, d7 = c7 - f7 + f6, d8 = c8 - f8 + f7, d9 = c9 - f9 + f8, d10 = c10 - f10 + f9, d11 = c11 - f11 + f10;
  const s0 = d0 + R1 - R1, s1 = d1 + R2 - R2, s2 = d2 + R3 - R3, s3 = d3 + R4 - R4, s4 = d4 + R5 - R5, s5 = d5 + R6 - R6, s6 = d6 + R7 - R7, s7 = d7 + R8 - R8, s8 = d8 + R9 - R9, s9 = d9 + R10 - R10, s10 = d10 + R11 - R11, s11 = d11 + R12 - R12;
  out[at] = d0 - s0 + WRAP * s11;
  out[at + 1] = d1 - s1 + s0;
  out[at + 2] = d2 - s2 + s1;
  out[at + 3] = d3 - s3 + s2;
  out[at + 4] = d4 - s4 + s3;
  out[at + 5] = d5 - s5 + s4;
  out[at + 6] = d6 - s6 + s5;
  out[at + 7] = d7 - s7 + s6;
  out[at + 8] = d8 - s8 + s7;
  out[at + 9] = d9 - s9 + s8;
  out[at + 10] = d10 - s10 + s9;
  out[at + 11] = d11 - s11 + s10;
}

/** The same element, settled: in two rounds every column hands its upper part to the next. */
// prettier-ignore
export function settle(out, at, a, aAt) {
  const c0 = a[aAt], c1 = a[aAt + 1], c2 = a[aAt + 2], c3 = a[aAt + 3], c4 = a[aAt + 4], c5 = a[aAt + 5], c6 = a[aAt + 6], c7 = a[aAt + 7], c8 = a[aAt + 8], c9 = a[aAt + 9], c10 = a[aAt + 10], c11 = a[aAt + 11];
  const f0 = c0 + R1 - R1, f1 = c1 + R2 - R2, f2 = c2 + R3 - R3, f3 = c3 + R4 - R4, f4 = c4 + R5 - R5, f5 = c5 + R6 - R6, f6 = c6 + R7 - R7, f7 = c7 + R8 - R8, f8 = c8 + R9 - R9, f9 = c9 + R10 - R10, f10 = c10 + R11 - R11, f11 = c11 + R12 - R12;
  const d0 = c0 - f0 + WRAP * f11, d1 = c1 - f1 + f0, d2 = c2 - f2 + f1, d3 = c3 - f3 + f2, d4 = c4 - f4 + f3, d5 = c5 - f5 + f4, d6 = c6 - f6 + f5, d7 = c7 - f7 + f6, d8 = c8 - f8 + f7, d9 = c9 - f9 + f8, d10 = c10 - f10 + f9, d11 = c11 - f11 + f10;
  const s0 = d0 + R1 - R1, s1 = d1 + R2 - R2, s2 = d2 + R3 - R3, s3 = d3 + R4 - R4, s4 = d4 + R5 - R5, s5 = d5 + R6 - R6, s6 = d6 + R7 - R7, s7 = d7 + R8 - R8, s8 = d8 + R9 - R9, s9 = d9 + R10 - R10, s10 = d10 + R11 - R11, s11 = d11 + R12 - R12;
  out[at] = d0 - s0 + WRAP * s11;
  out[at + 1] = d1 - s1 + s0;
  out[at + 2] = d2 - s2 + s1;
  out[at + 3] = d3 - s3 + s2;
  out[at + 4] = d4 - s4 + s3;
  out[at + 5] = d5 - s5 + s4;
  out[at + 6] = d6 - s6 + s5;
  out[at + 7] = d7 - s7 + s6;
  out[at + 8] = d8 - s8 + s7;
  out[at + 9] = d9 - s9 + s8;
  out[at + 10] = d10 - s10 + s9;
  out[at + 11] = d11 - s11 + s10;
}

/** out = a + b; the factors add. */
export function add(out, at, a, aAt, b, bAt) {
  for (let i = 0; i < SIZE; i++) out[at + i] = a[aAt + i] + b[bAt + i];
}

/** out = a - b; the factors add. */
export function sub(out, at, a, aAt, b, bAt) {
  for (let i = 0; i < SIZE; i++) out[at + i] = a[aAt + i] - b[bAt + i];
}

/** out = -a. */
export function neg(out, at, a, aAt) {
  for (let i = 0; i < SIZE; i++) out[at + i] = -a[aAt + i];
}

/** out = a. */
export function copy(out, at, a, aAt) {
  for (let i = 0; i < SIZE; i++) out[at + i] = a[aAt + i];
}

/** out = 0 or 1 or another small number. */
export function setSmall(out, at, value) {
  out.fill(0, at, at + SIZE);
  out[at] = value;
}

/** A new element. @param {bigint} value 0 to p - 1 @returns {Float64Array} */
export function element(value) {
  const out = new Float64Array(SIZE);
  fromBytes(out, 0, toLittleEndian(value, 32), 0);
  return out;
}

/** @returns {bigint} 0 to p - 1 */
export function toBigInt(a, aAt) {
  return littleEndian(toBytes(a, aAt));
}

/** Reads 32 bytes from `from`, little-endian; the highest bit is left out. */
export function fromBytes(out, at, bytes, from) {
  for (let i = 0; i < SIZE; i++) {
    const first = from + (EDGES[i] >> 3);
    const word = bytes[first] | (bytes[first + 1] << 8) | (bytes[first + 2] << 16) | ((bytes[first + 3] ?? 0) << 24);
    const width = EDGES[i + 1] - EDGES[i];
    out[at + i] = ((word >>> (EDGES[i] & 7)) & ((1 << width) - 1)) * 2 ** EDGES[i];
  }
  // A limb up to 2^22 is twice a settled one.
  settle(out, at, out, at);
}

const WIDTHS = Array.from({ length: SIZE }, (_, i) => 2 ** (EDGES[i + 1] - EDGES[i]));
const UNITS = Array.from({ length: SIZE }, (_, i) => 2 ** EDGES[i]);
const OF_PRIME = WIDTHS.map((width, i) => width - (i === 0 ? 19 : 1));
const digits = new Float64Array(SIZE);

/** Puts the one form below p, as numbers of 21 or 22 bits, into `digits`. Any factor up to 2^20. */
function canonical(a, aAt) {
  for (let i = 0; i < SIZE; i++) digits[i] = a[aAt + i] / UNITS[i];
  // The first round leaves only the lowest number out of its range, by little; if the second hands anything on, the third has nothing left to hand on.
  for (let round = 0; round < 3; round++) {
    let above = 0;
    for (let i = 0; i < SIZE; i++) {
      const value = digits[i] + above;
      above = Math.floor(value / WIDTHS[i]);
      digits[i] = value - above * WIDTHS[i];
    }
    digits[0] += 19 * above;
  }
  // What is left is below 2^255; p to 2^255 - 1 are 19 numbers too many.
  if (digits[0] >= OF_PRIME[0] && digits.every((digit, i) => i === 0 || digit === OF_PRIME[i])) {
    digits[0] -= OF_PRIME[0];
    digits.fill(0, 1);
  }
}

/** The canonical encoding. @returns {Uint8Array} 32 bytes */
export function toBytes(a, aAt) {
  canonical(a, aAt);
  const bytes = new Uint8Array(32);
  for (let i = 0; i < SIZE; i++) {
    let value = digits[i] * 2 ** (EDGES[i] & 7);
    for (let at = EDGES[i] >> 3; value > 0; at++) {
      bytes[at] |= value & 255;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}

/** Whether a = 0 mod p. */
export function isZero(a, aAt) {
  canonical(a, aAt);
  return digits.every((digit) => digit === 0);
}

/** Whether the canonical encoding is odd: "negative" in RFC 8032 and RFC 9496. */
export function isOdd(a, aAt) {
  canonical(a, aAt);
  return digits[0] % 2 === 1;
}

const difference = new Float64Array(SIZE);

/** Whether a = b mod p. */
export function equal(a, aAt, b, bAt) {
  sub(difference, 0, a, aAt, b, bAt);
  return isZero(difference, 0);
}

/** out = a, or -a if a is odd. */
export function absolute(out, at, a, aAt) {
  if (isOdd(a, aAt)) neg(out, at, a, aAt);
  else copy(out, at, a, aAt);
}

const power = new Float64Array(4 * SIZE);

function squarings(at, times) {
  for (let i = 0; i < times; i++) sqr(power, at, power, at);
}

/** Leaves x^(2^250 - 1) in `power` at 0 and x^11 at 3 * SIZE; the chain of RFC 8032's and everybody's implementations. */
function chain(a, aAt) {
  const [t0, t1, t2, x11] = [0, SIZE, 2 * SIZE, 3 * SIZE];
  const P = power;
  sqr(P, t0, a, aAt); // 2
  sqr(P, t1, P, t0);
  sqr(P, t1, P, t1); // 8
  mul(P, t1, a, aAt, P, t1); // 9
  mul(P, x11, P, t0, P, t1); // 11
  sqr(P, t0, P, x11); // 22
  mul(P, t0, P, t0, P, t1); // 31 = 2^5 - 1
  for (const [times, again] of [[5, 5], [10, 10], [20, 20]]) {
    // From 2^n - 1 to 2^2n - 1; 2^10 - 1 is kept for the step from 40 to 50.
    copy(P, t1, P, t0);
    squarings(t0, times);
    mul(P, t0, P, t0, P, t1);
    if (again === 5) copy(P, t2, P, t0);
  }
  squarings(t0, 10);
  mul(P, t0, P, t0, P, t2); // 2^50 - 1
  copy(P, t2, P, t0);
  squarings(t0, 50);
  mul(P, t0, P, t0, P, t2); // 2^100 - 1
  copy(P, t1, P, t0);
  squarings(t0, 100);
  mul(P, t0, P, t0, P, t1); // 2^200 - 1
  squarings(t0, 50);
  mul(P, t0, P, t0, P, t2); // 2^250 - 1
}

/** out = 1 / a (0 of 0): a^(p - 2). a is settled. */
export function invert(out, at, a, aAt) {
  chain(a, aAt);
  squarings(0, 5);
  mul(out, at, power, 0, power, 3 * SIZE);
}

/** out = a^((p - 5) / 8). a is settled. */
function power58(out, at, a, aAt) {
  chain(a, aAt);
  squarings(0, 2);
  mul(out, at, power, 0, a, aAt);
}

/** sqrt(-1), the even one. */
export const SQRT_M1 = element(19681161376707505956807079304988542015446066515923890162744021073123829784752n);

const root = new Float64Array(6 * SIZE);

/**
 * SQRT_RATIO_M1 of RFC 9496 4.2: out = the even square root of u / v, or of sqrt(-1) u / v. u and v are settled; out is none of them.
 * @returns {boolean} whether u / v is a square
 */
export function sqrtRatio(out, at, u, uAt, v, vAt) {
  const [v3, v7, r, check, minusU, i] = [0, 1, 2, 3, 4, 5].map((k) => k * SIZE);
  const T = root;
  sqr(T, v3, v, vAt);
  mul(T, v3, T, v3, v, vAt);
  sqr(T, v7, T, v3);
  mul(T, v7, T, v7, v, vAt);
  mul(T, v7, T, v7, u, uAt);
  power58(T, r, T, v7);
  mul(T, r, T, r, T, v3);
  mul(T, r, T, r, u, uAt);
  sqr(T, check, T, r);
  mul(T, check, T, check, v, vAt);
  neg(T, minusU, u, uAt);
  mul(T, i, T, minusU, SQRT_M1, 0);
  const correct = equal(T, check, u, uAt);
  const flipped = equal(T, check, T, minusU);
  const flippedTimesI = equal(T, check, T, i);
  if (flipped || flippedTimesI) mul(T, r, T, r, SQRT_M1, 0);
  absolute(out, at, T, r);
  return correct || flipped;
}

// What trustees prove, and how their shares open a sum (spec 3.3, 3.4, 10.1, 10.3; polynomial of 2.3).

import { fromHex, str, toHex, u16, u32, u8, concat } from "./bytes.js";
import { BASE, add, decodePoint, decodeScalar, encodePoint, equalPoints, invertModOrder, isIdentity, modOrder, multiply, subtract, sumOfProducts } from "./group.js";
import { H, scalar } from "./hash.js";

/** @typedef {import("./group.js").Point} Point */
/** A point or scalar as 32 bytes. @typedef {Uint8Array} Encoded */

/**
 * Coefficients of the interpolation at `x` through the values at `trustees`.
 * @param {number[]} trustees distinct, from 1 @param {number} [x] @returns {bigint[]}
 */
export function lagrange(trustees, x = 0) {
  return trustees.map((t) => {
    let [above, below] = [1n, 1n];
    for (const other of trustees) {
      if (other === t) continue;
      above = modOrder(above * BigInt(x - other));
      below = modOrder(below * BigInt(t - other));
    }
    return modOrder(above * invertModOrder(below));
  });
}

/** Whether Y_1..Y_n lie on one polynomial of degree k - 1 with K at 0 (spec 2.3). @param {number} threshold k @param {Point} jointKey K @param {Point[]} shares Y_1..Y_n @returns {boolean} */
export function onOnePolynomial(threshold, jointKey, shares) {
  const first = Array.from({ length: threshold }, (_, i) => i + 1);
  const at = (x) => sumOfProducts(shares.slice(0, threshold), lagrange(first, x));
  return equalPoints(at(0), jointKey) && shares.slice(threshold).every((share, i) => equalPoints(at(threshold + 1 + i), share));
}

/**
 * Acceptance (spec 3.4). Throws if u or z is no canonical encoding.
 * @param {{ election: Uint8Array, village: string, trustee: number, verifyingShare: Encoded, u: Encoded, z: Encoded }} acceptance
 * @returns {boolean}
 */
export function verifyAcceptance({ election, village, trustee, verifyingShare, u, z }) {
  const x = scalar("acceptance", election, str(village), u16(trustee), verifyingShare, u);
  return provesLogarithm(BASE, decodePoint(verifyingShare), decodePoint(u), decodeScalar(z), x);
}

/** zB = U + xY, for a base of any kind. */
function provesLogarithm(base, image, commitment, z, x) {
  return isIdentity(sumOfProducts([base, image, commitment], [z, -x, -1n]));
}

/**
 * A share of the rehearsal (spec 3.3); no record holds it. Throws on encodings.
 * @param {{ nonce?: Uint8Array, village: string, threshold: number, jointKey: Encoded, transcript: Uint8Array, members: { verifyingShare: Encoded, d: Encoded, u: Encoded, v: Encoded, z: Encoded }[] }} group
 * @returns {null | string} what does not hold, or null
 */
export function checkRehearsal({ village, threshold, jointKey, transcript, members }) {
  const r = scalar("rehearsal", transcript, jointKey);
  const R = multiply(BASE, r);
  const K = decodePoint(jointKey);
  const encodedR = encodePoint(R);
  for (const [i, { verifyingShare, d, u, v, z }] of members.entries()) {
    const x = scalar("rehearsal-challenge", transcript, str(village), u16(i + 1), verifyingShare, encodedR, d, u, v);
    const wrong = equalLogarithms({ R, Y: decodePoint(verifyingShare), D: decodePoint(d), U: decodePoint(u), V: decodePoint(v), z: decodeScalar(z), x });
    if (wrong) return `trustee ${i + 1}: ${wrong}`;
  }
  const shares = members.slice(0, threshold).map(({ d }, i) => ({ trustee: i + 1, d }));
  const total = combine(threshold, shares, { r: encodedR, c: encodePoint(add(BASE, multiply(K, r))) });
  if (!equalPoints(total, BASE)) return "the first trustees do not open the rehearsal";
  return onOnePolynomial(threshold, K, members.map((member) => decodePoint(member.verifyingShare))) ? null : "the verifying shares lie on no polynomial with the joint key";
}

/** log_B Y = log_R D: null, or which of the two equations does not hold. @returns {null | "key" | "sum"} */
function equalLogarithms({ R, Y, D, U, V, z, x }) {
  if (!provesLogarithm(BASE, Y, U, z, x)) return "key";
  return provesLogarithm(R, D, V, z, x) ? null : "sum";
}

/**
 * A share of a sum (spec 10.1). Throws a VerifyError if something is no canonical encoding.
 * @param {{ election: Uint8Array, village: string, set: Uint8Array, group: number, option: number, trustee: number, verifyingShare: Encoded, r: Encoded, c: Encoded }} statement `option`: j, 1..m; r, c: the sum
 * @param {{ d: Encoded, u: Encoded, v: Encoded, z: Encoded }} share
 * @returns {null | "key" | "sum"} which equation does not hold, or null
 */
export function verifyShare({ election, village, set, group, option, trustee, verifyingShare, r, c }, { d, u, v, z }) {
  const [R, Y, D, U, V] = [r, verifyingShare, d, u, v].map(decodePoint);
  const x = scalar("share-challenge", election, str(village), set, u32(group), u8(option), u16(trustee), verifyingShare, r, c, d, u, v);
  return equalLogarithms({ R, Y, D, U, V, z: decodeScalar(z), x });
}

/**
 * total B = C - sum lambda_t D_t over the k lowest trustees (spec 10.3).
 * @param {number} threshold k @param {{ trustee: number, d: Encoded }[]} shares valid ones, of distinct trustees, at least k @param {{ r: Encoded, c: Encoded }} sum
 * @returns {Point}
 */
export function combine(threshold, shares, sum) {
  const lowest = [...shares].sort((a, b) => a.trustee - b.trustee).slice(0, threshold);
  if (lowest.length < threshold) throw new RangeError("fewer shares than the threshold");
  const opened = sumOfProducts(lowest.map(({ d }) => decodePoint(d)), lagrange(lowest.map(({ trustee }) => trustee)));
  return subtract(decodePoint(sum.c), opened);
}

/**
 * t in 0..max with tB = point, or null (baby-step giant-step).
 * @param {Point} point @param {number} max @returns {number | null}
 */
export function discreteLog(point, max) {
  const width = Math.ceil(Math.sqrt(max + 1));
  const giant = multiply(BASE, BigInt(width));
  const steps = babySteps(width);
  let rest = point;
  for (let i = 0; i <= width; i++) {
    const baby = steps.get(toHex(encodePoint(rest)));
    if (baby !== undefined) return i * width + baby <= max ? i * width + baby : null;
    rest = subtract(rest, giant);
  }
  return null;
}

let remembered = { width: 0, steps: new Map() };

function babySteps(width) {
  if (remembered.width === width) return remembered.steps;
  const steps = new Map();
  let point = multiply(BASE, 0n);
  for (let i = 0; i < width; i++) {
    steps.set(toHex(encodePoint(point)), i);
    point = add(point, BASE);
  }
  remembered = { width, steps };
  return steps;
}

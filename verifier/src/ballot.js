// Ballots: context, code, proof, batch, tests of a machine (spec 4).

import { concat, equalBytes, fail, fromHex, label, littleEndian, str, toHex, u16, u8 } from "./bytes.js";
import { BASE, G, IDENTITY, L, ORDER, Q, add, decodePoint, decodeScalar, encodePoint, encodeScalar, isIdentity, modOrder, sumOfProducts } from "./group.js";
import { H, num128, scalar } from "./hash.js";
import { shortCode } from "./base32.js";

/** @typedef {import("./group.js").Point} Point */

/**
 * `ctx` (spec 4.1).
 * @param {{ election: Uint8Array, village: string, tps: number, booth: number, dusun: number, boothKey: Uint8Array, jointKey: Uint8Array, options: number, tokenHash: Uint8Array }} parts keys, hashes: 32 bytes
 * @returns {Uint8Array}
 */
export function ballotContext({ election, village, tps, booth, dusun, boothKey, jointKey, options, tokenHash }) {
  return concat(label("ballot-context"), election, str(village), u16(tps), u16(booth), u8(dusun), boothKey, jointKey, u8(options), tokenHash);
}

/** Bytes of a ballot for n options (spec 4.5). @param {number} options */
export function ballotLength(options) {
  return 10 + 32 * (3 * (options - 1) + 6);
}

/** The number of options, 2 to 8, that a ballot of this length is for, or null. @param {number} length */
export function optionsOfLength(length) {
  for (let options = 2; options <= 8; options++) if (ballotLength(options) === length) return options;
  return null;
}

/** Token code of ballot bytes; shorter ones are filled with zeros (spec 8.4). @param {Uint8Array} ballot @returns {Uint8Array} 10 bytes */
export function tokenOf(ballot) {
  const code = new Uint8Array(10);
  code.set(ballot.subarray(0, 10));
  return code;
}

/** Kode suara (spec 4.6), of any bytes. @param {Uint8Array} ctx @param {Uint8Array} ballot @returns {Uint8Array} 32 bytes */
export function ballotCode(ctx, ballot) {
  return H("ballot-code", ctx, ballot);
}

export { shortCode };

/**
 * A ballot whose points are decoded; its proof is not checked yet.
 * @typedef {{ bytes: Uint8Array, options: number, R: Point[], C: Point[], P: Point, A: Point, U: Point, V: Point, f: bigint[], z: bigint, w: bigint }} Ballot
 */

/** Length, points, scalars, no R_j the identity (spec 4.5). @param {Uint8Array} bytes @param {number} options @returns {Ballot} */
export function parseBallot(bytes, options) {
  if (bytes.length !== ballotLength(options)) fail(`a ballot for ${options} options has ${ballotLength(options)} bytes, not ${bytes.length}`);
  const m = options - 1;
  const piece = (i) => bytes.subarray(10 + 32 * i, 42 + 32 * i);
  const point = (i, name) => named(name, () => decodePoint(piece(i)));
  const number = (i, name) => named(name, () => decodeScalar(piece(i)));
  const range = Array.from({ length: m }, (_, j) => j);
  const R = range.map((j) => point(2 * j, `R_${j + 1}`));
  const C = range.map((j) => point(2 * j + 1, `C_${j + 1}`));
  const [P, A, U, V] = ["P", "A", "U", "V"].map((name, i) => point(2 * m + i, name));
  const f = range.map((j) => number(2 * m + 4 + j, `f_${j + 1}`));
  const z = number(3 * m + 4, "z");
  const w = number(3 * m + 5, "w");
  range.forEach((j) => isIdentity(R[j]) && fail(`R_${j + 1} is the identity`));
  return { bytes, options, R, C, P, A, U, V, f, z, w };
}

function named(name, decode) {
  try {
    return decode();
  } catch (error) {
    return fail(`${name}: ${error.why}`);
  }
}

/** Encodings of R_1..R_m in hex: for the search for repeated randomness. @param {Uint8Array} bytes @param {number} options @returns {string[]} */
export function firstPoints(bytes, options) {
  return Array.from({ length: options - 1 }, (_, j) => toHex(bytes.subarray(10 + 64 * j, 42 + 64 * j)));
}

/** h, x and a_1..a_m of spec 4.4. */
function challengeOf({ bytes, options }, ctx) {
  const m = options - 1;
  const ciphertexts = bytes.subarray(10, 10 + 64 * m);
  const commitments = bytes.subarray(10 + 64 * m, 10 + 64 * m + 128);
  const h = H("ballot-statement", ctx, ciphertexts);
  const weights = Array.from({ length: m }, (_, j) => num128("ballot-weight", h, u8(j + 1)));
  return { h, weights, x: num128("ballot-challenge", h, commitments) };
}

/** f_1..f_n, where f_n = x - the others. */
function allResponses({ f }, x) {
  return [...f, modOrder(x - f.reduce((sum, value) => sum + value, 0n))];
}

/** The three equations of spec 4.4 as points and scalars whose sum is to be the identity. */
function equations(ballot, ctx, jointKey) {
  const { weights, x } = challengeOf(ballot, ctx);
  const f = allResponses(ballot, x);
  const m = ballot.options - 1;
  const folded = weights.map((a) => x * a);
  const sumAf = weights.reduce((sum, a, j) => sum + a * f[j], 0n);
  return [
    [
      [ballot.A, 1n],
      [ballot.P, x],
      ...f.slice(0, m).map((value, j) => [G[j], -value]),
      ...f.map((value, j) => [Q[j], -value * modOrder(x - value)]),
      [L, -ballot.w],
    ],
    [[ballot.U, 1n], ...ballot.R.map((point, j) => [point, folded[j]]), [BASE, -ballot.z]],
    [[ballot.V, 1n], ...ballot.C.map((point, j) => [point, folded[j]]), [BASE, -sumAf], [jointKey, -ballot.z]],
  ];
}

/**
 * Checks one proof.
 * @param {Ballot} ballot @param {Uint8Array} ctx @param {Point} jointKey K
 * @returns {null | "equation 1" | "equation 2" | "equation 3"} the first equation that does not hold, or null
 */
export function verifyBallot(ballot, ctx, jointKey) {
  const failed = equations(ballot, ctx, jointKey).findIndex((terms) => {
    return !isIdentity(sumOfProducts(terms.map(([point]) => point), terms.map(([, factor]) => factor)));
  });
  return failed < 0 ? null : /** @type {any} */ (`equation ${failed + 1}`);
}

/** Random bytes of this machine. @param {number} length @returns {Uint8Array} */
export function randomBytes(length) {
  const bytes = new Uint8Array(length);
  // A call gives at most 65,536 bytes.
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, length)));
  return bytes;
}

/**
 * Checks many proofs in one multiplication each 128-bit weight of its own; a failing batch is bisected (spec 4.5).
 * @param {{ ballot: Ballot, ctx: Uint8Array, jointKey: Point }[]} items
 * @param {(length: number) => Uint8Array} [random]
 * @returns {(null | string)[]} as `verifyBallot`, in the order of the items
 */
export function verifyBallots(items, random = randomBytes) {
  if (items.length === 0) return [];
  if (items.length === 1) return [verifyBallot(items[0].ballot, items[0].ctx, items[0].jointKey)];
  if (batchHolds(items, random)) return items.map(() => null);
  const half = items.length >> 1;
  return [...verifyBallots(items.slice(0, half), random), ...verifyBallots(items.slice(half), random)];
}

function batchHolds(items, random) {
  const fixed = new Map();
  const points = [];
  const scalars = [];
  const weights = random(48 * items.length);
  items.forEach(({ ballot, ctx, jointKey }, i) => {
    equations(ballot, ctx, jointKey).forEach((terms, e) => {
      const weight = littleEndian(weights.subarray(48 * i + 16 * e, 48 * i + 16 * e + 16));
      for (const [point, factor] of terms) {
        const product = modOrder(weight * factor);
        if (isShared(point, jointKey)) {
          fixed.set(point, (fixed.get(point) ?? 0n) + product);
        } else {
          points.push(point);
          scalars.push(product);
        }
      }
    });
  });
  for (const [point, factor] of fixed) {
    points.push(point);
    scalars.push(factor);
  }
  return isIdentity(sumOfProducts(points, scalars));
}

const SHARED = new Set([BASE, L, ...G, ...Q]);

function isShared(point, jointKey) {
  return point === jointKey || SHARED.has(point);
}

/**
 * The ballot that a seed makes (spec 4.2 to 4.4).
 * @param {{ seed: Uint8Array, choice: number, token: Uint8Array, ctx: Uint8Array, jointKey: Point, options: number }} parts `choice` 1..n
 * @returns {Uint8Array} ballot bytes
 */
export function encryptFromSeed({ seed, choice, token, ctx, jointKey, options }) {
  const m = options - 1;
  const scalars = Array.from({ length: 2 * m + 3 }, (_, i) => scalar("ballot-scalar", seed, u16(i)));
  const [r, b, [rho, sigma, s]] = [scalars.slice(0, m), scalars.slice(m, 2 * m), scalars.slice(2 * m)];
  const vote = Array.from({ length: options }, (_, j) => (j + 1 === choice ? 1n : 0n));
  const bits = [...b, modOrder(-b.reduce((sum, value) => sum + value, 0n))];
  const ciphertexts = concat(...r.flatMap((value, j) => [product([BASE, value]), product([BASE, vote[j]], [jointKey, value])]));
  const h = H("ballot-statement", ctx, ciphertexts);
  const weights = r.map((_, j) => num128("ballot-weight", h, u8(j + 1)));
  const fold = (values) => weights.reduce((sum, a, j) => sum + a * values[j], 0n);
  const commitments = concat(
    product(...b.map((_, j) => [G[j], vote[j]]), ...bits.map((value, j) => [Q[j], value * (1n - 2n * vote[j])]), [L, rho]),
    product(...b.map((value, j) => [G[j], value]), ...bits.map((value, j) => [Q[j], -value * value]), [L, sigma]),
    product([BASE, s]),
    product([BASE, fold(b)], [jointKey, s]),
  );
  const x = num128("ballot-challenge", h, commitments);
  const responses = [...b.map((value, j) => x * vote[j] + value), s + x * fold(r), sigma + x * rho];
  return concat(token, ciphertexts, commitments, ...responses.map((value) => encodeScalar(modOrder(value))));
}

function product(...terms) {
  return encodePoint(sumOfProducts(terms.map(([point]) => point), terms.map(([, factor]) => factor)));
}

/** Whether choice and seed make exactly this ballot (spec 4.7). @param {Uint8Array} ballot @param {{ seed: Uint8Array, choice: number, ctx: Uint8Array, jointKey: Point, options: number }} parts @returns {boolean} */
export function challengeOpens(ballot, { seed, choice, ctx, jointKey, options }) {
  if (ballot.length !== ballotLength(options) || choice < 1 || choice > options) return false;
  return equalBytes(ballot, encryptFromSeed({ seed, choice, token: tokenOf(ballot), ctx, jointKey, options }));
}

/** Sums of the ciphertexts of one group (spec 9.4). */
export class CiphertextSum {
  /** @param {number} options */
  constructor(options) {
    this.R = Array(options - 1).fill(IDENTITY);
    this.C = Array(options - 1).fill(IDENTITY);
  }

  /** @param {Ballot} ballot a verified one */
  add(ballot) {
    for (let j = 0; j < this.R.length; j++) {
      this.R[j] = add(this.R[j], ballot.R[j]);
      this.C[j] = add(this.C[j], ballot.C[j]);
    }
  }

  /** @returns {{ r: string, c: string }[]} as in `village.json` */
  encoded() {
    return this.R.map((point, j) => ({ r: toHex(encodePoint(point)), c: toHex(encodePoint(this.C[j])) }));
  }
}

// The arithmetic of field.js and curve.js against BigInt and against an implementation of others (@noble/curves).

import assert from "node:assert/strict";
import test from "node:test";
import { ed25519, ristretto255 } from "@noble/curves/ed25519.js";

import * as curve from "../src/curve.js";
import { POINT, Table } from "../src/curve.js";
import * as field from "../src/field.js";
import { PRIME, SIZE } from "../src/field.js";
import { BASE, ORDER, add, decodePoint, encodePoint, equalPoints, isIdentity, multiply, oneWayMap, subtract, sumOfProducts } from "../src/group.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concat, littleEndian, toHex, utf8 } from "../src/bytes.js";
import { verifySignature } from "../src/signature.js";

/** Always the same numbers, spread over everything below 2^512. */
function* numbers(seed) {
  for (let i = 0; ; i++) yield littleEndian(sha512(utf8(`${seed} ${i}`)));
}

const take = (count, source, limit) => Array.from({ length: count }, () => source.next().value % limit);
const mod = (value) => ((value % PRIME) + PRIME) % PRIME;
const power = (base, exponent) => {
  let result = 1n;
  for (let [b, e] = [base, exponent]; e > 0n; e >>= 1n, b = (b * b) % PRIME) if (e & 1n) result = (result * b) % PRIME;
  return result;
};

const EDGE = [0n, 1n, 2n, 18n, 19n, 20n, PRIME - 1n, PRIME - 2n, PRIME - 19n, 2n ** 254n, 2n ** 22n - 1n, 2n ** 22n, 2n ** 234n, 2n ** 234n - 1n, (PRIME - 1n) / 2n];
const SAMPLE = [...EDGE, ...take(300, numbers("field"), PRIME)];

test("elements come back as they were written, also from encodings above p", () => {
  for (const value of SAMPLE) assert.equal(field.toBigInt(field.element(value), 0), value);
  for (let above = 0n; above < 19n; above++) assert.equal(field.toBigInt(field.element(PRIME + above), 0), above);
});

test("multiples of p and their neighbours have one form, whatever numbers they are made of", () => {
  const edges = Array.from({ length: SIZE + 1 }, (_, i) => Math.ceil(21.25 * i));
  const prime = edges.slice(1).map((edge, i) => 2 ** edge - 2 ** edges[i] - (i === 0 ? 18 : 0));
  for (let times = -5; times <= 5; times++) {
    for (const more of [-20, -19, -2, -1, 0, 1, 2, 18, 19, 20]) {
      const value = Float64Array.from(prime, (digit, i) => times * digit + (i === 0 ? more : 0));
      assert.equal(field.toBigInt(value, 0), mod(BigInt(more)));
      assert.equal(field.isZero(value, 0), more === 0);
      assert.equal(field.isOdd(value, 0), mod(BigInt(more)) % 2n === 1n);
    }
  }
});

test("sums, differences, products, inverses, roots equal those of BigInt", () => {
  const out = new Float64Array(SIZE);
  const is = (expected, what) => assert.equal(field.toBigInt(out, 0), mod(expected), what);
  SAMPLE.forEach((a, i) => {
    const b = SAMPLE[(i * 7 + 3) % SAMPLE.length];
    const [x, y] = [field.element(a), field.element(b)];
    field.add(out, 0, x, 0, y, 0);
    is(a + b);
    field.sub(out, 0, x, 0, y, 0);
    is(a - b);
    field.mul(out, 0, x, 0, y, 0);
    is(a * b);
    field.sqr(out, 0, x, 0);
    is(a * a);
    field.invert(out, 0, x, 0);
    is(power(a, PRIME - 2n));
    const square = field.sqrtRatio(out, 0, x, 0, y, 0);
    const root = field.toBigInt(out, 0);
    const ratio = a * power(b, PRIME - 2n);
    assert.equal(square, a === 0n || (b !== 0n && power(mod(ratio), (PRIME - 1n) / 2n) === 1n));
    const expected = b === 0n ? 0n : square ? ratio : ratio * field.toBigInt(field.SQRT_M1, 0);
    assert.equal(mod(root * root), mod(expected));
    assert.equal(root % 2n, 0n);
    assert.equal(field.isOdd(x, 0), a % 2n === 1n);
    assert.equal(field.isZero(x, 0), a === 0n);
  });
});

/** The value of numbers that need not be settled. */
const exact = (digits) => mod(digits.reduce((sum, digit) => sum + BigInt(digit), 0n));

test("products at the limits are exact: all signs, the largest numbers with the factors 4 and 4", () => {
  const edges = Array.from({ length: SIZE + 1 }, (_, i) => Math.ceil(21.25 * i));
  const largest = edges.slice(1).map((edge, i) => Math.floor(1.01 * 2 ** (edge - edges[i] - 1)) * 2 ** edges[i]);
  const source = numbers("limits");
  const out = new Float64Array(SIZE);
  for (let round = 0; round < 400; round++) {
    const bits = round === 0 ? 0n : round === 1 ? 2n ** 24n - 1n : source.next().value;
    const a = Float64Array.from(largest, (digit, i) => ((bits >> BigInt(i)) & 1n ? -4 : 4) * digit);
    const b = Float64Array.from(largest, (digit, i) => ((bits >> BigInt(i + 12)) & 1n ? -4 : 4) * digit);
    field.mul(out, 0, a, 0, b, 0);
    assert.equal(exact(out), mod(exact(a) * exact(b)));
    assert.ok(out.every((digit, i) => Math.abs(digit) <= largest[i]), "settled");
    field.sqr(out, 0, a, 0);
    assert.equal(exact(out), mod(exact(a) * exact(a)));
    assert.equal(field.toBigInt(a, 0), exact(a));
  }
});

const other = ristretto255.Point;
const theirs = (point) => other.fromBytes(encodePoint(point));

test("ristretto255: sums of few and of many products, encodings, equality", () => {
  const source = numbers("points");
  const points = Array.from({ length: 150 }, () => oneWayMap(sha512(utf8(String(source.next().value)))));
  const scalars = [0n, 1n, ORDER - 1n, 8n, 2n ** 252n, 2n ** 128n - 1n, ...take(144, source, ORDER)];
  for (const count of [1, 2, 47, 48, 150]) {
    const [some, factors] = [points.slice(0, count), scalars.slice(-count)];
    const expected = some.reduce((sum, point, i) => sum.add(theirs(point).multiplyUnsafe(factors[i])), other.ZERO);
    assert.equal(toHex(encodePoint(sumOfProducts(some, factors))), expected.toHex());
  }
  for (const scalar of scalars) assert.equal(toHex(encodePoint(multiply(points[0], scalar))), theirs(points[0]).multiplyUnsafe(scalar).toHex());
  for (let i = 0; i + 1 < 50; i++) {
    const [p, q] = [points[i], points[i + 1]];
    assert.equal(toHex(encodePoint(add(p, q))), theirs(p).add(theirs(q)).toHex());
    assert.ok(equalPoints(subtract(add(p, q), q), p) && !equalPoints(p, q) && !isIdentity(p));
    assert.ok(equalPoints(decodePoint(encodePoint(p)), p) && isIdentity(subtract(p, p)));
  }
});

test("ristretto255: random bytes decode here exactly if they decode there", () => {
  let decoded = 0;
  for (const value of take(600, numbers("encodings"), 2n ** 254n)) {
    const bytes = field.toBytes(field.element(value), 0);
    bytes[0] &= 254;
    const expected = (() => {
      try {
        return other.fromBytes(bytes).toHex();
      } catch {
        return null;
      }
    })();
    const found = (() => {
      try {
        return toHex(encodePoint(decodePoint(bytes)));
      } catch {
        return null;
      }
    })();
    assert.equal(found, expected);
    decoded += found === null ? 0 : 1;
  }
  assert.ok(decoded > 100 && decoded < 500);
});

test("multiples of one point by tables, of all widths", () => {
  for (const width of [2, 5, 8]) {
    const table = new Table(BASE, width);
    for (const scalar of [0n, 1n, ORDER - 1n, ...take(10, numbers("table"), ORDER)]) {
      const sum = curve.identity();
      table.addProduct(sum, scalar);
      assert.equal(toHex(encodePoint(sum)), scalar === 0n ? other.ZERO.toHex() : other.BASE.multiply(scalar).toHex());
    }
  }
});

test("points of small order and of mixed order on the curve", () => {
  const torsion = ed25519.Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
  for (let i = 0n, point = ed25519.Point.ZERO; i < 8n; i++, point = point.add(torsion)) {
    const decoded = curve.decodeEdwards(point.toBytes());
    assert.ok(curve.isSmallOrder(decoded));
    assert.equal(toHex(curve.encodeEdwards(decoded)), point.toHex());
    const mixed = curve.decodeEdwards(point.add(ed25519.Point.BASE).toBytes());
    assert.ok(!curve.isSmallOrder(mixed));
    assert.equal(toHex(curve.encodeEdwards(curve.sumOfProducts([mixed], [9n]))), point.add(ed25519.Point.BASE).multiplyUnsafe(9n).toHex());
  }
  assert.equal(curve.identity().length, POINT);
});

test("Ed25519: every bit of key, message and signature counts, with and without tables", () => {
  const secret = sha512(utf8("a booth")).subarray(0, 32);
  const key = ed25519.getPublicKey(secret);
  const message = utf8("an entry");
  const signature = ed25519.sign(message, secret);
  for (let i = 0; i < 10; i++) assert.ok(verifySignature(key, message, signature), `use ${i}`);
  for (let bit = 0; bit < 512; bit++) {
    const flipped = Uint8Array.from(signature);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    assert.ok(!verifySignature(key, message, flipped), `bit ${bit} of the signature`);
  }
  for (let bit = 0; bit < 256; bit++) {
    const flipped = Uint8Array.from(key);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    assert.ok(!verifySignature(flipped, message, signature), `bit ${bit} of the key`);
  }
  assert.ok(!verifySignature(key, utf8("an entrz"), signature));
  assert.ok(!verifySignature(key, message, concat(signature, Uint8Array.of(0))) && !verifySignature(key.subarray(1), message, signature));
});

/** Signs with a key of mixed order: the secret's key plus a point of order 8, for which S stays valid or not by what k is mod 8. */
test("Ed25519: keys of mixed order verify without cofactor exactly as they do elsewhere", () => {
  const torsion = ed25519.Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
  const a = 12345678901234567890n;
  const key = ed25519.Point.BASE.multiply(a).add(torsion).toBytes();
  const verdicts = { true: 0, false: 0 };
  for (let i = 0; i < 40; i++) {
    const message = utf8(`message ${i}`);
    const r = 1000n + BigInt(i);
    const R = ed25519.Point.BASE.multiply(r).toBytes();
    const k = littleEndian(sha512(concat(R, key, message))) % ORDER;
    const S = (r + k * a) % ORDER;
    const signature = concat(R, Uint8Array.from({ length: 32 }, (_, j) => Number((S >> BigInt(8 * j)) & 255n)));
    const verdict = verifySignature(key, message, signature);
    assert.equal(verdict, k % 8n === 0n);
    verdicts[verdict] += 1;
  }
  assert.ok(verdicts.true > 0 && verdicts.false > 20);
});

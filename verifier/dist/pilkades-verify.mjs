// src/cli.js
import { lstat, readFile, readdir } from "fs/promises";
import { join } from "path";
import { createInterface } from "readline";

// src/bytes.js
var VerifyError = class extends Error {
  /**
   * @param {string} why one English sentence without a full stop
   * @param {{ file?: string, position?: number }} [place] `position`: byte offset in a file, unless the caller says otherwise
   */
  constructor(why, { file, position } = {}) {
    super(why);
    this.name = "VerifyError";
    this.why = why;
    if (file !== void 0) this.file = file;
    if (position !== void 0) this.position = position;
  }
};
function fail(why, place) {
  throw new VerifyError(why, place);
}
function inFile(file, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof VerifyError) || error.file !== void 0) throw error;
    throw new VerifyError(error.why, { file, position: error.position });
  }
}
function attempt(read) {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return { error };
  }
}
function concat(...parts) {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
function equalBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
function compareBytes(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
var HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}
function isHex(text, length) {
  return text.length === 2 * length && /^[0-9a-f]*$/.test(text);
}
function fromHex(text, length = text.length >> 1) {
  if (!isHex(text, length)) fail(`not lower-case hexadecimal of ${length} bytes`);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
var ENCODER = new TextEncoder();
var DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function utf8(text) {
  return ENCODER.encode(text);
}
function fromUtf8(bytes) {
  try {
    return DECODER.decode(bytes);
  } catch {
    return fail("not UTF-8");
  }
}
function characters(text) {
  let count3 = 0;
  for (const _ of text) count3 += 1;
  return count3;
}
function u8(value) {
  return Uint8Array.of(value);
}
function u16(value) {
  return Uint8Array.of(value >>> 8, value);
}
function u32(value) {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
function str(text) {
  const bytes = utf8(text);
  return concat(u32(bytes.length), bytes);
}
function label(purpose) {
  return str(`pilkades/${purpose}/v1`);
}
function littleEndian(bytes) {
  let hex2 = "";
  for (let i = bytes.length - 1; i >= 0; i--) hex2 += HEX[bytes[i]];
  return hex2 === "" ? 0n : BigInt("0x" + hex2);
}
function toLittleEndian(value, length) {
  const hex2 = value.toString(16).padStart(2 * length, "0");
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[length - 1 - i] = parseInt(hex2.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
var BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
    text += BASE64[word >> 18] + BASE64[word >> 12 & 63];
    text += left > 1 ? BASE64[word >> 6 & 63] : "=";
    text += left > 2 ? BASE64[word & 63] : "=";
  }
  return text;
}
function fromBase64(text) {
  const body = text.replace(/={1,2}$/, "");
  const length = Math.floor(body.length * 3 / 4);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < body.length; i += 4) {
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const value = i + j < body.length ? BASE64.indexOf(body[i + j]) : 0;
      if (value < 0) fail("not base64");
      word = word << 6 | value;
    }
    for (let shift = 16; shift >= 0 && at < length; shift -= 8) bytes[at++] = word >> shift & 255;
  }
  if (toBase64(bytes) !== text) fail("base64 in another form than the canonical one");
  return bytes;
}
var Reader = class {
  /** @param {Uint8Array} bytes @param {number} [position] */
  constructor(bytes, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }
  get remaining() {
    return this.bytes.length - this.position;
  }
  /** A view, not a copy. @param {number} length @returns {Uint8Array} */
  take(length) {
    if (length > this.remaining) fail("the file ends too early", { position: this.position });
    const part = this.bytes.subarray(this.position, this.position + length);
    this.position += length;
    return part;
  }
  u8() {
    return this.take(1)[0];
  }
  u16() {
    const [a, b] = this.take(2);
    return a << 8 | b;
  }
  u32() {
    const [a, b, c, d] = this.take(4);
    return (a << 24 | b << 16 | c << 8 | d) >>> 0;
  }
  /** Above 2^53 - 1 it throws: nothing in this protocol is that large. @returns {number} */
  u64() {
    const position = this.position;
    const value = this.u32() * 2 ** 32 + this.u32();
    if (!Number.isSafeInteger(value)) fail("a number above 2^53 - 1", { position });
    return value;
  }
  /** `str` of spec 1.1. @param {number} maximum in bytes, checked before anything is read @returns {string} */
  str(maximum) {
    const position = this.position;
    const length = this.u32();
    if (length > maximum) fail(`a text longer than ${maximum} bytes`, { position });
    return fromUtf8(this.take(length));
  }
  /** @param {Uint8Array} expected @param {string} what */
  expect(expected, what) {
    const position = this.position;
    if (this.remaining < expected.length || !equalBytes(this.take(expected.length), expected)) fail(`not ${what}`, { position });
  }
  end() {
    if (this.remaining !== 0) fail("bytes after the end", { position: this.position });
  }
};

// node_modules/@noble/hashes/utils.js
function isBytes(a) {
  return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
}
var atitle = (title) => title ? `"${title}" ` : "";
function anumber(n, title = "") {
  if (typeof n !== "number")
    throw new TypeError(atitle(title) + "expected number, got " + typeof n);
  if (!Number.isSafeInteger(n) || n < 0)
    throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
  return n;
}
function abytes(value, length, title = "") {
  if (isBytes(value) && (length === void 0 || value.length === length))
    return value;
  if (length !== void 0)
    anumber(length, "length");
  const bytes = isBytes(value);
  const ofLen = length !== void 0 ? ` of length ${length}` : "";
  const got = bytes ? `length=${value.length}` : `type=${typeof value}`;
  const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
  if (!bytes)
    throw new TypeError(message);
  throw new RangeError(message);
}
var aobject = (value, label2) => {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new TypeError((label2 === "object" ? "" : `"${label2}" `) + "expected object, got type=" + typeof value);
};
var aopts = (value, label2) => {
  aobject(value, label2);
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null)
    throw new TypeError(`"${label2}" expected plain object`);
  if (Object.hasOwn(value, "__proto__"))
    throw new TypeError(`"${label2}.__proto__" is not allowed`);
};
function aexists(instance, checkFinished = true) {
  if (instance.destroyed)
    throw new Error("hash was destroyed");
  if (checkFinished && instance.finished)
    throw new Error("digest() was already called");
}
function aoutput(out, instance) {
  abytes(out, void 0, "output");
  const min = instance.outputLen;
  if (!(out.length >= min)) {
    throw new RangeError('"output" expected length >= ' + min);
  }
}
function clean(...arrays) {
  for (let i = 0; i < arrays.length; i++) {
    arrays[i].fill(0);
  }
}
function createView(arr) {
  return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
}
function rotr(word, shift) {
  return word << 32 - shift | word >>> shift;
}
var hasHexBuiltin = /* @__PURE__ */ (() => (
  // @ts-ignore
  typeof Uint8Array.from([]).toHex === "function" && typeof Uint8Array.fromHex === "function"
))();
var hexes = /* @__PURE__ */ Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
function bytesToHex(bytes) {
  abytes(bytes);
  if (hasHexBuiltin)
    return bytes.toHex();
  let hex2 = "";
  for (let i = 0; i < bytes.length; i++) {
    hex2 += hexes[bytes[i]];
  }
  return hex2;
}
function asciiToBase16(ch) {
  return ch >= 48 && ch <= 57 ? ch - 48 : ch >= 65 && ch <= 70 ? ch - (65 - 10) : ch >= 97 && ch <= 102 ? ch - (97 - 10) : void 0;
}
function hexToBytes(hex2) {
  if (typeof hex2 !== "string")
    throw new TypeError("hex string expected, got " + typeof hex2);
  if (hasHexBuiltin) {
    try {
      return Uint8Array.fromHex(hex2);
    } catch (error) {
      if (error instanceof SyntaxError)
        throw new RangeError(error.message);
      throw error;
    }
  }
  const hl = hex2.length;
  const al = hl / 2;
  if (hl % 2)
    throw new RangeError("hex string expected, got unpadded hex of length " + hl);
  const array2 = new Uint8Array(al);
  for (let ai = 0, hi = 0; ai < al; ai++, hi += 2) {
    const n1 = asciiToBase16(hex2.charCodeAt(hi));
    const n2 = asciiToBase16(hex2.charCodeAt(hi + 1));
    if (n1 === void 0 || n2 === void 0) {
      const char = hex2[hi] + hex2[hi + 1];
      throw new RangeError('hex string expected, got non-hex character "' + char + '" at index ' + hi);
    }
    array2[ai] = n1 * 16 + n2;
  }
  return array2;
}
function concatBytes(...arrays) {
  let sum3 = 0;
  for (let i = 0; i < arrays.length; i++) {
    const a = arrays[i];
    abytes(a);
    sum3 += a.length;
  }
  const res = new Uint8Array(sum3);
  for (let i = 0, pad = 0; i < arrays.length; i++) {
    const a = arrays[i];
    res.set(a, pad);
    pad += a.length;
  }
  return res;
}
function checkOpts(defaults, opts, title = "opts") {
  aopts(defaults, "defaults");
  if (opts !== void 0)
    aopts(opts, title);
  const merged = Object.assign(/* @__PURE__ */ Object.create(null), defaults, opts);
  return merged;
}
function createHasher(hashCons, info = {}) {
  if (typeof hashCons !== "function")
    throw new TypeError('"hashCons" expected function, got type=' + typeof hashCons);
  info = checkOpts({}, info, "info");
  const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
  const tmp = hashCons(void 0);
  hashC.outputLen = tmp.outputLen;
  hashC.blockLen = tmp.blockLen;
  hashC.canXOF = tmp.canXOF;
  hashC.create = (opts) => hashCons(opts);
  Object.assign(hashC, info);
  return Object.freeze(hashC);
}
function randomBytes(bytesLength = 32) {
  anumber(bytesLength, "bytesLength");
  const cr = typeof globalThis === "object" ? globalThis.crypto : null;
  if (typeof cr?.getRandomValues !== "function")
    throw new Error("crypto.getRandomValues must be defined");
  if (bytesLength > 65536)
    throw new RangeError(`"bytesLength" expected <= 65536, got ${bytesLength}`);
  return cr.getRandomValues(new Uint8Array(bytesLength));
}
var oidNist = (suffix) => ({
  // Current NIST hashAlgs suffixes used here fit in one DER subidentifier octet.
  // Larger suffix values would need base-128 OID encoding and a different length byte.
  oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
});

// node_modules/@noble/curves/utils.js
function aarray(item, title, inner = () => {
}) {
  if (!Array.isArray(item))
    throw new TypeError(`"${title}" expected array, got type=${typeof item}`);
  for (let i = 0; i < item.length; i++)
    inner(item[i], `${title}[${i}]`);
  return item;
}
var abytes2 = (value, length, title) => abytes(value, length, title);
var anumber2 = anumber;
function aobject2(value, title = "object") {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    throw new TypeError(title === "object" ? "expected valid options object" : `"${title}" expected object, got type=${typeof value}`);
  return value;
}
function afunction(value, title) {
  if (typeof value !== "function")
    throw new TypeError(`"${title}" is invalid: expected function, got ${typeof value}`);
  return value;
}
var bytesToHex2 = bytesToHex;
var concatBytes2 = (...arrays) => concatBytes(...arrays);
var hexToBytes2 = (hex2) => hexToBytes(hex2);
var isBytes2 = isBytes;
var randomBytes2 = (bytesLength) => randomBytes(bytesLength);
var _0n = /* @__PURE__ */ BigInt(0);
var _1n = /* @__PURE__ */ BigInt(1);
var atitle2 = (title) => title ? `"${title}" ` : "";
function abool(value, title = "") {
  if (typeof value !== "boolean")
    throw new TypeError(atitle2(title) + "expected boolean, got type=" + typeof value);
  return value;
}
function abignumber(n) {
  if (typeof n === "bigint") {
    if (!isPosBig(n))
      throw new RangeError("positive bigint expected, got " + n);
  } else
    anumber2(n);
  return n;
}
function asafenumber(value, title = "") {
  if (typeof value !== "number") {
    const prefix = title && `"${title}" `;
    throw new TypeError(prefix + "expected number, got type=" + typeof value);
  }
  if (!Number.isSafeInteger(value)) {
    const prefix = title && `"${title}" `;
    throw new RangeError(prefix + "expected safe integer, got " + value);
  }
}
function hexToNumber(hex2) {
  if (typeof hex2 !== "string")
    throw new TypeError("hex string expected, got " + typeof hex2);
  return hex2 === "" ? _0n : BigInt("0x" + hex2);
}
function bytesToNumberBE(bytes) {
  return hexToNumber(bytesToHex(bytes));
}
function bytesToNumberLE(bytes) {
  return hexToNumber(bytesToHex(copyBytes(abytes(bytes)).reverse()));
}
function numberToBytesBE(n, len) {
  anumber(len);
  if (len === 0)
    throw new Error("zero output length is invalid");
  n = abignumber(n);
  const expectedLen = len * 2;
  const hex2 = n.toString(16);
  if (hex2.length > expectedLen)
    throw new RangeError("number is too large");
  return hexToBytes(hex2.padStart(expectedLen, "0"));
}
function numberToBytesLE(n, len) {
  return numberToBytesBE(n, len).reverse();
}
function equalBytes2(a, b) {
  a = abytes2(a);
  b = abytes2(b);
  if (a.length !== b.length)
    return false;
  let diff = 0;
  for (let i = 0; i < a.length; i++)
    diff |= a[i] ^ b[i];
  return diff === 0;
}
function copyBytes(bytes) {
  return Uint8Array.from(abytes2(bytes));
}
function asciiToBytes(ascii) {
  if (typeof ascii !== "string")
    throw new TypeError("ascii string expected, got " + typeof ascii);
  return Uint8Array.from(ascii, (c, i) => {
    const charCode = c.charCodeAt(0);
    if (c.length !== 1 || charCode > 127) {
      throw new RangeError(`string contains non-ASCII character "${ascii[i]}" with code ${charCode} at position ${i}`);
    }
    return charCode;
  });
}
function isPosBig(n) {
  return typeof n === "bigint" && _0n <= n;
}
function inRange(n, min, max) {
  return isPosBig(n) && isPosBig(min) && isPosBig(max) && min <= n && n < max;
}
function aInRange(title, n, min, max) {
  if (!inRange(n, min, max))
    throw new RangeError("expected valid " + title + ": " + min + " <= n < " + max + ", got " + n);
}
function bitLen(n) {
  if (n < _0n)
    throw new Error("expected non-negative bigint, got " + n);
  return n === _0n ? 0 : n.toString(2).length;
}
var bitMask = (n) => {
  asafenumber(n, "n");
  return (_1n << BigInt(n)) - _1n;
};
function validateObject(object2, fields = {}, optFields = {}, title = "object") {
  aobject2(object2, title);
  aobject2(fields, "fields");
  aobject2(optFields, "optFields");
  function checkField(fieldName, expectedType, isOpt) {
    const label2 = title === "object" ? `param "${String(fieldName)}"` : `"${title}.${String(fieldName)}"`;
    const val = object2[fieldName];
    if (!Object.hasOwn(object2, fieldName) && (isOpt ? val !== void 0 : expectedType !== "function")) {
      throw new TypeError(`${label2} is invalid: expected own property`);
    }
    if (isOpt && val === void 0)
      return;
    const current = typeof val;
    if (current !== expectedType || val === null)
      throw new TypeError(`${label2} is invalid: expected ${expectedType}, got ${current}`);
  }
  const iter = (f, isOpt) => Object.entries(f).forEach(([k, v]) => checkField(k, v, isOpt));
  iter(fields, false);
  iter(optFields, true);
}
var notImplemented = () => {
  throw new Error("not implemented");
};

// node_modules/@noble/curves/abstract/modular.js
var _0n2 = /* @__PURE__ */ BigInt(0);
var _1n2 = /* @__PURE__ */ BigInt(1);
var _2n = /* @__PURE__ */ BigInt(2);
var _3n = /* @__PURE__ */ BigInt(3);
var _4n = /* @__PURE__ */ BigInt(4);
var _5n = /* @__PURE__ */ BigInt(5);
var _7n = /* @__PURE__ */ BigInt(7);
var _8n = /* @__PURE__ */ BigInt(8);
var _9n = /* @__PURE__ */ BigInt(9);
var _15n = /* @__PURE__ */ BigInt(15);
var _16n = /* @__PURE__ */ BigInt(16);
var POW_WINDOWED_MIN = /* @__PURE__ */ BigInt("0x10000000000000000");
function mod(a, b) {
  if (b <= _0n2)
    throw new Error("mod: expected positive modulus, got " + b);
  const result = a % b;
  return result >= _0n2 ? result : b + result;
}
function pow(num, power, modulo) {
  if (modulo <= _1n2)
    throw new Error("pow: expected modulus > 1, got " + modulo);
  if (typeof power !== "bigint")
    throw new TypeError("invalid exponent: expected bigint, got " + typeof power);
  if (power < _0n2)
    throw new Error("invalid exponent, negatives unsupported");
  if (power === _0n2)
    return _1n2;
  if (power === _1n2)
    return num;
  let d = num % modulo;
  if (d < _0n2)
    d += modulo;
  if (power < POW_WINDOWED_MIN) {
    let p2 = _1n2;
    while (power > _0n2) {
      if (power & _1n2)
        p2 = p2 * d % modulo;
      d = d * d % modulo;
      power >>= _1n2;
    }
    return p2;
  }
  const digits = [];
  while (power > _0n2) {
    digits.push(Number(power & _15n));
    power >>= _4n;
  }
  const table = new Array(16);
  table[0] = _1n2;
  table[1] = d;
  for (let i = 2; i < 16; i++)
    table[i] = table[i - 1] * d % modulo;
  let p = table[digits[digits.length - 1]];
  for (let w = digits.length - 2; w >= 0; w--) {
    p = p * p % modulo;
    p = p * p % modulo;
    p = p * p % modulo;
    p = p * p % modulo;
    const digit = digits[w];
    if (digit !== 0)
      p = p * table[digit] % modulo;
  }
  return p;
}
function pow2(x, power, modulo) {
  if (modulo <= _1n2)
    throw new Error("pow2: expected modulus > 1, got " + modulo);
  if (power < _0n2)
    throw new Error("pow2: expected non-negative exponent, got " + power);
  let res = x;
  while (power-- > _0n2) {
    res *= res;
    res %= modulo;
  }
  return res;
}
function invert(number, modulo) {
  if (number === _0n2)
    throw new Error("invert: expected non-zero number");
  if (modulo <= _1n2)
    throw new Error("invert: expected modulus > 1, got " + modulo);
  let a = mod(number, modulo);
  let b = modulo;
  let x = _0n2, u = _1n2;
  while (a !== _0n2) {
    const q = b / a;
    const r = b - a * q;
    const m = x - u * q;
    b = a, a = r, x = u, u = m;
  }
  const gcd = b;
  if (gcd !== _1n2)
    throw new Error("invert: does not exist");
  return mod(x, modulo);
}
function assertIsSquare(Fp2, root, n) {
  const F = Fp2;
  if (!F.eql(F.sqr(root), n))
    throw new Error("Cannot find square root");
}
function aoddModulus(order, fnName) {
  if ((order & _1n2) === _0n2)
    throw new Error(fnName + ": expected odd modulus, got " + order);
}
function sqrt3mod4(Fp2, n) {
  const F = Fp2;
  const p1div4 = (F.ORDER + _1n2) / _4n;
  const root = F.pow(n, p1div4);
  assertIsSquare(F, root, n);
  return root;
}
function sqrt5mod8(Fp2, n) {
  const F = Fp2;
  const p5div8 = (F.ORDER - _5n) / _8n;
  const n2 = F.mul(n, _2n);
  const v = F.pow(n2, p5div8);
  const nv = F.mul(n, v);
  const i = F.mul(F.mul(nv, _2n), v);
  const root = F.mul(nv, F.sub(i, F.ONE));
  assertIsSquare(F, root, n);
  return root;
}
function sqrt9mod16(P) {
  const Fp_ = Field(P);
  const tn = tonelliShanks(P);
  const c1 = tn(Fp_, Fp_.neg(Fp_.ONE));
  const c2 = tn(Fp_, c1);
  const c3 = tn(Fp_, Fp_.neg(c1));
  const c4 = (P + _7n) / _16n;
  return ((Fp2, n) => {
    const F = Fp2;
    let tv1 = F.pow(n, c4);
    let tv2 = F.mul(tv1, c1);
    const tv3 = F.mul(tv1, c2);
    const tv4 = F.mul(tv1, c3);
    const e1 = F.eql(F.sqr(tv2), n);
    const e2 = F.eql(F.sqr(tv3), n);
    tv1 = F.cmov(tv1, tv2, e1);
    tv2 = F.cmov(tv4, tv3, e2);
    const e3 = F.eql(F.sqr(tv2), n);
    const root = F.cmov(tv1, tv2, e3);
    assertIsSquare(F, root, n);
    return root;
  });
}
function tonelliShanks(P) {
  if (P < _3n)
    throw new Error("sqrt is not defined for small field");
  aoddModulus(P, "tonelliShanks");
  let Q2 = P - _1n2;
  let S = 0;
  while (Q2 % _2n === _0n2) {
    Q2 /= _2n;
    S++;
  }
  let Z = _2n;
  const _Fp = Field(P);
  while (FpLegendre(_Fp, Z) === 1) {
    if (Z++ > 1e3)
      throw new Error("Cannot find square root: probably non-prime P");
  }
  if (S === 1)
    return sqrt3mod4;
  let cc = _Fp.pow(Z, Q2);
  const Q1div2 = (Q2 + _1n2) / _2n;
  return function tonelliSlow(Fp2, n) {
    const F = Fp2;
    if (F.is0(n))
      return n;
    if (FpLegendre(F, n) !== 1)
      throw new Error("Cannot find square root");
    let M = S;
    let c = F.mul(F.ONE, cc);
    let t = F.pow(n, Q2);
    let R = F.pow(n, Q1div2);
    while (!F.eql(t, F.ONE)) {
      if (F.is0(t))
        throw new Error("Cannot find square root: probably non-prime P");
      let i = 1;
      let t_tmp = F.sqr(t);
      while (!F.eql(t_tmp, F.ONE)) {
        i++;
        t_tmp = F.sqr(t_tmp);
        if (i === M)
          throw new Error("Cannot find square root");
      }
      const exponent = _1n2 << BigInt(M - i - 1);
      const b = F.pow(c, exponent);
      M = i;
      c = F.sqr(b);
      t = F.mul(t, c);
      R = F.mul(R, b);
    }
    return R;
  };
}
function FpSqrt(P) {
  aoddModulus(P, "Fp.sqrt");
  if (P % _4n === _3n)
    return sqrt3mod4;
  if (P % _8n === _5n)
    return sqrt5mod8;
  if (P % _16n === _9n)
    return sqrt9mod16(P);
  return tonelliShanks(P);
}
var isNegativeLE = (num, modulo) => (mod(num, modulo) & _1n2) === _1n2;
var FIELD_FIELDS = [
  "create",
  "isValid",
  "is0",
  "neg",
  "inv",
  "sqrt",
  "sqr",
  "eql",
  "add",
  "sub",
  "mul",
  "pow",
  "div",
  "addN",
  "subN",
  "mulN",
  "sqrN"
];
function validateField(field) {
  aobject2(field, "field");
  if (typeof field.ORDER !== "bigint")
    throw new TypeError('param "ORDER" is invalid: expected bigint, got ' + typeof field.ORDER);
  asafenumber(field.BYTES, "BYTES");
  asafenumber(field.BITS, "BITS");
  for (const name3 of FIELD_FIELDS)
    afunction(field[name3], "field." + name3);
  if (field.BYTES < 1 || field.BITS < 1)
    throw new Error("invalid field: expected BYTES/BITS > 0");
  if (field.ORDER <= _1n2)
    throw new Error("invalid field: expected ORDER > 1, got " + field.ORDER);
  return field;
}
function FpInvertBatch(Fp2, nums, passZero = false) {
  validateField(Fp2);
  aarray(nums, "nums");
  abool(passZero, "passZero");
  const F = Fp2;
  const inverted = new Array(nums.length).fill(passZero ? F.ZERO : void 0);
  const multipliedAcc = nums.reduce((acc, num, i) => {
    if (F.is0(num))
      return acc;
    inverted[i] = acc;
    return F.mul(acc, num);
  }, F.ONE);
  const invertedAcc = F.inv(multipliedAcc);
  nums.reduceRight((acc, num, i) => {
    if (F.is0(num))
      return acc;
    inverted[i] = F.mul(acc, inverted[i]);
    return F.mul(acc, num);
  }, invertedAcc);
  return inverted;
}
function FpLegendre(Fp2, n) {
  validateField(Fp2);
  const F = Fp2;
  aoddModulus(F.ORDER, "FpLegendre");
  const p1mod2 = (F.ORDER - _1n2) / _2n;
  const powered = F.pow(n, p1mod2);
  const yes = F.eql(powered, F.ONE);
  const zero = F.eql(powered, F.ZERO);
  const no = F.eql(powered, F.neg(F.ONE));
  if (!yes && !zero && !no)
    throw new Error("invalid Legendre symbol result");
  return yes ? 1 : zero ? 0 : -1;
}
function nLength(n, nBitLength) {
  if (nBitLength !== void 0)
    anumber2(nBitLength);
  if (n <= _0n2)
    throw new Error("invalid n length: expected positive n, got " + n);
  if (nBitLength !== void 0 && nBitLength < 1)
    throw new Error("invalid n length: expected positive bit length, got " + nBitLength);
  const bits = bitLen(n);
  if (nBitLength !== void 0 && nBitLength < bits)
    throw new Error(`invalid n length: expected nBitLength (${nBitLength}) >= bitLen(n) (${bits})`);
  const _nBitLength = nBitLength !== void 0 ? nBitLength : bits;
  const nByteLength = Math.ceil(_nBitLength / 8);
  return { nBitLength: _nBitLength, nByteLength };
}
var FIELD_SQRT = /* @__PURE__ */ new WeakMap();
var _Field = class {
  ORDER;
  BITS;
  BYTES;
  isLE;
  ZERO = _0n2;
  ONE = _1n2;
  _lengths;
  _mod;
  constructor(ORDER2, opts = {}) {
    if (ORDER2 <= _1n2)
      throw new Error("invalid field: expected ORDER > 1, got " + ORDER2);
    let _nbitLength = void 0;
    this.isLE = false;
    if (opts != null && typeof opts === "object") {
      if (typeof opts.BITS === "number")
        _nbitLength = opts.BITS;
      if (typeof opts.sqrt === "function")
        Object.defineProperty(this, "sqrt", { value: opts.sqrt, enumerable: true });
      if (typeof opts.isLE === "boolean")
        this.isLE = opts.isLE;
      if (opts.allowedLengths)
        this._lengths = Object.freeze(opts.allowedLengths.slice());
      if (typeof opts.modFromBytes === "boolean")
        this._mod = opts.modFromBytes;
    }
    const { nBitLength, nByteLength } = nLength(ORDER2, _nbitLength);
    if (nByteLength > 2048)
      throw new Error("invalid field: expected ORDER of <= 2048 bytes");
    this.ORDER = ORDER2;
    this.BITS = nBitLength;
    this.BYTES = nByteLength;
    Object.freeze(this);
  }
  create(num) {
    return mod(num, this.ORDER);
  }
  isValid(num) {
    if (typeof num !== "bigint")
      throw new TypeError("invalid field element: expected bigint, got " + typeof num);
    return _0n2 <= num && num < this.ORDER;
  }
  is0(num) {
    return num === _0n2;
  }
  // is valid and invertible
  isValidNot0(num) {
    return !this.is0(num) && this.isValid(num);
  }
  isOdd(num) {
    return (num & _1n2) === _1n2;
  }
  neg(num) {
    return mod(-num, this.ORDER);
  }
  eql(lhs, rhs) {
    return lhs === rhs;
  }
  sqr(num) {
    return mod(num * num, this.ORDER);
  }
  add(lhs, rhs) {
    return mod(lhs + rhs, this.ORDER);
  }
  sub(lhs, rhs) {
    return mod(lhs - rhs, this.ORDER);
  }
  mul(lhs, rhs) {
    return mod(lhs * rhs, this.ORDER);
  }
  pow(num, power) {
    return pow(num, power, this.ORDER);
  }
  div(lhs, rhs) {
    return mod(lhs * invert(rhs, this.ORDER), this.ORDER);
  }
  // Same as above, but doesn't normalize
  sqrN(num) {
    return num * num;
  }
  addN(lhs, rhs) {
    return lhs + rhs;
  }
  subN(lhs, rhs) {
    return lhs - rhs;
  }
  mulN(lhs, rhs) {
    return lhs * rhs;
  }
  inv(num) {
    return invert(num, this.ORDER);
  }
  sqrt(num) {
    let sqrt = FIELD_SQRT.get(this);
    if (!sqrt)
      FIELD_SQRT.set(this, sqrt = FpSqrt(this.ORDER));
    return sqrt(this, num);
  }
  toBytes(num) {
    return this.isLE ? numberToBytesLE(num, this.BYTES) : numberToBytesBE(num, this.BYTES);
  }
  fromBytes(bytes, skipValidation = false) {
    abytes2(bytes);
    const { _lengths: allowedLengths, BYTES, isLE, ORDER: ORDER2, _mod: modFromBytes } = this;
    if (allowedLengths) {
      if (bytes.length < 1 || !allowedLengths.includes(bytes.length) || bytes.length > BYTES) {
        throw new Error("Field.fromBytes: expected " + allowedLengths + " bytes, got " + bytes.length);
      }
      const padded = new Uint8Array(BYTES);
      padded.set(bytes, isLE ? 0 : padded.length - bytes.length);
      bytes = padded;
    }
    if (bytes.length !== BYTES)
      throw new Error("Field.fromBytes: expected " + BYTES + " bytes, got " + bytes.length);
    let scalar2 = isLE ? bytesToNumberLE(bytes) : bytesToNumberBE(bytes);
    if (modFromBytes)
      scalar2 = mod(scalar2, ORDER2);
    if (!skipValidation) {
      if (!this.isValid(scalar2))
        throw new Error("invalid field element: outside of range 0..ORDER");
    }
    return scalar2;
  }
  // TODO: we don't need it here, move out to separate fn
  invertBatch(lst) {
    return FpInvertBatch(this, lst, true);
  }
  // We can't move this out because Fp6, Fp12 implement it
  // and it's unclear what to return in there.
  cmov(a, b, condition) {
    abool(condition, "condition");
    return condition ? b : a;
  }
};
function Field(ORDER2, opts = {}) {
  Object.freeze(_Field.prototype);
  return new _Field(ORDER2, opts);
}

// node_modules/@noble/curves/abstract/curve.js
var _0n3 = /* @__PURE__ */ BigInt(0);
var _1n3 = /* @__PURE__ */ BigInt(1);
var _4n2 = /* @__PURE__ */ BigInt(4);
var BLIND_BYTES = 16;
var BLIND_BITS = 128;
var FW_WINDOW = 5;
var TABLE_BYTES_MAX = /* @__PURE__ */ (() => 2 ** 31)();
function validatePointCons(Point3) {
  const pc = Point3;
  if (typeof pc !== "function")
    throw new TypeError('"Point" expected constructor, got type=' + typeof Point3);
  afunction(pc.fromAffine, "Point.fromAffine");
  afunction(pc.fromBytes, "Point.fromBytes");
  afunction(pc.fromHex, "Point.fromHex");
  aobject2(pc.BASE, "Point.BASE");
  aobject2(pc.ZERO, "Point.ZERO");
  validateField(pc.Fp);
  validateField(pc.Fn);
}
function normalizeZ(c, points) {
  validatePointCons(c);
  validateMSMPoints(points, c);
  const invertedZs = FpInvertBatch(c.Fp, points.map((p) => p.Z));
  return points.map((p, i) => c.fromAffine(p.toAffine(invertedZs[i])));
}
function validateW(W, bits, min = 1) {
  if (!Number.isSafeInteger(W) || W < min || W > bits)
    throw new Error("invalid window size, expected [" + min + ".." + bits + "], got W=" + W);
}
function validateTableBytes(numPoints, fpBytes) {
  const bytes = numPoints * (4 * fpBytes + 128);
  if (bytes > TABLE_BYTES_MAX)
    throw new Error("invalid window size: table would need ~" + Math.ceil(bytes / 2 ** 20) + " MiB, max " + TABLE_BYTES_MAX / 2 ** 20 + " MiB");
}
function probeRandomBytes(randomBytes4, length) {
  if (randomBytes4 === void 0)
    return void 0;
  afunction(randomBytes4, "randomBytes");
  try {
    const probe = randomBytes4(length);
    if (!isBytes2(probe) || probe.length !== length)
      return void 0;
  } catch {
    return void 0;
  }
  return randomBytes4;
}
function validateMSMPoints(points, c) {
  aarray(points, "points");
  points.forEach((p, i) => {
    if (!(p instanceof c))
      throw new Error("invalid point at index " + i);
  });
}
function validateMSMScalars(scalars, field, maxScalar) {
  if (!Array.isArray(scalars))
    throw new Error("array of scalars expected");
  scalars.forEach((s, i) => {
    const ok = maxScalar === void 0 ? field.isValid(s) : isPosBig(s) && s < maxScalar;
    if (!ok)
      throw new Error("invalid scalar at index " + i);
  });
}
var pointWindowSizes = /* @__PURE__ */ new WeakMap();
function getWindowSize(P) {
  return pointWindowSizes.get(P) || 1;
}
function oddMultiples(p, size) {
  const dbl = p.double();
  const t = [p];
  for (let j = 1; j < size; j++)
    t.push(t[j - 1].add(dbl));
  return t;
}
function wnafDigits(n, W) {
  const size = 2 ** W;
  const half = size / 2;
  const mask = BigInt(size - 1);
  const d = [];
  while (n > _0n3) {
    let w = 0;
    if (n & _1n3) {
      w = Number(n & mask);
      if (w >= half)
        w -= size;
      n -= BigInt(w);
    }
    d.push(w);
    n >>= _1n3;
  }
  return d;
}
function signedWindowDigits(n, W, windows) {
  const size = 2 ** W;
  const half = size / 2;
  const mask = BigInt(size - 1);
  const shiftBy = BigInt(W);
  const d = [];
  for (let w = 0; w < windows; w++) {
    let v = Number(n & mask);
    n >>= shiftBy;
    if (v > half) {
      v -= size;
      n += _1n3;
    }
    d.push(v);
  }
  if (n !== _0n3)
    throw new Error("invalid wnaf");
  return d;
}
function wnafWalk(zero, tables2, digits) {
  let max = 0;
  for (const d of digits)
    max = Math.max(max, d.length);
  let acc = zero;
  for (let bit = max - 1; bit >= 0; bit--) {
    if (bit !== max - 1)
      acc = acc.double();
    for (let i = 0; i < digits.length; i++) {
      const w = digits[i][bit];
      if (w) {
        const item = tables2[i][Math.abs(w) - 1 >> 1];
        acc = acc.add(w < 0 ? item.negate() : item);
      }
    }
  }
  return acc;
}
var ScalarMultiplier = class {
  Point;
  BASE;
  ZERO;
  randomBytes;
  wnafPrecomputes = /* @__PURE__ */ new WeakMap();
  baseCanBeBlinded;
  bits;
  // Parametrized with a given Point class (not individual point)
  constructor(Point3, randomBytes4) {
    validatePointCons(Point3);
    this.randomBytes = probeRandomBytes(randomBytes4, BLIND_BYTES);
    this.Point = Point3;
    this.BASE = Point3.BASE;
    this.ZERO = Point3.ZERO;
    this.bits = Point3.Fn.BITS;
  }
  /**
   * Creates a signed fixed-window wNAF precomputation table: for every window w, the
   * multiples `[1..2^(W−1)]⋅2^(w⋅W)⋅P`, flattened. All doublings are baked into the table,
   * so cached multiplication is additions-only. `windows = ceil(bits/W) + 1`: the extra
   * window absorbs the final carry of signed-digit recoding.
   * For a 256-bit curve and W=6, the table is 44⋅32 = 1408 points.
   * @param point - Point instance
   * @param W - window size
   * @param bits - scalar bitlength the table must cover
   */
  buildWnafTable(point2, W, bits) {
    const windows = Math.ceil(bits / W) + 1;
    const half = 2 ** (W - 1);
    const comp = [];
    let base = point2;
    for (let w = 0; w < windows; w++) {
      let acc = base;
      for (let i = 0; i < half; i++) {
        comp.push(acc);
        acc = acc.add(base);
      }
      base = comp[comp.length - 1].double();
    }
    return { W, bits, windows, comp };
  }
  /**
   * Implements ec multiplication using precomputed signed fixed-window wNAF tables.
   * Constant-time: fixed window count with one table addition per window — zero digits feed
   * the fake accumulator — and no doublings; the lookup scans the whole window slice.
   * Scalar bounds are validated by the public entry points ({@link ScalarMultiplier.mulCT},
   * {@link ScalarMultiplier.mulCTBlinded}, {@link ScalarMultiplier.mulUnsafe});
   * signedWindowDigits throws if `n` exceeds the table.
   * @returns real and fake (for const-time) points
   */
  wnafCachedCT(precomputes, n) {
    const { W, windows, comp } = precomputes;
    const half = 2 ** (W - 1);
    const digits = signedWindowDigits(n, W, windows);
    let p = this.ZERO;
    let f = this.BASE;
    for (let w = 0; w < windows; w++) {
      const digit = digits[w];
      const start = w * half;
      const idx = Math.abs(digit) - 1;
      let sel = comp[start];
      for (let i = 1; i < half; i++)
        sel = i === idx ? comp[start + i] : sel;
      const neg = sel.negate();
      if (digit === 0)
        f = f.add(comp[start]);
      else
        p = p.add(digit < 0 ? neg : sel);
    }
    return { p, f };
  }
  // Cache key is point identity plus (W, bits); at most two entries exist per point (public-width
  // `Fn.BITS` and blinded `Fn.BITS + BLIND_BITS`). Callers must not reuse the same point with
  // incompatible `transform(...)` layouts and expect a separate cache entry.
  getWnafPrecomputes(W, point2, bits, transform) {
    let entries = this.wnafPrecomputes.get(point2);
    let comp = entries?.find((entry) => entry.W === W && entry.bits === bits);
    if (!comp) {
      comp = this.buildWnafTable(point2, W, bits);
      if (typeof transform === "function")
        comp = { ...comp, comp: transform(comp.comp) };
      if (!entries) {
        entries = [];
        this.wnafPrecomputes.set(point2, entries);
      }
      entries.push(comp);
    }
    return comp;
  }
  assertPoint(point2) {
    if (!(point2 instanceof this.Point))
      throw new TypeError('"point" expected Point instance, got type=' + typeof point2);
  }
  // Shared prologue of the constant-time entry points. Rejects scalar 0: in key/signature-style
  // callers a zero scalar means broken upstream plumbing, and concrete Points already reject it.
  // Uses inRange instead of Fn.isValidNot0: validateField() only certifies the arithmetic subset.
  validateMulInput(point2, scalar2) {
    this.assertPoint(point2);
    if (!inRange(scalar2, _1n3, this.Point.Fn.ORDER))
      throw new Error("invalid scalar");
  }
  // Constant-time dispatch shared by mulCT / mulCTBlinded. Un-precomputed points (W===1, e.g.
  // ECDH peer keys) skip building a throwaway cached table in favor of a small fixed-window
  // multiply. `n` must be < 2^bits.
  runCT(point2, n, bits, transform) {
    const W = getWindowSize(point2);
    if (W === 1)
      return this.fixedWindowCT(point2, n, bits);
    return this.wnafCachedCT(this.getWnafPrecomputes(W, point2, bits, transform), n);
  }
  mulCT(point2, scalar2, transform) {
    this.validateMulInput(point2, scalar2);
    return this.runCT(point2, scalar2, this.bits, transform);
  }
  mulCTBlinded(point2, scalar2, transform) {
    this.validateMulInput(point2, scalar2);
    if (this.randomBytes === void 0)
      throw new Error("randomBytes is required for scalar blinding");
    const bits = this.Point.Fn.BITS + BLIND_BITS;
    const blind = this.randomBytes(BLIND_BYTES);
    if (!isBytes2(blind) || blind.length !== BLIND_BYTES)
      throw new Error("randomBytes returned invalid byte array");
    blind[0] = blind[0] & 63 | 128;
    const n = scalar2 + bytesToNumberBE(blind) * this.Point.Fn.ORDER;
    return this.runCT(point2, n, bits, transform);
  }
  /**
   * Constant-time multiplication `n*point` for an un-precomputed point, via a small fixed window.
   * A cached wNAF table only pays off when reused; a flat 2^FW_WINDOW table (`size-1` adds) is
   * far cheaper to build for a single use. The point-operation sequence is independent of `n`:
   * build the table, then per window exactly FW_WINDOW doublings, a data-oblivious scan over
   * every table entry, and one addition (adds the identity when the window digit is 0 — never
   * skipped).
   *
   * `n` must be `< 2^bits`. Assumes complete addition (adding the identity costs the same as any
   * add), which holds for the Weierstrass/Edwards point types used here. The table is left in
   * projective form (no normalizeZ): normalizing this small a table costs more than the
   * mixed-add savings it would buy for a single multiply.
   * @returns real point `p`; `f` duplicates it only to match {@link wnafCachedCT}'s return shape
   * (this path needs no fake accumulator — its op-count is already scalar-independent).
   */
  fixedWindowCT(point2, n, bits) {
    const W = FW_WINDOW;
    const size = 1 << W;
    const mask = bitMask(W);
    const table = new Array(size);
    table[0] = this.ZERO;
    for (let i = 1; i < size; i++)
      table[i] = table[i - 1].add(point2);
    const windows = Math.ceil(bits / W);
    let acc = this.ZERO;
    for (let window = windows - 1; window >= 0; window--) {
      if (window !== windows - 1)
        for (let d = 0; d < W; d++)
          acc = acc.double();
      const digit = Number(n >> BigInt(window * W) & mask);
      let sel = table[0];
      for (let i = 1; i < size; i++)
        sel = i === digit ? table[i] : sel;
      acc = acc.add(sel);
    }
    return { p: acc, f: acc };
  }
  shouldBlind(point2, cofactor) {
    if (this.randomBytes === void 0)
      return false;
    if (cofactor === _1n3)
      return true;
    if (point2 !== this.BASE)
      return false;
    if (this.baseCanBeBlinded === void 0)
      this.baseCanBeBlinded = this.mulUnsafe(this.BASE, this.Point.Fn.ORDER).is0();
    return this.baseCanBeBlinded;
  }
  mulSecret(point2, scalar2, cofactor, transform) {
    return this.shouldBlind(point2, cofactor) ? this.mulCTBlinded(point2, scalar2, transform) : this.mulCT(point2, scalar2, transform);
  }
  mulUnsafe(point2, scalar2, transform) {
    this.assertPoint(point2);
    if (!isPosBig(scalar2))
      throw new Error("invalid scalar");
    const W = getWindowSize(point2);
    if (W === 1 || scalar2 >= this.Point.Fn.ORDER)
      return mulAddUnsafe(this.Point, [point2], [scalar2], true);
    const precomputes = this.getWnafPrecomputes(W, point2, this.bits, transform);
    return this.wnafCachedCT(precomputes, scalar2).p;
  }
  // Remembers the window size used for precomputed wNAF multiplication of the given point
  // and drops any previously built tables. Usually only the base point is precomputed.
  // W=1 resets the point to the un-precomputed (table-less) paths.
  // W is additionally capped so tables stay under ~2 GiB ({@link TABLE_BYTES_MAX}).
  setWindowSize(point2, W) {
    this.assertPoint(point2);
    validateW(W, this.bits);
    const windows = Math.ceil((this.bits + BLIND_BITS) / W) + 1;
    validateTableBytes(windows * 2 ** (W - 1), this.Point.Fp.BYTES);
    pointWindowSizes.set(point2, W);
    this.wnafPrecomputes.delete(point2);
  }
  // True when a window size is set: tables themselves are built lazily on first multiply.
  hasWindowSize(point2) {
    return getWindowSize(point2) !== 1;
  }
};
function mulAddUnsafe(c, points, scalars, allowOversized = false) {
  validatePointCons(c);
  validateMSMPoints(points, c);
  abool(allowOversized, "allowOversized");
  validateMSMScalars(scalars, c.Fn, allowOversized ? c.Fn.ORDER ** _4n2 : void 0);
  if (points.length !== scalars.length)
    throw new Error("arrays of points and scalars must have equal length");
  const tables2 = points.map((p) => oddMultiples(p, 4));
  const digits = scalars.map((n) => wnafDigits(n, 4));
  return wnafWalk(c.ZERO, tables2, digits);
}
function pippenger(c, points, scalars) {
  validatePointCons(c);
  const fieldN = c.Fn;
  validateMSMPoints(points, c);
  validateMSMScalars(scalars, fieldN);
  const plength = points.length;
  const slength = scalars.length;
  if (plength !== slength)
    throw new Error("arrays of points and scalars must have equal length");
  const zero = c.ZERO;
  if (plength === 0)
    return zero;
  const wbits = bitLen(BigInt(plength));
  let windowSize = 1;
  if (wbits > 12)
    windowSize = wbits - 3;
  else if (wbits > 4)
    windowSize = wbits - 2;
  else if (wbits > 0)
    windowSize = 2;
  const MASK = bitMask(windowSize);
  const buckets = new Array(Number(MASK) + 1).fill(zero);
  const lastBits = Math.floor((fieldN.BITS - 1) / windowSize) * windowSize;
  let sum3 = zero;
  for (let i = lastBits; i >= 0; i -= windowSize) {
    buckets.fill(zero);
    for (let j = 0; j < slength; j++) {
      const scalar2 = scalars[j];
      const wbits2 = Number(scalar2 >> BigInt(i) & MASK);
      buckets[wbits2] = buckets[wbits2].add(points[j]);
    }
    let resI = zero;
    for (let j = buckets.length - 1, sumI = zero; j > 0; j--) {
      sumI = sumI.add(buckets[j]);
      resI = resI.add(sumI);
    }
    sum3 = sum3.add(resI);
    if (i !== 0)
      for (let j = 0; j < windowSize; j++)
        sum3 = sum3.double();
  }
  return sum3;
}
function createField(order, field, isLE) {
  if (field) {
    if (field.ORDER !== order)
      throw new Error("Field.ORDER must match order: Fp == p, Fn == n");
    validateField(field);
    return field;
  } else {
    return Field(order, { isLE });
  }
}
function createCurveFields(type, CURVE, curveOpts = {}, FpFnLE) {
  if (type !== "weierstrass" && type !== "edwards")
    throw new Error('expected curve type "weierstrass" or "edwards"');
  if (FpFnLE === void 0)
    FpFnLE = type === "edwards";
  if (!CURVE || typeof CURVE !== "object")
    throw new Error(`expected valid ${type} CURVE object`);
  validateObject(curveOpts);
  for (const p of ["p", "n", "h"]) {
    const val = CURVE[p];
    if (!(isPosBig(val) && val !== _0n3))
      throw new Error(`CURVE.${p} must be positive bigint`);
  }
  const Fp2 = createField(CURVE.p, curveOpts.Fp, FpFnLE);
  const Fn2 = createField(CURVE.n, curveOpts.Fn, FpFnLE);
  const _b = type === "weierstrass" ? "b" : "d";
  const params = ["Gx", "Gy", "a", _b];
  for (const p of params) {
    if (!Fp2.isValid(CURVE[p]))
      throw new Error(`CURVE.${p} must be valid field element of CURVE.Fp`);
  }
  CURVE = Object.freeze(Object.assign({}, CURVE));
  return { CURVE, Fp: Fp2, Fn: Fn2 };
}
function createKeygen(randomSecretKey, getPublicKey) {
  return function keygen(seed) {
    const secretKey = randomSecretKey(seed);
    return { secretKey, publicKey: getPublicKey(secretKey) };
  };
}

// node_modules/@noble/hashes/_u64.js
var U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
var _32n = /* @__PURE__ */ BigInt(32);
function fromBig(n, le = false) {
  if (le)
    return { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) };
  return { h: Number(n >> _32n & U32_MASK64) | 0, l: Number(n & U32_MASK64) | 0 };
}
function split(lst, le = false) {
  const len = lst.length;
  let Ah = new Uint32Array(len);
  let Al = new Uint32Array(len);
  for (let i = 0; i < len; i++) {
    const { h, l } = fromBig(lst[i], le);
    [Ah[i], Al[i]] = [h, l];
  }
  return [Ah, Al];
}
var fromNumH = (n) => n / 2 ** 32 | 0;
var fromNumL = (n) => n >>> 0;
function setU64FromNum(view, byteOffset, n, isLE) {
  const h = fromNumH(n);
  const l = fromNumL(n);
  view.setUint32(byteOffset, isLE ? l : h, isLE);
  view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
}
var shrSH = (h, _l, s) => h >>> s;
var shrSL = (h, l, s) => h << 32 - s | l >>> s;
var rotrSH = (h, l, s) => h >>> s | l << 32 - s;
var rotrSL = (h, l, s) => h << 32 - s | l >>> s;
var rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
var rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
function add(Ah, Al, Bh, Bl) {
  const l = (Al >>> 0) + (Bl >>> 0);
  return { h: Ah + Bh + (l / 2 ** 32 | 0) | 0, l: l | 0 };
}
var add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
var add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
var add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
var add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
var add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
var add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

// node_modules/@noble/hashes/_md.js
function Chi(a, b, c) {
  return a & b ^ ~a & c;
}
function Maj(a, b, c) {
  return a & b ^ a & c ^ b & c;
}
var HashMD = class {
  blockLen;
  outputLen;
  canXOF = false;
  padOffset;
  isLE;
  // For partial updates less than block size
  buffer;
  view;
  finished = false;
  length = 0;
  pos = 0;
  destroyed = false;
  constructor(blockLen, outputLen, padOffset, isLE) {
    this.blockLen = blockLen;
    this.outputLen = outputLen;
    this.padOffset = padOffset;
    this.isLE = isLE;
    this.buffer = new Uint8Array(blockLen);
    this.view = createView(this.buffer);
  }
  update(data) {
    aexists(this);
    abytes(data);
    const { view, buffer, blockLen } = this;
    const len = data.length;
    let processed = false;
    for (let pos = 0; pos < len; ) {
      const take = Math.min(blockLen - this.pos, len - pos);
      if (take === blockLen) {
        const dataView = createView(data);
        for (; blockLen <= len - pos; pos += blockLen)
          this.process(dataView, pos);
        processed = true;
        continue;
      }
      buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
      this.pos += take;
      pos += take;
      if (this.pos === blockLen) {
        this.process(view, 0);
        this.pos = 0;
        processed = true;
      }
    }
    this.length += data.length;
    if (processed)
      this.roundClean();
    return this;
  }
  digestInto(out) {
    aexists(this);
    aoutput(out, this);
    this.finished = true;
    const { buffer, view, blockLen, isLE } = this;
    let { pos } = this;
    buffer[pos++] = 128;
    buffer.fill(0, pos);
    if (this.padOffset > blockLen - pos) {
      this.process(view, 0);
      buffer.fill(0);
    }
    setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
    this.process(view, 0);
    this.roundClean();
    const oview = out === buffer ? view : createView(out);
    const len = this.outputLen;
    const outLen = len / 4;
    const state = this.get();
    if (len % 4 || outLen > state.length)
      throw new Error("invalid outputLen");
    for (let i = 0; i < outLen; i++)
      oview.setUint32(4 * i, state[i], isLE);
  }
  digest() {
    const { buffer, outputLen } = this;
    this.digestInto(buffer);
    const res = buffer.slice(0, outputLen);
    this.destroy();
    return res;
  }
  _cloneIntoMeta(to) {
    const { buffer, length, finished, destroyed, pos } = this;
    to.destroyed = destroyed;
    to.finished = finished;
    to.length = length;
    to.pos = pos;
    if (pos)
      to.buffer.set(buffer);
    return to;
  }
  clone() {
    return this._cloneInto();
  }
};
var SHA256_IV = /* @__PURE__ */ Uint32Array.from([
  1779033703,
  3144134277,
  1013904242,
  2773480762,
  1359893119,
  2600822924,
  528734635,
  1541459225
]);
var SHA512_IV = /* @__PURE__ */ Uint32Array.from([
  1779033703,
  4089235720,
  3144134277,
  2227873595,
  1013904242,
  4271175723,
  2773480762,
  1595750129,
  1359893119,
  2917565137,
  2600822924,
  725511199,
  528734635,
  4215389547,
  1541459225,
  327033209
]);

// node_modules/@noble/hashes/sha2.js
var SHA256_K = /* @__PURE__ */ Uint32Array.from([
  1116352408,
  1899447441,
  3049323471,
  3921009573,
  961987163,
  1508970993,
  2453635748,
  2870763221,
  3624381080,
  310598401,
  607225278,
  1426881987,
  1925078388,
  2162078206,
  2614888103,
  3248222580,
  3835390401,
  4022224774,
  264347078,
  604807628,
  770255983,
  1249150122,
  1555081692,
  1996064986,
  2554220882,
  2821834349,
  2952996808,
  3210313671,
  3336571891,
  3584528711,
  113926993,
  338241895,
  666307205,
  773529912,
  1294757372,
  1396182291,
  1695183700,
  1986661051,
  2177026350,
  2456956037,
  2730485921,
  2820302411,
  3259730800,
  3345764771,
  3516065817,
  3600352804,
  4094571909,
  275423344,
  430227734,
  506948616,
  659060556,
  883997877,
  958139571,
  1322822218,
  1537002063,
  1747873779,
  1955562222,
  2024104815,
  2227730452,
  2361852424,
  2428436474,
  2756734187,
  3204031479,
  3329325298
]);
var SHA256_W = /* @__PURE__ */ new Uint32Array(64);
var SHA2_32B = class extends HashMD {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  // Numeric initializers matter: starting the fields as `undefined` changes
  // V8's field representation and makes sha256 3x slower (measured).
  A = 0;
  B = 0;
  C = 0;
  D = 0;
  E = 0;
  F = 0;
  G = 0;
  H = 0;
  constructor(outputLen, IV) {
    super(64, outputLen, 8, false);
    this.A = IV[0] | 0;
    this.B = IV[1] | 0;
    this.C = IV[2] | 0;
    this.D = IV[3] | 0;
    this.E = IV[4] | 0;
    this.F = IV[5] | 0;
    this.G = IV[6] | 0;
    this.H = IV[7] | 0;
  }
  get() {
    const { A, B, C, D, E, F, G: G2, H: H2 } = this;
    return [A, B, C, D, E, F, G2, H2];
  }
  // prettier-ignore
  set(A, B, C, D, E, F, G2, H2) {
    this.A = A | 0;
    this.B = B | 0;
    this.C = C | 0;
    this.D = D | 0;
    this.E = E | 0;
    this.F = F | 0;
    this.G = G2 | 0;
    this.H = H2 | 0;
  }
  _cloneInto(to) {
    (to ||= new this.constructor()).set(...this.get());
    return this._cloneIntoMeta(to);
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4)
      SHA256_W[i] = view.getUint32(offset, false);
    for (let i = 16; i < 64; i++) {
      const W15 = SHA256_W[i - 15];
      const W2 = SHA256_W[i - 2];
      const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
      const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
      SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
    }
    let { A, B, C, D, E, F, G: G2, H: H2 } = this;
    for (let i = 0; i < 64; i++) {
      const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
      const T1 = H2 + sigma1 + Chi(E, F, G2) + SHA256_K[i] + SHA256_W[i] | 0;
      const sigma0 = rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22);
      const T2 = sigma0 + Maj(A, B, C) | 0;
      H2 = G2;
      G2 = F;
      F = E;
      E = D + T1 | 0;
      D = C;
      C = B;
      B = A;
      A = T1 + T2 | 0;
    }
    A = A + this.A | 0;
    B = B + this.B | 0;
    C = C + this.C | 0;
    D = D + this.D | 0;
    E = E + this.E | 0;
    F = F + this.F | 0;
    G2 = G2 + this.G | 0;
    H2 = H2 + this.H | 0;
    this.set(A, B, C, D, E, F, G2, H2);
  }
  roundClean() {
    clean(SHA256_W);
  }
  destroy() {
    this.destroyed = true;
    this.set(0, 0, 0, 0, 0, 0, 0, 0);
    clean(this.buffer);
  }
};
var _SHA256 = class extends SHA2_32B {
  constructor() {
    super(32, SHA256_IV);
  }
};
var K512 = /* @__PURE__ */ (() => split([
  "0x428a2f98d728ae22",
  "0x7137449123ef65cd",
  "0xb5c0fbcfec4d3b2f",
  "0xe9b5dba58189dbbc",
  "0x3956c25bf348b538",
  "0x59f111f1b605d019",
  "0x923f82a4af194f9b",
  "0xab1c5ed5da6d8118",
  "0xd807aa98a3030242",
  "0x12835b0145706fbe",
  "0x243185be4ee4b28c",
  "0x550c7dc3d5ffb4e2",
  "0x72be5d74f27b896f",
  "0x80deb1fe3b1696b1",
  "0x9bdc06a725c71235",
  "0xc19bf174cf692694",
  "0xe49b69c19ef14ad2",
  "0xefbe4786384f25e3",
  "0x0fc19dc68b8cd5b5",
  "0x240ca1cc77ac9c65",
  "0x2de92c6f592b0275",
  "0x4a7484aa6ea6e483",
  "0x5cb0a9dcbd41fbd4",
  "0x76f988da831153b5",
  "0x983e5152ee66dfab",
  "0xa831c66d2db43210",
  "0xb00327c898fb213f",
  "0xbf597fc7beef0ee4",
  "0xc6e00bf33da88fc2",
  "0xd5a79147930aa725",
  "0x06ca6351e003826f",
  "0x142929670a0e6e70",
  "0x27b70a8546d22ffc",
  "0x2e1b21385c26c926",
  "0x4d2c6dfc5ac42aed",
  "0x53380d139d95b3df",
  "0x650a73548baf63de",
  "0x766a0abb3c77b2a8",
  "0x81c2c92e47edaee6",
  "0x92722c851482353b",
  "0xa2bfe8a14cf10364",
  "0xa81a664bbc423001",
  "0xc24b8b70d0f89791",
  "0xc76c51a30654be30",
  "0xd192e819d6ef5218",
  "0xd69906245565a910",
  "0xf40e35855771202a",
  "0x106aa07032bbd1b8",
  "0x19a4c116b8d2d0c8",
  "0x1e376c085141ab53",
  "0x2748774cdf8eeb99",
  "0x34b0bcb5e19b48a8",
  "0x391c0cb3c5c95a63",
  "0x4ed8aa4ae3418acb",
  "0x5b9cca4f7763e373",
  "0x682e6ff3d6b2b8a3",
  "0x748f82ee5defb2fc",
  "0x78a5636f43172f60",
  "0x84c87814a1f0ab72",
  "0x8cc702081a6439ec",
  "0x90befffa23631e28",
  "0xa4506cebde82bde9",
  "0xbef9a3f7b2c67915",
  "0xc67178f2e372532b",
  "0xca273eceea26619c",
  "0xd186b8c721c0c207",
  "0xeada7dd6cde0eb1e",
  "0xf57d4f7fee6ed178",
  "0x06f067aa72176fba",
  "0x0a637dc5a2c898a6",
  "0x113f9804bef90dae",
  "0x1b710b35131c471b",
  "0x28db77f523047d84",
  "0x32caab7b40c72493",
  "0x3c9ebe0a15c9bebc",
  "0x431d67c49c100d4c",
  "0x4cc5d4becb3e42b6",
  "0x597f299cfc657e2a",
  "0x5fcb6fab3ad6faec",
  "0x6c44198c4a475817"
].map((n) => BigInt(n))))();
var SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
var SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
var SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
var SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
var SHA2_64B = class extends HashMD {
  // We cannot use array here since array allows indexing by variable
  // which means optimizer/compiler cannot use registers.
  // h -- high 32 bits, l -- low 32 bits
  // Numeric initializers matter: starting the fields as `undefined` changes
  // V8's field representation and slows hashing down (measured on sha256).
  Ah = 0;
  Al = 0;
  Bh = 0;
  Bl = 0;
  Ch = 0;
  Cl = 0;
  Dh = 0;
  Dl = 0;
  Eh = 0;
  El = 0;
  Fh = 0;
  Fl = 0;
  Gh = 0;
  Gl = 0;
  Hh = 0;
  Hl = 0;
  constructor(outputLen, IV) {
    super(128, outputLen, 16, false);
    this.Ah = IV[0] | 0;
    this.Al = IV[1] | 0;
    this.Bh = IV[2] | 0;
    this.Bl = IV[3] | 0;
    this.Ch = IV[4] | 0;
    this.Cl = IV[5] | 0;
    this.Dh = IV[6] | 0;
    this.Dl = IV[7] | 0;
    this.Eh = IV[8] | 0;
    this.El = IV[9] | 0;
    this.Fh = IV[10] | 0;
    this.Fl = IV[11] | 0;
    this.Gh = IV[12] | 0;
    this.Gl = IV[13] | 0;
    this.Hh = IV[14] | 0;
    this.Hl = IV[15] | 0;
  }
  // prettier-ignore
  get() {
    const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    return [Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl];
  }
  // prettier-ignore
  set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
    this.Ah = Ah | 0;
    this.Al = Al | 0;
    this.Bh = Bh | 0;
    this.Bl = Bl | 0;
    this.Ch = Ch | 0;
    this.Cl = Cl | 0;
    this.Dh = Dh | 0;
    this.Dl = Dl | 0;
    this.Eh = Eh | 0;
    this.El = El | 0;
    this.Fh = Fh | 0;
    this.Fl = Fl | 0;
    this.Gh = Gh | 0;
    this.Gl = Gl | 0;
    this.Hh = Hh | 0;
    this.Hl = Hl | 0;
  }
  _cloneInto(to) {
    (to ||= new this.constructor()).set(...this.get());
    return this._cloneIntoMeta(to);
  }
  process(view, offset) {
    for (let i = 0; i < 16; i++, offset += 4) {
      SHA512_W_H[i] = view.getUint32(offset);
      SHA512_W_L[i] = view.getUint32(offset += 4);
    }
    for (let i = 16; i < 80; i++) {
      const W15h = SHA512_W_H[i - 15] | 0;
      const W15l = SHA512_W_L[i - 15] | 0;
      const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
      const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
      const W2h = SHA512_W_H[i - 2] | 0;
      const W2l = SHA512_W_L[i - 2] | 0;
      const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
      const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
      const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
      const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
      SHA512_W_H[i] = SUMh | 0;
      SHA512_W_L[i] = SUMl | 0;
    }
    let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
    for (let i = 0; i < 80; i++) {
      const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
      const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
      const CHIh = Eh & Fh ^ ~Eh & Gh;
      const CHIl = El & Fl ^ ~El & Gl;
      const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
      const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
      const T1l = T1ll | 0;
      const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
      const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
      const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
      const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
      Hh = Gh | 0;
      Hl = Gl | 0;
      Gh = Fh | 0;
      Gl = Fl | 0;
      Fh = Eh | 0;
      Fl = El | 0;
      ({ h: Eh, l: El } = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
      Dh = Ch | 0;
      Dl = Cl | 0;
      Ch = Bh | 0;
      Cl = Bl | 0;
      Bh = Ah | 0;
      Bl = Al | 0;
      const All = add3L(T1l, sigma0l, MAJl);
      Ah = add3H(All, T1h, sigma0h, MAJh);
      Al = All | 0;
    }
    ({ h: Ah, l: Al } = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0));
    ({ h: Bh, l: Bl } = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0));
    ({ h: Ch, l: Cl } = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0));
    ({ h: Dh, l: Dl } = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0));
    ({ h: Eh, l: El } = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0));
    ({ h: Fh, l: Fl } = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0));
    ({ h: Gh, l: Gl } = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0));
    ({ h: Hh, l: Hl } = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0));
    this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
  }
  roundClean() {
    clean(SHA512_W_H, SHA512_W_L);
  }
  destroy() {
    this.destroyed = true;
    clean(this.buffer);
    this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
};
var _SHA512 = class extends SHA2_64B {
  constructor() {
    super(64, SHA512_IV);
  }
};
var sha256 = /* @__PURE__ */ createHasher(
  () => new _SHA256(),
  /* @__PURE__ */ oidNist(1)
);
var sha512 = /* @__PURE__ */ createHasher(
  () => new _SHA512(),
  /* @__PURE__ */ oidNist(3)
);

// node_modules/@noble/curves/abstract/edwards.js
var _0n4 = /* @__PURE__ */ BigInt(0);
var _1n4 = /* @__PURE__ */ BigInt(1);
var _2n2 = /* @__PURE__ */ BigInt(2);
var _4n3 = /* @__PURE__ */ BigInt(4);
var _8n2 = /* @__PURE__ */ BigInt(8);
function isEdValidXY(Fp2, CURVE, x, y) {
  const x2 = Fp2.sqr(x);
  const y2 = Fp2.sqr(y);
  const left = Fp2.add(Fp2.mul(CURVE.a, x2), y2);
  const right = Fp2.add(Fp2.ONE, Fp2.mul(CURVE.d, Fp2.mul(x2, y2)));
  return Fp2.eql(left, right);
}
function edwards(params, extraOpts = {}) {
  validateObject(extraOpts, {}, {}, "extraOpts");
  const opts = extraOpts;
  const validated = createCurveFields("edwards", params, opts, opts.FpFnLE);
  const { Fp: Fp2, Fn: Fn2 } = validated;
  let CURVE = validated.CURVE;
  const { h: cofactor } = CURVE;
  if (FpLegendre(Fp2, CURVE.a) !== 1)
    throw new Error("edwards: CURVE.a must be a square in Fp for complete addition formulas");
  if (FpLegendre(Fp2, CURVE.d) !== -1)
    throw new Error("edwards: CURVE.d must be a non-square in Fp for complete addition formulas");
  validateObject(opts, {}, { uvRatio: "function", randomBytes: "function" });
  const randomBytes4 = opts.randomBytes === void 0 ? randomBytes2 : opts.randomBytes;
  const MASK = _2n2 << BigInt(Fp2.BYTES * 8) - _1n4;
  function isOdd(n) {
    if (!Fp2.isOdd)
      throw new Error("Field does not have .isOdd()");
    return Fp2.isOdd(n);
  }
  const uvRatio2 = opts.uvRatio === void 0 ? (u, v) => {
    try {
      return { isValid: true, value: Fp2.sqrt(Fp2.div(u, v)) };
    } catch (e) {
      return { isValid: false, value: _0n4 };
    }
  } : opts.uvRatio;
  if (!isEdValidXY(Fp2, CURVE, CURVE.Gx, CURVE.Gy))
    throw new Error("bad curve params: generator point");
  const mulA = Fp2.eql(CURVE.a, Fp2.neg(Fp2.ONE)) ? (x) => Fp2.neg(x) : Fp2.eql(CURVE.a, Fp2.ONE) ? (x) => x : (x) => Fp2.mul(CURVE.a, x);
  function acoord(title, n, banZero = false) {
    const min = banZero ? _1n4 : _0n4;
    aInRange("coordinate " + title, n, min, MASK);
    return n;
  }
  function aedpoint(other) {
    if (!(other instanceof Point3))
      throw new Error("EdwardsPoint expected");
  }
  class Point3 {
    static BASE = new Point3(CURVE.Gx, CURVE.Gy, Fp2.ONE, Fp2.mul(CURVE.Gx, CURVE.Gy));
    static ZERO = new Point3(Fp2.ZERO, Fp2.ONE, Fp2.ONE, Fp2.ZERO);
    static Fp = Fp2;
    static Fn = Fn2;
    X;
    Y;
    Z;
    T;
    constructor(X, Y, Z, T) {
      this.X = acoord("x", X);
      this.Y = acoord("y", Y);
      this.Z = acoord("z", Z, true);
      this.T = acoord("t", T);
      Object.freeze(this);
    }
    static CURVE() {
      return CURVE;
    }
    /**
     * Create one extended Edwards point from affine coordinates.
     * Does NOT validate that the point is on-curve or torsion-free.
     * Use `.assertValidity()` on adversarial inputs.
     */
    static fromAffine(p) {
      if (p instanceof Point3)
        throw new Error("extended point not allowed");
      const { x, y } = p || {};
      acoord("x", x);
      acoord("y", y);
      return new Point3(x, y, Fp2.ONE, Fp2.mul(x, y));
    }
    // Uses algo from RFC8032 5.1.3.
    static fromBytes(bytes, zip215 = false) {
      const len = Fp2.BYTES;
      const { a, d } = CURVE;
      bytes = copyBytes(abytes2(bytes, len, "point"));
      abool(zip215, "zip215");
      const normed = copyBytes(bytes);
      const lastByte = bytes[len - 1];
      normed[len - 1] = lastByte & ~128;
      const y = bytesToNumberLE(normed);
      const max = zip215 ? MASK : Fp2.ORDER;
      aInRange("point.y", y, _0n4, max);
      const y2 = Fp2.sqr(y);
      const u = Fp2.sub(y2, Fp2.ONE);
      const v = Fp2.sub(Fp2.mulN(d, y2), a);
      let { isValid, value: x } = uvRatio2(u, v);
      if (!isValid)
        throw new Error("bad point: invalid y coordinate");
      const isXOdd = isOdd(x);
      const isLastByteOdd = (lastByte & 128) !== 0;
      if (!zip215 && Fp2.is0(x) && isLastByteOdd)
        throw new Error("bad point: x=0 and x_0=1");
      if (isLastByteOdd !== isXOdd)
        x = Fp2.neg(x);
      return Point3.fromAffine({ x, y });
    }
    static fromHex(hex2, zip215 = false) {
      return Point3.fromBytes(hexToBytes2(hex2), zip215);
    }
    get x() {
      return this.toAffine().x;
    }
    get y() {
      return this.toAffine().y;
    }
    precompute(windowSize = 6, isLazy = true) {
      wnaf.setWindowSize(this, windowSize);
      if (!isLazy)
        this.multiply(_2n2);
      return this;
    }
    // Useful in fromAffine() - not for fromBytes(), which always created valid points.
    assertValidity() {
      const p = this;
      const { a, d } = CURVE;
      if (p.is0())
        throw new Error("bad point: ZERO");
      const { X, Y, Z, T } = p;
      const X2 = Fp2.sqr(X);
      const Y2 = Fp2.sqr(Y);
      const Z2 = Fp2.sqr(Z);
      const Z4 = Fp2.sqr(Z2);
      const aX2 = Fp2.mul(X2, a);
      const left = Fp2.mul(Fp2.add(aX2, Y2), Z2);
      const right = Fp2.add(Z4, Fp2.mul(d, Fp2.mul(X2, Y2)));
      if (!Fp2.eql(left, right))
        throw new Error("bad point: equation left != right (1)");
      const XY = Fp2.mul(X, Y);
      const ZT = Fp2.mul(Z, T);
      if (!Fp2.eql(XY, ZT))
        throw new Error("bad point: equation left != right (2)");
    }
    // Compare one point to another.
    equals(other) {
      aedpoint(other);
      const { X: X1, Y: Y1, Z: Z1 } = this;
      const { X: X2, Y: Y2, Z: Z2 } = other;
      const X1Z2 = Fp2.mul(X1, Z2);
      const X2Z1 = Fp2.mul(X2, Z1);
      const Y1Z2 = Fp2.mul(Y1, Z2);
      const Y2Z1 = Fp2.mul(Y2, Z1);
      return Fp2.eql(X1Z2, X2Z1) && Fp2.eql(Y1Z2, Y2Z1);
    }
    is0() {
      return this.equals(Point3.ZERO);
    }
    negate() {
      return new Point3(Fp2.neg(this.X), this.Y, this.Z, Fp2.neg(this.T));
    }
    // Fast algo for doubling Extended Point.
    // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#doubling-dbl-2008-hwcd
    // Cost: 4M + 4S + 1*a + 6add + 1*2.
    double() {
      const { X: X1, Y: Y1, Z: Z1 } = this;
      const A = Fp2.sqr(X1);
      const B = Fp2.sqr(Y1);
      const C = Fp2.mul(Fp2.sqr(Z1), _2n2);
      const D = mulA(A);
      const x1y1 = Fp2.addN(X1, Y1);
      const E = Fp2.sub(Fp2.subN(Fp2.sqr(x1y1), A), B);
      const G2 = Fp2.addN(D, B);
      const F = Fp2.subN(G2, C);
      const H2 = Fp2.subN(D, B);
      const X3 = Fp2.mul(E, F);
      const Y3 = Fp2.mul(G2, H2);
      const T3 = Fp2.mul(E, H2);
      const Z3 = Fp2.mul(F, G2);
      return new Point3(X3, Y3, Z3, T3);
    }
    // Fast algo for adding 2 Extended Points.
    // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#addition-add-2008-hwcd
    // Cost: 9M + 1*a + 1*d + 7add.
    add(other) {
      aedpoint(other);
      const { d } = CURVE;
      const { X: X1, Y: Y1, Z: Z1, T: T1 } = this;
      const { X: X2, Y: Y2, Z: Z2, T: T2 } = other;
      const A = Fp2.mul(X1, X2);
      const B = Fp2.mul(Y1, Y2);
      const C = Fp2.mul(Fp2.mulN(T1, d), T2);
      const D = Fp2.mul(Z1, Z2);
      const E = Fp2.sub(Fp2.subN(Fp2.mulN(Fp2.addN(X1, Y1), Fp2.addN(X2, Y2)), A), B);
      const F = Fp2.subN(D, C);
      const G2 = Fp2.addN(D, C);
      const H2 = Fp2.sub(B, mulA(A));
      const X3 = Fp2.mul(E, F);
      const Y3 = Fp2.mul(G2, H2);
      const T3 = Fp2.mul(E, H2);
      const Z3 = Fp2.mul(F, G2);
      return new Point3(X3, Y3, Z3, T3);
    }
    subtract(other) {
      aedpoint(other);
      return this.add(other.negate());
    }
    // Constant-time multiplication.
    multiply(scalar2) {
      if (!Fn2.isValidNot0(scalar2))
        throw new RangeError("invalid scalar: expected 1 <= sc < curve.n");
      const { p, f } = wnaf.mulSecret(this, scalar2, cofactor, normalize);
      return normalize([p, f])[0];
    }
    // Non-constant-time multiplication. Uses double-and-add algorithm.
    // It's faster, but should only be used when you don't care about
    // an exposed private key e.g. sig verification.
    // Keeps the same subgroup-scalar contract: 0 is allowed for public-scalar callers, but
    // n and larger values are rejected instead of being reduced mod n to the identity point.
    multiplyUnsafe(scalar2) {
      if (!Fn2.isValid(scalar2))
        throw new RangeError("invalid scalar: expected 0 <= sc < curve.n");
      if (scalar2 === _0n4)
        return Point3.ZERO;
      if (this.is0() || scalar2 === _1n4)
        return this;
      return wnaf.mulUnsafe(this, scalar2, normalize);
    }
    // Checks if point is of small order.
    // If you add something to small order point, you will have "dirty"
    // point with torsion component.
    // Clears cofactor and checks if the result is 0.
    isSmallOrder() {
      return this.clearCofactor().is0();
    }
    // Multiplies point by curve order and checks if the result is 0.
    // Returns `false` is the point is dirty.
    isTorsionFree() {
      return wnaf.mulUnsafe(this, CURVE.n).is0();
    }
    // Converts Extended point to default (x, y) coordinates.
    // Can accept precomputed Z^-1 - for example, from invertBatch.
    toAffine(invertedZ) {
      const p = this;
      let iz = invertedZ;
      if (iz != null && typeof iz !== "bigint")
        throw new TypeError('"invertedZ" expected bigint, got type=' + typeof iz);
      const { X, Y, Z } = p;
      const is0 = p.is0();
      if (iz == null)
        iz = is0 ? Fp2.create(_8n2) : Fp2.inv(Z);
      const x = Fp2.mul(X, iz);
      const y = Fp2.mul(Y, iz);
      const zz = Fp2.mul(Z, iz);
      if (is0)
        return { x: Fp2.ZERO, y: Fp2.ONE };
      if (!Fp2.eql(zz, Fp2.ONE))
        throw new Error("invZ was invalid");
      return { x, y };
    }
    clearCofactor() {
      if (cofactor === _1n4)
        return this;
      if (cofactor === _2n2)
        return this.double();
      if (cofactor === _4n3)
        return this.double().double();
      if (cofactor === _8n2)
        return this.double().double().double();
      return this.multiplyUnsafe(cofactor);
    }
    toBytes() {
      const { x, y } = this.toAffine();
      const bytes = Fp2.toBytes(y);
      bytes[bytes.length - 1] |= isOdd(x) ? 128 : 0;
      return bytes;
    }
    toHex() {
      return bytesToHex2(this.toBytes());
    }
    toString() {
      return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
    }
  }
  const normalize = (points) => normalizeZ(Point3, points);
  const wnaf = new ScalarMultiplier(Point3, randomBytes4);
  if (wnaf.bits >= 6)
    Point3.BASE.precompute(6);
  Object.freeze(Point3.prototype);
  Object.freeze(Point3);
  return Point3;
}
var PrimeEdwardsPoint = class {
  static BASE;
  static ZERO;
  static Fp;
  static Fn;
  ep;
  /**
   * Wrap one internal Edwards representative directly.
   * This is not a canonical encoding boundary: alternate Edwards
   * representatives may still describe the same abstract wrapper element.
   */
  constructor(ep) {
    this.ep = ep;
  }
  // Static methods that must be implemented by subclasses
  static fromBytes(_bytes) {
    notImplemented();
  }
  static fromHex(_hex) {
    notImplemented();
  }
  get x() {
    return this.toAffine().x;
  }
  get y() {
    return this.toAffine().y;
  }
  // Common implementations
  clearCofactor() {
    return this;
  }
  assertValidity() {
    this.ep.assertValidity();
  }
  /**
   * Return affine coordinates of the current internal Edwards representative.
   * This is a convenience helper, not a canonical Ristretto/Decaf encoding.
   * Equal abstract elements may expose different `x` / `y`; use
   * `toBytes()` / `fromBytes()` for canonical roundtrips.
   */
  toAffine(invertedZ) {
    return this.ep.toAffine(invertedZ);
  }
  toHex() {
    return bytesToHex2(this.toBytes());
  }
  toString() {
    return this.toHex();
  }
  isTorsionFree() {
    return true;
  }
  isSmallOrder() {
    return false;
  }
  add(other) {
    this.assertSame(other);
    return this.init(this.ep.add(other.ep));
  }
  subtract(other) {
    this.assertSame(other);
    return this.init(this.ep.subtract(other.ep));
  }
  multiply(scalar2) {
    return this.init(this.ep.multiply(scalar2));
  }
  multiplyUnsafe(scalar2) {
    return this.init(this.ep.multiplyUnsafe(scalar2));
  }
  double() {
    return this.init(this.ep.double());
  }
  negate() {
    return this.init(this.ep.negate());
  }
  precompute(windowSize, isLazy) {
    this.ep.precompute(windowSize, isLazy);
    return this;
  }
};
function eddsa(Point3, cHash, eddsaOpts = {}) {
  validatePointCons(Point3);
  if (typeof cHash !== "function")
    throw new Error('"hash" function param is required');
  const hash2 = cHash;
  const opts = eddsaOpts;
  validateObject(opts, {}, {
    adjustScalarBytes: "function",
    randomBytes: "function",
    domain: "function",
    prehash: "function",
    zip215: "boolean",
    mapToCurve: "function",
    toMontgomery: "function",
    toMontgomerySecret: "function"
  });
  const { prehash } = opts;
  const { BASE: BASE2, Fp: Fp2, Fn: Fn2 } = Point3;
  const outputLen = hash2.outputLen;
  const expectedLen = 2 * Fp2.BYTES;
  if (outputLen !== void 0) {
    asafenumber(outputLen, "hash.outputLen");
    if (outputLen !== expectedLen)
      throw new Error(`hash.outputLen must be ${expectedLen}, got ${outputLen}`);
  }
  const randomBytes4 = opts.randomBytes === void 0 ? randomBytes2 : opts.randomBytes;
  const toMontgomery2 = opts.toMontgomery;
  const toMontgomerySecret2 = opts.toMontgomerySecret;
  const adjustScalarBytes2 = opts.adjustScalarBytes === void 0 ? (bytes) => bytes : opts.adjustScalarBytes;
  const domain = opts.domain === void 0 ? (data, ctx, phflag) => {
    abool(phflag, "phflag");
    if (ctx.length || phflag)
      throw new Error("Contexts/pre-hash are not supported");
    return data;
  } : opts.domain;
  function modN_LE(hash3) {
    return Fn2.create(bytesToNumberLE(hash3));
  }
  function getPrivateScalar(key2) {
    const len = lengths.secretKey;
    abytes2(key2, lengths.secretKey, "secretKey");
    const hashed = abytes2(hash2(key2), 2 * len, "hashedSecretKey");
    const head2 = adjustScalarBytes2(hashed.slice(0, len));
    const prefix = hashed.slice(len, 2 * len);
    const scalar2 = modN_LE(head2);
    return { head: head2, prefix, scalar: scalar2 };
  }
  function getExtendedPublicKey(secretKey) {
    const { head: head2, prefix, scalar: scalar2 } = getPrivateScalar(secretKey);
    const point2 = BASE2.multiply(scalar2);
    const pointBytes = point2.toBytes();
    return { head: head2, prefix, scalar: scalar2, point: point2, pointBytes };
  }
  function getPublicKey(secretKey) {
    return getExtendedPublicKey(secretKey).pointBytes;
  }
  function hashDomainToScalar(context = Uint8Array.of(), ...msgs) {
    const msg = concatBytes2(...msgs);
    return modN_LE(hash2(domain(msg, abytes2(context, void 0, "context"), !!prehash)));
  }
  function sign(msg, secretKey, options = {}) {
    validateObject(options, {}, {}, "options");
    msg = copyBytes(abytes2(msg, void 0, "message"));
    if (prehash)
      msg = prehash(msg);
    const { prefix, scalar: scalar2, pointBytes } = getExtendedPublicKey(secretKey);
    const r = hashDomainToScalar(options.context, prefix, msg);
    const R = BASE2.multiply(r).toBytes();
    const k = hashDomainToScalar(options.context, R, pointBytes, msg);
    const s = Fn2.create(r + k * scalar2);
    if (!Fn2.isValid(s))
      throw new Error("sign failed: invalid s");
    const rs = concatBytes2(R, Fn2.toBytes(s));
    return abytes2(rs, lengths.signature, "result");
  }
  const verifyOpts = {
    zip215: opts.zip215
  };
  function verify(sig, msg, publicKey, options = verifyOpts) {
    validateObject(options);
    const { context } = options;
    const zip215 = options.zip215 === void 0 ? !!verifyOpts.zip215 : options.zip215;
    const len = lengths.signature;
    sig = abytes2(sig, len, "signature");
    msg = abytes2(msg, void 0, "message");
    publicKey = abytes2(publicKey, lengths.publicKey, "publicKey");
    if (zip215 !== void 0)
      abool(zip215, "zip215");
    if (prehash)
      msg = prehash(msg);
    const mid = len / 2;
    const r = sig.subarray(0, mid);
    const s = bytesToNumberLE(sig.subarray(mid, len));
    let A, R, SB;
    try {
      A = Point3.fromBytes(publicKey, zip215);
      R = Point3.fromBytes(r, zip215);
      SB = BASE2.multiplyUnsafe(s);
    } catch (error) {
      return false;
    }
    if (!zip215 && A.isSmallOrder())
      return false;
    const k = hashDomainToScalar(context, r, publicKey, msg);
    const RkA = R.add(A.multiplyUnsafe(k));
    return RkA.subtract(SB).clearCofactor().is0();
  }
  const _size = Fp2.BYTES;
  const lengths = {
    secretKey: _size,
    publicKey: _size,
    signature: 2 * _size,
    seed: _size
  };
  function randomSecretKey(seed) {
    seed = seed === void 0 ? randomBytes4(lengths.seed) : seed;
    return abytes2(seed, lengths.seed, "seed");
  }
  function isValidSecretKey(key2) {
    return isBytes2(key2) && key2.length === lengths.secretKey;
  }
  function isValidPublicKey(key2, zip215) {
    try {
      return !!Point3.fromBytes(key2, zip215 === void 0 ? verifyOpts.zip215 : zip215);
    } catch (error) {
      return false;
    }
  }
  const utils = {
    getExtendedPublicKey,
    randomSecretKey,
    isValidSecretKey,
    isValidPublicKey,
    /** Converts an Edwards public key to a companion Montgomery public key. */
    toMontgomery(publicKey) {
      if (toMontgomery2 === void 0)
        throw new Error("Montgomery conversion is not supported for this curve");
      return toMontgomery2(Point3.fromBytes(publicKey));
    },
    toMontgomerySecret(secretKey) {
      if (toMontgomerySecret2 === void 0)
        throw new Error("Montgomery conversion is not supported for this curve");
      return toMontgomerySecret2(secretKey);
    }
  };
  Object.freeze(lengths);
  Object.freeze(utils);
  return Object.freeze({
    keygen: createKeygen(randomSecretKey, getPublicKey),
    getPublicKey,
    sign,
    verify,
    utils,
    Point: Point3,
    lengths
  });
}

// node_modules/@noble/curves/abstract/hash-to-curve.js
function i2osp(value, length) {
  asafenumber(value);
  asafenumber(length);
  if (length < 0 || length > 4)
    throw new Error("invalid I2OSP length: " + length);
  if (value < 0 || value > 2 ** (8 * length) - 1)
    throw new Error("invalid I2OSP input: " + value);
  const res = Array.from({ length }).fill(0);
  for (let i = length - 1; i >= 0; i--) {
    res[i] = value & 255;
    value >>>= 8;
  }
  return new Uint8Array(res);
}
function strxor(a, b) {
  const arr = new Uint8Array(a.length);
  for (let i = 0; i < a.length; i++) {
    arr[i] = a[i] ^ b[i];
  }
  return arr;
}
function normDST(DST) {
  if (!isBytes2(DST) && typeof DST !== "string")
    throw new Error("DST must be Uint8Array or ascii string");
  const dst = typeof DST === "string" ? asciiToBytes(DST) : DST;
  if (dst.length === 0)
    throw new Error("DST must be non-empty");
  return dst;
}
function expand_message_xmd(msg, DST, lenInBytes, H2) {
  abytes2(msg);
  asafenumber(lenInBytes);
  if (typeof H2 !== "function")
    throw new Error("expand_message_xmd: expected hash function");
  asafenumber(H2.outputLen, "hash.outputLen");
  asafenumber(H2.blockLen, "hash.blockLen");
  DST = normDST(DST);
  if (DST.length > 255)
    DST = H2(concatBytes2(asciiToBytes("H2C-OVERSIZE-DST-"), DST));
  const { outputLen: b_in_bytes, blockLen: r_in_bytes } = H2;
  const ell = Math.ceil(lenInBytes / b_in_bytes);
  if (lenInBytes > 65535 || ell > 255)
    throw new Error("expand_message_xmd: invalid lenInBytes");
  const DST_prime = concatBytes2(DST, i2osp(DST.length, 1));
  const Z_pad = new Uint8Array(r_in_bytes);
  const l_i_b_str = i2osp(lenInBytes, 2);
  const b = new Array(ell);
  const b_0 = H2(concatBytes2(Z_pad, msg, l_i_b_str, i2osp(0, 1), DST_prime));
  b[0] = H2(concatBytes2(b_0, i2osp(1, 1), DST_prime));
  for (let i = 1; i < ell; i++) {
    const args = [strxor(b_0, b[i - 1]), i2osp(i + 1, 1), DST_prime];
    b[i] = H2(concatBytes2(...args));
  }
  const pseudo_random_bytes = concatBytes2(...b);
  return pseudo_random_bytes.slice(0, lenInBytes);
}
var _DST_scalar = "HashToScalar-";

// node_modules/@noble/curves/ed25519.js
var _1n5 = /* @__PURE__ */ BigInt(1);
var _2n3 = /* @__PURE__ */ BigInt(2);
var _5n2 = /* @__PURE__ */ BigInt(5);
var _8n3 = /* @__PURE__ */ BigInt(8);
var ed25519_CURVE_p = /* @__PURE__ */ BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
var ed25519_CURVE = /* @__PURE__ */ (() => ({
  p: ed25519_CURVE_p,
  n: BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"),
  h: _8n3,
  a: BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"),
  d: BigInt("0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
  Gx: BigInt("0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
  Gy: BigInt("0x6666666666666666666666666666666666666666666666666666666666666658")
}))();
function ed25519_pow_2_252_3(x) {
  const _10n = BigInt(10), _20n = BigInt(20), _40n = BigInt(40), _80n = BigInt(80);
  const P = ed25519_CURVE_p;
  const x2 = x * x % P;
  const b2 = x2 * x % P;
  const b4 = pow2(b2, _2n3, P) * b2 % P;
  const b5 = pow2(b4, _1n5, P) * x % P;
  const b10 = pow2(b5, _5n2, P) * b5 % P;
  const b20 = pow2(b10, _10n, P) * b10 % P;
  const b40 = pow2(b20, _20n, P) * b20 % P;
  const b80 = pow2(b40, _40n, P) * b40 % P;
  const b160 = pow2(b80, _80n, P) * b80 % P;
  const b240 = pow2(b160, _80n, P) * b80 % P;
  const b250 = pow2(b240, _10n, P) * b10 % P;
  const pow_p_5_8 = pow2(b250, _2n3, P) * x % P;
  return { pow_p_5_8, b2 };
}
function adjustScalarBytes(bytes) {
  bytes[0] &= 248;
  bytes[31] &= 127;
  bytes[31] |= 64;
  return bytes;
}
var ED25519_SQRT_M1 = /* @__PURE__ */ BigInt("19681161376707505956807079304988542015446066515923890162744021073123829784752");
function uvRatio(u, v) {
  const P = ed25519_CURVE_p;
  const v3 = mod(v * v * v, P);
  const v7 = mod(v3 * v3 * v, P);
  const pow3 = ed25519_pow_2_252_3(u * v7).pow_p_5_8;
  let x = mod(u * v3 * pow3, P);
  const vx2 = mod(v * x * x, P);
  const root1 = x;
  const root2 = mod(x * ED25519_SQRT_M1, P);
  const useRoot1 = vx2 === u;
  const useRoot2 = vx2 === mod(-u, P);
  const noRoot = vx2 === mod(-u * ED25519_SQRT_M1, P);
  if (useRoot1)
    x = root1;
  if (useRoot2 || noRoot)
    x = root2;
  if (isNegativeLE(x, P))
    x = mod(-x, P);
  return { isValid: useRoot1 || useRoot2, value: x };
}
var ed25519_Point = /* @__PURE__ */ edwards(ed25519_CURVE, { uvRatio });
var Fp = /* @__PURE__ */ (() => ed25519_Point.Fp)();
function toMontgomery(point2) {
  const { y } = point2;
  return Fp.toBytes(Fp.div(_1n5 + y, _1n5 - y));
}
function toMontgomerySecret(secretKey) {
  const size = ed25519_Point.Fp.BYTES;
  abytes(secretKey, size);
  return adjustScalarBytes(sha512(secretKey.subarray(0, size))).subarray(0, size);
}
var Fn = /* @__PURE__ */ (() => ed25519_Point.Fn)();
function ed(opts) {
  return eddsa(ed25519_Point, sha512, Object.assign({ adjustScalarBytes, toMontgomery, toMontgomerySecret, zip215: true }, opts));
}
var ed25519 = /* @__PURE__ */ ed({});
var SQRT_M1 = ED25519_SQRT_M1;
var SQRT_AD_MINUS_ONE = /* @__PURE__ */ BigInt("25063068953384623474111414158702152701244531502492656460079210482610430750235");
var INVSQRT_A_MINUS_D = /* @__PURE__ */ BigInt("54469307008909316920995813868745141605393597292927456921205312896311721017578");
var ONE_MINUS_D_SQ = /* @__PURE__ */ BigInt("1159843021668779879193775521855586647937357759715417654439879720876111806838");
var D_MINUS_ONE_SQ = /* @__PURE__ */ BigInt("40440834346308536858101042469323190826248399146238708352240133220865137265952");
var invertSqrt = (number) => uvRatio(_1n5, number);
var MAX_255B = /* @__PURE__ */ BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
var bytes255ToNumberLE = (bytes) => Fp.create(bytesToNumberLE(bytes) & MAX_255B);
function calcElligatorRistrettoMap(r0) {
  const { d } = ed25519_CURVE;
  const r = Fp.mul(Fp.mulN(SQRT_M1, r0), r0);
  const Ns = Fp.mul(Fp.addN(r, _1n5), ONE_MINUS_D_SQ);
  let c = BigInt(-1);
  const D = Fp.mul(Fp.subN(c, Fp.mulN(d, r)), Fp.add(r, d));
  let { isValid: Ns_D_is_sq, value: s } = uvRatio(Ns, D);
  let s_ = Fp.mul(s, r0);
  if (!Fp.isOdd(s_))
    s_ = Fp.neg(s_);
  if (!Ns_D_is_sq)
    s = s_;
  if (!Ns_D_is_sq)
    c = r;
  const Nt = Fp.sub(Fp.mulN(Fp.mulN(c, Fp.subN(r, _1n5)), D_MINUS_ONE_SQ), D);
  const s2 = Fp.sqrN(s);
  const W0 = Fp.mul(Fp.addN(s, s), D);
  const W1 = Fp.mul(Nt, SQRT_AD_MINUS_ONE);
  const W2 = Fp.sub(_1n5, s2);
  const W3 = Fp.add(_1n5, s2);
  return new ed25519_Point(Fp.mul(W0, W3), Fp.mul(W2, W1), Fp.mul(W1, W3), Fp.mul(W0, W2));
}
var _RistrettoPoint = class __RistrettoPoint extends PrimeEdwardsPoint {
  // Do NOT change syntax: the following gymnastics is done,
  // because typescript strips comments, which makes bundlers disable tree-shaking.
  // prettier-ignore
  static BASE = /* @__PURE__ */ (() => new __RistrettoPoint(ed25519_Point.BASE))();
  // prettier-ignore
  static ZERO = /* @__PURE__ */ (() => new __RistrettoPoint(ed25519_Point.ZERO))();
  // prettier-ignore
  static Fp = /* @__PURE__ */ (() => Fp)();
  // prettier-ignore
  static Fn = /* @__PURE__ */ (() => Fn)();
  constructor(ep) {
    super(ep);
  }
  /**
   * Create one Ristretto255 point from affine Edwards coordinates.
   * This wraps the internal Edwards representative directly and is not a
   * canonical ristretto255 decoding path.
   * Use `toBytes()` / `fromBytes()` if canonical ristretto255 bytes matter.
   */
  static fromAffine(ap) {
    return new __RistrettoPoint(ed25519_Point.fromAffine(ap));
  }
  assertSame(other) {
    if (!(other instanceof __RistrettoPoint))
      throw new Error("RistrettoPoint expected");
  }
  init(ep) {
    return new __RistrettoPoint(ep);
  }
  static fromBytes(bytes) {
    abytes(bytes, 32);
    const { a, d } = ed25519_CURVE;
    const s = bytes255ToNumberLE(bytes);
    if (!equalBytes2(Fp.toBytes(s), bytes) || Fp.isOdd(s))
      throw new Error("invalid ristretto255 encoding 1");
    const s2 = Fp.sqr(s);
    const u1 = Fp.add(_1n5, Fp.mulN(a, s2));
    const u2 = Fp.sub(_1n5, Fp.mulN(a, s2));
    const u1_2 = Fp.sqr(u1);
    const u2_2 = Fp.sqr(u2);
    const v = Fp.sub(Fp.mulN(Fp.mulN(a, d), u1_2), u2_2);
    const { isValid, value: I } = invertSqrt(Fp.mul(v, u2_2));
    const Dx = Fp.mul(I, u2);
    const Dy = Fp.mul(Fp.mulN(I, Dx), v);
    let x = Fp.mul(Fp.addN(s, s), Dx);
    if (Fp.isOdd(x))
      x = Fp.neg(x);
    const y = Fp.mul(u1, Dy);
    const t = Fp.mul(x, y);
    if (!isValid || Fp.isOdd(t) || Fp.is0(y))
      throw new Error("invalid ristretto255 encoding 2");
    return new __RistrettoPoint(new ed25519_Point(x, y, Fp.ONE, t));
  }
  /**
   * Converts ristretto-encoded string to ristretto point.
   * Described in [RFC9496](https://www.rfc-editor.org/rfc/rfc9496#name-decode).
   * @param hex - Ristretto-encoded 32 bytes. Not every 32-byte string is valid ristretto encoding
   */
  static fromHex(hex2) {
    return __RistrettoPoint.fromBytes(hexToBytes(hex2));
  }
  /**
   * Encodes ristretto point to Uint8Array.
   * Described in [RFC9496](https://www.rfc-editor.org/rfc/rfc9496#name-encode).
   */
  toBytes() {
    let { X, Y, Z, T } = this.ep;
    const u1 = Fp.mul(Fp.add(Z, Y), Fp.sub(Z, Y));
    const u2 = Fp.mul(X, Y);
    const u2sq = Fp.sqr(u2);
    const { value: invsqrt } = invertSqrt(Fp.mul(u1, u2sq));
    const D1 = Fp.mul(invsqrt, u1);
    const D2 = Fp.mul(invsqrt, u2);
    const zInv = Fp.mul(Fp.mulN(D1, D2), T);
    let D;
    if (Fp.isOdd(Fp.mul(T, zInv))) {
      let _x = Fp.mul(Y, SQRT_M1);
      let _y = Fp.mul(X, SQRT_M1);
      X = _x;
      Y = _y;
      D = Fp.mul(D1, INVSQRT_A_MINUS_D);
    } else {
      D = D2;
    }
    if (Fp.isOdd(Fp.mul(X, zInv)))
      Y = Fp.neg(Y);
    let s = Fp.mul(Fp.subN(Z, Y), D);
    if (Fp.isOdd(s))
      s = Fp.neg(s);
    return Fp.toBytes(s);
  }
  /**
   * Compares two Ristretto points.
   * Described in [RFC9496](https://www.rfc-editor.org/rfc/rfc9496#name-equals).
   */
  equals(other) {
    this.assertSame(other);
    const { X: X1, Y: Y1 } = this.ep;
    const { X: X2, Y: Y2 } = other.ep;
    const one = Fp.eql(Fp.mul(X1, Y2), Fp.mul(Y1, X2));
    const two = Fp.eql(Fp.mul(Y1, Y2), Fp.mul(X1, X2));
    return one || two;
  }
  is0() {
    return this.equals(__RistrettoPoint.ZERO);
  }
};
var ristretto255 = /* @__PURE__ */ (() => {
  Object.freeze(_RistrettoPoint.BASE);
  Object.freeze(_RistrettoPoint.ZERO);
  Object.freeze(_RistrettoPoint.prototype);
  Object.freeze(_RistrettoPoint);
  return Object.freeze({ Point: _RistrettoPoint });
})();
var ristretto255_hasher = /* @__PURE__ */ Object.freeze({
  Point: _RistrettoPoint,
  /**
  * Spec: https://www.rfc-editor.org/rfc/rfc9380.html#name-hashing-to-ristretto255. Caveats:
  * * There are no test vectors
  * * encodeToCurve / mapToCurve is undefined
  * * mapToCurve would be `calcElligatorRistrettoMap(scalars[0])`, not ristretto255_map!
  * * hashToScalar is undefined too, so we just use OPRF implementation
  * * We cannot re-use 'createHasher', because ristretto255_map is different algorithm/RFC
    (os2ip -> bytes255ToNumberLE)
  * * mapToCurve == calcElligatorRistrettoMap, hashToCurve == ristretto255_map
  * * hashToScalar is undefined in RFC9380 for ristretto, so we use the OPRF
    version here. Using `bytes255ToNumblerLE` will create a different result
    if we use `bytes255ToNumberLE` as os2ip
  * * current version is closest to spec.
  */
  hashToCurve(msg, options) {
    const DST = options?.DST === void 0 ? "ristretto255_XMD:SHA-512_R255MAP_RO_" : options.DST;
    const xmd = expand_message_xmd(msg, DST, 64, sha512);
    return ristretto255_hasher.deriveToCurve(xmd);
  },
  hashToScalar(msg, options) {
    const DST = options?.DST === void 0 ? _DST_scalar : options.DST;
    const xmd = expand_message_xmd(msg, DST, 64, sha512);
    return Fn.create(bytesToNumberLE(xmd));
  },
  /**
   * HashToCurve-like construction based on RFC 9496 (Element Derivation).
   * Converts 64 uniform random bytes into a curve point.
   *
   * WARNING: This represents an older hash-to-curve construction from before
   * RFC 9380 was finalized.
   * It was later reused as a component in the newer
   * `hash_to_ristretto255` function defined in RFC 9380.
   */
  deriveToCurve(bytes) {
    abytes(bytes, 64);
    const r1 = bytes255ToNumberLE(bytes.subarray(0, 32));
    const R1 = calcElligatorRistrettoMap(r1);
    const r2 = bytes255ToNumberLE(bytes.subarray(32, 64));
    const R2 = calcElligatorRistrettoMap(r2);
    return new _RistrettoPoint(R1.add(R2));
  }
});

// src/order.js
var ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
function modOrder(x) {
  const rest = x % ORDER;
  return rest < 0n ? rest + ORDER : rest;
}
function invertModOrder(x) {
  let [a, b, u, v] = [modOrder(x), ORDER, 1n, 0n];
  if (a === 0n) throw new RangeError("zero has no inverse");
  while (a !== 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [u, v] = [v - quotient * u, u];
  }
  return modOrder(u);
}

// src/hash.js
function H(purpose, ...parts) {
  const hash2 = sha256.create().update(label(purpose));
  for (const part of parts) hash2.update(part);
  return hash2.digest();
}
function hashesFrom(purpose, ...beginning) {
  const begun = sha256.create().update(label(purpose));
  for (const part of beginning) begun.update(part);
  return (...rest) => {
    const hash2 = begun.clone();
    for (const part of rest) hash2.update(part);
    return hash2.digest();
  };
}
function leafHash(bytes) {
  return sha256.create().update(u8(0)).update(bytes).digest();
}
function nodeHash(left, right) {
  return sha256.create().update(u8(1)).update(left).update(right).digest();
}
function num128(purpose, ...parts) {
  return littleEndian(H(purpose, ...parts).subarray(0, 16));
}
function scalar(purpose, ...parts) {
  return littleEndian(concat(H(purpose, u8(0), ...parts), H(purpose, u8(1), ...parts))) % ORDER;
}

// src/group.js
var { Point } = ristretto255;
var BASE = Point.BASE;
var IDENTITY = Point.ZERO;
function decodePoint(bytes) {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return fail("not a point of ristretto255");
  }
}
function encodePoint(point2) {
  return point2.toBytes();
}
function decodeScalar(bytes) {
  const value = littleEndian(bytes);
  if (bytes.length !== 32 || value >= ORDER) fail("not a scalar below the group's order");
  return value;
}
function encodeScalar(value) {
  return toLittleEndian(value, 32);
}
function add2(a, b) {
  return a.add(b);
}
function subtract(a, b) {
  return a.subtract(b);
}
function multiply(point2, scalar2) {
  return point2.multiplyUnsafe(modOrder(scalar2));
}
function equalPoints(a, b) {
  return a.equals(b);
}
function isIdentity(point2) {
  return point2.is0();
}
function sumOfProducts(points, scalars) {
  if (points.length < 8) return points.reduce((sum3, point2, i) => sum3.add(multiply(point2, scalars[i])), IDENTITY);
  return pippenger(Point, points, scalars.map(modOrder));
}
function oneWayMap(bytes) {
  return ristretto255_hasher.deriveToCurve(bytes);
}
function generator(purpose, j) {
  return oneWayMap(concat(H(purpose, u8(j), u8(0)), H(purpose, u8(j), u8(1))));
}
var EIGHT = [1, 2, 3, 4, 5, 6, 7, 8];
var G = EIGHT.map((j) => generator("generator/G", j));
var Q = EIGHT.map((j) => generator("generator/Q", j));
var L = generator("generator/L", 0);

// src/json.js
function integer(min = 0, max = Number.MAX_SAFE_INTEGER) {
  return { kind: "integer", min, max };
}
function string(min = 0, max = Infinity, test = void 0) {
  return { kind: "string", min, max, test };
}
function hex(length) {
  return { kind: "hex", length };
}
function oneOf(...values) {
  return { kind: "oneOf", values };
}
function boolean() {
  return { kind: "boolean" };
}
function array(element, min = 0, max = Infinity) {
  return { kind: "array", element, min, max };
}
function object(keys) {
  return { kind: "object", keys: Object.entries(keys) };
}
function optional(schema) {
  return { ...schema, optional: true };
}
function objectBy(first, choose) {
  return { kind: "object", keys: Object.entries(first), choose };
}
function readPretty(bytes, schema, options) {
  const value = readAny(bytes, schema, options);
  compare(bytes, writePretty(value));
  return value;
}
function readCompact(bytes, schema, options) {
  const value = readAny(bytes, schema, options);
  compare(bytes, writeCompact(value));
  return value;
}
function readAny(bytes, schema, { limit = 2 ** 26 } = {}) {
  if (bytes.length > limit) fail(`larger than ${limit} bytes`);
  const reader = new JsonReader(fromUtf8(bytes));
  const value = reader.value(schema, "");
  reader.space();
  if (reader.at !== reader.text.length) reader.fail("something follows the end");
  return value;
}
function writePretty(value) {
  return utf8(pretty(value, "\n") + "\n");
}
function writeCompact(value) {
  return utf8(compact(value));
}
function compare(bytes, canonical) {
  if (equalBytes(bytes, canonical)) return;
  let position = 0;
  while (position < bytes.length && bytes[position] === canonical[position]) position += 1;
  fail("not in the one form of this file", { position });
}
function pretty(value, newline) {
  if (value === null || typeof value !== "object") return plain(value);
  const deeper = newline + "  ";
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : "[" + value.map((element) => deeper + pretty(element, deeper)).join(",") + newline + "]";
  }
  const keys = Object.keys(value).filter((key2) => value[key2] !== void 0);
  if (keys.length === 0) return "{}";
  return "{" + keys.map((key2) => `${deeper}${quote(key2)}: ${pretty(value[key2], deeper)}`).join(",") + newline + "}";
}
function compact(value) {
  if (value === null || typeof value !== "object") return plain(value);
  if (Array.isArray(value)) return "[" + value.map(compact).join(",") + "]";
  const keys = Object.keys(value).filter((key2) => value[key2] !== void 0);
  return "{" + keys.map((key2) => `${quote(key2)}:${compact(value[key2])}`).join(",") + "}";
}
function plain(value) {
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  throw new TypeError("not a value of these formats");
}
var SHORT_ESCAPES = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "	": "\\t" };
function quote(text) {
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (c) => SHORT_ESCAPES[c] ?? "\\u00" + c.charCodeAt(0).toString(16).padStart(2, "0"));
  return `"${escaped}"`;
}
var JsonReader = class {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }
  /** Positions are byte offsets, as an editor or `cmp` shows them. */
  fail(why, path = "") {
    const position = utf8(this.text.slice(0, this.at)).length;
    fail(path === "" ? why : `${path}: ${why}`, { position });
  }
  space() {
    while (" 	\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
  }
  /** Takes `symbol` if it stands next, after white space. */
  takes(symbol) {
    this.space();
    if (this.text[this.at] !== symbol) return false;
    this.at += 1;
    return true;
  }
  expect(symbol, path) {
    if (!this.takes(symbol)) this.fail(`"${symbol}" expected`, path);
  }
  value(schema, path) {
    this.space();
    switch (schema.kind) {
      case "integer":
        return this.integer(schema, path);
      case "boolean":
        return this.boolean(path);
      case "array":
        return this.array(schema, path);
      case "object":
        return this.object(schema, path);
      default:
        return this.checkedString(schema, path);
    }
  }
  integer({ min, max }, path) {
    const pattern = /(?:0|[1-9][0-9]*)(?![0-9.eE+-])/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match || match[0].length > 16) this.fail("a whole number from 0 to 2^53 - 1 expected", path);
    const value = Number(match[0]);
    if (!Number.isSafeInteger(value) || value < min || value > max) this.fail(`a number from ${min} to ${max} expected`, path);
    this.at += match[0].length;
    return value;
  }
  boolean(path) {
    for (const word of ["true", "false"]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return word === "true";
      }
    }
    return this.fail("true or false expected", path);
  }
  checkedString(schema, path) {
    const start = this.at;
    const text = this.string(path);
    const wrong = stringFault(schema, text);
    if (wrong !== void 0) {
      this.at = start;
      this.fail(wrong, path);
    }
    return text;
  }
  string(path) {
    if (this.text[this.at] !== '"') this.fail("a string expected", path);
    let end = this.at + 1;
    for (; this.text[end] !== '"'; end++) {
      if (this.text[end] === "\\") end += 1;
      if (!(this.text.charCodeAt(end) >= 32)) this.fail("a string without end, or with a character in another form", path);
    }
    const written = this.text.slice(this.at, end + 1);
    const text = parsedString(written);
    if (text === null || quote(text) !== written) this.fail("a string in another form", path);
    this.at = end + 1;
    return text;
  }
  array({ element, min, max }, path) {
    this.expect("[", path);
    const elements = [];
    if (!this.takes("]")) {
      do {
        if (elements.length >= max) this.fail(`more than ${max} elements`, path);
        elements.push(this.value(element, `${path}[${elements.length}]`));
      } while (this.takes(","));
      this.expect("]", path);
    }
    if (elements.length < min) this.fail(`fewer than ${min} elements`, path);
    return elements;
  }
  object({ keys, choose }, path) {
    this.expect("{", path);
    const value = {};
    const state = { next: this.takes("}") ? null : this.key(path), first: true };
    this.fields(keys, value, state, path);
    if (choose) this.fields(Object.entries(choose(value)), value, state, path);
    if (state.next !== null) this.fail(`the key "${state.next}" is unknown, stands twice or in another place`, path);
    return value;
  }
  fields(keys, value, state, path) {
    for (const [key2, schema] of keys) {
      if (state.next !== key2) {
        if (schema.optional) continue;
        this.fail(`the key "${key2}" is missing or in another place`, path);
      }
      this.expect(":", path);
      value[key2] = this.value(schema, path === "" ? key2 : `${path}.${key2}`);
      if (this.takes(",")) {
        state.next = this.key(path);
      } else {
        this.expect("}", path);
        state.next = null;
      }
    }
  }
  key(path) {
    this.space();
    return this.string(path);
  }
};
function parsedString(written) {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}
function stringFault({ kind, min, max, test, length, values }, text) {
  if (kind === "hex") return isHex(text, length) ? void 0 : `lower-case hexadecimal of ${length} bytes expected`;
  if (kind === "oneOf") return values.includes(text) ? void 0 : `${values.map((value) => `"${value}"`).join(" or ")} expected`;
  const count3 = characters(text);
  if (count3 < min || count3 > max) return `a string of ${min} to ${max} characters expected`;
  return test?.(text);
}

// src/signature.js
var { Point: Point2 } = ed25519;
var REMEMBERED = 1e3;
var TABLES = 32;
var tables = 0;
var OFTEN = 16;
var WINDOW = 6;
var known = /* @__PURE__ */ new Map();
function isKey(key2) {
  return knownKey(key2).point !== null;
}
function verifySignature(key2, message, signature) {
  if (signature.length !== 64) return false;
  const signer = knownKey(key2);
  if (signer.point === null) return false;
  const R = signature.subarray(0, 32);
  const S = littleEndian(signature.subarray(32));
  if (S >= ORDER) return false;
  const k = littleEndian(sha512(concat(R, key2, message))) % ORDER;
  signer.used += 1;
  if (signer.used === OFTEN && tables < TABLES) {
    signer.point.precompute(WINDOW, false);
    tables += 1;
  }
  const expected = Point2.BASE.multiplyUnsafe(S).subtract(signer.point.multiplyUnsafe(k));
  return equalBytes(expected.toBytes(), R) && !expected.isSmallOrder();
}
function knownKey(key2) {
  const name3 = toHex(key2);
  const found = known.get(name3);
  if (found) return found;
  if (known.size >= REMEMBERED || tables === TABLES) {
    known.clear();
    tables = 0;
  }
  const entry = { point: decode(key2), used: 0 };
  known.set(name3, entry);
  return entry;
}
function decode(key2) {
  try {
    const point2 = Point2.fromBytes(key2, false);
    return point2.isSmallOrder() ? null : point2;
  } catch {
    return null;
  }
}

// src/note.js
var TEXT_LIMIT = 64 * 1024;
var SIGNATURE_LIMIT = 64;
function keyId(name3, key2) {
  return sha256(concat(utf8(name3), u8(10), u8(1), key2)).subarray(0, 4);
}
function keyNameFault(name3) {
  const length = utf8(name3).length;
  if (length < 1 || length > 200) return "a key name has 1 to 200 bytes";
  return /[+\p{White_Space}\p{Cc}]/u.test(name3) ? "a key name has no plus sign, white space or control character" : void 0;
}
function parseNote(bytes, { textLimit = TEXT_LIMIT } = {}) {
  if (bytes.length > textLimit + SIGNATURE_LIMIT * 1024) fail("the note is too large");
  const all = fromUtf8(bytes);
  const gap = all.lastIndexOf("\n\n");
  if (gap < 0) fail("the note has no empty line before its signatures");
  const text = all.slice(0, gap + 1);
  if (utf8(text).length > textLimit) fail(`the text of the note has more than ${textLimit} bytes`);
  if (new RegExp("(?!\\n)\\p{Cc}", "u").test(text)) fail("the text of the note has a control character");
  const rest = all.slice(gap + 2);
  if (!rest.endsWith("\n")) fail("the note does not end with a line");
  const lines2 = rest.slice(0, -1).split("\n");
  if (lines2.length > SIGNATURE_LIMIT) fail(`more than ${SIGNATURE_LIMIT} signatures`);
  return { text, lines: lines2.map(parseLine) };
}
function parseLine(line) {
  const parts = line.split(" ");
  if (parts.length !== 3 || parts[0] !== "—") fail("not a signature line");
  const fault = keyNameFault(parts[1]);
  if (fault) fail(fault);
  const bytes = fromBase64(parts[2]);
  if (bytes.length < 5) fail("a signature without bytes");
  return { name: parts[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}
function verifyNote(note, keys) {
  const good = signaturesOf(note, keys);
  if (good.length === 0) fail("no signature by a known key");
  return good;
}
function signaturesOf(note, keys) {
  const message = utf8(note.text);
  const good = [];
  for (const line of note.lines) {
    for (const { name: name3, key: key2 } of keys) {
      if (name3 !== line.name || !equalBytes(keyId(name3, key2), line.keyId)) continue;
      if (!verifySignature(key2, message, line.signature)) fail(`the signature of ${name3} is bad`);
      good.push({ name: name3, key: key2, signature: line.signature });
    }
  }
  return good;
}
function writeNote(text, lines2) {
  const signatures = lines2.map((line) => `— ${line.name} ${toBase64(concat(line.keyId, line.signature))}
`);
  return utf8(`${text}
${signatures.join("")}`);
}
function writeRecordNote(text, signatures) {
  const lines2 = signatures.map(({ name: name3, key: key2, signature }) => ({ name: name3, keyId: keyId(name3, key2), signature }));
  lines2.sort((a, b) => compareBytes(utf8(a.name), utf8(b.name)) || compareBytes(a.keyId, b.keyId) || compareBytes(a.signature, b.signature));
  const kept = lines2.filter((line, i) => i === 0 || lines2[i - 1].name !== line.name || !equalBytes(lines2[i - 1].keyId, line.keyId));
  kept.sort((a, b) => compareBytes(utf8(a.name), utf8(b.name)) || compareBytes(a.signature, b.signature));
  return writeNote(text, kept);
}

// src/tree.js
var Tree = class {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }
  /** @param {Uint8Array} leaf 32-byte leaf hash */
  append(leaf) {
    let hash2 = leaf;
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) hash2 = nodeHash(this.peaks.pop(), hash2);
    this.peaks.push(hash2);
    this.size += 1;
  }
  /** Of an empty tree: SHA-256 of nothing (RFC 6962). @returns {Uint8Array} */
  root() {
    if (this.size === 0) return sha256(new Uint8Array(0));
    return this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }
};
function rootOf(leaves) {
  const tree = new Tree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}
function proofLength(index2, size) {
  let length = 0;
  for (let [i, last] = [BigInt(index2), BigInt(size - 1)]; last > 0n; i >>= 1n, last >>= 1n) {
    if (i !== last || i % 2n === 1n) length += 1;
  }
  return length;
}
function rootFromProof(index2, size, leaf, hashes) {
  if (!(index2 < size) || hashes.length !== proofLength(index2, size)) return null;
  let hash2 = leaf;
  let next = 0;
  for (let [i, last] = [BigInt(index2), BigInt(size - 1)]; last > 0n; i >>= 1n, last >>= 1n) {
    if (i % 2n === 1n) hash2 = nodeHash(hashes[next++], hash2);
    else if (i !== last) hash2 = nodeHash(hash2, hashes[next++]);
  }
  return hash2;
}
function verifyInclusion(index2, size, leaf, hashes, root) {
  const found = rootFromProof(index2, size, leaf, hashes);
  return found !== null && equalBytes(found, root);
}
function checkpointText(origin, size, root) {
  return `${origin}
${size}
${toBase64(root)}
`;
}
function parseCheckpoint(text) {
  const [origin, size, root, end, ...rest] = text.split("\n");
  if (end !== "" || rest.length > 0) fail("a checkpoint has three lines");
  if (keyNameFault(origin)) fail("the first line of the checkpoint is not the name of a log");
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) fail("the size of the checkpoint is not a decimal number");
  const bytes = fromBase64(root);
  if (bytes.length !== 32) fail("the root of the checkpoint has not 32 bytes");
  return { origin, size: Number(size), root: bytes };
}
function boothOrigin(authority, electionHex, village, tps3, booth3) {
  return `${authority}/${electionHex}/${village}/${tps3}/${booth3}`;
}
function electionOrigin(authority, electionHex) {
  return `${authority}/${electionHex}`;
}
function parseTlogProof(text) {
  const gap = text.indexOf("\n\n");
  if (gap < 0) fail("not a tlog-proof");
  const lines2 = text.slice(0, gap).split("\n");
  if (lines2.shift() !== "c2sp.org/tlog-proof@v1") fail("not a tlog-proof");
  if (lines2[0]?.startsWith("extra ")) fromBase64(lines2.shift().slice(6));
  const index2 = /^index (0|[1-9][0-9]{0,15})$/.exec(lines2.shift() ?? "");
  if (!index2 || !Number.isSafeInteger(Number(index2[1]))) fail("the index is missing");
  const hashes = lines2.map(parseHash);
  const note = parseNote(utf8(text.slice(gap + 2)));
  const checkpoint = parseCheckpoint(note.text);
  const proof = { index: Number(index2[1]), hashes, note, checkpoint };
  if (proof.index >= checkpoint.size) fail(`there is no leaf ${proof.index} in a tree of ${checkpoint.size}`);
  const needed = proofLength(proof.index, checkpoint.size);
  if (hashes.length !== needed) fail(`the proof has ${hashes.length} hashes instead of ${needed}`);
  return proof;
}
function parseHash(line) {
  const hash2 = fromBase64(line);
  if (hash2.length !== 32) fail("a hash of the proof has not 32 bytes");
  return hash2;
}

// src/base32.js
var SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// src/token.js
function tokenHasher({ mode, nonce, village, tps: tps3, booth: booth3, dusun }) {
  return hashesFrom("token", str(mode), nonce, str(village), u16(tps3), u16(booth3), u8(dusun));
}
function tokenListHash(hashes) {
  return H("token-list", u32(hashes.length), ...hashes);
}
var LIST_LIMIT = 2e4;
function parseTokenList(bytes) {
  if (bytes.length > 200 + 65 * LIST_LIMIT) fail("the token list is too large");
  const lines2 = fromUtf8(bytes).split("\n");
  if (lines2.pop() !== "") fail("the last line has no end", { position: bytes.length });
  if (lines2[0] !== "pilkades/token-list/v1") fail("not a token list", { position: 0 });
  const place = /^([0-9]{10})-([1-9][0-9]{0,2})-([1-9][0-9]?)-(0|[1-9][0-9]?)$/.exec(lines2[1] ?? "");
  if (!place) fail("the second line names no list", { position: 23 });
  const hashes = lines2.slice(2).map((line) => fromHex(line, 32));
  if (hashes.length < 1 || hashes.length > LIST_LIMIT) fail(`a token list has 1 to ${LIST_LIMIT} hashes`);
  for (let i = 1; i < hashes.length; i++) if (compareBytes(hashes[i - 1], hashes[i]) >= 0) fail("the hashes are not sorted, or one stands twice");
  const [tps3, booth3, dusun] = place.slice(2).map(Number);
  return { village: place[1], tps: tps3, booth: booth3, dusun, hashes };
}

// src/trustees.js
function lagrange(trustees, x = 0) {
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
function onOnePolynomial(threshold, jointKey, shares) {
  const first = Array.from({ length: threshold }, (_, i) => i + 1);
  const at = (x) => sumOfProducts(shares.slice(0, threshold), lagrange(first, x));
  return equalPoints(at(0), jointKey) && shares.slice(threshold).every((share, i) => equalPoints(at(threshold + 1 + i), share));
}
function verifyAcceptance({ election, village, trustee, verifyingShare, u, z }) {
  const x = scalar("acceptance", election, str(village), u16(trustee), verifyingShare, u);
  return provesLogarithm(BASE, decodePoint(verifyingShare), decodePoint(u), decodeScalar(z), x);
}
function provesLogarithm(base, image, commitment, z, x) {
  return isIdentity(sumOfProducts([base, image, commitment], [z, -x, -1n]));
}
function equalLogarithms({ R, Y, D, U, V, z, x }) {
  if (!provesLogarithm(BASE, Y, U, z, x)) return "key";
  return provesLogarithm(R, D, V, z, x) ? null : "sum";
}
function verifyShare({ election, village, set, group, option, trustee, verifyingShare, r, c }, { d, u, v, z }) {
  const [R, Y, D, U, V] = [r, verifyingShare, d, u, v].map(decodePoint);
  const x = scalar("share-challenge", election, str(village), set, u32(group), u8(option), u16(trustee), verifyingShare, r, c, d, u, v);
  return equalLogarithms({ R, Y, D, U, V, z: decodeScalar(z), x });
}
function combine(threshold, shares, sum3) {
  const lowest = [...shares].sort((a, b) => a.trustee - b.trustee).slice(0, threshold);
  if (lowest.length < threshold) throw new RangeError("fewer shares than the threshold");
  const opened = sumOfProducts(lowest.map(({ d }) => decodePoint(d)), lagrange(lowest.map(({ trustee }) => trustee)));
  return subtract(decodePoint(sum3.c), opened);
}
function discreteLog(point2, max) {
  const width = Math.ceil(Math.sqrt(max + 1));
  const giant = multiply(BASE, BigInt(width));
  const steps = babySteps(width);
  let rest = point2;
  for (let i = 0; i <= width; i++) {
    const baby = steps.get(toHex(encodePoint(rest)));
    if (baby !== void 0) return i * width + baby <= max ? i * width + baby : null;
    rest = subtract(rest, giant);
  }
  return null;
}
var remembered = { width: 0, steps: /* @__PURE__ */ new Map() };
function babySteps(width) {
  if (remembered.width === width) return remembered.steps;
  const steps = /* @__PURE__ */ new Map();
  let point2 = multiply(BASE, 0n);
  for (let i = 0; i < width; i++) {
    steps.set(toHex(encodePoint(point2)), i);
    point2 = add2(point2, BASE);
  }
  remembered = { width, steps };
  return steps;
}

// src/definition.js
var LIMIT = 64 * 2 ** 20;
var INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b-\u200d\u2060\ufeff]/u;
var LINE_SEPARATORS = /[\u2028\u2029]/u;
function nameFault(text) {
  if (INVISIBLE.test(text) || LINE_SEPARATORS.test(text)) return "an invisible or control character";
  if (new RegExp("^\\p{White_Space}|\\p{White_Space}$", "u").test(text)) return "white space at an end";
  return text.normalize("NFC") === text ? void 0 : "not in NFC";
}
function freeTextFault(text) {
  return INVISIBLE.test(text) ? "an invisible or control character" : void 0;
}
var name = (max) => string(1, max, nameFault);
var keyName = (max) => string(1, Infinity, (text) => nameFault(text) ?? keyNameFault(text) ?? (utf8(text).length > max ? `a key name of more than ${max} bytes` : void 0));
var people = (max) => object({ male: integer(0, max), female: integer(0, max) });
var point = string(64, 64, (text) => isPoint(text) ? void 0 : "not a point of the group, or its identity");
var key = string(64, 64, (text) => /^[0-9a-f]{64}$/.test(text) && isKey(fromHex(text)) ? void 0 : "not an Ed25519 key");
var MANY = 99 * 20 * 99 * 2e4;
var SCHEMA = object({
  format: oneOf("pilkades/definition/v1"),
  mode: oneOf("resmi", "simulasi"),
  nonce: hex(32),
  title: name(200),
  date: string(10, 10, dateFault),
  opens: string(5, 5, timeFault),
  closes: string(5, 5, timeFault),
  time_zone: oneOf("WIB", "WITA", "WIT"),
  words: object({ village: name(40), head: name(40) }),
  authority: object({ name: keyName(100), key }),
  villages: array(
    object({
      code: string(10, 10, (text) => /^[0-9]{10}$/.test(text) ? void 0 : "not ten digits"),
      name: name(80),
      district: name(80),
      regency: name(80),
      province: name(80),
      dusun: array(object({ number: integer(1, 99), name: name(80), voters: people(MANY) }), 0, 99),
      candidates: array(object({ number: integer(1, 7), name: name(60), photo: optional(hex(32)), clips: optional(array(hex(32), 0, 8)) }), 1, 7),
      blank: boolean(),
      rules: object({
        smallest_cell: integer(1, 1e3),
        blank_as: oneOf("separate", "invalid"),
        largest_by: oneOf("registered", "present"),
        ties: array(object({ by: oneOf("largest-tps", "largest-dusun", "largest-booth", "tps-won", "external"), article: name(200) }), 0, 8)
      }),
      committee: object({ threshold: integer(1, 16), keys: array(object({ name: keyName(200), key }), 1, 16) }),
      saksi: array(object({ candidate: integer(1, 7), name: keyName(200), key }), 0, 16),
      trustees: object({
        threshold: integer(2, 16),
        joint_key: point,
        members: array(object({ name: name(80), verifying_share: point }), 2, 16),
        transcript: hex(32),
        one_machine: boolean()
      }),
      tps: array(
        object({
          number: integer(1, 999),
          voters: people(MANY),
          booths: array(
            object({
              number: integer(1, 99),
              key,
              spare: boolean(),
              lists: array(object({ dusun: integer(0, 99), voters: people(2e4), tokens: integer(1, 2e4), hash: hex(32) }), 1, 99)
            }),
            1,
            20
          )
        }),
        1,
        99
      )
    }),
    1,
    2e3
  )
});
function isPoint(text) {
  const { value } = attempt(() => decodePoint(fromHex(text, 32)));
  return value !== void 0 && !isIdentity(value);
}
function timeFault(text) {
  return /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text) ? void 0 : "not a time of day";
}
function dateFault(text) {
  return isDate(text, 2020, 2199) ? void 0 : "not a date from 2020 to 2199";
}
function isDate(text, first, last) {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const leap = year % 4 === 0 && year % 100 !== 0 || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= first && year <= last && day >= 1 && day <= days;
}
function electionIdOf(bytes) {
  return H("definition", bytes);
}
function readDefinition(bytes) {
  const plain3 = readAny(bytes, SCHEMA, { limit: LIMIT });
  const faults = definitionFaults(plain3);
  if (faults.length > 0) fail(faults[0]);
  return index(plain3, electionIdOf(bytes));
}
function definitionFaults(plain3) {
  const faults = [];
  if (plain3.closes <= plain3.opens) faults.push("closes: not later than opens");
  const ascending = plain3.villages.every((village, i) => i === 0 || plain3.villages[i - 1].code < village.code);
  if (!ascending) faults.push("villages: not ascending by code");
  distinct(faults, "key", allKeys(plain3));
  distinct(faults, "verifying share or joint key", plain3.villages.flatMap(({ trustees }) => [trustees.joint_key, ...trustees.members.map((member) => member.verifying_share)]));
  distinct(faults, "list hash", plain3.villages.flatMap(({ tps: tps3 }) => tps3.flatMap(({ booths }) => booths.flatMap(({ lists }) => lists.map((list) => list.hash)))));
  for (const village of plain3.villages) {
    for (const fault of villageFaults(village, plain3.mode)) faults.push(`village ${village.code}: ${fault}`);
  }
  return faults;
}
function allKeys(plain3) {
  const keys = [plain3.authority.key];
  for (const village of plain3.villages) {
    for (const member of village.committee.keys) keys.push(member.key);
    for (const saksi of village.saksi) keys.push(saksi.key);
    for (const tps3 of village.tps) for (const booth3 of tps3.booths) keys.push(booth3.key);
  }
  return keys;
}
function distinct(faults, what, values) {
  if (new Set(values).size !== values.length) faults.push(`a ${what} stands twice`);
}
function villageFaults(village, mode) {
  const faults = [];
  numbered(faults, "dusun", village.dusun);
  numbered(faults, "candidates", village.candidates);
  const options = village.candidates.length + (village.blank ? 1 : 0);
  if (options < 2 || options > 8) faults.push("not 2 to 8 options");
  distinct(faults, "rule for ties", village.rules.ties.map((tie) => tie.by));
  committeeFaults(faults, village, mode);
  trusteeFaults(faults, village.trustees);
  placeFaults(faults, village);
  return faults;
}
function numbered(faults, what, list) {
  if (!list.every((element, i) => element.number === i + 1)) faults.push(`${what}: numbers with a gap`);
}
function committeeFaults(faults, village, mode) {
  const { threshold, keys } = village.committee;
  if (threshold > keys.length) faults.push("committee: the threshold is larger than the number of keys");
  distinct(faults, "key name", [...keys, ...village.saksi].map((member) => member.name));
  if (village.saksi.some((saksi) => saksi.candidate > village.candidates.length)) faults.push("a saksi of no candidate");
  if (mode !== "resmi") return;
  if (village.rules.smallest_cell < 10) faults.push("smallest_cell below 10");
  if (threshold < 2 || 2 * threshold <= keys.length) faults.push("committee: the threshold is too small");
}
function trusteeFaults(faults, { threshold, joint_key, members }) {
  if (threshold > members.length || 2 * threshold <= members.length) {
    faults.push("trustees: the threshold is not more than half and at most all");
    return;
  }
  const shares = members.map((member) => decodePoint(fromHex(member.verifying_share)));
  if (!onOnePolynomial(threshold, decodePoint(fromHex(joint_key)), shares)) faults.push("trustees: the shares do not belong to the joint key");
}
function placeFaults(faults, village) {
  const ofDusun = new Map(village.dusun.map((dusun) => [dusun.number, { male: 0, female: 0 }]));
  ascendingNumbers(faults, "tps", village.tps, "number");
  for (const tps3 of village.tps) {
    ascendingNumbers(faults, `tps ${tps3.number}`, tps3.booths, "number");
    if (tps3.booths.every((booth3) => booth3.spare)) faults.push(`tps ${tps3.number}: only spare booths`);
    const lists = tps3.booths.flatMap((booth3) => booth3.lists);
    if (!same(tps3.voters, sumOf(lists.map((list) => list.voters)))) faults.push(`tps ${tps3.number}: voters are not the sum of the lists`);
    for (const booth3 of tps3.booths) ascendingNumbers(faults, `booth ${tps3.number}-${booth3.number}`, booth3.lists, "dusun");
    for (const list of lists) {
      const sum3 = ofDusun.get(list.dusun);
      if (sum3) addTo(sum3, list.voters);
      else if (village.dusun.length > 0 || list.dusun !== 0) faults.push(`tps ${tps3.number}: a list of a dusun that the village does not have`);
    }
    tokenFaults(faults, tps3);
  }
  for (const dusun of village.dusun) {
    if (!same(dusun.voters, ofDusun.get(dusun.number) ?? {})) faults.push(`dusun ${dusun.number}: voters are not the sum of its lists`);
  }
}
function ascendingNumbers(faults, what, list, field) {
  if (!list.every((element, i) => i === 0 || list[i - 1][field] < element[field])) faults.push(`${what}: not ascending by ${field}`);
}
function tokenFaults(faults, tps3) {
  const main2 = tps3.booths.filter((booth3) => !booth3.spare).flatMap((booth3) => booth3.lists);
  for (const booth3 of tps3.booths) {
    for (const list of booth3.lists) {
      const voters = list.voters.male + list.voters.female;
      const alike = main2.filter((other) => other.dusun === list.dusun);
      const replaced = (alike.length > 0 ? alike : main2).map((other) => other.tokens);
      const least = booth3.spare ? Math.max(0, ...replaced) : voters + Math.ceil(voters / 10);
      if (booth3.spare && voters > 0) faults.push(`booth ${tps3.number}-${booth3.number}: a spare with voters`);
      if (list.tokens < least) faults.push(`booth ${tps3.number}-${booth3.number}: fewer than ${least} tokens`);
    }
  }
}
function sumOf(list) {
  const sum3 = { male: 0, female: 0 };
  for (const people5 of list) addTo(sum3, people5);
  return sum3;
}
function addTo(sum3, { male, female }) {
  sum3.male += male;
  sum3.female += female;
}
function same(a, b) {
  return a.male === b.male && a.female === b.female;
}
function index(plain3, id) {
  const idHex = toHex(id);
  const authority = { name: plain3.authority.name, key: fromHex(plain3.authority.key) };
  const definition = {
    id,
    idHex,
    mode: plain3.mode,
    nonce: fromHex(plain3.nonce),
    offset: { WIB: "+07:00", WITA: "+08:00", WIT: "+09:00" }[plain3.time_zone],
    authority,
    origin: electionOrigin(authority.name, idHex),
    villages: [],
    villageOf: /* @__PURE__ */ new Map(),
    boothOf: /* @__PURE__ */ new Map(),
    plain: plain3
  };
  for (const village of plain3.villages) {
    const made = indexVillage(definition, village);
    definition.villages.push(made);
    definition.villageOf.set(made.code, made);
    for (const booth3 of made.booths) definition.boothOf.set(booth3.name, booth3);
  }
  return definition;
}
function indexVillage(definition, plain3) {
  const options = plain3.candidates.map(({ number, name: name3 }) => ({ option: number, name: name3 }));
  if (plain3.blank) options.push({ option: options.length + 1, name: "blank" });
  const village = {
    code: plain3.code,
    name: plain3.name,
    district: plain3.district,
    regency: plain3.regency,
    dusun: plain3.dusun,
    candidates: plain3.candidates.length,
    options,
    n: options.length,
    blank: plain3.blank,
    rules: plain3.rules,
    committee: { threshold: plain3.committee.threshold, keys: plain3.committee.keys.map((member) => ({ name: member.name, key: fromHex(member.key) })) },
    saksi: plain3.saksi.map((saksi) => ({ candidate: saksi.candidate, name: saksi.name, key: fromHex(saksi.key) })),
    trustees: {
      threshold: plain3.trustees.threshold,
      jointKey: fromHex(plain3.trustees.joint_key),
      shares: plain3.trustees.members.map((member) => fromHex(member.verifying_share)),
      names: plain3.trustees.members.map((member) => member.name)
    },
    tps: plain3.tps.map(({ number, voters }) => ({ number, voters })),
    booths: [],
    registered: sumOf(plain3.tps.map((tps3) => tps3.voters))
  };
  for (const tps3 of plain3.tps) {
    for (const booth3 of tps3.booths) village.booths.push(indexBooth(definition, village, tps3, booth3));
  }
  return village;
}
function indexBooth(definition, village, tps3, plain3) {
  const registered = sumOf(plain3.lists.map((list) => list.voters));
  const dptOf = plain3.spare ? tps3.voters : registered;
  const booth3 = {
    village,
    index: village.booths.length,
    tps: tps3.number,
    booth: plain3.number,
    name: `${village.code}-${tps3.number}-${plain3.number}`,
    key: fromHex(plain3.key),
    spare: plain3.spare,
    origin: boothOrigin(definition.authority.name, definition.idHex, village.code, tps3.number, plain3.number),
    registered,
    dpt: dptOf.male + dptOf.female
  };
  booth3.lists = plain3.lists.map((list) => ({
    dusun: list.dusun,
    voters: list.voters,
    tokens: list.tokens,
    hash: fromHex(list.hash),
    name: `${booth3.name}-${list.dusun}`,
    booth: booth3
  }));
  return booth3;
}
function checkedSeal(definition, bytes) {
  const note = parseNote(bytes);
  const text = `pilkades/definition/v1
${definition.mode}
${definition.idHex}
`;
  if (note.text !== text) fail("the seal is of another definition or mode");
  return writeRecordNote(text, verifyNote(note, [definition.authority]));
}
function readTokenList(list, bytes) {
  const { village, tps: tps3, booth: booth3, dusun, hashes } = parseTokenList(bytes);
  if (`${village}-${tps3}-${booth3}-${dusun}` !== list.name) fail("a list of another place than its name says");
  if (hashes.length !== list.tokens || toHex(tokenListHash(hashes)) !== toHex(list.hash)) fail("not the list that the definition seals");
  return new Set(hashes.map(toHex));
}

// src/ballot.js
function ballotContext({ election, village, tps: tps3, booth: booth3, dusun, boothKey, jointKey, options, tokenHash }) {
  return concat(label("ballot-context"), election, str(village), u16(tps3), u16(booth3), u8(dusun), boothKey, jointKey, u8(options), tokenHash);
}
function ballotLength(options) {
  return 10 + 32 * (3 * (options - 1) + 6);
}
function optionsOfLength(length) {
  for (let options = 2; options <= 8; options++) if (ballotLength(options) === length) return options;
  return null;
}
function tokenOf(ballot) {
  const code = new Uint8Array(10);
  code.set(ballot.subarray(0, 10));
  return code;
}
function ballotCode(ctx, ballot) {
  return H("ballot-code", ctx, ballot);
}
function parseBallot(bytes, options) {
  if (bytes.length !== ballotLength(options)) fail(`a ballot for ${options} options has ${ballotLength(options)} bytes, not ${bytes.length}`);
  const m = options - 1;
  const piece = (i) => bytes.subarray(10 + 32 * i, 42 + 32 * i);
  const point2 = (i, name3) => named(name3, () => decodePoint(piece(i)));
  const number = (i, name3) => named(name3, () => decodeScalar(piece(i)));
  const range = Array.from({ length: m }, (_, j) => j);
  const R = range.map((j) => point2(2 * j, `R_${j + 1}`));
  const C = range.map((j) => point2(2 * j + 1, `C_${j + 1}`));
  const [P, A, U, V] = ["P", "A", "U", "V"].map((name3, i) => point2(2 * m + i, name3));
  const f = range.map((j) => number(2 * m + 4 + j, `f_${j + 1}`));
  const z = number(3 * m + 4, "z");
  const w = number(3 * m + 5, "w");
  range.forEach((j) => isIdentity(R[j]) && fail(`R_${j + 1} is the identity`));
  return { bytes, options, R, C, P, A, U, V, f, z, w };
}
function named(name3, decode2) {
  try {
    return decode2();
  } catch (error) {
    return fail(`${name3}: ${error.why}`);
  }
}
function firstPoints(bytes, options) {
  return Array.from({ length: options - 1 }, (_, j) => toHex(bytes.subarray(10 + 64 * j, 42 + 64 * j)));
}
function challengeOf({ bytes, options }, ctx) {
  const m = options - 1;
  const ciphertexts = bytes.subarray(10, 10 + 64 * m);
  const commitments = bytes.subarray(10 + 64 * m, 10 + 64 * m + 128);
  const h = H("ballot-statement", ctx, ciphertexts);
  const weights = Array.from({ length: m }, (_, j) => num128("ballot-weight", h, u8(j + 1)));
  return { h, weights, x: num128("ballot-challenge", h, commitments) };
}
function allResponses({ f }, x) {
  return [...f, modOrder(x - f.reduce((sum3, value) => sum3 + value, 0n))];
}
function equations(ballot, ctx, jointKey) {
  const { weights, x } = challengeOf(ballot, ctx);
  const f = allResponses(ballot, x);
  const m = ballot.options - 1;
  const folded = weights.map((a) => x * a);
  const sumAf = weights.reduce((sum3, a, j) => sum3 + a * f[j], 0n);
  return [
    [
      [ballot.A, 1n],
      [ballot.P, x],
      ...f.slice(0, m).map((value, j) => [G[j], -value]),
      ...f.map((value, j) => [Q[j], -value * modOrder(x - value)]),
      [L, -ballot.w]
    ],
    [[ballot.U, 1n], ...ballot.R.map((point2, j) => [point2, folded[j]]), [BASE, -ballot.z]],
    [[ballot.V, 1n], ...ballot.C.map((point2, j) => [point2, folded[j]]), [BASE, -sumAf], [jointKey, -ballot.z]]
  ];
}
function verifyBallot(ballot, ctx, jointKey) {
  const failed = equations(ballot, ctx, jointKey).findIndex((terms) => {
    return !isIdentity(sumOfProducts(terms.map(([point2]) => point2), terms.map(([, factor]) => factor)));
  });
  return failed < 0 ? null : (
    /** @type {any} */
    `equation ${failed + 1}`
  );
}
function randomBytes3(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65536) crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65536, length)));
  return bytes;
}
function verifyBallots(items, random = randomBytes3) {
  if (items.length === 0) return [];
  if (items.length === 1) return [verifyBallot(items[0].ballot, items[0].ctx, items[0].jointKey)];
  if (batchHolds(items, random)) return items.map(() => null);
  const half = items.length >> 1;
  return [...verifyBallots(items.slice(0, half), random), ...verifyBallots(items.slice(half), random)];
}
function batchHolds(items, random) {
  const fixed = /* @__PURE__ */ new Map();
  const points = [];
  const scalars = [];
  const weights = random(48 * items.length);
  items.forEach(({ ballot, ctx, jointKey }, i) => {
    equations(ballot, ctx, jointKey).forEach((terms, e) => {
      const weight = littleEndian(weights.subarray(48 * i + 16 * e, 48 * i + 16 * e + 16));
      for (const [point2, factor] of terms) {
        const product2 = modOrder(weight * factor);
        if (isShared(point2, jointKey)) {
          fixed.set(point2, (fixed.get(point2) ?? 0n) + product2);
        } else {
          points.push(point2);
          scalars.push(product2);
        }
      }
    });
  });
  for (const [point2, factor] of fixed) {
    points.push(point2);
    scalars.push(factor);
  }
  return isIdentity(sumOfProducts(points, scalars));
}
var SHARED = /* @__PURE__ */ new Set([BASE, L, ...G, ...Q]);
function isShared(point2, jointKey) {
  return point2 === jointKey || SHARED.has(point2);
}
function encryptFromSeed({ seed, choice, token, ctx, jointKey, options }) {
  const m = options - 1;
  const scalars = Array.from({ length: 2 * m + 3 }, (_, i) => scalar("ballot-scalar", seed, u16(i)));
  const [r, b, [rho, sigma, s]] = [scalars.slice(0, m), scalars.slice(m, 2 * m), scalars.slice(2 * m)];
  const vote = Array.from({ length: options }, (_, j) => j + 1 === choice ? 1n : 0n);
  const bits = [...b, modOrder(-b.reduce((sum3, value) => sum3 + value, 0n))];
  const ciphertexts = concat(...r.flatMap((value, j) => [product([BASE, value]), product([BASE, vote[j]], [jointKey, value])]));
  const h = H("ballot-statement", ctx, ciphertexts);
  const weights = r.map((_, j) => num128("ballot-weight", h, u8(j + 1)));
  const fold = (values) => weights.reduce((sum3, a, j) => sum3 + a * values[j], 0n);
  const commitments = concat(
    product(...b.map((_, j) => [G[j], vote[j]]), ...bits.map((value, j) => [Q[j], value * (1n - 2n * vote[j])]), [L, rho]),
    product(...b.map((value, j) => [G[j], value]), ...bits.map((value, j) => [Q[j], -value * value]), [L, sigma]),
    product([BASE, s]),
    product([BASE, fold(b)], [jointKey, s])
  );
  const x = num128("ballot-challenge", h, commitments);
  const responses = [...b.map((value, j) => x * vote[j] + value), s + x * fold(r), sigma + x * rho];
  return concat(token, ciphertexts, commitments, ...responses.map((value) => encodeScalar(modOrder(value))));
}
function product(...terms) {
  return encodePoint(sumOfProducts(terms.map(([point2]) => point2), terms.map(([, factor]) => factor)));
}
function challengeOpens(ballot, { seed, choice, ctx, jointKey, options }) {
  if (ballot.length !== ballotLength(options) || choice < 1 || choice > options) return false;
  return equalBytes(ballot, encryptFromSeed({ seed, choice, token: tokenOf(ballot), ctx, jointKey, options }));
}
var CiphertextSum = class {
  /** @param {number} options */
  constructor(options) {
    this.R = Array(options - 1).fill(IDENTITY);
    this.C = Array(options - 1).fill(IDENTITY);
  }
  /** @param {Ballot} ballot a verified one */
  add(ballot) {
    for (let j = 0; j < this.R.length; j++) {
      this.R[j] = add2(this.R[j], ballot.R[j]);
      this.C[j] = add2(this.C[j], ballot.C[j]);
    }
  }
  /** @returns {{ r: string, c: string }[]} as in `village.json` */
  encoded() {
    return this.R.map((point2, j) => ({ r: toHex(encodePoint(point2)), c: toHex(encodePoint(this.C[j])) }));
  }
};

// src/entry.js
var POSITIONS = 2e5;
var BODY_LIMIT = 3900;
var KINDS = { opened: 1, cast: 2, challenged: 3, cancelled: 4, event: 5, closed: 6 };
var MAGIC = utf8("PLK1");
var HEAD = 49;
function logStart(election, boothKey) {
  return toHex(H("log-start", election, boothKey));
}
function entryMessage(election, hash2) {
  return concat(label("entry"), election, hash2);
}
function entryFrom(reader) {
  const start = reader.position;
  reader.expect(MAGIC, "an entry of a log");
  const kind = reader.u8();
  if (kind < 1 || kind > 6) fail("an entry of an unknown kind");
  const position = reader.u64();
  if (position >= POSITIONS) fail("a position of 200,000 or more");
  const previous = toHex(reader.take(32));
  const length = reader.u32();
  if (length > BODY_LIMIT) fail("a body of more than 3,900 bytes");
  const body = reader.take(length);
  const bytes = reader.bytes.subarray(start, start + HEAD + length);
  const hashBytes = leafHash(bytes);
  return { bytes, kind, position, previous, body, hashBytes, hash: toHex(hashBytes) };
}
function parseRecord(bytes) {
  const reader = new Reader(bytes);
  const parts = reader.u8();
  const entry = entryFrom(reader);
  const mayHave = { [KINDS.cast]: 3, [KINDS.opened]: 2, [KINDS.closed]: 2 }[entry.kind] ?? 0;
  if ((parts & ~mayHave) !== 0) fail("a record with parts that its kind does not have");
  const signature = reader.take(64);
  const receipt2 = parts & 1 ? reader.take(64) : null;
  const checkpoint = parts & 2 ? reader.take(64) : null;
  reader.end();
  return { entry, signature, receipt: receipt2, checkpoint };
}
function writeRecord({ entry, signature, receipt: receipt2, checkpoint }) {
  const none = new Uint8Array(0);
  return concat(Uint8Array.of((receipt2 ? 1 : 0) | (checkpoint ? 2 : 0)), entry.bytes, signature, receipt2 ?? none, checkpoint ?? none);
}
var count = integer(0, 2 ** 32 - 1);
var people2 = object({ male: count, female: count });
var freeText = (min, max) => string(min, max, freeTextFault);
var launchCode = string(5, 16, (text) => [...text].every((symbol) => SYMBOLS.includes(symbol)) ? void 0 : "not Crockford symbols");
var time = (offset) => string(25, 25, (text) => timeFault2(text, offset));
function timeFault2(text, offset) {
  const parts = /^(.{10})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+-][0-9]{2}:[0-9]{2})$/.exec(text);
  if (!parts || !isDate(parts[1], 1970, 9999)) return "not a time";
  return parts[3] === offset ? void 0 : "a time with another offset than the definition's";
}
function openedSchema(definition) {
  return object({
    election: oneOf(definition.idHex),
    software: hex(32),
    durability: definition.mode === "simulasi" ? oneOf("full", "relaxed") : oneOf("full"),
    opened_at: time(definition.offset),
    launch_code: string(),
    launch: array(object({ candidate: integer(0, 7), given_by: freeText(1, 80), code: launchCode }), 1, 16)
  });
}
var EVENTS = ["restart", "pause", "resume", "print-failure", "reprint", "clock-jump", "medium-lost", "medium-back", "rolled-forward", "mirror-rebuilt", "log-rebuilt", "officer", "exchange"];
function eventSchema(definition) {
  const at = string(25, 25, (text) => timeFault2(text, definition.offset) ?? (/:(?:00|30):00[+-]/.test(text) ? void 0 : "a time that is not rounded down to 30 minutes"));
  const exchange = object({ old: hex(32), new: hex(32), medium: oneOf("read", "unreadable") });
  return objectBy({ event: oneOf(...EVENTS), at, detail: freeText(0, 200) }, ({ event }) => event === "exchange" ? { exchange } : {});
}
var CANCELLED = object({ code: hex(32), reason: oneOf("voter", "restart", "printer") });
function closedSchema(definition) {
  return object({
    closed_at: time(definition.offset),
    counts: object({ cast: count, challenged: count, cancelled: count, events: count }),
    officers: object({
      present: people2,
      dptb: people2,
      tokens: object({ received: count, unused: count, spoiled: count, exchanged: count }),
      slips: object({ sah: count, batal: count })
    }),
    reason: optional(freeText(1, 400))
  });
}
function readBody(definition, entry) {
  const { value, error } = attempt(() => bodyOf(definition, entry));
  return error ? { fault: error.why } : { value };
}
function bodyOf(definition, { kind, body }) {
  switch (kind) {
    case KINDS.opened: {
      const opened = readCompact(body, openedSchema(definition));
      if (opened.launch_code !== opened.launch.map((part) => part.code).join("-")) fail("launch_code is not the codes of launch");
      return opened;
    }
    case KINDS.cast:
      if (optionsOfLength(body.length) === null) fail("a ballot of a length that no ballot has");
      return { ballot: body };
    case KINDS.challenged: {
      const ballot = ballotOf({ kind, body });
      if (body.length < 33 || optionsOfLength(ballot.length) === null) fail("a test of a length that no test has");
      const choice = body[ballot.length];
      if (choice < 1 || choice > 8) fail("a choice that no ballot has");
      return { ballot, choice, seed: body.subarray(ballot.length + 1) };
    }
    case KINDS.cancelled:
      return readCompact(body, CANCELLED);
    case KINDS.event:
      return readCompact(body, eventSchema(definition));
    default:
      return readCompact(body, closedSchema(definition));
  }
}
function ballotOf({ kind, body }) {
  return kind === KINDS.challenged ? body.subarray(0, Math.max(0, body.length - 33)) : body;
}
var both = ({ male, female }) => BigInt(male) + BigInt(female);
function mismatches({ dpt, cast, challenged, cancelled, present, dptb, tokens, slips }) {
  const found = [];
  if (present) {
    if (BigInt(dpt) + both(dptb) < both(present)) found.push("present");
    if (both(present) < BigInt(cast)) found.push("cast");
  }
  if (tokens) {
    const accounted = [cast, challenged, tokens.exchanged, tokens.unused, tokens.spoiled].reduce((sum3, value) => sum3 + BigInt(value), 0n);
    if (BigInt(tokens.received) !== accounted) found.push("tokens");
    if (slips.sah !== cast) found.push("sah");
    if (slips.batal > cancelled) found.push("batal");
  }
  return found;
}

// src/bundle.js
var RECORDS = 2e5;
var RECORD_LIMIT = 4085;
var MAGIC2 = utf8("PLKB");
function head(definition, booth3) {
  return concat(MAGIC2, u8(1), definition.id, str(booth3.village.code), u16(booth3.tps), u16(booth3.booth), booth3.key);
}
function readHead(definition, reader) {
  reader.expect(MAGIC2, "a bundle");
  if (reader.u8() !== 1) fail("a bundle of an unknown version");
  if (!equalBytes(reader.take(32), definition.id)) fail("a log of another election");
  const booth3 = definition.boothOf.get(`${reader.str(10)}-${reader.u16()}-${reader.u16()}`);
  if (!booth3 || !equalBytes(reader.take(32), booth3.key)) fail("a log of a booth that the definition does not have");
  return booth3;
}
function readBundle(definition, bytes) {
  const reader = new Reader(bytes);
  const { value: booth3, error } = attempt(() => readHead(definition, reader));
  if (error) return { booth: null, records: [], faults: [{ why: error.why }] };
  const records = [];
  const faults = [];
  const { error: broken } = attempt(() => readRecords(reader, records, faults));
  if (broken) faults.push({ why: broken.why });
  return { booth: booth3, records, faults };
}
function readRecords(reader, records, faults) {
  const count3 = reader.u32();
  if (count3 > RECORDS) fail("more than 200,000 records");
  for (let i = 0; i < count3; i++) {
    const length = reader.u32();
    if (length > RECORD_LIMIT) fail(`record ${i} is longer than 4,085 bytes`);
    const bytes = reader.take(length);
    const { value, error } = attempt(() => parseRecord(bytes));
    if (error) faults.push({ why: `record ${i}: ${error.why}` });
    else records.push(value);
  }
  const hash2 = H("bundle", reader.bytes.subarray(0, reader.position));
  if (!equalBytes(reader.take(32), hash2)) fail("the bundle's hash does not fit its bytes");
  reader.end();
}
function writeBundle(definition, booth3, records) {
  const rows = records.map((record2) => ({ record: record2, bytes: writeRecord(record2) }));
  rows.sort((a, b) => a.record.entry.position - b.record.entry.position || compareBytes(a.record.entry.hashBytes, b.record.entry.hashBytes) || compareBytes(a.bytes, b.bytes));
  const start = concat(head(definition, booth3), u32(rows.length));
  const before = new Uint8Array(start.length + rows.reduce((sum3, { bytes }) => sum3 + 4 + bytes.length, 0));
  before.set(start);
  let at = start.length;
  for (const { bytes } of rows) {
    before.set(u32(bytes.length), at);
    before.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return concat(before, H("bundle", before));
}

// src/set-file.js
var LIMIT2 = 64 * 2 ** 20;
var STATUSES = ["missing", "fork", "broken", "quarantined", "unclosed", "counted"];
var tps = integer(1, 999);
var booth = integer(1, 99);
var count2 = integer(0, 2 ** 32 - 1);
var LOG_REASONS = STATUSES.filter((status) => status !== "counted").map((status) => `log-${status}`);
var SCHEMA2 = object({
  // What stands here is compared like everything else.
  format: string(),
  mode: oneOf("resmi", "simulasi"),
  election: hex(32),
  village: string(10, 10),
  number: integer(1),
  predecessor: optional(hex(32)),
  root: string(),
  decisions: array(hex(32)),
  booths: array(
    object({ tps, booth, status: oneOf(...STATUSES), decided: optional(oneOf("counted", "left-out")), size: integer(), head: optional(hex(32)), cast: count2, challenged: count2, cancelled: count2 })
  ),
  set_aside: array(object({ tps, booth, position: integer(), code: hex(32), reason: oneOf("not-in-list", "token-used", "invalid-proof", "token-exchanged", ...LOG_REASONS) })),
  remarks: array(object({ tps, booth, position: integer(), remark: oneOf("challenge-differs", "challenge-token", "exchange-invalid", "repeated-r", "accounting") })),
  groups: array(
    object({
      group: count2,
      cells: array(object({ tps, booth, dusun: integer(0, 99), ballots: count2 })),
      ballots: count2,
      status: oneOf("decrypt", "empty", "too-small"),
      // Whether these are points is a question of check 17, not of the form (spec 12).
      sums: array(object({ r: string(), c: string() }))
    })
  )
});
function readCountSet(bytes) {
  return countSet(readPretty(bytes, SCHEMA2, { limit: LIMIT2 }), bytes);
}
function countSet(value, bytes) {
  const hashBytes = leafHash(bytes);
  return { value, bytes, hashBytes, hash: toHex(hashBytes) };
}
function setNoteText(definition, village, setHash) {
  return `pilkades/count-set/v1
${definition.mode}
${definition.idHex}
${village}
${setHash}
`;
}
function readCommitteeNote(definition, village, bytes) {
  const note = parseNote(bytes);
  return { text: note.text, signatures: signaturesOf(note, village.committee.keys) };
}
function enough(village, signatures) {
  return new Set(signatures.map(({ name: name3 }) => name3)).size >= village.committee.threshold;
}
function isCounted({ status, decided }) {
  return status === "counted" || decided === "counted";
}

// src/receipt.js
var VILLAGE = string(10, 10, (text) => /^[0-9]{10}$/.test(text) ? void 0 : "10 digits expected");
var PLACE = { election: hex(32), village: VILLAGE, tps: integer(1, 999), booth: integer(1, 99) };
var RECEIPT = object({ format: oneOf("pilkades/receipt/v1"), ...PLACE, code: hex(32), entry: hex(32), signature: hex(64) });
function parseReceipt(bytes) {
  return readPretty(bytes, RECEIPT, { limit: 4096 });
}
function receiptMessage(election, code, entry) {
  return concat(label("receipt"), election, code, entry);
}
function verifyReceipt({ election, code, entry, signature }, boothKey) {
  return verifySignature(boothKey, receiptMessage(fromHex(election), fromHex(code), fromHex(entry)), fromHex(signature));
}
var PROOF = object({ index: integer(), size: integer(), hashes: array(string()) });
var UPPER = object({
  format: oneOf("pilkades/upper/v1"),
  ...PLACE,
  code: hex(32),
  context: string(),
  village_proof: PROOF,
  village_set: string(),
  election_proof: PROOF
});
function verifyReceiptFiles({ entry, proof, upper }, root) {
  const { position, ballot } = inFile("entry.bin", () => castBallot(entry));
  const booth3 = inFile("booth.tlog-proof", () => parseTlogProof(fromUtf8(proof)));
  const above = inFile("upper.json", () => readPretty(upper, UPPER));
  const set = inFile("upper.json", () => readCountSet(utf8(above.village_set)));
  const failures = [];
  const need = (holds, file, why) => holds || failures.push({ file, why });
  need(ballot !== null, "entry.bin", "the entry is not a cast ballot");
  need(ballot !== null && codeOf(above.context, ballot) === above.code, "upper.json", "the kode suara is not that of the ballot");
  need(booth3.index === position, "booth.tlog-proof", "the entry has another position");
  const { checkpoint, hashes, index: index2 } = booth3;
  need(verifyInclusion(index2, checkpoint.size, leafHash(entry), hashes, checkpoint.root), "booth.tlog-proof", "the entry is not in the booth's tree");
  need(checkpoint.origin.endsWith(`/${above.election}/${above.village}/${above.tps}/${above.booth}`), "booth.tlog-proof", "the checkpoint is of another booth");
  need(set.value.election === above.election && set.value.village === above.village, "upper.json", "the count set is of another village");
  need(set.value.root === rootAbove(above.village_proof, leafHash(utf8(booth3.note.text))), "upper.json", "the booth's checkpoint is not in the village's tree");
  const electionRoot = rootAbove(above.election_proof, set.hashBytes);
  need(electionRoot !== null, "upper.json", "the proof in the election tree is none");
  need([electionRoot, set.hash].includes(toHex(root)), "upper.json", "the proof leads to another root than the one on paper");
  const { code, village, tps: tps3, booth: number } = above;
  const setAside = set.value.set_aside.find((line) => line.tps === tps3 && line.booth === number && line.position === position && line.code === code)?.reason ?? null;
  return { ok: failures.length === 0, failures, code, village, tps: tps3, booth: number, position, setHash: set.hash, electionRoot, setAside };
}
function castBallot(entry) {
  const reader = new Reader(entry);
  reader.expect(utf8("PLK1"), "an entry of a log");
  const kind = reader.u8();
  const position = reader.u64();
  reader.take(32);
  const length = reader.u32();
  if (kind < 1 || kind > 6 || position >= 2e5 || length > 3900) fail("not an entry of a log");
  const body = reader.take(length);
  reader.end();
  return { position, ballot: kind === 2 ? body : null };
}
function rootAbove({ index: index2, size, hashes }, leaf) {
  const { value } = attempt(() => rootFromProof(index2, size, leaf, hashes.map((hash2) => fromHex(hash2, 32))));
  return value ? toHex(value) : null;
}
function codeOf(context, ballot) {
  const { value } = attempt(() => toHex(ballotCode(fromHex(context), ballot)));
  return value ?? null;
}

// src/chain.js
var CHECKPOINT_EVERY = 25;
var BRANCHES = 16;
function placeOf(definition, tokens, booth3, ballot) {
  const code = tokenOf(ballot);
  const lists = hashersOf(definition, booth3);
  const found = lists.find(({ list: list2, ofToken: ofToken2 }) => tokens.get(list2.name)?.has(toHex(ofToken2(code))));
  const { list, ofToken, ofCode, contextOf } = found ?? lists[0];
  const tokenBytes = ofToken(code);
  const codeBytes = ofCode(tokenBytes, ballot);
  const place = { list: found ? list : null, token: toHex(tokenBytes), code: codeBytes, codeHex: toHex(codeBytes) };
  return Object.defineProperty(place, "ctx", { get: () => contextOf(tokenBytes) });
}
var hashers = /* @__PURE__ */ new WeakMap();
function hashersOf(definition, booth3) {
  if (hashers.has(booth3)) return hashers.get(booth3);
  const { village, tps: tps3, booth: number, key: boothKey } = booth3;
  const made = booth3.lists.map((list) => {
    const place = { mode: definition.mode, nonce: definition.nonce, village: village.code, tps: tps3, booth: number, dusun: list.dusun };
    const parts = { election: definition.id, village: village.code, tps: tps3, booth: number, dusun: list.dusun, boothKey, jointKey: village.trustees.jointKey, options: village.n };
    const before = ballotContext({ ...parts, tokenHash: new Uint8Array(0) });
    return { list, ofToken: tokenHasher(place), ofCode: hashesFrom("ballot-code", before), contextOf: (tokenHash) => concat(before, tokenHash) };
  });
  hashers.set(booth3, made);
  return made;
}
var BoothEntries = class {
  /** @param {Definition} definition @param {Map<string, Set<string>>} tokens @param {Booth} booth */
  constructor(definition, tokens, booth3) {
    this.definition = definition;
    this.tokens = tokens;
    this.booth = booth3;
    this.items = /* @__PURE__ */ new Map();
    this.remembered = /* @__PURE__ */ new Map();
  }
  /**
   * @param {ReturnType<typeof import("./entry.js").parseRecord>} record
   * @param {{ trusted?: boolean }} [options] `trusted`: take the signature without checking it, for a view that proves nothing
   * @returns {boolean} whether the entry's signature is the booth's
   */
  add(record2, { trusted = false } = {}) {
    const { entry, signature } = record2;
    let item = this.items.get(entry.hash);
    if (!item || !equalBytes(item.signature, signature)) {
      if (!trusted && !verifySignature(this.booth.key, entryMessage(this.definition.id, entry.hashBytes), signature)) return false;
      item = this.take(item, entry, signature);
    }
    if (record2.receipt) item.receipts.set(toHex(record2.receipt), record2.receipt);
    if (record2.checkpoint) item.checkpoints.set(toHex(record2.checkpoint), record2.checkpoint);
    return true;
  }
  take(item, entry, signature) {
    if (item) {
      if (compareBytes(signature, item.signature) < 0) item.signature = signature;
      return item;
    }
    const isBallot = entry.kind === KINDS.cast || entry.kind === KINDS.challenged;
    const place = isBallot ? placeOf(this.definition, this.tokens, this.booth, ballotOf(entry)) : null;
    const made = { entry, signature, receipts: /* @__PURE__ */ new Map(), checkpoints: /* @__PURE__ */ new Map(), place };
    this.items.set(entry.hash, made);
    return made;
  }
  /** Keeps as many entries as a bundle holds (8.2). To be called when everything is added. */
  trim() {
    for (const item of this.sorted().slice(POSITIONS)) this.items.delete(item.entry.hash);
  }
  /** By position, then hash: the order of everything that a record says. @returns {Item[]} */
  sorted() {
    if (this.order?.length !== this.items.size) {
      this.order = [...this.items.values()].sort((a, b) => a.entry.position - b.entry.position || compareBytes(a.entry.hashBytes, b.entry.hashBytes));
    }
    return this.order;
  }
  /** Entries by what they continue. @returns {Map<string, Item[]>} */
  children() {
    if (this.childrenOf?.count !== this.items.size) {
      const map = /* @__PURE__ */ new Map();
      for (const item of this.sorted()) {
        const name3 = continues(item.entry.position, item.entry.previous);
        if (map.has(name3)) map.get(name3).push(item);
        else map.set(name3, [item]);
      }
      this.childrenOf = { map, count: this.items.size };
    }
    return this.childrenOf.map;
  }
  /** @returns {Item[]} cast ones, in order */
  cast() {
    return this.sorted().filter((item) => item.entry.kind === KINDS.cast);
  }
};
var continues = (position, previous) => `${position}-${previous}`;
var Chain = class {
  /** @param {BoothEntries} entries */
  constructor(entries) {
    this.entries = entries;
    this.links = [];
    this.counts = { cast: 0, challenged: 0, cancelled: 0, events: 0 };
    this.tree = new Tree();
    this.head = logStart(entries.definition.id, entries.booth.key);
    this.closed = null;
  }
  get size() {
    return this.links.length;
  }
  /** @returns {Item[]} */
  get path() {
    return this.links.map((link) => link.item);
  }
  /** Hex hash of the last entry; of an empty chain none. @returns {string | undefined} */
  get last() {
    return this.links.at(-1)?.item.entry.hash;
  }
  /** Appends an entry that continues this chain, or says why it must not (then nothing changes). @param {Item} item @returns {Fault | null} */
  append(item) {
    const { entry } = item;
    const position = entry.position;
    const misplaced = this.misplaced(entry.kind);
    if (misplaced) return { check: 7, position, why: misplaced };
    const { value: body, fault } = readBody(this.entries.definition, entry);
    if (fault !== void 0) return { check: 8, position, why: `the body: ${fault}` };
    const closing = entry.kind === KINDS.closed ? this.closeFault(body) : null;
    if (closing) return { ...closing, position };
    const receipt2 = entry.kind === KINDS.cast ? receiptOf(this.entries, item) : null;
    if (entry.kind === KINDS.cast && !receipt2) return { check: 11, position, why: "a cast entry without a valid receipt signature" };
    const checkpoint = this.checkpointOf(item);
    if (checkpoint === void 0) return { check: 10, position, why: "a checkpoint signature is due here, and no valid one is there" };
    this.push({ item, body, receipt: receipt2, checkpoint });
    return null;
  }
  misplaced(kind) {
    if (this.closed) return "something follows *closed*";
    if (this.size === 0 && kind !== KINDS.opened) return "a log begins with *opened*";
    return this.size > 0 && kind === KINDS.opened ? "a log is opened once" : null;
  }
  closeFault(body) {
    const { booth: booth3 } = this.entries;
    const same2 = Object.entries(this.counts).every(([name3, value]) => body.counts[name3] === value);
    if (!same2) return { check: 9, why: "the counts of *closed* are not those of the log" };
    const { present, dptb, tokens, slips } = body.officers;
    const wrong = mismatches({ dpt: booth3.dpt, ...this.counts, present, dptb, tokens, slips });
    return wrong.length > 0 && body.reason === void 0 ? { check: 24, why: `figures do not agree and no reason is given (${wrong.join(", ")})` } : null;
  }
  /** The chosen checkpoint signature, null if none is due, undefined if one is due and missing. */
  checkpointOf(item) {
    const { kind, hashBytes } = item.entry;
    const due = kind === KINDS.opened || kind === KINDS.closed || kind === KINDS.cast && (this.counts.cast + 1) % CHECKPOINT_EVERY === 0;
    if (!due) return null;
    const { booth: booth3 } = this.entries;
    const tree = copyOf(this.tree);
    tree.append(hashBytes);
    const message = utf8(checkpointText(booth3.origin, tree.size, tree.root()));
    return smallest([...item.checkpoints.values()].filter((signature) => verifySignature(booth3.key, message, signature)));
  }
  push(link) {
    const { kind, hash: hash2, hashBytes } = link.item.entry;
    this.links.push(link);
    this.tree.append(hashBytes);
    this.head = hash2;
    const counted = { [KINDS.cast]: "cast", [KINDS.challenged]: "challenged", [KINDS.cancelled]: "cancelled", [KINDS.event]: "events" }[kind];
    if (counted) this.counts[counted] += 1;
    if (kind === KINDS.closed) this.closed = link.body;
  }
  /** Text of the checkpoint of the whole chain (7.2). @returns {string} */
  checkpoint() {
    return checkpointText(this.entries.booth.origin, this.size, this.tree.root());
  }
};
function copyOf(tree) {
  const copy = new Tree();
  copy.size = tree.size;
  copy.peaks = [...tree.peaks];
  return copy;
}
function smallest(signatures) {
  return [...signatures].sort(compareBytes)[0];
}
function receiptOf(entries, item) {
  const { place, entry } = item;
  const receipts = [...item.receipts.values()];
  if (!place.list) return smallest(receipts) ?? null;
  const message = receiptMessage(entries.definition.id, place.code, entry.hashBytes);
  return smallest(receipts.filter((signature) => verifySignature(entries.booth.key, message, signature))) ?? null;
}
async function followLog(entries, pause) {
  const chain = new Chain(entries);
  const children = entries.children();
  if (entries.items.size === 0) return { chain, status: "missing", fault: null };
  for (; ; ) {
    const next = children.get(continues(chain.size, chain.head)) ?? [];
    if (next.length > 1) return { chain, status: "fork", fault: { check: 7, position: chain.size, why: "two different entries continue the log" } };
    if (next.length === 0) break;
    const fault = chain.append(next[0]);
    if (fault) return { chain, status: "broken", fault };
    await pause(1);
  }
  if (entries.items.size > chain.size) return { chain, status: "broken", fault: { check: 7, position: chain.size, why: "entries that do not hang on the log" } };
  if (chain.size >= POSITIONS) return { chain, status: "broken", fault: { check: 7, position: chain.size, why: "200,000 entries or more" } };
  return chain.closed ? { chain, status: "closed", fault: null } : { chain, status: "unclosed", fault: { check: 7, position: chain.size, why: "the log was not closed" } };
}
async function chainTo(entries, head2, pause) {
  const known2 = entries.remembered.get(head2);
  if (known2) return known2;
  const path = pathTo(entries, head2);
  const chain = new Chain(entries);
  let fault = path ? null : { check: 7, why: "the log with this end is not there" };
  for (const item of path ?? []) {
    if (fault) break;
    fault = chain.append(item);
    await pause(1);
  }
  const found = { chain: fault ? null : chain, fault, path: chain.path };
  entries.remembered.set(head2, found);
  return found;
}
function pathTo(entries, head2) {
  const path = [];
  let next = entries.items.get(head2);
  while (next) {
    path.push(next);
    if (next.entry.position === 0) break;
    const before = entries.items.get(next.entry.previous);
    next = before?.entry.position === next.entry.position - 1 ? before : void 0;
  }
  const first = path.at(-1);
  if (!first || first.entry.position !== 0 || first.entry.previous !== logStart(entries.definition.id, entries.booth.key)) return null;
  return path.reverse();
}
function recordsOf(entries, chain) {
  const onChain = new Set(chain.links.map((link) => link.item));
  const records = chain.links.map(({ item, receipt: receipt2, checkpoint }) => ({ entry: item.entry, signature: item.signature, receipt: receipt2, checkpoint }));
  for (const item of entries.sorted()) {
    if (onChain.has(item)) continue;
    const receipt2 = item.entry.kind === KINDS.cast ? receiptOf(entries, item) : null;
    const seen = item.checkpoints.size > 0 ? item.checkpoints.values() : [null];
    for (const checkpoint of seen) records.push({ entry: item.entry, signature: item.signature, receipt: receipt2, checkpoint });
  }
  return records;
}
function receiptFits(onPath, entries, { code, entry }) {
  const item = entries.items.get(entry);
  if (!item || !onPath.has(item) || item.entry.kind !== KINDS.cast) return false;
  return item.place.list === null || item.place.codeHex === code;
}
function rootsAt(path, sizes) {
  const roots = /* @__PURE__ */ new Map();
  const tree = new Tree();
  for (const { entry } of sizes.size > 0 ? path : []) {
    tree.append(entry.hashBytes);
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  }
  return roots;
}
function contradictions(entries, paths, receipts, checkpoints) {
  const faults = [];
  const sets = paths.map((path) => new Set(path));
  for (const receipt2 of receipts) {
    if (sets.some((onPath) => receiptFits(onPath, entries, receipt2))) continue;
    faults.push({ check: 11, why: `a valid receipt names kode suara ${receipt2.code}, which the log lacks` });
  }
  const sizes = new Set(checkpoints.map(({ size }) => size));
  const roots = paths.map((path) => rootsAt(path, sizes));
  for (const { size, root } of checkpoints) {
    if (roots.some((known2) => known2.has(size) && equalBytes(known2.get(size), root))) continue;
    faults.push({ check: 10, why: `a signed checkpoint of ${size} entries does not fit the log` });
  }
  return faults;
}
function branchEnds(entries) {
  const ends = [];
  const start = continues(0, logStart(entries.definition.id, entries.booth.key));
  const waiting = [...entries.children().get(start) ?? []];
  while (waiting.length > 0) {
    const item = waiting.pop();
    const next = entries.children().get(continues(item.entry.position + 1, item.entry.hash)) ?? [];
    if (next.length === 0) ends.push(item);
    for (const child of next) waiting.push(child);
    if (ends.length > BRANCHES || waiting.length > 2 * POSITIONS) return null;
  }
  ends.sort((a, b) => a.entry.position - b.entry.position || compareBytes(a.entry.hashBytes, b.entry.hashBytes));
  return ends.map((item) => item.entry.hash);
}

// src/judge.js
var BATCH = 128;
async function judge(chain, pause) {
  const known2 = chain.entries.remembered.get(`judged ${chain.last}`);
  if (known2) return known2;
  const judging = new Judging(chain);
  for (const link of chain.links) {
    judging.take(link);
    if (judging.waiting.length >= BATCH) await pause(judging.verify());
  }
  await pause(judging.verify());
  chain.entries.remembered.set(`judged ${chain.last}`, judging.judged);
  return judging.judged;
}
var Judging = class {
  constructor({ entries }) {
    this.n = entries.booth.village.n;
    this.jointKey = jointPoint(entries.booth.village);
    this.spent = /* @__PURE__ */ new Set();
    this.waiting = [];
    this.judged = { casts: [], remarks: [], exchanges: [], uses: /* @__PURE__ */ new Map(), sums: /* @__PURE__ */ new Map(), invalid: 0 };
    for (const list of entries.booth.lists) this.judged.sums.set(list.name, new CiphertextSum(this.n));
  }
  take({ item, body }) {
    const { kind, position } = item.entry;
    if (kind === KINDS.cast) this.cast(item, body.ballot);
    if (kind === KINDS.challenged) this.challenged(item, body);
    if (kind === KINDS.event && body.exchange) {
      const { old, new: given } = body.exchange;
      this.judged.exchanges.push({ position, old, new: given, used: this.judged.uses.has(given) });
    }
    if (kind === KINDS.closed) this.closed(position, body);
  }
  /** Spends the token. @returns {string | null} why it is not good */
  spend({ place, entry }) {
    const used = this.spent.has(place.token);
    this.spent.add(place.token);
    if (!place.list) return "not-in-list";
    if (used) return "token-used";
    this.judged.uses.set(place.token, { position: entry.position, kind: entry.kind });
    return null;
  }
  cast(item, ballot) {
    const row = { item, position: item.entry.position, reason: this.spend(item), token: item.place.list ? item.place.token : null, points: [] };
    this.judged.casts.push(row);
    if (row.reason) return;
    const { value, error } = attempt(() => parseBallot(ballot, this.n));
    if (error) this.reject(row);
    else this.waiting.push({ row, ballot: value, ctx: item.place.ctx, jointKey: this.jointKey });
  }
  reject(row) {
    row.reason = "invalid-proof";
    this.judged.invalid += 1;
  }
  /** @returns {number} how many were checked */
  verify() {
    const waiting = this.waiting;
    this.waiting = [];
    verifyBallots(waiting).forEach((wrong, i) => {
      const { row, ballot } = waiting[i];
      if (wrong) return this.reject(row);
      row.points = firstPoints(ballot.bytes, this.n);
      this.judged.sums.get(row.item.place.list.name).add(ballot);
    });
    return waiting.length;
  }
  challenged(item, { ballot, choice, seed }) {
    const { position } = item.entry;
    const opens = !item.place.list || challengeOpens(ballot, { seed, choice, ctx: item.place.ctx, jointKey: this.jointKey, options: this.n });
    if (!opens) this.judged.remarks.push({ position, remark: "challenge-differs" });
    if (this.spend(item)) this.judged.remarks.push({ position, remark: "challenge-token" });
  }
  closed(position, { reason }) {
    if (reason !== void 0) this.judged.remarks.push({ position, remark: "accounting" });
  }
};
var jointPoints = /* @__PURE__ */ new WeakMap();
function jointPoint(village) {
  if (!jointPoints.has(village)) jointPoints.set(village, decodePoint(village.trustees.jointKey));
  return jointPoints.get(village);
}
function without(sum3, item, options) {
  const ballot = parseBallot(item.entry.body, options);
  const less = new CiphertextSum(options);
  less.R = sum3.R.map((point2, j) => subtract(point2, ballot.R[j]));
  less.C = sum3.C.map((point2, j) => subtract(point2, ballot.C[j]));
  return less;
}

// src/decision.js
var people3 = object({ male: integer(), female: integer() });
var PLACE2 = { tps: integer(1, 999), booth: integer(1, 99) };
var END = { ...PLACE2, checkpoint: string(1, 1e3), head: hex(32) };
var FIELDS = {
  "booth-missing": { ...PLACE2, at_most: integer() },
  "count-unclosed": END,
  "choose-fork": END,
  "late-log": END,
  attendance: { ...PLACE2, lists: array(object({ dusun: integer(0, 99), present: people3, dptb: people3 }), 1, 99) },
  tie: { candidate: integer(1, 7), article: string(1, 200, freeTextFault) }
};
var SCHEMA3 = objectBy({ kind: oneOf(...Object.keys(FIELDS)), number: integer(1) }, ({ kind }) => ({ ...FIELDS[kind], reason: string(1, 400, freeTextFault) }));
var SUBJECT_OF = { "booth-missing": "log", "count-unclosed": "log", "choose-fork": "log", "late-log": "late", attendance: "attendance", tie: "tie" };
var INVALID_LIMIT = 64;
function readDecision(definition, bytes) {
  const note = parseNote(bytes);
  const lines2 = note.text.split("\n");
  const head2 = lines2.slice(0, 4);
  if (head2[0] !== "pilkades/decision/v1" || head2[1] !== definition.mode || head2[2] !== definition.idHex) fail("a decision of another election or mode");
  const village = definition.villageOf.get(head2[3]) ?? fail("a decision of a village that the definition does not have");
  const body = readPretty(utf8(lines2.slice(4).join("\n")), SCHEMA3);
  const booth3 = placeOf2(definition, village, body);
  const subject = booth3 ? `${SUBJECT_OF[body.kind]} ${booth3.name}` : SUBJECT_OF[body.kind];
  const signatures = signaturesOf(note, village.committee.keys);
  return { village, decision: { hash: toHex(H("decision", utf8(note.text))), text: note.text, body, subject, booth: booth3, signatures } };
}
function placeOf2(definition, village, body) {
  if (body.kind === "tie") {
    if (body.candidate > village.candidates) fail("a decision for a candidate that the village does not have");
    return null;
  }
  const booth3 = definition.boothOf.get(`${village.code}-${body.tps}-${body.booth}`) ?? fail("a decision about a booth that the definition does not have");
  const sameLists = body.kind !== "attendance" || body.lists.length === booth3.lists.length && body.lists.every((list, i) => list.dusun === booth3.lists[i].dusun);
  if (!sameLists) fail("attendance of other lists than the booth's");
  return booth3;
}
function standing(decisions) {
  const bySubject = /* @__PURE__ */ new Map();
  for (const decision of decisions) {
    const known2 = bySubject.get(decision.subject) ?? [];
    const highest = known2[0]?.body.number ?? 0;
    if (decision.body.number > highest) bySubject.set(decision.subject, [decision]);
    else if (decision.body.number === highest) known2.push(decision);
  }
  const holding = /* @__PURE__ */ new Map();
  const conflicts = [];
  for (const [subject, newest] of bySubject) {
    if (newest.length === 1) holding.set(subject, newest[0]);
    else conflicts.push(newest);
  }
  return { holding, conflicts };
}
async function decidedChain(decision, log, pause) {
  const { kind, head: head2, checkpoint } = decision.body;
  if (kind === "count-unclosed") {
    return log.status === "unclosed" && log.chain.last === head2 && log.chain.checkpoint() === checkpoint ? log.chain : null;
  }
  if (kind !== "choose-fork" || log.status !== "fork") return null;
  const ends = branchEnds(log.entries);
  if (!ends || ends.length > BRANCHES || !ends.includes(head2)) return null;
  const { chain } = await chainTo(log.entries, head2, pause);
  if (!chain || chain.checkpoint() !== checkpoint) return null;
  const paths = [];
  for (const end of ends) paths.push((await chainTo(log.entries, end, pause)).path);
  if (contradictions(log.entries, paths, log.receipts, log.checkpoints).length > 0) return null;
  return (await judge(chain, pause)).invalid > INVALID_LIMIT ? null : chain;
}

// src/statement.js
var MOST = 2e6;
var MOST_OBJECTIONS = 50;
var NUMBER = integer(1, 2 ** 32 - 1);
var free = (max) => string(1, max, freeTextFault);
var name2 = free(80);
var tps2 = integer(1, 999);
var booth2 = integer(1, 99);
var candidate = integer(1, 7);
var lines = array(free(400), 0, 50);
var FIELDS2 = {
  minutes: {
    tps: optional(tps2),
    place: name2,
    date: string(10, 10, dateFault),
    begins: string(5, 5, timeFault),
    ends: string(5, 5, timeFault),
    disabled: optional(object({ male: integer(0, MOST), female: integer(0, MOST) })),
    officers: array(object({ role: oneOf("chair", "secretary", "member"), name: name2 }), 3, 32),
    witnesses: array(object({ candidate, name: name2, signs: boolean() }), 0, 32),
    seals: lines,
    incidents: lines
  },
  objection: { candidate, witness: name2, tps: optional(tps2), text: free(2e3) },
  answer: { objection: hex(32), text: free(2e3) },
  recount: {
    tps: tps2,
    booth: booth2,
    slips: array(integer(0, MOST), 2, 8),
    invalid: integer(0, MOST),
    explanations: array(object({ option: integer(0, 8), text: free(400) }), 0, 9)
  },
  audit: {
    seed: string(20, 20, (text) => /^[0-9]{20}$/.test(text) ? void 0 : "not 20 digits"),
    risk_limit: integer(1, 20),
    boxes: array(object({ tps: tps2, booth: booth2, slips: integer(0, MOST) }), 1),
    drawn: string(0, 3e4, (text) => /^[1-8x-]*$/.test(text) ? void 0 : "a sign that is no option, x or -")
  }
};
var SCHEMA4 = objectBy({ kind: oneOf(...Object.keys(FIELDS2)) }, ({ kind }) => ({ number: NUMBER, ...FIELDS2[kind] }));
function readStatement(definition, bytes) {
  const note = parseNote(bytes);
  const rows = note.text.split("\n");
  const head2 = rows.slice(0, 4);
  if (head2[0] !== "pilkades/statement/v1" || head2[1] !== definition.mode || head2[2] !== definition.idHex) fail("a statement of another election or mode");
  const village = definition.villageOf.get(head2[3]) ?? fail("a statement of a village that the definition does not have");
  const body = readPretty(utf8(rows.slice(4).join("\n")), SCHEMA4, { limit: 64 * 1024 });
  FITS[body.kind](definition, village, body);
  const witnesses = body.kind === "objection" ? village.saksi.filter((saksi) => saksi.candidate === body.candidate) : [];
  const signatures = signaturesOf(note, [...village.committee.keys, ...witnesses]);
  return { hash: toHex(H("statement", utf8(note.text))), text: note.text, body, village, signatures };
}
var FITS = {
  minutes(definition, village, body) {
    knownTps(village, body.tps);
    if (body.tps === void 0 !== (body.disabled === void 0)) fail("voters with disabilities are told of a polling place, and of nothing else");
    const chairs = body.officers.filter(({ role }) => role === "chair");
    if (chairs.length !== 1 || body.officers[0].role !== "chair") fail("the officers do not begin with the one chair");
    for (const witness of body.witnesses) knownCandidate(village, witness.candidate);
  },
  objection(definition, village, body) {
    knownCandidate(village, body.candidate);
    knownTps(village, body.tps);
  },
  answer() {
  },
  recount(definition, village, body) {
    knownBooth(definition, village, body);
    if (body.slips.length !== village.n) fail("not one number of slips for each option");
    const options = body.explanations.map(({ option }) => option);
    if (new Set(options).size !== options.length) fail("an option is explained twice");
    if (options.some((option) => option > village.n)) fail("an explanation of an option that is not there");
  },
  audit(definition, village, body) {
    body.boxes.forEach((box, i) => {
      knownBooth(definition, village, box);
      const before = body.boxes[i - 1];
      if (before && (before.tps - box.tps || before.booth - box.booth) >= 0) fail("the audit boxes are not in order");
    });
    if ([...body.drawn].some((sign) => Number(sign) > village.n)) fail("an option that is not there was drawn");
  }
};
function knownTps(village, number) {
  if (number !== void 0 && !village.tps.some((one) => one.number === number)) fail("a polling place that the definition does not have");
}
function knownCandidate(village, number) {
  if (number > village.candidates) fail("a candidate that the village does not have");
}
function knownBooth(definition, village, { tps: tps3, booth: booth3 }) {
  if (!definition.boothOf.has(`${village.code}-${tps3}-${booth3}`)) fail("a booth that the definition does not have");
}
function keptStatements(statements) {
  const objections = /* @__PURE__ */ new Map();
  const kept = [];
  const refused = [];
  for (const statement of [...statements].sort((a, b) => a.hash < b.hash ? -1 : 1)) {
    const { village, body, signatures } = statement;
    const members = signatures.filter(({ name: name3 }) => village.committee.keys.some((member) => member.name === name3));
    let is = enough(village, members);
    if (!is && signatures.length > members.length) {
      const place = `${village.code} ${body.candidate}`;
      const count3 = (objections.get(place) ?? 0) + 1;
      objections.set(place, count3);
      is = count3 <= MOST_OBJECTIONS;
    }
    (is ? kept : refused).push(statement);
  }
  return { kept, refused };
}

// src/evidence.js
var ACCEPTANCE = object({ format: oneOf("pilkades/acceptance/v1"), election: hex(32), village: string(10, 10), trustee: integer(1, 16), u: hex(32), z: hex(32) });
var SHARES = object({
  format: oneOf("pilkades/share/v1"),
  election: hex(32),
  village: string(10, 10),
  set: hex(32),
  trustee: integer(1, 16),
  groups: array(object({ group: integer(1, 2 ** 32 - 1), shares: array(object({ d: hex(32), u: hex(32), v: hex(32), z: hex(32) }), 0, 7) }))
});
var FILE_LIMIT = 64 * 2 ** 20;
async function gather(definition, files, report, pause) {
  const evidence = {
    definition,
    seal: null,
    acceptances: /* @__PURE__ */ new Map(),
    tokens: /* @__PURE__ */ new Map(),
    lists: /* @__PURE__ */ new Map(),
    booths: /* @__PURE__ */ new Map(),
    receipts: /* @__PURE__ */ new Map(),
    checkpoints: /* @__PURE__ */ new Map(),
    sets: new Map(definition.villages.map(({ code }) => [code, /* @__PURE__ */ new Map()])),
    decisions: new Map(definition.villages.map(({ code }) => [code, /* @__PURE__ */ new Map()])),
    statements: /* @__PURE__ */ new Map(),
    shares: []
  };
  const listOf = new Map(definition.villages.flatMap(({ booths }) => booths.flatMap(({ lists }) => lists.map((list) => [list.name, list]))));
  const inFolder = (prefix, suffix) => [...files.keys()].filter((path) => path.startsWith(prefix) && path.endsWith(suffix)).sort();
  const each = async (prefix, suffix, check, read) => {
    for (const path of inFolder(prefix, suffix)) {
      report.guard(check, path, () => read(path, files.get(path)));
      await pause(1);
    }
  };
  report.guard(2, "election.json.note", () => {
    evidence.seal = checkedSeal(definition, files.get("election.json.note") ?? fail("the seal is missing"));
  });
  await each("acceptances/", ".json", 3, (path, bytes) => readAcceptance(evidence, bytes));
  await each("tokens/", ".list", 4, (path, bytes) => {
    const list = listOf.get(path.slice("tokens/".length, -".list".length)) ?? fail("the definition has no such list");
    evidence.tokens.set(list.name, readTokenList(list, bytes));
    evidence.lists.set(list.name, bytes);
  });
  for (const village of definition.villages) {
    for (const booth3 of village.booths) evidence.booths.set(booth3.name, new BoothEntries(definition, evidence.tokens, booth3));
  }
  for (const path of inFolder("logs/", ".plkb")) await readLog(evidence, path, files.get(path), report, pause);
  for (const entries of evidence.booths.values()) entries.trim();
  await each("receipts/", ".receipt.json", 11, (path, bytes) => readLooseReceipt(evidence, bytes));
  await each("checkpoints/", ".note", 10, (path, bytes) => readLooseCheckpoint(evidence, path, bytes, report));
  await each("decisions/", ".note", 25, (path, bytes) => readLooseDecision(evidence, bytes));
  await each("statements/", ".note", 28, (path, bytes) => readLooseStatement(evidence, bytes));
  await each("villages/", "/village.json", 18, (path, bytes) => readSet(evidence, bytes));
  await each("villages/", "/village.json.note", 19, (path, bytes) => readSetNote(evidence, path, bytes));
  await each("villages/", ".share.json", 21, (path, bytes) => readShareFile(evidence, path, bytes));
  evidence.receiptsOf = byBooth([...evidence.receipts.values()], ({ booth: booth3 }) => booth3);
  evidence.checkpointsOf = byBooth([...evidence.checkpoints.values()], ({ booth: booth3 }) => booth3?.name);
  return evidence;
}
function byBooth(list, nameOf) {
  const map = /* @__PURE__ */ new Map();
  for (const one of list) {
    const name3 = nameOf(one);
    if (map.has(name3)) map.get(name3).push(one);
    else map.set(name3, [one]);
  }
  return map;
}
function twoDigits(trustee) {
  return String(trustee).padStart(2, "0");
}
function readAcceptance({ definition, acceptances }, bytes) {
  const { election, village: code, trustee, u, z } = readPretty(bytes, ACCEPTANCE, { limit: FILE_LIMIT });
  if (election !== definition.idHex) fail("an acceptance of another election");
  const village = definition.villageOf.get(code);
  const verifyingShare = village?.trustees.shares[trustee - 1] ?? fail("an acceptance by nobody");
  if (!verifyAcceptance({ election: definition.id, village: code, trustee, verifyingShare, u: fromHex(u), z: fromHex(z) })) fail("the proof does not hold");
  acceptances.set(`acceptances/${code}-t${twoDigits(trustee)}.json`, bytes);
}
async function readLog({ definition, booths }, path, bytes, report, pause) {
  const { booth: booth3, records, faults } = readBundle(definition, bytes);
  for (const { why } of faults) report.fail(5, { file: path, why });
  if (!booth3) return;
  const entries = booths.get(booth3.name);
  for (const record2 of records) {
    if (!entries.add(record2)) report.fail(6, { file: path, position: record2.entry.position, why: "the entry's signature is not the booth's" });
    await pause(1);
  }
}
function readLooseReceipt({ definition, receipts }, bytes) {
  const receipt2 = parseReceipt(bytes);
  const booth3 = definition.boothOf.get(`${receipt2.village}-${receipt2.tps}-${receipt2.booth}`);
  if (receipt2.election !== definition.idHex || !booth3) fail("a receipt of another election");
  if (!verifyReceipt(receipt2, booth3.key)) fail("the receipt is not signed by its booth");
  receipts.set(`receipts/${booth3.name}-${receipt2.code}-${receipt2.entry}.receipt.json`, { booth: booth3.name, code: receipt2.code, entry: receipt2.entry, bytes });
}
function goodLines(note, keys, bad) {
  return note.lines.flatMap((line) => {
    const { value, error } = attempt(() => signaturesOf({ text: note.text, lines: [line] }, keys));
    if (error) bad(error.why);
    return value ?? [];
  });
}
function readLooseCheckpoint({ definition, checkpoints }, path, bytes, report) {
  const note = parseNote(bytes);
  const { origin, size, root } = parseCheckpoint(note.text);
  const known2 = checkpoints.get(note.text) ?? { text: note.text, size, root, booth: null, signatures: [] };
  if (origin === definition.origin) {
    const { value, error } = attempt(() => verifyNote(note, [definition.authority]));
    if (error) return report.fail(27, { file: path, why: error.why });
    known2.signatures.push(...value);
  } else {
    known2.booth = boothOfOrigin(definition, origin) ?? fail("a checkpoint of another election or booth");
    const { key: key2, village } = known2.booth;
    const keys = [{ name: origin, key: key2 }, ...village.saksi, ...village.committee.keys];
    known2.signatures.push(...goodLines(note, keys, (why) => report.fail(10, { file: path, why })));
  }
  checkpoints.set(note.text, known2);
}
function boothOfOrigin(definition, origin) {
  const booth3 = definition.boothOf.get(origin.split("/").slice(-3).join("-"));
  return booth3?.origin === origin ? booth3 : void 0;
}
function signedByBooth({ booth: booth3, signatures }) {
  return booth3 !== null && signatures.some(({ name: name3 }) => name3 === booth3.origin);
}
function readLooseDecision({ definition, decisions }, bytes) {
  const { village, decision } = readDecision(definition, bytes);
  const known2 = decisions.get(village.code).get(decision.hash);
  if (known2) known2.signatures.push(...decision.signatures);
  else decisions.get(village.code).set(decision.hash, decision);
}
function readLooseStatement({ definition, statements }, bytes) {
  const statement = readStatement(definition, bytes);
  const known2 = statements.get(statement.text);
  if (known2) known2.signatures.push(...statement.signatures);
  else statements.set(statement.text, statement);
}
function readSet({ definition, sets }, bytes) {
  const set = readCountSet(bytes);
  const known2 = sets.get(set.value.village) ?? fail("a count set of a village that the definition does not have");
  if (set.value.election !== definition.idHex || set.value.mode !== definition.mode) fail("a count set of another election or mode");
  known2.set(set.hash, { set, signatures: [] });
}
function readSetNote({ definition, sets }, path, bytes) {
  const village = definition.villageOf.get(path.split("/")[1]) ?? fail("a note of a village that the definition does not have");
  const { text, signatures } = readCommitteeNote(definition, village, bytes);
  const setHash = text.split("\n")[4] ?? "";
  if (text !== setNoteText(definition, village.code, setHash)) fail("the note is not over a count set of this village");
  const known2 = sets.get(village.code).get(setHash) ?? fail("the note is over a count set that is not there");
  known2.signatures.push(...signatures);
}
function readShareFile({ definition, shares }, path, bytes) {
  const value = readPretty(bytes, SHARES, { limit: FILE_LIMIT });
  if (value.election !== definition.idHex) fail("shares of another election");
  const village = definition.villageOf.get(value.village);
  if (!village || value.trustee > village.trustees.shares.length) fail("shares of nobody");
  shares.push({ path, village, value });
}
function writeShareFile({ format, election, village, set, trustee }, groups) {
  return writePretty({ format, election, village, set, trustee, groups });
}
function sharePath(village, folder, trustee) {
  return `villages/${village}/${folder}/t${twoDigits(trustee)}.share.json`;
}

// src/count-set.js
function lineOf(booth3, { status, decided }, chain) {
  const { cast, challenged, cancelled } = chain.counts;
  const line = { tps: booth3.tps, booth: booth3.booth, status, decided, size: chain.size, head: chain.last, cast, challenged, cancelled };
  if (decided === void 0) delete line.decided;
  if (line.head === void 0) delete line.head;
  return line;
}
async function computeSet({ definition, village, tokens, number, predecessor, decisions, booths, base, rank }, pause) {
  const counted = booths.filter(({ chain }) => chain);
  for (const one of counted) one.judged = await judge(one.chain, pause);
  const exchange = followExchanges(village, tokens, counted);
  const repeated = repeatedPoints(counted, exchange);
  const rows = booths.map((one) => one.chain && one.rank === rank ? ownRows(one, exchange, repeated) : keptRows(one, base));
  const leaves = booths.map(({ chain }) => leafHash(utf8(chain ? chain.checkpoint() : "absent")));
  const value = {
    format: "pilkades/count-set/v1",
    mode: definition.mode,
    election: definition.idHex,
    village: village.code,
    number,
    predecessor,
    root: toHex(rootOf(leaves)),
    decisions: [...new Set(decisions)].sort(),
    booths: booths.map(({ line }) => line),
    set_aside: rows.flatMap(({ aside }) => aside),
    remarks: rows.flatMap(({ remarks }) => remarks),
    groups: groupsOf({ village, booths, base, rank }, exchange)
  };
  if (predecessor === void 0) delete value.predecessor;
  return { value, bytes: writePretty(value) };
}
function keptRows({ booth: booth3, aside, line }, base) {
  const place = { tps: booth3.tps, booth: booth3.booth };
  const here = (row) => row.tps === booth3.tps && row.booth === booth3.booth;
  if (base) return { aside: base.set_aside.filter(here), remarks: base.remarks.filter(here) };
  return { aside: aside.map(({ position, code }) => ({ ...place, position, code, reason: `log-${line.status}` })), remarks: [] };
}
var REMARKS = ["challenge-differs", "challenge-token", "exchange-invalid", "repeated-r", "accounting"];
function ownRows({ booth: booth3, judged, aside }, exchange, repeated) {
  const place = { tps: booth3.tps, booth: booth3.booth };
  const judgedAside = judged.casts.map((row) => ({ position: row.position, code: row.item.place.codeHex, reason: reasonOf(row, exchange) })).filter(({ reason }) => reason !== null);
  judgedAside.sort((a, b) => a.position - b.position);
  const all = [...judgedAside, ...aside];
  const remarks = [
    ...judged.remarks,
    ...(exchange.invalid.get(booth3) ?? []).map((position) => ({ position, remark: "exchange-invalid" })),
    ...(repeated.get(booth3) ?? []).map((position) => ({ position, remark: "repeated-r" }))
  ];
  remarks.sort((a, b) => a.position - b.position || REMARKS.indexOf(a.remark) - REMARKS.indexOf(b.remark));
  return {
    aside: all.map(({ position, code, reason }) => ({ ...place, position, code, reason })),
    remarks: remarks.map(({ position, remark }) => ({ ...place, position, remark }))
  };
}
function reasonOf(row, exchange) {
  return row.reason ?? (exchange.aside.has(row) ? "token-exchanged" : null);
}
function repeatedPoints(counted, exchange) {
  const seen = /* @__PURE__ */ new Set();
  const found = /* @__PURE__ */ new Map();
  for (const { booth: booth3, judged } of byRank(counted)) {
    const positions = [];
    for (const row of judged.casts) {
      if (reasonOf(row, exchange) !== null) continue;
      if (row.points.some((point2) => seen.has(point2))) positions.push(row.position);
      for (const point2 of row.points) seen.add(point2);
    }
    found.set(booth3, positions);
  }
  return found;
}
function byRank(counted) {
  return [...counted].sort((a, b) => a.rank - b.rank || a.booth.index - b.booth.index);
}
function followExchanges(village, tokens, counted) {
  const links = new Links();
  const invalid = /* @__PURE__ */ new Map();
  for (const { booth: booth3, judged } of byRank(counted)) {
    const positions = judged.exchanges.filter((one) => !links.add(one, booth3, village, tokens)).map(({ position }) => position);
    invalid.set(booth3, positions);
  }
  return { invalid, aside: displaced(links, counted) };
}
var Links = class {
  constructor() {
    this.parent = /* @__PURE__ */ new Map();
    this.given = /* @__PURE__ */ new Set();
    this.origins = /* @__PURE__ */ new Map();
  }
  add({ old, new: given, used }, booth3, village, tokens) {
    const holds = (list, token) => tokens.get(list.name)?.has(token);
    const listNew = booth3.lists.find((list) => holds(list, given));
    const listOld = village.booths.filter(({ tps: tps3 }) => tps3 === booth3.tps).flatMap(({ lists }) => lists).find((list) => holds(list, old));
    if (!listNew || !listOld || listNew.dusun !== listOld.dusun || old === given || used || this.given.has(given)) return false;
    this.given.add(given);
    if (this.root(old) === given) return false;
    this.parent.set(given, old);
    return true;
  }
  /** The first slip, with the ways to it made short. */
  root(token) {
    const way = [];
    let at = token;
    while (this.short(at) !== void 0) {
      way.push(at);
      at = this.short(at);
    }
    for (const step of way) (this.shorter ??= /* @__PURE__ */ new Map()).set(step, at);
    return at;
  }
  short(token) {
    return this.shorter?.get(token) ?? this.parent.get(token);
  }
  /** @param {string} token @returns {{ first: string, depth: number }} */
  origin(token) {
    const way = [];
    let at = token;
    while (!this.origins.has(at) && this.parent.has(at)) {
      way.push(at);
      at = this.parent.get(at);
    }
    let known2 = this.origins.get(at) ?? { first: at, depth: 0 };
    for (const step of way.reverse()) {
      known2 = { first: known2.first, depth: known2.depth + 1 };
      this.origins.set(step, known2);
    }
    return known2;
  }
};
function displaced(links, counted) {
  const trees = /* @__PURE__ */ new Map();
  const firsts = new Set([...links.parent.keys()].map((token) => links.origin(token).first));
  for (const { booth: booth3, judged, rank } of counted) {
    for (const [token, { position }] of judged.uses) {
      const { first, depth } = links.origin(token);
      if (!firsts.has(first)) continue;
      if (!trees.has(first)) trees.set(first, []);
      trees.get(first).push({ booth: booth3, judged, rank, depth, position });
    }
  }
  const aside = /* @__PURE__ */ new Set();
  for (const uses of trees.values()) {
    uses.sort((a, b) => a.rank - b.rank || a.depth - b.depth || a.booth.index - b.booth.index || a.position - b.position);
    for (const { judged, position } of uses.slice(1)) {
      const row = castAt(judged, position);
      if (row && row.reason === null) aside.add(row);
    }
  }
  return aside;
}
function castAt(judged, position) {
  judged.castAt ??= new Map(judged.casts.map((row) => [row.position, row]));
  return judged.castAt.get(position);
}
function groupsOf({ village, booths, base, rank }, exchange) {
  const smallest2 = village.rules.smallest_cell;
  const added = booths.filter((one) => base ? one.chain && one.rank === rank : true);
  const cells = cellsOf(added, exchange);
  const grouped = joinCells(cells, smallest2);
  if (!base) return grouped.map((group, i) => groupRow(i + 1, group, smallest2, village.n));
  const isAdded = new Set(added.map(({ booth: booth3 }) => `${booth3.tps}-${booth3.booth}`));
  const kept = base.groups.filter(({ cells: [cell] }) => !isAdded.has(`${cell.tps}-${cell.booth}`));
  const highest = Math.max(0, ...base.groups.map(({ group }) => group));
  return [...kept, ...grouped.map((group, i) => groupRow(highest + 1 + i, group, smallest2, village.n))];
}
function cellsOf(booths, exchange) {
  const cells = [];
  for (const { booth: booth3, chain, judged } of booths) {
    for (const list of booth3.lists) {
      const valid = chain ? judged.casts.filter((row) => row.reason === null && row.item.place.list === list) : [];
      const displaced2 = valid.filter((row) => exchange.aside.has(row));
      cells.push({ index: cells.length, booth: booth3, dusun: list.dusun, ballots: valid.length - displaced2.length, sum: chain ? judged.sums.get(list.name) : null, displaced: displaced2 });
    }
  }
  return cells;
}
var ballotsIn = (cells) => cells.reduce((sum3, cell) => sum3 + cell.ballots, 0);
var byFirst = (a, b) => a[0].index - b[0].index;
function joinCells(cells, smallest2) {
  let groups = cells.map((cell) => [cell]);
  const isSmall = (group) => ballotsIn(group) > 0 && ballotsIn(group) < smallest2;
  const isLarge = (group) => ballotsIn(group) >= smallest2;
  for (const bucketOf of [({ booth: booth3, dusun }) => `${booth3.tps}-${dusun}`, ({ booth: booth3 }) => `${booth3.tps}`, () => "village"]) {
    const buckets = /* @__PURE__ */ new Map();
    for (const group of groups) {
      const name3 = bucketOf(group[0]);
      if (!buckets.has(name3)) buckets.set(name3, []);
      buckets.get(name3).push(group);
    }
    groups = [...buckets.values()].flatMap((bucket) => joinBucket(bucket, isSmall, isLarge)).sort(byFirst);
  }
  return groups;
}
function joinBucket(bucket, isSmall, isLarge) {
  const small = bucket.filter(isSmall);
  if (small.length === 0) return bucket;
  const rest = bucket.filter((group) => !isSmall(group));
  let joined = small.flat();
  if (isSmall(joined)) {
    const large = rest.filter(isLarge).sort((a, b) => ballotsIn(a) - ballotsIn(b) || byFirst(a, b));
    if (large.length > 0) {
      rest.splice(rest.indexOf(large[0]), 1);
      joined = [...joined, ...large[0]];
    }
  }
  joined.sort((a, b) => a.index - b.index);
  return [...rest, joined];
}
function groupRow(number, cells, smallest2, options) {
  const ballots = ballotsIn(cells);
  const status = ballots === 0 ? "empty" : ballots < smallest2 ? "too-small" : "decrypt";
  return {
    group: number,
    cells: cells.map(({ booth: booth3, dusun, ballots: own }) => ({ tps: booth3.tps, booth: booth3.booth, dusun, ballots: own })),
    ballots,
    status,
    sums: status === "decrypt" ? sumOf2(cells, options).encoded() : []
  };
}
function sumOf2(cells, options) {
  const total = new CiphertextSum(options);
  for (const { sum: sum3, displaced: displaced2 } of cells) {
    if (!sum3) continue;
    const cell = displaced2.reduce((left, row) => without(left, row.item, options), sum3);
    total.R = total.R.map((point2, j) => add2(point2, cell.R[j]));
    total.C = total.C.map((point2, j) => add2(point2, cell.C[j]));
  }
  return total;
}
function differences(stated, computed) {
  const same2 = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const differs = (pick) => !same2(pick(stated), pick(computed));
  const withReason = (wanted) => (set) => set.set_aside.filter(({ reason }) => wanted === (reason === "invalid-proof"));
  const withRemark = (...remarks) => (set) => set.remarks.filter(({ remark }) => remarks.includes(remark));
  const layout = (set) => set.groups.map(({ cells, ballots, status }) => ({ cells, ballots, status }));
  const found = [];
  const need = (check, why, pick) => differs(pick) && found.push({ check, why: `${why} of the count set do not follow from the logs` });
  need(7, "the booths' lines", (set) => set.booths);
  need(12, "the ballots with invalid proofs", withReason(true));
  need(13, "the remarks on tests", withRemark("challenge-differs", "challenge-token"));
  need(14, "the ballots set aside", withReason(false));
  need(15, "the remarks on repeated random numbers", withRemark("repeated-r"));
  if (!found.some(({ check }) => [7, 12, 14].includes(check))) need(16, "the groups", layout);
  if (!differs(layout)) need(17, "the encrypted sums", (set) => set.groups.map(({ sums }) => sums));
  need(25, "the decisions", (set) => set.decisions);
  if (found.length === 0) need(18, "other bytes", (set) => set);
  return found;
}

// src/record.js
var CHECKS = [
  [/^election\.json$/, 1],
  [/^election\.json\.note$/, 2],
  [/^acceptances\//, 3],
  [/^tokens\//, 4],
  [/^logs\//, 5],
  [/^checkpoints\//, 10],
  [/^receipts\//, 11],
  [/^decisions\//, 25],
  [/^statements\//, 28],
  [/^villages\/[^/]+\/set-[^/]+\/village\.json$/, 18],
  [/^villages\/[^/]+\/set-[^/]+\/village\.json\.note$/, 19],
  [/^villages\/[^/]+\/set-[^/]+\/[^/]+\.share\.json$/, 21],
  [/^villages\/[^/]+\/result\.json$/, 23],
  [/^results\.json$/, 23],
  [/^election\.checkpoint$/, 20]
];
function checkOf(path) {
  return CHECKS.find(([pattern]) => pattern.test(path))?.[1] ?? 90;
}
function expectedFiles(evidence, definitionBytes, states) {
  const files = /* @__PURE__ */ new Map([["election.json", definitionBytes]]);
  if (evidence.seal) files.set("election.json.note", evidence.seal);
  for (const [path, bytes] of evidence.acceptances) files.set(path, bytes);
  for (const [name3, bytes] of evidence.lists) files.set(`tokens/${name3}.list`, bytes);
  for (const [path, { bytes }] of evidence.receipts) files.set(path, bytes);
  for (const state of states) {
    logFiles(files, evidence.definition, state);
    setFiles(files, state);
    for (const { hash: hash2, text, signatures } of state.decisions.values()) files.set(`decisions/${state.village.code}-${hash2}.note`, writeRecordNote(text, signatures));
  }
  for (const { hash: hash2, text, village, signatures } of keptStatements(evidence.statements.values()).kept) {
    files.set(`statements/${village.code}-${hash2}.note`, writeRecordNote(text, signatures));
  }
  for (const checkpoint of evidence.checkpoints.values()) {
    if (isKept(checkpoint)) files.set(`checkpoints/${toHex(sha256(utf8(checkpoint.text)))}.note`, writeRecordNote(checkpoint.text, checkpoint.signatures));
  }
  files.set("election.checkpoint", utf8(electionCheckpoint(evidence.definition, states)));
  return files;
}
function logFiles(files, definition, { logs }) {
  for (const { booth: booth3, entries, chain } of logs) {
    if (entries.items.size > 0) files.set(`logs/${booth3.name}.plkb`, writeBundle(definition, booth3, recordsOf(entries, chain)));
  }
}
function isKept(checkpoint) {
  const { booth: booth3, signatures } = checkpoint;
  if (!booth3) return signatures.length > 0;
  const members = signatures.filter(({ name: name3 }) => booth3.village.committee.keys.some((member) => member.name === name3));
  return signedByBooth(checkpoint) || enough(booth3.village, members);
}
function setFiles(files, state) {
  const signed = [...state.signed.values()];
  for (const { set, signatures } of signed) {
    const twice = signed.filter((other) => other.set.value.number === set.value.number).length > 1;
    const folder = `set-${set.value.number}${twice ? `-${set.hash}` : ""}`;
    files.set(`${state.folder}/${folder}/village.json`, set.bytes);
    files.set(`${state.folder}/${folder}/village.json.note`, writeRecordNote(state.noteText(set), signatures));
    shareFiles(files, state, set, folder);
  }
  const unsigned = signed.length === 0 ? state.computed : state.next;
  if (unsigned) files.set(`${state.folder}/set-${unsigned.value.number}/village.json`, unsigned.bytes);
}
function shareFiles(files, state, set, folder) {
  for (const [trustee, rows] of state.shares.get(set.hash) ?? []) {
    const head2 = { format: "pilkades/share/v1", election: set.value.election, village: set.value.village, set: set.hash, trustee };
    const groups = [...rows.values()].sort((a, b) => a.group - b.group);
    files.set(sharePath(state.village.code, folder, trustee), writeShareFile(head2, groups));
  }
}
function electionCheckpoint(definition, states) {
  const leaves = states.map((state) => state.shown.hashBytes);
  return checkpointText(definition.origin, leaves.length, rootOf(leaves));
}
function compareFiles(files, expected, report) {
  for (const [path, bytes] of expected) {
    const found = files.get(path);
    if (!found) report.fail(checkOf(path), { file: path, why: "this file follows from the evidence, but it is missing" });
    else if (!equalBytes(found, bytes)) reportDifference(path, found, bytes, report);
    else report.pass(checkOf(path));
  }
  for (const path of files.keys()) {
    if (path !== "MANIFEST" && !expected.has(path)) report.fail(checkOf(path), { file: path, why: "this file does not follow from the evidence" });
  }
}
function reportDifference(file, found, bytes, report) {
  const parts = checkOf(file) === 18 ? attempt(() => differences(readCountSet(found).value, readCountSet(bytes).value)).value : void 0;
  for (const { check, why } of parts ?? []) report.fail(check, { file, why });
  if (!parts) report.fail(checkOf(file), { file, why: `the file differs from what follows from the evidence, first at byte ${firstDifference(found, bytes)}` });
}
function firstDifference(a, b) {
  let position = 0;
  while (position < a.length && position < b.length && a[position] === b[position]) position += 1;
  return position;
}
function checkManifest(files, report, { partial } = {}) {
  const bytes = files.get("MANIFEST");
  if (!bytes) return report.fail(90, { file: "MANIFEST", why: "the list of files is missing" });
  const listed = readManifest(bytes);
  if (!listed) return report.fail(90, { file: "MANIFEST", why: "the list of files is not in its one form" });
  for (const [path, hash2] of listed) {
    const file = files.get(path);
    if (file && toHex(sha256(file)) !== hash2) report.fail(90, { file: path, why: "the file's hash is not the one in the list" });
    else if (!file && (!partial || isOf(partial, path))) report.fail(90, { file: path, why: "the list names this file, but it is not there" });
    else if (file) report.pass(90);
  }
  for (const path of files.keys()) {
    if (path !== "MANIFEST" && !listed.has(path)) report.fail(90, { file: path, why: "the list does not name this file" });
  }
}
function isOf(village, path) {
  return path.startsWith(`villages/${village}/`) || /^(acceptances|tokens|logs|decisions|statements|receipts)\//.test(path) && path.split("/")[1].startsWith(`${village}-`);
}
function readManifest(bytes) {
  let text;
  try {
    text = fromUtf8(bytes);
  } catch {
    return null;
  }
  const lines2 = text.split("\n");
  if (lines2.pop() !== "") return null;
  const listed = /* @__PURE__ */ new Map();
  let before = null;
  for (const line of lines2) {
    const parts = /^([0-9a-f]{64}) {2}([^\r]+)$/.exec(line);
    if (!parts) return null;
    const path = utf8(parts[2]);
    if (before && compareBytes(before, path) >= 0) return null;
    before = path;
    listed.set(parts[2], parts[1]);
  }
  return listed;
}

// src/tie.js
var sum = (list) => list.reduce((total, value) => total + value, 0);
var people4 = ({ male, female }) => male + female;
function tieOf(state, result, { kind, candidates }) {
  const decision = state.holding.get("tie");
  const ignore = (why) => decision ? { ignored: { decision: decision.hash, candidate: decision.body.candidate, why } } : {};
  if (kind !== "tie") return ignore("no-tie");
  const named2 = decision && candidates.includes(decision.body.candidate) ? decision : null;
  const rules = [];
  let decided = null;
  for (const { by, article } of state.village.rules.ties) {
    const asked = by === "external" ? { came: named2 ? "decided" : "waiting" } : ask(by, { state, result, candidates });
    const { winner, ...shown } = asked;
    rules.push({ by, article, ...shown });
    if (asked.came === "decided" && by !== "external") decided = { candidate: winner, by, article };
    if (asked.came !== "equal" && asked.came !== "no-single-largest") break;
  }
  if (decided) return { tie: { rules, decided }, ...ignore(named2 || !decision ? "rule-decides" : "not-a-leader") };
  if (!named2) return { tie: { rules }, ...ignore("not-a-leader") };
  const { body, hash: hash2 } = named2;
  return { tie: { rules, decided: { candidate: body.candidate, by: "external", article: body.article, decision: hash2 } } };
}
function ask(by, about) {
  if (by === "tps-won") return askTpsWon(about);
  const places = PLACES[by](about);
  const largest = largestOf(places, about);
  if (largest.came) return largest;
  const { place, holds, has } = largest;
  const { votes, why } = votesAt(about, holds, has);
  if (why) return { came: "unknown", place, why };
  return { ...verdict(votes), place, votes, ...pickWinner(votes, about.candidates) };
}
function verdict(numbers) {
  const most = Math.max(...numbers);
  return { came: numbers.filter((number) => number === most).length === 1 ? "decided" : "equal" };
}
function pickWinner(numbers, candidates) {
  return { winner: candidates[numbers.indexOf(Math.max(...numbers))] };
}
var PLACES = {
  "largest-tps": ({ state, result }) => state.village.tps.map(({ number, voters }) => ({
    place: { tps: number },
    holds: (cell) => cell.tps === number,
    has: (booth3) => booth3.tps === number,
    registered: people4(voters),
    present: presentAt(result.booths.filter(({ tps: tps3 }) => tps3 === number))
  })),
  "largest-dusun": ({ state, result }) => state.village.dusun.map(({ number, voters }) => ({
    place: { dusun: number },
    holds: (cell) => cell.dusun === number,
    has: (booth3) => booth3.lists.some(({ dusun }) => dusun === number),
    registered: people4(voters),
    present: numberOf(presentOfDusun(state, result.booths, number))
  })),
  "largest-booth": ({ state, result }) => state.village.booths.map((booth3, i) => ({
    place: { tps: booth3.tps, booth: booth3.booth },
    holds: (cell) => cell.tps === booth3.tps && cell.booth === booth3.booth,
    has: (other) => other === booth3,
    registered: people4(booth3.registered),
    present: presentAt([result.booths[i]])
  }))
};
var numberOf = (present) => present ? people4(present) : null;
function presentAt(rows) {
  return rows.every(({ present }) => present) ? sum(rows.map(({ present }) => people4(present))) : null;
}
function largestOf(places, { state }) {
  if (places.length === 1) return places[0];
  const byPresent = state.village.rules.largest_by === "present";
  if (byPresent && places.some(({ present }) => present === null)) return { came: "unknown", why: "attendance" };
  const voters = places.map(({ registered, present }) => byPresent ? present : registered);
  const most = Math.max(...voters);
  const largest = places.filter((_, i) => voters[i] === most);
  return largest.length === 1 ? largest[0] : { came: "no-single-largest" };
}
function votesAt({ state, result, candidates }, holds, has) {
  const doubtful = state.village.booths.some((booth3, i) => has(booth3) && (result.booths[i].doubt ?? 0) !== 0);
  if (doubtful) return { why: "not-counted" };
  const here = state.current.value.groups.filter(({ cells }) => cells.some(holds));
  if (here.some(({ status }) => status === "too-small")) return { why: "too-small" };
  if (here.some(({ cells }) => !cells.every(holds))) return { why: "joined" };
  return { votes: candidates.map((candidate2) => sum(here.map(({ group }) => state.totals.get(group)[candidate2 - 1]))) };
}
function askTpsWon(about) {
  const { state, candidates } = about;
  const won = candidates.map(() => 0);
  for (const { number } of state.village.tps) {
    const { votes, why } = votesAt(about, (cell) => cell.tps === number, (booth3) => booth3.tps === number);
    if (why) return { came: "unknown", place: { tps: number }, why };
    const most = Math.max(...votes);
    if (votes.filter((vote) => vote === most).length === 1) won[votes.indexOf(most)] += 1;
  }
  return { ...verdict(won), won, ...pickWinner(won, candidates) };
}

// src/result.js
var sum2 = (list) => list.reduce((total, value) => total + value, 0);
function resultOf(state) {
  const { village, evidence, current, totals } = state;
  const booths = current.value.booths.map((line, i) => boothRow(state, line, i));
  const groups = current.value.groups.filter(({ group }) => totals.has(group)).map(({ group, ballots }) => ({ group, ballots, totals: totals.get(group) }));
  const whole = village.options.map((_, j) => sum2(groups.map((group) => group.totals[j])));
  const blank = village.blank ? whole.at(-1) : 0;
  const valid = sum2(whole.slice(0, village.candidates));
  const attended = booths.every(({ attendance }) => attendance !== void 0);
  const doubt = doubtOf(state, booths);
  const value = {
    format: "pilkades/result/v1",
    mode: evidence.definition.mode,
    election: evidence.definition.idHex,
    village: village.code,
    set: current.hash,
    registered: village.registered,
    ...attended ? { present: sumOf(booths.map(({ present }) => present)), dptb: sumOf(booths.map(({ dptb }) => dptb)) } : {},
    ballots: sum2(current.value.groups.map(({ ballots }) => ballots)),
    options: village.options,
    groups,
    tps: tpsRows(current.value.groups, totals, village.n),
    totals: whole,
    valid,
    blank,
    blank_as: village.rules.blank_as,
    all: valid + blank,
    set_aside: doubt.aside + doubt.small,
    uncounted_booths: current.value.booths.filter((line) => !isCounted(line)).length,
    late: doubt.late,
    booths,
    dusun: dusunRows(state, booths)
  };
  value.outcome = outcomeOf(state, value, doubt);
  return { value, bytes: writePretty(value) };
}
function boothRow(state, line, i) {
  const { booth: booth3, entries } = state.logs[i];
  const closed = isCounted(line) ? state.inputs[i].chain.closed : null;
  const doubt = isCounted(line) ? void 0 : doubtOfBooth(state, line, state.logs[i]);
  const attendance = attendanceOf(state, booth3, line, closed, doubt);
  const { cast, challenged, cancelled } = line;
  const { tokens, slips } = closed?.officers ?? {};
  const row = { tps: booth3.tps, booth: booth3.booth, registered: booth3.registered, ...attendance, cast, challenged, cancelled };
  if (closed) Object.assign(row, { tokens, slips });
  row.mismatches = mismatches({ dpt: booth3.dpt, cast, challenged, cancelled, ...attendance, tokens, slips });
  if (closed?.reason !== void 0) row.reason = closed.reason;
  if (doubt !== void 0) row.doubt = doubt;
  return row;
}
var NOBODY = { male: 0, female: 0 };
function attendanceOf(state, booth3, line, closed, doubt) {
  const decision = state.holding.get(`attendance ${booth3.name}`);
  if (decision) {
    const { lists } = decision.body;
    return { present: sumOf(lists.map((list) => list.present)), dptb: sumOf(lists.map((list) => list.dptb)), attendance: "decision" };
  }
  if (closed) return { present: closed.officers.present, dptb: closed.officers.dptb, attendance: "closed" };
  const unused = booth3.spare && line.decided === "left-out" && doubt === 0;
  return unused ? { present: NOBODY, dptb: NOBODY, attendance: "unused" } : {};
}
function doubtOfBooth(state, line, log) {
  const named2 = state.current.value.set_aside.filter((row) => row.tps === line.tps && row.booth === line.booth).length;
  if (line.decided === "left-out") return state.leftOutDoubt(log, named2);
  return sum2(log.booth.lists.map((list) => list.tokens));
}
function doubtOf(state, booths) {
  const counted = new Set(state.current.value.booths.filter(isCounted).map(({ tps: tps3, booth: booth3 }) => `${tps3}-${booth3}`));
  const aside = state.current.value.set_aside.filter(({ tps: tps3, booth: booth3 }) => counted.has(`${tps3}-${booth3}`)).length;
  const small = sum2(state.current.value.groups.filter(({ status }) => status === "too-small").map(({ ballots }) => ballots));
  const uncounted = sum2(booths.map(({ doubt }) => doubt ?? 0));
  return { aside, small, uncounted, late: state.lateBallots, all: aside + small + uncounted + state.lateBallots };
}
function tpsRows(groups, totals, n) {
  let rows = [];
  for (const group of groups) {
    if (!totals.has(group.group)) continue;
    const tps3 = new Set(group.cells.map((cell) => cell.tps));
    const touched = rows.filter((row) => [...row.tps].some((number) => tps3.has(number)));
    const joined = { tps: /* @__PURE__ */ new Set([...tps3, ...touched.flatMap((row) => [...row.tps])]), groups: [...touched.flatMap((row) => row.groups), group] };
    rows = [...rows.filter((row) => !touched.includes(row)), joined];
  }
  const made = rows.map((row) => ({
    tps: [...row.tps].sort((a, b) => a - b),
    ballots: sum2(row.groups.map(({ ballots }) => ballots)),
    totals: Array.from({ length: n }, (_, j) => sum2(row.groups.map(({ group }) => totals.get(group)[j])))
  }));
  return made.sort((a, b) => a.tps[0] - b.tps[0]);
}
function dusunRows(state, booths) {
  return state.village.dusun.map(({ number, name: name3, voters }) => {
    const cells = state.current.value.groups.flatMap(({ cells: all }) => all).filter(({ dusun }) => dusun === number);
    const row = { number, name: name3, registered: voters, ballots: sum2(cells.map(({ ballots }) => ballots)) };
    const present = presentOfDusun(state, booths, number);
    if (present) row.present = present;
    return row;
  });
}
function presentOfDusun(state, booths, number) {
  const lists = [];
  for (const [i, { booth: booth3 }] of state.logs.entries()) {
    if (!booth3.lists.some(({ dusun }) => dusun === number)) continue;
    const decision = state.holding.get(`attendance ${booth3.name}`);
    const present = decision ? decision.body.lists.find(({ dusun }) => dusun === number).present : presentOfOnly(booth3, booths[i].present);
    if (!present) return null;
    lists.push(present);
  }
  return sumOf(lists);
}
function presentOfOnly(booth3, present) {
  if (!present) return null;
  const nobody = present.male + present.female === 0;
  return booth3.lists.length === 1 || nobody ? present : null;
}
function outcomeOf(state, value, doubt) {
  const { village } = state;
  const votes = value.totals.slice(0, village.candidates);
  const ranked = [...votes].sort((a, b) => b - a);
  const second = votes.length === 1 ? value.blank : ranked[1];
  const most = ranked[0];
  const leaders = votes.flatMap((vote, i) => vote === most ? [i + 1] : []);
  const open = most === 0 || votes.length === 1 && most <= value.blank;
  const kind = open ? "open" : leaders.length > 1 ? "tie" : "winner";
  const margin = Math.max(0, most - second);
  const outcome = { kind, candidates: open ? [] : leaders, margin };
  const { tie, ignored } = tieOf(state, value, outcome);
  if (tie) outcome.tie = tie;
  if (ignored) outcome.ignored = ignored;
  const reasons = [
    ["set-aside", doubt.aside],
    ["uncounted-booths", doubt.uncounted],
    ["small-groups", doubt.small],
    ["late-ballots", doubt.late]
  ].filter(([, part]) => part !== 0 && margin <= doubt.all).map(([reason]) => reason);
  if (kind === "tie" && !tie.decided) reasons.push("tie");
  if (kind === "open") reasons.push("no-lead");
  outcome.final = reasons.length === 0;
  outcome.reasons = reasons;
  return outcome;
}
function inDoubt({ outcome }) {
  return outcome.reasons.some((reason) => !["tie", "no-lead"].includes(reason));
}
function resultsFile(definition, rows) {
  return writePretty({
    format: "pilkades/results/v1",
    mode: definition.mode,
    election: definition.idHex,
    villages: rows.map(({ district: _, regency: __, ...row }) => row),
    districts: summed(rows, 6, "district"),
    regencies: summed(rows, 4, "regency")
  });
}
function resultsRow(state, result) {
  const { village } = state;
  return {
    code: village.code,
    name: village.name,
    registered: village.registered,
    ballots: result?.ballots ?? sum2(state.shown.value.groups.map(({ ballots }) => ballots)),
    valid: result?.valid ?? 0,
    blank: result?.blank ?? 0,
    villages: 1,
    complete: state.isComplete() ? 1 : 0,
    district: village.district,
    regency: village.regency
  };
}
function summed(rows, digits, name3) {
  const sums = /* @__PURE__ */ new Map();
  for (const row of rows) {
    const code = row.code.slice(0, digits);
    if (!sums.has(code)) sums.set(code, { code, name: row[name3], registered: { male: 0, female: 0 }, ballots: 0, valid: 0, blank: 0, villages: 0, complete: 0 });
    const all = sums.get(code);
    all.registered = sumOf([all.registered, row.registered]);
    for (const field of ["ballots", "valid", "blank", "villages", "complete"]) all[field] += row[field];
  }
  return [...sums.values()];
}

// src/village.js
async function boothLog(evidence, booth3, pause) {
  const entries = evidence.booths.get(booth3.name);
  const receipts = evidence.receiptsOf.get(booth3.name) ?? [];
  const checkpoints = (evidence.checkpointsOf.get(booth3.name) ?? []).filter(signedByBooth);
  const { chain, status, fault } = await followLog(entries, pause);
  const log = { booth: booth3, entries, chain, status: status === "closed" ? "counted" : status, faults: fault ? [fault] : [], receipts, checkpoints };
  if (status !== "closed" && status !== "unclosed") return log;
  const against = contradictions(entries, [chain.path], receipts, checkpoints);
  const { invalid } = await judge(chain, pause);
  if (invalid > INVALID_LIMIT) against.push({ check: 12, why: `${invalid} ballots have invalid proofs` });
  return against.length > 0 ? { ...log, status: "quarantined", faults: against } : log;
}
function asideOf({ entries }, onChain = /* @__PURE__ */ new Set()) {
  return entries.cast().filter((item) => !onChain.has(item)).map((item) => ({ position: item.entry.position, code: item.place.codeHex, hash: item.entry.hashBytes }));
}
var VillageState = class {
  /** @param {import("./evidence.js").Evidence} evidence @param {import("./definition.js").Village} village @param {import("./verify.js").Report} report @param {any} pause */
  constructor(evidence, village, report, pause) {
    this.evidence = evidence;
    this.village = village;
    this.report = report;
    this.pause = pause;
    this.folder = `villages/${village.code}`;
    this.stopped = false;
    this.refused = false;
    this.remarks = [];
  }
  async work() {
    this.logs = [];
    for (const booth3 of this.village.booths) this.logs.push(await boothLog(this.evidence, booth3, this.pause));
    this.settleDecisions();
    this.computed = await this.ownSet();
    this.settleSets();
    await this.checkSets();
    this.next = this.current && !this.refused ? await this.successor() : null;
    this.findLate();
    this.checkShares();
    this.totals = this.openGroups();
  }
  fail(check, why, place = {}) {
    this.report.fail(check, { file: this.folder, ...place, why: `village ${this.village.code}: ${why}` });
  }
  // ---- decisions ----
  settleDecisions() {
    const all = [...this.evidence.decisions.get(this.village.code).values()];
    this.decisions = /* @__PURE__ */ new Map();
    for (const decision of all) {
      if (enough(this.village, decision.signatures)) this.decisions.set(decision.hash, decision);
      else this.fail(25, `decision ${decision.hash} is not signed by enough of the committee`);
    }
    const { holding, conflicts } = standing(this.decisions.values());
    this.holding = holding;
    for (const [one, other] of conflicts) {
      this.stopped = true;
      this.fail(25, `two different decisions number ${one.body.number} about one thing: ${one.hash} and ${other.hash}`);
    }
  }
  /** What a decision makes of a log that does not count by itself. @returns {Promise<{ decided?: string, chain: any, hash?: string }>} */
  async decided(log) {
    const decision = this.holding.get(`log ${log.booth.name}`);
    if (!decision || log.status === "counted") return { chain: null };
    if (decision.body.kind === "booth-missing") return { decided: "left-out", chain: null, hash: decision.hash };
    const chain = await decidedChain(decision, log, this.pause);
    return chain ? { decided: "counted", chain, hash: decision.hash } : { chain: null };
  }
  // ---- the set that follows from the evidence ----
  async ownSet() {
    const booths = [];
    const hashes = [];
    for (const log of this.logs) {
      const { decided, chain: byDecision, hash: hash2 } = await this.decided(log);
      if (hash2) hashes.push(hash2);
      booths.push(inputOf(log, { status: log.status, decided }, byDecision ?? (log.status === "counted" ? log.chain : null), 0));
    }
    return this.compute({ number: 1, decisions: hashes, booths, rank: 0 });
  }
  async compute(parts) {
    const { definition, tokens } = this.evidence;
    const { value, bytes } = await computeSet({ definition, tokens, village: this.village, ...parts }, this.pause);
    return countSet(value, bytes);
  }
  // ---- signed sets ----
  settleSets() {
    const all = this.evidence.sets.get(this.village.code);
    this.signed = /* @__PURE__ */ new Map();
    for (const [hash2, one] of all) {
      if (enough(this.village, one.signatures)) this.signed.set(hash2, one);
      else if (one.signatures.length > 0) this.fail(19, `count set ${hash2} is not signed by enough of the committee`);
    }
    const named2 = new Set([...this.signed.values()].map(({ set }) => set.value.predecessor));
    const newest = [...this.signed.values()].filter(({ set }) => !named2.has(set.hash)).map(({ set }) => set);
    this.current = newest.length === 1 ? newest[0] : null;
    if (newest.length > 1) {
      this.stopped = true;
      this.fail(18, `the committee has signed two count sets of which neither succeeds the other: ${newest[0].hash} and ${newest[1].hash}`);
    }
  }
  /** From the first set to the current one. */
  succession() {
    const sets = [];
    for (let set = this.current; set; set = this.signed.get(set.value.predecessor)?.set) sets.unshift(set);
    return sets;
  }
  async checkSets() {
    this.sets = this.succession();
    this.inputs = [];
    for (const [rank, set] of this.sets.entries()) {
      const before = this.sets[rank - 1];
      const found = await this.checkSet(set, before, rank);
      const isSuccessor = set.value.predecessor !== void 0;
      for (const { check, why } of found) this.fail(isSuccessor ? 26 : check, why);
      if (found.length > 0) this.stopped = this.refused = true;
    }
    if (this.current) await this.checkLogsAgain();
  }
  /** @returns {Promise<{ check: number, why: string }[]>} */
  async checkSet(set, before, rank) {
    const { number, predecessor, booths } = set.value;
    if (predecessor !== void 0 && !before) return [{ check: 26, why: `count set ${number}: its predecessor is not there` }];
    const found = [];
    if (number !== (before ? before.value.number + 1 : 1)) found.push({ check: 18, why: `count set ${number}: its number does not follow` });
    const inOrder = booths.length === this.logs.length && booths.every((line, i) => line.tps === this.village.booths[i].tps && line.booth === this.village.booths[i].booth);
    if (!inOrder) return [...found, { check: 7, why: "the booths' lines of the count set are not those of the definition" }];
    const added = booths.flatMap((line, i) => before && isCounted(line) && !isCounted(before.value.booths[i]) ? [this.village.booths[i]] : []);
    const follows = new Set(before ? this.stillFollowed(before, added) : []);
    const inputs = [];
    for (const [i, line] of booths.entries()) {
      const { input, fault } = await this.stated(set, before, line, i, rank, follows);
      if (fault) found.push(fault);
      inputs.push(input);
    }
    this.inputs = inputs;
    const computed = await this.compute({ number: before ? before.value.number + 1 : 1, predecessor, decisions: [...follows], booths: inputs, base: before?.value, rank });
    if (compareBytes(computed.bytes, set.bytes) !== 0) found.push(...differences(set.value, computed.value));
    return found;
  }
  /** The decisions of a set that a successor still follows: a booth that it adds is not left out any more. @param {Booth[]} added */
  stillFollowed(before, added) {
    return before.value.decisions.filter((hash2) => {
      const decision = this.decisions.get(hash2);
      return !(decision?.body.kind === "booth-missing" && added.includes(decision.booth));
    });
  }
  /** What a set's line of one booth is computed from (9.5). */
  async stated(set, before, line, i, rank, follows) {
    const log = this.logs[i];
    const old = before?.value.booths[i];
    if (old && (isCounted(old) || !isCounted(line))) return { input: { ...this.inputs[i], line: old } };
    if (!isCounted(line)) return this.statedUncounted(set, line, log, follows);
    const { chain, fault } = line.head === void 0 ? { chain: null, fault: { check: 7, why: "a counted log without an end" } } : await chainTo(log.entries, line.head, this.pause);
    const wrong = fault ?? this.countedFault(set, before, line, log, chain, follows);
    const own = !wrong;
    const input = inputOf(log, { status: line.status, decided: own ? line.decided : void 0 }, chain, rank);
    input.aside = chain && line.decided ? statedBranches(set, log, line.status) : [];
    return { input, fault: wrong ? { check: wrong.check === 25 ? 25 : 7, why: `booth ${log.booth.name}: ${wrong.why}` } : void 0 };
  }
  statedUncounted(set, line, log, follows) {
    const aside = statedRows(set, log);
    let fault;
    let shown = line;
    if (line.decided === "left-out") {
      const decision = this.listed(set, log, ({ kind }) => kind === "booth-missing");
      if (decision) follows.add(decision.hash);
      else fault = { check: 7, why: `booth ${log.booth.name}: left out without a decision that the set lists` };
      if (!decision) shown = { ...line, decided: void 0 };
    }
    return { input: { booth: log.booth, line: shown, chain: null, rank: Infinity, aside }, fault };
  }
  /** The newest decision about a booth that the set lists and that is there. */
  listed(set, log, fits) {
    const all = set.value.decisions.map((hash2) => this.decisions.get(hash2)).filter((decision) => decision && decision.booth === log.booth && fits(decision.body));
    return all.sort((a, b) => b.body.number - a.body.number)[0];
  }
  /** Why a set must not count this chain, or null; notes the decisions that it follows. */
  countedFault(set, before, line, log, chain, follows) {
    const ends = ({ head: head2, checkpoint }) => head2 === line.head && checkpoint === chain.checkpoint();
    const need = (kind2) => {
      const decision = this.listed(set, log, (body) => body.kind === kind2 && ends(body));
      if (decision) follows.add(decision.hash);
      return decision !== void 0;
    };
    if (before && !need("late-log")) return { check: 7, why: "a late log without a decision that the set lists" };
    if (line.decided === void 0) return chain.closed && line.status === "counted" ? null : { check: 7, why: "a log that is not closed is counted without a decision" };
    const kind = { unclosed: "count-unclosed", fork: "choose-fork" }[line.status];
    return kind && need(kind) ? null : { check: 7, why: "a log is counted by a decision that the set does not list" };
  }
  /** Evidence against logs that the current set counts (9.5, 9.6). */
  async checkLogsAgain() {
    for (const [i, line] of this.current.value.booths.entries()) {
      const log = this.logs[i];
      if (!log || !isCounted(line) || line.head === void 0) continue;
      const place = { file: `logs/${log.booth.name}.plkb` };
      if (line.decided) {
        const ends = branchEnds(log.entries) ?? [];
        const paths = ends.map((end) => pathTo(log.entries, end) ?? []);
        for (const { check, why } of contradictions(log.entries, paths, log.receipts, log.checkpoints)) this.fail(check, why, place);
      } else if (log.status !== "counted") {
        for (const { check, position, why } of log.faults) this.fail(check, why, { ...place, position });
      }
    }
  }
  // ---- late logs and successors (9.7) ----
  /** Logs that count now and that the current set does not count. */
  async lateLogs() {
    const late = [];
    for (const [i, line] of (this.current?.value.booths ?? []).entries()) {
      const log = this.logs[i];
      if (!log || isCounted(line)) continue;
      const byDecision = log.status === "counted" ? null : await this.decided(log);
      const chain = log.status === "counted" ? log.chain : byDecision.chain;
      if (chain) late.push({ index: i, log, chain, decided: byDecision?.decided, hash: byDecision?.hash });
    }
    return late;
  }
  async successor() {
    this.late = await this.lateLogs();
    const added = /* @__PURE__ */ new Map();
    const follows = [];
    for (const one of this.late) {
      const decision = this.holding.get(`late ${one.log.booth.name}`);
      if (!decision || decision.body.head !== one.chain.last || decision.body.checkpoint !== one.chain.checkpoint()) continue;
      added.set(one.index, one);
      follows.push(decision.hash, ...one.hash ? [one.hash] : []);
    }
    if (added.size === 0) return null;
    const rank = this.sets.length;
    follows.push(...this.stillFollowed(this.current, [...added.values()].map(({ log }) => log.booth)));
    const booths = this.inputs.map((input, i) => {
      const one = added.get(i);
      return one ? inputOf(one.log, { status: one.log.status, decided: one.decided }, one.chain, rank) : input;
    });
    const { hash: hash2, value } = this.current;
    return this.compute({ number: value.number + 1, predecessor: hash2, decisions: follows, booths, base: value, rank });
  }
  /** Late ballots in doubt (9.6, 10.4), and late logs as remarks. */
  findLate() {
    this.lateBallots = 0;
    if (!this.current) return;
    for (const [i, line] of this.current.value.booths.entries()) {
      const log = this.logs[i];
      if (!log || !line.decided) continue;
      const named2 = statedRows(this.current, log);
      const cast = new Set(log.entries.cast().map(({ entry, place }) => `${entry.position}-${place.codeHex}`));
      const counted = this.inputs[i]?.chain ? this.inputs[i].chain.path.filter(({ entry }) => entry.kind === KINDS.cast).map(({ entry, place }) => `${entry.position}-${place.codeHex}`) : [];
      const known2 = /* @__PURE__ */ new Set([...named2.map(({ position, code }) => `${position}-${code}`), ...counted]);
      const fresh = [...cast].filter((name3) => !known2.has(name3)).length;
      if (line.decided === "counted") this.lateBallots += fresh;
      else this.lateBallots += Math.max(0, named2.length + fresh - this.leftOutDoubt(log, named2.length));
    }
    for (const { log } of this.late ?? []) this.remarks.push(`booth ${log.booth.name}: its whole log is there, but the count set does not count it`);
    if (this.lateBallots > 0) this.remarks.push(`${this.lateBallots} late ballots`);
  }
  /** The most ballots in doubt for a booth that is left out (10.4). @param {BoothLog} log @param {number} named */
  leftOutDoubt(log, named2) {
    const decision = this.listed(this.current, log, ({ kind }) => kind === "booth-missing");
    return Math.max(decision?.body.at_most ?? 0, named2);
  }
  // ---- shares and totals ----
  /** Groups of a set that are its own: shares of the others belong to an earlier set (10.1). */
  ownGroups(set) {
    const before = this.signed.get(set.value.predecessor)?.set;
    const old = new Set(before ? before.value.groups.map(({ group }) => group) : []);
    return new Map(set.value.groups.filter(({ group, status }) => status === "decrypt" && !old.has(group)).map((row) => [row.group, row]));
  }
  checkShares() {
    this.shares = /* @__PURE__ */ new Map();
    for (const { path, village, value } of this.evidence.shares) {
      if (village !== this.village) continue;
      const set = this.signed.get(value.set)?.set;
      if (!set) this.report.fail(21, { file: path, why: "shares of a count set that the committee has not signed" });
      else this.checkShareFile(path, value, set);
    }
  }
  checkShareFile(path, value, set) {
    const own = this.ownGroups(set);
    for (const row of value.groups) {
      const group = own.get(row.group);
      const wrong = group ? this.shareFault(value, set, group, row) : "no group of this count set is asked for by this number";
      if (wrong) {
        this.report.fail(21, { file: path, why: `trustee ${value.trustee}, group ${row.group}: ${wrong}` });
        continue;
      }
      const ofSet = getOrMake(this.shares, value.set, () => /* @__PURE__ */ new Map());
      const ofTrustee = getOrMake(ofSet, value.trustee, () => /* @__PURE__ */ new Map());
      const known2 = ofTrustee.get(row.group);
      if (!known2 || compareBytes(bytesOf(row), bytesOf(known2)) < 0) ofTrustee.set(row.group, row);
    }
  }
  shareFault(value, set, group, row) {
    if (row.shares.length !== group.sums.length) return "not one share for each option";
    for (const [j, share] of row.shares.entries()) {
      const { r, c } = group.sums[j];
      const statement = {
        election: this.evidence.definition.id,
        village: this.village.code,
        set: set.hashBytes,
        group: row.group,
        option: j + 1,
        trustee: value.trustee,
        verifyingShare: this.village.trustees.shares[value.trustee - 1]
      };
      const { value: wrong, error } = attempt(() => verifyShare({ ...statement, r: fromHex(r), c: fromHex(c) }, encoded(share)));
      if (wrong || error) return `option ${j + 1}: the proof does not hold`;
    }
    return null;
  }
  /** Totals by group number, or null while a group waits. @returns {Map<number, number[]> | null} */
  openGroups() {
    if (!this.current || this.stopped) return null;
    const totals = /* @__PURE__ */ new Map();
    const n = this.village.n;
    for (const { group, status, ballots, sums } of this.current.value.groups) {
      if (status === "too-small") continue;
      if (status === "empty") {
        totals.set(group, Array(n).fill(0));
        continue;
      }
      const opened = this.openGroup(group, ballots, sums);
      if (!opened) return null;
      totals.set(group, opened);
    }
    return totals;
  }
  openGroup(group, ballots, sums) {
    const shares = this.sharesOf(group);
    const { threshold } = this.village.trustees;
    if (shares.length < threshold) return null;
    const totals = sums.map(({ r, c }, j) => {
      const ofOption = shares.map(({ trustee, row }) => ({ trustee, d: fromHex(row.shares[j].d) }));
      return discreteLog(combine(threshold, ofOption, { r: fromHex(r), c: fromHex(c) }), ballots);
    });
    const rest = ballots - totals.reduce((sum3, total) => sum3 + (total ?? 0), 0);
    if (totals.includes(null) || rest < 0) {
      this.fail(22, `group ${group} opens to an impossible total`);
      return null;
    }
    return [...totals, rest];
  }
  sharesOf(group) {
    const found = [];
    for (const set of this.sets) {
      for (const [trustee, rows] of this.shares.get(set.hash) ?? []) {
        if (rows.has(group)) found.push({ trustee, row: rows.get(group) });
      }
    }
    return found.sort((a, b) => a.trustee - b.trustee);
  }
  // ---- the whole ----
  /** Text of the committee's note over a set. @param {import("./set-file.js").CountSet} set */
  noteText(set) {
    return setNoteText(this.evidence.definition, this.village.code, set.hash);
  }
  /** The set that stands for the village in the election tree. */
  get shown() {
    return this.current ?? this.computed;
  }
  /** All booths counted or left out, signed, decrypted. */
  isComplete() {
    return this.totals !== null && !this.stopped && this.shown.value.booths.every((line) => isCounted(line) || line.decided === "left-out");
  }
};
function inputOf(log, found, chain, rank) {
  const line = lineOf(log.booth, found, chain ?? log.chain);
  if (!chain) return { booth: log.booth, line, chain: null, rank: Infinity, aside: asideOf(log) };
  const onChain = new Set(chain.path);
  const aside = found.decided ? asideOf(log, onChain).map((row) => ({ ...row, reason: `log-${found.status}` })) : [];
  return { booth: log.booth, line, chain, rank, aside };
}
function statedRows(set, { booth: booth3 }) {
  return set.value.set_aside.filter((row) => row.tps === booth3.tps && row.booth === booth3.booth);
}
function statedBranches(set, log, status) {
  const hashes = new Map(log.entries.cast().map(({ entry, place }) => [`${entry.position}-${place.codeHex}`, entry.hashBytes]));
  const rows = statedRows(set, log).filter(({ reason }) => reason.startsWith("log-"));
  return rows.map((row) => ({ ...row, reason: `log-${status}`, hash: hashes.get(`${row.position}-${row.code}`) }));
}
function getOrMake(map, key2, make) {
  if (!map.has(key2)) map.set(key2, make());
  return map.get(key2);
}
var encoded = ({ d, u, v, z }) => ({ d: fromHex(d), u: fromHex(u), v: fromHex(v), z: fromHex(z) });
var bytesOf = ({ shares }) => concat(...shares.flatMap((share) => Object.values(encoded(share))));

// src/verify.js
var CHECKS2 = /* @__PURE__ */ new Map([
  [1, "definition"],
  [2, "seal"],
  [3, "acceptances"],
  [4, "token-lists"],
  [5, "bundles"],
  [6, "entry-signatures"],
  [7, "chain"],
  [8, "bodies"],
  [9, "close-counts"],
  [10, "checkpoints"],
  [11, "receipts"],
  [12, "ballot-proofs"],
  [13, "challenges"],
  [14, "tokens"],
  [15, "repeated-r"],
  [16, "groups"],
  [17, "sums"],
  [18, "count-sets"],
  [19, "committee"],
  [20, "trees"],
  [21, "shares"],
  [22, "totals"],
  [23, "results"],
  [24, "accounting"],
  [25, "decisions"],
  [26, "successors"],
  [27, "notes"],
  [28, "statements"],
  [90, "manifest"]
]);
var FAILURES = 1e3;
var Report = class {
  constructor() {
    this.checks = new Map([...CHECKS2].map(([number, name3]) => [number, { number, name: name3, passed: 0, failures: [] }]));
  }
  /** @param {number} number @param {Failure} failure */
  fail(number, { file, position, why }) {
    const { failures } = this.checks.get(number);
    if (failures.length >= FAILURES) return;
    const failure = { why };
    if (file !== void 0) failure.file = file;
    if (position !== void 0) failure.position = position;
    failures.push(failure);
  }
  /** @param {number} number @param {number} [count] */
  pass(number, count3 = 1) {
    this.checks.get(number).passed += count3;
  }
  /** Runs `read`; what it throws is a failure of this check and file. @param {number} number @param {string} file @param {() => void} read */
  guard(number, file, read) {
    try {
      read();
    } catch (error) {
      this.fail(number, { file, why: error instanceof VerifyError ? error.why : `the file cannot be read (${error})` });
    }
  }
  get failed() {
    return [...this.checks.values()].some(({ failures }) => failures.length > 0);
  }
};
var Cancelled = class extends Error {
};
var TURN = 30;
function pacer(total, onProgress, isCancelled) {
  let done = 0;
  let last = Date.now();
  return async (count3) => {
    done += count3;
    if (Date.now() - last < TURN) return;
    onProgress?.({ done: Math.min(done, total), total });
    await new Promise((resume) => setTimeout(resume, 0));
    if (isCancelled?.()) throw new Cancelled("cancelled");
    last = Date.now();
  };
}
function workIn(files) {
  let total = files.size;
  for (const [path, bytes] of files) {
    if (path.startsWith("logs/")) total += Math.ceil(3 * bytes.length / 500);
  }
  return total;
}
async function verifyRecord(files, { electionId, extract, onProgress, isCancelled } = {}) {
  const report = new Report();
  const verdict2 = { exit: 3, electionId: null, mode: null, root: null, checks: [...report.checks.values()], remarks: [], notChecked: [], villages: [] };
  try {
    const definition = definitionOf(files, electionId, report);
    if (!definition) return verdict2;
    verdict2.electionId = definition.idHex;
    verdict2.mode = definition.mode;
    const pause = pacer(workIn(files), onProgress, isCancelled);
    if (extract) await verifyExtract(definition, files, extract, { report, pause, verdict: verdict2 });
    else await verifyAll(definition, files, { report, pause, verdict: verdict2 });
    onProgress?.({ done: workIn(files), total: workIn(files) });
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    report.fail(90, { why: `the record cannot be checked to its end (${error instanceof VerifyError ? error.why : error?.stack ?? error})` });
  }
  verdict2.exit = exitOf(report, verdict2);
  return verdict2;
}
function exitOf(report, { remarks, villages }) {
  if (report.failed) return 3;
  if (!villages.every(({ complete, next }) => complete && next === null)) return 2;
  return remarks.length > 0 ? 1 : 0;
}
function definitionOf(files, electionId, report) {
  const file = "election.json";
  const bytes = files.get(file);
  if (!bytes) {
    report.fail(1, { file, why: "the definition is missing" });
    return null;
  }
  let definition = null;
  report.guard(1, file, () => {
    definition = readDefinition(bytes);
  });
  const id = toHex(electionIdOf(bytes));
  if (electionId !== void 0 && electionId !== id) report.fail(1, { file, why: `this record is of election ${id}, not of ${electionId}` });
  if (definition) report.pass(1);
  return definition;
}
async function verifyAll(definition, files, { report, pause, verdict: verdict2 }) {
  const evidence = await gather(definition, files, report, pause);
  needFixedFiles(definition, files, definition.villages, report);
  const states = [];
  for (const village of definition.villages) states.push(await workOn(evidence, village, report, pause));
  needSignedStatements(evidence, report);
  const expected = expectedFiles(evidence, files.get("election.json"), states);
  const results = states.map((state) => state.totals ? resultOf(state) : null);
  results.forEach((result, i) => result && expected.set(`${states[i].folder}/result.json`, result.bytes));
  expected.set("results.json", resultsFile(definition, states.map((state, i) => resultsRow(state, results[i]?.value ?? null))));
  compareFiles(files, expected, report);
  checkManifest(files, report);
  conclude(verdict2, { evidence, states, results: results.map((result) => result?.value ?? null), root: rootOfText(electionCheckpoint(definition, states)) });
}
async function workOn(evidence, village, report, pause) {
  const state = new VillageState(evidence, village, report, pause);
  await state.work();
  return state;
}
function needSignedStatements({ statements }, report) {
  for (const { hash: hash2, village } of keptStatements(statements.values()).refused) {
    report.fail(28, { why: `statement ${hash2} about village ${village.code} is not signed by enough of those who may` });
  }
}
function needFixedFiles(definition, files, villages, report) {
  for (const village of villages) {
    village.trustees.shares.forEach((_, i) => {
      const file = `acceptances/${village.code}-t${String(i + 1).padStart(2, "0")}.json`;
      if (!files.has(file)) report.fail(3, { file, why: "the trustee has not accepted this definition" });
    });
    for (const list of village.booths.flatMap((booth3) => booth3.lists)) {
      const file = `tokens/${list.name}.list`;
      if (!files.has(file)) report.fail(4, { file, why: "the token list is missing" });
    }
  }
}
function rootOfText(text) {
  return toHex(parseCheckpoint(text).root);
}
function conclude(verdict2, { evidence, states, results, root }) {
  verdict2.root = root;
  for (const { booth: booth3, root: other } of evidence.checkpoints.values()) {
    if (booth3 === null && toHex(other) !== root) verdict2.remarks.push(`the authority has signed another root of the election, ${toHex(other)}`);
  }
  states.forEach((state, i) => verdict2.villages.push(villageVerdict(state, results[i], verdict2.remarks)));
}
function villageVerdict(state, result, remarks) {
  const { village, shown } = state;
  const own = [...state.remarks];
  if (shown.value.set_aside.length > 0) own.push(`${shown.value.set_aside.length} ballots are set aside`);
  if (shown.value.remarks.length > 0) own.push(`${shown.value.remarks.length} remarks on entries`);
  for (const { tps: tps3, booth: booth3, decided } of shown.value.booths) {
    if (decided) own.push(`booth ${tps3}-${booth3} is ${decided === "counted" ? "counted" : "left out"} by decision`);
  }
  if (result && inDoubt(result)) own.push("what is in doubt could change the result");
  if (result?.outcome.ignored) own.push(`the decision on a tie ${result.outcome.ignored.decision} is ignored`);
  for (const remark of own) remarks.push(`village ${village.code}: ${remark}`);
  return {
    code: village.code,
    name: village.name,
    complete: state.isComplete(),
    next: state.next?.hash ?? null,
    set: shown.hash,
    number: shown.value.number,
    signedBy: (state.current ? state.signed.get(state.current.hash).signatures : []).map(({ name: name3 }) => name3),
    booths: shown.value.booths,
    setAside: shown.value.set_aside,
    remarks: shown.value.remarks,
    ballots: shown.value.groups.reduce((sum3, { ballots }) => sum3 + ballots, 0),
    result,
    remarksOf: own
  };
}
async function verifyExtract(definition, files, { village: code, leaves }, { report, pause, verdict: verdict2 }) {
  const village = definition.villageOf.get(code);
  if (!village || !Array.isArray(leaves) || leaves.length !== definition.villages.length) {
    report.fail(1, { file: "election.json", why: `the definition has no village ${code}, or another number of villages than there are leaves` });
    return;
  }
  const evidence = await gather(definition, files, report, pause);
  needFixedFiles(definition, files, [village], report);
  const state = await workOn(evidence, village, report, pause);
  const result = state.totals ? resultOf(state) : null;
  needSignedStatements(evidence, report);
  const expected = expectedFiles(evidence, files.get("election.json"), [state]);
  if (result) expected.set(`${state.folder}/result.json`, result.bytes);
  expected.delete("election.checkpoint");
  const alone = new Map([...files].filter(([path]) => path !== "results.json" && path !== "election.checkpoint"));
  compareFiles(alone, expected, report);
  const root = checkLeaves(definition, files, village, { state, leaves, report });
  checkOwnLine(files, state, result?.value ?? null, report);
  checkManifest(files, report, { partial: village.code });
  verdict2.notChecked.push("the logs, count sets and results of the other villages, and the sums over villages");
  conclude(verdict2, { evidence, states: [state], results: [result?.value ?? null], root });
}
function checkLeaves(definition, files, village, { state, leaves, report }) {
  const file = "election.checkpoint";
  const own = definition.villages.indexOf(village);
  const shown = leaves.map((leaf, i) => i === own ? state.shown : { hashBytes: attempt(() => fromHex(leaf, 32)).value ?? new Uint8Array(32) });
  const text = electionCheckpoint(definition, shown.map((one) => ({ shown: one })));
  if (leaves[own] !== state.shown.hash) report.fail(20, { file, why: "the village's leaf is not its count set" });
  const found = files.get(file);
  const same2 = found && attempt(() => fromUtf8(found)).value === text;
  if (same2) report.pass(20);
  else report.fail(20, { file, why: "the leaves do not lead to the election's checkpoint" });
  return rootOfText(text);
}
function checkOwnLine(files, state, result, report) {
  const file = "results.json";
  report.guard(23, file, () => {
    const { district: _, regency: __, ...expected } = resultsRow(state, result);
    const { value: found, error } = attempt(() => JSON.parse(fromUtf8(files.get(file) ?? new Uint8Array(0))));
    const line = error ? void 0 : found?.villages?.find?.((row) => row?.code === expected.code);
    if (JSON.stringify(line) === JSON.stringify(expected)) report.pass(23);
    else report.fail(23, { file, why: "the village's line does not follow from its result" });
  });
}

// src/cli.js
var EXIT = { usage: 64, unreadable: 66, internal: 70 };
var WORDS = {
  id: {
    usage: `Pemakaian:
  pilkades-verify ARSIP [--election-id HEX] [--json] [--lang id|en]    memeriksa seluruh arsip
  pilkades-verify receipt MAP --root HEX [--json] [--lang id|en]        memeriksa berkas tanda terima
  pilkades-verify --batch                                               arsip dari masukan baku, satu per baris`,
    verdict: {
      0: "Arsip ini lengkap dan benar.",
      1: "Arsip ini lengkap dan benar, dengan catatan.",
      2: "Arsip ini benar, tetapi belum lengkap.",
      3: "Arsip ini GAGAL diperiksa: jangan dipercaya sebelum dijelaskan."
    },
    receipt: { 0: "Surat suara ini ada dalam pohon di bawah akar itu.", 1: "Surat suara ini tercatat, tetapi TIDAK dihitung", 3: "Tanda terima ini TIDAK cocok dengan akar itu." },
    failed: (number, name3) => `Pemeriksaan ${number} (${name3}) gagal`,
    passed: (count3) => `${count3} pemeriksaan tanpa kegagalan`,
    election: "Nomor pemilihan",
    root: "Akar pemilihan",
    remark: "Catatan",
    unchecked: "Nomor pemilihan di atas belum dibandingkan dengan kertas (--election-id).",
    unreadable: "Tidak dapat dibaca"
  },
  en: {
    usage: `Usage:
  pilkades-verify RECORD [--election-id HEX] [--json] [--lang id|en]   checks a whole record
  pilkades-verify receipt DIR --root HEX [--json] [--lang id|en]        checks the files of a receipt
  pilkades-verify --batch                                               records from standard input, one a line`,
    verdict: {
      0: "This record is complete and correct.",
      1: "This record is complete and correct, with remarks.",
      2: "This record is correct, but not complete yet.",
      3: "This record FAILED: do not trust it before that is explained."
    },
    receipt: { 0: "This ballot is in the tree under that root.", 1: "This ballot is recorded, but NOT counted", 3: "This receipt does NOT lead to that root." },
    failed: (number, name3) => `Check ${number} (${name3}) failed`,
    passed: (count3) => `${count3} checks without a failure`,
    election: "Election number",
    root: "Election root",
    remark: "Remark",
    unchecked: "The election number above was not compared with paper (--election-id).",
    unreadable: "Cannot be read"
  }
};
var Usage = class extends Error {
};
var Unreadable = class extends Error {
};
async function main(words, terminal2) {
  let lang = "id";
  try {
    const args = parse(words);
    lang = args.lang;
    if (args.batch) return await batch(terminal2);
    return args.receipt ? await receipt(args, terminal2) : await record(args, terminal2);
  } catch (error) {
    if (error instanceof Usage) {
      terminal2.err(`${plain2(error.message)}
${WORDS[lang].usage}`);
      return EXIT.usage;
    }
    if (error instanceof Unreadable) {
      terminal2.err(`${WORDS[lang].unreadable}: ${plain2(error.message)}`);
      return EXIT.unreadable;
    }
    throw error;
  }
}
function parse(words) {
  const args = { lang: "id", json: false, batch: false, receipt: false, path: void 0, electionId: void 0, root: void 0 };
  const rest = [...words];
  const next = (option) => rest.shift() ?? usage(`${option} needs a value`);
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--json") args.json = true;
    else if (word === "--batch") args.batch = true;
    else if (word === "--lang") args.lang = next(word);
    else if (word === "--election-id") args.electionId = hash(word, next(word));
    else if (word === "--root") args.root = hash(word, next(word));
    else if (word.startsWith("--")) usage(`unknown option ${word}`);
    else if (word === "receipt" && !args.receipt && args.path === void 0) args.receipt = true;
    else if (args.path === void 0) args.path = word;
    else usage(`one folder at a time, not also ${word}`);
  }
  if (!Object.hasOwn(WORDS, args.lang)) {
    args.lang = "id";
    usage("--lang id|en");
  }
  if (!args.batch && args.path === void 0) usage("no folder is named");
  if (args.receipt && args.root === void 0) usage("--root is missing");
  return args;
}
function usage(why) {
  throw new Usage(why);
}
function hash(option, value) {
  return isHex(value, 32) ? value : usage(`${option} needs 64 digits of lower-case hexadecimal`);
}
async function readFolder(folder) {
  const files = /* @__PURE__ */ new Map();
  await readInto(files, folder, "");
  return files;
}
async function readInto(files, folder, inside) {
  const entries = await orUnreadable(() => readdir(join(folder, inside), { withFileTypes: true }));
  for (const entry of entries) {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) await readInto(files, folder, path);
    else if (entry.isFile()) files.set(path, new Uint8Array(await orUnreadable(() => readFile(join(folder, path)))));
    else throw new Unreadable(`${path}: neither file nor folder; a record has no links`);
  }
}
async function orUnreadable(read) {
  try {
    return await read();
  } catch (error) {
    throw new Unreadable(error.message);
  }
}
async function readRecord(folder) {
  const status = await orUnreadable(() => lstat(folder));
  if (!status.isDirectory()) throw new Unreadable(`${folder}: not a folder`);
  return readFolder(folder);
}
async function record({ path, electionId, json, lang }, { out }) {
  const verdict2 = await verifyRecord(await readRecord(path), { electionId });
  if (json) out(JSON.stringify(verdict2, null, 2));
  else for (const line of told(verdict2, electionId, WORDS[lang])) out(plain2(line));
  return verdict2.exit;
}
function* told({ checks, electionId, exit, remarks, root }, given, words) {
  if (electionId) yield `${words.election}: ${electionId}`;
  if (root) yield `${words.root}: ${root}`;
  for (const { number, name: name3, failures } of checks) {
    for (const { file, position, why } of failures) yield `${words.failed(number, name3)}: ${[file, position, why].filter((part) => part !== void 0).join(": ")}`;
  }
  yield words.passed(checks.filter(({ failures }) => failures.length === 0).length);
  for (const remark of remarks) yield `${words.remark}: ${remark}`;
  if (given === void 0) yield words.unchecked;
  yield words.verdict[exit];
}
async function receipt({ path, root, json, lang }, { out }) {
  const file = (name3) => orUnreadable(() => readFile(join(path, name3)));
  const files = { entry: new Uint8Array(await file("entry.bin")), proof: new Uint8Array(await file("booth.tlog-proof")), upper: new Uint8Array(await file("upper.json")) };
  const found = checkedReceipt(files, fromHex(root));
  const exit = !found.ok ? 3 : found.setAside === null ? 0 : 1;
  if (json) out(JSON.stringify({ exit, ...found }, null, 2));
  else {
    for (const { file: name3, why } of found.failures) out(plain2(`${name3}: ${why}`));
    out(plain2(WORDS[lang].receipt[exit] + (exit === 1 ? `: ${found.setAside}` : "")));
  }
  return exit;
}
function checkedReceipt(files, root) {
  try {
    return verifyReceiptFiles(files, root);
  } catch (error) {
    if (error instanceof VerifyError) throw new Unreadable(`${error.file ?? ""}: ${error.why}`);
    throw error;
  }
}
async function batch({ in: input, out }) {
  for await (const line of createInterface({ input })) {
    const [path, electionId] = line.split("	");
    out(JSON.stringify(await shortVerdict(path, electionId)));
  }
  return 0;
}
async function shortVerdict(path, electionId) {
  try {
    const { exit, checks, remarks } = await verifyRecord(await readRecord(path), { electionId });
    const failed = checks.filter(({ failures }) => failures.length > 0).map(({ number }) => number);
    return { path, exit, check: failed[0] ?? null, checks: failed, remarks };
  } catch (error) {
    if (error instanceof Unreadable) return { path, exit: EXIT.unreadable, check: null, checks: [], why: error.message };
    throw error;
  }
}
var STEERING = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;
function plain2(text) {
  return text.replace(STEERING, (symbol) => `<U+${symbol.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);
}
var terminal = { in: process.stdin, out: (line) => process.stdout.write(`${line}
`), err: (line) => process.stderr.write(`${line}
`) };
main(process.argv.slice(2), terminal).then(
  (exit) => {
    process.exitCode = exit;
  },
  (error) => {
    terminal.err(String(error?.stack ?? error));
    process.exitCode = EXIT.internal;
  }
);
export {
  main
};

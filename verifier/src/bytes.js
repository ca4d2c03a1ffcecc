// Bytes, numbers and texts (spec 1.1), and the one error that readers throw.

/** What a reader or check throws: what is wrong, and where as far as it is known. */
export class VerifyError extends Error {
  /**
   * @param {string} why one English sentence without a full stop
   * @param {{ file?: string, position?: number }} [place] `position`: byte offset in a file, unless the caller says otherwise
   */
  constructor(why, { file, position } = {}) {
    super(why);
    this.name = "VerifyError";
    this.why = why;
    if (file !== undefined) this.file = file;
    if (position !== undefined) this.position = position;
  }
}

/** Throws. @returns {never} */
export function fail(why, place) {
  throw new VerifyError(why, place);
}

/**
 * Runs `read` and adds the file to what it throws. Everything else than a VerifyError is a fault of this program and passes.
 * @template T @param {string} file @param {() => T} read @returns {T}
 */
export function inFile(file, read) {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof VerifyError) || error.file !== undefined) throw error;
    throw new VerifyError(error.why, { file, position: error.position });
  }
}

/**
 * The value, or the VerifyError instead of throwing it.
 * @template T @param {() => T} read @returns {{ value: T, error?: undefined } | { value?: undefined, error: VerifyError }}
 */
export function attempt(read) {
  try {
    return { value: read() };
  } catch (error) {
    if (!(error instanceof VerifyError)) throw error;
    return { error };
  }
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
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

/** @param {Uint8Array} a @param {Uint8Array} b */
export function equalBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Bytewise order, the shorter first if it is a prefix: for Array.sort. @param {Uint8Array} a @param {Uint8Array} b */
export function compareBytes(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** @param {Uint8Array} bytes */
export function toHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Whether `text` is lower-case hex of `length` bytes. @param {string} text @param {number} length */
export function isHex(text, length) {
  return text.length === 2 * length && /^[0-9a-f]*$/.test(text);
}

/**
 * Lower-case hex only.
 * @param {string} text @param {number} [length] in bytes, if it must be exactly that
 * @returns {Uint8Array}
 */
export function fromHex(text, length = text.length >> 1) {
  if (!isHex(text, length)) fail(`not lower-case hexadecimal of ${length} bytes`);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const ENCODER = new TextEncoder();
// ignoreBOM keeps a byte order mark as a character, so that readers can refuse it.
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {string} text @returns {Uint8Array} */
export function utf8(text) {
  return ENCODER.encode(text);
}

/** UTF-8 without any repair. @param {Uint8Array} bytes @returns {string} */
export function fromUtf8(bytes) {
  try {
    return DECODER.decode(bytes);
  } catch {
    return fail("not UTF-8");
  }
}

/** Number of Unicode scalar values. @param {string} text */
export function characters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** @param {number} value */
export function u8(value) {
  return Uint8Array.of(value);
}

/** @param {number} value */
export function u16(value) {
  return Uint8Array.of(value >>> 8, value);
}

/** @param {number} value */
export function u32(value) {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** @param {number | bigint} value */
export function u64(value) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** `str(x)` of spec 1.1. @param {string} text */
export function str(text) {
  const bytes = utf8(text);
  return concat(u32(bytes.length), bytes);
}

/** `label(p)` of spec 1.1. @param {string} purpose */
export function label(purpose) {
  return str(`pilkades/${purpose}/v1`);
}

/** @param {Uint8Array} bytes little-endian @returns {bigint} */
export function littleEndian(bytes) {
  let hex = "";
  for (let i = bytes.length - 1; i >= 0; i--) hex += HEX[bytes[i]];
  return hex === "" ? 0n : BigInt("0x" + hex);
}

/** @param {bigint} value @param {number} length @returns {Uint8Array} */
export function toLittleEndian(value, length) {
  const hex = value.toString(16).padStart(2 * length, "0");
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[length - 1 - i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Standard alphabet with padding. @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    text += BASE64[word >> 18] + BASE64[(word >> 12) & 63];
    text += left > 1 ? BASE64[(word >> 6) & 63] : "=";
    text += left > 2 ? BASE64[word & 63] : "=";
  }
  return text;
}

/** Standard alphabet, with padding, unused bits zero. @param {string} text @returns {Uint8Array} */
export function fromBase64(text) {
  const body = text.replace(/={1,2}$/, "");
  const length = Math.floor((body.length * 3) / 4);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < body.length; i += 4) {
    let word = 0;
    for (let j = 0; j < 4; j++) {
      const value = i + j < body.length ? BASE64.indexOf(body[i + j]) : 0;
      if (value < 0) fail("not base64");
      word = (word << 6) | value;
    }
    for (let shift = 16; shift >= 0 && at < length; shift -= 8) bytes[at++] = (word >> shift) & 255;
  }
  // There is one form: padding, length and the bits beyond the last byte follow from the bytes.
  if (toBase64(bytes) !== text) fail("base64 in another form than the canonical one");
  return bytes;
}

/** Reads one piece after another; every read that goes beyond the end throws a VerifyError with the offset. */
export class Reader {
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
    return (a << 8) | b;
  }

  u32() {
    const [a, b, c, d] = this.take(4);
    return ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
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
}

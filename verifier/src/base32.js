// Crockford base32 (spec 1.7): kode suara, slips, QR texts.

import { fail } from "./bytes.js";

export const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first 5 * `count` bits; bits beyond the last byte are zero. @param {Uint8Array} bytes @param {number} [count] symbols @returns {string} */
export function toBase32(bytes, count = Math.ceil((bytes.length * 8) / 5)) {
  let text = "";
  for (let i = 0; i < count; i++) {
    const bit = 5 * i;
    const word = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += SYMBOLS[(word >> (11 - (bit & 7))) & 31];
  }
  return text;
}

/** Exactly the form of `toBase32`: upper case, no ambiguous symbols, bits beyond the last byte zero. @param {string} text @param {number} length bytes @returns {Uint8Array} */
export function fromBase32(text, length) {
  if (text.length !== Math.ceil((length * 8) / 5)) fail(`not ${Math.ceil((length * 8) / 5)} symbols`);
  const bytes = new Uint8Array(length);
  for (let i = 0; i < text.length; i++) {
    const value = SYMBOLS.indexOf(text[i]);
    if (value < 0) fail(`"${text[i]}" is not a symbol`, { position: i });
    for (let j = 0; j < 5; j++) {
      const bit = 5 * i + j;
      const one = (value >> (4 - j)) & 1;
      if (one && bit >= 8 * length) fail("bits beyond the last byte are not zero", { position: i });
      if (one) bytes[bit >> 3] |= 128 >> (bit & 7);
    }
  }
  return bytes;
}

/** What people type: lower case, O as 0, I and L as 1; hyphens and spaces are ignored. Null if another character is there. @param {string} text @returns {string | null} */
export function normaliseTyped(text) {
  const upper = text.toUpperCase().replace(/[-\s]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  for (const symbol of upper) if (!SYMBOLS.includes(symbol)) return null;
  return upper;
}

/** What people see of a 32-byte value (spec 4.6): its first 100 bits as `AAAAA-BBBBB-CCCCC-DDDDD`. @param {Uint8Array} bytes @returns {string} */
export function shortCode(bytes) {
  return toBase32(bytes, 20).replace(/(.{5})(?=.)/g, "$1-");
}

/** A typed short code in the form of `shortCode`, or null if it is none. @param {string} text @returns {string | null} */
export function parseShortCode(text) {
  const symbols = normaliseTyped(text);
  return symbols?.length === 20 ? symbols.replace(/(.{5})(?=.)/g, "$1-") : null;
}

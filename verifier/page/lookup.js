/** What somebody typed, pasted or scanned: which question it asks of a village's record. No DOM, no cryptography. */

const SYMBOLS = /^[0-9ABCDEFGHJKMNPQRSTVWXYZ]+$/;

/**
 * @typedef {{ kind: "nothing" }
 *   | { kind: "code", code: string }
 *   | { kind: "receipt", text: string, village: string }
 *   | { kind: "mistyped", found: number }} Question
 */

/** As the spec reads what people type (1.7): lower case, look-alikes, hyphens and spaces.
 * @param {string} text */
export function normalized(text) {
  return text.toUpperCase().replace(/[\s-]+/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** The 20 symbols in groups of five. @param {string} symbols */
export function grouped(symbols) {
  return symbols.match(/.{1,5}/g)?.join("-") ?? "";
}

/** @param {string} input @returns {Question} */
export function question(input) {
  const text = input.trim();
  if (text === "") return { kind: "nothing" };
  // A QR text keeps its one form: only what a message or a line break put between the characters goes.
  const qr = text.toUpperCase().replace(/\s+/g, "");
  const receipt = /PLK1-T-(\d{10})-\d+-\d+-[0-9A-Z]+-[0-9A-Z]+-[0-9A-Z]+-[0-9A-Z]+/.exec(qr);
  if (receipt) return { kind: "receipt", text: receipt[0], village: receipt[1] };
  // The strip's QR code has all 32 bytes; its first 20 symbols are those that people read (spec 4.6).
  const strip = /PLK1-K-([0-9A-Z]{52})$/.exec(qr);
  const symbols = strip ? strip[1].slice(0, 20) : normalized(text);
  if (symbols.length !== 20 || !SYMBOLS.test(symbols)) return { kind: "mistyped", found: symbols.length };
  return { kind: "code", code: grouped(symbols) };
}

/** The question that an address asks: `#kode=...` or `#terima=...`.
 * @param {string} hash @returns {string} */
export function fromAddress(hash) {
  const found = /^#(?:kode|terima)=(.*)$/.exec(hash);
  if (!found) return "";
  try {
    return decodeURIComponent(found[1]);
  } catch {
    return found[1];
  }
}

/** Numbers in a text, separators of thousands left out. @param {string} text */
export function digits(text) {
  return text.replace(/[^0-9]/g, "");
}

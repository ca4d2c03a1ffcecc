// Signed notes (spec 1.5): C2SP signed-note with Ed25519 keys.

import { compareBytes, concat, fail, fromBase64, fromUtf8, toBase64, u8, utf8, equalBytes } from "./bytes.js";
import { sha256 } from "./hash.js";
import { verifySignature } from "./signature.js";

/** Bytes of a note's text; key ceremonies, which no record holds, have more. */
export const TEXT_LIMIT = 64 * 1024;
export const SIGNATURE_LIMIT = 64;

/** @typedef {{ name: string, keyId: Uint8Array, signature: Uint8Array }} NoteLine `signature`: what follows the key id, of any length */
/** @typedef {{ text: string, lines: NoteLine[] }} Note */
/** @typedef {{ name: string, key: Uint8Array }} NoteKey */

/** Key id of an Ed25519 key. @param {string} name @param {Uint8Array} key @returns {Uint8Array} 4 bytes */
export function keyId(name, key) {
  return sha256(concat(utf8(name), u8(0x0a), u8(0x01), key)).subarray(0, 4);
}

/** What is wrong with a key name, or nothing. @param {string} name @returns {string | undefined} */
export function keyNameFault(name) {
  const length = utf8(name).length;
  if (length < 1 || length > 200) return "a key name has 1 to 200 bytes";
  return /[+\p{White_Space}\p{Cc}]/u.test(name) ? "a key name has no plus sign, white space or control character" : undefined;
}

/** Reads a note; checks no signature. @param {Uint8Array} bytes @param {{ textLimit?: number }} [limits] @returns {Note} */
export function parseNote(bytes, { textLimit = TEXT_LIMIT } = {}) {
  // A line has a name of at most 200 bytes and a signature, which for unknown kinds of keys may be longer than ours.
  if (bytes.length > textLimit + SIGNATURE_LIMIT * 1024) fail("the note is too large");
  const all = fromUtf8(bytes);
  const gap = all.lastIndexOf("\n\n");
  if (gap < 0) fail("the note has no empty line before its signatures");
  const text = all.slice(0, gap + 1);
  if (utf8(text).length > textLimit) fail(`the text of the note has more than ${textLimit} bytes`);
  if (/(?!\n)\p{Cc}/u.test(text)) fail("the text of the note has a control character");
  const rest = all.slice(gap + 2);
  if (!rest.endsWith("\n")) fail("the note does not end with a line");
  const lines = rest.slice(0, -1).split("\n");
  if (lines.length > SIGNATURE_LIMIT) fail(`more than ${SIGNATURE_LIMIT} signatures`);
  return { text, lines: lines.map(parseLine) };
}

function parseLine(line) {
  const parts = line.split(" ");
  if (parts.length !== 3 || parts[0] !== "\u2014") fail("not a signature line");
  const fault = keyNameFault(parts[1]);
  if (fault) fail(fault);
  const bytes = fromBase64(parts[2]);
  if (bytes.length < 5) fail("a signature without bytes");
  return { name: parts[1], keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/**
 * The lines that known keys signed. Throws if a known key's signature is bad, or if there is none of a known key.
 * @param {Note} note @param {NoteKey[]} keys
 * @returns {{ name: string, key: Uint8Array, signature: Uint8Array }[]} in the order of the lines
 */
export function verifyNote(note, keys) {
  const good = signaturesOf(note, keys);
  if (good.length === 0) fail("no signature by a known key");
  return good;
}

/** As `verifyNote`, but without any known key the answer is empty. @param {Note} note @param {NoteKey[]} keys */
export function signaturesOf(note, keys) {
  const message = utf8(note.text);
  const good = [];
  for (const line of note.lines) {
    for (const { name, key } of keys) {
      if (name !== line.name || !equalBytes(keyId(name, key), line.keyId)) continue;
      if (!verifySignature(key, message, line.signature)) fail(`the signature of ${name} is bad`);
      good.push({ name, key, signature: line.signature });
    }
  }
  return good;
}

/** The bytes of a note. @param {string} text @param {NoteLine[]} lines in this order @returns {Uint8Array} */
export function writeNote(text, lines) {
  const signatures = lines.map((line) => `\u2014 ${line.name} ${toBase64(concat(line.keyId, line.signature))}\n`);
  return utf8(`${text}\n${signatures.join("")}`);
}

/** The form that a record has (spec 1.5): sorted, of two signatures of one key the smaller. @param {string} text @param {{ name: string, key: Uint8Array, signature: Uint8Array }[]} signatures valid ones @returns {Uint8Array} */
export function writeRecordNote(text, signatures) {
  const lines = signatures.map(({ name, key, signature }) => ({ name, keyId: keyId(name, key), signature }));
  lines.sort((a, b) => compareBytes(utf8(a.name), utf8(b.name)) || compareBytes(a.keyId, b.keyId) || compareBytes(a.signature, b.signature));
  const kept = lines.filter((line, i) => i === 0 || lines[i - 1].name !== line.name || !equalBytes(lines[i - 1].keyId, line.keyId));
  kept.sort((a, b) => compareBytes(utf8(a.name), utf8(b.name)) || compareBytes(a.signature, b.signature));
  return writeNote(text, kept);
}

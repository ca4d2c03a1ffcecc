// `village.json` and the note over it (spec 9.4, 9.5).

import { toHex } from "./bytes.js";
import { leafHash } from "./hash.js";
import { array, hex, integer, object, oneOf, optional, readPretty, string } from "./json.js";
import { parseNote, signaturesOf } from "./note.js";

/** A count set names every set-aside ballot of a village in about 200 bytes: this is far beyond what 1,980 booths of 200,000 entries need in practice. */
const LIMIT = 64 * 2 ** 20;

export const STATUSES = ["missing", "fork", "broken", "quarantined", "unclosed", "counted"];
const tps = integer(1, 999);
const booth = integer(1, 99);
const count = integer(0, 2 ** 32 - 1);
const LOG_REASONS = STATUSES.filter((status) => status !== "counted").map((status) => `log-${status}`);

const SCHEMA = object({
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
    object({ tps, booth, status: oneOf(...STATUSES), decided: optional(oneOf("counted", "left-out")), size: integer(), head: optional(hex(32)), cast: count, challenged: count, cancelled: count }),
  ),
  set_aside: array(object({ tps, booth, position: integer(), code: hex(32), reason: oneOf("not-in-list", "token-used", "invalid-proof", "token-exchanged", ...LOG_REASONS) })),
  remarks: array(object({ tps, booth, position: integer(), remark: oneOf("challenge-differs", "challenge-token", "exchange-invalid", "repeated-r", "accounting") })),
  groups: array(
    object({
      group: count,
      cells: array(object({ tps, booth, dusun: integer(0, 99), ballots: count })),
      ballots: count,
      status: oneOf("decrypt", "empty", "too-small"),
      // Whether these are points is a question of check 17, not of the form (spec 12).
      sums: array(object({ r: string(), c: string() })),
    }),
  ),
});

/**
 * @typedef {object} CountSet
 * @property {any} value as in 9.4 @property {Uint8Array} bytes @property {string} hash hex @property {Uint8Array} hashBytes
 */

/** @param {Uint8Array} bytes @returns {CountSet} */
export function readCountSet(bytes) {
  return countSet(readPretty(bytes, SCHEMA, { limit: LIMIT }), bytes);
}

/** @param {any} value @param {Uint8Array} bytes @returns {CountSet} */
export function countSet(value, bytes) {
  const hashBytes = leafHash(bytes);
  return { value, bytes, hashBytes, hash: toHex(hashBytes) };
}

/** Text of the committee's note (9.5). @param {import("./definition.js").Definition} definition @param {string} village @param {string} setHash hex */
export function setNoteText(definition, village, setHash) {
  return `pilkades/count-set/v1\n${definition.mode}\n${definition.idHex}\n${village}\n${setHash}\n`;
}

/**
 * The valid signatures of a village's committee over one set; throws if a member's line is bad.
 * @param {import("./definition.js").Definition} definition @param {import("./definition.js").Village} village @param {Uint8Array} bytes
 * @returns {{ text: string, signatures: ReturnType<typeof signaturesOf> }}
 */
export function readCommitteeNote(definition, village, bytes) {
  const note = parseNote(bytes);
  return { text: note.text, signatures: signaturesOf(note, village.committee.keys) };
}

/** Whether enough different members have signed. @param {import("./definition.js").Village} village @param {{ name: string }[]} signatures */
export function enough(village, signatures) {
  return new Set(signatures.map(({ name }) => name)).size >= village.committee.threshold;
}

/** A booth's line is counted: by its status or by decision. @param {{ status: string, decided?: string }} line */
export function isCounted({ status, decided }) {
  return status === "counted" || decided === "counted";
}

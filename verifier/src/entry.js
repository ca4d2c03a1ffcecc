// Entries of a log, their bodies and records (spec 6.1 to 6.4, 6.9).

import { optionsOfLength } from "./ballot.js";
import { SYMBOLS } from "./base32.js";
import { Reader, attempt, concat, fail, label, toHex, utf8 } from "./bytes.js";
import { freeTextFault, isDate } from "./definition.js";
import { H, leafHash } from "./hash.js";
import { array, hex, integer, object, objectBy, oneOf, optional, readCompact, string } from "./json.js";

export const POSITIONS = 200_000;
const BODY_LIMIT = 3900;
export const KINDS = { opened: 1, cast: 2, challenged: 3, cancelled: 4, event: 5, closed: 6 };

const MAGIC = utf8("PLK1");
const HEAD = 49;

/**
 * @typedef {object} Entry
 * @property {Uint8Array} bytes E @property {number} kind @property {number} position @property {string} previous hex
 * @property {Uint8Array} body @property {string} hash hex @property {Uint8Array} hashBytes
 */

/** Previous hash of position 0. @param {Uint8Array} election @param {Uint8Array} boothKey @returns {string} hex */
export function logStart(election, boothKey) {
  return toHex(H("log-start", election, boothKey));
}

/** What the booth signs of an entry. @param {Uint8Array} election @param {Uint8Array} hash */
export function entryMessage(election, hash) {
  return concat(label("entry"), election, hash);
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

/**
 * Reads `record'` (6.5), which is all of `bytes`; checks no signature.
 * @param {Uint8Array} bytes @returns {{ entry: Entry, signature: Uint8Array, receipt: Uint8Array | null, checkpoint: Uint8Array | null }}
 */
export function parseRecord(bytes) {
  const reader = new Reader(bytes);
  const parts = reader.u8();
  const entry = entryFrom(reader);
  const mayHave = { [KINDS.cast]: 3, [KINDS.opened]: 2, [KINDS.closed]: 2 }[entry.kind] ?? 0;
  if ((parts & ~mayHave) !== 0) fail("a record with parts that its kind does not have");
  const signature = reader.take(64);
  const receipt = parts & 1 ? reader.take(64) : null;
  const checkpoint = parts & 2 ? reader.take(64) : null;
  reader.end();
  return { entry, signature, receipt, checkpoint };
}

/** @param {{ entry: Entry, signature: Uint8Array, receipt: Uint8Array | null, checkpoint: Uint8Array | null }} record @returns {Uint8Array} */
export function writeRecord({ entry, signature, receipt, checkpoint }) {
  const none = new Uint8Array(0);
  return concat(Uint8Array.of((receipt ? 1 : 0) | (checkpoint ? 2 : 0)), entry.bytes, signature, receipt ?? none, checkpoint ?? none);
}

// ---- bodies (6.2) ----

/** Figures that people type are below 2^32. */
const count = integer(0, 2 ** 32 - 1);
const people = object({ male: count, female: count });
const freeText = (min, max) => string(min, max, freeTextFault);
const launchCode = string(5, 16, (text) => ([...text].every((symbol) => SYMBOLS.includes(symbol)) ? undefined : "not Crockford symbols"));
const time = (offset) => string(25, 25, (text) => timeFault(text, offset));

function timeFault(text, offset) {
  const parts = /^(.{10})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+-][0-9]{2}:[0-9]{2})$/.exec(text);
  if (!parts || !isDate(parts[1], 1970, 9999)) return "not a time";
  return parts[3] === offset ? undefined : "a time with another offset than the definition's";
}

function openedSchema(definition) {
  return object({
    election: oneOf(definition.idHex),
    software: hex(32),
    durability: definition.mode === "simulasi" ? oneOf("full", "relaxed") : oneOf("full"),
    opened_at: time(definition.offset),
    launch_code: string(),
    launch: array(object({ candidate: integer(0, 7), given_by: freeText(1, 80), code: launchCode }), 1, 16),
  });
}

const EVENTS = ["restart", "pause", "resume", "print-failure", "reprint", "clock-jump", "medium-lost", "medium-back", "rolled-forward", "mirror-rebuilt", "log-rebuilt", "officer", "exchange"];

function eventSchema(definition) {
  const at = string(25, 25, (text) => timeFault(text, definition.offset) ?? (/:(?:00|30):00[+-]/.test(text) ? undefined : "a time that is not rounded down to 30 minutes"));
  const exchange = object({ old: hex(32), new: hex(32), medium: oneOf("read", "unreadable") });
  return objectBy({ event: oneOf(...EVENTS), at, detail: freeText(0, 200) }, ({ event }) => (event === "exchange" ? { exchange } : {}));
}

const CANCELLED = object({ code: hex(32), reason: oneOf("voter", "restart", "printer") });

function closedSchema(definition) {
  return object({
    closed_at: time(definition.offset),
    counts: object({ cast: count, challenged: count, cancelled: count, events: count }),
    officers: object({
      present: people,
      dptb: people,
      tokens: object({ received: count, unused: count, spoiled: count, exchanged: count }),
      slips: object({ sah: count, batal: count }),
    }),
    reason: optional(freeText(1, 400)),
  });
}

/**
 * The body of an entry as values, or what is wrong with it. Ballots are not opened here: a wrong length for this village is a matter of the count (8.4).
 * @param {import("./definition.js").Definition} definition @param {Entry} entry @returns {{ value?: any, fault?: string }}
 */
export function readBody(definition, entry) {
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

/** Ballot bytes of a cast or challenged entry, whatever they are. @param {{ kind: number, body: Uint8Array }} entry */
export function ballotOf({ kind, body }) {
  return kind === KINDS.challenged ? body.subarray(0, Math.max(0, body.length - 33)) : body;
}

// ---- accounting (6.9) ----

const both = ({ male, female }) => BigInt(male) + BigInt(female);

/**
 * Which identities do not hold; those with unknown figures are left out.
 * @param {{ dpt: number, cast: number, challenged: number, cancelled: number, present?: any, dptb?: any, tokens?: any, slips?: any }} figures
 * @returns {string[]} of `present`, `cast`, `tokens`, `sah`, `batal`
 */
export function mismatches({ dpt, cast, challenged, cancelled, present, dptb, tokens, slips }) {
  const found = [];
  if (present) {
    if (BigInt(dpt) + both(dptb) < both(present)) found.push("present");
    if (both(present) < BigInt(cast)) found.push("cast");
  }
  if (tokens) {
    const accounted = [cast, challenged, tokens.exchanged, tokens.unused, tokens.spoiled].reduce((sum, value) => sum + BigInt(value), 0n);
    if (BigInt(tokens.received) !== accounted) found.push("tokens");
    if (slips.sah !== cast) found.push("sah");
    if (slips.batal > cancelled) found.push("batal");
  }
  return found;
}

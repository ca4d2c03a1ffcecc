// Statements about polls and count (spec 10.7).

import { fail, toHex, utf8 } from "./bytes.js";
import { freeTextFault, dateFault, timeFault } from "./definition.js";
import { H } from "./hash.js";
import { array, boolean, hex, integer, object, objectBy, oneOf, optional, readPretty, string } from "./json.js";
import { parseNote, signaturesOf } from "./note.js";
import { enough } from "./set-file.js";

const MOST = 2_000_000;
/** Objections for one candidate that only its witnesses have signed. */
const MOST_OBJECTIONS = 50;
const NUMBER = integer(1, 2 ** 32 - 1);

const free = (max) => string(1, max, freeTextFault);
const name = free(80);
const tps = integer(1, 999);
const booth = integer(1, 99);
const candidate = integer(1, 7);
const lines = array(free(400), 0, 50);
const FIELDS = {
  minutes: {
    tps: optional(tps),
    place: name,
    date: string(10, 10, dateFault),
    begins: string(5, 5, timeFault),
    ends: string(5, 5, timeFault),
    disabled: optional(object({ male: integer(0, MOST), female: integer(0, MOST) })),
    officers: array(object({ role: oneOf("chair", "secretary", "member"), name }), 3, 32),
    witnesses: array(object({ candidate, name, signs: boolean() }), 0, 32),
    seals: lines,
    incidents: lines,
  },
  objection: { candidate, witness: name, tps: optional(tps), text: free(2_000) },
  answer: { objection: hex(32), text: free(2_000) },
  recount: {
    tps,
    booth,
    slips: array(integer(0, MOST), 2, 8),
    invalid: integer(0, MOST),
    explanations: array(object({ option: integer(0, 8), text: free(400) }), 0, 9),
  },
  audit: {
    seed: string(20, 20, (text) => (/^[0-9]{20}$/.test(text) ? undefined : "not 20 digits")),
    risk_limit: integer(1, 20),
    boxes: array(object({ tps, booth, slips: integer(0, MOST) }), 1),
    drawn: string(0, 30_000, (text) => (/^[1-8x-]*$/.test(text) ? undefined : "a sign that is no option, x or -")),
  },
};
const SCHEMA = objectBy({ kind: oneOf(...Object.keys(FIELDS)) }, ({ kind }) => ({ number: NUMBER, ...FIELDS[kind] }));

/**
 * @typedef {object} Statement
 * @property {string} hash hex @property {string} text @property {any} body @property {import("./definition.js").Village} village
 * @property {ReturnType<typeof signaturesOf>} signatures of those who may sign it
 */

/**
 * Reads a note with a statement; its signatures are checked, but not counted. Throws a VerifyError.
 * @param {import("./definition.js").Definition} definition @param {Uint8Array} bytes @returns {Statement}
 */
export function readStatement(definition, bytes) {
  const note = parseNote(bytes);
  const rows = note.text.split("\n");
  const head = rows.slice(0, 4);
  if (head[0] !== "pilkades/statement/v1" || head[1] !== definition.mode || head[2] !== definition.idHex) fail("a statement of another election or mode");
  const village = definition.villageOf.get(head[3]) ?? fail("a statement of a village that the definition does not have");
  const body = readPretty(utf8(rows.slice(4).join("\n")), SCHEMA, { limit: 64 * 1024 });
  FITS[body.kind](definition, village, body);
  const witnesses = body.kind === "objection" ? village.saksi.filter((saksi) => saksi.candidate === body.candidate) : [];
  const signatures = signaturesOf(note, [...village.committee.keys, ...witnesses]);
  return { hash: toHex(H("statement", utf8(note.text))), text: note.text, body, village, signatures };
}

/** What a statement says must be of its village. */
const FITS = {
  minutes(definition, village, body) {
    knownTps(village, body.tps);
    if ((body.tps === undefined) !== (body.disabled === undefined)) fail("voters with disabilities are told of a polling place, and of nothing else");
    const chairs = body.officers.filter(({ role }) => role === "chair");
    if (chairs.length !== 1 || body.officers[0].role !== "chair") fail("the officers do not begin with the one chair");
    for (const witness of body.witnesses) knownCandidate(village, witness.candidate);
  },
  objection(definition, village, body) {
    knownCandidate(village, body.candidate);
    knownTps(village, body.tps);
  },
  answer() {},
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
  },
};

function knownTps(village, number) {
  if (number !== undefined && !village.tps.some((one) => one.number === number)) fail("a polling place that the definition does not have");
}

function knownCandidate(village, number) {
  if (number > village.candidates) fail("a candidate that the village does not have");
}

function knownBooth(definition, village, { tps, booth }) {
  if (!definition.boothOf.has(`${village.code}-${tps}-${booth}`)) fail("a booth that the definition does not have");
}

/**
 * The statements of a record, and those that are no evidence.
 * @param {Iterable<Statement>} statements @returns {{ kept: Statement[], refused: Statement[] }}
 */
export function keptStatements(statements) {
  const objections = new Map();
  const kept = [];
  const refused = [];
  for (const statement of [...statements].sort((a, b) => (a.hash < b.hash ? -1 : 1))) {
    const { village, body, signatures } = statement;
    const members = signatures.filter(({ name }) => village.committee.keys.some((member) => member.name === name));
    let is = enough(village, members);
    if (!is && signatures.length > members.length) {
      const place = `${village.code} ${body.candidate}`;
      const count = (objections.get(place) ?? 0) + 1;
      objections.set(place, count);
      is = count <= MOST_OBJECTIONS;
    }
    (is ? kept : refused).push(statement);
  }
  return { kept, refused };
}

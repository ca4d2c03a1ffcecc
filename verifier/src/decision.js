// Decisions of a village's committee (spec 9.6).

import { fail, toHex, utf8 } from "./bytes.js";
import { BRANCHES, branchEnds, chainTo, contradictions } from "./chain.js";
import { freeTextFault } from "./definition.js";
import { H } from "./hash.js";
import { hex, integer, objectBy, object, array, oneOf, readPretty, string } from "./json.js";
import { judge } from "./judge.js";
import { parseNote, signaturesOf } from "./note.js";

const people = object({ male: integer(), female: integer() });
const PLACE = { tps: integer(1, 999), booth: integer(1, 99) };
const END = { ...PLACE, checkpoint: string(1, 1000), head: hex(32) };
const FIELDS = {
  "booth-missing": { ...PLACE, at_most: integer() },
  "count-unclosed": END,
  "choose-fork": END,
  "late-log": END,
  attendance: { ...PLACE, lists: array(object({ dusun: integer(0, 99), present: people, dptb: people }), 1, 99) },
  tie: { candidate: integer(1, 7), article: string(1, 200, freeTextFault) },
};
const SCHEMA = objectBy({ kind: oneOf(...Object.keys(FIELDS)), number: integer(1) }, ({ kind }) => ({ ...FIELDS[kind], reason: string(1, 400, freeTextFault) }));

const SUBJECT_OF = { "booth-missing": "log", "count-unclosed": "log", "choose-fork": "log", "late-log": "late", attendance: "attendance", tie: "tie" };

/** Quarantined by its own ballots (8.3). */
export const INVALID_LIMIT = 64;

/**
 * @typedef {object} Decision
 * @property {string} hash hex @property {string} text @property {any} body @property {string} subject
 * @property {import("./definition.js").Booth | null} booth @property {ReturnType<typeof signaturesOf>} signatures
 */

/**
 * Reads a note with a decision; its signatures are checked, but not counted. Throws a VerifyError.
 * @param {import("./definition.js").Definition} definition @param {Uint8Array} bytes
 * @returns {{ village: import("./definition.js").Village, decision: Decision }}
 */
export function readDecision(definition, bytes) {
  const note = parseNote(bytes);
  const lines = note.text.split("\n");
  const head = lines.slice(0, 4);
  if (head[0] !== "pilkades/decision/v1" || head[1] !== definition.mode || head[2] !== definition.idHex) fail("a decision of another election or mode");
  const village = definition.villageOf.get(head[3]) ?? fail("a decision of a village that the definition does not have");
  const body = readPretty(utf8(lines.slice(4).join("\n")), SCHEMA);
  const booth = placeOf(definition, village, body);
  const subject = booth ? `${SUBJECT_OF[body.kind]} ${booth.name}` : SUBJECT_OF[body.kind];
  const signatures = signaturesOf(note, village.committee.keys);
  return { village, decision: { hash: toHex(H("decision", utf8(note.text))), text: note.text, body, subject, booth, signatures } };
}

function placeOf(definition, village, body) {
  if (body.kind === "tie") {
    if (body.candidate > village.candidates) fail("a decision for a candidate that the village does not have");
    return null;
  }
  const booth = definition.boothOf.get(`${village.code}-${body.tps}-${body.booth}`) ?? fail("a decision about a booth that the definition does not have");
  const sameLists = body.kind !== "attendance" || (body.lists.length === booth.lists.length && body.lists.every((list, i) => list.dusun === booth.lists[i].dusun));
  if (!sameLists) fail("attendance of other lists than the booth's");
  return booth;
}

/**
 * The decisions that hold, by subject, and subjects about which two contradict each other.
 * @param {Iterable<Decision>} decisions with enough signatures
 * @returns {{ holding: Map<string, Decision>, conflicts: Decision[][] }}
 */
export function standing(decisions) {
  const bySubject = new Map();
  for (const decision of decisions) {
    const known = bySubject.get(decision.subject) ?? [];
    const highest = known[0]?.body.number ?? 0;
    if (decision.body.number > highest) bySubject.set(decision.subject, [decision]);
    else if (decision.body.number === highest) known.push(decision);
  }
  const holding = new Map();
  const conflicts = [];
  for (const [subject, newest] of bySubject) {
    if (newest.length === 1) holding.set(subject, newest[0]);
    else conflicts.push(newest);
  }
  return { holding, conflicts };
}

/**
 * The chain that a decision counts, if it fits what was found of the log: `count-unclosed` and `choose-fork`.
 * @param {Decision} decision @param {import("./village.js").BoothLog} log @param {(count: number) => Promise<void>} pause
 * @returns {Promise<import("./chain.js").Chain | null>}
 */
export async function decidedChain(decision, log, pause) {
  const { kind, head, checkpoint } = decision.body;
  if (kind === "count-unclosed") {
    return log.status === "unclosed" && log.chain.last === head && log.chain.checkpoint() === checkpoint ? log.chain : null;
  }
  if (kind !== "choose-fork" || log.status !== "fork") return null;
  const ends = branchEnds(log.entries);
  if (!ends || ends.length > BRANCHES || !ends.includes(head)) return null;
  const { chain } = await chainTo(log.entries, head, pause);
  if (!chain || chain.checkpoint() !== checkpoint) return null;
  const paths = [];
  for (const end of ends) paths.push((await chainTo(log.entries, end, pause)).path);
  if (contradictions(log.entries, paths, log.receipts, log.checkpoints).length > 0) return null;
  return (await judge(chain, pause)).invalid > INVALID_LIMIT ? null : chain;
}

// What the files of a record are evidence of (spec 8.1). Every file is read by what its folder holds; what is wrong is reported and left out.

import { attempt, fail, fromHex } from "./bytes.js";
import { readBundle } from "./bundle.js";
import { BoothEntries } from "./chain.js";
import { readDecision } from "./decision.js";
import { readStatement } from "./statement.js";
import { checkedSeal, readTokenList } from "./definition.js";
import { array, hex, integer, object, oneOf, readPretty, string, writePretty } from "./json.js";
import { parseNote, signaturesOf, verifyNote } from "./note.js";
import { parseReceipt, verifyReceipt } from "./receipt.js";
import { readCommitteeNote, readCountSet, setNoteText } from "./set-file.js";
import { parseCheckpoint } from "./tree.js";
import { verifyAcceptance } from "./trustees.js";

const ACCEPTANCE = object({ format: oneOf("pilkades/acceptance/v1"), election: hex(32), village: string(10, 10), trustee: integer(1, 16), u: hex(32), z: hex(32) });
const SHARES = object({
  format: oneOf("pilkades/share/v1"),
  election: hex(32),
  village: string(10, 10),
  set: hex(32),
  trustee: integer(1, 16),
  groups: array(object({ group: integer(1, 2 ** 32 - 1), shares: array(object({ d: hex(32), u: hex(32), v: hex(32), z: hex(32) }), 0, 7) })),
});
/** As for the definition: no file here comes near it. */
const FILE_LIMIT = 64 * 2 ** 20;

/**
 * @typedef {object} Evidence
 * @property {import("./definition.js").Definition} definition
 * @property {Uint8Array | null} seal @property {Map<string, Uint8Array>} acceptances by path
 * @property {Map<string, Set<string>>} tokens by list name @property {Map<string, Uint8Array>} lists files by list name
 * @property {Map<string, BoothEntries>} booths by booth name
 * @property {Map<string, { booth: string, code: string, entry: string, bytes: Uint8Array }>} receipts by path
 * @property {Map<string, LooseCheckpoint>} checkpoints by text
 * @property {Map<string, Map<string, SetEvidence>>} sets by village and set hash
 * @property {Map<string, Map<string, import("./decision.js").Decision>>} decisions by village and hash, whatever their signatures
 * @property {Map<string, import("./statement.js").Statement>} statements by text, whatever their signatures
 * @property {any[]} shares files as read @property {Map<string, any[]>} receiptsOf @property {Map<string, LooseCheckpoint[]>} checkpointsOf both by booth name
 */
/** @typedef {{ text: string, size: number, root: Uint8Array, booth: import("./definition.js").Booth | null, signatures: any[] }} LooseCheckpoint `booth` null: the authority's on the election */
/** @typedef {{ set: import("./set-file.js").CountSet, signatures: any[] }} SetEvidence */

/**
 * @param {import("./definition.js").Definition} definition @param {Map<string, Uint8Array>} files
 * @param {import("./verify.js").Report} report @param {(count: number) => Promise<void>} pause
 * @returns {Promise<Evidence>}
 */
export async function gather(definition, files, report, pause) {
  const evidence = {
    definition,
    seal: null,
    acceptances: new Map(),
    tokens: new Map(),
    lists: new Map(),
    booths: new Map(),
    receipts: new Map(),
    checkpoints: new Map(),
    sets: new Map(definition.villages.map(({ code }) => [code, new Map()])),
    decisions: new Map(definition.villages.map(({ code }) => [code, new Map()])),
    statements: new Map(),
    shares: [],
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
    for (const booth of village.booths) evidence.booths.set(booth.name, new BoothEntries(definition, evidence.tokens, booth));
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
  evidence.receiptsOf = byBooth([...evidence.receipts.values()], ({ booth }) => booth);
  evidence.checkpointsOf = byBooth([...evidence.checkpoints.values()], ({ booth }) => booth?.name);
  return evidence;
}

function byBooth(list, nameOf) {
  const map = new Map();
  for (const one of list) {
    const name = nameOf(one);
    if (map.has(name)) map.get(name).push(one);
    else map.set(name, [one]);
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
  const { booth, records, faults } = readBundle(definition, bytes);
  for (const { why } of faults) report.fail(5, { file: path, why });
  if (!booth) return;
  const entries = booths.get(booth.name);
  for (const record of records) {
    if (!entries.add(record)) report.fail(6, { file: path, position: record.entry.position, why: "the entry's signature is not the booth's" });
    await pause(1);
  }
}

function readLooseReceipt({ definition, receipts }, bytes) {
  const receipt = parseReceipt(bytes);
  const booth = definition.boothOf.get(`${receipt.village}-${receipt.tps}-${receipt.booth}`);
  if (receipt.election !== definition.idHex || !booth) fail("a receipt of another election");
  if (!verifyReceipt(receipt, booth.key)) fail("the receipt is not signed by its booth");
  receipts.set(`receipts/${booth.name}-${receipt.code}-${receipt.entry}.receipt.json`, { booth: booth.name, code: receipt.code, entry: receipt.entry, bytes });
}

/** The good lines of a note: one bad line does not spoil the others, but is reported. */
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
  const known = checkpoints.get(note.text) ?? { text: note.text, size, root, booth: null, signatures: [] };
  if (origin === definition.origin) {
    const { value, error } = attempt(() => verifyNote(note, [definition.authority]));
    if (error) return report.fail(27, { file: path, why: error.why });
    known.signatures.push(...value);
  } else {
    known.booth = boothOfOrigin(definition, origin) ?? fail("a checkpoint of another election or booth");
    const { key, village } = known.booth;
    const keys = [{ name: origin, key }, ...village.saksi, ...village.committee.keys];
    known.signatures.push(...goodLines(note, keys, (why) => report.fail(10, { file: path, why })));
  }
  checkpoints.set(note.text, known);
}

function boothOfOrigin(definition, origin) {
  const booth = definition.boothOf.get(origin.split("/").slice(-3).join("-"));
  return booth?.origin === origin ? booth : undefined;
}

/** Whether the booth itself has signed. @param {LooseCheckpoint} checkpoint */
export function signedByBooth({ booth, signatures }) {
  return booth !== null && signatures.some(({ name }) => name === booth.origin);
}

function readLooseDecision({ definition, decisions }, bytes) {
  const { village, decision } = readDecision(definition, bytes);
  const known = decisions.get(village.code).get(decision.hash);
  if (known) known.signatures.push(...decision.signatures);
  else decisions.get(village.code).set(decision.hash, decision);
}

function readLooseStatement({ definition, statements }, bytes) {
  const statement = readStatement(definition, bytes);
  const known = statements.get(statement.text);
  if (known) known.signatures.push(...statement.signatures);
  else statements.set(statement.text, statement);
}

function readSet({ definition, sets }, bytes) {
  const set = readCountSet(bytes);
  const known = sets.get(set.value.village) ?? fail("a count set of a village that the definition does not have");
  if (set.value.election !== definition.idHex || set.value.mode !== definition.mode) fail("a count set of another election or mode");
  known.set(set.hash, { set, signatures: [] });
}

function readSetNote({ definition, sets }, path, bytes) {
  const village = definition.villageOf.get(path.split("/")[1]) ?? fail("a note of a village that the definition does not have");
  const { text, signatures } = readCommitteeNote(definition, village, bytes);
  const setHash = text.split("\n")[4] ?? "";
  if (text !== setNoteText(definition, village.code, setHash)) fail("the note is not over a count set of this village");
  const known = sets.get(village.code).get(setHash) ?? fail("the note is over a count set that is not there");
  known.signatures.push(...signatures);
}

function readShareFile({ definition, shares }, path, bytes) {
  const value = readPretty(bytes, SHARES, { limit: FILE_LIMIT });
  if (value.election !== definition.idHex) fail("shares of another election");
  const village = definition.villageOf.get(value.village);
  if (!village || value.trustee > village.trustees.shares.length) fail("shares of nobody");
  shares.push({ path, village, value });
}

/** The one form of a share file (10.2). @param {any} head of the file @param {any[]} groups */
export function writeShareFile({ format, election, village, set, trustee }, groups) {
  return writePretty({ format, election, village, set, trustee, groups });
}

/** @param {string} village @param {string} folder @param {number} trustee */
export function sharePath(village, folder, trustee) {
  return `villages/${village}/${folder}/t${twoDigits(trustee)}.share.json`;
}


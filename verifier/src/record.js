// A record's files as they follow from the evidence, and MANIFEST (spec 8.2, 9.5, 11).

import { attempt, compareBytes, equalBytes, fromUtf8, toHex, utf8 } from "./bytes.js";
import { writeBundle } from "./bundle.js";
import { recordsOf } from "./chain.js";
import { differences } from "./count-set.js";
import { signedByBooth, sharePath, writeShareFile } from "./evidence.js";
import { sha256 } from "./hash.js";
import { writeRecordNote } from "./note.js";
import { enough, readCountSet } from "./set-file.js";
import { keptStatements } from "./statement.js";
import { checkpointText, rootOf } from "./tree.js";

/** Check that a file belongs to, by its path (spec 12). @type {[RegExp, number][]} */
const CHECKS = [
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
  [/^election\.checkpoint$/, 20],
];

/** @param {string} path */
function checkOf(path) {
  return CHECKS.find(([pattern]) => pattern.test(path))?.[1] ?? 90;
}

/**
 * @param {import("./evidence.js").Evidence} evidence @param {Uint8Array} definitionBytes
 * @param {import("./village.js").VillageState[]} states
 * @returns {Map<string, Uint8Array>} of everything but results.json, result.json and MANIFEST
 */
export function expectedFiles(evidence, definitionBytes, states) {
  const files = new Map([["election.json", definitionBytes]]);
  if (evidence.seal) files.set("election.json.note", evidence.seal);
  for (const [path, bytes] of evidence.acceptances) files.set(path, bytes);
  for (const [name, bytes] of evidence.lists) files.set(`tokens/${name}.list`, bytes);
  for (const [path, { bytes }] of evidence.receipts) files.set(path, bytes);
  for (const state of states) {
    logFiles(files, evidence.definition, state);
    setFiles(files, state);
    for (const { hash, text, signatures } of state.decisions.values()) files.set(`decisions/${state.village.code}-${hash}.note`, writeRecordNote(text, signatures));
  }
  for (const { hash, text, village, signatures } of keptStatements(evidence.statements.values()).kept) {
    files.set(`statements/${village.code}-${hash}.note`, writeRecordNote(text, signatures));
  }
  for (const checkpoint of evidence.checkpoints.values()) {
    if (isKept(checkpoint)) files.set(`checkpoints/${toHex(sha256(utf8(checkpoint.text)))}.note`, writeRecordNote(checkpoint.text, checkpoint.signatures));
  }
  files.set("election.checkpoint", utf8(electionCheckpoint(evidence.definition, states)));
  return files;
}

function logFiles(files, definition, { logs }) {
  for (const { booth, entries, chain } of logs) {
    if (entries.items.size > 0) files.set(`logs/${booth.name}.plkb`, writeBundle(definition, booth, recordsOf(entries, chain)));
  }
}

/** Signed by the booth, by the authority over the election, or by enough of the committee (8.1, 9.6). */
function isKept(checkpoint) {
  const { booth, signatures } = checkpoint;
  if (!booth) return signatures.length > 0;
  const members = signatures.filter(({ name }) => booth.village.committee.keys.some((member) => member.name === name));
  return signedByBooth(checkpoint) || enough(booth.village, members);
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
    const head = { format: "pilkades/share/v1", election: set.value.election, village: set.value.village, set: set.hash, trustee };
    const groups = [...rows.values()].sort((a, b) => a.group - b.group);
    files.set(sharePath(state.village.code, folder, trustee), writeShareFile(head, groups));
  }
}

/** Text of the election's checkpoint (7.4). @param {import("./definition.js").Definition} definition @param {import("./village.js").VillageState[]} states */
export function electionCheckpoint(definition, states) {
  const leaves = states.map((state) => state.shown.hashBytes);
  return checkpointText(definition.origin, leaves.length, rootOf(leaves));
}

/**
 * Compares a record with what follows.
 * @param {Map<string, Uint8Array>} files @param {Map<string, Uint8Array>} expected @param {import("./verify.js").Report} report
 */
export function compareFiles(files, expected, report) {
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

/** Of a count set it is said which of its parts differ (spec 12, checks 7 to 18). */
function reportDifference(file, found, bytes, report) {
  const parts = checkOf(file) === 18 ? attempt(() => differences(readCountSet(found).value, readCountSet(bytes).value)).value : undefined;
  for (const { check, why } of parts ?? []) report.fail(check, { file, why });
  if (!parts) report.fail(checkOf(file), { file, why: `the file differs from what follows from the evidence, first at byte ${firstDifference(found, bytes)}` });
}

function firstDifference(a, b) {
  let position = 0;
  while (position < a.length && position < b.length && a[position] === b[position]) position += 1;
  return position;
}

// ---- MANIFEST (11.2) ----

/**
 * @param {Map<string, Uint8Array>} files @param {import("./verify.js").Report} report
 * @param {{ partial?: string }} [options] `partial`: of other villages than this one, files that are listed may be missing
 */
export function checkManifest(files, report, { partial } = {}) {
  const bytes = files.get("MANIFEST");
  if (!bytes) return report.fail(90, { file: "MANIFEST", why: "the list of files is missing" });
  const listed = readManifest(bytes);
  if (!listed) return report.fail(90, { file: "MANIFEST", why: "the list of files is not in its one form" });
  for (const [path, hash] of listed) {
    const file = files.get(path);
    if (file && toHex(sha256(file)) !== hash) report.fail(90, { file: path, why: "the file's hash is not the one in the list" });
    else if (!file && (!partial || isOf(partial, path))) report.fail(90, { file: path, why: "the list names this file, but it is not there" });
    else if (file) report.pass(90);
  }
  for (const path of files.keys()) {
    if (path !== "MANIFEST" && !listed.has(path)) report.fail(90, { file: path, why: "the list does not name this file" });
  }
}

/** Whether a file concerns this village alone, by its path: an extract has all of them. @param {string} village @param {string} path */
function isOf(village, path) {
  return path.startsWith(`villages/${village}/`) || /^(acceptances|tokens|logs|decisions|statements|receipts)\//.test(path) && path.split("/")[1].startsWith(`${village}-`);
}

/** @param {Uint8Array} bytes @returns {Map<string, string> | null} hash by path, or null if the form is another */
function readManifest(bytes) {
  let text;
  try {
    text = fromUtf8(bytes);
  } catch {
    return null;
  }
  const lines = text.split("\n");
  if (lines.pop() !== "") return null;
  const listed = new Map();
  let before = null;
  for (const line of lines) {
    const parts = /^([0-9a-f]{64}) {2}([^\r]+)$/.exec(line);
    if (!parts) return null;
    const path = utf8(parts[2]);
    if (before && compareBytes(before, path) >= 0) return null;
    before = path;
    listed.set(parts[2], parts[1]);
  }
  return listed;
}

// All checks of spec 12 over a record, and the exit code of spec 13.

import { VerifyError, attempt, fromHex, fromUtf8, toHex } from "./bytes.js";
import { electionIdOf, readDefinition } from "./definition.js";
import { gather } from "./evidence.js";
import { checkManifest, compareFiles, electionCheckpoint, expectedFiles } from "./record.js";
import { inDoubt, resultOf, resultsFile, resultsRow } from "./result.js";
import { keptStatements } from "./statement.js";
import { parseCheckpoint } from "./tree.js";
import { VillageState } from "./village.js";

/** Name of every check (spec 12). */
export const CHECKS = new Map([
  [1, "definition"],
  [2, "seal"],
  [3, "acceptances"],
  [4, "token-lists"],
  [5, "bundles"],
  [6, "entry-signatures"],
  [7, "chain"],
  [8, "bodies"],
  [9, "close-counts"],
  [10, "checkpoints"],
  [11, "receipts"],
  [12, "ballot-proofs"],
  [13, "challenges"],
  [14, "tokens"],
  [15, "repeated-r"],
  [16, "groups"],
  [17, "sums"],
  [18, "count-sets"],
  [19, "committee"],
  [20, "trees"],
  [21, "shares"],
  [22, "totals"],
  [23, "results"],
  [24, "accounting"],
  [25, "decisions"],
  [26, "successors"],
  [27, "notes"],
  [28, "statements"],
  [90, "manifest"],
]);

/** Failures of one check that are written down: whoever breaks more than these has said enough. */
const FAILURES = 1000;

/** @typedef {{ file?: string, position?: number, why: string }} Failure */

/** Failures as they are found. */
export class Report {
  constructor() {
    this.checks = new Map([...CHECKS].map(([number, name]) => [number, { number, name, passed: 0, failures: [] }]));
  }

  /** @param {number} number @param {Failure} failure */
  fail(number, { file, position, why }) {
    const { failures } = this.checks.get(number);
    if (failures.length >= FAILURES) return;
    const failure = { why };
    if (file !== undefined) failure.file = file;
    if (position !== undefined) failure.position = position;
    failures.push(failure);
  }

  /** @param {number} number @param {number} [count] */
  pass(number, count = 1) {
    this.checks.get(number).passed += count;
  }

  /** Runs `read`; what it throws is a failure of this check and file. @param {number} number @param {string} file @param {() => void} read */
  guard(number, file, read) {
    try {
      read();
    } catch (error) {
      // A file that breaks the reader in a way nobody thought of has failed too; a fault of ours must not pass for a good record.
      this.fail(number, { file, why: error instanceof VerifyError ? error.why : `the file cannot be read (${error})` });
    }
  }

  get failed() {
    return [...this.checks.values()].some(({ failures }) => failures.length > 0);
  }
}

/** Thrown inside `verifyRecord` when `isCancelled` says so, and passed on. */
export class Cancelled extends Error {}

/** Milliseconds of work after which others get a turn. */
const TURN = 30;

/** Counts work, lets others work, stops when asked to. */
function pacer(total, onProgress, isCancelled) {
  let done = 0;
  let last = Date.now();
  return async (count) => {
    done += count;
    if (Date.now() - last < TURN) return;
    onProgress?.({ done: Math.min(done, total), total });
    await new Promise((resume) => setTimeout(resume, 0));
    if (isCancelled?.()) throw new Cancelled("cancelled");
    last = Date.now();
  };
}

/** Entries are looked at three times: signature, chain, ballot. */
function workIn(files) {
  let total = files.size;
  for (const [path, bytes] of files) {
    if (path.startsWith("logs/")) total += Math.ceil((3 * bytes.length) / 500);
  }
  return total;
}

/** @typedef {{ village: string, leaves: string[] }} Extract one village's part of a record, and the hex leaves of all villages in definition order */
/**
 * @typedef {object} Verdict
 * @property {0 | 1 | 2 | 3} exit spec 13 @property {string | null} electionId hex @property {string | null} mode @property {string | null} root hex
 * @property {{ number: number, name: string, passed: number, failures: Failure[] }[]} checks @property {string[]} remarks @property {string[]} notChecked
 * @property {VillageVerdict[]} villages
 */
/** `next`: hash of a successor that waits for signatures. @typedef {{ code: string, name: string, complete: boolean, next: string | null, set: string, number: number, signedBy: string[], booths: any[], setAside: any[], remarks: any[], ballots: number, result: any | null, remarksOf: string[] }} VillageVerdict */

/**
 * Checks a record, or one village's part of it. Throws only `Cancelled`.
 * @param {Map<string, Uint8Array>} files by path
 * @param {{ electionId?: string, extract?: Extract, onProgress?: (progress: { done: number, total: number }) => void, isCancelled?: () => boolean }} [options]
 * @returns {Promise<Verdict>}
 */
export async function verifyRecord(files, { electionId, extract, onProgress, isCancelled } = {}) {
  const report = new Report();
  const verdict = { exit: 3, electionId: null, mode: null, root: null, checks: [...report.checks.values()], remarks: [], notChecked: [], villages: [] };
  try {
    const definition = definitionOf(files, electionId, report);
    if (!definition) return verdict;
    verdict.electionId = definition.idHex;
    verdict.mode = definition.mode;
    const pause = pacer(workIn(files), onProgress, isCancelled);
    if (extract) await verifyExtract(definition, files, extract, { report, pause, verdict });
    else await verifyAll(definition, files, { report, pause, verdict });
    onProgress?.({ done: workIn(files), total: workIn(files) });
  } catch (error) {
    if (error instanceof Cancelled) throw error;
    report.fail(90, { why: `the record cannot be checked to its end (${error instanceof VerifyError ? error.why : error?.stack ?? error})` });
  }
  verdict.exit = exitOf(report, verdict);
  return verdict;
}

function exitOf(report, { remarks, villages }) {
  if (report.failed) return 3;
  if (!villages.every(({ complete, next }) => complete && next === null)) return 2;
  return remarks.length > 0 ? 1 : 0;
}

function definitionOf(files, electionId, report) {
  const file = "election.json";
  const bytes = files.get(file);
  if (!bytes) {
    report.fail(1, { file, why: "the definition is missing" });
    return null;
  }
  let definition = null;
  report.guard(1, file, () => {
    definition = readDefinition(bytes);
  });
  const id = toHex(electionIdOf(bytes));
  if (electionId !== undefined && electionId !== id) report.fail(1, { file, why: `this record is of election ${id}, not of ${electionId}` });
  if (definition) report.pass(1);
  return definition;
}

async function verifyAll(definition, files, { report, pause, verdict }) {
  const evidence = await gather(definition, files, report, pause);
  needFixedFiles(definition, files, definition.villages, report);
  const states = [];
  for (const village of definition.villages) states.push(await workOn(evidence, village, report, pause));
  needSignedStatements(evidence, report);
  const expected = expectedFiles(evidence, files.get("election.json"), states);
  const results = states.map((state) => (state.totals ? resultOf(state) : null));
  results.forEach((result, i) => result && expected.set(`${states[i].folder}/result.json`, result.bytes));
  expected.set("results.json", resultsFile(definition, states.map((state, i) => resultsRow(state, results[i]?.value ?? null))));
  compareFiles(files, expected, report);
  checkManifest(files, report);
  conclude(verdict, { evidence, states, results: results.map((result) => result?.value ?? null), root: rootOfText(electionCheckpoint(definition, states)) });
}

async function workOn(evidence, village, report, pause) {
  const state = new VillageState(evidence, village, report, pause);
  await state.work();
  return state;
}

/** A statement that too few have signed is no evidence. */
function needSignedStatements({ statements }, report) {
  for (const { hash, village } of keptStatements(statements.values()).refused) {
    report.fail(28, { why: `statement ${hash} about village ${village.code} is not signed by enough of those who may` });
  }
}

/** Acceptances and token lists are fixed before the day: each must be there. */
function needFixedFiles(definition, files, villages, report) {
  for (const village of villages) {
    village.trustees.shares.forEach((_, i) => {
      const file = `acceptances/${village.code}-t${String(i + 1).padStart(2, "0")}.json`;
      if (!files.has(file)) report.fail(3, { file, why: "the trustee has not accepted this definition" });
    });
    for (const list of village.booths.flatMap((booth) => booth.lists)) {
      const file = `tokens/${list.name}.list`;
      if (!files.has(file)) report.fail(4, { file, why: "the token list is missing" });
    }
  }
}

function rootOfText(text) {
  return toHex(parseCheckpoint(text).root);
}

function conclude(verdict, { evidence, states, results, root }) {
  verdict.root = root;
  for (const { booth, root: other } of evidence.checkpoints.values()) {
    if (booth === null && toHex(other) !== root) verdict.remarks.push(`the authority has signed another root of the election, ${toHex(other)}`);
  }
  states.forEach((state, i) => verdict.villages.push(villageVerdict(state, results[i], verdict.remarks)));
}

function villageVerdict(state, result, remarks) {
  const { village, shown } = state;
  const own = [...state.remarks];
  if (shown.value.set_aside.length > 0) own.push(`${shown.value.set_aside.length} ballots are set aside`);
  if (shown.value.remarks.length > 0) own.push(`${shown.value.remarks.length} remarks on entries`);
  for (const { tps, booth, decided } of shown.value.booths) {
    if (decided) own.push(`booth ${tps}-${booth} is ${decided === "counted" ? "counted" : "left out"} by decision`);
  }
  if (result && inDoubt(result)) own.push("what is in doubt could change the result");
  if (result?.outcome.ignored) own.push(`the decision on a tie ${result.outcome.ignored.decision} is ignored`);
  for (const remark of own) remarks.push(`village ${village.code}: ${remark}`);
  return {
    code: village.code,
    name: village.name,
    complete: state.isComplete(),
    next: state.next?.hash ?? null,
    set: shown.hash,
    number: shown.value.number,
    signedBy: (state.current ? state.signed.get(state.current.hash).signatures : []).map(({ name }) => name),
    booths: shown.value.booths,
    setAside: shown.value.set_aside,
    remarks: shown.value.remarks,
    ballots: shown.value.groups.reduce((sum, { ballots }) => sum + ballots, 0),
    result,
    remarksOf: own,
  };
}

// ---- one village's part ----

async function verifyExtract(definition, files, { village: code, leaves }, { report, pause, verdict }) {
  const village = definition.villageOf.get(code);
  if (!village || !Array.isArray(leaves) || leaves.length !== definition.villages.length) {
    report.fail(1, { file: "election.json", why: `the definition has no village ${code}, or another number of villages than there are leaves` });
    return;
  }
  const evidence = await gather(definition, files, report, pause);
  needFixedFiles(definition, files, [village], report);
  const state = await workOn(evidence, village, report, pause);
  const result = state.totals ? resultOf(state) : null;
  needSignedStatements(evidence, report);
  const expected = expectedFiles(evidence, files.get("election.json"), [state]);
  if (result) expected.set(`${state.folder}/result.json`, result.bytes);
  expected.delete("election.checkpoint");
  const alone = new Map([...files].filter(([path]) => path !== "results.json" && path !== "election.checkpoint"));
  compareFiles(alone, expected, report);
  const root = checkLeaves(definition, files, village, { state, leaves, report });
  checkOwnLine(files, state, result?.value ?? null, report);
  checkManifest(files, report, { partial: village.code });
  verdict.notChecked.push("the logs, count sets and results of the other villages, and the sums over villages");
  conclude(verdict, { evidence, states: [state], results: [result?.value ?? null], root });
}

/** The other villages' leaves as given, ours as it follows, must lead to the record's root. @returns {string} */
function checkLeaves(definition, files, village, { state, leaves, report }) {
  const file = "election.checkpoint";
  const own = definition.villages.indexOf(village);
  const shown = leaves.map((leaf, i) => (i === own ? state.shown : { hashBytes: attempt(() => fromHex(leaf, 32)).value ?? new Uint8Array(32) }));
  const text = electionCheckpoint(definition, shown.map((one) => ({ shown: one })));
  if (leaves[own] !== state.shown.hash) report.fail(20, { file, why: "the village's leaf is not its count set" });
  const found = files.get(file);
  const same = found && attempt(() => fromUtf8(found)).value === text;
  if (same) report.pass(20);
  else report.fail(20, { file, why: "the leaves do not lead to the election's checkpoint" });
  return rootOfText(text);
}

/** This village's line of results.json. */
function checkOwnLine(files, state, result, report) {
  const file = "results.json";
  report.guard(23, file, () => {
    const { district: _, regency: __, ...expected } = resultsRow(state, result);
    const { value: found, error } = attempt(() => JSON.parse(fromUtf8(files.get(file) ?? new Uint8Array(0))));
    const line = error ? undefined : found?.villages?.find?.((row) => row?.code === expected.code);
    if (JSON.stringify(line) === JSON.stringify(expected)) report.pass(23);
    else report.fail(23, { file, why: "the village's line does not follow from its result" });
  });
}

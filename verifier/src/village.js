// One village: its logs, the decisions about them, its count sets, shares and totals (spec 8.3, 9.5 to 9.7, 10.1 to 10.3).

import { attempt, compareBytes, concat, fromHex } from "./bytes.js";
import { KINDS } from "./entry.js";
import { branchEnds, chainTo, contradictions, followLog, pathTo } from "./chain.js";
import { computeSet, differences, lineOf } from "./count-set.js";
import { INVALID_LIMIT, decidedChain, standing } from "./decision.js";
import { signedByBooth } from "./evidence.js";
import { judge } from "./judge.js";
import { countSet, enough, isCounted, setNoteText } from "./set-file.js";
import { combine, discreteLog, verifyShare } from "./trustees.js";

/** @typedef {import("./definition.js").Booth} Booth */
/** @typedef {import("./chain.js").Fault} Fault */
/**
 * @typedef {object} BoothLog what was found of a booth
 * @property {Booth} booth @property {import("./chain.js").BoothEntries} entries @property {import("./chain.js").Chain} chain
 * @property {string} status of 8.3 @property {Fault[]} faults why it is not counted
 * @property {import("./chain.js").SignedCode[]} receipts @property {import("./chain.js").SignedRoot[]} checkpoints
 */

/** @param {import("./evidence.js").Evidence} evidence @param {Booth} booth @param {any} pause @returns {Promise<BoothLog>} */
async function boothLog(evidence, booth, pause) {
  const entries = evidence.booths.get(booth.name);
  const receipts = evidence.receiptsOf.get(booth.name) ?? [];
  const checkpoints = (evidence.checkpointsOf.get(booth.name) ?? []).filter(signedByBooth);
  const { chain, status, fault } = await followLog(entries, pause);
  const log = { booth, entries, chain, status: status === "closed" ? "counted" : status, faults: fault ? [fault] : [], receipts, checkpoints };
  if (status !== "closed" && status !== "unclosed") return log;
  const against = contradictions(entries, [chain.path], receipts, checkpoints);
  const { invalid } = await judge(chain, pause);
  if (invalid > INVALID_LIMIT) against.push({ check: 12, why: `${invalid} ballots have invalid proofs` });
  return against.length > 0 ? { ...log, status: "quarantined", faults: against } : log;
}

/** @param {BoothLog} log @returns {any[]} all its cast ballots, as rows of `set_aside` */
function asideOf({ entries }, onChain = new Set()) {
  return entries
    .cast()
    .filter((item) => !onChain.has(item))
    .map((item) => ({ position: item.entry.position, code: item.place.codeHex, hash: item.entry.hashBytes }));
}

export class VillageState {
  /** @param {import("./evidence.js").Evidence} evidence @param {import("./definition.js").Village} village @param {import("./verify.js").Report} report @param {any} pause */
  constructor(evidence, village, report, pause) {
    this.evidence = evidence;
    this.village = village;
    this.report = report;
    this.pause = pause;
    this.folder = `villages/${village.code}`;
    /** Why nothing is decrypted, whatever the shares say. */
    this.stopped = false;
    /** Whether the signed sets do not stand, so that nothing can succeed them. */
    this.refused = false;
    /** Sentences that make the exit code 1. @type {string[]} */
    this.remarks = [];
  }

  async work() {
    this.logs = [];
    for (const booth of this.village.booths) this.logs.push(await boothLog(this.evidence, booth, this.pause));
    this.settleDecisions();
    this.computed = await this.ownSet();
    this.settleSets();
    await this.checkSets();
    this.next = this.current && !this.refused ? await this.successor() : null;
    this.findLate();
    this.checkShares();
    this.totals = this.openGroups();
  }

  fail(check, why, place = {}) {
    this.report.fail(check, { file: this.folder, ...place, why: `village ${this.village.code}: ${why}` });
  }

  // ---- decisions ----

  settleDecisions() {
    const all = [...this.evidence.decisions.get(this.village.code).values()];
    this.decisions = new Map();
    for (const decision of all) {
      if (enough(this.village, decision.signatures)) this.decisions.set(decision.hash, decision);
      else this.fail(25, `decision ${decision.hash} is not signed by enough of the committee`);
    }
    const { holding, conflicts } = standing(this.decisions.values());
    this.holding = holding;
    for (const [one, other] of conflicts) {
      this.stopped = true;
      this.fail(25, `two different decisions number ${one.body.number} about one thing: ${one.hash} and ${other.hash}`);
    }
  }

  /** What a decision makes of a log that does not count by itself. @returns {Promise<{ decided?: string, chain: any, hash?: string }>} */
  async decided(log) {
    const decision = this.holding.get(`log ${log.booth.name}`);
    if (!decision || log.status === "counted") return { chain: null };
    if (decision.body.kind === "booth-missing") return { decided: "left-out", chain: null, hash: decision.hash };
    const chain = await decidedChain(decision, log, this.pause);
    return chain ? { decided: "counted", chain, hash: decision.hash } : { chain: null };
  }

  // ---- the set that follows from the evidence ----

  async ownSet() {
    const booths = [];
    const hashes = [];
    for (const log of this.logs) {
      const { decided, chain: byDecision, hash } = await this.decided(log);
      if (hash) hashes.push(hash);
      booths.push(inputOf(log, { status: log.status, decided }, byDecision ?? (log.status === "counted" ? log.chain : null), 0));
    }
    return this.compute({ number: 1, decisions: hashes, booths, rank: 0 });
  }

  async compute(parts) {
    const { definition, tokens } = this.evidence;
    const { value, bytes } = await computeSet({ definition, tokens, village: this.village, ...parts }, this.pause);
    return countSet(value, bytes);
  }

  // ---- signed sets ----

  settleSets() {
    const all = this.evidence.sets.get(this.village.code);
    /** @type {Map<string, import("./evidence.js").SetEvidence>} */
    this.signed = new Map();
    for (const [hash, one] of all) {
      if (enough(this.village, one.signatures)) this.signed.set(hash, one);
      else if (one.signatures.length > 0) this.fail(19, `count set ${hash} is not signed by enough of the committee`);
    }
    const named = new Set([...this.signed.values()].map(({ set }) => set.value.predecessor));
    const newest = [...this.signed.values()].filter(({ set }) => !named.has(set.hash)).map(({ set }) => set);
    this.current = newest.length === 1 ? newest[0] : null;
    if (newest.length > 1) {
      this.stopped = true;
      this.fail(18, `the committee has signed two count sets of which neither succeeds the other: ${newest[0].hash} and ${newest[1].hash}`);
    }
    // Sets that name each other in a circle cannot be made: a set's hash covers its predecessor's.
  }

  /** From the first set to the current one. */
  succession() {
    const sets = [];
    for (let set = this.current; set; set = this.signed.get(set.value.predecessor)?.set) sets.unshift(set);
    return sets;
  }

  async checkSets() {
    this.sets = this.succession();
    this.inputs = [];
    for (const [rank, set] of this.sets.entries()) {
      const before = this.sets[rank - 1];
      const found = await this.checkSet(set, before, rank);
      const isSuccessor = set.value.predecessor !== undefined;
      for (const { check, why } of found) this.fail(isSuccessor ? 26 : check, why);
      if (found.length > 0) this.stopped = this.refused = true;
    }
    if (this.current) await this.checkLogsAgain();
  }

  /** @returns {Promise<{ check: number, why: string }[]>} */
  async checkSet(set, before, rank) {
    const { number, predecessor, booths } = set.value;
    if (predecessor !== undefined && !before) return [{ check: 26, why: `count set ${number}: its predecessor is not there` }];
    const found = [];
    if (number !== (before ? before.value.number + 1 : 1)) found.push({ check: 18, why: `count set ${number}: its number does not follow` });
    const inOrder = booths.length === this.logs.length && booths.every((line, i) => line.tps === this.village.booths[i].tps && line.booth === this.village.booths[i].booth);
    if (!inOrder) return [...found, { check: 7, why: "the booths' lines of the count set are not those of the definition" }];
    const added = booths.flatMap((line, i) => (before && isCounted(line) && !isCounted(before.value.booths[i]) ? [this.village.booths[i]] : []));
    const follows = new Set(before ? this.stillFollowed(before, added) : []);
    const inputs = [];
    for (const [i, line] of booths.entries()) {
      const { input, fault } = await this.stated(set, before, line, i, rank, follows);
      if (fault) found.push(fault);
      inputs.push(input);
    }
    this.inputs = inputs;
    const computed = await this.compute({ number: before ? before.value.number + 1 : 1, predecessor, decisions: [...follows], booths: inputs, base: before?.value, rank });
    if (compareBytes(computed.bytes, set.bytes) !== 0) found.push(...differences(set.value, computed.value));
    return found;
  }

  /** The decisions of a set that a successor still follows: a booth that it adds is not left out any more. @param {Booth[]} added */
  stillFollowed(before, added) {
    return before.value.decisions.filter((hash) => {
      const decision = this.decisions.get(hash);
      return !(decision?.body.kind === "booth-missing" && added.includes(decision.booth));
    });
  }

  /** What a set's line of one booth is computed from (9.5). */
  async stated(set, before, line, i, rank, follows) {
    const log = this.logs[i];
    const old = before?.value.booths[i];
    if (old && (isCounted(old) || !isCounted(line))) return { input: { ...this.inputs[i], line: old } };
    if (!isCounted(line)) return this.statedUncounted(set, line, log, follows);
    const { chain, fault } = line.head === undefined ? { chain: null, fault: { check: 7, why: "a counted log without an end" } } : await chainTo(log.entries, line.head, this.pause);
    const wrong = fault ?? this.countedFault(set, before, line, log, chain, follows);
    const own = !wrong;
    const input = inputOf(log, { status: line.status, decided: own ? line.decided : undefined }, chain, rank);
    // Ballots of other branches stand as the set states them.
    input.aside = chain && line.decided ? statedBranches(set, log, line.status) : [];
    return { input, fault: wrong ? { check: wrong.check === 25 ? 25 : 7, why: `booth ${log.booth.name}: ${wrong.why}` } : undefined };
  }

  statedUncounted(set, line, log, follows) {
    const aside = statedRows(set, log);
    let fault;
    let shown = line;
    if (line.decided === "left-out") {
      const decision = this.listed(set, log, ({ kind }) => kind === "booth-missing");
      if (decision) follows.add(decision.hash);
      else fault = { check: 7, why: `booth ${log.booth.name}: left out without a decision that the set lists` };
      if (!decision) shown = { ...line, decided: undefined };
    }
    return { input: { booth: log.booth, line: shown, chain: null, rank: Infinity, aside }, fault };
  }

  /** The newest decision about a booth that the set lists and that is there. */
  listed(set, log, fits) {
    const all = set.value.decisions.map((hash) => this.decisions.get(hash)).filter((decision) => decision && decision.booth === log.booth && fits(decision.body));
    return all.sort((a, b) => b.body.number - a.body.number)[0];
  }

  /** Why a set must not count this chain, or null; notes the decisions that it follows. */
  countedFault(set, before, line, log, chain, follows) {
    const ends = ({ head, checkpoint }) => head === line.head && checkpoint === chain.checkpoint();
    const need = (kind) => {
      const decision = this.listed(set, log, (body) => body.kind === kind && ends(body));
      if (decision) follows.add(decision.hash);
      return decision !== undefined;
    };
    if (before && !need("late-log")) return { check: 7, why: "a late log without a decision that the set lists" };
    if (line.decided === undefined) return chain.closed && line.status === "counted" ? null : { check: 7, why: "a log that is not closed is counted without a decision" };
    const kind = { unclosed: "count-unclosed", fork: "choose-fork" }[line.status];
    return kind && need(kind) ? null : { check: 7, why: "a log is counted by a decision that the set does not list" };
  }

  /** Evidence against logs that the current set counts (9.5, 9.6). */
  async checkLogsAgain() {
    for (const [i, line] of this.current.value.booths.entries()) {
      const log = this.logs[i];
      if (!log || !isCounted(line) || line.head === undefined) continue;
      const place = { file: `logs/${log.booth.name}.plkb` };
      if (line.decided) {
        // What came later hangs on another branch: only what fits no branch at all speaks against the log (9.6).
        const ends = branchEnds(log.entries) ?? [];
        const paths = ends.map((end) => pathTo(log.entries, end) ?? []);
        for (const { check, why } of contradictions(log.entries, paths, log.receipts, log.checkpoints)) this.fail(check, why, place);
      } else if (log.status !== "counted") {
        for (const { check, position, why } of log.faults) this.fail(check, why, { ...place, position });
      }
    }
  }

  // ---- late logs and successors (9.7) ----

  /** Logs that count now and that the current set does not count. */
  async lateLogs() {
    const late = [];
    for (const [i, line] of (this.current?.value.booths ?? []).entries()) {
      const log = this.logs[i];
      if (!log || isCounted(line)) continue;
      const byDecision = log.status === "counted" ? null : await this.decided(log);
      const chain = log.status === "counted" ? log.chain : byDecision.chain;
      if (chain) late.push({ index: i, log, chain, decided: byDecision?.decided, hash: byDecision?.hash });
    }
    return late;
  }

  async successor() {
    this.late = await this.lateLogs();
    const added = new Map();
    const follows = [];
    for (const one of this.late) {
      const decision = this.holding.get(`late ${one.log.booth.name}`);
      if (!decision || decision.body.head !== one.chain.last || decision.body.checkpoint !== one.chain.checkpoint()) continue;
      added.set(one.index, one);
      follows.push(decision.hash, ...(one.hash ? [one.hash] : []));
    }
    if (added.size === 0) return null;
    const rank = this.sets.length;
    follows.push(...this.stillFollowed(this.current, [...added.values()].map(({ log }) => log.booth)));
    const booths = this.inputs.map((input, i) => {
      const one = added.get(i);
      return one ? inputOf(one.log, { status: one.log.status, decided: one.decided }, one.chain, rank) : input;
    });
    const { hash, value } = this.current;
    return this.compute({ number: value.number + 1, predecessor: hash, decisions: follows, booths, base: value, rank });
  }

  /** Late ballots in doubt (9.6, 10.4), and late logs as remarks. */
  findLate() {
    this.lateBallots = 0;
    if (!this.current) return;
    for (const [i, line] of this.current.value.booths.entries()) {
      const log = this.logs[i];
      if (!log || !line.decided) continue;
      const named = statedRows(this.current, log);
      const cast = new Set(log.entries.cast().map(({ entry, place }) => `${entry.position}-${place.codeHex}`));
      const counted = this.inputs[i]?.chain ? this.inputs[i].chain.path.filter(({ entry }) => entry.kind === KINDS.cast).map(({ entry, place }) => `${entry.position}-${place.codeHex}`) : [];
      const known = new Set([...named.map(({ position, code }) => `${position}-${code}`), ...counted]);
      const fresh = [...cast].filter((name) => !known.has(name)).length;
      if (line.decided === "counted") this.lateBallots += fresh;
      else this.lateBallots += Math.max(0, named.length + fresh - this.leftOutDoubt(log, named.length));
    }
    for (const { log } of this.late ?? []) this.remarks.push(`booth ${log.booth.name}: its whole log is there, but the count set does not count it`);
    if (this.lateBallots > 0) this.remarks.push(`${this.lateBallots} late ballots`);
  }

  /** The most ballots in doubt for a booth that is left out (10.4). @param {BoothLog} log @param {number} named */
  leftOutDoubt(log, named) {
    const decision = this.listed(this.current, log, ({ kind }) => kind === "booth-missing");
    return Math.max(decision?.body.at_most ?? 0, named);
  }

  // ---- shares and totals ----

  /** Groups of a set that are its own: shares of the others belong to an earlier set (10.1). */
  ownGroups(set) {
    const before = this.signed.get(set.value.predecessor)?.set;
    const old = new Set(before ? before.value.groups.map(({ group }) => group) : []);
    return new Map(set.value.groups.filter(({ group, status }) => status === "decrypt" && !old.has(group)).map((row) => [row.group, row]));
  }

  checkShares() {
    /** Valid shares by set, trustee and group. @type {Map<string, Map<number, Map<number, any>>>} */
    this.shares = new Map();
    for (const { path, village, value } of this.evidence.shares) {
      if (village !== this.village) continue;
      const set = this.signed.get(value.set)?.set;
      if (!set) this.report.fail(21, { file: path, why: "shares of a count set that the committee has not signed" });
      else this.checkShareFile(path, value, set);
    }
  }

  checkShareFile(path, value, set) {
    const own = this.ownGroups(set);
    for (const row of value.groups) {
      const group = own.get(row.group);
      const wrong = group ? this.shareFault(value, set, group, row) : "no group of this count set is asked for by this number";
      if (wrong) {
        this.report.fail(21, { file: path, why: `trustee ${value.trustee}, group ${row.group}: ${wrong}` });
        continue;
      }
      const ofSet = getOrMake(this.shares, value.set, () => new Map());
      const ofTrustee = getOrMake(ofSet, value.trustee, () => new Map());
      const known = ofTrustee.get(row.group);
      if (!known || compareBytes(bytesOf(row), bytesOf(known)) < 0) ofTrustee.set(row.group, row);
    }
  }

  shareFault(value, set, group, row) {
    if (row.shares.length !== group.sums.length) return "not one share for each option";
    for (const [j, share] of row.shares.entries()) {
      const { r, c } = group.sums[j];
      const statement = {
        election: this.evidence.definition.id,
        village: this.village.code,
        set: set.hashBytes,
        group: row.group,
        option: j + 1,
        trustee: value.trustee,
        verifyingShare: this.village.trustees.shares[value.trustee - 1],
      };
      const { value: wrong, error } = attempt(() => verifyShare({ ...statement, r: fromHex(r), c: fromHex(c) }, encoded(share)));
      if (wrong || error) return `option ${j + 1}: the proof does not hold`;
    }
    return null;
  }

  /** Totals by group number, or null while a group waits. @returns {Map<number, number[]> | null} */
  openGroups() {
    if (!this.current || this.stopped) return null;
    const totals = new Map();
    const n = this.village.n;
    for (const { group, status, ballots, sums } of this.current.value.groups) {
      if (status === "too-small") continue;
      if (status === "empty") {
        totals.set(group, Array(n).fill(0));
        continue;
      }
      const opened = this.openGroup(group, ballots, sums);
      if (!opened) return null;
      totals.set(group, opened);
    }
    return totals;
  }

  openGroup(group, ballots, sums) {
    const shares = this.sharesOf(group);
    const { threshold } = this.village.trustees;
    if (shares.length < threshold) return null;
    const totals = sums.map(({ r, c }, j) => {
      const ofOption = shares.map(({ trustee, row }) => ({ trustee, d: fromHex(row.shares[j].d) }));
      return discreteLog(combine(threshold, ofOption, { r: fromHex(r), c: fromHex(c) }), ballots);
    });
    const rest = ballots - totals.reduce((sum, total) => sum + (total ?? 0), 0);
    if (totals.includes(null) || rest < 0) {
      this.fail(22, `group ${group} opens to an impossible total`);
      return null;
    }
    return [...totals, rest];
  }

  sharesOf(group) {
    const found = [];
    for (const set of this.sets) {
      for (const [trustee, rows] of this.shares.get(set.hash) ?? []) {
        if (rows.has(group)) found.push({ trustee, row: rows.get(group) });
      }
    }
    return found.sort((a, b) => a.trustee - b.trustee);
  }

  // ---- the whole ----

  /** Text of the committee's note over a set. @param {import("./set-file.js").CountSet} set */
  noteText(set) {
    return setNoteText(this.evidence.definition, this.village.code, set.hash);
  }

  /** The set that stands for the village in the election tree. */
  get shown() {
    return this.current ?? this.computed;
  }

  /** All booths counted or left out, signed, decrypted. */
  isComplete() {
    return this.totals !== null && !this.stopped && this.shown.value.booths.every((line) => isCounted(line) || line.decided === "left-out");
  }
}

/** @returns {import("./count-set.js").BoothInput} */
function inputOf(log, found, chain, rank) {
  const line = lineOf(log.booth, found, chain ?? log.chain);
  if (!chain) return { booth: log.booth, line, chain: null, rank: Infinity, aside: asideOf(log) };
  const onChain = new Set(chain.path);
  const aside = found.decided ? asideOf(log, onChain).map((row) => ({ ...row, reason: `log-${found.status}` })) : [];
  return { booth: log.booth, line, chain, rank, aside };
}

function statedRows(set, { booth }) {
  return set.value.set_aside.filter((row) => row.tps === booth.tps && row.booth === booth.booth);
}

/** Rows of branches that are not counted; those that the evidence holds with their hash, which orders them. */
function statedBranches(set, log, status) {
  const hashes = new Map(log.entries.cast().map(({ entry, place }) => [`${entry.position}-${place.codeHex}`, entry.hashBytes]));
  const rows = statedRows(set, log).filter(({ reason }) => reason.startsWith("log-"));
  return rows.map((row) => ({ ...row, reason: `log-${status}`, hash: hashes.get(`${row.position}-${row.code}`) }));
}

function getOrMake(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

const encoded = ({ d, u, v, z }) => ({ d: fromHex(d), u: fromHex(u), v: fromHex(v), z: fromHex(z) });
const bytesOf = ({ shares }) => concat(...shares.flatMap((share) => Object.values(encoded(share))));

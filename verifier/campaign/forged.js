#!/usr/bin/env node
// Compares both verifiers on elections that are made up: for every seed a small election, honest and not, is merged,
// signed, decrypted, surprised by late evidence, signed and decrypted again with `tally`; after every step
// `tally verify` and this verifier must say the same: exit code and lowest number of a failed check.
//
//   node verifier/campaign/forged.js [--tally target/debug/tally] [--seeds 0..100] [--keep]
//
// `--keep` leaves the folder of a seed that differs.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { verifyRecord } from "../src/index.js";
import { toHex } from "../src/bytes.js";
import { writeRecordNote } from "../src/note.js";
import { countSet } from "../src/set-file.js";
import { checkpointText } from "../src/tree.js";
import { failed, load } from "../test/record-helper.js";
import { Dice, Log, World, bundleOf, decisionNote, setNote, shareFile, signedBy } from "./world.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

// ---- what happens at a booth ----

/** @returns {{ path: string, bytes: Uint8Array, late: boolean }[]} */
function playBooth(dice, booth) {
  const late = dice.chance(15);
  const pieces = [];
  const add = (path, bytes, isLate = late) => pieces.push({ path, bytes, late: isLate });
  if (dice.chance(booth.spare ? 40 : 6)) {
    decisions(dice, booth, null, add);
    return pieces;
  }
  const log = new Log(booth);
  if (log.world.quiet) log.open();
  else if (dice.chance(97)) log.open({ parts: dice.chance(97) ? 1 + dice.below(3) : dice.pick([8, 16, 17]), length: dice.chance(97) ? 8 : dice.pick([4, 5, 13]) });
  else log.event();
  let branch = null;
  const steps = dice.below(7);
  for (let i = 0; i < steps; i++) {
    if (!branch && !log.world.quiet && dice.chance(4)) branch = log.branch();
    act(dice, log);
    if (branch) act(dice, branch);
  }
  const closed = close(dice, log);
  if (branch && dice.chance(60)) close(dice, branch);
  if (closed && !log.world.quiet && dice.chance(4)) for (const other of dice.chance(50) ? [log] : [log, log.branch()]) act(dice, other);
  const records = log.world.quiet ? log.records : damaged(dice, log.records);
  add(`logs/${booth.name}.plkb`, bundleOf(booth, records));
  const lateBranch = late || dice.chance(40);
  if (branch) add(`logs/${booth.name}-b.plkb`, bundleOf(booth, branch.records), lateBranch);
  looseReceipts(dice, booth, log, add);
  looseCheckpoints(dice, booth, log, add);
  decisions(dice, booth, { log, branch: lateBranch === late ? branch : null, late }, add);
  return pieces;
}

function act(dice, log) {
  const { booth } = log;
  const roll = log.world.quiet ? dice.below(76) : dice.below(100);
  // Few choices make ties.
  const choice = 1 + dice.below(booth.village.n);
  if (roll < 58) log.cast({ choice });
  else if (roll < 65) log.challenge({ lie: dice.chance(25) });
  else if (roll < 71) log.cancel(dice.pick(["voter", "restart", "printer"]));
  else if (roll < 76) log.event(dice.pick(["restart", "pause", "officer"]), { detail: dice.pick(["", "Genset mati"]) });
  else if (roll < 86) exchange(dice, log);
  else if (roll < 89) log.cast({ spoil: true });
  else if (roll < 91) log.cast({ slip: { list: dice.pick(booth.lists), code: dice.bytes(10) } });
  else if (roll < 94 && log.spent.length > 0) dice.chance(70) ? log.cast({ slip: dice.pick(log.spent), spoil: dice.chance(30) }) : log.challenge({ slip: dice.pick(log.spent) });
  else if (roll < 96 && log.lastSeed) log.cast({ seed: log.lastSeed });
  else if (roll < 97) log.challenge({ slip: { list: dice.pick(booth.lists), code: dice.bytes(10) }, lie: dice.chance(30) });
  else if (roll < 98) log.cast({ receipt: false });
  else odd(dice, log);
}

/** Bodies at the edge of their form. */
function odd(dice, log) {
  const detail = dice.pick(["a\u2028b", "\ufeffa", "a\u00adb", "e\u0301", "\u{1f600}".repeat(200), "x".repeat(201), " a ", "a\tb", "\u200e", "\u061c", "\u0085"]);
  const at = dice.pick(["2026-11-22T09:30:01+07:00", "2026-11-22T24:00:00+07:00", "2026-02-29T09:30:00+07:00", "1969-12-31T23:30:00+07:00", "9999-12-31T23:30:00+07:00", "2026-11-22T09:00:00+08:00", "2026-11-22T02:00:00Z"]);
  const roll = dice.below(5);
  if (roll === 0) log.event("pause", { detail });
  else if (roll === 1) log.event("pause", { at });
  else if (roll === 2) log.event("exchange");
  else if (roll === 3) log.event("lunch");
  else log.append(2, dice.bytes(10 + 32 * (3 * dice.below(8) + 6)));
}

function exchange(dice, log) {
  const { booth } = log;
  const near = dice.chance(85) ? booth.village.booths.filter(({ tps }) => tps === booth.tps) : booth.village.booths;
  const from = dice.pick(near);
  const list = dice.pick(from.lists);
  const own = dice.chance(90) ? (booth.lists.find(({ dusun }) => dusun === list.dusun) ?? booth.lists[0]) : list;
  log.exchange(list.hashOf(dice.pick(list.codes)), own.hashOf(dice.pick(own.codes)));
}

/** @returns {boolean} whether the log is closed */
function close(dice, log) {
  const roll = log.world.quiet ? 0 : dice.below(100);
  const { cast, challenged, cancelled } = log.counts;
  const present = { male: cast + dice.below(2), female: dice.below(2) };
  if (roll < 70) log.close();
  else if (roll < 75) log.close({ officers: { present }, reason: dice.chance(90) ? "Ada selisih" : undefined });
  else if (roll < 79) log.close({ officers: { slips: { sah: cast + 1, batal: cancelled } }, reason: "Ada selisih" });
  else if (roll < 82) log.close({ reason: "Tidak ada selisih" });
  else if (roll < 84) log.close({ officers: { tokens: { received: cast + challenged, unused: 1, spoiled: 0, exchanged: 0 } } });
  else if (roll < 86) log.close({ counts: { cast: cast + 1 } });
  else if (roll < 88) log.close({ officers: { present: { male: 2 ** dice.pick([31, 32, 40, 52]), female: 0 } }, reason: "Salah ketik" });
  else return false;
  return true;
}

function damaged(dice, records) {
  if (dice.chance(96) || records.length === 0) return records;
  const kept = records.slice();
  const at = dice.below(kept.length);
  const roll = dice.below(3);
  if (roll === 0) kept.splice(at, 1);
  else if (roll === 1) kept[at] = { ...kept[at], checkpoint: null };
  else kept[at] = { ...kept[at], signature: dice.bytes(64) };
  return kept;
}

function looseReceipts(dice, booth, log, add) {
  const cast = log.records.filter(({ entry }) => entry.kind === 2);
  const file = (code, entry) => add(`receipts/${toHex(dice.bytes(4))}.receipt.json`, log.receiptFile(code, entry), dice.chance(30));
  if (cast.length > 0 && dice.chance(25)) {
    const { code, entry } = dice.pick(cast);
    file(code ?? dice.bytes(32), entry.hashBytes);
  }
  if (cast.length > 0 && dice.chance(2)) file(dice.bytes(32), dice.pick(cast).entry.hashBytes);
  if (dice.chance(2)) file(dice.bytes(32), dice.bytes(32));
}

function looseCheckpoints(dice, booth, log, add) {
  const { village } = booth;
  const self = { name: booth.origin, secret: booth.secret, key: booth.key };
  const file = (text, signers) => add(`checkpoints/${toHex(dice.bytes(4))}.note`, writeRecordNote(text, signers.map((signer) => signedBy(signer, text))), dice.chance(30));
  if (dice.chance(25)) file(log.checkpoint(), dice.chance(50) ? [self, village.saksi] : [self]);
  if (dice.chance(3)) file(log.checkpoint(), village.committee.slice(0, 1 + dice.below(2)));
  if (dice.chance(1)) file(checkpointText(booth.origin, 2 ** 40, dice.bytes(32)), [self]);
  if (dice.chance(3)) file(checkpointText(booth.origin, log.size + dice.below(2), dice.bytes(32)), dice.pick([[self], village.committee, [village.saksi]]));
}

function decisions(dice, booth, play, add) {
  const { village, world, tps, number } = booth;
  const decide = (body, isLate) => {
    const { name, bytes } = decisionNote(world, village, body, dice.chance(95) ? undefined : village.committee.slice(0, 1));
    add(`decisions/${name}`, bytes, isLate);
  };
  const place = { tps, booth: number };
  const reason = dice.chance(97) ? "Rapat panitia" : dice.pick(["a\u2028b", "", "x".repeat(401), "e\u0301", "\u{1f600}".repeat(400), " a", "a\nb"]);
  if (dice.chance(2)) {
    const checkpoint = dice.pick(["x", checkpointText("lain.example/x", 3, dice.bytes(32)), checkpointText(booth.origin, 0, dice.bytes(32)), `${booth.origin}\n3\n`]);
    decide({ kind: dice.pick(["count-unclosed", "choose-fork", "late-log"]), number: dice.pick([1, 2 ** 31, 2 ** 32, 2 ** 33]), ...place, checkpoint, head: toHex(dice.bytes(32)), reason }, dice.chance(50));
  }
  const roll = dice.below(100);
  if (!play || roll < 12) {
    if (dice.chance(80)) decide({ kind: "booth-missing", number: 1 + dice.below(2), ...place, at_most: dice.chance(97) ? dice.below(4) : 2 ** dice.pick([20, 32, 40]), reason }, dice.chance(15));
  }
  if (play) {
    const { log, branch, late } = play;
    const ends = [log, ...(branch ? [branch] : [])].map((one) => ({ checkpoint: one.checkpoint(), head: one.previous }));
    const end = dice.chance(90) ? dice.pick(ends) : { checkpoint: ends[0].checkpoint, head: toHex(dice.bytes(32)) };
    const kind = branch ? "choose-fork" : "count-unclosed";
    if (branch || !log.records.some(({ entry }) => entry.kind === 6) || dice.chance(3)) {
      if (dice.chance(75)) decide({ kind, number: 1 + dice.below(2), ...place, ...end, reason }, late || dice.chance(15));
      if (dice.chance(6)) decide({ kind, number: 1, ...place, ...dice.pick(ends), reason: "Rapat kedua" }, dice.chance(50));
    }
    if (late || dice.chance(3)) if (dice.chance(80)) decide({ kind: "late-log", number: 1, ...place, ...dice.pick(ends), reason }, true);
  }
  if (dice.chance(12)) {
    const lists = booth.lists.map(({ dusun }) => ({ dusun, present: { male: dice.chance(97) ? dice.below(4) : 2 ** dice.pick([31, 32]), female: dice.below(3) }, dptb: { male: dice.below(2), female: 0 } }));
    decide({ kind: "attendance", number: 1, ...place, lists, reason }, dice.chance(30));
  }
}

function playVillage(dice, village) {
  const pieces = village.booths.flatMap((booth) => playBooth(dice, booth));
  if (dice.chance(35)) {
    const body = { kind: "tie", number: 1, candidate: dice.chance(95) ? 1 + dice.below(village.candidates) : dice.pick([0, 4, 7, 8]), article: dice.chance(95) ? "Pasal tambahan" : "x".repeat(dice.pick([200, 201])), reason: "Rapat panitia" };
    const { name, bytes } = decisionNote(village.booths[0].world, village, body);
    pieces.push({ path: `decisions/${name}`, bytes, late: dice.chance(40) });
  }
  return pieces;
}

// ---- the steps ----

class Play {
  constructor(seed, tally) {
    this.dice = new Dice(`forged ${seed}`);
    this.tally = tally;
    this.folder = mkdtempSync(join(tmpdir(), "forged-"));
    this.world = new World(this.dice);
    this.pieces = this.world.villages.flatMap((village) => playVillage(this.dice, village));
    if (this.dice.chance(15)) this.pieces.push(this.rootNote());
    this.step = 0;
    this.outcomes = [];
    for (const name of ["election.json", "election.json.note"]) write(this.folder, name, this.world.fixedFiles().get(name));
  }

  /** The authority signs a root of the election, or what is none. */
  rootNote() {
    const { authority, hex, villages } = this.world;
    const text = checkpointText(`${authority.name}/${hex}`, this.dice.chance(80) ? villages.length : this.dice.below(4), this.dice.bytes(32));
    return { path: "checkpoints/root.note", bytes: writeRecordNote(text, [signedBy(authority, text)]), late: this.dice.chance(50) };
  }

  /** Merges what there is with what is new, and compares. @returns {Promise<string | null>} how the two differ */
  async merge(added) {
    const inputs = new Map([...(this.record ?? this.world.fixedFiles()), ...added]);
    const input = join(this.folder, `input-${this.step}`);
    const record = join(this.folder, `record-${this.step}`);
    for (const [path, bytes] of inputs) write(input, path, bytes);
    const merged = spawnSync(this.tally, ["merge", "--definition", join(this.folder, "election.json"), "--record", record, input], { encoding: "utf8" });
    if (merged.status > 3) return `merge ended with ${merged.status}: ${merged.stderr}`;
    this.step += 1;
    this.record = load(record);
    return this.compare(record);
  }

  async compare(record) {
    const theirs = spawnSync(this.tally, ["verify", record, "--json"], { encoding: "utf8", maxBuffer: 2 ** 28 });
    const checks = JSON.parse(theirs.stdout).result.checks.filter(({ failures }) => failures.length > 0);
    const mine = await verifyRecord(this.record);
    const their = { exit: theirs.status, check: checks[0]?.check ?? null };
    const our = { exit: mine.exit, check: failed(mine)[0] ?? null };
    this.outcomes.push(`${our.exit}`);
    if (their.exit === our.exit && their.check === our.check) return null;
    const told = (list) => list.flatMap(({ number, check, failures }) => failures.map((failure) => `      ${number ?? check} ${JSON.stringify(failure).slice(0, 300)}`)).join("\n");
    return `step ${this.step - 1} (${record}): tally ${JSON.stringify(their)}, here ${JSON.stringify(our)}\n    tally:\n${told(checks)}\n    here:\n${told(mine.checks)}\n      ${mine.remarks.join("; ")}`;
  }

  async run() {
    const pick = (late) => this.pieces.filter((piece) => piece.late === late).map(({ path, bytes }) => [path, bytes]);
    const steps = [() => pick(false), () => this.notes(), () => this.shares(), () => pick(true), () => this.notes(), () => this.shares()];
    for (const step of steps) {
      const added = step();
      if (added.length === 0 && this.step > 0) continue;
      const difference = await this.merge(added);
      if (difference) return difference;
    }
    return null;
  }

  *sets() {
    for (const [path, bytes] of this.record) {
      const parts = /^(villages\/([0-9]{10})\/[^/]+)\/village\.json$/.exec(path);
      if (!parts) continue;
      const village = this.world.villages.find(({ code }) => code === parts[2]);
      const set = countSet(JSON.parse(new TextDecoder().decode(bytes)), bytes);
      yield { folder: parts[1], village, set, signed: this.record.has(`${path}.note`) };
    }
  }

  notes() {
    const made = [];
    for (const { folder, village, set, signed } of this.sets()) {
      if (signed || this.dice.chance(8)) continue;
      made.push([`${folder}/village.json.note`, setNote(this.world, village, set.hash, this.dice.chance(96) ? undefined : village.committee.slice(0, 1))]);
    }
    return made;
  }

  shares() {
    const made = [];
    for (const { folder, village, set, signed } of this.sets()) {
      if (!signed || this.record.has(`${folder}/t01.share.json`)) continue;
      const before = [...this.sets()].find((one) => one.set.hash === set.value.predecessor)?.set.value.groups ?? [];
      const old = new Set(before.map(({ group }) => group));
      const groups = set.value.groups.filter(({ group, status }) => status === "decrypt" && !old.has(group));
      if (groups.length === 0) continue;
      for (const trustee of this.dice.chance(90) ? [1, 3] : [2]) made.push([`${folder}/t0${trustee}.share.json`, shareFile(this.world, village, set.hash, trustee, groups)]);
    }
    return made;
  }

  end(keep) {
    if (!keep) rmSync(this.folder, { recursive: true });
  }
}

function write(folder, path, bytes) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

// ---- command ----

const { values } = parseArgs({ options: { tally: { type: "string", default: join(ROOT, "target/debug/tally") }, seeds: { type: "string", default: "0..100" }, keep: { type: "boolean", default: false } } });
const [from, to] = values.seeds.split("..").map(Number);
const outcomes = {};
let records = 0;
let differing = 0;
for (let seed = from; seed < to; seed++) {
  const play = new Play(seed, values.tally);
  const difference = await play.run();
  records += play.step;
  for (const outcome of play.outcomes) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  if (difference) {
    differing += 1;
    console.log(`seed ${seed}: ${difference}`);
  }
  play.end(values.keep && difference !== null);
}
console.log(`${to - from} elections, ${records} records compared, ${differing} elections differ; exit codes ${JSON.stringify(outcomes)}`);
process.exitCode = differing === 0 ? 0 : 1;

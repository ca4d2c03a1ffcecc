// Small elections of which everything is known, their logs honest and not: what the two verifiers are compared on.
// All keys follow from the seed and are worthless.

import { ed25519 } from "@noble/curves/ed25519.js";
import { toBase32 } from "../src/base32.js";
import { ballotCode, ballotContext, encryptFromSeed } from "../src/ballot.js";
import { compareBytes, concat, fromHex, str, toHex, u16, u32, u64, u8, utf8 } from "../src/bytes.js";
import { electionIdOf } from "../src/definition.js";
import { entryMessage, logStart, writeRecord } from "../src/entry.js";
import { BASE, decodePoint, encodePoint, encodeScalar, modOrder, multiply } from "../src/group.js";
import { H, leafHash, scalar, sha256 } from "../src/hash.js";
import { writeCompact, writePretty } from "../src/json.js";
import { writeRecordNote } from "../src/note.js";
import { receiptMessage } from "../src/receipt.js";
import { tokenHash, tokenListHash } from "../src/token.js";
import { Tree, boothOrigin, checkpointText } from "../src/tree.js";

/** Numbers that follow from a text. */
export class Dice {
  constructor(seed) {
    this.seed = utf8(String(seed));
    this.count = 0;
  }

  bytes(length) {
    const parts = [];
    for (let left = length; left > 0; left -= 32) parts.push(sha256(concat(this.seed, u64(this.count++))));
    return concat(...parts).subarray(0, length);
  }

  /** 0 to below - 1. */
  below(below) {
    return Number(new DataView(this.bytes(8).buffer.slice(0, 8)).getBigUint64(0) % BigInt(below));
  }

  chance(percent) {
    return this.below(100) < percent;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  scalar() {
    return scalar("campaign", this.bytes(32));
  }
}

const sign = (secret, message) => ed25519.sign(message, secret);

function keyPair(dice) {
  const secret = dice.bytes(32);
  return { secret, key: ed25519.getPublicKey(secret) };
}

/** An election with everything that is secret about it. */
export class World {
  constructor(dice) {
    this.dice = dice;
    this.mode = "simulasi";
    /** A day on which nothing goes wrong but ties. */
    this.quiet = dice.chance(40);
    this.nonce = dice.bytes(32);
    this.authority = { name: "panitia.example", ...keyPair(dice) };
    this.villages = Array.from({ length: dice.chance(25) ? 2 : 1 }, (_, i) => makeVillage(this, i));
    this.definition = writePretty(this.plain());
    this.election = electionIdOf(this.definition);
    this.hex = toHex(this.election);
    for (const village of this.villages) for (const booth of village.booths) booth.origin = boothOrigin(this.authority.name, this.hex, village.code, booth.tps, booth.number);
  }

  plain() {
    return {
      format: "pilkades/definition/v1",
      mode: this.mode,
      nonce: toHex(this.nonce),
      title: "Perbandingan",
      date: "2026-11-22",
      opens: "07:00",
      closes: "13:00",
      time_zone: "WIB",
      words: { village: "desa", head: "kepala desa" },
      authority: { name: this.authority.name, key: toHex(this.authority.key) },
      villages: this.villages.map((village) => village.plain),
    };
  }

  /** What is fixed before the day. @returns {Map<string, Uint8Array>} */
  fixedFiles() {
    const text = `pilkades/definition/v1\n${this.mode}\n${this.hex}\n`;
    const files = new Map([
      ["election.json", this.definition],
      ["election.json.note", writeRecordNote(text, [signedBy(this.authority, text)])],
    ]);
    for (const village of this.villages) {
      village.trustees.secrets.forEach((secret, i) => files.set(`acceptances/${village.code}-t0${i + 1}.json`, this.acceptance(village, i + 1, secret)));
      for (const { name, hashes } of village.booths.flatMap(({ lists }) => lists)) {
        files.set(`tokens/${name}.list`, utf8(`pilkades/token-list/v1\n${name}\n${hashes.map((hash) => `${toHex(hash)}\n`).join("")}`));
      }
    }
    return files;
  }

  acceptance(village, trustee, secret) {
    const u = this.dice.scalar();
    const U = encodePoint(multiply(BASE, u));
    const x = scalar("acceptance", this.election, str(village.code), u16(trustee), village.trustees.shares[trustee - 1], U);
    return writePretty({ format: "pilkades/acceptance/v1", election: this.hex, village: village.code, trustee, u: toHex(U), z: toHex(encodeScalar(modOrder(u + x * secret))) });
  }
}

/** A signature of a note's line. */
export function signedBy({ name, secret, key }, text) {
  return { name, key, signature: sign(secret, utf8(text)) };
}

function makeVillage(world, i) {
  const { dice } = world;
  const code = `99010120${String(i + 1).padStart(2, "0")}`;
  const hasDusun = dice.chance(60);
  const candidates = 1 + dice.below(3);
  const blank = candidates === 1 || dice.chance(50);
  const village = { code, n: candidates + (blank ? 1 : 0), candidates, committee: [], booths: [], smallest: 1 + dice.below(4) };
  village.committee = ["ketua", "sekretaris", "anggota"].map((role) => ({ name: `${role}.${code}.example`, ...keyPair(dice) }));
  village.saksi = { name: `saksi.${code}.example`, ...keyPair(dice) };
  village.trustees = makeTrustees(dice);
  const tps = Array.from({ length: 1 + dice.below(3) }, (_, t) => makeTps(world, village, t + 1, hasDusun));
  const listsOf = (number) => tps.flatMap(({ booths }) => booths.flatMap(({ lists }) => lists)).filter(({ dusun }) => dusun === number);
  const used = [1, 2].filter((number) => hasDusun && listsOf(number).length > 0);
  const voters = (lists) => ({ male: lists.reduce((sum, list) => sum + list.voters.male, 0), female: lists.reduce((sum, list) => sum + list.voters.female, 0) });
  const rules = ["largest-tps", "largest-dusun", "largest-booth", "tps-won", "external"].filter(() => dice.chance(45));
  rules.sort(() => dice.below(3) - 1);
  village.plain = {
    code,
    name: `Desa ${i + 1}`,
    district: "Muara",
    regency: "Contoh",
    province: "Provinsi",
    dusun: hasDusun ? [1, 2].map((number) => ({ number, name: `Dusun ${number}`, voters: voters(listsOf(number)) })) : [],
    candidates: Array.from({ length: candidates }, (_, c) => ({ number: c + 1, name: `Calon ${c + 1}` })),
    blank,
    rules: {
      smallest_cell: village.smallest,
      blank_as: dice.pick(["separate", "invalid"]),
      largest_by: dice.pick(["registered", "present"]),
      ties: rules.map((by) => ({ by, article: `Pasal ${by}` })),
    },
    committee: { threshold: 2, keys: village.committee.map(({ name, key }) => ({ name, key: toHex(key) })) },
    saksi: [{ candidate: 1, name: village.saksi.name, key: toHex(village.saksi.key) }],
    trustees: {
      threshold: 2,
      joint_key: toHex(village.trustees.joint),
      members: village.trustees.shares.map((share, t) => ({ name: `Wali ${t + 1}`, verifying_share: toHex(share) })),
      transcript: toHex(dice.bytes(32)),
      one_machine: true,
    },
    tps: tps.map(({ number, booths }) => ({
      number,
      voters: voters(booths.flatMap(({ lists }) => lists)),
      booths: booths.map((booth) => ({
        number: booth.number,
        key: toHex(booth.key),
        spare: booth.spare,
        lists: booth.lists.map(({ dusun, voters: registered, codes, hash }) => ({ dusun, voters: registered, tokens: codes.length, hash: toHex(hash) })),
      })),
    })),
  };
  village.dusun = used;
  return village;
}

function makeTrustees(dice) {
  const [secret, slope] = [dice.scalar(), dice.scalar()];
  const secrets = [1n, 2n, 3n].map((t) => modOrder(secret + slope * t));
  return { secrets, shares: secrets.map((share) => encodePoint(multiply(BASE, share))), joint: encodePoint(multiply(BASE, secret)), jointPoint: multiply(BASE, secret) };
}

function makeTps(world, village, number, hasDusun) {
  const { dice } = world;
  const booths = [];
  const plans = Array.from({ length: 1 + dice.below(2) }, () => false);
  if (dice.chance(40)) plans.push(true);
  const dusun = hasDusun ? (dice.chance(50) ? [1, 2] : [1 + dice.below(2)]) : [0];
  for (const [b, spare] of plans.entries()) {
    const booth = { world, village, tps: number, number: b + 1, spare, name: `${village.code}-${number}-${b + 1}`, boothSecret: dice.bytes(32), ...keyPair(dice) };
    const largest = Math.max(0, ...booths.flatMap(({ lists }) => lists.map(({ codes }) => codes.length)));
    booth.lists = dusun.map((d) => makeList(world, booth, d, spare ? largest : null));
    booths.push(booth);
    village.booths.push(booth);
  }
  return { number, booths };
}

function makeList(world, booth, dusun, tokens) {
  const { dice } = world;
  const voters = tokens === null ? { male: 1 + dice.below(4), female: dice.below(4) } : { male: 0, female: 0 };
  const count = tokens ?? Math.max(voters.male + voters.female + 1, 5);
  const codes = Array.from({ length: count }, () => dice.bytes(10));
  const place = { mode: world.mode, nonce: world.nonce, village: booth.village.code, tps: booth.tps, booth: booth.number, dusun };
  const hashOf = (code) => tokenHash(place, code);
  const hashes = codes.map(hashOf).sort(compareBytes);
  return { name: `${booth.name}-${dusun}`, dusun, voters, codes, hashes, hash: tokenListHash(hashes), hashOf };
}

// ---- logs ----

/** A log that grows; it signs whatever it is told to. */
export class Log {
  constructor(booth) {
    this.booth = booth;
    this.world = booth.world;
    this.records = [];
    this.previous = logStart(this.world.election, booth.key);
    this.tree = new Tree();
    this.counts = { cast: 0, challenged: 0, cancelled: 0, events: 0 };
    this.free = booth.lists.flatMap((list) => list.codes.map((code) => ({ list, code })));
    this.spent = [];
  }

  /** Another log with the same beginning. */
  branch() {
    const copy = Object.assign(new Log(this.booth), this, { records: [...this.records], counts: { ...this.counts }, free: [...this.free], spent: [...this.spent] });
    copy.tree = Object.assign(new Tree(), { size: this.tree.size, peaks: [...this.tree.peaks] });
    return copy;
  }

  get size() {
    return this.tree.size;
  }

  append(kind, body, { receipt = true, checkpoint = true, code } = {}) {
    const bytes = concat(utf8("PLK1"), u8(kind), u64(this.size), fromHex(this.previous), u32(body.length), body);
    const hashBytes = leafHash(bytes);
    const { secret } = this.booth;
    const entry = { bytes, kind, position: this.size, hashBytes, hash: toHex(hashBytes) };
    this.tree.append(hashBytes);
    this.previous = entry.hash;
    const counted = [null, null, "cast", "challenged", "cancelled", "events", null][kind];
    if (counted) this.counts[counted] += 1;
    const due = kind === 1 || kind === 6 || (kind === 2 && this.counts.cast % 25 === 0);
    const record = {
      entry,
      signature: sign(secret, entryMessage(this.world.election, hashBytes)),
      receipt: kind === 2 && receipt ? sign(secret, receiptMessage(this.world.election, code ?? new Uint8Array(32), hashBytes)) : null,
      checkpoint: due && checkpoint ? sign(secret, utf8(this.checkpoint())) : null,
      code,
    };
    this.records.push(record);
    return record;
  }

  checkpoint() {
    return checkpointText(this.booth.origin, this.size, this.tree.root());
  }

  open({ parts = 1, length = 8 } = {}) {
    const codes = Array.from({ length: parts }, () => toBase32(this.world.dice.bytes(12)).slice(0, length));
    const launch = codes.map((code, i) => ({ candidate: i % 9, given_by: "Dadu", code }));
    return this.append(1, writeCompact({ election: this.world.hex, software: "00".repeat(32), durability: "full", opened_at: "2026-11-22T07:00:00+07:00", launch_code: codes.join("-"), launch }));
  }

  context(list, code) {
    const { village, tps, number, key } = this.booth;
    return ballotContext({
      election: this.world.election,
      village: village.code,
      tps,
      booth: number,
      dusun: list.dusun,
      boothKey: key,
      jointKey: village.trustees.joint,
      options: village.n,
      tokenHash: list.hashOf(code),
    });
  }

  ballot({ list, code }, choice, seed) {
    const ctx = this.context(list, code);
    const { village } = this.booth;
    return { ctx, bytes: encryptFromSeed({ seed, choice, token: code, ctx, jointKey: village.trustees.jointPoint, options: village.n }) };
  }

  take() {
    if (this.free.length === 0) return null;
    const [slip] = this.free.splice(this.world.dice.below(this.free.length), 1);
    this.spent.push(slip);
    return slip;
  }

  /** @param {{ slip?: any, choice?: number, seed?: Uint8Array, spoil?: boolean }} [how] */
  cast({ slip = this.take(), choice, seed = this.world.dice.bytes(32), spoil = false, ...parts } = {}) {
    if (!slip) return null;
    const ballot = this.ballot(slip, choice ?? 1 + this.world.dice.below(this.booth.village.n), seed);
    const bytes = Uint8Array.from(ballot.bytes);
    // The last byte but 32 belongs to z: a small change that stays a scalar.
    if (spoil) bytes[bytes.length - 40] ^= 1;
    const record = this.append(2, bytes, { code: ballotCode(ballot.ctx, bytes), ...parts });
    this.lastSeed = seed;
    return record;
  }

  challenge({ slip = this.take(), lie = false, choice = 1 + this.world.dice.below(this.booth.village.n) } = {}) {
    if (!slip) return null;
    const seed = this.world.dice.bytes(32);
    const { bytes } = this.ballot(slip, choice, seed);
    const told = lie ? (choice % 8) + 1 : choice;
    return this.append(3, concat(bytes, u8(told), seed));
  }

  cancel(reason = "voter") {
    return this.append(4, writeCompact({ code: toHex(this.world.dice.bytes(32)), reason }));
  }

  event(event = "pause", more = {}) {
    return this.append(5, writeCompact({ event, at: "2026-11-22T09:30:00+07:00", detail: "", ...more }));
  }

  exchange(old, given) {
    return this.event("exchange", { exchange: { old: toHex(old), new: toHex(given), medium: "read" } });
  }

  /** Figures that agree, except as told. */
  close({ officers = {}, reason, counts = {} } = {}) {
    const { cast, challenged, cancelled } = this.counts;
    const { male, female } = this.booth.lists.reduce((sum, { voters }) => ({ male: sum.male + voters.male, female: sum.female + voters.female }), { male: 0, female: 0 });
    const dpt = male + female;
    const body = {
      closed_at: "2026-11-22T13:00:00+07:00",
      counts: { ...this.counts, ...counts },
      officers: {
        present: { male: cast, female: 0 },
        dptb: { male: Math.max(0, cast - dpt), female: 0 },
        tokens: { received: cast + challenged + 3, unused: 3, spoiled: 0, exchanged: 0 },
        slips: { sah: cast, batal: cancelled },
        ...officers,
      },
      ...(reason === undefined ? {} : { reason }),
    };
    return this.append(6, writeCompact(body));
  }

  /** One loose receipt. */
  receiptFile(code, entry) {
    const { village, tps, number, secret } = this.booth;
    const signature = toHex(sign(secret, receiptMessage(this.world.election, code, entry)));
    return writePretty({ format: "pilkades/receipt/v1", election: this.world.hex, village: village.code, tps, booth: number, code: toHex(code), entry: toHex(entry), signature });
  }
}

/** A bundle of any records, in the canonical order. */
export function bundleOf(booth, records) {
  const rows = records.map((record) => ({ record, bytes: writeRecord(record) }));
  rows.sort((a, b) => a.record.entry.position - b.record.entry.position || compareBytes(a.record.entry.hashBytes, b.record.entry.hashBytes) || compareBytes(a.bytes, b.bytes));
  const different = rows.filter(({ bytes }, i) => i === 0 || compareBytes(bytes, rows[i - 1].bytes) !== 0);
  const head = concat(utf8("PLKB"), u8(1), booth.world.election, str(booth.village.code), u16(booth.tps), u16(booth.number), booth.key, u32(different.length));
  const before = concat(head, ...different.flatMap(({ bytes }) => [u32(bytes.length), bytes]));
  return concat(before, H("bundle", before));
}

// ---- committee and trustees ----

/** @returns {{ name: string, bytes: Uint8Array }} */
export function decisionNote(world, village, body, signers = village.committee.slice(0, 2)) {
  const text = `pilkades/decision/v1\n${world.mode}\n${world.hex}\n${village.code}\n${new TextDecoder().decode(writePretty(body))}`;
  const hash = toHex(H("decision", utf8(text)));
  return { name: `${village.code}-${hash}.note`, bytes: writeRecordNote(text, signers.map((member) => signedBy(member, text))) };
}

export function setNote(world, village, setHash, signers = village.committee.slice(0, 2)) {
  const text = `pilkades/count-set/v1\n${world.mode}\n${world.hex}\n${village.code}\n${setHash}\n`;
  return writeRecordNote(text, signers.map((member) => signedBy(member, text)));
}

export function shareFile(world, village, set, trustee, groups) {
  const secret = village.trustees.secrets[trustee - 1];
  const rows = groups.map(({ group, sums }) => ({ group, shares: sums.map((sum, j) => share(world, village, { set, group, option: j + 1, trustee, secret, sum })) }));
  return writePretty({ format: "pilkades/share/v1", election: world.hex, village: village.code, set, trustee, groups: rows });
}

function share(world, village, { set, group, option, trustee, secret, sum }) {
  const R = decodePoint(fromHex(sum.r));
  const u = world.dice.scalar();
  const [D, U, V] = [multiply(R, secret), multiply(BASE, u), multiply(R, u)].map(encodePoint);
  const x = scalar("share-challenge", world.election, str(village.code), fromHex(set), u32(group), u8(option), u16(trustee), village.trustees.shares[trustee - 1], fromHex(sum.r), fromHex(sum.c), D, U, V);
  return { d: toHex(D), u: toHex(U), v: toHex(V), z: toHex(encodeScalar(modOrder(u + x * secret))) };
}


// The ballots, tests and exchanges of one log (spec 4.5, 4.7, 8.4).

import { CiphertextSum, challengeOpens, firstPoints, parseBallot, verifyBallots } from "./ballot.js";
import { attempt } from "./bytes.js";
import { KINDS } from "./entry.js";
import { decodePoint, subtract } from "./group.js";

/** Ballots whose proofs are checked together: enough to share the work, few enough to stop soon. */
const BATCH = 128;

/** @typedef {import("./chain.js").Chain} Chain */
/** @typedef {import("./chain.js").Item} Item */
/**
 * @typedef {object} Judged
 * @property {{ item: Item, position: number, reason: string | null, token: string | null, points: string[] }[]} casts `token`: hash in its list; `points`: R_1..R_m
 * @property {{ position: number, remark: string }[]} remarks of tests and of the close
 * @property {{ position: number, old: string, new: string, used: boolean }[]} exchanges `used`: an earlier entry has spent `new`
 * @property {Map<string, { position: number, kind: number }>} uses first use of every token of the booth's lists
 * @property {Map<string, CiphertextSum>} sums by list name, of the ballots without a reason
 * @property {number} invalid ballots with invalid proofs
 */

/**
 * @param {Chain} chain @param {(count: number) => Promise<void>} pause called after every batch
 * @returns {Promise<Judged>}
 */
export async function judge(chain, pause) {
  const known = chain.entries.remembered.get(`judged ${chain.last}`);
  if (known) return known;
  const judging = new Judging(chain);
  for (const link of chain.links) {
    judging.take(link);
    if (judging.waiting.length >= BATCH) await pause(judging.verify());
  }
  await pause(judging.verify());
  chain.entries.remembered.set(`judged ${chain.last}`, judging.judged);
  return judging.judged;
}

class Judging {
  constructor({ entries }) {
        this.n = entries.booth.village.n;
    this.jointKey = jointPoint(entries.booth.village);
    this.spent = new Set();
    this.waiting = [];
    /** @type {Judged} */
    this.judged = { casts: [], remarks: [], exchanges: [], uses: new Map(), sums: new Map(), invalid: 0 };
    for (const list of entries.booth.lists) this.judged.sums.set(list.name, new CiphertextSum(this.n));
  }

  take({ item, body }) {
    const { kind, position } = item.entry;
    if (kind === KINDS.cast) this.cast(item, body.ballot);
    if (kind === KINDS.challenged) this.challenged(item, body);
    if (kind === KINDS.event && body.exchange) {
      const { old, new: given } = body.exchange;
      this.judged.exchanges.push({ position, old, new: given, used: this.judged.uses.has(given) });
    }
    if (kind === KINDS.closed) this.closed(position, body);
  }

  /** Spends the token. @returns {string | null} why it is not good */
  spend({ place, entry }) {
    // What is in no list has no list's hash; its code as such tells whether it was used before.
    const used = this.spent.has(place.token);
    this.spent.add(place.token);
    if (!place.list) return "not-in-list";
    if (used) return "token-used";
    this.judged.uses.set(place.token, { position: entry.position, kind: entry.kind });
    return null;
  }

  cast(item, ballot) {
    const row = { item, position: item.entry.position, reason: this.spend(item), token: item.place.list ? item.place.token : null, points: [] };
    this.judged.casts.push(row);
    if (row.reason) return;
    const { value, error } = attempt(() => parseBallot(ballot, this.n));
    if (error) this.reject(row);
    else this.waiting.push({ row, ballot: value, ctx: item.place.ctx, jointKey: this.jointKey });
  }

  reject(row) {
    row.reason = "invalid-proof";
    this.judged.invalid += 1;
  }

  /** @returns {number} how many were checked */
  verify() {
    const waiting = this.waiting;
    this.waiting = [];
    verifyBallots(waiting).forEach((wrong, i) => {
      const { row, ballot } = waiting[i];
      if (wrong) return this.reject(row);
      row.points = firstPoints(ballot.bytes, this.n);
      this.judged.sums.get(row.item.place.list.name).add(ballot);
    });
    return waiting.length;
  }

  challenged(item, { ballot, choice, seed }) {
    const { position } = item.entry;
    // Of a token in no list the context is not known, and so not what the ballot should be.
    const opens = !item.place.list || challengeOpens(ballot, { seed, choice, ctx: item.place.ctx, jointKey: this.jointKey, options: this.n });
    if (!opens) this.judged.remarks.push({ position, remark: "challenge-differs" });
    if (this.spend(item)) this.judged.remarks.push({ position, remark: "challenge-token" });
  }

  closed(position, { reason }) {
    if (reason !== undefined) this.judged.remarks.push({ position, remark: "accounting" });
  }
}

const jointPoints = new WeakMap();

/** K of a village, decoded once: the batch recognises it as one point. @param {import("./definition.js").Village} village */
export function jointPoint(village) {
  if (!jointPoints.has(village)) jointPoints.set(village, decodePoint(village.trustees.jointKey));
  return jointPoints.get(village);
}

/** A sum without one of its ballots. @param {CiphertextSum} sum @param {Item} item @param {number} options */
export function without(sum, item, options) {
  const ballot = parseBallot(item.entry.body, options);
  const less = new CiphertextSum(options);
  less.R = sum.R.map((point, j) => subtract(point, ballot.R[j]));
  less.C = sum.C.map((point, j) => subtract(point, ballot.C[j]));
  return less;
}

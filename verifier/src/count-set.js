// What a count set says, computed from logs (spec 8.4, 8.5, 9.1 to 9.4, 9.7).

import { CiphertextSum } from "./ballot.js";
import { toHex, utf8 } from "./bytes.js";
import { leafHash } from "./hash.js";
import { writePretty } from "./json.js";
import { judge, without } from "./judge.js";
import { rootOf } from "./tree.js";
import { add } from "./group.js";

/** @typedef {import("./definition.js").Booth} Booth */
/**
 * @typedef {object} BoothInput what a count set starts from, of one booth
 * @property {Booth} booth @property {any} line as in 9.4
 * @property {import("./chain.js").Chain | null} chain the counted chain, or null
 * @property {number} rank which set of the succession counts it first, from 0; Infinity if none does
 * @property {{ position: number, code: string, reason: string, hash?: Uint8Array }[]} aside ballots that are named without being judged
 */

/** @param {Booth} booth @param {{ status: string, decided?: string }} found @param {import("./chain.js").Chain} chain */
export function lineOf(booth, { status, decided }, chain) {
  const { cast, challenged, cancelled } = chain.counts;
  const line = { tps: booth.tps, booth: booth.booth, status, decided, size: chain.size, head: chain.last, cast, challenged, cancelled };
  if (decided === undefined) delete line.decided;
  if (line.head === undefined) delete line.head;
  return line;
}

/**
 * @param {object} parts
 * @param {import("./definition.js").Definition} parts.definition @param {import("./definition.js").Village} parts.village
 * @param {Map<string, Set<string>>} parts.tokens @param {number} parts.number @param {string} [parts.predecessor] hex
 * @param {string[]} parts.decisions hashes @param {BoothInput[]} parts.booths in definition order
 * @param {any} [parts.base] the predecessor's value, of whose booths everything stays @param {number} parts.rank of this set in the succession
 * @param {(count: number) => Promise<void>} pause
 * @returns {Promise<{ value: any, bytes: Uint8Array }>}
 */
export async function computeSet({ definition, village, tokens, number, predecessor, decisions, booths, base, rank }, pause) {
  const counted = booths.filter(({ chain }) => chain);
  for (const one of counted) one.judged = await judge(one.chain, pause);
  const exchange = followExchanges(village, tokens, counted);
  const repeated = repeatedPoints(counted, exchange);
  const rows = booths.map((one) => (one.chain && one.rank === rank ? ownRows(one, exchange, repeated) : keptRows(one, base)));
  const leaves = booths.map(({ chain }) => leafHash(utf8(chain ? chain.checkpoint() : "absent")));
  const value = {
    format: "pilkades/count-set/v1",
    mode: definition.mode,
    election: definition.idHex,
    village: village.code,
    number,
    predecessor,
    root: toHex(rootOf(leaves)),
    decisions: [...new Set(decisions)].sort(),
    booths: booths.map(({ line }) => line),
    set_aside: rows.flatMap(({ aside }) => aside),
    remarks: rows.flatMap(({ remarks }) => remarks),
    groups: groupsOf({ village, booths, base, rank }, exchange),
  };
  if (predecessor === undefined) delete value.predecessor;
  return { value, bytes: writePretty(value) };
}

// ---- ballots set aside, and remarks ----

function keptRows({ booth, aside, line }, base) {
  const place = { tps: booth.tps, booth: booth.booth };
  const here = (row) => row.tps === booth.tps && row.booth === booth.booth;
  if (base) return { aside: base.set_aside.filter(here), remarks: base.remarks.filter(here) };
  return { aside: aside.map(({ position, code }) => ({ ...place, position, code, reason: `log-${line.status}` })), remarks: [] };
}

const REMARKS = ["challenge-differs", "challenge-token", "exchange-invalid", "repeated-r", "accounting"];

function ownRows({ booth, judged, aside }, exchange, repeated) {
  const place = { tps: booth.tps, booth: booth.booth };
  const judgedAside = judged.casts
    .map((row) => ({ position: row.position, code: row.item.place.codeHex, reason: reasonOf(row, exchange) }))
    .filter(({ reason }) => reason !== null);
  // Those of the counted chain first, then the others (9.4).
  judgedAside.sort((a, b) => a.position - b.position);
  const all = [...judgedAside, ...aside];
  const remarks = [
    ...judged.remarks,
    ...(exchange.invalid.get(booth) ?? []).map((position) => ({ position, remark: "exchange-invalid" })),
    ...(repeated.get(booth) ?? []).map((position) => ({ position, remark: "repeated-r" })),
  ];
  remarks.sort((a, b) => a.position - b.position || REMARKS.indexOf(a.remark) - REMARKS.indexOf(b.remark));
  return {
    aside: all.map(({ position, code, reason }) => ({ ...place, position, code, reason })),
    remarks: remarks.map(({ position, remark }) => ({ ...place, position, remark })),
  };
}

function reasonOf(row, exchange) {
  return row.reason ?? (exchange.aside.has(row) ? "token-exchanged" : null);
}

/** Positions of ballots whose R_j stood in an earlier one that counts: logs of an earlier set first. @returns {Map<Booth, number[]>} */
function repeatedPoints(counted, exchange) {
  const seen = new Set();
  const found = new Map();
  for (const { booth, judged } of byRank(counted)) {
    const positions = [];
    for (const row of judged.casts) {
      if (reasonOf(row, exchange) !== null) continue;
      if (row.points.some((point) => seen.has(point))) positions.push(row.position);
      for (const point of row.points) seen.add(point);
    }
    found.set(booth, positions);
  }
  return found;
}

function byRank(counted) {
  return [...counted].sort((a, b) => a.rank - b.rank || a.booth.index - b.booth.index);
}

// ---- exchanged slips (8.5) ----

/**
 * @returns {{ invalid: Map<Booth, number[]>, aside: Set<any> }} positions of exchanges that link nothing; rows of ballots that another use of their slip displaces
 */
function followExchanges(village, tokens, counted) {
  const links = new Links();
  const invalid = new Map();
  for (const { booth, judged } of byRank(counted)) {
    const positions = judged.exchanges.filter((one) => !links.add(one, booth, village, tokens)).map(({ position }) => position);
    invalid.set(booth, positions);
  }
  return { invalid, aside: displaced(links, counted) };
}

class Links {
  constructor() {
    /** What a slip was given for. @type {Map<string, string>} */
    this.parent = new Map();
    this.given = new Set();
    /** First slip and number of exchanges since, where known. @type {Map<string, { first: string, depth: number }>} */
    this.origins = new Map();
  }

  add({ old, new: given, used }, booth, village, tokens) {
    const holds = (list, token) => tokens.get(list.name)?.has(token);
    const listNew = booth.lists.find((list) => holds(list, given));
    const listOld = village.booths.filter(({ tps }) => tps === booth.tps).flatMap(({ lists }) => lists).find((list) => holds(list, old));
    if (!listNew || !listOld || listNew.dusun !== listOld.dusun || old === given || used || this.given.has(given)) return false;
    // Given by all that its own log says, even if the links of all logs forbid it. Only this booth can give it.
    this.given.add(given);
    // It was never given before, so it is the first slip of whatever goes back to it.
    if (this.root(old) === given) return false;
    this.parent.set(given, old);
    return true;
  }

  /** The first slip, with the ways to it made short. */
  root(token) {
    const way = [];
    let at = token;
    while (this.short(at) !== undefined) {
      way.push(at);
      at = this.short(at);
    }
    for (const step of way) (this.shorter ??= new Map()).set(step, at);
    return at;
  }

  short(token) {
    return this.shorter?.get(token) ?? this.parent.get(token);
  }

  /** @param {string} token @returns {{ first: string, depth: number }} */
  origin(token) {
    const way = [];
    let at = token;
    while (!this.origins.has(at) && this.parent.has(at)) {
      way.push(at);
      at = this.parent.get(at);
    }
    let known = this.origins.get(at) ?? { first: at, depth: 0 };
    for (const step of way.reverse()) {
      known = { first: known.first, depth: known.depth + 1 };
      this.origins.set(step, known);
    }
    return known;
  }
}

function displaced(links, counted) {
  const trees = new Map();
  const firsts = new Set([...links.parent.keys()].map((token) => links.origin(token).first));
  for (const { booth, judged, rank } of counted) {
    for (const [token, { position }] of judged.uses) {
      const { first, depth } = links.origin(token);
      if (!firsts.has(first)) continue;
      if (!trees.has(first)) trees.set(first, []);
      trees.get(first).push({ booth, judged, rank, depth, position });
    }
  }
  const aside = new Set();
  for (const uses of trees.values()) {
    uses.sort((a, b) => a.rank - b.rank || a.depth - b.depth || a.booth.index - b.booth.index || a.position - b.position);
    for (const { judged, position } of uses.slice(1)) {
      const row = castAt(judged, position);
      if (row && row.reason === null) aside.add(row);
    }
  }
  return aside;
}

function castAt(judged, position) {
  judged.castAt ??= new Map(judged.casts.map((row) => [row.position, row]));
  return judged.castAt.get(position);
}

// ---- groups and sums (9.1 to 9.3, 9.7) ----

function groupsOf({ village, booths, base, rank }, exchange) {
  const smallest = village.rules.smallest_cell;
  const added = booths.filter((one) => (base ? one.chain && one.rank === rank : true));
  const cells = cellsOf(added, exchange);
  const grouped = joinCells(cells, smallest);
  if (!base) return grouped.map((group, i) => groupRow(i + 1, group, smallest, village.n));
  const isAdded = new Set(added.map(({ booth }) => `${booth.tps}-${booth.booth}`));
  const kept = base.groups.filter(({ cells: [cell] }) => !isAdded.has(`${cell.tps}-${cell.booth}`));
  const highest = Math.max(0, ...base.groups.map(({ group }) => group));
  return [...kept, ...grouped.map((group, i) => groupRow(highest + 1 + i, group, smallest, village.n))];
}

/** @returns {{ index: number, booth: Booth, dusun: number, ballots: number, sum: CiphertextSum | null, displaced: any[] }[]} in definition order */
function cellsOf(booths, exchange) {
  const cells = [];
  for (const { booth, chain, judged } of booths) {
    for (const list of booth.lists) {
      const valid = chain ? judged.casts.filter((row) => row.reason === null && row.item.place.list === list) : [];
      const displaced = valid.filter((row) => exchange.aside.has(row));
      cells.push({ index: cells.length, booth, dusun: list.dusun, ballots: valid.length - displaced.length, sum: chain ? judged.sums.get(list.name) : null, displaced });
    }
  }
  return cells;
}

const ballotsIn = (cells) => cells.reduce((sum, cell) => sum + cell.ballots, 0);
const byFirst = (a, b) => a[0].index - b[0].index;

/** @returns {any[][]} groups as lists of cells, by their first cell */
export function joinCells(cells, smallest) {
  let groups = cells.map((cell) => [cell]);
  const isSmall = (group) => ballotsIn(group) > 0 && ballotsIn(group) < smallest;
  const isLarge = (group) => ballotsIn(group) >= smallest;
  for (const bucketOf of [({ booth, dusun }) => `${booth.tps}-${dusun}`, ({ booth }) => `${booth.tps}`, () => "village"]) {
    // Every group lies inside one bucket of its level, because it was joined in a bucket of a level inside.
    const buckets = new Map();
    for (const group of groups) {
      const name = bucketOf(group[0]);
      if (!buckets.has(name)) buckets.set(name, []);
      buckets.get(name).push(group);
    }
    groups = [...buckets.values()].flatMap((bucket) => joinBucket(bucket, isSmall, isLarge)).sort(byFirst);
  }
  return groups;
}

function joinBucket(bucket, isSmall, isLarge) {
  const small = bucket.filter(isSmall);
  if (small.length === 0) return bucket;
  const rest = bucket.filter((group) => !isSmall(group));
  let joined = small.flat();
  if (isSmall(joined)) {
    const large = rest.filter(isLarge).sort((a, b) => ballotsIn(a) - ballotsIn(b) || byFirst(a, b));
    if (large.length > 0) {
      rest.splice(rest.indexOf(large[0]), 1);
      joined = [...joined, ...large[0]];
    }
  }
  joined.sort((a, b) => a.index - b.index);
  return [...rest, joined];
}

function groupRow(number, cells, smallest, options) {
  const ballots = ballotsIn(cells);
  const status = ballots === 0 ? "empty" : ballots < smallest ? "too-small" : "decrypt";
  return {
    group: number,
    cells: cells.map(({ booth, dusun, ballots: own }) => ({ tps: booth.tps, booth: booth.booth, dusun, ballots: own })),
    ballots,
    status,
    sums: status === "decrypt" ? sumOf(cells, options).encoded() : [],
  };
}

function sumOf(cells, options) {
  const total = new CiphertextSum(options);
  for (const { sum, displaced } of cells) {
    if (!sum) continue;
    const cell = displaced.reduce((left, row) => without(left, row.item, options), sum);
    total.R = total.R.map((point, j) => add(point, cell.R[j]));
    total.C = total.C.map((point, j) => add(point, cell.C[j]));
  }
  return total;
}

// ---- comparing ----

/**
 * Where a stated set differs from the one that follows, as numbers of checks (spec 12).
 * @param {any} stated @param {any} computed @returns {{ check: number, why: string }[]} empty if nothing differs
 */
export function differences(stated, computed) {
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const differs = (pick) => !same(pick(stated), pick(computed));
  const withReason = (wanted) => (set) => set.set_aside.filter(({ reason }) => wanted === (reason === "invalid-proof"));
  const withRemark = (...remarks) => (set) => set.remarks.filter(({ remark }) => remarks.includes(remark));
  const layout = (set) => set.groups.map(({ cells, ballots, status }) => ({ cells, ballots, status }));
  const found = [];
  const need = (check, why, pick) => differs(pick) && found.push({ check, why: `${why} of the count set do not follow from the logs` });
  need(7, "the booths' lines", (set) => set.booths);
  need(12, "the ballots with invalid proofs", withReason(true));
  need(13, "the remarks on tests", withRemark("challenge-differs", "challenge-token"));
  need(14, "the ballots set aside", withReason(false));
  need(15, "the remarks on repeated random numbers", withRemark("repeated-r"));
  // Groups and sums follow from lines and ballots: where those differ, that these differ too says nothing more.
  if (!found.some(({ check }) => [7, 12, 14].includes(check))) need(16, "the groups", layout);
  if (!differs(layout)) need(17, "the encrypted sums", (set) => set.groups.map(({ sums }) => sums));
  need(25, "the decisions", (set) => set.decisions);
  if (found.length === 0) need(18, "other bytes", (set) => set);
  return found;
}

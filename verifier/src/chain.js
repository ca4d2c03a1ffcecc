// One booth's entries: which of them hang together, and what that says of the log (spec 6.3, 6.4, 8.2, 8.3).

import { ballotContext, tokenOf } from "./ballot.js";
import { compareBytes, concat, equalBytes, toHex, utf8 } from "./bytes.js";
import { KINDS, POSITIONS, ballotOf, entryMessage, logStart, mismatches, readBody } from "./entry.js";
import { hashesFrom } from "./hash.js";
import { receiptMessage } from "./receipt.js";
import { verifySignature } from "./signature.js";
import { tokenHasher } from "./token.js";
import { Tree, checkpointText } from "./tree.js";

/** A checkpoint is due after every so many cast entries (6.3). */
const CHECKPOINT_EVERY = 25;
/** More branches than these nobody can choose from (9.6). */
export const BRANCHES = 16;

/** @typedef {import("./definition.js").Booth} Booth */
/** @typedef {import("./definition.js").Definition} Definition */
/**
 * @typedef {object} Item one entry of the evidence with what was seen beside it
 * @property {import("./entry.js").Entry} entry @property {Uint8Array} signature the smallest valid one
 * @property {Map<string, Uint8Array>} receipts distinct ones seen, by hex @property {Map<string, Uint8Array>} checkpoints likewise
 * @property {Place | null} place of the ballot, if it is one
 */
/** @typedef {{ list: Booth["lists"][number] | null, token: string, ctx: Uint8Array, code: Uint8Array, codeHex: string }} Place */

/**
 * Where a ballot belongs: the list with its token, the context and the kode suara that follow (4.1, 4.6, 8.4).
 * @param {Definition} definition @param {Map<string, Set<string>>} tokens hashes by list name @param {Booth} booth @param {Uint8Array} ballot @returns {Place}
 */
export function placeOf(definition, tokens, booth, ballot) {
  const code = tokenOf(ballot);
  const lists = hashersOf(definition, booth);
  const found = lists.find(({ list, ofToken }) => tokens.get(list.name)?.has(toHex(ofToken(code))));
  const { list, ofToken, ofCode, contextOf } = found ?? lists[0];
  const tokenBytes = ofToken(code);
  const codeBytes = ofCode(tokenBytes, ballot);
  const place = { list: found ? list : null, token: toHex(tokenBytes), code: codeBytes, codeHex: toHex(codeBytes) };
  return Object.defineProperty(place, "ctx", { get: () => contextOf(tokenBytes) });
}

const hashers = new WeakMap();

/** What all ballots of a list have in common is hashed once: a voter's question opens ten thousand. */
function hashersOf(definition, booth) {
  if (hashers.has(booth)) return hashers.get(booth);
  const { village, tps, booth: number, key: boothKey } = booth;
  const made = booth.lists.map((list) => {
    const place = { mode: definition.mode, nonce: definition.nonce, village: village.code, tps, booth: number, dusun: list.dusun };
    const parts = { election: definition.id, village: village.code, tps, booth: number, dusun: list.dusun, boothKey, jointKey: village.trustees.jointKey, options: village.n };
    // The token hash is the last part of the context.
    const before = ballotContext({ ...parts, tokenHash: new Uint8Array(0) });
    return { list, ofToken: tokenHasher(place), ofCode: hashesFrom("ballot-code", before), contextOf: (tokenHash) => concat(before, tokenHash) };
  });
  hashers.set(booth, made);
  return made;
}

/** All validly signed entries of one booth. */
export class BoothEntries {
  /** @param {Definition} definition @param {Map<string, Set<string>>} tokens @param {Booth} booth */
  constructor(definition, tokens, booth) {
    this.definition = definition;
    this.tokens = tokens;
    this.booth = booth;
    /** @type {Map<string, Item>} by entry hash */
    this.items = new Map();
    /** What is computed of chains, by the hash of their head. @type {Map<string, any>} */
    this.remembered = new Map();
  }

  /**
   * @param {ReturnType<typeof import("./entry.js").parseRecord>} record
   * @param {{ trusted?: boolean }} [options] `trusted`: take the signature without checking it, for a view that proves nothing
   * @returns {boolean} whether the entry's signature is the booth's
   */
  add(record, { trusted = false } = {}) {
    const { entry, signature } = record;
    let item = this.items.get(entry.hash);
    if (!item || !equalBytes(item.signature, signature)) {
      if (!trusted && !verifySignature(this.booth.key, entryMessage(this.definition.id, entry.hashBytes), signature)) return false;
      item = this.take(item, entry, signature);
    }
    if (record.receipt) item.receipts.set(toHex(record.receipt), record.receipt);
    if (record.checkpoint) item.checkpoints.set(toHex(record.checkpoint), record.checkpoint);
    return true;
  }

  take(item, entry, signature) {
    if (item) {
      if (compareBytes(signature, item.signature) < 0) item.signature = signature;
      return item;
    }
    const isBallot = entry.kind === KINDS.cast || entry.kind === KINDS.challenged;
    const place = isBallot ? placeOf(this.definition, this.tokens, this.booth, ballotOf(entry)) : null;
    const made = { entry, signature, receipts: new Map(), checkpoints: new Map(), place };
    this.items.set(entry.hash, made);
    return made;
  }

  /** Keeps as many entries as a bundle holds (8.2). To be called when everything is added. */
  trim() {
    for (const item of this.sorted().slice(POSITIONS)) this.items.delete(item.entry.hash);
  }

  /** By position, then hash: the order of everything that a record says. @returns {Item[]} */
  sorted() {
    if (this.order?.length !== this.items.size) {
      this.order = [...this.items.values()].sort((a, b) => a.entry.position - b.entry.position || compareBytes(a.entry.hashBytes, b.entry.hashBytes));
    }
    return this.order;
  }

  /** Entries by what they continue. @returns {Map<string, Item[]>} */
  children() {
    if (this.childrenOf?.count !== this.items.size) {
      const map = new Map();
      for (const item of this.sorted()) {
        const name = continues(item.entry.position, item.entry.previous);
        if (map.has(name)) map.get(name).push(item);
        else map.set(name, [item]);
      }
      this.childrenOf = { map, count: this.items.size };
    }
    return this.childrenOf.map;
  }

  /** @returns {Item[]} cast ones, in order */
  cast() {
    return this.sorted().filter((item) => item.entry.kind === KINDS.cast);
  }
}

const continues = (position, previous) => `${position}-${previous}`;

// ---- following a chain ----

/**
 * @typedef {object} Link one entry of a chain
 * @property {Item} item @property {any} body @property {Uint8Array | null} receipt @property {Uint8Array | null} checkpoint the chosen parts
 */
/** @typedef {{ check: number, position?: number, why: string }} Fault */

/** A chain that grows entry by entry and knows what 6.4 asks of the next one. */
export class Chain {
  /** @param {BoothEntries} entries */
  constructor(entries) {
    this.entries = entries;
    /** @type {Link[]} */
    this.links = [];
    this.counts = { cast: 0, challenged: 0, cancelled: 0, events: 0 };
    this.tree = new Tree();
    this.head = logStart(entries.definition.id, entries.booth.key);
    /** @type {any} body of *closed* */
    this.closed = null;
  }

  get size() {
    return this.links.length;
  }

  /** @returns {Item[]} */
  get path() {
    return this.links.map((link) => link.item);
  }

  /** Hex hash of the last entry; of an empty chain none. @returns {string | undefined} */
  get last() {
    return this.links.at(-1)?.item.entry.hash;
  }

  /** Appends an entry that continues this chain, or says why it must not (then nothing changes). @param {Item} item @returns {Fault | null} */
  append(item) {
    const { entry } = item;
    const position = entry.position;
    const misplaced = this.misplaced(entry.kind);
    if (misplaced) return { check: 7, position, why: misplaced };
    const { value: body, fault } = readBody(this.entries.definition, entry);
    if (fault !== undefined) return { check: 8, position, why: `the body: ${fault}` };
    const closing = entry.kind === KINDS.closed ? this.closeFault(body) : null;
    if (closing) return { ...closing, position };
    const receipt = entry.kind === KINDS.cast ? receiptOf(this.entries, item) : null;
    if (entry.kind === KINDS.cast && !receipt) return { check: 11, position, why: "a cast entry without a valid receipt signature" };
    const checkpoint = this.checkpointOf(item);
    if (checkpoint === undefined) return { check: 10, position, why: "a checkpoint signature is due here, and no valid one is there" };
    this.push({ item, body, receipt, checkpoint });
    return null;
  }

  misplaced(kind) {
    if (this.closed) return "something follows *closed*";
    if (this.size === 0 && kind !== KINDS.opened) return "a log begins with *opened*";
    return this.size > 0 && kind === KINDS.opened ? "a log is opened once" : null;
  }

  closeFault(body) {
    const { booth } = this.entries;
    const same = Object.entries(this.counts).every(([name, value]) => body.counts[name] === value);
    if (!same) return { check: 9, why: "the counts of *closed* are not those of the log" };
    const { present, dptb, tokens, slips } = body.officers;
    const wrong = mismatches({ dpt: booth.dpt, ...this.counts, present, dptb, tokens, slips });
    return wrong.length > 0 && body.reason === undefined ? { check: 24, why: `figures do not agree and no reason is given (${wrong.join(", ")})` } : null;
  }

  /** The chosen checkpoint signature, null if none is due, undefined if one is due and missing. */
  checkpointOf(item) {
    const { kind, hashBytes } = item.entry;
    const due = kind === KINDS.opened || kind === KINDS.closed || (kind === KINDS.cast && (this.counts.cast + 1) % CHECKPOINT_EVERY === 0);
    if (!due) return null;
    const { booth } = this.entries;
    const tree = copyOf(this.tree);
    tree.append(hashBytes);
    const message = utf8(checkpointText(booth.origin, tree.size, tree.root()));
    return smallest([...item.checkpoints.values()].filter((signature) => verifySignature(booth.key, message, signature)));
  }

  push(link) {
    const { kind, hash, hashBytes } = link.item.entry;
    this.links.push(link);
    this.tree.append(hashBytes);
    this.head = hash;
    const counted = { [KINDS.cast]: "cast", [KINDS.challenged]: "challenged", [KINDS.cancelled]: "cancelled", [KINDS.event]: "events" }[kind];
    if (counted) this.counts[counted] += 1;
    if (kind === KINDS.closed) this.closed = link.body;
  }

  /** Text of the checkpoint of the whole chain (7.2). @returns {string} */
  checkpoint() {
    return checkpointText(this.entries.booth.origin, this.size, this.tree.root());
  }
}

function copyOf(tree) {
  const copy = new Tree();
  copy.size = tree.size;
  copy.peaks = [...tree.peaks];
  return copy;
}

/** @param {Uint8Array[]} signatures @returns {Uint8Array | undefined} */
function smallest(signatures) {
  return [...signatures].sort(compareBytes)[0];
}

/** The receipt signature that stays with a cast entry (6.3). @param {BoothEntries} entries @param {Item} item */
function receiptOf(entries, item) {
  const { place, entry } = item;
  const receipts = [...item.receipts.values()];
  if (!place.list) return smallest(receipts) ?? null;
  const message = receiptMessage(entries.definition.id, place.code, entry.hashBytes);
  return smallest(receipts.filter((signature) => verifySignature(entries.booth.key, message, signature))) ?? null;
}

/**
 * What all copies together say of a booth's log (8.2), without receipts, checkpoints and ballots.
 * @param {BoothEntries} entries @param {(count: number) => Promise<void>} pause called for every entry
 * @returns {Promise<{ chain: Chain, status: "missing" | "fork" | "broken" | "unclosed" | "closed", fault: Fault | null }>}
 */
export async function followLog(entries, pause) {
  const chain = new Chain(entries);
  const children = entries.children();
  if (entries.items.size === 0) return { chain, status: "missing", fault: null };
  for (;;) {
    const next = children.get(continues(chain.size, chain.head)) ?? [];
    if (next.length > 1) return { chain, status: "fork", fault: { check: 7, position: chain.size, why: "two different entries continue the log" } };
    if (next.length === 0) break;
    const fault = chain.append(next[0]);
    if (fault) return { chain, status: "broken", fault };
    await pause(1);
  }
  if (entries.items.size > chain.size) return { chain, status: "broken", fault: { check: 7, position: chain.size, why: "entries that do not hang on the log" } };
  if (chain.size >= POSITIONS) return { chain, status: "broken", fault: { check: 7, position: chain.size, why: "200,000 entries or more" } };
  return chain.closed ? { chain, status: "closed", fault: null } : { chain, status: "unclosed", fault: { check: 7, position: chain.size, why: "the log was not closed" } };
}

/**
 * The chain that ends with this entry (8.3, 9.5), or why there is none.
 * @param {BoothEntries} entries @param {string} head hex @param {(count: number) => Promise<void>} pause
 * @returns {Promise<{ chain: Chain | null, fault: Fault | null, path: Item[] }>} `path`: as far as it obeys 6.4
 */
export async function chainTo(entries, head, pause) {
  const known = entries.remembered.get(head);
  if (known) return known;
  const path = pathTo(entries, head);
  const chain = new Chain(entries);
  let fault = path ? null : { check: 7, why: "the log with this end is not there" };
  for (const item of path ?? []) {
    if (fault) break;
    fault = chain.append(item);
    await pause(1);
  }
  const found = { chain: fault ? null : chain, fault, path: chain.path };
  entries.remembered.set(head, found);
  return found;
}

/** The entries from the log's beginning to this one, or null if one is missing. @param {BoothEntries} entries @param {string} head hex @returns {Item[] | null} */
export function pathTo(entries, head) {
  const path = [];
  let next = entries.items.get(head);
  while (next) {
    path.push(next);
    if (next.entry.position === 0) break;
    const before = entries.items.get(next.entry.previous);
    next = before?.entry.position === next.entry.position - 1 ? before : undefined;
  }
  const first = path.at(-1);
  if (!first || first.entry.position !== 0 || first.entry.previous !== logStart(entries.definition.id, entries.booth.key)) return null;
  return path.reverse();
}

/**
 * The records of a booth's bundle in a record (8.2): the chain with its chosen parts, everything else with each checkpoint signature seen.
 * @param {BoothEntries} entries @param {Chain} chain
 */
export function recordsOf(entries, chain) {
  const onChain = new Set(chain.links.map((link) => link.item));
  const records = chain.links.map(({ item, receipt, checkpoint }) => ({ entry: item.entry, signature: item.signature, receipt, checkpoint }));
  for (const item of entries.sorted()) {
    if (onChain.has(item)) continue;
    const receipt = item.entry.kind === KINDS.cast ? receiptOf(entries, item) : null;
    const seen = item.checkpoints.size > 0 ? item.checkpoints.values() : [null];
    for (const checkpoint of seen) records.push({ entry: item.entry, signature: item.signature, receipt, checkpoint });
  }
  return records;
}

// ---- what receipts and checkpoints say against a log (6.8, 8.3) ----

/** @typedef {{ size: number, root: Uint8Array }} SignedRoot a checkpoint that the booth signed */
/** @typedef {{ code: string, entry: string }} SignedCode a receipt that the booth signed */

/** @param {Set<Item>} onPath @param {BoothEntries} entries @param {SignedCode} receipt */
function receiptFits(onPath, entries, { code, entry }) {
  const item = entries.items.get(entry);
  if (!item || !onPath.has(item) || item.entry.kind !== KINDS.cast) return false;
  return item.place.list === null || item.place.codeHex === code;
}

/** Roots at some sizes. @param {Item[]} path @param {Set<number>} sizes @returns {Map<number, Uint8Array>} */
function rootsAt(path, sizes) {
  const roots = new Map();
  const tree = new Tree();
  for (const { entry } of sizes.size > 0 ? path : []) {
    tree.append(entry.hashBytes);
    if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
  }
  return roots;
}

/**
 * What fits none of these paths (one, or the branches of a fork).
 * @param {BoothEntries} entries @param {Item[][]} paths @param {SignedCode[]} receipts @param {SignedRoot[]} checkpoints
 * @returns {Fault[]}
 */
export function contradictions(entries, paths, receipts, checkpoints) {
  const faults = [];
  const sets = paths.map((path) => new Set(path));
  for (const receipt of receipts) {
    if (sets.some((onPath) => receiptFits(onPath, entries, receipt))) continue;
    faults.push({ check: 11, why: `a valid receipt names kode suara ${receipt.code}, which the log lacks` });
  }
  const sizes = new Set(checkpoints.map(({ size }) => size));
  const roots = paths.map((path) => rootsAt(path, sizes));
  for (const { size, root } of checkpoints) {
    if (roots.some((known) => known.has(size) && equalBytes(known.get(size), root))) continue;
    faults.push({ check: 10, why: `a signed checkpoint of ${size} entries does not fit the log` });
  }
  return faults;
}

/**
 * All ends that hang on the log's beginning, or null if there are more than 16 (9.6).
 * @param {BoothEntries} entries @returns {string[] | null} hashes, in the order of positions and hashes
 */
export function branchEnds(entries) {
  const ends = [];
  const start = continues(0, logStart(entries.definition.id, entries.booth.key));
  const waiting = [...(entries.children().get(start) ?? [])];
  while (waiting.length > 0) {
    const item = waiting.pop();
    const next = entries.children().get(continues(item.entry.position + 1, item.entry.hash)) ?? [];
    if (next.length === 0) ends.push(item);
    // One by one: a booth's key can make more of them than a call takes arguments.
    for (const child of next) waiting.push(child);
    if (ends.length > BRANCHES || waiting.length > 2 * POSITIONS) return null;
  }
  ends.sort((a, b) => a.entry.position - b.entry.position || compareBytes(a.entry.hashBytes, b.entry.hashBytes));
  return ends.map((item) => item.entry.hash);
}

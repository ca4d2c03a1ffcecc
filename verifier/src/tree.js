// RFC 6962 trees, inclusion proofs, checkpoints (spec 7).

import { equalBytes, fail, fromBase64, toBase64, utf8 } from "./bytes.js";
import { nodeHash, sha256 } from "./hash.js";
import { keyNameFault, parseNote } from "./note.js";

/** Appends leaf hashes one by one; the root is known at every size. */
export class Tree {
  constructor() {
    this.size = 0;
    /** Roots of perfect subtrees, largest first: one for each bit of the size. @type {Uint8Array[]} */
    this.peaks = [];
  }

  /** @param {Uint8Array} leaf 32-byte leaf hash */
  append(leaf) {
    let hash = leaf;
    for (let size = this.size; size % 2 === 1; size = Math.floor(size / 2)) hash = nodeHash(this.peaks.pop(), hash);
    this.peaks.push(hash);
    this.size += 1;
  }

  /** Of an empty tree: SHA-256 of nothing (RFC 6962). @returns {Uint8Array} */
  root() {
    if (this.size === 0) return sha256(new Uint8Array(0));
    return this.peaks.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** @param {Uint8Array[]} leaves leaf hashes @returns {Uint8Array} */
export function rootOf(leaves) {
  const tree = new Tree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** Hashes from the leaf's neighbour up to below the root. @param {Uint8Array[]} leaves @param {number} index @returns {Uint8Array[]} */
export function inclusionProof(leaves, index) {
  if (leaves.length <= 1) return [];
  const half = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half ? [...inclusionProof(left, index), rootOf(right)] : [...inclusionProof(right, index - half), rootOf(left)];
}

function largestPowerBelow(size) {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** How many hashes a proof has (spec 7.1); index < size. @param {number} index @param {number} size */
export function proofLength(index, size) {
  let length = 0;
  for (let [i, last] = [BigInt(index), BigInt(size - 1)]; last > 0n; i >>= 1n, last >>= 1n) {
    // Below the place where the paths of the leaf and of the last leaf part, every level has a neighbour; above, only where the leaf is on the right.
    if (i !== last || i % 2n === 1n) length += 1;
  }
  return length;
}

/** The root that a proof leads to, or null if index, size or number of hashes cannot be. @param {number} index @param {number} size @param {Uint8Array} leaf leaf hash @param {Uint8Array[]} hashes @returns {Uint8Array | null} */
export function rootFromProof(index, size, leaf, hashes) {
  if (!(index < size) || hashes.length !== proofLength(index, size)) return null;
  let hash = leaf;
  let next = 0;
  for (let [i, last] = [BigInt(index), BigInt(size - 1)]; last > 0n; i >>= 1n, last >>= 1n) {
    if (i % 2n === 1n) hash = nodeHash(hashes[next++], hash);
    else if (i !== last) hash = nodeHash(hash, hashes[next++]);
  }
  return hash;
}

/** @param {number} index @param {number} size @param {Uint8Array} leaf @param {Uint8Array[]} hashes @param {Uint8Array} root */
export function verifyInclusion(index, size, leaf, hashes, root) {
  const found = rootFromProof(index, size, leaf, hashes);
  return found !== null && equalBytes(found, root);
}

/** Text of a checkpoint (spec 7.2). @param {string} origin @param {number} size @param {Uint8Array} root @returns {string} */
export function checkpointText(origin, size, root) {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** @param {string} text three lines, exactly as `checkpointText` writes them @returns {{ origin: string, size: number, root: Uint8Array }} */
export function parseCheckpoint(text) {
  const [origin, size, root, end, ...rest] = text.split("\n");
  if (end !== "" || rest.length > 0) fail("a checkpoint has three lines");
  if (keyNameFault(origin)) fail("the first line of the checkpoint is not the name of a log");
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) fail("the size of the checkpoint is not a decimal number");
  const bytes = fromBase64(root);
  if (bytes.length !== 32) fail("the root of the checkpoint has not 32 bytes");
  return { origin, size: Number(size), root: bytes };
}

/** Origin of a booth's log, which is its key name too. @param {string} authority key name @param {string} electionHex @param {string} village @param {number} tps @param {number} booth */
export function boothOrigin(authority, electionHex, village, tps, booth) {
  return `${authority}/${electionHex}/${village}/${tps}/${booth}`;
}

/** Origin of the election tree (spec 7.4). @param {string} authority @param {string} electionHex */
export function electionOrigin(authority, electionHex) {
  return `${authority}/${electionHex}`;
}

/**
 * `booth.tlog-proof` (C2SP tlog-proof v1); checks no signature. A proof has exactly the hashes that its index and size need.
 * @param {string} text
 * @returns {{ index: number, hashes: Uint8Array[], note: import("./note.js").Note, checkpoint: { origin: string, size: number, root: Uint8Array } }}
 */
export function parseTlogProof(text) {
  const gap = text.indexOf("\n\n");
  if (gap < 0) fail("not a tlog-proof");
  const lines = text.slice(0, gap).split("\n");
  if (lines.shift() !== "c2sp.org/tlog-proof@v1") fail("not a tlog-proof");
  // C2SP allows one line for others' use between the first and the index.
  if (lines[0]?.startsWith("extra ")) fromBase64(lines.shift().slice(6));
  const index = /^index (0|[1-9][0-9]{0,15})$/.exec(lines.shift() ?? "");
  if (!index || !Number.isSafeInteger(Number(index[1]))) fail("the index is missing");
  const hashes = lines.map(parseHash);
  const note = parseNote(utf8(text.slice(gap + 2)));
  const checkpoint = parseCheckpoint(note.text);
  const proof = { index: Number(index[1]), hashes, note, checkpoint };
  if (proof.index >= checkpoint.size) fail(`there is no leaf ${proof.index} in a tree of ${checkpoint.size}`);
  const needed = proofLength(proof.index, checkpoint.size);
  if (hashes.length !== needed) fail(`the proof has ${hashes.length} hashes instead of ${needed}`);
  return proof;
}

function parseHash(line) {
  const hash = fromBase64(line);
  if (hash.length !== 32) fail("a hash of the proof has not 32 bytes");
  return hash;
}

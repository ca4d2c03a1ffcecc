// A village's ballots, opened for questions of voters: fast, because nothing is proved here but the way to the roots.

import { parseShortCode, shortCode } from "./base32.js";
import { attempt, fail, fromHex, fromUtf8, toHex, utf8 } from "./bytes.js";
import { readBundle } from "./bundle.js";
import { BoothEntries, pathTo } from "./chain.js";
import { readDefinition, readTokenList } from "./definition.js";
import { KINDS, ballotOf, readBody } from "./entry.js";
import { leafHash } from "./hash.js";
import { parseReceiptText, verifyReceipt } from "./receipt.js";
import { isCounted, readCountSet } from "./set-file.js";
import { checkpointText, inclusionProof, parseCheckpoint, rootFromProof, rootOf } from "./tree.js";

/** @typedef {Map<string, Uint8Array>} Files */
/**
 * @typedef {object} Found
 * @property {"counted" | "set-aside" | "challenged" | "cancelled" | "log-not-counted" | "absent" | "mistyped" | "other-election" | "other-village"} kind
 * @property {{ tps: number, booth: number } | null} booth @property {number | null} position
 * @property {string | null} reason of a ballot that is set aside or cancelled; `log-<status>` of one whose log is not counted
 * @property {string | null} code whole, hex
 * @property {Proof | null} proof the way from the entry to the roots; null where a booth's log is in no tree
 * @property {boolean | null} ok whether all hashes lead where they should; null without a proof
 */
/**
 * @typedef {object} Proof hashes in hex, from the bottom up
 * @property {string} entryHash @property {number} boothSize @property {string[]} boothPath @property {string} boothRoot @property {string} checkpoint text that is a leaf of the village's tree
 * @property {number} villageIndex @property {number} villageSize @property {string[]} villagePath @property {string} villageRoot @property {string} setHash
 * @property {number} electionIndex @property {number} electionSize @property {string[]} electionPath @property {string} electionRoot
 */

/** The better answer first: a ballot may lie in a log twice, of which one counts. */
const BEST_FIRST = ["counted", "set-aside", "challenged", "cancelled", "log-not-counted"];

/**
 * Opens a village of a record, or of the part of one that a page carries. Throws a VerifyError if definition, count set or token lists cannot be read.
 * @param {Files} files @param {string} code of the village
 * @param {{ leaves?: string[] }} [part] `leaves`: hex leaves of the election tree, where the other villages' files are not there
 */
export function openVillage(files, code, { leaves } = {}) {
  const definition = readDefinition(files.get("election.json") ?? fail("the definition is not there"));
  const village = definition.villageOf.get(code) ?? fail(`the definition has no village ${code}`);
  return new OpenVillage(definition, village, files, leaves);
}

class OpenVillage {
  constructor(definition, village, files, leaves) {
    this.definition = definition;
    this.village = village;
    this.set = currentSet(files, village.code);
    this.tokens = tokensOf(village, files);
    /** @type {Map<string, object[]>} places by short code */
    this.places = new Map();
    this.booths = village.booths.map((booth, i) => this.openBooth(booth, files, this.set.value.booths[i]));
    this.villageLeaves = this.booths.map(({ text }) => leafHash(utf8(text)));
    this.villageRoot = toHex(rootOf(this.villageLeaves));
    this.electionLeaves = leaves ? leaves.map((leaf) => fromHex(leaf, 32)) : definition.villages.map((other) => currentSet(files, other.code).hashBytes);
    this.electionIndex = definition.villages.indexOf(village);
    this.electionRoot = recordRoot(definition, files);
  }

  /** Ballots and tests of the village that can be asked for. */
  get size() {
    return this.places.size;
  }

  openBooth(booth, files, line) {
    const entries = new BoothEntries(this.definition, this.tokens, booth);
    const bytes = files.get(`logs/${booth.name}.plkb`);
    const read = bytes ? readBundle(this.definition, bytes) : { booth: null, records: [] };
    if (read.booth === booth) for (const record of read.records) entries.add(record, { trusted: true });
    const counted = line !== undefined && isCounted(line);
    const path = (counted && line.head !== undefined && pathTo(entries, line.head)) || [];
    const leaves = path.map((item) => item.entry.hashBytes);
    const root = rootOf(leaves);
    const text = counted ? checkpointText(booth.origin, leaves.length, root) : "absent";
    const opened = { booth, line, leaves, root, text };
    this.index(opened, entries, new Set(path));
    return opened;
  }

  index(opened, entries, path) {
    const { booth, line } = opened;
    const aside = new Map();
    for (const row of this.set.value.set_aside) {
      if (row.tps === booth.tps && row.booth === booth.booth) aside.set(`${row.position}-${row.code}`, row.reason);
    }
    for (const item of entries.sorted()) {
      const code = codeOf(this.definition, item);
      if (code === null) continue;
      const { kind, reason } = judged(item, { code, aside, path, line });
      const place = { kind, reason, opened, item, code, onPath: path.has(item) };
      const short = shortCode(item.place?.code ?? fromHex(code));
      if (this.places.has(short)) this.places.get(short).push(place);
      else this.places.set(short, [place]);
    }
  }

  /** @param {string} typed a kode suara as people type it @returns {Found} */
  find(typed) {
    const short = parseShortCode(typed);
    if (short === null) return answer("mistyped");
    return this.best(this.places.get(short) ?? []);
  }

  /** @param {string} text QR text of a *TANDA TERIMA* @returns {Found & { signed: boolean }} `signed`: by the key of the booth that it names */
  receipt(text) {
    const { value: receipt, error } = attempt(() => parseReceiptText(text.trim()));
    if (error) return { ...answer("mistyped"), signed: false };
    if (receipt.election !== this.definition.idHex) return { ...answer("other-election"), signed: false };
    const booth = this.definition.boothOf.get(`${receipt.village}-${receipt.tps}-${receipt.booth}`);
    const signed = booth !== undefined && verifyReceipt(receipt, booth.key);
    if (receipt.village !== this.village.code) return { ...answer("other-village"), signed };
    const places = (this.places.get(shortCode(fromHex(receipt.code))) ?? []).filter(({ item, code }) => item.entry.hash === receipt.entry && code === receipt.code);
    return { ...this.best(places), code: receipt.code, signed };
  }

  best(places) {
    const [place] = [...places].sort((a, b) => BEST_FIRST.indexOf(a.kind) - BEST_FIRST.indexOf(b.kind));
    if (!place) return answer("absent");
    const { kind, reason, opened, item, code, onPath } = place;
    const proof = onPath ? this.proof(opened, item) : null;
    const { tps, booth } = opened.booth;
    return { kind, booth: { tps, booth }, position: item.entry.position, reason, code, proof, ok: proof && this.holds(proof) };
  }

  /** @returns {Proof} */
  proof({ booth, leaves, root, text }, item) {
    return {
      entryHash: item.entry.hash,
      boothSize: leaves.length,
      boothPath: inclusionProof(leaves, item.entry.position).map(toHex),
      boothRoot: toHex(root),
      checkpoint: text,
      villageIndex: booth.index,
      villageSize: this.villageLeaves.length,
      villagePath: inclusionProof(this.villageLeaves, booth.index).map(toHex),
      villageRoot: this.set.value.root,
      setHash: this.set.hash,
      electionIndex: this.electionIndex,
      electionSize: this.electionLeaves.length,
      electionPath: inclusionProof(this.electionLeaves, this.electionIndex).map(toHex),
      electionRoot: this.electionRoot,
      position: item.entry.position,
    };
  }

  holds(proof) {
    const leads = (index, size, leaf, path, root) => {
      const found = rootFromProof(index, size, leaf, path.map((hash) => fromHex(hash)));
      return found !== null && toHex(found) === root;
    };
    return (
      leads(proof.position, proof.boothSize, fromHex(proof.entryHash), proof.boothPath, proof.boothRoot) &&
      toHex(parseCheckpoint(proof.checkpoint).root) === proof.boothRoot &&
      leads(proof.villageIndex, proof.villageSize, leafHash(utf8(proof.checkpoint)), proof.villagePath, proof.villageRoot) &&
      leads(proof.electionIndex, proof.electionSize, fromHex(proof.setHash), proof.electionPath, proof.electionRoot)
    );
  }
}

/** @returns {Found} */
function answer(kind) {
  return { kind, booth: null, position: null, reason: null, code: null, proof: null, ok: null };
}

function codeOf(definition, item) {
  if (item.place) return item.place.codeHex;
  if (item.entry.kind !== KINDS.cancelled) return null;
  return readBody(definition, item.entry).value?.code ?? null;
}

function judged(item, { code, aside, path, line }) {
  const counted = line !== undefined && isCounted(line);
  if (item.entry.kind === KINDS.cancelled) return { kind: "cancelled", reason: readBodyReason(item) };
  if (item.entry.kind === KINDS.challenged) return { kind: "challenged", reason: null };
  const reason = aside.get(`${item.entry.position}-${code}`) ?? null;
  if (!counted) return { kind: "log-not-counted", reason: `log-${line?.status ?? "missing"}` };
  if (reason !== null) return { kind: "set-aside", reason };
  // Not in the counted chain and not named: it came to light after the signature.
  return path.has(item) ? { kind: "counted", reason: null } : { kind: "log-not-counted", reason: "log-late" };
}

function readBodyReason({ entry }) {
  return attempt(() => JSON.parse(fromUtf8(ballotOf(entry))).reason).value ?? null;
}

function tokensOf(village, files) {
  const tokens = new Map();
  for (const list of village.booths.flatMap((booth) => booth.lists)) {
    const bytes = files.get(`tokens/${list.name}.list`) ?? fail(`the token list ${list.name} is not there`);
    tokens.set(list.name, readTokenList(list, bytes));
  }
  return tokens;
}

/** The set that a record's folders show as the village's: the signed one that no other signed one names, else the only one. @param {Files} files @param {string} code */
function currentSet(files, code) {
  const pattern = new RegExp(`^villages/${code}/(set-[^/]+)/village\\.json$`);
  const all = [...files.keys()].filter((path) => pattern.test(path)).map((path) => ({ set: readCountSet(files.get(path)), signed: files.has(`${path}.note`) }));
  const signed = all.filter((one) => one.signed).map((one) => one.set);
  const sets = signed.length > 0 ? signed : all.map((one) => one.set);
  const newest = sets.filter((set) => !sets.some((other) => other.value.predecessor === set.hash));
  if (newest.length !== 1) fail(`village ${code} has ${newest.length} count sets of which none succeeds another`);
  return newest[0];
}

function recordRoot(definition, files) {
  const { origin, root } = parseCheckpoint(fromUtf8(files.get("election.checkpoint") ?? fail("the election's checkpoint is not there")));
  if (origin !== definition.origin) fail("the checkpoint is of another election");
  return toHex(root);
}

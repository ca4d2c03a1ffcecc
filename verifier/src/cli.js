// Command line of the second verifier. The only file that knows of a file system.

import { lstat, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { VerifyError, fromHex, isHex } from "./bytes.js";
import { verifyReceiptFiles, verifyRecord } from "./index.js";

const EXIT = { usage: 64, unreadable: 66, internal: 70 };

const WORDS = {
  id: {
    usage: `Pemakaian:
  pilkades-verify ARSIP [--election-id HEX] [--json] [--lang id|en]    memeriksa seluruh arsip
  pilkades-verify receipt MAP --root HEX [--json] [--lang id|en]        memeriksa berkas tanda terima
  pilkades-verify --batch                                               arsip dari masukan baku, satu per baris`,
    verdict: {
      0: "Arsip ini lengkap dan benar.",
      1: "Arsip ini lengkap dan benar, dengan catatan.",
      2: "Arsip ini benar, tetapi belum lengkap.",
      3: "Arsip ini GAGAL diperiksa: jangan dipercaya sebelum dijelaskan.",
    },
    receipt: { 0: "Surat suara ini ada dalam pohon di bawah akar itu.", 1: "Surat suara ini tercatat, tetapi TIDAK dihitung", 3: "Tanda terima ini TIDAK cocok dengan akar itu." },
    failed: (number, name) => `Pemeriksaan ${number} (${name}) gagal`,
    passed: (count) => `${count} pemeriksaan tanpa kegagalan`,
    election: "Nomor pemilihan",
    root: "Akar pemilihan",
    remark: "Catatan",
    unchecked: "Nomor pemilihan di atas belum dibandingkan dengan kertas (--election-id).",
    unreadable: "Tidak dapat dibaca",
  },
  en: {
    usage: `Usage:
  pilkades-verify RECORD [--election-id HEX] [--json] [--lang id|en]   checks a whole record
  pilkades-verify receipt DIR --root HEX [--json] [--lang id|en]        checks the files of a receipt
  pilkades-verify --batch                                               records from standard input, one a line`,
    verdict: {
      0: "This record is complete and correct.",
      1: "This record is complete and correct, with remarks.",
      2: "This record is correct, but not complete yet.",
      3: "This record FAILED: do not trust it before that is explained.",
    },
    receipt: { 0: "This ballot is in the tree under that root.", 1: "This ballot is recorded, but NOT counted", 3: "This receipt does NOT lead to that root." },
    failed: (number, name) => `Check ${number} (${name}) failed`,
    passed: (count) => `${count} checks without a failure`,
    election: "Election number",
    root: "Election root",
    remark: "Remark",
    unchecked: "The election number above was not compared with paper (--election-id).",
    unreadable: "Cannot be read",
  },
};

class Usage extends Error {}
class Unreadable extends Error {}

/** @param {string[]} words @param {{ in: any, out: (line: string) => void, err: (line: string) => void }} terminal @returns {Promise<number>} exit code */
export async function main(words, terminal) {
  let lang = "id";
  try {
    const args = parse(words);
    lang = args.lang;
    if (args.batch) return await batch(terminal);
    return args.receipt ? await receipt(args, terminal) : await record(args, terminal);
  } catch (error) {
    if (error instanceof Usage) {
      terminal.err(`${plain(error.message)}\n${WORDS[lang].usage}`);
      return EXIT.usage;
    }
    if (error instanceof Unreadable) {
      terminal.err(`${WORDS[lang].unreadable}: ${plain(error.message)}`);
      return EXIT.unreadable;
    }
    throw error;
  }
}

function parse(words) {
  const args = { lang: "id", json: false, batch: false, receipt: false, path: undefined, electionId: undefined, root: undefined };
  const rest = [...words];
  const next = (option) => rest.shift() ?? usage(`${option} needs a value`);
  while (rest.length > 0) {
    const word = rest.shift();
    if (word === "--json") args.json = true;
    else if (word === "--batch") args.batch = true;
    else if (word === "--lang") args.lang = next(word);
    else if (word === "--election-id") args.electionId = hash(word, next(word));
    else if (word === "--root") args.root = hash(word, next(word));
    else if (word.startsWith("--")) usage(`unknown option ${word}`);
    else if (word === "receipt" && !args.receipt && args.path === undefined) args.receipt = true;
    else if (args.path === undefined) args.path = word;
    else usage(`one folder at a time, not also ${word}`);
  }
  if (!Object.hasOwn(WORDS, args.lang)) {
    args.lang = "id";
    usage("--lang id|en");
  }
  if (!args.batch && args.path === undefined) usage("no folder is named");
  if (args.receipt && args.root === undefined) usage("--root is missing");
  return args;
}

function usage(why) {
  throw new Usage(why);
}

function hash(option, value) {
  return isHex(value, 32) ? value : usage(`${option} needs 64 digits of lower-case hexadecimal`);
}

// ---- reading ----

/** All files of a folder by their path inside. @param {string} folder @returns {Promise<Map<string, Uint8Array>>} */
async function readFolder(folder) {
  const files = new Map();
  await readInto(files, folder, "");
  return files;
}

async function readInto(files, folder, inside) {
  const entries = await orUnreadable(() => readdir(join(folder, inside), { withFileTypes: true }));
  for (const entry of entries) {
    const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
    if (entry.isDirectory()) await readInto(files, folder, path);
    else if (entry.isFile()) files.set(path, new Uint8Array(await orUnreadable(() => readFile(join(folder, path)))));
    else throw new Unreadable(`${path}: neither file nor folder; a record has no links`);
  }
}

async function orUnreadable(read) {
  try {
    return await read();
  } catch (error) {
    throw new Unreadable(error.message);
  }
}

async function readRecord(folder) {
  const status = await orUnreadable(() => lstat(folder));
  if (!status.isDirectory()) throw new Unreadable(`${folder}: not a folder`);
  return readFolder(folder);
}

// ---- commands ----

async function record({ path, electionId, json, lang }, { out }) {
  const verdict = await verifyRecord(await readRecord(path), { electionId });
  if (json) out(JSON.stringify(verdict, null, 2));
  else for (const line of told(verdict, electionId, WORDS[lang])) out(plain(line));
  return verdict.exit;
}

function* told({ checks, electionId, exit, remarks, root }, given, words) {
  if (electionId) yield `${words.election}: ${electionId}`;
  if (root) yield `${words.root}: ${root}`;
  for (const { number, name, failures } of checks) {
    for (const { file, position, why } of failures) yield `${words.failed(number, name)}: ${[file, position, why].filter((part) => part !== undefined).join(": ")}`;
  }
  yield words.passed(checks.filter(({ failures }) => failures.length === 0).length);
  for (const remark of remarks) yield `${words.remark}: ${remark}`;
  if (given === undefined) yield words.unchecked;
  yield words.verdict[exit];
}

async function receipt({ path, root, json, lang }, { out }) {
  const file = (name) => orUnreadable(() => readFile(join(path, name)));
  const files = { entry: new Uint8Array(await file("entry.bin")), proof: new Uint8Array(await file("booth.tlog-proof")), upper: new Uint8Array(await file("upper.json")) };
  const found = checkedReceipt(files, fromHex(root));
  const exit = !found.ok ? 3 : found.setAside === null ? 0 : 1;
  if (json) out(JSON.stringify({ exit, ...found }, null, 2));
  else {
    for (const { file: name, why } of found.failures) out(plain(`${name}: ${why}`));
    out(plain(WORDS[lang].receipt[exit] + (exit === 1 ? `: ${found.setAside}` : "")));
  }
  return exit;
}

function checkedReceipt(files, root) {
  try {
    return verifyReceiptFiles(files, root);
  } catch (error) {
    if (error instanceof VerifyError) throw new Unreadable(`${error.file ?? ""}: ${error.why}`);
    throw error;
  }
}

/** One line in: a folder, optionally a tab and an ElectionId. One JSON line out for each, in the same order. */
async function batch({ in: input, out }) {
  for await (const line of createInterface({ input })) {
    const [path, electionId] = line.split("\t");
    out(JSON.stringify(await shortVerdict(path, electionId)));
  }
  return 0;
}

async function shortVerdict(path, electionId) {
  try {
    const { exit, checks, remarks } = await verifyRecord(await readRecord(path), { electionId });
    const failed = checks.filter(({ failures }) => failures.length > 0).map(({ number }) => number);
    return { path, exit, check: failed[0] ?? null, checks: failed, remarks };
  } catch (error) {
    if (error instanceof Unreadable) return { path, exit: EXIT.unreadable, check: null, checks: [], why: error.message };
    throw error;
  }
}

// Names and texts of a record are other people's: nothing in them may steer a terminal.
const STEERING = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

function plain(text) {
  return text.replace(STEERING, (symbol) => `<U+${symbol.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`);
}

const terminal = { in: process.stdin, out: (line) => process.stdout.write(`${line}\n`), err: (line) => process.stderr.write(`${line}\n`) };

main(process.argv.slice(2), terminal).then(
  (exit) => {
    process.exitCode = exit;
  },
  (error) => {
    terminal.err(String(error?.stack ?? error));
    process.exitCode = EXIT.internal;
  },
);

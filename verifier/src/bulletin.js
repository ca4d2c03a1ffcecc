// Bulletins: a result as QR text, SMS and digits (spec 10.6).
//
// A refused bulletin throws a VerifyError whose `why` is one of the spec's words: form, group, mode, election, village, tps,
// registered, options, sum, key, signature, check. `position` of `group` is the group's number.

import { SYMBOLS, fromBase32, toBase32 } from "./base32.js";
import { concat, equalBytes, fail, label, str, toHex, u16, u32, u8 } from "./bytes.js";
import { H } from "./hash.js";
import { verifySignature } from "./signature.js";

/**
 * @typedef {{ mode: string, election: Uint8Array, village: string, tps: number[], registered: number, ballots: number, votes: number[], doubt: number, final: boolean }} Content
 *   `tps` empty: the whole village. Of an SMS and of digits `election` is the definition's, once they were compared.
 */

const NUMBER = "(0|[1-9][0-9]{0,5})";
const MODES = { R: "resmi", S: "simulasi" };

/** C of spec 10.6. @param {Content} content @returns {Uint8Array} */
export function contentBytes({ mode, election, village, tps, registered, ballots, votes, doubt, final }) {
  return concat(str(mode), election, str(village), u8(tps.length), ...tps.map(u16), u32(registered), u32(ballots), u8(votes.length), ...votes.map(u32), u32(doubt), u8(final ? 1 : 0));
}

/** What a member of the committee signs. @param {Content} content @param {Uint8Array} set set hash @param {number} key from 1 @returns {Uint8Array} */
export function bulletinMessage(content, set, key) {
  return concat(label("bulletin"), contentBytes(content), set, u8(key));
}

/**
 * A bulletin's QR text, with everything checked.
 * @param {string} text @param {import("./definition.js").Definition} definition
 * @returns {Content & { set: string, key: number, signedBy: string }} `set` in hex; `signedBy`: name of the member
 */
export function readBulletinText(text, definition) {
  const { content, set, key, signature } = parseText(text.trim());
  const village = checkContent(content, definition, (election) => equalBytes(election, definition.id));
  const member = village.committee.keys[key - 1] ?? fail("key");
  if (!verifySignature(member.key, bulletinMessage(content, set, key), signature)) fail("signature");
  return { ...content, set: toHex(set), key, signedBy: member.name };
}

const TEXT = new RegExp(`^PLK1-H-([RS])-([0-9A-Z]{52})-([0-9]{10})-([0-9.]{1,395})-([0-9A-Z]{52})-${NUMBER}-${NUMBER}-([0-9.]{3,55})-${NUMBER}-([FN])-([1-9][0-9]?)-([0-9A-Z]{103})$`);

function parseText(text) {
  const parts = TEXT.exec(text) ?? fail("form");
  const [, mode, election, village, tps, set, registered, ballots, votes, doubt, final, key, signature] = parts;
  const content = {
    mode: MODES[mode],
    election: symbols(election, 32),
    village,
    tps: parseTps(tps),
    registered: Number(registered),
    ballots: Number(ballots),
    votes: parseVotes(votes.split(".")),
    doubt: Number(doubt),
    final: final === "F",
  };
  return { content, set: symbols(set, 32), key: Number(key), signature: symbols(signature, 64) };
}

function symbols(text, length) {
  try {
    return fromBase32(text, length);
  } catch {
    return fail("form");
  }
}

/** `0`, or 1 to 99 numbers of TPS joined by points. */
function parseTps(text) {
  if (text === "0") return [];
  const numbers = text.split(".");
  if (numbers.length > 99 || !numbers.every((number) => /^[1-9][0-9]{0,2}$/.test(number))) fail("form");
  return ascending(numbers.map(Number));
}

function ascending(numbers) {
  if (numbers.some((number, i) => i > 0 && number <= numbers[i - 1])) fail("form");
  return numbers;
}

function parseVotes(numbers) {
  const pattern = new RegExp(`^${NUMBER}$`);
  if (numbers.length < 2 || numbers.length > 8 || !numbers.every((number) => pattern.test(number))) fail("form");
  return numbers.map(Number);
}

/** From `mode` to `sum`. @returns {import("./definition.js").Village} */
function checkContent(content, definition, isElection) {
  if (content.mode !== definition.mode) fail("mode");
  if (!isElection(content.election)) fail("election");
  const village = definition.villageOf.get(content.village) ?? fail("village");
  const tps = typeof content.tps === "function" ? content.tps(village) : content.tps;
  content.tps = tps;
  const rows = tps.map((number) => village.tps.find((place) => place.number === number) ?? fail("tps"));
  const people = rows.length === 0 ? [village.registered] : rows.map((place) => place.voters);
  if (content.registered !== people.reduce((sum, { male, female }) => sum + male + female, 0)) fail("registered");
  if (content.votes.length !== village.n) fail("options");
  const votes = content.votes.reduce((sum, count) => sum + count, 0);
  if (rows.length === 0 ? votes > content.ballots : votes !== content.ballots) fail("sum");
  return village;
}

/**
 * A bulletin as SMS. Nobody's signature is on it.
 * @param {string} text as people type it @param {import("./definition.js").Definition} definition @returns {Content}
 */
export function readBulletinSms(text, definition) {
  const { content, election, check } = parseSms(normaliseSms(text));
  checkContent(content, definition, () => election === toBase32(definition.id, 8));
  content.election = definition.id;
  if (check !== toBase32(H("bulletin-code", contentBytes(content)), 4)) fail("check");
  return content;
}

/** Single spaces, upper case, and in the last two parts the symbols that are meant. */
function normaliseSms(text) {
  const parts = text.split(/\p{White_Space}+/u).filter((part) => part !== "");
  // Some letters elsewhere become ASCII in upper case.
  if (!parts.every((part) => /^[\x21-\x7e]+$/.test(part))) fail("form");
  const upper = parts.map((part) => part.toUpperCase());
  return upper.map((part, i) => (i < upper.length - 2 ? part : part.replace(/O/g, "0").replace(/[IL]/g, "1"))).join(" ");
}

const SMS = new RegExp(`^PLK1-Q ([RS]) ([0-9]{10}) T([0-9.]{1,20}|X[0-9A-Z]{1,20}) D${NUMBER} S${NUMBER} ((?:[1-8]=[0-9]{1,6} ){2,8})K${NUMBER} ([FN]) ([0-9A-Z]{8}) ([0-9A-Z]{4})([0-9A-Z]{2})$`);

function parseSms(text) {
  const parts = SMS.exec(text) ?? fail("form");
  const [, mode, village, places, registered, ballots, list, doubt, final, election, check, ends] = parts;
  const votes = list.trim().split(" ").map((pair, i) => (pair.startsWith(`${i + 1}=`) ? pair.slice(2) : fail("form")));
  for (const symbol of election + check + ends) if (!SYMBOLS.includes(symbol)) fail("form");
  const content = {
    mode: MODES[mode],
    village,
    tps: places.startsWith("X") ? maskedTps(places.slice(1)) : parseTps(places),
    registered: Number(registered),
    ballots: Number(ballots),
    votes: parseVotes(votes),
    doubt: Number(doubt),
    final: final === "F",
  };
  const s = runningSum(text.slice(0, -2));
  if (ends !== SYMBOLS[s >> 5] + SYMBOLS[s & 31]) fail("check");
  return { content, election, check };
}

/** s of spec 10.6. */
function runningSum(text) {
  let s = 0;
  for (let i = 0; i < text.length; i++) s = (10 * (s + text.charCodeAt(i))) % 1021;
  return s;
}

/** Which TPS a mask names is known with the village. */
function maskedTps(mask) {
  for (const symbol of mask) if (!SYMBOLS.includes(symbol)) fail("form");
  return ({ tps }) => {
    if (mask.length !== Math.ceil(tps.length / 5)) fail("tps");
    const bits = [...mask].flatMap((symbol) => [16, 8, 4, 2, 1].map((bit) => (SYMBOLS.indexOf(symbol) & bit) !== 0));
    if (bits.slice(tps.length).includes(true)) fail("tps");
    const numbers = tps.filter((_, i) => bits[i]).map((place) => place.number);
    // A list that is short enough is written as a list.
    if (numbers.join(".").length <= 20) fail("tps");
    return numbers;
  };
}

/**
 * A bulletin as digits read out. Nobody's signature is on it.
 * @param {string} text @param {import("./definition.js").Definition} definition @returns {Content}
 */
export function readBulletinDigits(text, definition) {
  const digits = text.replace(/[\p{White_Space}.,-]/gu, "");
  if (!/^(?:[0-9]{8}){1,67}$/.test(digits)) fail("form");
  const groups = digits.match(/.{8}/g).map((group, i) => checkedGroup(group, i + 1));
  const { content, election, check } = parseDigits(groups);
  checkContent(content, definition, () => election === firstBits(definition.id, 40) % 10n ** 12n);
  content.election = definition.id;
  if (check !== firstBits(H("bulletin-code", contentBytes(content)), 64) % 10n ** 6n) fail("check");
  return content;
}

/** The 6 digits of a group whose check digits are right (ISO 7064 MOD 97-10). */
function checkedGroup(group, number) {
  const ends = Number(group.slice(6));
  const whole = Number(String(number).padStart(2, "0") + group);
  if (whole % 97 !== 1 || ends < 2 || ends > 98) fail("group", { position: number });
  return group.slice(0, 6);
}

function parseDigits(groups) {
  const next = () => groups.shift() ?? fail("form");
  const total = groups.length;
  const head = /^1([12])([01])([2-8])([0-9]{2})$/.exec(next()) ?? fail("form");
  if (Number(head[4]) !== total) fail("form");
  const place = next() + next();
  const count = Number(place.slice(10));
  const tps = parsePlaces(Array.from({ length: Math.ceil(count / 2) }, next).join(""), count);
  const [registered, ballots] = [Number(next()), Number(next())];
  const votes = Array.from({ length: Number(head[3]) }, () => Number(next()));
  const doubt = Number(next());
  const election = BigInt(next() + next());
  const check = BigInt(next());
  if (groups.length > 0) fail("form");
  const content = { mode: head[1] === "1" ? "resmi" : "simulasi", village: place.slice(0, 10), tps, registered, ballots, votes, doubt, final: head[2] === "1" };
  return { content, election, check };
}

function parsePlaces(digits, count) {
  const numbers = (digits.match(/.{3}/g) ?? []).map(Number);
  if (numbers.slice(count).some((number) => number !== 0) || numbers.slice(0, count).includes(0)) fail("form");
  return ascending(numbers.slice(0, count));
}

function firstBits(bytes, bits) {
  return BigInt("0x" + toHex(bytes.subarray(0, bits / 8)));
}

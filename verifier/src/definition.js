// The definition and its seal (spec 2.1 to 2.4).

import { attempt, fail, fromHex, toHex, utf8 } from "./bytes.js";
import { decodePoint, isIdentity } from "./group.js";
import { H } from "./hash.js";
import { array, boolean, hex, integer, object, oneOf, optional, readAny, string } from "./json.js";
import { keyNameFault, parseNote, verifyNote, writeRecordNote } from "./note.js";
import { isKey } from "./signature.js";
import { boothOrigin, electionOrigin } from "./tree.js";
import { parseTokenList, tokenListHash } from "./token.js";
import { onOnePolynomial } from "./trustees.js";

const LIMIT = 64 * 2 ** 20;

// Control characters; direction marks; zero-width characters (2.3, 6.2).
const INVISIBLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b-\u200d\u2060\ufeff]/u;
const LINE_SEPARATORS = /[\u2028\u2029]/u;

/** What is wrong with a name, or nothing. @param {string} text @returns {string | undefined} */
function nameFault(text) {
  if (INVISIBLE.test(text) || LINE_SEPARATORS.test(text)) return "an invisible or control character";
  if (/^\p{White_Space}|\p{White_Space}$/u.test(text)) return "white space at an end";
  return text.normalize("NFC") === text ? undefined : "not in NFC";
}

/** What is wrong with a free text of a log or decision (6.2), or nothing. @param {string} text */
export function freeTextFault(text) {
  return INVISIBLE.test(text) ? "an invisible or control character" : undefined;
}

const name = (max) => string(1, max, nameFault);
const keyName = (max) => string(1, Infinity, (text) => nameFault(text) ?? keyNameFault(text) ?? (utf8(text).length > max ? `a key name of more than ${max} bytes` : undefined));
const people = (max) => object({ male: integer(0, max), female: integer(0, max) });
const point = string(64, 64, (text) => (isPoint(text) ? undefined : "not a point of the group, or its identity"));
const key = string(64, 64, (text) => (/^[0-9a-f]{64}$/.test(text) && isKey(fromHex(text)) ? undefined : "not an Ed25519 key"));

// A village has at most 99 TPS of 20 booths of 99 lists.
const MANY = 99 * 20 * 99 * 20_000;

const SCHEMA = object({
  format: oneOf("pilkades/definition/v1"),
  mode: oneOf("resmi", "simulasi"),
  nonce: hex(32),
  title: name(200),
  date: string(10, 10, dateFault),
  opens: string(5, 5, timeFault),
  closes: string(5, 5, timeFault),
  time_zone: oneOf("WIB", "WITA", "WIT"),
  words: object({ village: name(40), head: name(40) }),
  authority: object({ name: keyName(100), key }),
  villages: array(
    object({
      code: string(10, 10, (text) => (/^[0-9]{10}$/.test(text) ? undefined : "not ten digits")),
      name: name(80),
      district: name(80),
      regency: name(80),
      province: name(80),
      dusun: array(object({ number: integer(1, 99), name: name(80), voters: people(MANY) }), 0, 99),
      candidates: array(object({ number: integer(1, 7), name: name(60), photo: optional(hex(32)), clips: optional(array(hex(32), 0, 8)) }), 1, 7),
      blank: boolean(),
      rules: object({
        smallest_cell: integer(1, 1000),
        blank_as: oneOf("separate", "invalid"),
        largest_by: oneOf("registered", "present"),
        ties: array(object({ by: oneOf("largest-tps", "largest-dusun", "largest-booth", "tps-won", "external"), article: name(200) }), 0, 8),
      }),
      committee: object({ threshold: integer(1, 16), keys: array(object({ name: keyName(200), key }), 1, 16) }),
      saksi: array(object({ candidate: integer(1, 7), name: keyName(200), key }), 0, 16),
      trustees: object({
        threshold: integer(2, 16),
        joint_key: point,
        members: array(object({ name: name(80), verifying_share: point }), 2, 16),
        transcript: hex(32),
        one_machine: boolean(),
      }),
      tps: array(
        object({
          number: integer(1, 999),
          voters: people(MANY),
          booths: array(
            object({
              number: integer(1, 99),
              key,
              spare: boolean(),
              lists: array(object({ dusun: integer(0, 99), voters: people(20_000), tokens: integer(1, 20_000), hash: hex(32) }), 1, 99),
            }),
            1,
            20,
          ),
        }),
        1,
        99,
      ),
    }),
    1,
    2000,
  ),
});

function isPoint(text) {
  const { value } = attempt(() => decodePoint(fromHex(text, 32)));
  return value !== undefined && !isIdentity(value);
}

/** What is wrong with a time of day, or nothing. @param {string} text */
export function timeFault(text) {
  return /^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/.test(text) ? undefined : "not a time of day";
}

/** What is wrong with a date of polls, or nothing. @param {string} text */
export function dateFault(text) {
  return isDate(text, 2020, 2199) ? undefined : "not a date from 2020 to 2199";
}

/** @param {string} text @param {number} first year @param {number} last year */
export function isDate(text, first, last) {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year >= first && year <= last && day >= 1 && day <= days;
}

/** ElectionId (2.1). @param {Uint8Array} bytes of `election.json` */
export function electionIdOf(bytes) {
  return H("definition", bytes);
}

/**
 * Reads and checks a definition; throws a VerifyError.
 * @param {Uint8Array} bytes @returns {Definition}
 */
export function readDefinition(bytes) {
  const plain = readAny(bytes, SCHEMA, { limit: LIMIT });
  const faults = definitionFaults(plain);
  if (faults.length > 0) fail(faults[0]);
  return index(plain, electionIdOf(bytes));
}

// ---- validity (2.3) ----

function definitionFaults(plain) {
  const faults = [];
  if (plain.closes <= plain.opens) faults.push("closes: not later than opens");
  const ascending = plain.villages.every((village, i) => i === 0 || plain.villages[i - 1].code < village.code);
  if (!ascending) faults.push("villages: not ascending by code");
  distinct(faults, "key", allKeys(plain));
  distinct(faults, "verifying share or joint key", plain.villages.flatMap(({ trustees }) => [trustees.joint_key, ...trustees.members.map((member) => member.verifying_share)]));
  distinct(faults, "list hash", plain.villages.flatMap(({ tps }) => tps.flatMap(({ booths }) => booths.flatMap(({ lists }) => lists.map((list) => list.hash)))));
  for (const village of plain.villages) {
    for (const fault of villageFaults(village, plain.mode)) faults.push(`village ${village.code}: ${fault}`);
  }
  return faults;
}

function allKeys(plain) {
  const keys = [plain.authority.key];
  for (const village of plain.villages) {
    for (const member of village.committee.keys) keys.push(member.key);
    for (const saksi of village.saksi) keys.push(saksi.key);
    for (const tps of village.tps) for (const booth of tps.booths) keys.push(booth.key);
  }
  return keys;
}

function distinct(faults, what, values) {
  if (new Set(values).size !== values.length) faults.push(`a ${what} stands twice`);
}

function villageFaults(village, mode) {
  const faults = [];
  numbered(faults, "dusun", village.dusun);
  numbered(faults, "candidates", village.candidates);
  const options = village.candidates.length + (village.blank ? 1 : 0);
  if (options < 2 || options > 8) faults.push("not 2 to 8 options");
  distinct(faults, "rule for ties", village.rules.ties.map((tie) => tie.by));
  committeeFaults(faults, village, mode);
  trusteeFaults(faults, village.trustees);
  placeFaults(faults, village);
  return faults;
}

function numbered(faults, what, list) {
  if (!list.every((element, i) => element.number === i + 1)) faults.push(`${what}: numbers with a gap`);
}

function committeeFaults(faults, village, mode) {
  const { threshold, keys } = village.committee;
  if (threshold > keys.length) faults.push("committee: the threshold is larger than the number of keys");
  distinct(faults, "key name", [...keys, ...village.saksi].map((member) => member.name));
  if (village.saksi.some((saksi) => saksi.candidate > village.candidates.length)) faults.push("a saksi of no candidate");
  if (mode !== "resmi") return;
  if (village.rules.smallest_cell < 10) faults.push("smallest_cell below 10");
  if (threshold < 2 || 2 * threshold <= keys.length) faults.push("committee: the threshold is too small");
}

function trusteeFaults(faults, { threshold, joint_key, members }) {
  if (threshold > members.length || 2 * threshold <= members.length) {
    faults.push("trustees: the threshold is not more than half and at most all");
    return;
  }
  const shares = members.map((member) => decodePoint(fromHex(member.verifying_share)));
  if (!onOnePolynomial(threshold, decodePoint(fromHex(joint_key)), shares)) faults.push("trustees: the shares do not belong to the joint key");
}

function placeFaults(faults, village) {
  const ofDusun = new Map(village.dusun.map((dusun) => [dusun.number, { male: 0, female: 0 }]));
  ascendingNumbers(faults, "tps", village.tps, "number");
  for (const tps of village.tps) {
    ascendingNumbers(faults, `tps ${tps.number}`, tps.booths, "number");
    if (tps.booths.every((booth) => booth.spare)) faults.push(`tps ${tps.number}: only spare booths`);
    const lists = tps.booths.flatMap((booth) => booth.lists);
    if (!same(tps.voters, sumOf(lists.map((list) => list.voters)))) faults.push(`tps ${tps.number}: voters are not the sum of the lists`);
    for (const booth of tps.booths) ascendingNumbers(faults, `booth ${tps.number}-${booth.number}`, booth.lists, "dusun");
    for (const list of lists) {
      const sum = ofDusun.get(list.dusun);
      if (sum) addTo(sum, list.voters);
      else if (village.dusun.length > 0 || list.dusun !== 0) faults.push(`tps ${tps.number}: a list of a dusun that the village does not have`);
    }
    tokenFaults(faults, tps);
  }
  for (const dusun of village.dusun) {
    if (!same(dusun.voters, ofDusun.get(dusun.number) ?? {})) faults.push(`dusun ${dusun.number}: voters are not the sum of its lists`);
  }
}

function ascendingNumbers(faults, what, list, field) {
  if (!list.every((element, i) => i === 0 || list[i - 1][field] < element[field])) faults.push(`${what}: not ascending by ${field}`);
}

function tokenFaults(faults, tps) {
  const main = tps.booths.filter((booth) => !booth.spare).flatMap((booth) => booth.lists);
  for (const booth of tps.booths) {
    for (const list of booth.lists) {
      const voters = list.voters.male + list.voters.female;
      const alike = main.filter((other) => other.dusun === list.dusun);
      const replaced = (alike.length > 0 ? alike : main).map((other) => other.tokens);
      const least = booth.spare ? Math.max(0, ...replaced) : voters + Math.ceil(voters / 10);
      if (booth.spare && voters > 0) faults.push(`booth ${tps.number}-${booth.number}: a spare with voters`);
      if (list.tokens < least) faults.push(`booth ${tps.number}-${booth.number}: fewer than ${least} tokens`);
    }
  }
}

/** @typedef {{ male: number, female: number }} People */

/** @param {People[]} list @returns {People} */
export function sumOf(list) {
  const sum = { male: 0, female: 0 };
  for (const people of list) addTo(sum, people);
  return sum;
}

function addTo(sum, { male, female }) {
  sum.male += male;
  sum.female += female;
}

function same(a, b) {
  return a.male === b.male && a.female === b.female;
}

// ---- what the other modules ask ----

/**
 * @typedef {object} Booth
 * @property {Village} village @property {number} index place in definition order @property {number} tps @property {number} booth number
 * @property {string} name `<village>-<tps>-<booth>` @property {Uint8Array} key @property {boolean} spare @property {string} origin
 * @property {{ dusun: number, voters: People, tokens: number, hash: Uint8Array, name: string, booth: Booth }[]} lists
 * @property {People} registered DPT of its lists @property {number} dpt of 6.9: its own, of a spare that of its TPS
 */
/**
 * @typedef {object} Village
 * @property {string} code @property {string} name @property {string} district @property {string} regency @property {{ number: number, name: string, voters: People }[]} dusun
 * @property {number} candidates how many @property {{ option: number, name: string }[]} options @property {number} n @property {boolean} blank @property {any} rules
 * @property {{ threshold: number, keys: { name: string, key: Uint8Array }[] }} committee @property {{ candidate: number, name: string, key: Uint8Array }[]} saksi
 * @property {{ threshold: number, jointKey: Uint8Array, shares: Uint8Array[], names: string[] }} trustees
 * @property {Booth[]} booths in definition order @property {{ number: number, voters: People }[]} tps @property {People} registered
 */
/**
 * @typedef {object} Definition
 * @property {Uint8Array} id @property {string} idHex @property {string} mode @property {Uint8Array} nonce @property {string} offset
 * @property {{ name: string, key: Uint8Array }} authority @property {string} origin of the election tree
 * @property {Village[]} villages @property {Map<string, Village>} villageOf by code @property {Map<string, Booth>} boothOf by name @property {any} plain
 */

/** @returns {Definition} */
function index(plain, id) {
  const idHex = toHex(id);
  const authority = { name: plain.authority.name, key: fromHex(plain.authority.key) };
  const definition = {
    id,
    idHex,
    mode: plain.mode,
    nonce: fromHex(plain.nonce),
    offset: { WIB: "+07:00", WITA: "+08:00", WIT: "+09:00" }[plain.time_zone],
    authority,
    origin: electionOrigin(authority.name, idHex),
    villages: [],
    villageOf: new Map(),
    boothOf: new Map(),
    plain,
  };
  for (const village of plain.villages) {
    const made = indexVillage(definition, village);
    definition.villages.push(made);
    definition.villageOf.set(made.code, made);
    for (const booth of made.booths) definition.boothOf.set(booth.name, booth);
  }
  return definition;
}

function indexVillage(definition, plain) {
  const options = plain.candidates.map(({ number, name }) => ({ option: number, name }));
  if (plain.blank) options.push({ option: options.length + 1, name: "blank" });
  const village = {
    code: plain.code,
    name: plain.name,
    district: plain.district,
    regency: plain.regency,
    dusun: plain.dusun,
    candidates: plain.candidates.length,
    options,
    n: options.length,
    blank: plain.blank,
    rules: plain.rules,
    committee: { threshold: plain.committee.threshold, keys: plain.committee.keys.map((member) => ({ name: member.name, key: fromHex(member.key) })) },
    saksi: plain.saksi.map((saksi) => ({ candidate: saksi.candidate, name: saksi.name, key: fromHex(saksi.key) })),
    trustees: {
      threshold: plain.trustees.threshold,
      jointKey: fromHex(plain.trustees.joint_key),
      shares: plain.trustees.members.map((member) => fromHex(member.verifying_share)),
      names: plain.trustees.members.map((member) => member.name),
    },
    tps: plain.tps.map(({ number, voters }) => ({ number, voters })),
    booths: [],
    registered: sumOf(plain.tps.map((tps) => tps.voters)),
  };
  for (const tps of plain.tps) {
    for (const booth of tps.booths) village.booths.push(indexBooth(definition, village, tps, booth));
  }
  return village;
}

function indexBooth(definition, village, tps, plain) {
  const registered = sumOf(plain.lists.map((list) => list.voters));
  const dptOf = plain.spare ? tps.voters : registered;
  const booth = {
    village,
    index: village.booths.length,
    tps: tps.number,
    booth: plain.number,
    name: `${village.code}-${tps.number}-${plain.number}`,
    key: fromHex(plain.key),
    spare: plain.spare,
    origin: boothOrigin(definition.authority.name, definition.idHex, village.code, tps.number, plain.number),
    registered,
    dpt: dptOf.male + dptOf.female,
  };
  booth.lists = plain.lists.map((list) => ({
    dusun: list.dusun,
    voters: list.voters,
    tokens: list.tokens,
    hash: fromHex(list.hash),
    name: `${booth.name}-${list.dusun}`,
    booth,
  }));
  return booth;
}

// ---- seal (2.1) ----

/** The one form of `election.json.note`; throws if the authority has not signed it. @param {Definition} definition @param {Uint8Array} bytes @returns {Uint8Array} */
export function checkedSeal(definition, bytes) {
  const note = parseNote(bytes);
  const text = `pilkades/definition/v1\n${definition.mode}\n${definition.idHex}\n`;
  if (note.text !== text) fail("the seal is of another definition or mode");
  return writeRecordNote(text, verifyNote(note, [definition.authority]));
}

// ---- token lists (5.3) ----

/**
 * The token hashes of a list file, in hex; throws unless it is the list that the definition seals.
 * @param {Booth["lists"][number]} list @param {Uint8Array} bytes @returns {Set<string>}
 */
export function readTokenList(list, bytes) {
  const { village, tps, booth, dusun, hashes } = parseTokenList(bytes);
  if (`${village}-${tps}-${booth}-${dusun}` !== list.name) fail("a list of another place than its name says");
  if (hashes.length !== list.tokens || toHex(tokenListHash(hashes)) !== toHex(list.hash)) fail("not the list that the definition seals");
  return new Set(hashes.map(toHex));
}

// Results of a village and of the whole (spec 10.4, 10.5).

import { mismatches } from "./entry.js";
import { sumOf } from "./definition.js";
import { writePretty } from "./json.js";
import { isCounted } from "./set-file.js";
import { tieOf } from "./tie.js";

/** @typedef {import("./village.js").VillageState} VillageState */

const sum = (list) => list.reduce((total, value) => total + value, 0);

/** @param {VillageState} state with totals @returns {{ value: any, bytes: Uint8Array }} `result.json` */
export function resultOf(state) {
  const { village, evidence, current, totals } = state;
  const booths = current.value.booths.map((line, i) => boothRow(state, line, i));
  const groups = current.value.groups.filter(({ group }) => totals.has(group)).map(({ group, ballots }) => ({ group, ballots, totals: totals.get(group) }));
  const whole = village.options.map((_, j) => sum(groups.map((group) => group.totals[j])));
  const blank = village.blank ? whole.at(-1) : 0;
  const valid = sum(whole.slice(0, village.candidates));
  const attended = booths.every(({ attendance }) => attendance !== undefined);
  const doubt = doubtOf(state, booths);
  const value = {
    format: "pilkades/result/v1",
    mode: evidence.definition.mode,
    election: evidence.definition.idHex,
    village: village.code,
    set: current.hash,
    registered: village.registered,
    ...(attended ? { present: sumOf(booths.map(({ present }) => present)), dptb: sumOf(booths.map(({ dptb }) => dptb)) } : {}),
    ballots: sum(current.value.groups.map(({ ballots }) => ballots)),
    options: village.options,
    groups,
    tps: tpsRows(current.value.groups, totals, village.n),
    totals: whole,
    valid,
    blank,
    blank_as: village.rules.blank_as,
    all: valid + blank,
    set_aside: doubt.aside + doubt.small,
    uncounted_booths: current.value.booths.filter((line) => !isCounted(line)).length,
    late: doubt.late,
    booths,
    dusun: dusunRows(state, booths),
  };
  value.outcome = outcomeOf(state, value, doubt);
  return { value, bytes: writePretty(value) };
}

// ---- booths ----

function boothRow(state, line, i) {
  const { booth, entries } = state.logs[i];
  const closed = isCounted(line) ? state.inputs[i].chain.closed : null;
  const doubt = isCounted(line) ? undefined : doubtOfBooth(state, line, state.logs[i]);
  const attendance = attendanceOf(state, booth, line, closed, doubt);
  const { cast, challenged, cancelled } = line;
  const { tokens, slips } = closed?.officers ?? {};
  const row = { tps: booth.tps, booth: booth.booth, registered: booth.registered, ...attendance, cast, challenged, cancelled };
  if (closed) Object.assign(row, { tokens, slips });
  row.mismatches = mismatches({ dpt: booth.dpt, cast, challenged, cancelled, ...attendance, tokens, slips });
  if (closed?.reason !== undefined) row.reason = closed.reason;
  if (doubt !== undefined) row.doubt = doubt;
  return row;
}

const NOBODY = { male: 0, female: 0 };

/** `present`, `dptb`, `attendance`, or nothing. */
function attendanceOf(state, booth, line, closed, doubt) {
  const decision = state.holding.get(`attendance ${booth.name}`);
  if (decision) {
    const { lists } = decision.body;
    return { present: sumOf(lists.map((list) => list.present)), dptb: sumOf(lists.map((list) => list.dptb)), attendance: "decision" };
  }
  if (closed) return { present: closed.officers.present, dptb: closed.officers.dptb, attendance: "closed" };
  const unused = booth.spare && line.decided === "left-out" && doubt === 0;
  return unused ? { present: NOBODY, dptb: NOBODY, attendance: "unused" } : {};
}

function doubtOfBooth(state, line, log) {
  const named = state.current.value.set_aside.filter((row) => row.tps === line.tps && row.booth === line.booth).length;
  if (line.decided === "left-out") return state.leftOutDoubt(log, named);
  return sum(log.booth.lists.map((list) => list.tokens));
}

/** The parts of the village's doubt. */
function doubtOf(state, booths) {
  const counted = new Set(state.current.value.booths.filter(isCounted).map(({ tps, booth }) => `${tps}-${booth}`));
  const aside = state.current.value.set_aside.filter(({ tps, booth }) => counted.has(`${tps}-${booth}`)).length;
  const small = sum(state.current.value.groups.filter(({ status }) => status === "too-small").map(({ ballots }) => ballots));
  const uncounted = sum(booths.map(({ doubt }) => doubt ?? 0));
  return { aside, small, uncounted, late: state.lateBallots, all: aside + small + uncounted + state.lateBallots };
}

// ---- places ----

/** Groups that share a TPS stand in one row. */
function tpsRows(groups, totals, n) {
  /** @type {{ tps: Set<number>, groups: any[] }[]} */
  let rows = [];
  for (const group of groups) {
    if (!totals.has(group.group)) continue;
    const tps = new Set(group.cells.map((cell) => cell.tps));
    const touched = rows.filter((row) => [...row.tps].some((number) => tps.has(number)));
    const joined = { tps: new Set([...tps, ...touched.flatMap((row) => [...row.tps])]), groups: [...touched.flatMap((row) => row.groups), group] };
    rows = [...rows.filter((row) => !touched.includes(row)), joined];
  }
  const made = rows.map((row) => ({
    tps: [...row.tps].sort((a, b) => a - b),
    ballots: sum(row.groups.map(({ ballots }) => ballots)),
    totals: Array.from({ length: n }, (_, j) => sum(row.groups.map(({ group }) => totals.get(group)[j]))),
  }));
  return made.sort((a, b) => a.tps[0] - b.tps[0]);
}

function dusunRows(state, booths) {
  return state.village.dusun.map(({ number, name, voters }) => {
    const cells = state.current.value.groups.flatMap(({ cells: all }) => all).filter(({ dusun }) => dusun === number);
    const row = { number, name, registered: voters, ballots: sum(cells.map(({ ballots }) => ballots)) };
    const present = presentOfDusun(state, booths, number);
    if (present) row.present = present;
    return row;
  });
}

/** Who came to all lists of a dusun, or null if that is not known of one. @returns {import("./definition.js").People | null} */
export function presentOfDusun(state, booths, number) {
  const lists = [];
  for (const [i, { booth }] of state.logs.entries()) {
    if (!booth.lists.some(({ dusun }) => dusun === number)) continue;
    const decision = state.holding.get(`attendance ${booth.name}`);
    const present = decision ? decision.body.lists.find(({ dusun }) => dusun === number).present : presentOfOnly(booth, booths[i].present);
    if (!present) return null;
    lists.push(present);
  }
  return sumOf(lists);
}

function presentOfOnly(booth, present) {
  if (!present) return null;
  const nobody = present.male + present.female === 0;
  return booth.lists.length === 1 || nobody ? present : null;
}

// ---- outcome ----

function outcomeOf(state, value, doubt) {
  const { village } = state;
  const votes = value.totals.slice(0, village.candidates);
  const ranked = [...votes].sort((a, b) => b - a);
  const second = votes.length === 1 ? value.blank : ranked[1];
  const most = ranked[0];
  const leaders = votes.flatMap((vote, i) => (vote === most ? [i + 1] : []));
  const open = most === 0 || (votes.length === 1 && most <= value.blank);
  const kind = open ? "open" : leaders.length > 1 ? "tie" : "winner";
  const margin = Math.max(0, most - second);
  const outcome = { kind, candidates: open ? [] : leaders, margin };
  const { tie, ignored } = tieOf(state, value, outcome);
  if (tie) outcome.tie = tie;
  if (ignored) outcome.ignored = ignored;
  const reasons = [
    ["set-aside", doubt.aside],
    ["uncounted-booths", doubt.uncounted],
    ["small-groups", doubt.small],
    ["late-ballots", doubt.late],
  ].filter(([, part]) => part !== 0 && margin <= doubt.all).map(([reason]) => reason);
  if (kind === "tie" && !tie.decided) reasons.push("tie");
  if (kind === "open") reasons.push("no-lead");
  outcome.final = reasons.length === 0;
  outcome.reasons = reasons;
  return outcome;
}

/** Whether what is in doubt could change a result: a remark (spec 13). @param {any} result */
export function inDoubt({ outcome }) {
  return outcome.reasons.some((reason) => !["tie", "no-lead"].includes(reason));
}

// ---- sums over villages ----

/** @param {import("./definition.js").Definition} definition @param {any[]} rows of `resultsRow`, in definition order @returns {Uint8Array} `results.json` */
export function resultsFile(definition, rows) {
  return writePretty({
    format: "pilkades/results/v1",
    mode: definition.mode,
    election: definition.idHex,
    villages: rows.map(({ district: _, regency: __, ...row }) => row),
    districts: summed(rows, 6, "district"),
    regencies: summed(rows, 4, "regency"),
  });
}

/** @param {VillageState} state @param {any | null} result */
export function resultsRow(state, result) {
  const { village } = state;
  return {
    code: village.code,
    name: village.name,
    registered: village.registered,
    ballots: result?.ballots ?? sum(state.shown.value.groups.map(({ ballots }) => ballots)),
    valid: result?.valid ?? 0,
    blank: result?.blank ?? 0,
    villages: 1,
    complete: state.isComplete() ? 1 : 0,
    district: village.district,
    regency: village.regency,
  };
}

function summed(rows, digits, name) {
  const sums = new Map();
  for (const row of rows) {
    const code = row.code.slice(0, digits);
    if (!sums.has(code)) sums.set(code, { code, name: row[name], registered: { male: 0, female: 0 }, ballots: 0, valid: 0, blank: 0, villages: 0, complete: 0 });
    const all = sums.get(code);
    all.registered = sumOf([all.registered, row.registered]);
    for (const field of ["ballots", "valid", "blank", "villages", "complete"]) all[field] += row[field];
  }
  return [...sums.values()];
}

// Ties (spec 10.5): the village's rules in their order, about the tied candidates alone.

import { presentOfDusun } from "./result.js";

const sum = (list) => list.reduce((total, value) => total + value, 0);
const people = ({ male, female }) => male + female;

/**
 * @param {import("./village.js").VillageState} state @param {any} result without outcome
 * @param {{ kind: string, candidates: number[] }} outcome @returns {{ tie?: any, ignored?: any }}
 */
export function tieOf(state, result, { kind, candidates }) {
  const decision = state.holding.get("tie");
  const ignore = (why) => (decision ? { ignored: { decision: decision.hash, candidate: decision.body.candidate, why } } : {});
  if (kind !== "tie") return ignore("no-tie");
  const named = decision && candidates.includes(decision.body.candidate) ? decision : null;
  const rules = [];
  let decided = null;
  for (const { by, article } of state.village.rules.ties) {
    const asked = by === "external" ? { came: named ? "decided" : "waiting" } : ask(by, { state, result, candidates });
    const { winner, ...shown } = asked;
    rules.push({ by, article, ...shown });
    if (asked.came === "decided" && by !== "external") decided = { candidate: winner, by, article };
    if (asked.came !== "equal" && asked.came !== "no-single-largest") break;
  }
  if (decided) return { tie: { rules, decided }, ...ignore(named || !decision ? "rule-decides" : "not-a-leader") };
  if (!named) return { tie: { rules }, ...ignore("not-a-leader") };
  const { body, hash } = named;
  return { tie: { rules, decided: { candidate: body.candidate, by: "external", article: body.article, decision: hash } } };
}

function ask(by, about) {
  if (by === "tps-won") return askTpsWon(about);
  const places = PLACES[by](about);
  const largest = largestOf(places, about);
  if (largest.came) return largest;
  const { place, holds, has } = largest;
  const { votes, why } = votesAt(about, holds, has);
  if (why) return { came: "unknown", place, why };
  return { ...verdict(votes), place, votes, ...pickWinner(votes, about.candidates) };
}

function verdict(numbers) {
  const most = Math.max(...numbers);
  return { came: numbers.filter((number) => number === most).length === 1 ? "decided" : "equal" };
}

function pickWinner(numbers, candidates) {
  return { winner: candidates[numbers.indexOf(Math.max(...numbers))] };
}

/**
 * Places of a kind: what they are called, which cells lie in them, which booths have a list there, how many voters.
 * @typedef {{ place: any, holds: (cell: any) => boolean, has: (booth: any) => boolean, registered: number, present: number | null }} Place
 */
const PLACES = {
  "largest-tps": ({ state, result }) =>
    state.village.tps.map(({ number, voters }) => ({
      place: { tps: number },
      holds: (cell) => cell.tps === number,
      has: (booth) => booth.tps === number,
      registered: people(voters),
      present: presentAt(result.booths.filter(({ tps }) => tps === number)),
    })),
  "largest-dusun": ({ state, result }) =>
    state.village.dusun.map(({ number, voters }) => ({
      place: { dusun: number },
      holds: (cell) => cell.dusun === number,
      has: (booth) => booth.lists.some(({ dusun }) => dusun === number),
      registered: people(voters),
      present: numberOf(presentOfDusun(state, result.booths, number)),
    })),
  "largest-booth": ({ state, result }) =>
    state.village.booths.map((booth, i) => ({
      place: { tps: booth.tps, booth: booth.booth },
      holds: (cell) => cell.tps === booth.tps && cell.booth === booth.booth,
      has: (other) => other === booth,
      registered: people(booth.registered),
      present: presentAt([result.booths[i]]),
    })),
};

const numberOf = (present) => (present ? people(present) : null);

function presentAt(rows) {
  return rows.every(({ present }) => present) ? sum(rows.map(({ present }) => people(present))) : null;
}

/** @param {Place[]} places */
function largestOf(places, { state }) {
  if (places.length === 1) return places[0];
  const byPresent = state.village.rules.largest_by === "present";
  if (byPresent && places.some(({ present }) => present === null)) return { came: "unknown", why: "attendance" };
  const voters = places.map(({ registered, present }) => (byPresent ? present : registered));
  const most = Math.max(...voters);
  const largest = places.filter((_, i) => voters[i] === most);
  return largest.length === 1 ? largest[0] : { came: "no-single-largest" };
}

/** Votes of each of the tied at a place, or why the record cannot tell. */
function votesAt({ state, result, candidates }, holds, has) {
  const doubtful = state.village.booths.some((booth, i) => has(booth) && (result.booths[i].doubt ?? 0) !== 0);
  if (doubtful) return { why: "not-counted" };
  const here = state.current.value.groups.filter(({ cells }) => cells.some(holds));
  if (here.some(({ status }) => status === "too-small")) return { why: "too-small" };
  if (here.some(({ cells }) => !cells.every(holds))) return { why: "joined" };
  return { votes: candidates.map((candidate) => sum(here.map(({ group }) => state.totals.get(group)[candidate - 1]))) };
}

function askTpsWon(about) {
  const { state, candidates } = about;
  const won = candidates.map(() => 0);
  for (const { number } of state.village.tps) {
    const { votes, why } = votesAt(about, (cell) => cell.tps === number, (booth) => booth.tps === number);
    if (why) return { came: "unknown", place: { tps: number }, why };
    const most = Math.max(...votes);
    if (votes.filter((vote) => vote === most).length === 1) won[votes.indexOf(most)] += 1;
  }
  return { ...verdict(won), won, ...pickWinner(won, candidates) };
}

#!/usr/bin/env node
// How fast this machine checks ballots, for docs/performance.md: node verifier/campaign/speed.js [options [ballots]]

import { ed25519 } from "@noble/curves/ed25519.js";
import { encryptFromSeed, parseBallot, verifyBallots } from "../src/ballot.js";
import { u32, utf8 } from "../src/bytes.js";
import { BASE, multiply } from "../src/group.js";
import { leafHash, scalar, sha256 } from "../src/hash.js";
import { verifySignature } from "../src/signature.js";

const options = Number(process.argv[2] ?? 5);
const count = Number(process.argv[3] ?? 1000);
// Different ballots enough that nothing can be remembered; a batch does not look for equal ones.
const DIFFERENT = 50;

const jointKey = multiply(BASE, scalar("speed", utf8("a key")));
const ctx = utf8("a context");
const made = Array.from({ length: DIFFERENT }, (_, i) => {
  const parts = { seed: leafHash(u32(i)), choice: 1 + (i % options), token: new Uint8Array(10), ctx, jointKey, options };
  return encryptFromSeed(parts);
});
const secret = sha256(utf8("a booth"));
const key = ed25519.getPublicKey(secret);
const signatures = made.map((ballot) => ed25519.sign(ballot, secret));

/** Milliseconds of processor time for each of `times`: others on the machine make it slower, but not longer. */
function time(times, work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}

function round(report) {
  let ballots;
  const decode = time(count, () => {
    ballots = Array.from({ length: count }, (_, i) => parseBallot(made[i % DIFFERENT], options));
  });
  const items = ballots.map((ballot) => ({ ballot, ctx, jointKey }));
  let verdicts;
  const batch = time(count, () => {
    verdicts = verifyBallots(items);
  });
  if (verdicts.some((verdict) => verdict !== null)) throw new Error("an honest ballot is refused");
  let good = 0;
  const signature = time(count, () => {
    for (let i = 0; i < count; i++) good += verifySignature(key, made[i % DIFFERENT], signatures[i % DIFFERENT]) ? 1 : 0;
  });
  if (good !== count) throw new Error("an honest signature is refused");
  if (!report) return;
  const ms = (value) => `${value.toFixed(2)} ms`;
  console.log(`${count} ballots, ${options} options: decode ${ms(decode)}, proofs in one batch ${ms(batch)}, one signature ${ms(signature)} for each, of processor time`);
  console.log(`${Math.round(1000 / (decode + batch))} ballots/s; with the signatures of entry and receipt ${Math.round(1000 / (decode + batch + 2 * signature))} ballots/s`);
}

// The first round is for the compiler of the machine's language.
round(false);
round(true);

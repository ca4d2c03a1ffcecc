// Everything in fixtures/vectors: one test for each kind of vector, every case in it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { ballotCode, ballotContext, challengeOpens, encryptFromSeed, parseBallot, shortCode, tokenOf, verifyBallot, verifyBallots } from "../src/ballot.js";
import { Reader, attempt, fromHex, toHex, utf8 } from "../src/bytes.js";
import { BASE, G, L, Q, decodePoint, decodeScalar, encodePoint, equalPoints, multiply, oneWayMap } from "../src/group.js";
import { H, leafHash, num128, scalar } from "../src/hash.js";
import { parseNote, keyId, verifyNote } from "../src/note.js";
import { parseReceipt, verifyReceipt } from "../src/receipt.js";
import { isKey, verifySignature } from "../src/signature.js";
import { tokenHash } from "../src/token.js";
import { Tree, boothOrigin, checkpointText, inclusionProof, parseCheckpoint, parseTlogProof, verifyInclusion } from "../src/tree.js";
import { checkRehearsal, combine, discreteLog, lagrange, verifyAcceptance, verifyShare } from "../src/trustees.js";
import { u16, u8 } from "../src/bytes.js";

const vectors = (name) => readFileSync(new URL(`../../fixtures/vectors/${name}`, import.meta.url), "utf8");
const json = (name) => JSON.parse(vectors(name));

/** Hex members as bytes, so that a case can be handed on as it is. */
const bytesOf = (fields, ...names) => Object.fromEntries(names.map((name) => [name, fromHex(fields[name])]));

test("ristretto255: multiples of the base point and what is no encoding (RFC 9496 A.1, A.2)", () => {
  const { multiples, invalid } = json("ristretto255.json");
  assert.equal(multiples.length, 16);
  for (const { scalar, encoding } of multiples) {
    assert.equal(toHex(encodePoint(multiply(BASE, BigInt(scalar)))), encoding);
    assert.ok(equalPoints(decodePoint(fromHex(encoding)), multiply(BASE, BigInt(scalar))));
  }
  assert.equal(invalid.length, 29);
  for (const { encoding, why } of invalid) assert.equal(attempt(() => decodePoint(fromHex(encoding))).error?.why, "not a point of ristretto255", why);
});

test("ristretto255: one-way map (RFC 9496 A.3)", () => {
  const lines = vectors("rfc9496-one-way-map.txt").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  assert.equal(lines.length, 11);
  for (const [input, element] of lines.map((line) => line.split(" "))) assert.equal(toHex(encodePoint(oneWayMap(fromHex(input)))), element);
});

test("Ed25519: RFC 8032", () => {
  const { cases } = json("ed25519.json").rfc8032;
  assert.equal(cases.length, 4);
  for (const { name, key, message, signature } of cases) {
    assert.ok(verifySignature(fromHex(key), fromHex(message), fromHex(signature)), name);
    assert.ok(!verifySignature(fromHex(key), fromHex(message + "00"), fromHex(signature)), name);
  }
});

test("Ed25519: speccheck, strict verdicts", () => {
  const { cases } = json("ed25519.json").speccheck;
  assert.equal(cases.length, 12);
  for (const { number, what, key, message, signature, verdict } of cases) {
    const found = !isKey(fromHex(key)) ? "key" : verifySignature(fromHex(key), fromHex(message), fromHex(signature)) ? "accept" : "signature";
    assert.equal(found, verdict, `case ${number}: ${what}`);
  }
});

const ballots = json("ballot.json");
const contexts = ballots.contexts.map((fields) => {
  const parts = { ...fields, ...bytesOf(fields, "nonce", "election", "token"), boothKey: fromHex(fields.booth_key), jointKey: fromHex(fields.joint_key), tokenHash: fromHex(fields.token_hash) };
  return { parts, ctx: ballotContext(parts), jointKey: decodePoint(parts.jointKey), options: fields.options, expected: fields };
});

test("generators", () => {
  assert.deepEqual(G.map((point) => toHex(encodePoint(point))), ballots.generators.g);
  assert.deepEqual(Q.map((point) => toHex(encodePoint(point))), ballots.generators.q);
  assert.equal(toHex(encodePoint(L)), ballots.generators.l);
});

test("token hashes and contexts", () => {
  assert.equal(contexts.length, 3);
  for (const { parts, ctx, expected } of contexts) {
    assert.equal(toHex(tokenHash(parts, parts.token)), expected.token_hash);
    assert.equal(toHex(ctx), expected.ctx);
    assert.equal(toHex(encodePoint(multiply(BASE, decodeScalar(fromHex(expected.joint_secret))))), expected.joint_key);
  }
});

test("ballots: seed, scalars, statement, weights, bytes, code, proof", () => {
  assert.equal(ballots.ballots.length, 5);
  for (const vector of ballots.ballots) {
    const { ctx, jointKey, options } = contexts[vector.context];
    const bytes = fromHex(vector.ballot);
    const seedParts = [fromHex(vector.random), fromHex(vector.booth_secret), fromHex(vector.previous), Uint8Array.of(0, 0, 0, vector.attempt), u8(vector.choice), ctx];
    const seed = H("ballot-seed", ...seedParts);
    assert.equal(toHex(seed), vector.seed);
    vector.scalars.forEach((expected, i) => assert.equal(scalar("ballot-scalar", seed, u16(i)), decodeScalar(fromHex(expected))));
    const h = H("ballot-statement", ctx, bytes.subarray(10, 10 + 64 * (options - 1)));
    assert.equal(toHex(h), vector.statement);
    vector.weights.forEach((expected, j) => assert.equal(num128("ballot-weight", h, u8(j + 1)), decodeScalar(fromHex(expected))));

    const made = encryptFromSeed({ seed, choice: vector.choice, token: tokenOf(bytes), ctx, jointKey, options });
    assert.equal(toHex(made), vector.ballot);
    assert.equal(toHex(ballotCode(ctx, bytes)), vector.code);
    assert.equal(shortCode(ballotCode(ctx, bytes)), vector.short_code);
    assert.equal(verifyBallot(parseBallot(bytes, options), ctx, jointKey), null);

    const challenge = { seed, ctx, jointKey, options };
    assert.ok(challengeOpens(bytes, { ...challenge, choice: vector.choice }));
    assert.ok(!challengeOpens(bytes, { ...challenge, choice: (vector.choice % options) + 1 }));
    assert.ok(!challengeOpens(bytes, { ...challenge, choice: vector.choice, seed: leafHash(seed) }));
  }
});

/** What is wrong with a ballot, in the words of the vectors. */
function refusalOf({ context, ballot }) {
  const { ctx, jointKey, options } = contexts[context];
  const parsed = attempt(() => parseBallot(fromHex(ballot), options));
  if (!parsed.error) return verifyBallot(parsed.value, ctx, jointKey);
  const { why } = parsed.error;
  if (why.startsWith("a ballot for")) return "length";
  const [name, reason] = why.includes(" is the identity") ? [why.split(" ")[0], "identity"] : why.split(": ");
  return `${reason === "identity" ? reason : reason.startsWith("not a point") ? "point" : "scalar"} ${name}`;
}

test("refused ballots, each for its reason", () => {
  assert.equal(ballots.refused.length, 24);
  for (const vector of ballots.refused) assert.equal(refusalOf(vector), vector.refusal, vector.what);
});

test("a batch says of every ballot what it says alone", () => {
  const all = [...ballots.ballots, ...ballots.refused].map(({ context, ballot }) => ({ context, bytes: fromHex(ballot) }));
  const items = all.flatMap(({ context, bytes }) => {
    const { ctx, jointKey, options } = contexts[context];
    const { value } = attempt(() => parseBallot(bytes, options));
    return value ? [{ ballot: value, ctx, jointKey }] : [];
  });
  const alone = items.map(({ ballot, ctx, jointKey }) => verifyBallot(ballot, ctx, jointKey));
  assert.ok(alone.includes(null) && alone.includes("equation 1") && alone.includes("equation 3"));
  assert.deepEqual(verifyBallots(items), alone);
  const good = items.filter((_, i) => alone[i] === null);
  assert.deepEqual(verifyBallots(good), good.map(() => null));
});

test("the weights of a batch are drawn: two errors that cancel are found", () => {
  const { context, ballot } = ballots.ballots[0];
  const { ctx, jointKey, options } = contexts[context];
  const bytes = fromHex(ballot);
  const parsed = parseBallot(bytes, options);
  // Responses w + 1 and w - 1 in two copies: with equal weights the sum over both would hold.
  const items = [1n, -1n].map((d) => ({ ballot: { ...parsed, w: parsed.w + d }, ctx, jointKey }));
  assert.deepEqual(verifyBallots(items), ["equation 1", "equation 1"]);
  const equalWeights = (length) => new Uint8Array(length).fill(1);
  assert.deepEqual(verifyBallots(items, equalWeights), [null, null], "the forgery is a real one");
  // The same between two equations of one ballot.
  const crossed = { ballot: { ...parsed, A: G[0], U: parsed.U }, ctx, jointKey };
  assert.deepEqual(verifyBallots([crossed, crossed]), ["equation 1", "equation 1"]);
});

const decryption = json("decryption.json");

test("rehearsals of key ceremonies", () => {
  assert.equal(decryption.ceremonies.length, 3);
  for (const { village, threshold, joint_key, transcript, members } of decryption.ceremonies) {
    const shares = members.map((member) => ({ verifyingShare: fromHex(member.verifying_share), ...bytesOf(member.rehearsal, "d", "u", "v", "z") }));
    const group = { village, threshold, jointKey: fromHex(joint_key), transcript: fromHex(transcript), members: shares };
    assert.equal(checkRehearsal(group), null);
    assert.match(checkRehearsal({ ...group, village: "1607062002" }), /^trustee 1: key$/);
    assert.match(checkRehearsal({ ...group, members: [shares[1], shares[0], ...shares.slice(2)] }), /^trustee 1/);
  }
});

/** "encoding", or what `check` finds. */
function refusal(check) {
  const { value, error } = attempt(check);
  return error ? "encoding" : value === null || value === true ? undefined : value === false ? "key" : value;
}

test("acceptances", () => {
  assert.equal(decryption.acceptances.length, 7);
  for (const vector of decryption.acceptances) {
    const acceptance = { ...vector, ...bytesOf(vector, "election", "u", "z"), verifyingShare: fromHex(vector.verifying_share) };
    assert.equal(refusal(() => verifyAcceptance(acceptance)), vector.refusal, vector.what);
  }
});

test("shares", () => {
  assert.equal(decryption.shares.length, 21);
  for (const vector of decryption.shares) {
    const statement = { ...vector, ...bytesOf(vector, "election", "set"), verifyingShare: fromHex(vector.verifying_share), ...bytesOf(vector.sum, "r", "c") };
    assert.equal(refusal(() => verifyShare(statement, bytesOf(vector, "d", "u", "v", "z"))), vector.refusal, vector.what);
  }
});

test("decryptions: shares, combination by any k trustees, total", () => {
  assert.equal(decryption.decryptions.length, 18);
  for (const vector of decryption.decryptions) {
    const sum = bytesOf(vector.sum, "r", "c");
    const shares = vector.shares.map(({ trustee, verifying_share, share }) => {
      const encoded = bytesOf(share, "d", "u", "v", "z");
      assert.equal(verifyShare({ ...vector, ...bytesOf(vector, "election", "set"), trustee, verifyingShare: fromHex(verifying_share), ...sum }, encoded), null);
      return { trustee, d: encoded.d };
    });
    const { threshold, ballots } = vector;
    for (let first = 0; first + threshold <= shares.length; first++) {
      const point = combine(threshold, shares.slice(first).reverse(), sum);
      assert.equal(toHex(encodePoint(point)), vector.combined);
      assert.equal(discreteLog(point, ballots), vector.total ?? null);
    }
  }
});

test("Lagrange coefficients and discrete logarithms", () => {
  for (const { trustees, coefficients } of decryption.lagrange) assert.deepEqual(lagrange(trustees), coefficients.map((value) => decodeScalar(fromHex(value))));
  for (const { point, max, total } of decryption.discrete_logs) assert.equal(discreteLog(decodePoint(fromHex(point)), max), total ?? null);
});

const log = json("log.json");
const election = fromHex(log.identity.election);
const boothKey = fromHex(log.identity.key);

test("log: start, entry hashes, signatures, roots, checkpoints, receipts", () => {
  const { origin, village, tps, booth } = log.identity;
  assert.equal(boothOrigin("dpmd.banyuasin.example", log.identity.election, village, tps, booth), origin);
  assert.equal(toHex(H("log-start", election, boothKey)), log.identity.start);
  assert.ok(log.identity.verifier_key.startsWith(`${origin}+${toHex(keyId(origin, boothKey))}+`));
  const tree = new Tree();
  assert.equal(log.entries.length, 7);
  for (const entry of log.entries) {
    const hash = leafHash(fromHex(entry.entry));
    assert.equal(toHex(hash), entry.hash);
    assert.ok(verifySignature(boothKey, Uint8Array.from([...utf8("\0\0\0\x11pilkades/entry/v1"), ...election, ...hash]), fromHex(entry.signature)));
    tree.append(hash);
    assert.equal(toHex(tree.root()), entry.root);
    if (entry.checkpoint) {
      const note = parseNote(utf8(entry.checkpoint));
      assert.equal(note.text, checkpointText(origin, tree.size, tree.root()));
      assert.equal(verifyNote(note, [{ name: origin, key: boothKey }]).length, 1);
      assert.deepEqual(parseCheckpoint(note.text), { origin, size: tree.size, root: tree.root() });
    }
    if (entry.receipt) {
      const receipt = parseReceipt(utf8(entry.receipt));
      assert.deepEqual([receipt.code, receipt.entry], [entry.code, entry.hash]);
      assert.ok(verifyReceipt(receipt, boothKey));
      assert.ok(!verifyReceipt({ ...receipt, code: receipt.entry }, boothKey));
    }
  }
  assert.ok(log.entries.some((entry) => entry.receipt) && log.entries.some((entry) => entry.checkpoint));
});

test("log: inclusion proofs", () => {
  const leaves = log.entries.map((entry) => fromHex(entry.hash));
  const { index, size, inclusion, tlog_proof } = log.proofs;
  assert.deepEqual(inclusionProof(leaves.slice(0, size), index).map(toHex), inclusion);
  const proof = parseTlogProof(tlog_proof);
  assert.deepEqual([proof.index, proof.checkpoint.size, proof.hashes.map(toHex)], [index, size, inclusion]);
  assert.ok(verifyInclusion(index, size, leaves[index], proof.hashes, proof.checkpoint.root));
  assert.ok(!verifyInclusion(index + 1, size, leaves[index], proof.hashes, proof.checkpoint.root));
  assert.equal(verifyNote(proof.note, [{ name: log.identity.origin, key: boothKey }]).length, 1);
});

test("log: the bundle's frames hold the entries", () => {
  const bundle = fromHex(log.bundle);
  const reader = new Reader(bundle.subarray(0, -32));
  assert.equal(toHex(H("bundle", reader.bytes)), toHex(bundle.subarray(-32)));
  reader.expect(fromHex(log.identity.header), "the header");
  assert.equal(reader.u32(), log.entries.length);
  for (const entry of log.entries) assert.equal(toHex(reader.take(reader.u32())), entry.record);
  reader.end();
});

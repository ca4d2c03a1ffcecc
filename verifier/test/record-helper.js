// Records of the fixtures as maps of files.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toHex } from "../src/bytes.js";
import { sha256 } from "../src/hash.js";

export const FIXTURES = fileURLToPath(new URL("../../fixtures/", import.meta.url));
export const TAMPERED = join(FIXTURES, "tampered");

/** @param {string} folder @returns {Map<string, Uint8Array>} */
export function load(folder) {
  const files = new Map();
  const walk = (inside) => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      const path = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.set(path, new Uint8Array(readFileSync(join(folder, path))));
    }
  };
  walk("");
  return files;
}

/** The cases of fixtures/tampered whose command begins with these words. @param {...string} words */
export function cases(...words) {
  const all = readdirSync(TAMPERED).filter((name) => /^[0-9]{3}-/.test(name)).sort();
  return all
    .map((name) => ({ name, expect: JSON.parse(readFileSync(join(TAMPERED, name, "expect.json"), "utf8")) }))
    .filter(({ expect }) => words.every((word, i) => expect.command[i] === word));
}

/** The files of a case: its overlay on its base (fixtures/tampered/README.md). */
export function lay({ name, expect }) {
  const files = load(join(TAMPERED, "bases", expect.base));
  for (const path of expect.delete) files.delete(path);
  let overlay = new Map();
  try {
    overlay = load(join(TAMPERED, name, "overlay"));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const named = new Map(expect.names);
  for (const [path, bytes] of overlay) files.set(named.get(path) ?? path, bytes);
  return files;
}

/** The word after an option of a case's command. */
export function option({ expect }, name) {
  return expect.command[expect.command.indexOf(name) + 1];
}

/** MANIFEST made again, for a test whose alteration is something else. @param {Map<string, Uint8Array>} files */
export function withManifest(files) {
  const paths = [...files.keys()].filter((path) => path !== "MANIFEST").sort();
  files.set("MANIFEST", new TextEncoder().encode(paths.map((path) => `${toHex(sha256(files.get(path)))}  ${path}\n`).join("")));
  return files;
}

/** Numbers of the checks that failed. */
export function failed({ checks }) {
  return checks.filter(({ failures }) => failures.length > 0).map(({ number }) => number);
}

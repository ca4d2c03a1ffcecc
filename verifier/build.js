// Called by `build`: node build.js <folder>.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const folder = process.argv[2];
// Browsers of 2023 and later; Node 20 can do all of that.
const target = ["es2022", "chrome111", "firefox113", "safari16.4"];
const PERMISSIVE = ["MIT", "Apache-2.0", "ISC", "BSD-2-Clause", "BSD-3-Clause"];

/** Packages whose code is in any of the files. */
const packages = new Set();

async function bundle(entry, outfile, options) {
  const { metafile } = await build({ entryPoints: [entry], outfile: `${folder}/${outfile}`, bundle: true, target, charset: "utf8", legalComments: "none", metafile: true, logLevel: "warning", ...options });
  for (const input of Object.keys(metafile.inputs)) {
    const inPackage = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (inPackage) packages.add(inPackage[1]);
  }
}

/** Licence texts of everything that others wrote and that dist/ hands on. */
function licences() {
  const texts = [...packages].sort().map((name) => {
    const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
    if (!PERMISSIVE.includes(license)) throw new Error(`${name} has the licence ${license}`);
    return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
  });
  return ["The files beside this one contain code of these packages.\n", ...texts].join(`\n${"-".repeat(80)}\n\n`);
}

mkdirSync(folder, { recursive: true });
const page = { format: "iife", platform: "browser", minifyWhitespace: true, minifySyntax: true };
const entries = [
  ["src/cli.js", "pilkades-verify.mjs", { format: "esm", platform: "node" }],
  ["page/page.js", "page.js", page],
  ["page/worker.js", "worker.js", page],
];
for (const [entry, outfile, options] of entries) {
  // One file that cannot be made does not keep the others from whoever works on them.
  await bundle(entry, outfile, options).catch(() => (process.exitCode = 1));
}
writeFileSync(`${folder}/LICENSES.txt`, licences());

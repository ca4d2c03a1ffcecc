/** Runs beside the page, so that the page answers touches whatever is computed. It knows no address and fetches nothing. */

import { openVillage, shortCode, verifyRecord } from "../src/index.js";
import { fromHex } from "../src/bytes.js";
import { unpack } from "./unpack.js";

/** @typedef {{ village: string, leaves: string[] }} About */

let opened;

const tasks = {
  /** @param {{ packed: string, about: About }} task */
  async open({ packed, about }) {
    opened = openVillage(await unpack(packed), about.village, about);
    return { size: opened.size };
  },

  /** @param {{ question: import("./lookup.js").Question }} task */
  async find({ question }) {
    const started = performance.now();
    const answer = question.kind === "receipt" ? opened.receipt(question.text) : opened.find(question.code);
    const code = answer.code === null ? null : shortCode(fromHex(answer.code));
    return { answer: { ...answer, code }, milliseconds: performance.now() - started };
  },

  /** @param {{ packed: string, about: About, electionId?: string }} task */
  async verify({ packed, about, electionId }) {
    const started = performance.now();
    const files = await unpack(packed);
    const report = await verifyRecord(files, {
      electionId,
      extract: about,
      onProgress: ({ done, total }) => self.postMessage({ share: done / total }),
    });
    return { report: { ...report, checks: report.checks.map(shortened), files: files.size }, milliseconds: performance.now() - started };
  },
};

/** A record that is wrong everywhere is told by its first failures and their number. */
function shortened(check) {
  return { ...check, count: check.failures.length, failures: check.failures.slice(0, 20) };
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, done: await tasks[data.task](data) });
  } catch (error) {
    self.postMessage({ id: data.id, failed: error instanceof Error ? error.message : String(error) });
  }
};

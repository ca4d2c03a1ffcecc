/** Runs beside the page, so that the page answers touches whatever is computed. It knows no address and fetches nothing. */

import { openVillage, verifyRecord } from "../src/index.js";
import { unpack } from "./unpack.js";

/** @typedef {{ village: string, leaves: string[] }} About */

let opened;

const tasks = {
  /** @param {{ packed: string, about: About }} task */
  async open({ packed, about }) {
    opened = await openVillage(await unpack(packed), about.village, { leaves: about.leaves });
    return { election: opened.electionId, root: opened.root };
  },

  /** @param {{ question: import("./lookup.js").Question }} task */
  async find({ question }) {
    const started = performance.now();
    const answer = question.kind === "receipt" ? await opened.receipt(question.text) : await opened.find(question.code);
    return { answer, milliseconds: performance.now() - started };
  },

  /** @param {{ packed: string, about: About, electionId?: string }} task */
  async verify({ packed, about, electionId }) {
    const started = performance.now();
    const report = await verifyRecord(await unpack(packed), {
      electionId,
      extract: about,
      onProgress: (...progress) => self.postMessage({ progress }),
    });
    return { report: { ...report, checks: report.checks.map(shortened) }, milliseconds: performance.now() - started };
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

/** The page's side of the worker: a program that stands in the page as text and runs from a blob. */

import { byId } from "./dom.js";

export class Helper {
  #worker;
  #waiting = new Map();
  #onProgress;
  #next = 1;

  /** @param {(share: number) => void} [onProgress] */
  constructor(onProgress = () => {}) {
    const source = new Blob([byId("worker").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(source);
    this.#worker = new Worker(address);
    this.#onProgress = onProgress;
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => this.#fail(event.message || "worker");
  }

  /** Sends a task and waits for what comes back. @param {string} task @param {Record<string, unknown>} [values] */
  ask(task, values = {}) {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task, ...values });
    });
  }

  /** Ends it at once, in the middle of whatever it does. */
  stop() {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #hear(data) {
    if (data.share !== undefined) {
      this.#onProgress(data.share);
      return;
    }
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    if (data.failed === undefined) waiting?.resolve(data.done);
    else waiting?.reject(new Error(data.failed));
  }

  #fail(message) {
    for (const waiting of this.#waiting.values()) waiting.reject(new Error(message));
    this.#waiting.clear();
  }
}

/** What stands in the page for the scripts. */
export function pageData() {
  return { about: JSON.parse(byId("about").textContent), packed: byId("record").textContent };
}

/** The list of all villages, made shorter by what is typed; a receipt's QR text leads to its village. */

import { make } from "./dom.js";
import { question } from "./lookup.js";

export class FindView {
  #place;
  #typed = "";
  #voice;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
  }

  /** @param {ReturnType<import("./words.js").speaker>} voice */
  show(voice) {
    this.#voice = voice;
    const { say } = voice;
    this.#place.replaceChildren(make("section", { class: "tool", lang: voice.lang },
      make("h2", {}, say("find-title")),
      make("form", { onsubmit: (event) => event.preventDefault() },
        make("label", { for: "village" }, say("find-label")),
        make("input", { id: "village", type: "text", autocomplete: "off", spellcheck: "false", oninput: (event) => { this.#typed = event.target.value; this.#narrow(); } })),
      make("p", { id: "village-count", role: "status" })));
    this.#place.querySelector("#village").value = this.#typed;
    this.#narrow();
  }

  #narrow() {
    const asked = question(this.#typed);
    const wanted = asked.kind === "receipt" ? asked.village : this.#typed.trim().toLowerCase();
    const found = new Set();
    for (const line of document.querySelectorAll("li[data-village]")) {
      const { village } = line.dataset;
      const fits = village.startsWith(wanted) || line.querySelector("a").textContent.toLowerCase().includes(wanted);
      line.hidden = !fits;
      if (fits) found.add(village);
      const link = line.querySelector("a");
      link.hash = asked.kind === "receipt" ? `terima=${asked.text}` : "";
    }
    const status = this.#place.querySelector("#village-count");
    status.textContent = wanted === "" ? "" : found.size === 0 ? this.#voice.say("find-none") : this.#voice.say("find-some", { count: found.size });
  }
}

/** *Periksa semua*: every check of the spec over the data of this page, with progress and a way out. */

import { make, table } from "./dom.js";
import { Helper } from "./helper.js";
import { digits } from "./lookup.js";

const IDLE = { running: false, share: 0, key: "", values: {}, done: null };

export class RecordView {
  #place;
  #data;
  #helper;
  #typed = "";
  #state = IDLE;
  #voice;

  /** @param {HTMLElement} place @param {{ about: any, packed: string }} data */
  constructor(place, data) {
    this.#place = place;
    this.#data = data;
  }

  /** @param {ReturnType<import("./words.js").speaker>} voice */
  show(voice) {
    this.#voice = voice;
    const { say } = voice;
    this.#place.replaceChildren(make("section", { class: "tool", lang: voice.lang },
      make("h2", {}, say("all-title")),
      make("p", {}, say("all-about")),
      make("label", { for: "election" }, say("all-label")),
      make("input", { id: "election", type: "text", autocomplete: "off", spellcheck: "false", oninput: (event) => { this.#typed = event.target.value; } }),
      make("div", { id: "all-work" }),
      make("div", { id: "all-outcome", role: "status" })));
    this.#place.querySelector("#election").value = this.#typed;
    this.#update();
  }

  #update() {
    this.#place.querySelector("#all-work").replaceChildren(...this.#work());
    this.#place.querySelector("#all-outcome").replaceChildren(...this.#outcome());
  }

  #work() {
    const { say } = this.#voice;
    if (!this.#state.running) return [make("button", { type: "button", id: "all-start", onclick: () => this.#start() }, say("all-button"))];
    return [
      make("p", { id: "all-percent" }, this.#percent()),
      make("progress", { id: "all-bar", max: "1", value: this.#state.share, "aria-label": say("all-progress") }),
      make("button", { type: "button", class: "plain", id: "all-stop", onclick: () => this.#cancel() }, say("all-cancel")),
    ];
  }

  #percent() {
    return this.#voice.say("all-running", { percent: `${Math.floor(this.#state.share * 100)}%` });
  }

  async #start() {
    const electionId = this.#typed.toLowerCase().replace(/\s+/g, "");
    if (electionId !== "" && !/^[0-9a-f]{64}$/.test(electionId)) {
      this.#set({ key: "all-bad-id", values: { found: electionId.length } });
      return;
    }
    this.#helper?.stop();
    const helper = new Helper((share) => this.#progress(helper, share));
    this.#helper = helper;
    this.#set({ running: true });
    this.#place.querySelector("#all-stop").focus();
    try {
      const done = await helper.ask("verify", { ...this.#data, electionId: electionId || undefined });
      if (this.#helper === helper) this.#set({ done: { ...done, electionId } });
    } catch (error) {
      if (this.#helper === helper) this.#set({ key: "all-failed-run", values: { why: error.message } });
    }
    helper.stop();
  }

  #progress(helper, share) {
    if (this.#helper !== helper) return;
    this.#state.share = Math.min(1, Math.max(this.#state.share, share));
    this.#place.querySelector("#all-bar").value = this.#state.share;
    this.#place.querySelector("#all-percent").textContent = this.#percent();
  }

  #cancel() {
    this.#helper?.stop();
    this.#helper = undefined;
    this.#set({ key: "all-cancelled" });
    this.#place.querySelector("#all-start").focus();
  }

  #set(state) {
    this.#state = { ...IDLE, ...state };
    this.#update();
  }

  #outcome() {
    const { key, values, done } = this.#state;
    const { say } = this.#voice;
    if (key) return [make("p", { class: "answer care", "data-outcome": key }, say(key, values))];
    if (!done) return [];
    const { report, electionId, milliseconds } = done;
    const votes = compared(report, this.#data.about.village);
    const tone = report.exit === 3 || votes.differ ? "bad" : report.exit === 0 ? "good" : "care";
    const lines = [this.#looked(report), say(electionId ? "all-with-id" : "all-without-id"), votesLine(votes, say), say("all-not-checked")];
    return [
      make("div", { class: `answer ${tone}`, "data-outcome": `exit-${report.exit}`, "data-votes": votes.differ ? "differ" : votes.verified ? "same" : "none" },
        make("p", {}, say(`exit-${report.exit}`)),
        ...(report.exit === 3 ? [] : lines.filter(Boolean).map((line) => make("p", {}, line))),
        make("p", {}, say("all-seconds", { seconds: this.#voice.number(Math.round(milliseconds / 100) / 10) }))),
      this.#table(report),
      ...this.#failures(report),
    ];
  }

  /** How much was looked at, in one sentence. */
  #looked(report) {
    const { say, number } = this.#voice;
    const [village] = report.villages;
    if (!village) return "";
    const sum = (key) => number(village.booths.reduce((all, booth) => all + booth[key], 0));
    return say("all-looked", { files: number(report.files), booths: number(village.booths.length), cast: sum("cast"), challenged: sum("challenged"), ballots: number(village.ballots) });
  }

  #table(report) {
    const { say, check, number } = this.#voice;
    // Of a record whose definition cannot be used, nothing else was looked at.
    const good = say(report.villages.length > 0 ? "all-good" : "all-unchecked");
    const rows = report.checks.map((one) => ({
      failed: one.count > 0,
      cells: [
        `${one.number}. ${check(one.number, one.name)}`,
        one.count > 0 ? say("all-failed", { count: number(one.count) }) : good,
      ],
    }));
    return table(say("all-caption"), [say("all-head-check"), say("all-head-verdict")], rows);
  }

  #failures(report) {
    const { say } = this.#voice;
    const failed = report.checks.flatMap((check) => check.failures.map((failure) => {
      const place = failure.position === undefined ? failure.file : `${failure.file}, ${say("all-entry", { position: failure.position })}`;
      return make("li", {}, `${check.number}. ${place ?? ""}: `, make("span", { lang: "en" }, failure.why));
    }));
    return failed.length === 0 ? [] : [make("h3", {}, say("all-failures")), make("ul", {}, ...failed.slice(0, 50))];
  }
}

/**
 * The names and votes that people read in the list of this page against those of the checked result: the page around the data may
 * lie. Without a result there may be no votes at all.
 */
function compared(report, code) {
  const result = report.villages?.find((village) => village.code === code)?.result;
  const shown = [...document.querySelectorAll("[data-option]")];
  if (!result) return { verified: "", differ: shown.length > 0 };
  const wrong = shown.filter((cell) => {
    const option = Number(cell.dataset.option);
    const named = result.options[option - 1]?.name;
    const line = cell.closest("li");
    const asNamed = named === "blank" || line?.querySelector(".name")?.textContent.includes(named);
    const asLeading = line?.classList.contains("lead") === result.outcome.candidates.includes(option);
    return digits(cell.textContent) !== String(result.totals[option - 1]) || !asNamed || !asLeading;
  });
  const verified = result.options.map(({ option, name }) => `${option}. ${name} ${result.totals[option - 1]}`).join(", ");
  return { verified, differ: wrong.length > 0 || shown.length !== 2 * result.totals.length };
}

function votesLine({ verified, differ }, say) {
  if (!verified) return differ ? say("all-votes-unfounded") : "";
  return differ ? say("all-votes-differ", { verified }) : say("all-votes-same");
}

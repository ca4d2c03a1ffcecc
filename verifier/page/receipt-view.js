/** *Cek tanda terima*: a code or the text of a receipt's QR code, and one sentence that anybody understands. */

import { facts, make } from "./dom.js";
import { Helper } from "./helper.js";
import { fromAddress, question } from "./lookup.js";

/** How sure an answer makes: styles of the box. */
const TONES = {
  counted: "good", "counted-so-far": "good", challenged: "care", cancelled: "care", mistyped: "care", "mistyped-qr": "care",
  "other-village": "care", "set-aside": "bad", "log-not-counted": "bad", absent: "bad", "absent-signed": "bad",
  unsigned: "bad", "other-election": "bad", "proof-broken": "bad", "data-damaged": "bad", "no-worker": "bad",
};

/** What of a proof is shown, from the ballot up to the root. */
const PROOF = ["entryHash", "boothPath", "boothRoot", "villagePath", "villageRoot", "setHash", "electionPath", "electionRoot"];

export class ReceiptView {
  #place;
  #data;
  #helper;
  #opening;
  #typed = "";
  #state = { busy: "", key: "", values: {}, answer: null, milliseconds: 0 };
  #turn = 0;
  #voice;

  /** @param {HTMLElement} place @param {{ about: any, packed: string }} data */
  constructor(place, data) {
    this.#place = place;
    this.#data = data;
    globalThis.addEventListener("hashchange", () => this.#searchAddress());
  }

  /** Opens the data ahead, so that an answer comes at once. */
  start() {
    this.#open().catch(() => {});
    this.#searchAddress();
  }

  /** @param {ReturnType<import("./words.js").speaker>} voice */
  show(voice) {
    this.#voice = voice;
    const { say } = voice;
    this.#place.replaceChildren(make("section", { class: "tool", lang: voice.lang },
      make("h2", {}, say("receipt-title")),
      make("p", {}, say("receipt-about")),
      make("form", { onsubmit: (event) => this.#submit(event) },
        make("label", { for: "code" }, say("receipt-label")),
        make("input", { id: "code", type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", oninput: (event) => { this.#typed = event.target.value; } }),
        make("button", { type: "submit" }, say("receipt-button")),
        make("label", { for: "code-file" }, say("receipt-file")),
        make("input", { id: "code-file", type: "file", accept: ".txt,text/plain", onchange: (event) => this.#load(event) })),
      make("div", { id: "receipt-answer", role: "status" }, this.#answer())));
    this.#place.querySelector("#code").value = this.#typed;
  }

  #submit(event) {
    event.preventDefault();
    this.#search(this.#typed);
  }

  async #load(event) {
    const [file] = event.target.files;
    if (!file) return;
    this.#type(await file.slice(0, 4096).text());
    this.#search(this.#typed);
  }

  #searchAddress() {
    const asked = fromAddress(globalThis.location.hash);
    if (asked === "") return;
    this.#type(asked);
    this.#search(asked);
  }

  #type(text) {
    this.#typed = text.trim();
    const field = this.#place.querySelector("#code");
    if (field) field.value = this.#typed;
  }

  #open() {
    this.#opening ??= (async () => {
      if (typeof Worker === "undefined" || typeof DecompressionStream === "undefined") throw new Error("no-worker");
      this.#helper = new Helper();
      return this.#helper.ask("open", this.#data);
    })();
    return this.#opening;
  }

  async #search(text) {
    const asked = question(text);
    if (asked.kind === "nothing") return;
    this.#turn += 1;
    const turn = this.#turn;
    const { village } = this.#data.about;
    if (asked.kind === "mistyped") return this.#say(turn, { key: "mistyped", values: { found: asked.found } });
    if (asked.kind === "receipt" && asked.village !== village) {
      return this.#say(turn, { key: "other-village", values: { village: asked.village, text: asked.text } });
    }
    this.#say(turn, { busy: "receipt-opening" });
    try {
      await this.#open();
    } catch (error) {
      return this.#say(turn, { key: error.message === "no-worker" ? "no-worker" : "data-damaged" });
    }
    this.#say(turn, { busy: "receipt-searching" });
    try {
      const { answer, milliseconds } = await this.#helper.ask("find", { question: asked });
      this.#say(turn, { key: sentence(answer, this.#data.about), values: { found: 20 }, answer, milliseconds });
    } catch {
      this.#say(turn, { key: "data-damaged" });
    }
  }

  #say(turn, state) {
    // A slower answer to an earlier question must not replace that to the latest.
    if (turn !== this.#turn) return;
    this.#state = { busy: "", key: "", values: {}, answer: null, milliseconds: 0, ...state };
    this.#place.querySelector("#receipt-answer").replaceChildren(this.#answer());
  }

  #answer() {
    const { busy, key, values, answer, milliseconds } = this.#state;
    const { say, reason } = this.#voice;
    if (busy) return make("p", { class: "answer" }, say(busy));
    if (!key) return document.createDocumentFragment();
    const why = { ...values, why: reason(answer?.reason) };
    const box = make("div", { class: `answer ${TONES[key] ?? "care"}`, "data-answer": key },
      make("p", {}, say(key)),
      make("p", {}, say(`${key}-about`, why)),
      key === "counted-so-far" || key.startsWith("no-worker") || key === "data-damaged" ? null : make("p", {}, say(`${key}-do`)),
      key === "other-village" ? make("p", {}, make("a", { href: `${values.village}.html#terima=${values.text}` }, values.village)) : null,
      answer?.signed === true && key !== "absent-signed" ? make("p", {}, say("signed")) : null);
    if (answer) box.append(...this.#details(answer, milliseconds));
    return box;
  }

  #details(answer, milliseconds) {
    const { say, number } = this.#voice;
    const known = [];
    if (answer.code) known.push([say("where-code"), answer.code]);
    if (answer.booth) known.push([say("where-place"), say("where-place-of", { ...answer.booth, position: answer.position })]);
    known.push([say("where-time"), `${number(Math.max(1, Math.round(milliseconds)))} ms`]);
    const proof = PROOF.filter((name) => answer.proof?.[name] !== undefined).map((name) => [say(`proof-${name}`), path(answer.proof[name], say)]);
    const details = proof.length === 0 ? [] : [make("details", {}, make("summary", {}, say("proof-title")), facts(proof, true))];
    return [facts(known), ...details];
  }
}

/** Which sentence an answer of the verifier deserves. */
export function sentence(answer, about) {
  const { kind, signed, ok } = answer;
  if (kind === "mistyped") return signed === undefined ? "mistyped" : "mistyped-qr";
  if (kind === "other-election" || kind === "other-village") return kind;
  if (signed === false) return "unsigned";
  if (kind === "absent") return signed === true ? "absent-signed" : "absent";
  if (ok === false) return "proof-broken";
  return kind === "counted" && !about.result ? "counted-so-far" : kind;
}

function path(value, say) {
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? say("proof-none") : value.join(" ");
}

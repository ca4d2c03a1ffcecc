/** The results page's own script: which language is seen, and the tools. Everything else stands in the page without it. */

import { byId } from "./dom.js";
import { FindView } from "./find-view.js";
import { pageData } from "./helper.js";
import { ReceiptView } from "./receipt-view.js";
import { RecordView } from "./record-view.js";
import { LANGUAGES, speaker } from "./words.js";

const data = pageData();
const receipts = byId("check-receipt") && new ReceiptView(byId("check-receipt"), data);
const record = byId("check-all") && new RecordView(byId("check-all"), data);
const villages = byId("find-village") && new FindView(byId("find-village"));

function speak(lang) {
  document.documentElement.lang = lang;
  document.title = data.about.titles[lang];
  const voice = speaker(lang);
  for (const view of [receipts, record, villages]) view?.show(voice);
  for (const link of document.querySelectorAll('a[href*=".html"]')) link.search = lang === "id" ? "" : `?lang=${lang}`;
}

const wanted = new URLSearchParams(globalThis.location.search).get("lang");
for (const lang of LANGUAGES) {
  const button = byId(`language-${lang}`);
  button.checked = lang === (LANGUAGES.includes(wanted) ? wanted : "id");
  button.addEventListener("change", () => speak(lang));
}
speak(LANGUAGES.find((lang) => byId(`language-${lang}`).checked));
receipts?.start();
globalThis.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));

"use strict";
// The live page's own script: which language is seen, the search, and changes as they come. Everything stands in the page
// without it. It makes no markup: what changes comes from the server's own page.
(() => {
  const page = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const parts = (within) => new Map(all("[data-part]", within).map((part) => [part.id, part]));

  // The language
  const asked = new URLSearchParams(location.search).get("lang");
  const speak = (lang) => {
    page.lang = lang;
    document.title = page.dataset[lang === "en" ? "titleEn" : "titleId"];
  };
  for (const lang of ["id", "en"]) {
    const button = byId(`language-${lang}`);
    if (asked === lang) button.checked = true;
    button.addEventListener("change", () => speak(lang));
    if (button.checked) speak(lang);
  }

  // The search
  const find = byId("find");
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").trim();
  const search = () => {
    const wanted = plain(find.value).split(/\s+/).filter(Boolean);
    const villages = all("details.village");
    for (const village of villages) {
      const text = plain(village.dataset.find);
      village.hidden = !wanted.every((word) => text.includes(word));
    }
    for (const group of all(".in-list, .regency")) group.hidden = !group.querySelector("details.village:not([hidden])");
    const found = byId("found");
    found.hidden = wanted.length === 0;
    found.querySelector("b").textContent = String(villages.filter((village) => !village.hidden).length);
  };
  byId("search").hidden = false;
  find.addEventListener("input", search);

  // A tile leads to its village, which then stands open.
  const openNamed = () => {
    const named = /^#d-\d+$/.test(location.hash) && byId(location.hash.slice(1));
    if (!named) return;
    if (named.hidden) {
      find.value = "";
      search();
    }
    named.open = true;
    named.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", openNamed);
  openNamed();
  addEventListener("beforeprint", () => all("details").forEach((one) => { one.open = true; }));

  // Changes
  if (!page.hasAttribute("data-live")) return;
  const seen = new Map([...parts(document)].map(([id, part]) => [id, part.outerHTML]));
  const exchange = (id, old, fresh) => {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    const again = focused && (focused.dataset.village ? `[data-village="${focused.dataset.village}"]` : focused.localName);
    if (old.localName === "details") fresh.open = old.open;
    const changed = old.dataset.state !== fresh.dataset.state;
    const before = new Map(all(".tile", old).map((tile) => [tile.dataset.village, tile.className]));
    old.replaceChildren(...fresh.childNodes);
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
    if (changed) flash(old);
    for (const tile of all(".tile", old)) if (before.get(tile.dataset.village) !== tile.className) flash(tile);
    if (again) old.querySelector(again)?.focus({ preventScroll: true });
  };
  const flash = (element) => {
    element.classList.add("fresh");
    setTimeout(() => element.classList.remove("fresh"), 4000);
  };
  const lost = (is) => { byId("offline").hidden = !is; };

  let running = false;
  let wanted = false;
  const load = async () => {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        const answer = await fetch("/", { cache: "no-store", credentials: "omit" });
        if (!answer.ok) throw new Error(String(answer.status));
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = parts(document);
        for (const [id, part] of parts(fresh)) {
          const markup = part.outerHTML;
          if (seen.get(id) === markup || !now.has(id)) continue;
          seen.set(id, markup);
          exchange(id, now.get(id), document.adoptNode(part));
        }
        if (find.value) search();
        lost(false);
      }
    } catch {
      lost(true);
    } finally {
      running = false;
    }
  };

  // A browser gives a stream up for good when it is refused, as when all places are taken: then the page asks now and then.
  let version = null;
  const listen = () => {
    const events = new EventSource("/events");
    events.addEventListener("state", ({ data }) => {
      const now = JSON.parse(data).version;
      if (now !== version) load();
      else lost(false);
      version = now;
    });
    events.addEventListener("error", () => {
      lost(true);
      if (events.readyState !== EventSource.CLOSED) return;
      setTimeout(() => { load().then(listen); }, 10_000);
    });
  };
  listen();
})();

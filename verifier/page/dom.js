/** Elements, made without any markup in strings: foreign text is only ever text. */

/** @param {string} tag @param {Record<string, unknown>} [props] @param {...(Node | string | null | undefined)} children */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A list of facts. @param {[string, string][]} pairs @param {boolean} [digits] whether the values are hashes */
export function facts(pairs, digits = false) {
  const list = make("dl", { class: "facts" });
  for (const [name, value] of pairs) {
    list.append(make("dt", {}, name), make("dd", {}, digits ? make("code", {}, value) : value));
  }
  return list;
}

/** A table whose first column heads its rows. @param {string} caption @param {string[]} heads @param {{ cells: string[], failed?: boolean }[]} rows */
export function table(caption, heads, rows) {
  const line = ({ cells, failed }) => make("tr", { class: failed ? "failed" : null },
    ...cells.map((cell, column) => column === 0 ? make("th", { scope: "row" }, cell) : make("td", {}, cell)));
  return make("div", { class: "scroll wrap", role: "group", tabindex: "0", "aria-label": caption },
    make("table", {},
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, ...rows.map(line))));
}

/** The element with this id. @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

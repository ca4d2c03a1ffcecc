// JSON of spec 1.6: a reader that knows what it expects, and the one form of every text.
//
// A schema is made of the functions below; it fixes keys, their order and limits, and so nesting is bounded by the
// schema too. What is read is compared with what the writer would write, byte by byte.

import { characters, fail, fromUtf8, isHex, utf8, equalBytes } from "./bytes.js";

/** @typedef {{ kind: string, [detail: string]: any }} Schema */

/** A JSON number from `min` to `max`. @param {number} [min] @param {number} [max] @returns {Schema} */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER) {
  return { kind: "integer", min, max };
}

/** A string of `min` to `max` characters (Unicode scalar values); `test` says what is wrong with it, or nothing. @param {number} [min] @param {number} [max] @param {(text: string) => string | undefined} [test] @returns {Schema} */
export function string(min = 0, max = Infinity, test = undefined) {
  return { kind: "string", min, max, test };
}

/** Lower-case hex of `length` bytes; read as a string. @param {number} length @returns {Schema} */
export function hex(length) {
  return { kind: "hex", length };
}

/** One of these strings. @param {...string} values @returns {Schema} */
export function oneOf(...values) {
  return { kind: "oneOf", values };
}

/** @returns {Schema} */
export function boolean() {
  return { kind: "boolean" };
}

/** An array of `min` to `max` elements. @param {Schema} element @param {number} [min] @param {number} [max] @returns {Schema} */
export function array(element, min = 0, max = Infinity) {
  return { kind: "array", element, min, max };
}

/** An object with exactly these keys in this order; those made with `optional` may be left out. @param {Record<string, Schema>} keys @returns {Schema} */
export function object(keys) {
  return { kind: "object", keys: Object.entries(keys) };
}

/** A key that may be left out. @param {Schema} schema @returns {Schema} */
export function optional(schema) {
  return { ...schema, optional: true };
}

/** A schema that is only known when it is used: for what the text itself decides, e.g. fields by `kind`. `choose` gets the object as read so far. @param {(soFar: Record<string, any>) => Record<string, Schema>} choose keys that follow @returns {Schema} */
export function objectBy(first, choose) {
  return { kind: "object", keys: Object.entries(first), choose };
}

/** Reads the pretty form. @param {Uint8Array} bytes @param {Schema} schema @param {{ limit?: number }} [options] `limit`: bytes @returns {any} */
export function readPretty(bytes, schema, options) {
  const value = readAny(bytes, schema, options);
  compare(bytes, writePretty(value));
  return value;
}

/** Reads the compact form. @param {Uint8Array} bytes @param {Schema} schema @param {{ limit?: number }} [options] @returns {any} */
export function readCompact(bytes, schema, options) {
  const value = readAny(bytes, schema, options);
  compare(bytes, writeCompact(value));
  return value;
}

/** Reads with any white space between the parts, as `election.json` may have it; all else as in the other forms. @param {Uint8Array} bytes @param {Schema} schema @param {{ limit?: number }} [options] @returns {any} */
export function readAny(bytes, schema, { limit = 2 ** 26 } = {}) {
  if (bytes.length > limit) fail(`larger than ${limit} bytes`);
  const reader = new JsonReader(fromUtf8(bytes));
  const value = reader.value(schema, "");
  reader.space();
  if (reader.at !== reader.text.length) reader.fail("something follows the end");
  return value;
}

/** @param {any} value @returns {Uint8Array} */
export function writePretty(value) {
  return utf8(pretty(value, "\n") + "\n");
}

/** @param {any} value @returns {Uint8Array} */
export function writeCompact(value) {
  return utf8(compact(value));
}

function compare(bytes, canonical) {
  if (equalBytes(bytes, canonical)) return;
  let position = 0;
  while (position < bytes.length && bytes[position] === canonical[position]) position += 1;
  fail("not in the one form of this file", { position });
}

function pretty(value, newline) {
  if (value === null || typeof value !== "object") return plain(value);
  const deeper = newline + "  ";
  if (Array.isArray(value)) {
    return value.length === 0 ? "[]" : "[" + value.map((element) => deeper + pretty(element, deeper)).join(",") + newline + "]";
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  if (keys.length === 0) return "{}";
  return "{" + keys.map((key) => `${deeper}${quote(key)}: ${pretty(value[key], deeper)}`).join(",") + newline + "}";
}

function compact(value) {
  if (value === null || typeof value !== "object") return plain(value);
  if (Array.isArray(value)) return "[" + value.map(compact).join(",") + "]";
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return "{" + keys.map((key) => `${quote(key)}:${compact(value[key])}`).join(",") + "}";
}

function plain(value) {
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  throw new TypeError("not a value of these formats");
}

const SHORT_ESCAPES = { '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function quote(text) {
  // JSON.stringify would also escape lone surrogates, which UTF-8 cannot bring here, and nothing else than this.
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (c) => SHORT_ESCAPES[c] ?? "\\u00" + c.charCodeAt(0).toString(16).padStart(2, "0"));
  return `"${escaped}"`;
}

class JsonReader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** Positions are byte offsets, as an editor or `cmp` shows them. */
  fail(why, path = "") {
    const position = utf8(this.text.slice(0, this.at)).length;
    fail(path === "" ? why : `${path}: ${why}`, { position });
  }

  space() {
    while (" \t\n\r".includes(this.text[this.at] ?? "x")) this.at += 1;
  }

  /** Takes `symbol` if it stands next, after white space. */
  takes(symbol) {
    this.space();
    if (this.text[this.at] !== symbol) return false;
    this.at += 1;
    return true;
  }

  expect(symbol, path) {
    if (!this.takes(symbol)) this.fail(`"${symbol}" expected`, path);
  }

  value(schema, path) {
    this.space();
    switch (schema.kind) {
      case "integer":
        return this.integer(schema, path);
      case "boolean":
        return this.boolean(path);
      case "array":
        return this.array(schema, path);
      case "object":
        return this.object(schema, path);
      default:
        return this.checkedString(schema, path);
    }
  }

  integer({ min, max }, path) {
    const pattern = /(?:0|[1-9][0-9]*)(?![0-9.eE+-])/y;
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    // 2^53 - 1 has 16 digits: no longer text is converted.
    if (!match || match[0].length > 16) this.fail("a whole number from 0 to 2^53 - 1 expected", path);
    const value = Number(match[0]);
    if (!Number.isSafeInteger(value) || value < min || value > max) this.fail(`a number from ${min} to ${max} expected`, path);
    this.at += match[0].length;
    return value;
  }

  boolean(path) {
    for (const word of ["true", "false"]) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return word === "true";
      }
    }
    return this.fail("true or false expected", path);
  }

  checkedString(schema, path) {
    const start = this.at;
    const text = this.string(path);
    const wrong = stringFault(schema, text);
    if (wrong !== undefined) {
      this.at = start;
      this.fail(wrong, path);
    }
    return text;
  }

  string(path) {
    if (this.text[this.at] !== '"') this.fail("a string expected", path);
    // No regular expression: it would need a stack as long as the string.
    let end = this.at + 1;
    for (; this.text[end] !== '"'; end++) {
      if (this.text[end] === "\\") end += 1;
      if (!(this.text.charCodeAt(end) >= 0x20)) this.fail("a string without end, or with a character in another form", path);
    }
    const written = this.text.slice(this.at, end + 1);
    const text = parsedString(written);
    if (text === null || quote(text) !== written) this.fail("a string in another form", path);
    this.at = end + 1;
    return text;
  }

  array({ element, min, max }, path) {
    this.expect("[", path);
    const elements = [];
    if (!this.takes("]")) {
      do {
        if (elements.length >= max) this.fail(`more than ${max} elements`, path);
        elements.push(this.value(element, `${path}[${elements.length}]`));
      } while (this.takes(","));
      this.expect("]", path);
    }
    if (elements.length < min) this.fail(`fewer than ${min} elements`, path);
    return elements;
  }

  object({ keys, choose }, path) {
    this.expect("{", path);
    const value = {};
    const state = { next: this.takes("}") ? null : this.key(path), first: true };
    this.fields(keys, value, state, path);
    if (choose) this.fields(Object.entries(choose(value)), value, state, path);
    if (state.next !== null) this.fail(`the key "${state.next}" is unknown, stands twice or in another place`, path);
    return value;
  }

  fields(keys, value, state, path) {
    for (const [key, schema] of keys) {
      if (state.next !== key) {
        if (schema.optional) continue;
        this.fail(`the key "${key}" is missing or in another place`, path);
      }
      this.expect(":", path);
      value[key] = this.value(schema, path === "" ? key : `${path}.${key}`);
      if (this.takes(",")) {
        state.next = this.key(path);
      } else {
        this.expect("}", path);
        state.next = null;
      }
    }
  }

  key(path) {
    this.space();
    return this.string(path);
  }
}

/** @returns {string | null} */
function parsedString(written) {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}

function stringFault({ kind, min, max, test, length, values }, text) {
  if (kind === "hex") return isHex(text, length) ? undefined : `lower-case hexadecimal of ${length} bytes expected`;
  if (kind === "oneOf") return values.includes(text) ? undefined : `${values.map((value) => `"${value}"`).join(" or ")} expected`;
  const count = characters(text);
  if (count < min || count > max) return `a string of ${min} to ${max} characters expected`;
  return test?.(text);
}

// Bundles `.plkb` (spec 6.5).

import { Reader, attempt, compareBytes, concat, equalBytes, fail, str, u16, u32, u8, utf8 } from "./bytes.js";
import { parseRecord, writeRecord } from "./entry.js";
import { H } from "./hash.js";

const RECORDS = 200_000;
const RECORD_LIMIT = 4085;
const MAGIC = utf8("PLKB");

function head(definition, booth) {
  return concat(MAGIC, u8(1), definition.id, str(booth.village.code), u16(booth.tps), u16(booth.booth), booth.key);
}

/**
 * Whose log a bundle says it is; throws if no booth of this election's.
 * @param {import("./definition.js").Definition} definition @param {Reader} reader @returns {import("./definition.js").Booth}
 */
function readHead(definition, reader) {
  reader.expect(MAGIC, "a bundle");
  if (reader.u8() !== 1) fail("a bundle of an unknown version");
  if (!equalBytes(reader.take(32), definition.id)) fail("a log of another election");
  const booth = definition.boothOf.get(`${reader.str(10)}-${reader.u16()}-${reader.u16()}`);
  if (!booth || !equalBytes(reader.take(32), booth.key)) fail("a log of a booth that the definition does not have");
  return booth;
}

/**
 * Reads all that can be read: a bad record is named and skipped, a broken frame ends the reading.
 * @param {import("./definition.js").Definition} definition @param {Uint8Array} bytes
 * @returns {{ booth: import("./definition.js").Booth | null, records: ReturnType<typeof parseRecord>[], faults: { why: string, position?: number }[] }}
 */
export function readBundle(definition, bytes) {
  const reader = new Reader(bytes);
  const { value: booth, error } = attempt(() => readHead(definition, reader));
  if (error) return { booth: null, records: [], faults: [{ why: error.why }] };
  const records = [];
  const faults = [];
  const { error: broken } = attempt(() => readRecords(reader, records, faults));
  if (broken) faults.push({ why: broken.why });
  return { booth, records, faults };
}

function readRecords(reader, records, faults) {
  const count = reader.u32();
  if (count > RECORDS) fail("more than 200,000 records");
  for (let i = 0; i < count; i++) {
    const length = reader.u32();
    if (length > RECORD_LIMIT) fail(`record ${i} is longer than 4,085 bytes`);
    const bytes = reader.take(length);
    const { value, error } = attempt(() => parseRecord(bytes));
    if (error) faults.push({ why: `record ${i}: ${error.why}` });
    else records.push(value);
  }
  const hash = H("bundle", reader.bytes.subarray(0, reader.position));
  if (!equalBytes(reader.take(32), hash)) fail("the bundle's hash does not fit its bytes");
  reader.end();
}

/** The one form of a booth's log. @param {import("./definition.js").Definition} definition @param {import("./definition.js").Booth} booth @param {ReturnType<typeof parseRecord>[]} records @returns {Uint8Array} */
export function writeBundle(definition, booth, records) {
  const rows = records.map((record) => ({ record, bytes: writeRecord(record) }));
  rows.sort((a, b) => a.record.entry.position - b.record.entry.position || compareBytes(a.record.entry.hashBytes, b.record.entry.hashBytes) || compareBytes(a.bytes, b.bytes));
  const start = concat(head(definition, booth), u32(rows.length));
  const before = new Uint8Array(start.length + rows.reduce((sum, { bytes }) => sum + 4 + bytes.length, 0));
  before.set(start);
  let at = start.length;
  for (const { bytes } of rows) {
    before.set(u32(bytes.length), at);
    before.set(bytes, at + 4);
    at += 4 + bytes.length;
  }
  return concat(before, H("bundle", before));
}

/** The record that a page carries: base64 of gzip of `u16 path length || path || u32 length || bytes` for each file. */

/** @param {string} text @returns {Uint8Array} */
function fromBase64(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i += 1) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/** @param {Uint8Array} bytes */
async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The files by path. Throws if the data are damaged. @param {string} packed @returns {Promise<Map<string, Uint8Array>>} */
export async function unpack(packed) {
  const bytes = await gunzip(fromBase64(packed));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map();
  let at = 0;
  while (at < bytes.length) {
    const path = bytes.subarray(at + 2, at + 2 + view.getUint16(at));
    at += 2 + path.length;
    const length = view.getUint32(at);
    const content = bytes.subarray(at + 4, at + 4 + length);
    if (content.length !== length) throw new Error("the packed record is cut off");
    files.set(new TextDecoder("utf-8", { fatal: true }).decode(path), content);
    at += 4 + length;
  }
  return files;
}

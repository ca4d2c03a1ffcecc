// The second verifier: everything that pages and the command line use.

export { Cancelled, CHECKS, verifyRecord } from "./verify.js";
export { openVillage } from "./open.js";
export { verifyReceiptFiles } from "./receipt.js";
export { parseShortCode, shortCode } from "./base32.js";

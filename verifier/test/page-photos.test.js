// The results page's QR codes as a poor camera sees them on a screen or a sheet: rotated, blurred, JPEG of quality 40. `tally quick`
// reads them back and finds in each what the record says.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { ROOT, browse, folder, open, publish, tally } from "./page-helper.js";

const RECORD = join(ROOT, "fixtures/election/record");
/** As a hand holds a cheap telephone: turned, not quite sharp, light from one side, strongly compressed. */
const CAMERA = ["-background", "#ddd", "-rotate", "8", "-gaussian-blur", "0x1.2", "-attenuate", "0.15", "+noise", "Gaussian", "-quality", "40"];

test("a poor photo of every QR code on a page decodes, verifies and agrees with the record", async (t) => {
  const { bulletins } = JSON.parse(readFileSync(join(ROOT, "fixtures/vectors/bulletin.json"), "utf8"));
  const home = folder(t);
  const sheets = join(home, "buletin");
  mkdirSync(sheets);
  bulletins.forEach(({ qr }, i) => writeFileSync(join(sheets, `${i}.bulletin.txt`), `${qr}\n`));
  const site = publish(RECORD, join(home, "situs"), "--bulletins", sheets);
  const browser = await browse(t);
  let seen = 0;
  for (const village of new Set(bulletins.map((bulletin) => bulletin.village))) {
    const { page, context } = await open(browser, join(site, `desa/${village}.html`), { width: 1280 });
    const codes = page.locator("section.bulletins svg:visible");
    const of = bulletins.filter((bulletin) => bulletin.village === village);
    assert.equal(await codes.count(), of.length);
    for (let i = 0; i < of.length; i++) {
      const [plain, photo] = [join(home, `${village}-${i}.png`), join(home, `${village}-${i}.jpg`)];
      await codes.nth(i).screenshot({ path: plain });
      execFileSync("convert", [plain, "-bordercolor", "white", "-border", "24", "-resize", "200%", ...CAMERA, photo]);
      const read = JSON.parse(tally("quick", "--record", RECORD, photo, "--json"));
      assert.equal(read.exit, 0);
      const [stated] = read.result.villages[0].bulletins;
      assert.deepEqual(stated.signed_by, [of[i].signer]);
      assert.deepEqual(stated.votes, of[i].votes);
      seen++;
    }
    await context.close();
  }
  assert.equal(seen, bulletins.length);
});

// Checks pages with axe-core at three widths; exits 1 on any violation.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const browser = await chromium.launch({
  executablePath: process.env.BROWSER,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let violations = 0;
for (const name of process.argv.slice(2)) {
  for (const width of [320, 800, 1280]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: true });
    await page.goto("file://" + resolve(name));
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run());
    for (const found of result.violations) {
      violations += 1;
      console.log(`${name} at ${width} px: ${found.id}: ${found.help}`);
      for (const node of found.nodes.slice(0, 3)) console.log(`    ${node.html.slice(0, 160)}`);
    }
    await page.close();
  }
  console.log(`${name}: looked at`);
}
await browser.close();
console.log(`${process.argv.length - 2} pages, ${violations} violations`);
process.exit(violations ? 1 : 0);

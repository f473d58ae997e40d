// Saves the files of a page's citation and notes under which name the browser keeps them.
import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";

export default async function (tab, expect, {page, folder, names}, step) {
  await tab.setViewport({width: 1280, height: 900});
  if (tab.browser().process().spawnfile.includes("chrom")) {
    const session = await tab.createCDPSession();
    await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: folder});
  }
  await tab.goto(page);
  for (const name of names.split(" ")) {
    step(name);
    await tab.evaluate((end) => { [...document.querySelectorAll(".cite a[download]")].find((a) => a.download.endsWith(end)).click(); }, name.slice(name.lastIndexOf(".")));
    for (let i = 0; i < 600 && !(existsSync(join(folder, name)) && readFileSync(join(folder, name)).length); i++) await new Promise((done) => setTimeout(done, 100));
    await expect(`${name} is not saved under this name`, existsSync(join(folder, name)) && readFileSync(join(folder, name)).length > 100);
  }
}

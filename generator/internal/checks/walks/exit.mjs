// Leaves a page at once: by Shift three times and by the link.
export default async function (tab, expect, {first, page, target, twice, once}, step) {
  const status = () => tab.$eval(".exit [role=status]", (e) => e.textContent);
  const arrived = () => tab.waitForFunction((url) => location.href === url, {}, target);
  const gone = () => tab.evaluate(() => document.referrer);
  const shift = () => tab.keyboard.press("Shift");

  step("keys that don't leave");
  await tab.goto(first);
  await tab.goto(page);
  const entries = await tab.evaluate(() => history.length);
  await tab.focus("#p-q");
  for (let i = 0; i < 4; i++) { // capital letters
    await tab.keyboard.down("Shift");
    await tab.keyboard.press("A");
    await tab.keyboard.up("Shift");
  }
  await expect("capital letters count", tab.$eval(".exit [role=status]", (e) => e.textContent === ""));
  await shift();
  await expect("the first press isn't announced", (await status()) === twice);
  await shift();
  await expect("the second press isn't announced", (await status()) === once);
  await tab.keyboard.press("ArrowRight");
  await expect("another key doesn't start the count again", (await status()) === "");
  await shift();
  await shift();
  await expect("the page is left before the third press", tab.url() === page);

  step("the third press");
  await shift();
  await arrived();
  await expect("the target learns where the reader was", (await gone()) === "");
  await expect("the page is in the history", tab.evaluate((n) => history.length === n, entries));

  step("the search");
  await tab.goto(page);
  await tab.focus("#p-q");
  await tab.keyboard.type("justice");
  await tab.waitForFunction(() => document.querySelectorAll("[role=option]").length > 2);
  await tab.keyboard.press("Escape");
  await expect("Escape doesn't close the list", tab.$eval("#p-q", (e) => e.getAttribute("aria-expanded") === "false"));
  await expect("Escape leaves", tab.url() === page);

  step("the link");
  const left = await tab.evaluate(() => {
    document.querySelector(".exit-go").click();
    return [document.querySelector("main").checkVisibility(), document.querySelector("h1").checkVisibility(), document.title];
  });
  await expect("the page is still there: " + left, !left[0] && !left[1] && left[2].trim().length < 2);
  await arrived();
  await expect("the target learns where the reader was", (await gone()) === "");
  if (!page.startsWith("http")) return; // Firefox doesn't go back to a disk when it is remote-controlled
  await tab.goto(first);
  await tab.goto(page);
  await tab.evaluate(() => document.querySelector(".exit-go").click());
  await arrived();
  await tab.goBack();
  await tab.waitForFunction((url) => location.href === url, {}, first);
}

import { expect, type Locator, type Page } from "@playwright/test";

/** More stops than any page has before what a user looks for. */
const MOST_STOPS = 60;

/**
 * Presses Tab until a thing has the focus. At every stop on the way the focus must be seen, and nothing may lie over it.
 * @throws when it cannot be reached so.
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press("Tab");
    expect(await focusProblem(page)).toBe("");
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** Goes to a thing and presses a key on it, Enter when none is named. */
export async function pressOn(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

/** Goes to a field and types. */
export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}

const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** What is wrong with where the focus is; "" when nothing is, or when it has left the page. */
function focusProblem(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return "";
    const name = `${element.tagName} ${element.getAttribute("name") ?? element.textContent?.trim().slice(0, 40)}`;
    // A link whose area is a whole card draws it around that.
    const shown = [undefined, "::before", "::after"].some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element, part);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    });
    if (!shown) return `the focus on ${name} is not seen`;
    const box = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
    const itself = top && [element, ...labels].some((part) => part.contains(top) || top.contains(part));
    return itself ? "" : `${name} is covered by ${top?.tagName ?? "the edge of the window"}`;
  });
}

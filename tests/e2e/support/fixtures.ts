import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import axe from "axe-core";

/** What the browser prints when a page answers 4xx or 5xx, which is what some tests are about. */
const FAILED_LOAD = /^Failed to load resource: the server responded with a status of/;

type Fixtures = {
  /** Fails a test whose pages print errors: a refused script or style, a hydration mismatch, an exception. */
  quietConsole: undefined;
  /** Lets axe look at the page as it stands now; any finding fails the test. */
  expectAccessible: (page: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  quietConsole: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message: ConsoleMessage) => {
        if (message.type() === "error" && !FAILED_LOAD.test(message.text())) complaints.push(message.text());
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function needs from this pattern
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      // Through the debugger, which the Content-Security-Policy does not bind: nothing of the page has to give way.
      await page.evaluate(axe.source);
      const findings = await page.evaluate(async () => {
        const { axe: runner } = window as unknown as { axe: typeof axe };
        const { violations } = await runner.run(document, { resultTypes: ["violations"] });
        return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(" ")) }));
      });
      expect(findings).toEqual([]);
    });
  },
});

/** The same with JavaScript switched off in the browser. */
export const testWithoutJavaScript = test.extend({ javaScriptEnabled: false });

export { expect };

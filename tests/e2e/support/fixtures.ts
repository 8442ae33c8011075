import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import axe from "axe-core";
import { type OwnInstallation, startOwnInstallation } from "./own-installation";

/** What the browser prints when a page answers 4xx or 5xx or it is offline, which is what some tests are about. */
const FAILED_LOAD = /^Failed to load resource: (the server responded with a status of|net::ERR_INTERNET_DISCONNECTED)/;

/** What it prints when axe asks the sandboxed frame of an email for a report: the sandbox does its work. */
const SANDBOXED_MAIL = /^Blocked script execution in '[^']*\/mailbox\/[^/']+\/html(?:\?[^']*)?'/;

/** What React prints of an error that a page shows in words: a tab that asks for an action of another build. */
const OLDER_TAB = /^UnrecognizedActionError: /;

type Fixtures = {
  /** Fails a test whose pages print errors: a refused script or style, a hydration mismatch, an exception. */
  quietConsole: undefined;
  /** Lets axe look at the page as it is now; any finding fails the test. */
  expectAccessible: (page: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  quietConsole: [
    async ({ context }, use) => {
      const complaints: string[] = [];
      context.on("console", (message: ConsoleMessage) => {
        const text = message.text();
        const expected = [FAILED_LOAD, SANDBOXED_MAIL, OLDER_TAB].some((known) => known.test(text));
        if (message.type() === "error" && !expected) complaints.push(text);
      });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
  expectAccessible: async ({ browser, javaScriptEnabled }, use) => {
    await use(async (page) => {
      if (javaScriptEnabled !== false) return expect(await axeFindings(page)).toEqual([]);
      // axe waits for timers, which such a page has not: it looks at the same document, without its scripts, elsewhere.
      const context = await browser.newContext({ viewport: page.viewportSize(), javaScriptEnabled: true });
      const copy = await context.newPage();
      const body = (await page.content()).replace(/<script\b[\s\S]*?<\/script>/g, "");
      await copy.route(page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
      await copy.goto(page.url());
      expect(await axeFindings(copy)).toEqual([]);
      await context.close();
    });
  },
});

async function axeFindings(page: Page) {
  // Through the debugger, which the Content-Security-Policy does not bind: nothing of the page has to give way.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: runner } = window as unknown as { axe: typeof axe };
    // A dialog that is opening is half transparent, and words for browsers without scripts are still hidden: no one
    // reads them then.
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSAnimation && /^(settle|plain-page)$/.test(animation.animationName))
        animation.finish();
    }
    const { violations } = await runner.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => ({ id, help, at: nodes.map(({ target }) => target.join(" ")) }));
  });
}

/** The same with JavaScript switched off in the browser. */
export const testWithoutJavaScript = test.extend({ javaScriptEnabled: false });

/**
 * Gives the tests of a file an installation, to which addresses without a host lead. Call it once, at the top of the file.
 * @param start how it is started; by default with nothing but the provider.
 * @returns the installation: inside of tests only, since it is filled in before the first.
 */
export function useInstallation(start: () => Promise<OwnInstallation> = startOwnInstallation): OwnInstallation {
  const own = {} as OwnInstallation;
  test.beforeAll(async () => {
    Object.assign(own, await start());
  });
  test.afterAll(() => own.stop?.());
  test.use({ baseURL: ({ browserName: _any }, use) => use(own.origin) });
  return own;
}

export { expect };

import { expect, type Page } from "@playwright/test";
import { pattern, text } from "../../support/words";

/** Strong by zxcvbn, also with the names of these tests as extra words. */
export const PASSWORD = "Sunny harbour 42 lanterns";

/** The provider's first administrator, where a test names one. */
export const ADMINISTRATOR = "admin@northwind.example";

/** Fills in the activation page and presses its button; ends on the start page. */
export async function activate(page: Page, link: string, password = PASSWORD): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Repeat password").fill(password);
  await page.getByRole("button", { name: "Activate Account" }).click();
  await expect(page).toHaveURL(/\/start$/);
}

/** Goes through login and password; where that leads is for the test to say. */
export async function signIn(page: Page, login: string, password = PASSWORD): Promise<void> {
  if (!new URL(page.url(), "http://nowhere").pathname.startsWith("/login")) await page.goto("/login");
  await page.getByLabel("Login").fill(login);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/\/login\/password$/);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign In" }).click();
}

/** "Sign out" in the user menu. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: pattern("portal.userMenu") }).click();
  // By key: while the menu finds its place, a click can land beside it and close it.
  await page.getByRole("button", { name: text("portal.signOut"), exact: true }).press("Enter");
  await expect(page).toHaveURL(/\/login/);
}

/** "Let's Start", when the agreement is shown. */
export async function acceptAgreement(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/eula/);
  await page.getByRole("button", { name: "Let's Start" }).click();
  await expect(page).not.toHaveURL(/\/eula/);
}

/** J5, as an administrator in the Management Portal: "+ New", "User", "Create". */
export async function createUser(page: Page, email: string, role: string): Promise<void> {
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByRole("radio", { name: role }).check();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("link", { name: email }).first()).toBeVisible();
}

import { expect, test, useInstallation } from "./support/fixtures";
import { newestEmail } from "./support/mail";
import { startOwnInstallation } from "./support/own-installation";
import { acceptAgreement, activate, createUser, signIn, signOut } from "./support/steps";

test.describe.configure({ mode: "serial" });

const OWNER = "ida@fjord.example";
const USER = "per@fjord.example";

const own = useInstallation(() =>
  startOwnInstallation([
    ["--kind", "customer", "--name", "Fjord Logistics", "--email", OWNER, "--quota", "500GB", "--mode", "trial"],
    ["--kind", "partner", "--name", "Harbour IT", "--email", "ole@harbour.example"],
  ]),
);

test("a purchase becomes a customer whose administrator creates a user of the backup service", async ({
  page,
  expectAccessible,
}) => {
  await activate(page, own.link(await newestEmail(OWNER, { dataDir: own.dataDir })));
  await page.getByRole("link", { name: "Backup & Disaster Recovery" }).click();
  await acceptAgreement(page);
  await expect(page.getByRole("heading", { name: "Backup & Disaster Recovery" })).toBeVisible();
  await expect(page.getByText("500 GB").first()).toBeVisible();
  await expectAccessible(page);

  await page.goto(`${own.origin}/portal`);
  await page.getByRole("button", { name: "+ New" }).click();
  await page.getByRole("link", { name: "User", exact: true }).click();
  await page.getByLabel("Email", { exact: true }).fill("Per@Fjord.example");
  await expect(page.getByRole("radio", { name: "Company Administrator" })).toBeVisible();
  await page.getByLabel("Use email address as login").uncheck();
  await page.getByLabel("Login", { exact: true }).fill("per");
  await page.getByRole("radio", { name: "Backup & Disaster Recovery" }).check();
  await page.getByRole("radio", { name: "User", exact: true }).check();
  await page.getByRole("button", { name: "Create" }).click();
  await expect(page.getByRole("link", { name: /^per\b/ }).first()).toBeVisible();
  await newestEmail(USER, { dataDir: own.dataDir });
});

test("a user without administrator rights sees the one service, and is led past the start page later", async ({
  page,
}) => {
  await activate(page, own.link(await newestEmail(USER, { dataDir: own.dataDir })));
  await expect(page.getByRole("link", { name: "Backup & Disaster Recovery" })).toBeVisible();
  await expect(page.getByText("Management Portal")).toHaveCount(0);
  await page.goto(`${own.origin}/portal`);
  await expect(page).toHaveURL(`${own.origin}/start?refused=management_portal`);
  await signOut(page);
  await signIn(page, "PER");
  await acceptAgreement(page);
  await expect(page).toHaveURL(/\/backup\/\d+$/);
  // Colleagues are none of a plain user's business.
  expect(await page.content()).not.toContain(OWNER);
});

test("companies see nothing of each other, neither on screen nor in what the server sends", async ({ page }) => {
  await activate(page, own.link(await newestEmail("ole@harbour.example", { dataDir: own.dataDir })));
  await page.goto(`${own.origin}/portal`);
  await acceptAgreement(page);
  await createUser(page, "tor@harbour.example", "Read-only Administrator");
  const harbour = Number(/\/portal\/(\d+)/.exec(page.url())?.[1]);
  for (const tenant of Array.from({ length: harbour + 2 }, (_, index) => index)) {
    for (const path of [
      `/portal/${tenant}/users`,
      `/portal/${tenant}/users/new`,
      `/portal/${tenant}/users/2`,
      `/backup/${tenant}`,
    ]) {
      const response = await page.goto(`${own.origin}${path}`);
      const sent = (await response?.text()) ?? "";
      for (const foreign of ["Fjord", "fjord.example", "admin@example.com", "Backstay Provider"]) {
        expect(sent, `${path} of another company`).not.toContain(foreign);
      }
      if (tenant !== harbour) expect(response?.status(), path).toBe(404);
    }
  }
});

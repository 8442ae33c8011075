import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { ChangeQuotaForm } from "@/components/quotas/change-quota-form";
import type { FormState } from "@/lib/form/schema";
import { renderWithWords } from "./render";

const GB = 1024 ** 3;

/** The form after the server has warned that 460 GB are used. */
async function warnedOf(token: string, hard = true) {
  const answer: FormState = {
    status: "error",
    values: { quotaAmount: "400", quotaUnit: "GB", version: "1" },
    fieldErrors: { confirmed: { code: "QUOTA_BELOW_USE", values: { used: 460 * GB, token } } },
  };
  const quota = { quotaBytes: 500 * GB, overageBytes: null };
  const { user } = renderWithWords(
    <ChangeQuotaForm
      {...{ quota, hard, title: "Change the quota", tenantId: 7, version: 1 }}
      action={async () => answer}
    />,
  );
  await user.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText("This is less than what is used already");
}

test("a customer beyond quota and overage hears that backups stop", async () => {
  await warnedOf(`${400 * GB}+${50 * GB}`);
  expect(screen.getByText(/new backups stop until there is room again/)).toBeVisible();
});

test("one that the overage still holds hears that nothing stops", async () => {
  await warnedOf(`${400 * GB}+${60 * GB}`);
  expect(screen.getByText(/nothing stops/)).toBeVisible();
  expect(screen.getByLabelText("Set it to 400 GB with 60 GB on top nevertheless")).not.toBeChecked();
});

test("nothing ever stops for a partner", async () => {
  await warnedOf(String(400 * GB), false);
  expect(screen.getByText(/nothing stops/)).toBeVisible();
});

import { pattern, text } from "../support/words";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { ChangeQuotaForm } from "@/components/quotas/change-quota-form";
import type { FormState } from "@/lib/form/model";
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
      {...{ quota, hard, title: text("quotas.changeTitle"), tenantId: 7, version: 1 }}
      action={async () => answer}
    />,
  );
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await screen.findByText(text("quotaForm.belowUseTitle"));
}

test("a customer beyond quota and overage hears that backups stop", async () => {
  await warnedOf(`${400 * GB}+${50 * GB}`);
  expect(screen.getByText(pattern("quotaForm.belowUseHard"))).toBeVisible();
});

test("one that the overage still holds hears that nothing stops", async () => {
  await warnedOf(`${400 * GB}+${60 * GB}`);
  expect(screen.getByText(pattern("quotaForm.belowUseText"))).toBeVisible();
  expect(
    screen.getByLabelText(
      text("quotaForm.confirm", { quota: text("quotaForm.withOverage", { quota: "400 GB", overage: "60 GB" }) }),
    ),
  ).not.toBeChecked();
});

test("nothing ever stops for a partner", async () => {
  await warnedOf(String(400 * GB), false);
  expect(screen.getByText(pattern("quotaForm.belowUseText"))).toBeVisible();
});

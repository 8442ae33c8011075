/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { TwoFactorSetUp } from "@/components/account/two-factor-set-up";
import type { FormAction } from "@/lib/form/model";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

const SET_UP = { qrCode: { size: 10, path: "M4 4h1v1h-1z" }, secret: "JBSW Y3DP EHPK 3PXP" };
const CODES = Array.from({ length: 10 }, (_, index) => `AAAAA-BBBB${index}`);

function setUp(answer: Awaited<ReturnType<FormAction>>, underWay: typeof SET_UP | null = SET_UP) {
  const action = jest.fn<FormAction>(async () => answer);
  const { user } = renderWithWords(
    <TwoFactorSetUp action={action} login="anna.berg@example.com" setUp={underWay} doneHref="/account/security">
      <p>Nothing to set up here.</p>
    </TwoFactorSetUp>,
  );
  return { user, action };
}

test("shows picture and key, and answers the recovery codes with the focus on the news", async () => {
  const { user, action } = setUp({ status: "success", once: CODES });
  expect(screen.getByRole("img", { name: text("account.setUp.qrLabel") })).toBeVisible();
  expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeVisible();
  await user.type(screen.getByLabelText(text("account.password.current")), "old secret words");
  await user.type(screen.getByLabelText(text("fields.code")), "123 456");
  await user.click(screen.getByRole("button", { name: text("account.setUp.submit") }));
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  const list = await screen.findByRole("list", { name: text("account.recovery.title") });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(CODES);
  expect(screen.getByText(pattern("account.setUp.alreadyOnTitle")).closest('[role="status"]')).toHaveFocus();
  expect(screen.queryByText("JBSW Y3DP EHPK 3PXP")).not.toBeInTheDocument();
});

test("copies all codes, one a line", async () => {
  const { user } = setUp({ status: "success", once: CODES });
  await user.type(screen.getByLabelText(text("account.password.current")), "old secret words");
  await user.type(screen.getByLabelText(text("fields.code")), "123456");
  await user.click(screen.getByRole("button", { name: text("account.setUp.submit") }));
  await user.click(await screen.findByRole("button", { name: text("account.recovery.copy") }));
  await screen.findByText(text("account.recovery.copied"));
  expect(await navigator.clipboard.readText()).toBe(CODES.join("\n"));
});

test("a code of another form is refused before anything is sent", async () => {
  const { user, action } = setUp({ status: "success" });
  await user.type(screen.getByLabelText(text("account.password.current")), "old secret words");
  await user.type(screen.getByLabelText(text("fields.code")), "12345");
  await user.click(screen.getByRole("button", { name: text("account.setUp.submit") }));
  await waitFor(() => expect(screen.getByLabelText(text("fields.code"))).toBeInvalid());
  expect(action).not.toHaveBeenCalled();
});

test("without a setup in progress it shows what the page says instead", () => {
  setUp({ status: "success" }, null);
  expect(screen.getByText("Nothing to set up here.")).toBeVisible();
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});

test("typing again after a wrong code stays in the field, also while the code isn't complete yet", async () => {
  const { user } = setUp({ status: "error", fieldErrors: { code: { code: "CODE_WRONG" } } });
  await user.type(screen.getByLabelText(text("account.password.current")), "old secret words");
  await user.type(screen.getByLabelText(text("fields.code")), "000000");
  await user.click(screen.getByRole("button", { name: text("account.setUp.submit") }));
  await waitFor(() => expect(screen.getByRole("alert")).toHaveFocus());
  // Over what was there: the first digit alone is neither the wrong code nor a whole one.
  await user.type(screen.getByLabelText(text("fields.code")), "123456", {
    initialSelectionStart: 0,
    initialSelectionEnd: 6,
  });
  expect(screen.getByLabelText(text("fields.code"))).toHaveFocus();
  expect(screen.getByLabelText(text("fields.code"))).toHaveValue("123456");
});

/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { ProfileForm } from "@/components/account/profile-form";
import type { FormAction, FormState } from "@/lib/form/model";
import { text } from "../support/words";
import { renderWithWords } from "./render";

const VERSION = "3.0123456789abcdef";
const INHERITED = text("account.profile.companyTimeZone", { zone: "Europe/Berlin" });

function setUp(own: string | null, answer: (form: FormData) => FormState = () => ({ status: "success" })) {
  const action = jest.fn<FormAction>(async (_previous, form) => answer(form));
  const { user } = renderWithWords(
    <ProfileForm
      action={action}
      person={{ firstName: null, lastName: null, language: "en", timeZone: own }}
      timeZones={{ zones: ["UTC", "Asia/Kolkata", "Europe/Berlin"], inherited: INHERITED }}
      version={VERSION}
    />,
  );
  const select = screen.getByLabelText(text("fields.timeZone"));
  return { user, action, select, submit: screen.getByRole("button", { name: text("common.save") }) };
}

test("offers the company's first, then every name; what is chosen is posted", async () => {
  const { user, action, select, submit } = setUp(null);
  expect(select).toHaveValue("");
  expect(
    within(select)
      .getAllByRole("option")
      .map(({ textContent }) => textContent),
  ).toEqual([INHERITED, "UTC", "Asia/Kolkata", "Europe/Berlin"]);
  expect(select).toHaveAccessibleDescription(text("account.profile.timeZoneHint"));
  await user.selectOptions(select, "Asia/Kolkata");
  await user.click(submit);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(action.mock.calls[0]?.[1].get("timeZone")).toBe("Asia/Kolkata");
});

test("one's own is chosen, and can be given up for the company's", async () => {
  const { user, action, select, submit } = setUp("Asia/Kolkata");
  expect(select).toHaveValue("Asia/Kolkata");
  await user.selectOptions(select, INHERITED);
  await user.click(submit);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(action.mock.calls[0]?.[1].get("timeZone")).toBe("");
});

test("an edit conflict names the company's as the select does", async () => {
  const { user, select, submit } = setUp(null, (form) => ({
    status: "error",
    formError: { code: "VERSION_CONFLICT" },
    values: Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)])),
    conflict: { version: "4.f", values: { firstName: "", lastName: "", language: "en", timeZone: "" } },
  }));
  await user.selectOptions(select, "Asia/Kolkata");
  await user.click(submit);
  const row = await screen.findByRole("row", { name: new RegExp(`^${text("fields.timeZone")}`) });
  expect(
    within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual([INHERITED, "Asia/Kolkata"]);
});

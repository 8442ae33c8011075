/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor } from "@testing-library/react";
import { SetPasswordForm } from "@/components/auth/set-password-form";
import type { FormAction } from "@/lib/form/model";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

function setUp(action: FormAction = async () => ({ status: "success" })) {
  const spy = jest.fn<FormAction>(action);
  const { user } = renderWithWords(
    <SetPasswordForm
      action={spy}
      login="anna.berg@example.com"
      loginLabel={text("fields.yourLogin")}
      extraWords={["Northwind Cold Storage"]}
      submitLabel="Activate Account"
    />,
  );
  return {
    user,
    action: spy,
    password: screen.getByLabelText("Password"),
    repeat: screen.getByLabelText("Repeat password"),
    submit: screen.getByRole("button", { name: "Activate Account" }),
  };
}

test("two equal passwords are sent, with the login for the password manager", async () => {
  const { user, action, password, repeat, submit } = setUp();
  await user.type(password, "brave orange kettle");
  await user.type(repeat, "brave orange kettle");
  await user.click(submit);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(Object.fromEntries(action.mock.calls[0]?.[1] ?? [])).toEqual({
    username: "anna.berg@example.com",
    password: "brave orange kettle",
    repeatPassword: "brave orange kettle",
    // The provider's may come from here.
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
});

test.each([
  ["short", "short", "Password", text("errors.PASSWORD_TOO_SHORT")],
  ["ü".repeat(37), "ü".repeat(37), "Password", pattern("errors.PASSWORD_TOO_LONG")],
  ["brave orange kettle", "brave orange", "Repeat password", text("errors.PASSWORDS_DIFFER")],
])("%s and %s: the mistake stands at %s", async (first, second, label, message) => {
  const { user, action, password, repeat, submit } = setUp();
  await user.type(password, first);
  await user.type(repeat, second);
  await user.click(submit);
  const description = typeof message === "string" ? expect.stringContaining(message) : message;
  await waitFor(() => expect(screen.getByLabelText(label)).toHaveAccessibleDescription(description));
  expect(action).not.toHaveBeenCalled();
  expect(password).toHaveValue(first);
});

test("correcting the first password clears the error at the second", async () => {
  const { user, password, repeat, submit } = setUp();
  await user.type(password, "brave orange kettles");
  await user.type(repeat, "brave orange kettle");
  await user.click(submit);
  await waitFor(() => expect(repeat).toBeInvalid());
  await user.type(password, "{Backspace}");
  await waitFor(() => expect(repeat).toBeValid());
});

test.each([
  ["abcdefgh", text("common.passwordLevel.weak")],
  ["Northwind Cold Storage", text("common.passwordLevel.weak")],
  ["anna.berg@example.com", text("common.passwordLevel.weak")],
  ["brave orange kettle lamp", text("common.passwordLevel.strong")],
])(
  "the meter calls %s %s",
  async (typed, level) => {
    const { user, password } = setUp();
    await user.type(password, typed);
    await waitFor(() => expect(screen.getByText(level)).toBeVisible());
  },
  15_000,
);

test("the password can be shown and hidden", async () => {
  const { user, password } = setUp();
  const [show] = screen.getAllByRole("button", { name: text("common.showPassword") });
  if (!show) throw new Error("no button");
  await user.click(show);
  expect(password).toHaveAttribute("type", "text");
  await user.click(screen.getByRole("button", { name: text("common.hidePassword") }));
  expect(password).toHaveAttribute("type", "password");
});

/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { ChangePasswordForm } from "@/components/account/change-password-form";
import type { FormAction } from "@/lib/form/model";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

const NEW = "brave orange kettle lamp";

function setUp(answer: Awaited<ReturnType<FormAction>> = { status: "success" }) {
  const action = jest.fn<FormAction>(async () => answer);
  const { user } = renderWithWords(
    <ChangePasswordForm action={action} login="anna.berg@example.com" extraWords={["Northwind Cold Storage"]} />,
  );
  return {
    user,
    action,
    current: screen.getByLabelText(text("account.password.current")),
    password: screen.getByLabelText(text("account.password.new")),
    repeat: screen.getByLabelText(text("account.password.repeat")),
    submit: screen.getByRole("button", { name: text("account.password.submit") }),
  };
}

type Form = ReturnType<typeof setUp>;

async function fill({ user, current, password, repeat, submit }: Form, values: [string, string, string]) {
  for (const [index, field] of [current, password, repeat].entries()) {
    const text = values[index];
    if (text) await user.type(field, text);
  }
  await user.click(submit);
}

test("sends the current and the new password, with the login for the password manager", async () => {
  const form = setUp();
  await fill(form, ["old secret words", NEW, NEW]);
  await waitFor(() => expect(form.action).toHaveBeenCalledTimes(1));
  expect(Object.fromEntries(form.action.mock.calls[0]?.[1] ?? [])).toEqual({
    username: "anna.berg@example.com",
    currentPassword: "old secret words",
    password: NEW,
    repeatPassword: NEW,
  });
  expect(form.current).toHaveAttribute("autocomplete", "current-password");
  expect(form.password).toHaveAttribute("autocomplete", "new-password");
});

test("after a success the message has the focus and no password is left on the page", async () => {
  const form = setUp();
  await fill(form, ["old secret words", NEW, NEW]);
  const message = await screen.findByText(pattern("account.password.changed"));
  expect(message.closest('[role="status"]')).toHaveFocus();
  for (const field of [form.current, form.password, form.repeat]) expect(field).toHaveValue("");
  await waitFor(() =>
    expect(screen.queryByText(text("common.passwordStrength"), { exact: false })).not.toBeInTheDocument(),
  );
});

test("a wrong current password is said at its field and in the summary, and what was typed stays", async () => {
  const form = setUp({ status: "error", fieldErrors: { currentPassword: { code: "PASSWORD_WRONG" } } });
  await fill(form, ["not this one", NEW, NEW]);
  const summary = await screen.findByRole("alert");
  expect(summary).toHaveFocus();
  await form.user.click(
    within(summary).getByRole("link", {
      name: text("common.errorSummaryEntry", {
        label: text("account.password.current"),
        message: text("errors.PASSWORD_WRONG"),
      }),
    }),
  );
  expect(form.current).toHaveFocus();
  expect(form.current).toBeInvalid();
  expect(form.current).toHaveAccessibleDescription(text("errors.PASSWORD_WRONG"));
  expect(form.password).toHaveValue(NEW);
});

test.each([
  [["", NEW, NEW], text("account.password.current"), text("errors.REQUIRED")],
  [["old secret words", "short", "short"], text("account.password.new"), text("errors.PASSWORD_TOO_SHORT")],
  [["old secret words", NEW, "brave"], text("account.password.repeat"), text("errors.PASSWORDS_DIFFER")],
] as [[string, string, string], string, string][])(
  "%j is refused before anything is sent",
  async (typed, label, message) => {
    const form = setUp();
    await fill(form, typed);
    await waitFor(() =>
      expect(screen.getByLabelText(label)).toHaveAccessibleDescription(expect.stringContaining(message)),
    );
    expect(form.action).not.toHaveBeenCalled();
  },
);

test("a lock says how long to wait", async () => {
  const form = setUp({ status: "error", formError: { code: "SIGN_IN_LOCKED", values: { minutes: 5 } } });
  await fill(form, ["not this one", NEW, NEW]);
  expect(await screen.findByRole("alert")).toHaveTextContent(text("errors.SIGN_IN_LOCKED", { minutes: 5 }));
});

/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { EditGeneralForm } from "@/components/users/edit-general-form";
import { EditSettingsForm } from "@/components/users/edit-settings-form";
import type { FormAction, FormState } from "@/lib/form/model";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

const FIRST = "3.0123456789abcdef";
const NOW = "4.fedcba9876543210";
const USER = {
  id: 7,
  tenantId: 2,
  version: FIRST,
  login: "anna@old.example",
  email: "anna@old.example",
  firstName: "Anna",
  lastName: null,
  language: "en" as const,
  loginIsEmail: true,
  activatedAt: new Date(),
};
const CONFLICT: FormState["conflict"] = {
  version: NOW,
  values: { email: "anna@old.example", pendingEmail: "", firstName: "Anne", lastName: "", language: "de" },
};

/** Answers like the server: a conflict to the old version, a success to the one that is there now. */
const server = () =>
  jest.fn<FormAction>(async (_previous, form) => {
    if (form.get("version") === NOW) return { status: "success" };
    const values = Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)]));
    return { status: "error", formError: { code: "VERSION_CONFLICT" }, values, conflict: CONFLICT };
  });

const row = (name: string) =>
  within(screen.getByRole("row", { name: new RegExp(`^${name}`) }))
    .getAllByRole("cell")
    .map((cell) => cell.textContent);

test("both versions of what differs are shown, what was typed stays, and one's own can be kept", async () => {
  const action = server();
  const { user } = renderWithWords(<EditGeneralForm action={action} user={USER} own={false} backHref="/back" />);
  const firstName = screen.getByLabelText(/^First name/);
  await user.clear(firstName);
  await user.type(firstName, "Annika");
  await user.click(screen.getByRole("button", { name: text("common.save") }));

  const summary = await screen.findByRole("alert");
  expect(summary).toHaveFocus();
  expect(summary).toHaveTextContent(pattern("errors.VERSION_CONFLICT"));
  expect(row("First name")).toEqual(["Anne", "Annika"]);
  expect(row("Language")).toEqual(["Deutsch", "English"]);
  expect(
    screen.queryByRole("row", { name: new RegExp(`^(Email|Last name|${text("users.edit.waiting")})`) }),
  ).toBeNull();
  expect(firstName).toHaveValue("Annika");
  expect(screen.getByRole("link", { name: text("common.conflict.takeTheirs") })).toHaveAttribute("href", "/back");

  await user.click(screen.getByRole("button", { name: text("common.conflict.keepMine") }));
  expect(action).toHaveBeenCalledTimes(2);
  const [first, second] = action.mock.calls.map(([, form]) => form);
  expect(first?.get("version")).toBe(FIRST);
  expect(second?.get("version")).toBe(NOW);
  expect(second?.get("firstName")).toBe("Annika");
  await waitFor(() => expect(screen.queryByRole("button", { name: text("common.conflict.keepMine") })).toBeNull());
});

test("switches are shown as on and off", async () => {
  const conflict = { version: NOW, values: { quota: "", reports: "on", daily_recap: "" } };
  const action = jest.fn<FormAction>(async () => ({
    status: "error",
    formError: { code: "VERSION_CONFLICT" },
    values: { quota: "on" },
    conflict,
  }));
  const settings = { id: 7, tenantId: 2, version: FIRST, notifications: ["quota"] as const };
  const { user } = renderWithWords(<EditSettingsForm action={action} user={settings} backHref="/back" />);
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await screen.findByRole("alert");
  expect(row(text("notifications.quota"))).toEqual([text("common.off"), text("common.on")]);
  expect(row(text("notifications.reports"))).toEqual([text("common.on"), text("common.off")]);
  expect(screen.queryByRole("row", { name: pattern("notifications.daily_recap") })).toBeNull();
});

test("an address that waits to be confirmed is shown though it is no field", async () => {
  const values = { ...CONFLICT?.values, firstName: "Anna", language: "en", pendingEmail: "new@new.example" };
  const action = jest.fn<FormAction>(async (_previous, form) => ({
    status: "error",
    formError: { code: "VERSION_CONFLICT" },
    values: Object.fromEntries([...form.entries()].map(([name, value]) => [name, String(value)])),
    conflict: { version: NOW, values },
  }));
  const { user } = renderWithWords(<EditGeneralForm action={action} user={USER} own={false} backHref="/back" />);
  await user.type(screen.getByLabelText("Email"), "x");
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await screen.findByRole("alert");
  expect(row("Email")).toEqual(["anna@old.example", "anna@old.examplex"]);
  expect(row(text("users.edit.waiting"))).toEqual(["new@new.example", text("common.empty")]);
});

test("one's own address is not a field", () => {
  renderWithWords(<EditGeneralForm action={server()} user={USER} own={true} backHref="/back" />);
  expect(screen.queryByLabelText("Email")).toBeNull();
  expect(screen.getByRole("link", { name: text("account.title") })).toHaveAttribute("href", "/account");
});

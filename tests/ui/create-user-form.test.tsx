/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen, waitFor, within } from "@testing-library/react";
import { CreateUserForm } from "@/components/users/create-user-form";
import { rolesIn } from "@/lib/access/roles";
import type { FormAction } from "@/lib/form/model";
import type { TenantKind } from "@/lib/vocabulary";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

function setUp(kind: TenantKind = "customer", answer: FormAction = async () => ({ status: "success" })) {
  const action = jest.fn<FormAction>(answer);
  const tenant = { id: 7, kind, language: "fr" as const };
  const { user } = renderWithWords(<CreateUserForm action={action} tenant={tenant} grantable={rolesIn(kind)} />);
  return { user, action, create: screen.getByRole("button", { name: "Create" }) };
}

const posted = (action: jest.Mock<FormAction>) => Object.fromEntries(action.mock.calls[0]?.[1] ?? []);
const accessNames = () =>
  within(screen.getByRole("group", { name: text("fields.servicesAndRoles") }))
    .getAllByRole("radio")
    .filter((radio) => radio.getAttribute("name") === "access")
    .map(
      (radio) => screen.getByText((_, element) => element?.id === radio.getAttribute("aria-labelledby")).textContent,
    );

test("the fields, their labels and what they begin with", () => {
  setUp();
  expect(screen.getByLabelText("Email")).toHaveValue("");
  expect(screen.getByRole("checkbox", { name: "Use email address as login" })).toBeChecked();
  expect(screen.getByLabelText("Login")).toHaveValue("");
  expect(screen.getByLabelText("Language")).toHaveValue("fr");
  expect(screen.getByLabelText("First name")).not.toBeRequired();
  expect(screen.getByLabelText("Last name")).not.toBeRequired();
});

test.each<[TenantKind, string[]]>([
  ["root", ["Partner Administrator", "Read-only Administrator"]],
  ["partner", ["Partner Administrator", "Read-only Administrator"]],
  ["customer", ["Company Administrator", "Read-only Administrator", "Backup & Disaster Recovery"]],
  ["unit", ["Unit Administrator", "Read-only Administrator", "Backup & Disaster Recovery"]],
])("in a %s there are %j", (kind, names) => {
  setUp(kind);
  expect(accessNames()).toEqual(names);
});

test("the choice of a backup role is inside Backup & Disaster Recovery", () => {
  setUp();
  const role = screen.getByRole("group", { name: text("fields.role") });
  expect(role.closest(".choice-reveal")).not.toBeNull();
  for (const name of ["Administrator", "Read-only Administrator", "User", "Restore Operator"]) {
    expect(within(role).getByRole("radio", { name })).toBeInTheDocument();
  }
  expect(within(role).getByRole("radio", { name: "User" })).toBeChecked();
});

test("the hidden login is not required, or it would block the form without JavaScript", () => {
  setUp();
  expect(screen.getByLabelText("Login")).not.toBeRequired();
});

test("with the email as login that is what is posted", async () => {
  const { user, action, create } = setUp();
  await user.type(screen.getByLabelText("Email"), "zoe@contoso.example");
  await user.click(screen.getByRole("radio", { name: "Company Administrator" }));
  await user.click(create);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(posted(action)).toMatchObject({
    tenantId: "7",
    email: "zoe@contoso.example",
    useEmailAsLogin: "on",
    language: "fr",
    access: "administrator",
  });
});

test("with the box cleared, the login is a field and is posted", async () => {
  const { user, action, create } = setUp();
  await user.type(screen.getByLabelText("Email"), "zoe@contoso.example");
  await user.click(screen.getByRole("checkbox", { name: "Use email address as login" }));
  await user.click(screen.getByRole("radio", { name: "Backup & Disaster Recovery" }));
  await user.click(screen.getByRole("radio", { name: "Restore Operator" }));
  await user.click(create);
  const login = screen.getByLabelText("Login");
  await waitFor(() => expect(login).toHaveAccessibleDescription(pattern("errors.LOGIN_LENGTH")));
  expect(action).not.toHaveBeenCalled();
  await user.type(login, "zoe");
  await user.click(create);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(posted(action)).toMatchObject({ login: "zoe", access: "backup", backupRole: "restore_operator" });
  expect(posted(action)).not.toHaveProperty("useEmailAsLogin");
});

test("missing choices and missing texts are reported together, by field", async () => {
  const { user, action, create } = setUp();
  await user.click(create);
  const summary = await screen.findByRole("alert");
  expect(summary).toHaveFocus();
  expect(
    within(summary).getByRole("link", {
      name: text("common.errorSummaryEntry", { label: "Email", message: text("errors.REQUIRED") }),
    }),
  ).toBeInTheDocument();
  expect(
    within(summary).getByRole("link", {
      name: text("common.errorSummaryEntry", {
        label: text("fields.servicesAndRoles"),
        message: text("errors.CHOICE_REQUIRED"),
      }),
    }),
  ).toBeInTheDocument();
  expect(action).not.toHaveBeenCalled();
});

test("an address that cannot be a login opens the Login field with a proposal", async () => {
  const { user, action, create } = setUp();
  await user.type(screen.getByLabelText("Email"), "sales&support@contoso.example");
  await user.click(screen.getByRole("radio", { name: "Company Administrator" }));
  await user.click(create);
  const login = screen.getByLabelText("Login");
  await waitFor(() => expect(login).toHaveAccessibleDescription(pattern("errors.LOGIN_PROPOSED")));
  expect(login).toHaveValue("sales.support@contoso.example");
  expect(screen.getByRole("checkbox", { name: "Use email address as login" })).not.toBeChecked();
  expect(action).not.toHaveBeenCalled();
  await user.click(create);
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(posted(action)).toMatchObject({
    email: "sales&support@contoso.example",
    login: "sales.support@contoso.example",
  });
  expect(posted(action)).not.toHaveProperty("useEmailAsLogin");
});

test("a proposal that comes with the server's answer is filled in as well", async () => {
  const { user, create } = setUp("customer", async () => ({
    status: "error",
    fieldErrors: { login: { code: "LOGIN_PROPOSED" } },
    proposed: { useEmailAsLogin: "", login: "zoe.c@contoso.example" },
  }));
  await user.type(screen.getByLabelText("Email"), "zoe@contoso.example");
  await user.click(screen.getByRole("radio", { name: "Company Administrator" }));
  await user.click(create);
  const login = screen.getByLabelText("Login");
  await waitFor(() => expect(login).toHaveAccessibleDescription(pattern("errors.LOGIN_PROPOSED")));
  expect(login).toHaveValue("zoe.c@contoso.example");
});

test("the server's refusal is shown at its field and what was typed stays", async () => {
  const { user, create } = setUp("customer", async () => ({
    status: "error",
    fieldErrors: { email: { code: "LOGIN_TAKEN" } },
  }));
  await user.type(screen.getByLabelText("Email"), "zoe@contoso.example");
  await user.type(screen.getByLabelText("First name"), "Zoë");
  await user.click(screen.getByRole("radio", { name: "Company Administrator" }));
  await user.click(create);
  const email = screen.getByLabelText("Email");
  await waitFor(() => expect(email).toHaveAccessibleDescription(pattern("errors.LOGIN_TAKEN")));
  expect(email).toBeInvalid();
  expect(email).toHaveValue("zoe@contoso.example");
  expect(screen.getByLabelText("First name")).toHaveValue("Zoë");
  expect(screen.getByRole("radio", { name: "Company Administrator" })).toBeChecked();
});

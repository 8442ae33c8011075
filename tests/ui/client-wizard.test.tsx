/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { afterEach, expect, jest, test } from "@jest/globals";
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { renderToString } from "react-dom/server.node";
import { NewClient } from "@/components/clients/new-client";
import type { FormAction, FormState } from "@/lib/form/model";
import messages from "@/lib/i18n/messages/en.json" with { type: "json" };
import type { ClientKind } from "@/lib/vocabulary";
import { pattern, text } from "../support/words";
import { renderWithWords } from "./render";

afterEach(() => sessionStorage.clear());

const SUBMISSION = "0b6e9c5e-6d0f-4c4e-9d0e-1f2a3b4c5d6e";

type Options = { kind?: ClientKind; answer?: FormState; userId?: number; submission?: string };

function setUp({
  kind = "customer",
  answer = { status: "success" },
  userId = 9,
  submission = SUBMISSION,
}: Options = {}) {
  const action = jest.fn<FormAction>(async () => answer);
  const parent = { id: 7, name: "Partner A", language: "fr" as const };
  const wizard = <NewClient action={action} kind={kind} parent={parent} userId={userId} submission={submission} />;
  return { action, wizard, ...renderWithWords(wizard) };
}

const button = (name: string) => screen.getByRole("button", { name });
const step = () =>
  screen.getByRole("group", {
    name: new RegExp(`^(Customer|Partner|Unit|Administrator|${text("clients.create.steps.quota.title")})$`),
  });
const posted = (action: jest.Mock<FormAction>) => Object.fromEntries(action.mock.calls[0]?.[1] ?? []);
type Person = ReturnType<typeof setUp>["user"];

async function fillTo(user: Person, last: "client" | "quota" | "administrator") {
  await user.type(screen.getByLabelText("Customer name"), "Contoso");
  await user.click(screen.getByRole("radio", { name: "Trial" }));
  await user.selectOptions(screen.getByLabelText("Language"), "de");
  if (last === "client") return;
  await user.click(button("Next"));
  await user.type(await screen.findByLabelText("Cloud storage quota"), "2");
  await user.selectOptions(screen.getByLabelText("Unit"), "TB");
  if (last === "quota") return;
  await user.click(button("Next"));
  await user.type(await screen.findByLabelText("Email"), "zoe@contoso.example");
}

test("one step at a time, with the labels of the specification", async () => {
  const { user } = setUp();
  expect(step()).toHaveAccessibleName("Customer");
  expect(screen.getByLabelText("Customer name")).toBeRequired();
  expect(within(screen.getByRole("group", { name: "Mode" })).getAllByRole("radio")).toHaveLength(2);
  expect(screen.getByRole("radio", { name: "Production" })).toBeChecked();
  expect(screen.getByLabelText("Language")).toHaveValue("fr");
  expect(screen.queryByRole("button", { name: "Back" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Done" })).toBeNull();
  await fillTo(user, "quota");
  expect(screen.getByRole("checkbox", { name: "Unlimited" })).not.toBeChecked();
  expect(button("Back")).toBeInTheDocument();
  await user.click(button("Next"));
  await waitFor(() => expect(step()).toHaveAccessibleName("Administrator"));
  expect(screen.getByRole("checkbox", { name: "Use email address as login" })).toBeChecked();
  expect(screen.getByLabelText("Login")).toHaveValue("");
  expect(screen.getByLabelText("Language")).toHaveValue("fr");
  expect(screen.getByLabelText("First name")).not.toBeRequired();
  expect(screen.getByLabelText("Last name")).not.toBeRequired();
  expect(screen.queryByRole("button", { name: "Next" })).toBeNull();
  expect(button("Done")).toBeInTheDocument();
});

test("says which step it is, to the eye and to screen readers", async () => {
  const { user } = setUp();
  const progress = screen.getByRole("list", { name: "3 steps" });
  const current = () =>
    within(progress)
      .getAllByRole("listitem")
      .find((item) => item.hasAttribute("aria-current"));
  expect(current()).toHaveTextContent("Customer");
  await fillTo(user, "quota");
  expect(current()).toHaveTextContent(text("clients.create.steps.quota.title"));
  expect(current()).toHaveAttribute("aria-current", "step");
});

test("everything typed is posted together, with the key", async () => {
  const { user, action } = setUp();
  await fillTo(user, "administrator");
  await user.type(screen.getByLabelText("First name"), "Zoë");
  await user.click(button("Done"));
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(posted(action)).toMatchObject({
    tenantId: "7",
    kind: "customer",
    submission: SUBMISSION,
    name: "Contoso",
    mode: "trial",
    language: "de",
    quotaAmount: "2",
    quotaUnit: "TB",
    email: "zoe@contoso.example",
    useEmailAsLogin: "on",
    administratorLanguage: "fr",
    firstName: "Zoë",
  });
});

test("a step with a mistake is not left, and the cursor is put on it", async () => {
  const { user, action } = setUp();
  await user.click(button("Next"));
  const name = screen.getByLabelText("Customer name");
  await waitFor(() => expect(name).toHaveFocus());
  expect(name).toHaveAccessibleDescription(text("errors.REQUIRED"));
  expect(within(screen.getByRole("alert")).getAllByRole("link")).toHaveLength(1);
  await user.type(name, "Contoso");
  await waitFor(() => expect(name).toBeValid());
  await user.click(button("Next"));
  await user.click(await screen.findByRole("button", { name: "Next" }));
  const quota = screen.getByLabelText("Cloud storage quota");
  await waitFor(() => expect(quota).toHaveFocus());
  expect(quota).toBeInvalid();
  expect(action).not.toHaveBeenCalled();
});

test("Enter goes on like “Next”, and a new step begins with its first field", async () => {
  const { user, action } = setUp();
  await user.type(screen.getByLabelText("Customer name"), "Contoso{Enter}");
  await waitFor(() => expect(screen.getByLabelText("Cloud storage quota")).toHaveFocus());
  expect(action).not.toHaveBeenCalled();
});

test("“Back” loses nothing, in either direction", async () => {
  const { user } = setUp();
  await fillTo(user, "administrator");
  await user.click(screen.getByRole("checkbox", { name: "Use email address as login" }));
  await user.type(screen.getByLabelText("Login"), "zoe");
  await user.click(button("Back"));
  expect(screen.getByLabelText("Cloud storage quota")).toHaveValue("2");
  expect(screen.getByLabelText("Unit")).toHaveValue("TB");
  await user.click(screen.getByRole("checkbox", { name: "Unlimited" }));
  await user.click(button("Back"));
  expect(screen.getByLabelText("Customer name")).toHaveValue("Contoso");
  expect(screen.getByRole("radio", { name: "Trial" })).toBeChecked();
  expect(screen.getByLabelText("Language")).toHaveValue("de");
  await user.click(button("Next"));
  expect(await screen.findByRole("checkbox", { name: "Unlimited" })).toBeChecked();
  await user.click(button("Next"));
  expect(await screen.findByLabelText("Email")).toHaveValue("zoe@contoso.example");
  expect(screen.getByRole("checkbox", { name: "Use email address as login" })).not.toBeChecked();
  expect(screen.getByLabelText("Login")).toHaveValue("zoe");
});

test("a mistake that the server finds opens its step, with the cursor on the field and everything kept", async () => {
  const { user } = setUp({ answer: { status: "error", fieldErrors: { name: { code: "NAME_TAKEN" } } } });
  await fillTo(user, "administrator");
  await user.click(button("Done"));
  const name = await screen.findByLabelText("Customer name");
  await waitFor(() => expect(name).toHaveFocus());
  expect(name).toHaveAccessibleDescription(pattern("errors.NAME_TAKEN"));
  expect(name).toHaveValue("Contoso");
  await user.click(button("Next"));
  await user.click(await screen.findByRole("button", { name: "Next" }));
  expect(await screen.findByLabelText("Email")).toHaveValue("zoe@contoso.example");
});

test("a login that is taken is said at its field", async () => {
  const { user } = setUp({ answer: { status: "error", fieldErrors: { email: { code: "LOGIN_TAKEN" } } } });
  await fillTo(user, "administrator");
  await user.click(button("Done"));
  const email = screen.getByLabelText("Email");
  await waitFor(() => expect(email).toHaveAccessibleDescription(pattern("errors.LOGIN_TAKEN")));
  expect(email).toHaveFocus();
});

test("a reload in the middle loses nothing, key included, and can be undone", async () => {
  const first = setUp();
  await fillTo(first.user, "administrator");
  cleanup();
  const { user, action } = setUp({ submission: "11111111-6d0f-4c4e-9d0e-1f2a3b4c5d6e" });
  expect(screen.getByText(text("clients.create.kept"))).toBeInTheDocument();
  expect(step()).toHaveAccessibleName("Administrator");
  expect(screen.getByLabelText("Email")).toHaveValue("zoe@contoso.example");
  await user.click(button("Done"));
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(posted(action)).toMatchObject({ name: "Contoso", mode: "trial", quotaAmount: "2", submission: SUBMISSION });
  await user.click(button(text("clients.create.startOver")));
  expect(screen.getByLabelText("Customer name")).toHaveValue("");
  expect(screen.getByRole("radio", { name: "Production" })).toBeChecked();
});

test("what one user typed is not shown to the next one", async () => {
  const first = setUp();
  await fillTo(first.user, "client");
  cleanup();
  setUp({ userId: 10 });
  expect(screen.getByLabelText("Customer name")).toHaveValue("");
});

test("signed out meanwhile: the way back to this form is offered, and what was typed waits for it", async () => {
  const { user } = setUp({ answer: { status: "error", formError: { code: "SIGNED_OUT" } } });
  await fillTo(user, "administrator");
  await user.click(button("Done"));
  const link = await screen.findByRole("link", { name: pattern("clients.create.signInAgain") });
  expect(link).toHaveAttribute("href", "/login?next=%2Fportal%2F7%2Fclients%2Fnew%3Fkind%3Dcustomer");
  cleanup();
  setUp();
  expect(screen.getByLabelText("Email")).toHaveValue("zoe@contoso.example");
});

test.each<[ClientKind, string[], string]>([
  [
    "partner",
    ["Partner", text("clients.create.steps.quota.title"), "Administrator"],
    text("clients.create.name.partner"),
  ],
  ["unit", ["Unit", "Administrator"], text("clients.create.name.unit")],
])("a %s has the steps %j", (kind, titles, name) => {
  setUp({ kind });
  expect(screen.getByLabelText(name)).toBeInTheDocument();
  expect(screen.queryByRole("group", { name: "Mode" })).toBeNull();
  const progress = screen.getByRole("list", { name: `${titles.length} steps` });
  expect(
    within(progress)
      .getAllByRole("listitem")
      .map((item) => item.textContent?.replace(/^\d/, "")),
  ).toEqual(titles);
});

test("without JavaScript all steps are on the page, with “Done” only", () => {
  const { wizard, unmount } = setUp();
  unmount();
  const html = renderToString(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {wizard}
    </NextIntlClientProvider>,
  );
  document.body.innerHTML = html;
  for (const label of ["Customer name", "Cloud storage quota", "Email"]) {
    expect(screen.getByLabelText(label)).toBeInTheDocument();
  }
  expect(screen.getAllByRole("button").map((found) => found.textContent)).toEqual(["Done"]);
});

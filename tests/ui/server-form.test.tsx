/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { act, screen, waitFor, within } from "@testing-library/react";
import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { z } from "zod";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { Checkbox } from "@/components/ui/checkbox";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction, FormState } from "@/lib/form/model";
import { text } from "../support/words";
import { renderWithWords } from "./render";

const schema = z
  .object({
    email: z
      .string()
      .transform((value) => value.trim().toLowerCase())
      .pipe(z.email("EMAIL_INVALID")),
    news: z.preprocess((value) => value === "on", z.boolean()),
    owner: z.object({ name: z.string().min(1, "REQUIRED") }),
  })
  .transform((value) => value.email.length);

function Example({ action, resetOnSuccess }: { action: FormAction; resetOnSuccess?: boolean }) {
  const form = useServerForm({ action, schema: async () => schema, resetOnSuccess });
  return (
    <ServerForm form={form} success="Saved">
      <TextField {...form.field("email", "Email")} />
      <TextField {...form.field("owner.name", "Owner", { defaultValue: "Anna" })} />
      <Checkbox {...form.checkbox("news", "News", true)} />
      <SelectField
        {...form.field("language", "Language", { defaultValue: "de" })}
        options={[
          { value: "en", label: "English" },
          { value: "de", label: "Deutsch" },
        ]}
      />
      <SubmitButton pending={form.pending}>Send</SubmitButton>
    </ServerForm>
  );
}

const answer = (state: FormState) => jest.fn<FormAction>(async () => state);
const email = () => screen.getByLabelText("Email");
const send = () => screen.getByRole("button", { name: text("passwordReset.send") });

test("with JavaScript nothing but the fields is sent", async () => {
  const action = answer({ status: "success" });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  await waitFor(() => expect(action).toHaveBeenCalled());
  expect([...(action.mock.calls[0]?.[1].keys() ?? [])]).toEqual(["email", "owner.name", "news", "language"]);
});

test("a mistake found in the browser is shown at the field and in a focused summary, and nothing is sent", async () => {
  const action = answer({ status: "success" });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@");
  await user.clear(screen.getByLabelText("Owner"));
  await user.click(send());

  const summary = await screen.findByRole("alert");
  expect(summary).toHaveFocus();
  expect(summary).toHaveTextContent(text("common.errorSummaryTitle", { count: 2 }));
  expect(email()).toBeInvalid();
  expect(email()).toHaveAccessibleDescription(text("errors.EMAIL_INVALID"));
  expect(screen.getByLabelText("Owner")).toHaveAccessibleDescription(text("errors.REQUIRED"));
  expect(action).not.toHaveBeenCalled();

  await user.click(
    screen.getByRole("link", {
      name: text("common.errorSummaryEntry", { label: "Owner", message: text("errors.REQUIRED") }),
    }),
  );
  expect(screen.getByLabelText("Owner")).toHaveFocus();
});

test("after the first try a corrected field loses its error while it is typed", async () => {
  const { user } = renderWithWords(<Example action={answer({ status: "success" })} />);
  await user.click(send());
  await waitFor(() => expect(email()).toBeInvalid());
  await user.type(email(), "anna@example.com");
  await waitFor(() => expect(email()).toBeValid());
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("what is posted is the raw form, not what the schema makes of it", async () => {
  const action = answer({ status: "success" });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "  Anna@Example.com ");
  await user.click(send());
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  const posted = Object.fromEntries(action.mock.calls[0]?.[1] ?? []);
  expect(posted).toEqual({ email: "  Anna@Example.com ", "owner.name": "Anna", news: "on", language: "de" });
});

test("after the server's refusal everything typed is still there, and an error goes when its field is edited", async () => {
  const action = answer({ status: "error", fieldErrors: { email: { code: "LOGIN_TAKEN" } }, values: {} });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(screen.getByLabelText("News"));
  await user.selectOptions(screen.getByLabelText("Language"), "English");
  await user.click(send());

  await waitFor(() => expect(screen.getByRole("alert")).toHaveFocus());
  expect(email()).toHaveValue("anna@example.com");
  expect(email()).toHaveAccessibleDescription(text("errors.LOGIN_TAKEN"));
  expect(screen.getByLabelText("News")).not.toBeChecked();
  expect(screen.getByLabelText("Language")).toHaveValue("en");

  await user.type(email(), "x");
  expect(email()).toBeValid();
});

test("the same refusal twice puts the focus on the summary twice", async () => {
  const action = answer({ status: "error", formError: { code: "SIGN_IN_LOCKED", values: { minutes: 5 } } });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  for (const attempt of [1, 2]) {
    await user.click(send());
    await waitFor(() => expect(action).toHaveBeenCalledTimes(attempt));
    await waitFor(() => expect(screen.getByRole("alert")).toHaveFocus());
  }
  expect(screen.getByRole("alert")).toHaveTextContent(text("errors.SIGN_IN_LOCKED", { minutes: 5 }));
});

test("a code without words and a mistake in no visible field are both said", async () => {
  const action = answer({
    status: "error",
    fieldErrors: { email: { code: "NEW_CODE" }, hidden: { code: "REQUIRED" } },
  });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  const summary = await screen.findByRole("alert");
  expect(summary).toHaveTextContent(
    text("common.errorSummaryEntry", { label: "Email", message: text("errors.INVALID") }),
  );
  expect(summary).toHaveTextContent(text("errors.REQUIRED"));
});

test("a lost connection keeps the form and says to try again", async () => {
  const action = jest.fn<FormAction>().mockRejectedValue(new TypeError("Failed to fetch"));
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  expect(await screen.findByRole("alert")).toHaveTextContent(text("errors.CONNECTION_LOST"));
  expect(email()).toHaveValue("anna@example.com");
});

test("an answer that no one understands keeps the form and says to try again", async () => {
  const action = jest.fn<FormAction>().mockRejectedValue(new Error("An unexpected response was received."));
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  expect(await screen.findByRole("alert")).toHaveTextContent(text("errors.BUSY"));
  expect(email()).toHaveValue("anna@example.com");
});

test("without a connection nothing is sent; with the next one what the form then holds goes out", async () => {
  const line = jest.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const action = answer({ status: "success" });
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  expect(await screen.findByRole("alert")).toHaveTextContent(text("errors.OFFLINE"));
  await user.clear(email());
  await user.type(email(), "berta@example.com");
  expect(action).not.toHaveBeenCalled();
  line.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event("online")));
  await waitFor(() => expect(action).toHaveBeenCalledTimes(1));
  expect(action.mock.calls[0]?.[1].get("email")).toBe("berta@example.com");
  expect(await screen.findByRole("status")).toHaveTextContent("Saved");
  act(() => void window.dispatchEvent(new Event("online")));
  expect(action).toHaveBeenCalledTimes(1);
  line.mockRestore();
});

test("a tab older than the server says to reload, and after that what was typed is back", async () => {
  const action = jest.fn<FormAction>().mockRejectedValue(new UnrecognizedActionError("no such action"));
  const { user, unmount } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(screen.getByLabelText("News"));
  await user.selectOptions(screen.getByLabelText("Language"), "English");
  await user.click(send());
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent(text("errors.NEWER_VERSION"));
  expect(within(alert).getByRole("link", { name: text("common.reload") })).toHaveAttribute("href", "/");
  expect(email()).toHaveValue("anna@example.com");

  unmount();
  const again = renderWithWords(<Example action={answer({ status: "success" })} />);
  expect(await screen.findByRole("status")).toHaveTextContent(text("common.restored"));
  expect(email()).toHaveValue("anna@example.com");
  expect(screen.getByLabelText("News")).not.toBeChecked();
  expect(screen.getByLabelText("Language")).toHaveValue("en");
  // Once: the next visit begins as the server has it.
  again.unmount();
  renderWithWords(<Example action={answer({ status: "success" })} />);
  expect(email()).toHaveValue("");
  expect(screen.queryByRole("status")).not.toBeInTheDocument();
});

test("while the answer is on its way a second click sends nothing", async () => {
  let finish: (state: FormState) => void = () => {};
  const action = jest.fn<FormAction>(() => new Promise((resolve) => (finish = resolve)));
  const { user } = renderWithWords(<Example action={action} />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  await waitFor(() => expect(send()).toHaveAttribute("aria-disabled", "true"));
  await user.click(send());
  await user.type(email(), "{Enter}");
  expect(action).toHaveBeenCalledTimes(1);
  finish({ status: "success" });
  expect(await screen.findByRole("status")).toHaveTextContent("Saved");
  expect(send()).not.toHaveAttribute("aria-disabled");
});

test("resetOnSuccess empties the form and forgets that it was sent", async () => {
  const { user } = renderWithWords(<Example action={answer({ status: "success" })} resetOnSuccess />);
  await user.type(email(), "anna@example.com");
  await user.click(send());
  await waitFor(() => expect(email()).toHaveValue(""));
  await user.type(email(), "b");
  expect(email()).toBeValid();
});

/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, jest, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { EditTextForm } from "@/components/eula/edit-text-form";
import { PublishForm } from "@/components/eula/publish-form";
import type { FormAction } from "@/lib/form/model";
import { text } from "../support/words";
import { renderWithWords } from "./render";

const WORDS = { title: "Title", body: "Text", bodyHint: "Markdown", submit: "Save and preview" };
const TEXT = { title: "Agreement", body: "One\nTwo", version: "3.x" };

const edit = (action: FormAction) =>
  renderWithWords(<EditTextForm action={action} tenantId={1} language="en" text={TEXT} base="/base" words={WORDS} />);

test("a text without a title is refused before it is sent, and keeps what was typed", async () => {
  const action = jest.fn<FormAction>(async () => ({ status: "success" }));
  const { user } = edit(action);
  await user.clear(screen.getByLabelText("Title"));
  await user.type(screen.getByLabelText("Text"), "!");
  await user.click(screen.getByRole("button", { name: "Save and preview" }));
  expect(await screen.findByRole("alert")).toHaveFocus();
  expect(action).not.toHaveBeenCalled();
  expect(screen.getByLabelText("Text")).toHaveValue("One\nTwo!");
});

test("after another user saved, only what differs is shown, whatever the line breaks, and one's own can be kept", async () => {
  const theirs = { version: "4.y", values: { title: "Their title", body: "One\nTwo" } };
  const action = jest.fn<FormAction>(async (_previous, form) => {
    if (form.get("version") === "4.y") return { status: "success" };
    return {
      status: "error",
      formError: { code: "VERSION_CONFLICT" },
      // As a browser posts it.
      values: { title: String(form.get("title")), body: "One\r\nTwo" },
      conflict: theirs,
    };
  });
  const { user } = edit(action);
  await user.click(screen.getByRole("button", { name: "Save and preview" }));
  await screen.findByRole("alert");
  expect(screen.getByRole("row", { name: /^Title/ })).toHaveTextContent("Their titleAgreement");
  expect(screen.queryByRole("row", { name: /^Text/ })).toBeNull();
  await user.click(screen.getByRole("button", { name: text("common.conflict.keepMine") }));
  expect(action.mock.calls[1]?.[1].get("version")).toBe("4.y");
  expect(action.mock.calls[1]?.[1].get("body")).toBe("One\nTwo");
});

test("a name that is taken is said at its field, and the note stays", async () => {
  const action = jest.fn<FormAction>(async (_previous, form) => ({
    status: "error",
    fieldErrors: { version: { code: "EULA_VERSION_TAKEN" } },
    values: { version: String(form.get("version")), note: String(form.get("note")) },
  }));
  const words = { name: "Version", note: "What changed", optional: "optional", submit: "Publish", cancel: "Cancel" };
  const { user } = renderWithWords(
    <PublishForm
      action={action}
      hidden={{ tenantId: 1, draft: "7.z" }}
      version="2027-01-01"
      backHref="/base"
      words={words}
    />,
  );
  await user.type(screen.getByLabelText(/^What changed/), "Clearer");
  await user.click(screen.getByRole("button", { name: "Publish" }));
  expect(await screen.findByRole("alert")).toHaveTextContent(text("errors.EULA_VERSION_TAKEN"));
  expect(screen.getByLabelText("Version")).toBeInvalid();
  expect(screen.getByLabelText(/^What changed/)).toHaveValue("Clearer");
  expect(action.mock.calls[0]?.[1].get("draft")).toBe("7.z");
});

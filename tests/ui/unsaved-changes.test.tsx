/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { beforeEach, expect, jest, test } from "@jest/globals";
import { fireEvent, screen, waitFor } from "@testing-library/react";
// As loaded by the form, so that it is there immediately.
import "@/components/form/unsaved-changes";
import { ServerForm } from "@/components/form/server-form";
import { useServerForm } from "@/components/form/use-server-form";
import { SelectField } from "@/components/ui/select-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import type { FormAction } from "@/lib/form/model";
import { text } from "../support/words";
import { renderWithWords } from "./render";

// jsdom has dialogs without their methods.
beforeEach(() => {
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.open = true;
    },
    close(this: HTMLDialogElement) {
      this.open = false;
      this.dispatchEvent(new Event("close"));
    },
  });
});

const followed = jest.fn();

function Example({ action, guarded, single }: { action: FormAction; guarded?: boolean; single?: boolean }) {
  const form = useServerForm({ action });
  const languages = ["en", "de"].map((value) => ({ value, label: value }));
  return (
    <>
      <a
        href="/elsewhere"
        onClick={(event) => {
          event.preventDefault();
          followed();
        }}
      >
        Elsewhere
      </a>
      <ServerForm form={form} success="Saved" guarded={guarded}>
        <TextField {...form.field("name", "Name", { defaultValue: "Anna" })} />
        {!single && <SelectField {...form.field("language", "Language", { defaultValue: "de" })} options={languages} />}
        <SubmitButton pending={form.pending}>Save</SubmitButton>
      </ServerForm>
    </>
  );
}

const saves: FormAction = async () => ({ status: "success" });
const leave = () => fireEvent.click(screen.getByRole("link", { name: "Elsewhere" }));
const question = () => screen.queryByRole("dialog", { name: text("common.unsaved.title") });
/** Whether the browser would ask before the tab is closed. */
const asksOnClosing = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

beforeEach(() => {
  followed.mockClear();
});

test("nothing is asked while nothing is changed, nor once a change is taken back", async () => {
  const { user } = renderWithWords(<Example action={saves} />);
  leave();
  await user.type(screen.getByLabelText("Name"), "x{Backspace}");
  await user.selectOptions(screen.getByLabelText("Language"), "en");
  await user.selectOptions(screen.getByLabelText("Language"), "de");
  leave();
  expect(followed).toHaveBeenCalledTimes(2);
  expect(question()).toBeNull();
  expect(asksOnClosing()).toBe(false);
});

test("a link waits for the answer: staying keeps what was typed, leaving follows it", async () => {
  const { user } = renderWithWords(<Example action={saves} />);
  await user.selectOptions(screen.getByLabelText("Language"), "en");
  leave();
  expect(followed).not.toHaveBeenCalled();
  expect(asksOnClosing()).toBe(true);
  expect(question()).toHaveAccessibleDescription(text("common.unsaved.text"));

  await user.click(screen.getByRole("button", { name: text("common.unsaved.stay") }));
  expect(question()).toBeNull();
  expect(screen.getByLabelText("Language")).toHaveValue("en");

  leave();
  await user.click(screen.getByRole("button", { name: text("common.unsaved.leave") }));
  expect(followed).toHaveBeenCalledTimes(1);
  expect(question()).toBeNull();
});

test("what was saved may be left", async () => {
  const { user } = renderWithWords(<Example action={saves} />);
  await user.type(screen.getByLabelText("Name"), " Berg");
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await waitFor(() => expect(screen.getByText("Saved")).toBeInTheDocument());
  leave();
  expect(followed).toHaveBeenCalledTimes(1);
});

test("what the server refused is asked about, as it is saved nowhere", async () => {
  const { user } = renderWithWords(
    <Example
      action={async (_, form) => ({
        status: "error",
        formError: { code: "BUSY" },
        values: { name: String(form.get("name")), language: "de" },
      })}
    />,
  );
  await user.type(screen.getByLabelText("Name"), " Berg");
  await user.click(screen.getByRole("button", { name: text("common.save") }));
  await screen.findByRole("alert");
  leave();
  expect(question()).not.toBeNull();
});

test("a form of one field, and one that keeps what is typed, ask nothing", async () => {
  const { user, unmount } = renderWithWords(<Example action={saves} single />);
  await user.type(screen.getByLabelText("Name"), "x");
  leave();
  unmount();
  const kept = renderWithWords(<Example action={saves} guarded={false} />);
  await kept.user.type(screen.getByLabelText("Name"), "x");
  leave();
  expect(followed).toHaveBeenCalledTimes(2);
});

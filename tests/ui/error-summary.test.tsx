/** @jest-environment jsdom */
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ErrorSummary } from "@/components/ui/error-summary";

test("it takes the focus when it appears, and again under a new key", () => {
  const { rerender } = render(<ErrorSummary key={1} title="Please correct one entry" />);
  expect(screen.getByRole("alert")).toHaveFocus();
  screen.getByRole("alert").blur();
  rerender(<ErrorSummary key={2} title="Please correct one entry" />);
  expect(screen.getByRole("alert")).toHaveFocus();
});

test("it does not take the focus from a user who is typing when only its words change", async () => {
  const page = (title: string) => (
    <>
      <ErrorSummary title={title} />
      <input aria-label="Email" />
    </>
  );
  const { rerender } = render(page("Please correct 2 entries"));
  await userEvent.click(screen.getByLabelText("Email"));
  rerender(page("Please correct one entry"));
  expect(screen.getByLabelText("Email")).toHaveFocus();
});

test("an entry leads to its field; one without a field is plain text", async () => {
  render(
    <>
      <ErrorSummary title="Mistakes" errors={[{ fieldId: "email", text: "Email: missing" }, { text: "Elsewhere" }]} />
      <input id="email" aria-label="Email" />
    </>,
  );
  expect(screen.getAllByRole("link")).toHaveLength(1);
  await userEvent.click(screen.getByRole("link", { name: "Email: missing" }));
  expect(screen.getByLabelText("Email")).toHaveFocus();
  expect(screen.getByText("Elsewhere")).toBeInTheDocument();
});

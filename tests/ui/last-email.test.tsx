/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import type { ComponentProps } from "react";
import { ActionForm } from "@/components/form/action-form";
import { LastEmail } from "@/components/users/last-email";
import messages from "@/lib/i18n/messages/en.json" with { type: "json" };
import { text } from "../support/words";
import { renderWithWords } from "./render";

type Email = NonNullable<ComponentProps<typeof LastEmail>["email"]>;

const EMAIL: Email = {
  id: "4b0a8f5e-0000-4000-8000-000000000000",
  template: "activation",
  toAddress: "anna@contoso.example",
  status: "sent",
  attempts: 1,
  error: null,
  createdAt: new Date("2026-11-22T07:00:00Z"),
  nextAttemptAt: new Date("2026-11-22T09:30:00Z"),
  waitsUntil: null,
  sentAt: null,
};

const done = async () => ({ status: "success" as const });

function show(changes: Partial<Email>, mayAct = true) {
  renderWithWords(
    <LastEmail
      email={{ ...EMAIL, ...changes }}
      place={{ tenantId: 7, userId: 9 }}
      sendAgainAction={mayAct ? done : undefined}
    />,
  );
}

const sendAgain = () => screen.queryByRole("button", { name: text("actions.sendAgain") });
const fact = (term: string) => screen.getByText(term, { selector: "dt" }).nextElementSibling;

test("sent: when, and nothing to do", () => {
  show({ sentAt: new Date("2026-11-22T07:01:00Z") });
  expect(fact(text("users.lastEmail.sentAt"))).toHaveTextContent("Nov 22, 2026, 7:01 AM UTC");
  expect(sendAgain()).not.toBeInTheDocument();
});

test("waiting for its day: since when, why, and when it goes out", () => {
  const waitsUntil = new Date("2026-11-23T00:00:00Z");
  show({ status: "queued", attempts: 0, nextAttemptAt: waitsUntil, waitsUntil });
  expect(screen.getByText(text("users.lastEmail.statuses.waiting"))).toBeInTheDocument();
  expect(screen.getByText(text("users.lastEmail.waits"))).toBeInTheDocument();
  expect(fact(text("users.lastEmail.nextAttempt"))).toHaveTextContent("Nov 23, 2026, 12:00 AM UTC");
  expect(sendAgain()).not.toBeInTheDocument();
});

test("accepted and delivered are different things", () => {
  show({ status: "sent" });
  expect(screen.getByText("Accepted by the mail server")).toBeInTheDocument();
});

test("delivered: as the mail service says", () => {
  show({ status: "delivered" });
  expect(screen.getByText(text("users.lastEmail.statuses.delivered"))).toBeInTheDocument();
  expect(sendAgain()).not.toBeInTheDocument();
});

test("reported as spam: said, and not sent again", () => {
  show({ status: "failed", error: { failure: "complained", detail: null } });
  expect(fact(text("fields.whatWentWrong"))).toHaveTextContent(text("emails.failures.complained"));
  expect(sendAgain()).not.toBeInTheDocument();
});

test("failed: why, in words and in those of the mail service, and a way to send again", () => {
  show({ status: "failed", attempts: 8, error: { failure: "refused", detail: "550 <b>no such</b> mailbox" } });
  expect(fact(text("fields.whatWentWrong"))).toHaveTextContent(
    "The mail service refused the email.The mail service said: 550 <b>no such</b> mailbox",
  );
  expect(fact(text("users.lastEmail.attempts"))).toHaveTextContent("8");
  expect(sendAgain()).toBeInTheDocument();
});

test("waiting after a failed attempt: when the next one follows", () => {
  show({ status: "queued", attempts: 2, error: { failure: "unreachable", detail: null } });
  expect(fact(text("users.lastEmail.nextAttempt"))).toHaveTextContent("Nov 22, 2026, 9:30 AM UTC");
  expect(sendAgain()).toBeInTheDocument();
});

test.each(["link_used", "link_replaced", "link_expired"] as const)("a dead link (%s) is not sent again", (failure) => {
  show({ status: "failed", error: { failure, detail: null } });
  expect(sendAgain()).not.toBeInTheDocument();
});

test("users who can't change anything see the state without the button", () => {
  show({ status: "failed", error: { failure: "refused", detail: null } }, false);
  expect(fact(text("fields.whatWentWrong"))).toHaveTextContent(text("emails.failures.refused"));
  expect(sendAgain()).not.toBeInTheDocument();
});

test("what an action said stays when its button goes", async () => {
  const form = (available: boolean) => (
    <ActionForm action={done} hidden={{ userId: 9 }} submitLabel="Go" success="It is done." available={available} />
  );
  const { user, rerender } = renderWithWords(form(true));
  await user.click(screen.getByRole("button", { name: "Go" }));
  expect(await screen.findByRole("status")).toHaveTextContent("It is done.");
  rerender(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {form(false)}
    </NextIntlClientProvider>,
  );
  expect(screen.getByRole("status")).toHaveTextContent("It is done.");
  expect(screen.queryByRole("button")).not.toBeInTheDocument();
});

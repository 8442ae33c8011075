/** @jest-environment jsdom */
import "./browser-globals";
import { expect, test } from "@jest/globals";
import { NextIntlClientProvider } from "next-intl";
import { renderToString } from "react-dom/server.node";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { SetPasswordForm } from "@/components/auth/set-password-form";
import { ErrorSummary } from "@/components/ui/error-summary";
import { TYPED_FIELD } from "@/lib/form/model";
import messages from "@/lib/i18n/messages/en.json" with { type: "json" };

/** The HTML a browser without JavaScript gets. */
function html(element: React.ReactElement): HTMLElement {
  const body = document.createElement("body");
  body.innerHTML = renderToString(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={messages}>
      {element}
    </NextIntlClientProvider>,
  );
  return body;
}

test("without JavaScript the browser validates, and nothing that needs a script is shown", () => {
  const body = html(
    <SetPasswordForm
      action={async (state) => state}
      login="anna"
      loginLabel="Your login"
      extraWords={[]}
      submitLabel="Activate Account"
    />,
  );
  expect(body.querySelector("form")?.noValidate).toBe(false);
  expect(body.querySelectorAll("input[type=password][required]")).toHaveLength(2);
  expect([...body.querySelectorAll("button")].map((button) => button.textContent)).toEqual(["Activate Account"]);
  expect(body.querySelector("[aria-live]")).toBeNull();
});

test("without JavaScript the error summary takes the focus by autofocus and links to the field", () => {
  const body = html(<ErrorSummary title="Please correct one entry" errors={[{ fieldId: "email", text: "Email" }]} />);
  const summary = body.querySelector("[role=alert]");
  expect(summary?.hasAttribute("autofocus")).toBe(true);
  expect(summary?.getAttribute("tabindex")).toBe("-1");
  expect(summary?.querySelector("a")?.getAttribute("href")).toBe("#email");
});

test("no markup carries a style attribute, which the content security policy would drop", () => {
  const body = html(
    <SetPasswordForm action={async (s) => s} login="anna" loginLabel="Login" extraWords={[]} submitLabel="Save" />,
  );
  expect(body.querySelector("[style]")).toBeNull();
});

test("a form tells the server what was typed into it, and its secrets not", () => {
  const open = html(<ForgotPasswordForm action={async (state) => state} />);
  expect(typedOf(open)).toEqual({ login: "Login" });
  const secret = html(
    <SetPasswordForm action={async (s) => s} login="anna" loginLabel="Login" extraWords={[]} submitLabel="Save" />,
  );
  expect(typedOf(secret)).toBeNull();
});

function typedOf(body: HTMLElement): unknown {
  return JSON.parse(body.querySelector<HTMLInputElement>(`input[name="${TYPED_FIELD}"]`)?.value ?? "null");
}

/** @jest-environment jsdom */
import "./browser-globals";
import "@testing-library/jest-dom/jest-globals";
import { expect, test } from "@jest/globals";
import { render, screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { NameFields } from "@/components/form/name-fields";
import de from "@/lib/i18n/messages/de.json" with { type: "json" };
import ja from "@/lib/i18n/messages/ja.json" with { type: "json" };

const field = (name: string) => ({ id: name, name, label: name });

test.each([
  ["de", de, ["firstName", "lastName"], ["given-name", "family-name"]],
  ["ja", ja, ["lastName", "firstName"], ["family-name", "given-name"]],
] as const)("in %s a name is asked for in the order in which it is said", (locale, messages, names, filledIn) => {
  render(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={messages}>
      <NameFields firstName={field("firstName")} lastName={field("lastName")} own />
    </NextIntlClientProvider>,
  );
  const fields = screen.getAllByRole("textbox");
  expect(fields.map((one) => one.getAttribute("name"))).toEqual(names);
  expect(fields.map((one) => one.getAttribute("autocomplete"))).toEqual(filledIn);
});

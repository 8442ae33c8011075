import { loadMessages } from "@/lib/i18n/messages";

test("no message chooses its words by a name: somebody is called like each of the choices", () => {
  const choosing = /\{\s*\w*name\w*\s*,\s*select/i;
  expect("{firstName, select, none {Welcome} other {Welcome, {firstName}}}").toMatch(choosing);
  expect(JSON.stringify(loadMessages("en"))).not.toMatch(choosing);
});

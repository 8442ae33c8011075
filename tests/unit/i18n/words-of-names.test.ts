import { loadMessages } from "@/lib/i18n/messages";
import { LANGUAGES } from "@/lib/vocabulary";

test.each(LANGUAGES)(
  "no message in %s chooses its words by a name: somebody is called like each of the choices",
  async (language) => {
    const choosing = /\{\s*\w*name\w*\s*,\s*select/i;
    expect("{firstName, select, none {Welcome} other {Welcome, {firstName}}}").toMatch(choosing);
    expect(JSON.stringify(await loadMessages(language))).not.toMatch(choosing);
  },
);

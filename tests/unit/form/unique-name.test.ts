import { uniqueNameOf } from "@/lib/fields/unique-name";

const one = (...names: string[]) => expect(new Set(names.map(uniqueNameOf)).size).toBe(1);

test("case, compatibility variants and spaces make no other name", () => {
  one(
    "Müller GmbH",
    "MÜLLER GMBH",
    "Mu\u0308ller GmbH",
    "Müller  GmbH",
    "Müller\u00a0GmbH",
    "Ｍüller GmbH",
    " müller gmbh ",
  );
  one("İnci", "I\u0307nci", "i\u0307nci");
  one("ﬁrst", "First");
});

test("what no one sees makes no other name", () => {
  one("Acme", "Ac\u00adme", "Acme\u200d", "A\ufe0fcme", "\u2060Acme", "Acme\u3164", "Acme\u{e0041}");
});

test("accents, digits and signs do", () => {
  const names = ["Müller", "Muller", "Mueller", "Acme", "Acme 2", "Acme-2", "INFO", "ınfo"];
  expect(new Set(names.map(uniqueNameOf)).size).toBe(names.length);
});

test("the language of the machine makes no difference", () => {
  expect(uniqueNameOf("INFO IŞIK")).toBe("info işik");
});

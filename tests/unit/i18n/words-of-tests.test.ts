import { pattern, text } from "@/tests/support/words";

test("a text with its values, in a language, without its tags", () => {
  expect(text("common.errorSummaryEntry", { label: "Name", message: "No." })).toBe("Name: No.");
  expect(text("common.cancel", {}, "de")).toBe("Abbrechen");
});

test("a value that is missing is an error, not a text with a hole", () => {
  expect(() => text("common.errorSummaryEntry", { label: "Name" })).toThrow(/message/);
});

test("a pattern takes anything for values that are not given, and only the given ones", () => {
  const entry = pattern("common.errorSummaryEntry", { label: "Name (1)" });
  expect("So: Name (1): anything.").toMatch(entry);
  expect("Other: anything").not.toMatch(entry);
  expect("Rows 1 to 20 of 1,000").toMatch(pattern("mailbox.shown"));
});

import { idSchema } from "@/lib/fields/id";

test.each([
  ["1", 1],
  ["42", 42],
  ["9007199254740991", 9007199254740991],
])("%s is an id", (text, id) => {
  expect(idSchema.parse(text)).toBe(id);
});

test.each([
  "",
  "0",
  "007",
  "-1",
  "+1",
  "1.5",
  "1e3",
  " 1",
  "1 ",
  "１",
  "0x10",
  "1; drop table users",
  "9007199254740993",
  "99999999999999999999",
  ["1"],
  undefined,
])("%p is none", (text) => {
  expect(idSchema.safeParse(text).success).toBe(false);
});

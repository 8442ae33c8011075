import fc from "fast-check";
import { CLIENT_LIST } from "@/lib/clients/model";
import { loadMessages } from "@/lib/i18n/messages";
import { defineList, oneOf, queryRecord, searchText } from "@/lib/list/address";
import { USER_LIST } from "@/lib/users/model";

const LIST = defineList({ search: searchText, kind: oneOf(["a", "b"]) }, { name: "ascending", age: "descending" });
const usual = { key: "name", direction: "ascending" };

test("a state is read from an address", () => {
  expect(LIST.parse({})).toEqual({ filter: {}, sort: usual });
  expect(LIST.parse({ search: " Anna \n Berg ", kind: "b", sort: "-age", after: "7" })).toEqual({
    filter: { search: "Anna Berg", kind: "b" },
    sort: { key: "age", direction: "descending" },
  });
});

test.each([
  ["search", ""],
  ["search", " \u0000\u001f "],
  ["search", "x".repeat(255)],
  ["search", ["a", "b"]],
  ["search", { toString: "x" }],
  ["kind", "c"],
  ["kind", "__proto__"],
  ["kind", ["a", "a"]],
  ["sort", "height"],
  ["sort", "--age"],
  ["sort", "constructor"],
  ["sort", ["age", "age"]],
  ["sort", null],
])("%s=%j counts as not asked for, and leaves the rest as it is", (name, value) => {
  const rest = name === "kind" ? { search: "anna" } : { kind: "a" };
  expect(LIST.parse({ ...rest, [name]: value })).toEqual({ filter: rest, sort: usual });
});

test("whatever an address holds, what comes out is a state, and reading its own address changes nothing", () => {
  const anything = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.string()),
    fc.constantFrom(undefined, "active", "backup_user", "name", "-name", "-lastSignIn"),
  );
  const query = fc.record({ search: anything, status: anything, role: anything, sort: anything });
  fc.assert(
    fc.property(query, (hostile) => {
      const state = USER_LIST.parse(hostile);
      const address = new URL(`https://portal.example/${USER_LIST.query(state, { after: 5 })}`);
      expect(USER_LIST.parse(queryRecord(address.searchParams))).toEqual(state);
    }),
  );
});

test("the address says what is not usual, and what else it should carry", () => {
  const { filter, sort } = LIST.parse({ search: "a+b" });
  expect(LIST.query({ filter: {}, sort })).toBe("");
  expect(LIST.query({ filter, sort }, { after: 7 })).toBe("?search=a%2Bb&after=7");
  expect(LIST.query(LIST.parse({ sort: "-name" }))).toBe("?sort=-name");
});

test("choosing a column sorts by it the way it begins with, choosing it again turns it round", () => {
  const state = LIST.parse({ kind: "a" });
  const byAge = LIST.sortedBy(state, "age");
  expect(byAge).toEqual({ filter: { kind: "a" }, sort: { key: "age", direction: "descending" } });
  expect(LIST.sortedBy(byAge, "age").sort).toEqual({ key: "age", direction: "ascending" });
  expect(LIST.sortedBy(byAge, "name").sort).toEqual(usual);
  expect(LIST.sortedBy(state, "name").sort).toEqual({ key: "name", direction: "descending" });
});

test("every order of users and clients has its words", async () => {
  const { sorts } = (await loadMessages("en")).list;
  const names = [...USER_LIST.sortOptions, ...CLIENT_LIST.sortOptions].map(({ name }) => name);
  expect(Object.keys(sorts).sort()).toEqual([...new Set<string>(names)].sort());
});

test("what is in an address twice is a list", () => {
  expect(queryRecord(new URLSearchParams("a=1&b=2&a=3"))).toEqual({ a: ["1", "3"], b: "2" });
});

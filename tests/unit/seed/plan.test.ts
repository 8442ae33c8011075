import fc from "fast-check";
import { planTenants } from "@/db/seed/plan";
import { asciiWord, FIRST_NAMES, LAST_NAMES } from "@/db/seed/words";
import { readSeedOptions } from "@/lib/commands/seed-options";

const sizes = fc
  .record({
    partners: fc.integer({ min: 1, max: 20 }),
    customers: fc.integer({ min: 1, max: 300 }),
    more: fc.nat(3_000),
  })
  .map(({ partners, customers, more }) => ({ partners, customers, users: partners + customers + more }));

test("a plan has exactly the requested companies and users, each company at least one, parents first", () => {
  fc.assert(
    fc.property(sizes, (size) => {
      const plan = planTenants(size);
      const count = (kind: string) => plan.filter((tenant) => tenant.kind === kind).length;
      expect(count("partner")).toBe(size.partners);
      expect(count("customer")).toBe(size.customers);
      expect(plan.reduce((sum, { users }) => sum + users, 0)).toBe(size.users);
      expect(Math.min(...plan.map(({ users }) => users))).toBeGreaterThanOrEqual(1);
      for (const [i, { n, parent, kind }] of plan.entries()) {
        expect(n).toBe(i + 1);
        expect(parent).toBeLessThan(n);
        const above = parent === 0 ? "root" : plan[parent - 1]?.kind;
        expect(kind === "unit" ? ["customer"] : ["root", "partner"]).toContain(above);
      }
    }),
  );
});

test("the largest customer has a fifth of all users", () => {
  const largest = Math.max(...planTenants({ partners: 5, customers: 100, users: 10_000 }).map(({ users }) => users));
  expect(largest).toBeGreaterThan(1_990);
});

test("fewer users than companies are refused", () => {
  expect(() => planTenants({ partners: 2, customers: 9, users: 10 })).toThrow(RangeError);
});

test("names can be spelled in an email address, and stay apart from each other", () => {
  for (const words of [FIRST_NAMES, LAST_NAMES]) {
    const spelled = words.map(asciiWord);
    for (const word of spelled) expect(word).toMatch(/^[a-z]+$/);
    expect(new Set(spelled).size).toBe(words.length);
  }
});

describe("the command line", () => {
  test("without options it is the small set", () => {
    expect(readSeedOptions([])).toEqual({
      input: { size: { partners: 4, customers: 40, users: 400 }, password: undefined },
    });
  });

  test.each([
    [["--partners", "0"], "--partners: must be a whole number from 1 to 5000."],
    [["--customers", "many"], "--customers: must be a whole number from 1 to 200000."],
    [["--users", "1.5"], "--users: must be a whole number from 1 to 5000000."],
    [["--partners", "5", "--customers", "10", "--users", "14"], "--users: must be at least 15,"],
    [["--color", "red"], "--color"],
  ])("%j is refused", (argv, line) => {
    const request = readSeedOptions(argv);
    expect("mistakes" in request && request.mistakes.join("\n")).toContain(line);
  });
});

import { errorText } from "@/lib/commands/error-text";
import { readProvisionOptions } from "@/lib/commands/provision-options";

const read = (line: string) => readProvisionOptions(line.split("|"), "de");
const GOOD = "--kind|customer|--name|Acme & Söhne|--email|Boss@Acme.example";

test("the least that is needed, with what follows from it", () => {
  expect(read(GOOD)).toEqual({
    input: {
      kind: "customer",
      name: "Acme & Söhne",
      language: "de",
      mode: "production",
      quotaBytes: null,
      administrator: {
        email: "boss@acme.example",
        login: "boss@acme.example",
        language: "de",
        firstName: null,
        lastName: null,
      },
    },
  });
});

test.each([
  ["500GB", 500 * 1024 ** 3],
  ["2 tb", 2 * 1024 ** 4],
  ["0.5TB", 512 * 1024 ** 3],
  ["Unlimited", null],
])("--quota %s", (quota, bytes) => {
  expect(read(`${GOOD}|--quota|${quota}`)).toMatchObject({ input: { quotaBytes: bytes } });
});

test.each<[string, string[]]>([
  ["--kind|unit|--name|A|--email|a@b.example", ["--kind: must be partner or customer."]],
  ["--kind|partner|--name|A|--email|a@b.example|--mode|trial", ["--mode: must be production or trial"]],
  [`${GOOD}|--quota|500`, ["--quota: must be an amount"]],
  [`${GOOD}|--quota|-5GB`, ["--quota: "]],
  [`${GOOD}|--language|xx`, ["--language: must be one of"]],
  [`${GOOD}|--login|a b`, [`--login: ${errorText("LOGIN_CHARACTERS")}`]],
  [`${GOOD}|--nam|x`, ["--nam: unknown option"]],
  [`${GOOD}|--name|Twice`, ["--name: appears more than once"]],
  [`${GOOD}|stray`, ["stray: doesn't belong to an option"]],
  [`${GOOD}|--login`, ["--login: needs a value"]],
  ["--kind|customer|--name|A|--email|o'brien@b.example", ["--login: is required"]],
  ["--quota|x", ["--kind: is required", "--name: is required", "--quota: must be", "--email: is required"]],
])("%s is refused, naming every wrong option once", (line, expected) => {
  const answer = read(line);
  const lines = "mistakes" in answer ? answer.mistakes : [];
  expect(lines).toHaveLength(expected.length);
  for (const start of expected) expect(lines.filter((text) => text.startsWith(start))).toHaveLength(1);
});

test("an address that cannot be a login is answered with one that can; an international one is a login as xn--", () => {
  const proposed = read("--kind|customer|--name|A|--email|sales&it@b.example");
  expect(proposed).toMatchObject({ mistakes: [expect.stringContaining("For example: --login sales.it@b.example")] });
  for (const email of ["info@bücher.example", "info@xn--bcher-kva.example"]) {
    expect(read(`--kind|customer|--name|A|--email|${email}`)).toMatchObject({
      input: { administrator: { email: "info@bücher.example", login: "info@xn--bcher-kva.example" } },
    });
  }
});

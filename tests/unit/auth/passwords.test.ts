import bcrypt from "bcryptjs";
import fc from "fast-check";
import { assertStrongPassword } from "@/lib/auth/password-strength";
import { closePasswordPool, hashPassword, passwordScore, verifyPassword } from "@/lib/auth/passwords";
import { codeStepSchema, newPasswordSchema, setPasswordSchema } from "@/lib/auth/schema";
import { refusal } from "../../support/inspect";

afterAll(closePasswordPool);

const bytes = (text: string) => Buffer.byteLength(text, "utf8");
const codeOf = (password: string) => newPasswordSchema.safeParse(password).error?.issues[0]?.message ?? null;

describe("the length of a password", () => {
  test.each([
    ["12345678", "PASSWORD_TOO_SHORT"],
    ["123456789", null],
    ["", "PASSWORD_TOO_SHORT"],
    ["🙂".repeat(8), "PASSWORD_TOO_SHORT"],
    ["🙂".repeat(9), null],
    ["🙂".repeat(18), null],
    [`${"🙂".repeat(18)}x`, "PASSWORD_TOO_LONG"],
    ["x".repeat(72), null],
    ["x".repeat(73), "PASSWORD_TOO_LONG"],
    [`${"x".repeat(71)}é`, "PASSWORD_TOO_LONG"],
    ["  spaces count  ", null],
  ])("%j: %s", (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  test("is accepted exactly from 9 characters to 72 bytes, and bcrypt never cuts what is accepted", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 90 }), (password) => {
        const fits = [...password].length >= 9 && bytes(password) <= 72;
        expect(codeOf(password) === null).toBe(fits);
        if (fits) expect(bcrypt.truncates(password)).toBe(false);
      }),
    );
  });

  test("the repeated one must be the same to the letter", () => {
    const repeated = (repeatPassword: string) =>
      setPasswordSchema.safeParse({ password: "vermilion-otter", repeatPassword });
    expect(repeated("vermilion-otter").success).toBe(true);
    expect(repeated("Vermilion-otter").error?.issues[0]).toMatchObject({
      path: ["repeatPassword"],
      message: "PASSWORDS_DIFFER",
    });
  });
});

describe("hashing", () => {
  test("a hash fits only its password, is made at cost 12, and is new every time", async () => {
    const [one, two] = await Promise.all([hashPassword("vermilion-otter"), hashPassword("vermilion-otter")]);
    expect(one).not.toBe(two);
    expect(bcrypt.getRounds(one)).toBe(12);
    expect(await verifyPassword("vermilion-otter", one)).toBe(true);
    expect(await verifyPassword("vermilion-otteR", one)).toBe(false);
  });

  test("what bcrypt would cut is neither hashed nor taken for what it was cut to", async () => {
    const full = "x".repeat(72);
    expect(await refusal(hashPassword(`${full}y`))).toEqual({ code: "PASSWORD_TOO_LONG", field: "password" });
    const hash = bcrypt.hashSync(full, 4);
    expect(await verifyPassword(full, hash)).toBe(true);
    expect(await verifyPassword(`${full}y`, hash)).toBe(false);
  });

  test("without a hash no password fits, and the comparison is made all the same", async () => {
    const started = performance.now();
    expect(await verifyPassword("vermilion-otter", null)).toBe(false);
    // A third of a second on an idle core; an answer without bcrypt takes a thousandth of that.
    expect(performance.now() - started).toBeGreaterThan(50);
  });

  test("the event loop is free meanwhile", async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await Promise.all([hashPassword("vermilion-otter"), hashPassword("vermilion-otter")]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  test("when hundreds are waiting, the rest hear that we are busy", async () => {
    const hash = bcrypt.hashSync("vermilion-otter", 4);
    const results = await Promise.all(Array.from({ length: 300 }, () => refusal(verifyPassword("x", hash))));
    expect(results).toContainEqual({ code: "BUSY" });
    expect(results.filter((result) => result === "done").length).toBeGreaterThanOrEqual(100);
  });
});

describe("strength", () => {
  /** Sequences, repetitions and dates that overlap in every way: zxcvbn tries them all. */
  const LASTING = "1a1b1c1d".repeat(6);

  test("judging a password does not hold up anything else", async () => {
    await passwordScore("warm", []);
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await Promise.all([passwordScore(LASTING, []), passwordScore(LASTING, [])]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  test("a password that cannot be judged in time is refused in words, and the next one is judged", async () => {
    const late = passwordScore(LASTING, [], 1);
    expect(await refusal(late)).toEqual({ code: "PASSWORD_NOT_CHECKED", field: "password" });
    expect(await passwordScore("vermilion-otter-parade-71", [])).toBe(4);
  });

  const person = ["mina.featherstone", "mina@contoso.example", "Wilhelmina", "Featherstone", "Contoso Shipping GmbH"];
  const weak = (password: string, words: readonly string[] = []) =>
    refusal(assertStrongPassword(password, words)).then((result) => result !== "done");

  test.each(["password1", "qwertyuiop", "123456789", "aaaaaaaaaaaa", "iloveyou2024", "letmein123"])(
    "%s is weak",
    async (password) => {
      expect(await weak(password)).toBe(true);
    },
  );

  test.each(["vermilion-otter-parade-71", "correct horse battery staple", "tv8$kQz!mw2", "雨がやんだら出かけよう"])(
    "%s is not",
    async (password) => {
      expect(await weak(password, person)).toBe(false);
    },
  );

  test.each([
    "FeatherstoneWilhelmina",
    "wilhelminaContoso",
    "mina@contoso.example",
    "mina.featherstone",
    "featherstone1",
    "Shipping2026",
    "contoso shipping gmbh",
  ])("%s is weak for this person", async (password) => {
    expect(await weak(password, person)).toBe(true);
  });

  test("one user's words don't count against the next", async () => {
    const unusual = "Xqzvbrandt Plomkowicz";
    expect(await weak(unusual)).toBe(false);
    expect(await weak(unusual, ["Xqzvbrandt Plomkowicz"])).toBe(true);
    expect(await weak(unusual)).toBe(false);
  });
});

test.each([
  ["123456", "123456"],
  [" 123 456 ", "123456"],
  ["abcde-12345", "ABCDE12345"],
  ["12345", null],
  ["1234567", null],
  ["１２３４５６", "123456"],
  ["", null],
  ["ABCDE123456", null],
])("the code %j is read as %s", (text, code) => {
  const result = codeStepSchema.safeParse({ code: text });
  expect(result.success ? result.data.code : null).toBe(code);
});

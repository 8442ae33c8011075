import fc from "fast-check";
import { emailSchema } from "@/lib/fields/email";
import { mailableAddress } from "@/lib/fields/email-address";
import { isLogin, loginSchema, normalizeLogin, parseLoginProposal } from "@/lib/fields/login";
import { nameSchema, optionalNameSchema } from "@/lib/fields/name";
import { createUserSchema } from "@/lib/users/schema";

const codeOf = (schema: typeof loginSchema | typeof emailSchema | typeof nameSchema, value: string) => {
  const result = schema.safeParse(value);
  return result.success ? null : result.error.issues[0]?.message;
};

const LOGIN_SIGNS = "ABCXYZabcxyz0189.@_-+";
const login = fc.string({ unit: fc.constantFrom(...LOGIN_SIGNS), minLength: 3, maxLength: 254 });
const padding = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\u00a0", "\ufeff"), maxLength: 3 });
const anyText = fc.string({ unit: "binary", maxLength: 300 });

describe("logins", () => {
  test("of the allowed signs and lengths are taken as typed, without the space around", () => {
    fc.assert(
      fc.property(login, padding, padding, (text, before, after) => {
        expect(loginSchema.parse(`${before}${text}${after}`)).toBe(text);
        expect(isLogin(text)).toBe(true);
      }),
    );
  });

  test("with any other sign inside are refused", () => {
    const foreign = fc
      .string({ unit: "binary", minLength: 1, maxLength: 1 })
      .filter((sign) => !/^[A-Za-z0-9.@_+-]$/.test(sign));
    fc.assert(
      fc.property(login, foreign, (text, sign) => {
        // Without an @, since an international address is a login in its xn-- form.
        const noAddress = text.slice(0, 100).replaceAll("@", "");
        expect(codeOf(loginSchema, `a${noAddress}${sign}z`)).toBe("LOGIN_CHARACTERS");
      }),
    );
  });

  test.each([
    ["ab", "LOGIN_LENGTH"],
    ["  ab  ", "LOGIN_LENGTH"],
    ["abc", null],
    ["a".repeat(254), null],
    ["a".repeat(255), "LOGIN_LENGTH"],
    ["a b", "LOGIN_CHARACTERS"],
    ["josé", "LOGIN_CHARACTERS"],
    // Cyrillic, the Kelvin sign and full-width letters look or lower-case like ASCII.
    ["аbc", "LOGIN_CHARACTERS"],
    ["\u212aelvin", "LOGIN_CHARACTERS"],
    ["ａｂｃ", "LOGIN_CHARACTERS"],
    ["abc\n", null],
    ["abc\u0000", "LOGIN_CHARACTERS"],
    ["a'--", "LOGIN_CHARACTERS"],
    ["a%c", "LOGIN_CHARACTERS"],
  ])("%j: %s", (text, code) => {
    expect(codeOf(loginSchema, text)).toBe(code);
  });

  test("are compared alike however they are typed, and normalizing twice changes nothing more", () => {
    fc.assert(
      fc.property(login, padding, (text, space) => {
        const normal = normalizeLogin(text);
        expect(normalizeLogin(`${space}${text.toUpperCase()}${space}`)).toBe(normal);
        expect(normalizeLogin(normal)).toBe(normal);
        expect(isLogin(normal)).toBe(true);
      }),
    );
  });

  test("normalizing never fails, whatever comes in", () => {
    fc.assert(fc.property(anyText, (text) => typeof normalizeLogin(text) === "string"));
  });
});

describe("email addresses", () => {
  test.each([
    [" Zoe@Contoso.EXAMPLE ", "zoe@contoso.example"],
    ["ｚｏｅ＠contoso.example", "zoe@contoso.example"],
    ["o'brien+tag@mail.contoso.example", "o'brien+tag@mail.contoso.example"],
    ["sales&support@example.test", "sales&support@example.test"],
    ["dept/it@example.test", "dept/it@example.test"],
    ["!#$%&'*+-/=?^_`{|}~@example.test", "!#$%&'*+-/=?^_`{|}~@example.test"],
    ["Info@Bücher.example", "info@bücher.example"],
    ["info@bu\u0308cher.example", "info@bücher.example"],
    ["info@xn--bcher-kva.example", "info@bücher.example"],
    ["info@почта.рф", "info@почта.рф"],
    ["INFO@ПОЧТА.РФ", "info@почта.рф"],
    ["info@xn--80a1acny.xn--p1ai", "info@почта.рф"],
    ["info@XN--80A1ACNY.XN--P1AI", "info@почта.рф"],
    ["info@例え。テスト", "info@例え.テスト"],
    ["info@straße.example", "info@straße.example"],
    ["zoe@contoso.example.", "zoe@contoso.example"],
  ])("%j is stored as %s", (text, stored) => {
    expect(emailSchema.parse(text)).toBe(stored);
  });

  test.each([
    ["", "REQUIRED"],
    ["   ", "REQUIRED"],
    ["zoe", "EMAIL_INVALID"],
    ["zoe@contoso", "EMAIL_INVALID"],
    ["zoe@@contoso.example", "EMAIL_INVALID"],
    ["zoe@contoso.example, eve@evil.example", "EMAIL_INVALID"],
    ["zoe@contoso.example\nBcc: eve@evil.example", "EMAIL_INVALID"],
    ["zoe@contoso.example\u0000", "EMAIL_INVALID"],
    ["Zoe <zoe@contoso.example>", "EMAIL_INVALID"],
    ["zoë@contoso.example", "EMAIL_INVALID"],
    [`${"a".repeat(65)}@contoso.example`, "EMAIL_INVALID"],
    [`a@${"ü".repeat(63)}.example`, "EMAIL_INVALID"],
    [`a@${"ü.".repeat(80)}example`, "EMAIL_INVALID"],
    [".zoe@contoso.example", "EMAIL_INVALID"],
    ["zoe.@contoso.example", "EMAIL_INVALID"],
    ["z..oe@contoso.example", "EMAIL_INVALID"],
    ['"zoe eve"@contoso.example', "EMAIL_INVALID"],
    ['"eve@evil.example"@contoso.example', "EMAIL_INVALID"],
    ["zoe@xn--a.example", "EMAIL_INVALID"],
    ["zoe@-contoso.example", "EMAIL_INVALID"],
    ["zoe@contoso..example", "EMAIL_INVALID"],
    ["zoe@192.0.2.1", "EMAIL_INVALID"],
    ["zoe@[192.0.2.1]", "EMAIL_INVALID"],
    ["zoe@contoso.example:25", "EMAIL_INVALID"],
    ["zoe@contoso.example/x", "EMAIL_INVALID"],
    ["zoe@contoso%2eexample.test", "EMAIL_INVALID"],
    ["zoe\u200b@contoso.example", "EMAIL_INVALID"],
    [`${"a".repeat(254)}@contoso.example`, "EMAIL_INVALID"],
  ])("%j: %s", (text, code) => {
    expect(codeOf(emailSchema, text)).toBe(code);
  });

  test("what is accepted is a fixed point: trimmed, lower case, one line, at most 254 long", () => {
    const nearly = fc
      .tuple(fc.string({ unit: "grapheme", maxLength: 12 }), fc.domain())
      .map(([name, host]) => `${name}@${host}`);
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), nearly, anyText), (text) => {
        const result = emailSchema.safeParse(text);
        if (!result.success) return;
        expect(emailSchema.parse(result.data)).toBe(result.data);
        expect(result.data).toBe(result.data.trim().toLowerCase());
        expect(result.data).toMatch(/^[\x21-\x7e]{1,64}@[^\s@]+$/);
        expect(mailableAddress(result.data)).toMatch(/^[\x21-\x7e]{3,254}$/);
        expect(emailSchema.parse(mailableAddress(result.data))).toBe(result.data);
      }),
    );
  });
});

describe("an international address as a login", () => {
  test.each(["info@bücher.example", "Info@BÜCHER.example", "info@xn--bcher-kva.example"])("%s", (typed) => {
    expect(normalizeLogin(typed)).toBe("info@xn--bcher-kva.example");
    expect(normalizeLogin(loginSchema.parse(typed))).toBe("info@xn--bcher-kva.example");
    expect(isLogin(typed)).toBe(true);
    expect(parseLoginProposal(typed)).toBeNull();
  });
});

test.each([
  ["sales&support@example.test", "sales.support@example.test"],
  ["dept/it@example.test", "dept.it@example.test"],
  ["O'Brien@contoso.example", "obrien@contoso.example"],
  ["a!?b.c@bücher.example", "a.b.c@xn--bcher-kva.example"],
  ["{&}@example.test", "user@example.test"],
  ["zoe@contoso.example", null],
  ["no address", null],
  [undefined, null],
])("the login proposed for %j is %j", (email, proposal) => {
  expect(parseLoginProposal(email)).toBe(proposal);
  if (proposal) expect(isLogin(proposal)).toBe(true);
});

describe("names", () => {
  test.each([
    ["Zoë van der Meer", null],
    ["株式会社バックアップ", null],
    ["O'Brien & Söhne, Ltd. (EU) #1", null],
    ["می‌خواهم", null],
    ["👩‍💻 Studio", null],
    ["7", null],
    ["a".repeat(255), null],
    ["🙂".repeat(255), null],
    ["a".repeat(256), "NAME_LENGTH"],
    ["", "REQUIRED"],
    [" \u00a0\n ", "REQUIRED"],
    ["two\nlines", "NAME_CHARACTERS"],
    ["tab\there", "NAME_CHARACTERS"],
    ["bell\u0007", "NAME_CHARACTERS"],
    ["nul\u0000", "NAME_CHARACTERS"],
    ["c1\u0085x", "NAME_CHARACTERS"],
    ["line\u2028separator", "NAME_CHARACTERS"],
    ["evil\u202egpj.exe", "NAME_CHARACTERS"],
    ["isolate\u2066x", "NAME_CHARACTERS"],
    ["mark\u200fx", "NAME_CHARACTERS"],
    ["half\ud83d", "NAME_CHARACTERS"],
    ["zero\u200bwidth", "NAME_CHARACTERS"],
    ["\u200d", "NAME_CHARACTERS"],
    ["\u0301", "NAME_CHARACTERS"],
    ["\u3164", "NAME_CHARACTERS"],
    ["\u115f", "NAME_CHARACTERS"],
    ["\uffa0", "NAME_CHARACTERS"],
    ["\u2800", "NAME_CHARACTERS"],
    ["a\u2800", "NAME_CHARACTERS"],
    ["Contoso\u{e0041}", "NAME_CHARACTERS"],
    ["\ue000", "NAME_CHARACTERS"],
    ["Contoso\uf8ff", "NAME_CHARACTERS"],
    ["x\u{10fffd}", "NAME_CHARACTERS"],
    ["x\ufffe", "NAME_CHARACTERS"],
    ["x\u{fffff}", "NAME_CHARACTERS"],
    ["x\u2063y", "NAME_CHARACTERS"],
    ["x\ufff9y", "NAME_CHARACTERS"],
    ["\u00ad", "NAME_CHARACTERS"],
    ["\ufe0f", "NAME_CHARACTERS"],
    ["Müller\u00adBackup", null],
    ["葛\u{e0100}城", null],
    ["❤️ Backup", null],
    ["ᠮᠣᠩᠭᠣᠯ᠋", null],
  ])("%j: %s", (text, code) => {
    expect(codeOf(nameSchema, text)).toBe(code);
  });

  test("two spellings of one name are stored as one", () => {
    expect(nameSchema.parse("Zoe\u0308")).toBe(nameSchema.parse("Zo\u00eb"));
  });

  test("what is accepted is a fixed point that one line of a list can show", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme", maxLength: 260 }), anyText), (text) => {
        const result = nameSchema.safeParse(text);
        if (!result.success) return;
        expect(nameSchema.parse(result.data)).toBe(result.data);
        expect(result.data).toBe(result.data.trim());
        expect(result.data).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect([...result.data].length).toBeLessThanOrEqual(255);
      }),
    );
  });

  test("that may be empty become null, and are judged like others when they are not", () => {
    for (const empty of ["", "  ", undefined]) expect(optionalNameSchema.parse(empty)).toBeNull();
    expect(optionalNameSchema.parse(" Zoë ")).toBe("Zoë");
    expect(optionalNameSchema.safeParse("a\nb").success).toBe(false);
  });
});

describe("the form Create new user", () => {
  const form = { email: "zoe@contoso.example", useEmailAsLogin: "on", language: "en", access: "administrator" };
  const errorsOf = (changes: Record<string, unknown>) => {
    const result = createUserSchema.safeParse({ ...form, ...changes });
    return result.success
      ? {}
      : Object.fromEntries(result.error.issues.map(({ path, message }) => [path.join("."), message]));
  };

  test.each([
    [{}, {}],
    [{ useEmailAsLogin: undefined, login: "zoe" }, {}],
    [{ useEmailAsLogin: undefined }, { login: "LOGIN_LENGTH" }],
    [{ useEmailAsLogin: undefined, login: "zo e" }, { login: "LOGIN_CHARACTERS" }],
    [{ email: "o'brien@contoso.example" }, { login: "LOGIN_PROPOSED" }],
    [{ email: "o'brien@contoso.example", useEmailAsLogin: undefined, login: "obrien" }, {}],
    [{ access: "backup" }, { backupRole: "CHOICE_REQUIRED" }],
    [{ access: "backup", backupRole: "backup_user" }, {}],
    [{ access: "backup", backupRole: "partner_admin" }, { backupRole: "ROLE_NOT_AVAILABLE" }],
    [{ access: "partner_admin" }, { access: "CHOICE_REQUIRED" }],
  ])("%j: %j", (changes, errors) => {
    expect(errorsOf(changes)).toEqual(errors);
  });

  test("a login that isn't a field does not count", () => {
    expect(createUserSchema.parse({ ...form, login: "something else!" })).toMatchObject({
      login: "zoe@contoso.example",
    });
  });
});

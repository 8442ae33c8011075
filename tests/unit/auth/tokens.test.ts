import fc from "fast-check";
import { sign, verify } from "@/lib/auth/keys";
import { parseToken, tokenLink, tokenToString } from "@/lib/auth/tokens";
import { TOKEN_PURPOSES, type TokenPurpose } from "@/lib/vocabulary";
import { cases } from "../../support/drill";
import { useTestEnv } from "../../support/test-env";

afterEach(() => useTestEnv());

const SECRETS = ["the first secret of this installation", "the second secret of this installation"] as const;
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const purposes = fc.constantFrom(...TOKEN_PURPOSES);
const other = (purpose: TokenPurpose): TokenPurpose => TOKEN_PURPOSES.find((one) => one !== purpose) ?? purpose;

test("what was made is read back as the same id, and only for its purpose", () => {
  fc.assert(
    fc.property(fc.uuid(), purposes, (id, purpose) => {
      const text = tokenToString(purpose, id);
      expect(text).toMatch(/^[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}$/);
      expect(parseToken(purpose, text)).toBe(id);
      expect(parseToken(other(purpose), text)).toBeNull();
    }),
  );
});

test("no change of a single character verifies: there is one spelling of a link", () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(65),
      fc.constantFrom(...BASE64URL, "=", "+", "/", ".", " ", "%", "\u0000", "é"),
      (id, at, sign) => {
        const text = tokenToString("activation", id);
        const changed = `${text.slice(0, at)}${sign}${text.slice(at + 1)}`;
        fc.pre(changed !== text);
        expect(parseToken("activation", changed)).toBeNull();
      },
    ),
    { numRuns: cases(2000, 50000) },
  );
});

test("every last character of the signature but the right one is refused", () => {
  // 32 bytes leave two bits of the 43rd character unused: a lax decoder takes four spellings.
  const text = tokenToString("activation", "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001");
  const accepted = [...BASE64URL].filter((last) => parseToken("activation", `${text.slice(0, -1)}${last}`) !== null);
  expect(accepted).toEqual([text.at(-1)]);
});

test("nothing added, cut off, doubled or exchanged verifies", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.string({ unit: "binary", minLength: 1, maxLength: 5 }), (one, two, extra) => {
      fc.pre(one !== two);
      const [text, foreign] = [tokenToString("activation", one), tokenToString("activation", two)];
      const [id, signature] = text.split(".");
      const [foreignId, foreignSignature] = foreign.split(".");
      const forgeries = [
        extra + text,
        text + extra,
        `${text}\n`,
        text.slice(1),
        text.slice(0, -1),
        text + text,
        `${id}.${foreignSignature}`,
        `${foreignId}.${signature}`,
        `${id}.`,
        `.${signature}`,
        `${one}.${signature}`,
        text.toUpperCase() === text ? "" : text.toUpperCase(),
      ];
      for (const forgery of forgeries) expect(parseToken("activation", forgery)).toBeNull();
    }),
  );
});

test("anything at all is read without an error", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.base64String(), fc.string()),
      purposes,
      (text, purpose) => {
        expect(parseToken(purpose, text)).toBeNull();
      },
    ),
  );
});

describe("when AUTH_SECRET is changed", () => {
  const id = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";

  test("links of the previous secret go on working while it is named, and new ones are made with the current", () => {
    useTestEnv({ AUTH_SECRET: SECRETS[0] });
    const old = tokenToString("activation", id);
    useTestEnv({ AUTH_SECRET: SECRETS[1], AUTH_SECRET_PREVIOUS: SECRETS[0] });
    expect(parseToken("activation", old)).toBe(id);
    const current = tokenToString("activation", id);
    expect(current).not.toBe(old);
    useTestEnv({ AUTH_SECRET: SECRETS[1] });
    expect(parseToken("activation", current)).toBe(id);
    expect(parseToken("activation", old)).toBeNull();
  });
});

test("a signature for one purpose means nothing for another", () => {
  const value = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
  const all = ["link:activation", "link:password_reset", "browser", "limits", "totp", "recovery code"] as const;
  for (const made of all) {
    for (const read of all) expect(verify(read, value, sign(made, value))).toBe(made === read);
  }
});

test("a link leads to our own address and carries its token", () => {
  useTestEnv({
    APP_URL: "https://portal.example.com",
    EMAIL_TRANSPORT: "smtp",
    SMTP_URL: "smtp://localhost",
    EMAIL_FROM: "a@b.example",
  });
  const id = "6f6f2d0e-7a39-4d28-9a8e-0a8f3f9f0001";
  expect(tokenLink("activation", id)).toBe(`https://portal.example.com/activate/${tokenToString("activation", id)}`);
  expect(tokenLink("password_reset", id)).toBe(
    `https://portal.example.com/reset-password/${tokenToString("password_reset", id)}`,
  );
});

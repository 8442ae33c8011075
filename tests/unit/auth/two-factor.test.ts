import "../../support/test-env";
import fc from "fast-check";
import { Secret } from "otpauth";
import { codeStepSchema } from "@/lib/auth/schema";
import {
  authenticator,
  hashRecoveryCode,
  newRecoveryCodes,
  newTotpSecret,
  openSecret,
  sealSecret,
  stepOfCode,
} from "@/lib/auth/two-factor";
import { useTestEnv } from "../../support/test-env";

afterEach(() => useTestEnv());

/** RFC 6238, appendix B: the secret of the test vectors, and the last six digits of the eight listed for SHA-1. */
const RFC_SECRET = Secret.fromUTF8("12345678901234567890").base32;
const VECTORS: [seconds: number, code: string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];
const at = (seconds: number) => new Date(seconds * 1000);

describe("stepOfCode", () => {
  test.each(VECTORS)("RFC 6238 at %d s: %s", (seconds, code) => {
    expect(stepOfCode(RFC_SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test.each([
    [-60, null],
    [-31, null],
    [-30, 37037036],
    [0, 37037036],
    [29, 37037036],
    [30, 37037036],
    [59, 37037036],
    [60, null],
  ])("a code is right one step early to one step late (%d s after its step began)", (offset, step) => {
    expect(stepOfCode(RFC_SECRET, "081804", at(37037036 * 30 + offset))).toBe(step);
  });

  test.each(["", "81804", "0081804", "081804 ", "０８１８０４", "abcdef", "-81804"])("refuses %p", (code) => {
    expect(stepOfCode(RFC_SECRET, code, at(1111111109))).toBeNull();
  });

  test("works with what an authenticator app reads from the address", () => {
    const secret = newTotpSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const address = new URL(authenticator(secret, "anna@example.com", "Backstay").toString());
    expect(address.protocol + address.host).toBe("otpauth:totp");
    expect(decodeURIComponent(address.pathname)).toBe("/Backstay:anna@example.com");
    expect(Object.fromEntries(address.searchParams)).toEqual({
      issuer: "Backstay",
      secret,
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});

describe("sealSecret and openSecret", () => {
  test("give the secret back, and seal it differently each time", () => {
    const sealed = [sealSecret("ABC", 7), sealSecret("ABC", 7)];
    expect(new Set(sealed).size).toBe(2);
    expect(sealed.map((text) => openSecret(text, 7))).toEqual(["ABC", "ABC"]);
  });

  test("a row put under another user does not open", () => {
    expect(() => openSecret(sealSecret("ABC", 7), 8)).toThrow("cannot be opened");
  });

  test("a single changed bit anywhere does not open", () => {
    const sealed = Buffer.from(sealSecret("ABCDEFGH", 7), "base64url");
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        const byte = bit >> 3;
        changed.writeUInt8(changed.readUInt8(byte) ^ (1 << (bit & 7)), byte);
        expect(() => openSecret(changed.toString("base64url"), 7)).toThrow("cannot be opened");
      }),
    );
  });

  test.each(["", "AAAA", "A".repeat(30)])("something cut off does not open either: %p", (text) => {
    expect(() => openSecret(text, 7)).toThrow("cannot be opened");
  });

  test("opens with the previous secret of the installation, and with no older one", () => {
    const before = "the secret of this installation last year";
    const today = "the secret of this installation right now";
    useTestEnv({ AUTH_SECRET: before });
    const sealed = sealSecret("ABC", 7);
    useTestEnv({ AUTH_SECRET: today, AUTH_SECRET_PREVIOUS: before });
    expect(openSecret(sealed, 7)).toBe("ABC");
    const sealedAnew = sealSecret("ABC", 7);
    useTestEnv({ AUTH_SECRET: today });
    expect(openSecret(sealedAnew, 7)).toBe("ABC");
    expect(() => openSecret(sealed, 7)).toThrow("cannot be opened");
  });
});

test.each(["123 456", "１２３４５６", " 123-456 "])("the form reads %p as six digits", (code) => {
  expect(codeStepSchema.parse({ code })).toEqual({ code: "123456" });
});

describe("recovery codes", () => {
  test("are ten different ones, of letters that cannot be confused, as the sign-in takes them", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
      const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `;
      expect(codeStepSchema.parse({ code: typed })).toEqual({ code });
    }
  });

  test("O read for 0, and I or L for 1, do no harm", () => {
    expect(hashRecoveryCode(7, "OILOI23456")).toBe(hashRecoveryCode(7, "0110123456"));
  });

  test("are kept in a form that says nothing without the key, the person and the code", () => {
    const kept = hashRecoveryCode(7, "0123456789");
    expect(hashRecoveryCode(7, "0123456789")).toBe(kept);
    expect(hashRecoveryCode(8, "0123456789")).not.toBe(kept);
    expect(hashRecoveryCode(7, "0123456788")).not.toBe(kept);
    useTestEnv({ AUTH_SECRET: "another secret, of another installation" });
    expect(hashRecoveryCode(7, "0123456789")).not.toBe(kept);
  });
});

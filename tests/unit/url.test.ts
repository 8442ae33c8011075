import fc from "fast-check";
import { appUrl, safeNextPath } from "@/lib/url";
import { cases } from "../support/drill";
import { useTestEnv } from "../support/test-env";

const ORIGIN = "https://portal.example.com";

beforeAll(() =>
  useTestEnv({ APP_URL: ORIGIN, EMAIL_TRANSPORT: "smtp", SMTP_URL: "smtp://x", EMAIL_FROM: "a@b.example" }),
);
afterAll(() => useTestEnv());

test.each([
  ["/start", "/start"],
  ["/portal/12/users?sort=login&page=2#row", "/portal/12/users?sort=login&page=2#row"],
  ["/portal/../start", "/start"],
  ["/eula?next=%2Fportal", "/eula?next=%2Fportal"],
  ["/apiary", "/apiary"],
])("%j leads to %j", (next, path) => {
  expect(safeNextPath(next)).toBe(path);
});

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/x/..//evil.example",
  "/%2f/evil.example",
  "/%5cevil.example",
  "https://evil.example/",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "start",
  "",
  "/api/health",
  "/API/auth/signout",
  "/%61pi/auth/signout",
  "/login",
  "/login/password?next=/login",
  "/activate/abc",
  "/reset-password/abc",
  "/forgot-password",
  "/_next/static/x.js",
  "/%zz",
  `/${"a".repeat(3000)}`,
  null,
  undefined,
  7,
  ["/start"],
])("%j is refused", (next) => {
  expect(safeNextPath(next)).toBeNull();
});

/** Strings that look like addresses more often than random ones do. */
const addressLike = fc
  .array(
    fc.oneof(
      fc.constantFrom("/", "//", "\\", ".", "..", "@", ":", "?", "#", "%2f", "%5C", "%09", "\t", "\n", " ", "\u2028"),
      fc.constantFrom("evil.example", "portal.example.com", "https:", "javascript:", "login", "api", "start"),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

test("whatever is let through stays on our origin, as a browser reads it", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        addressLike,
        addressLike.map((text) => `/${text}`),
      ),
      (next) => {
        const path = safeNextPath(next);
        if (path === null) return;
        expect(path).toMatch(/^\/(?![/\\])/);
        expect(new URL(path, `${ORIGIN}/login?x=1`).origin).toBe(ORIGIN);
        expect(safeNextPath(path)).toBe(path);
      },
    ),
    { numRuns: cases(5000, 100000) },
  );
});

test("links are built from APP_URL and lead nowhere else", () => {
  expect(appUrl("/activate/a.b")).toBe(`${ORIGIN}/activate/a.b`);
  expect(() => appUrl("//evil.example/x")).toThrow(TypeError);
  expect(() => appUrl("https://evil.example/x")).toThrow(TypeError);
});

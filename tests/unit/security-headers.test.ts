import fc from "fast-check";
import {
  contentSecurityPolicy,
  isAllowedSource,
  newNonce,
  newRequestId,
  type RequestSource,
  securityHeaders,
} from "@/lib/http/security-headers";

const APP = "https://portal.example.com";
const directives = (policy: string) =>
  new Map(policy.split("; ").map((line): [string, string[]] => [line.split(" ")[0] ?? "", line.split(" ").slice(1)]));

test("scripts and styles need the nonce, nothing inline and nothing from elsewhere", () => {
  const policy = directives(contentSecurityPolicy({ nonce: "abc", https: true }));
  expect(policy.get("script-src")).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"]);
  expect(policy.get("style-src")).toEqual(["'self'", "'nonce-abc'"]);
  expect(policy.get("default-src")).toEqual(["'none'"]);
  for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(policy.get(name)).toEqual(["'none'"]);
  for (const name of ["connect-src", "font-src", "form-action", "frame-src"])
    expect(policy.get(name)).toEqual(["'self'"]);
  expect([...policy.values()].flat().join(" ")).not.toMatch(/unsafe|https?:|\*/);
});

test("https is demanded only where APP_URL has it", () => {
  const secure = securityHeaders({ pathname: "/start", nonce: "abc", https: true });
  expect(secure["Strict-Transport-Security"]).toBe("max-age=31536000");
  expect(secure["Content-Security-Policy"]).toContain("upgrade-insecure-requests");
  const wide = securityHeaders({ pathname: "/start", nonce: "abc", https: true, subdomains: true });
  expect(wide["Strict-Transport-Security"]).toBe("max-age=31536000; includeSubDomains");
  const plain = securityHeaders({ pathname: "/start", nonce: "abc", https: false, subdomains: true });
  expect(plain["Strict-Transport-Security"]).toBeUndefined();
  expect(plain["Content-Security-Policy"]).not.toContain("upgrade-insecure-requests");
});

test.each([
  ["/start", "strict-origin-when-cross-origin"],
  ["/activate/a.b", "no-referrer"],
  ["/reset-password/a.b", "no-referrer"],
  ["/activated", "strict-origin-when-cross-origin"],
])("%s sends the referrer by %s and is kept by no cache", (pathname, policy) => {
  const headers = securityHeaders({ pathname, nonce: "abc", https: false });
  expect(headers).toMatchObject({
    "Referrer-Policy": policy,
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
  });
});

test("the document of an email keeps its own policy and may be framed by the mailbox; its neighbors may not", () => {
  const mail = securityHeaders({ pathname: "/mailbox/7f/html", nonce: "abc", https: false });
  expect(mail["Content-Security-Policy"]).toBeUndefined();
  expect(mail["X-Frame-Options"]).toBe("SAMEORIGIN");
  for (const pathname of ["/mailbox", "/mailbox/7f", "/mailbox/7f/html/x", "/x/mailbox/7f/html"]) {
    expect(securityHeaders({ pathname, nonce: "abc", https: false })["X-Frame-Options"]).toBe("DENY");
  }
});

test("a logo may be loaded by a mail program in a browser, and nothing else from elsewhere", () => {
  const policyOf = (pathname: string) =>
    securityHeaders({ pathname, nonce: "abc", https: true })["Cross-Origin-Resource-Policy"];
  expect(policyOf(`/brand/logo/${"a".repeat(64)}.png`)).toBe("cross-origin");
  for (const pathname of ["/start", "/brand", "/mailbox/7f/html"]) expect(policyOf(pathname)).toBe("same-origin");
});

const post: RequestSource = {
  method: "POST",
  pathname: "/login",
  origin: null,
  host: "portal.example.com",
  fetchSite: null,
};

test.each<[string, Partial<RequestSource>, boolean]>([
  ["our own form", { origin: APP, fetchSite: "same-origin" }, true],
  ["our own form behind a proxy that keeps its own Host", { origin: APP, host: "127.0.0.1:3000" }, true],
  ["another name of this very host", { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, true],
  ["a program that is no browser", {}, true],
  ["a stranger's form", { origin: "https://evil.example", fetchSite: "cross-site" }, false],
  ["a stranger's form in an old browser", { origin: "https://evil.example" }, false],
  ["a browser that says cross-site only", { fetchSite: "cross-site" }, false],
  ["a neighbor on a subdomain", { origin: "https://blog.example.com", fetchSite: "same-site" }, false],
  ["the same host on another port", { origin: "https://portal.example.com:8443" }, false],
  ["a sandboxed frame", { origin: "null", fetchSite: "cross-site" }, false],
  ["a hidden origin elsewhere", { origin: "null", fetchSite: "same-origin" }, false],
  ["nonsense", { origin: "portal.example.com" }, false],
  ["a link from elsewhere", { method: "GET", origin: "https://evil.example", fetchSite: "cross-site" }, true],
  ["our own form on a token page", { pathname: "/activate/a.b", origin: "null", fetchSite: "same-origin" }, true],
  ["the same in a browser that tells less", { pathname: "/reset-password/a.b", origin: "null" }, true],
  ["a stranger's form to a token page", { pathname: "/activate/a.b", origin: "null", fetchSite: "cross-site" }, false],
])("%s", (_name, change, allowed) => {
  expect(isAllowedSource({ ...post, ...change }, APP)).toBe(allowed);
});

test("no other website gets through, whatever it is called", () => {
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ["http", "https"] }), (url) => {
      const { origin, host } = new URL(url);
      fc.pre(host !== post.host);
      expect(isAllowedSource({ ...post, origin }, APP)).toBe(false);
    }),
  );
});

test("nonces and request ids are fresh and of one form", () => {
  const nonces = Array.from({ length: 200 }, newNonce);
  expect(new Set(nonces).size).toBe(200);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  const ids = Array.from({ length: 200 }, newRequestId);
  expect(new Set(ids).size).toBe(200);
  for (const id of ids) expect(id).toMatch(/^[2-9b-df-hjkmnp-tv-xz]{12}$/);
});

test.each([
  ["/brand/logo/0.png", false],
  ["/brand/accent/0a5a70.css", false],
  ["/brand", true],
  ["/portal/1/settings/branding", true],
  ["/portal/brand/logo/0.png", true],
])("%s: whether the page's policy and cache rules hold there is %s", (pathname, expected) => {
  const headers = securityHeaders({ pathname, nonce: "abc", https: false });
  expect("Content-Security-Policy" in headers).toBe(expected);
  expect("Cache-Control" in headers).toBe(expected);
  expect(headers["X-Content-Type-Options"]).toBe("nosniff");
});

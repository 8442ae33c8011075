import fc from "fast-check";
import { isWordmark, LOGO_MAX_BYTES } from "@/lib/brand/model";
import { brandSchema, hostNameOf, supportLinkSchema, webLinkSchema } from "@/lib/brand/schema";
import { parseHostName } from "@/lib/fields/host-name";

test.each([
  ["portal.example.com", "portal.example.com"],
  [" Portal.Example.COM. ", "portal.example.com"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["a-b.c1.example", "a-b.c1.example"],
])("%p is the host name %p", (typed, stored) => {
  expect(parseHostName(typed)).toBe(stored);
  expect(parseHostName(stored)).toBe(stored);
});

test.each([
  "",
  "localhost",
  "127.0.0.1",
  "1.2.3",
  "[::1]",
  "https://portal.example.com",
  "portal.example.com/login",
  "portal.example.com:8443",
  "user@portal.example.com",
  "portal example.com",
  "-portal.example.com",
  "portal..example.com",
  "portal_x.example.com",
  "portal.example.com?x",
  "portal%2eexample.com",
  `${"a".repeat(64)}.example`,
  `${"a.".repeat(130)}example`,
])("%p is none", (typed) => expect(parseHostName(typed)).toBeNull());

test("what a browser sends as its Host leads to the same name, with any port", () => {
  expect(hostNameOf("Portal.Example.com:8443")).toBe("portal.example.com");
  expect(hostNameOf("portal.example.com")).toBe("portal.example.com");
  for (const header of [null, "", "localhost:3000", "127.0.0.1:80", "x y", "a.example, b.example"]) {
    expect(hostNameOf(header)).toBeNull();
  }
});

test("no text breaks the parser, and what it takes is lower-case and made of letters, digits, hyphens and dots", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.webUrl()), (text) => {
      const host = parseHostName(text);
      if (host !== null) expect(host).toMatch(/^[a-z0-9.-]{3,253}$/);
    }),
  );
});

test.each(["https://www.example.com/terms", " https://example.com ", "https://example.com/a?b=c#d"])(
  "%p is the address of a website",
  (typed) => expect(webLinkSchema.parse(typed)).toMatch(/^https:\/\/[^\s]+$/),
);

test.each([
  "http://example.com",
  "javascript:alert(1)",
  "data:text/html,x",
  "//example.com",
  "example.com",
  "https://user:secret@example.com",
  "https://localhost",
  `https://example.com/${"a".repeat(500)}`,
  "mailto:a@example.com",
])("%p is none", (typed) => {
  expect(webLinkSchema.safeParse(typed).error?.issues[0]?.message).toBe("LINK_ADDRESS");
});

test("support is a website or an email address, with or without its scheme", () => {
  expect(supportLinkSchema.parse("Help@Example.com")).toBe("mailto:help@example.com");
  expect(supportLinkSchema.parse("mailto:help@example.com")).toBe("mailto:help@example.com");
  expect(supportLinkSchema.parse("https://help.example.com")).toBe("https://help.example.com/");
  for (const typed of ["mailto:a@example.com?bcc=b@example.com", "tel:+49", "javascript:a@b.example", "help"]) {
    expect(supportLinkSchema.safeParse(typed).error?.issues[0]?.message).toBe("SUPPORT_ADDRESS");
  }
});

const posted = { tenantId: "7", version: "0.x", productName: "Fjord Backup" };

test("what is left empty says nothing, and file fields that were left empty are no files", () => {
  const empty = { accent: "", supportLink: " ", imprintLink: "", hostName: "", logo: new File([], "") };
  expect(brandSchema.parse({ ...posted, ...empty })).toEqual({
    tenantId: 7,
    version: "0.x",
    productName: "Fjord Backup",
    accent: null,
    supportLink: null,
    imprintLink: null,
    termsLink: null,
    privacyLink: null,
    hostName: null,
    removeLogo: false,
    removeDarkLogo: false,
  });
});

test("each mistake is reported at its field", () => {
  const wrong = {
    productName: "x".repeat(61),
    accent: "teal",
    termsLink: "www",
    hostName: "x",
    logo: new File([new Uint8Array(LOGO_MAX_BYTES + 1)], "logo.png"),
    darkLogo: "no file",
  };
  const { issues = [] } = brandSchema.safeParse({ ...posted, ...wrong }).error ?? {};
  expect(Object.fromEntries(issues.map(({ path, message }) => [path[0], message]))).toEqual({
    productName: "PRODUCT_NAME_LENGTH",
    accent: "COLOR",
    termsLink: "LINK_ADDRESS",
    hostName: "HOST_NAME",
    logo: "LOGO_TOO_LARGE",
    darkLogo: "INVALID",
  });
});

test("a picture is a name in letters when it is wide", () => {
  expect(isWordmark({ width: 400, height: 100 })).toBe(true);
  expect(isWordmark({ width: 100, height: 100 })).toBe(false);
});

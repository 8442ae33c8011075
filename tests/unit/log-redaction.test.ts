import { redact, redactError, redactText } from "@/lib/log-redaction";

test("tokens in links and passwords in addresses are taken out of texts", () => {
  expect(redactText("GET /activate/12.abcDEF_-?x=1 failed")).toBe("GET /activate/[redacted]?x=1 failed");
  expect(redactText("http://h/reset-password/12.abc")).toBe("http://h/reset-password/[redacted]");
  expect(redactText("postgres://user:pa:ss@db:5432/x")).toBe("postgres://[redacted]@db:5432/x");
  expect(redactText("mail to a@b.example about https://b.example/x")).toBe(
    "mail to a@b.example about https://b.example/x",
  );
});

test("values under telling names are taken out at any depth", () => {
  const line = redact({
    login: "alice",
    password: "secret-1",
    repeatPassword: "secret-1",
    headers: { cookie: "secret-2", Authorization: "secret-3", host: "h" },
    items: [{ apiKey: "secret-4", token: "secret-5" }],
    email: { to: "a@b.example", html: "secret-6", text: "secret-7" },
    url: new URL("smtp://u:secret-8@mail.example"),
  });
  expect(JSON.stringify(line)).not.toMatch(/secret-\d/);
  expect(line).toMatchObject({ login: "alice", headers: { host: "h" }, email: { to: "a@b.example" } });
});

test("an error loses the values of its query and keeps what helps", () => {
  const cause = Object.assign(new Error("duplicate key"), { code: "23505", detail: "Key (login)=(secret) exists" });
  const error = new Error("Failed query: insert into users values ($1)\nparams: secret-hash,alice\nsecret too", {
    cause,
  });
  const logged = redactError(error);
  expect(JSON.stringify(logged)).not.toContain("secret");
  expect(logged).toMatchObject({ message: "Failed query: insert into users values ($1)", cause: { code: "23505" } });
  expect(String(logged.stack)).toContain("log-redaction.test");
});

/** What a person may have typed into a field: the values of a query are logged as they are. */
const VALUES = [
  "secret",
  "first\nsecret",
  "first\n    at secret (secret.ts:1:1)\nsecret",
  "secret\nparams: secret\n    at secret",
  "first\r\n    at secret\r\nsecret",
];

test.each(VALUES)("a failed query whose value is %j comes into the log without it, stack and all", (value) => {
  const error = new Error(`Failed query: select $1\nparams: ${value},more`);
  const cause = new Error(`inner\nparams: ${value}`);
  for (const logged of [redactError(error), redactError(new Error("outer", { cause: error })), redactError(cause)]) {
    expect(JSON.stringify(logged)).not.toContain("secret");
    expect(String(logged.stack)).toMatch(/\n {4}at .*log-redaction\.test/);
  }
});

test("the same query as a text loses all but its stack", () => {
  const text =
    "Failed query: select $1\nparams: first\nsecret,more\n    at query (file.ts:1:2)\n    at run (file.ts:3:4)";
  expect(redactText(text)).toBe("Failed query: select $1\n    at query (file.ts:1:2)\n    at run (file.ts:3:4)");
  expect(redactText("Failed query: select $1\nparams: first\nsecret")).toBe("Failed query: select $1");
});

test("a thing that holds itself comes to an end", () => {
  const loop: Record<string, unknown> = { name: "x" };
  loop.self = loop;
  expect(JSON.stringify(redact(loop))).toContain("[deep]");
});

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

test("a thing that holds itself comes to an end", () => {
  const loop: Record<string, unknown> = { name: "x" };
  loop.self = loop;
  expect(JSON.stringify(redact(loop))).toContain("[deep]");
});

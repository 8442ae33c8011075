import { mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mailDocument, mailDocumentResponse } from "@/lib/email/mail-document";
import {
  listMailbox,
  MAILBOX_PAGE_SIZE,
  mailboxIsOpen,
  readMailboxMessage,
  readMailboxSource,
} from "@/lib/email/mailbox";
import { mailboxFolder, mailboxTransport } from "@/lib/email/transports/mailbox";
import { resetEnv } from "@/lib/env";
import { appUrl } from "@/lib/url";

let dataDir: string;
let folder: string;
const before = { ...process.env };

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "backstay-mailbox-"));
  folder = mailboxFolder(dataDir);
  Object.assign(process.env, { DATA_DIR: dataDir, EMAIL_TRANSPORT: "mailbox" });
  resetEnv();
});

afterEach(async () => {
  process.env = { ...before };
  resetEnv();
  await rm(dataDir, { recursive: true, force: true });
});

const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

async function store(n: number, subject = `Email ${n}`): Promise<void> {
  await mailboxTransport(folder).send({
    id: idOf(n),
    to: `user${n}@example.com`,
    from: { name: "Backstay", address: "mail@example.com" },
    subject,
    html: `<html><head><title>x</title></head><body>Zoë ${n}</body></html>`,
    text: `Zoë ${n}\n`,
  });
  const moment = new Date(Date.UTC(2026, 0, 1, 0, n));
  await utimes(join(folder, `${idOf(n)}.eml`), moment, moment);
}

test("an email is read as it was written", async () => {
  await store(1, "Grüße – Backstay");
  expect(await readMailboxMessage(idOf(1))).toMatchObject({
    from: "Backstay <mail@example.com>",
    to: "user1@example.com",
    subject: "Grüße – Backstay",
    text: expect.stringMatching(/^Zoë 1\s*$/),
    html: expect.stringContaining("Zoë 1"),
    headers: expect.arrayContaining([{ name: "Auto-Submitted", value: "auto-generated" }]),
  });
  expect(String(await readMailboxSource(idOf(1)))).toContain("Message-ID: <00000000");
});

test("the same email twice is one file, and only its owner may read it", async () => {
  await Promise.all([store(1), store(1)]);
  await store(1);
  expect(await readdir(folder)).toEqual([`${idOf(1)}.eml`]);
  expect((await stat(join(folder, `${idOf(1)}.eml`))).mode & 0o077).toBe(0);
});

test("a folder that cannot be written is a reason to try again", async () => {
  await writeFile(folder, "not a folder");
  await expect(store(1)).rejects.toMatchObject({ failure: "storage", permanent: false, detail: "EEXIST" });
});

test("the list has pages, newest first", async () => {
  const total = MAILBOX_PAGE_SIZE + 3;
  for (let n = 1; n <= total; n += 1) await store(n);
  const first = await listMailbox();
  expect(first).toMatchObject({ first: 1, total, newer: null, older: idOf(3) });
  expect(first.entries.map((entry) => entry.subject).slice(0, 2)).toEqual([`Email ${total}`, `Email ${total - 1}`]);
  const second = await listMailbox(first.older ?? "");
  expect(second).toMatchObject({ first: MAILBOX_PAGE_SIZE + 1, newer: idOf(total), older: null });
  expect(second.entries).toHaveLength(3);
  expect(await listMailbox("no such email")).toMatchObject({ first: 1 });
});

test("an empty mailbox, and files that are no emails", async () => {
  expect(await listMailbox()).toMatchObject({ entries: [], total: 0, first: 0 });
  await store(1);
  await writeFile(join(folder, "notes.txt"), "x");
  await writeFile(join(folder, ".half.part"), "x");
  await writeFile(join(folder, "odd.eml"), "\u0000\u00ff\n\n\u0000");
  const { entries } = await listMailbox();
  expect(entries.map((entry) => entry.id).sort()).toEqual([idOf(1), "odd"]);
});

test.each(["../secret", "..%2fsecret", "/etc/passwd", "", ".", "notes.txt"])("the id %p leads nowhere", async (id) => {
  await store(1);
  await writeFile(join(dataDir, "secret.eml"), "Subject: secret\n\nsecret");
  expect(await readMailboxMessage(id)).toBeNull();
  expect(await readMailboxSource(id)).toBeNull();
});

test.each([
  ["localhost:3000", true],
  ["127.0.0.1", true],
  ["[::1]:3000", true],
  ["app.localhost:3000", true],
  ["evil.example.com", false],
  ["localhost.evil.example.com:3000", false],
  ["127.0.0.1.nip.io:3000", false],
  ["", false],
  [null, false],
])("asked as %p the mailbox is open: %p", (host, open) => {
  expect(mailboxIsOpen(host, "127.0.0.1")).toBe(open);
});

test("without the mailbox transport there is no mailbox", () => {
  Object.assign(process.env, { EMAIL_TRANSPORT: "smtp", SMTP_URL: "smtp://127.0.0.1", EMAIL_FROM: "a@example.com" });
  resetEnv();
  expect(mailboxIsOpen("localhost:3000", null)).toBe(false);
});

test.each([
  [null, true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["203.0.113.7", false],
  ["127.0.0.1, 203.0.113.7", false],
  ["203.0.113.7, 127.0.0.1", false],
  ["unknown", false],
])("through a tunnel that says it came for %p the mailbox is open: %p", (forwardedFor, open) => {
  expect(mailboxIsOpen("localhost:3000", forwardedFor)).toBe(open);
});

test("links of a shown email open beside the mailbox, whatever its head looks like", () => {
  expect(mailDocument('<html><HEAD lang="en"><title>x')).toMatch(
    /^<html><HEAD lang="en"><base target="_blank">.*<title>x$/,
  );
  expect(mailDocument("<p>x")).toMatch(/^<base target="_blank">.*<p>x$/);
});

test("a shown email loads nothing but logos of this installation", () => {
  const policy = mailDocumentResponse("<p>x").headers.get("Content-Security-Policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain(`img-src data: ${appUrl("/brand/logo/")};`);
});

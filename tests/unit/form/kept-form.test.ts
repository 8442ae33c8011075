import { keptForm, notePostedForm, noteRefusal, runPost } from "@/lib/form/kept-form";

/** A form as a browser sends it, refused by its action with a code; what is given back of it. */
async function keptOf(fields: [string, string | File][], code: string) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return runPost(async () => {
    await notePostedForm(new Request("http://localhost/", { method: "POST", body }));
    noteRefusal(code);
    return keptForm();
  });
}

const TYPED: [string, string] = ["$typed", JSON.stringify({ name: "Customer name", note: "Note" })];

test.each([
  ["SIGNED_OUT", "signedOut"],
  ["TWO_FACTOR_DUE", "twoFactorDue"],
  ["EULA_CHANGED", "agreementChanged"],
  ["FORBIDDEN", "gone"],
  ["NOT_FOUND", "gone"],
  ["TENANT_DISABLED", "gone"],
  ["SELF_MANAGED", "gone"],
  ["USER_DELETED", "gone"],
  ["EULA_NO_DRAFT", "gone"],
])("a form refused with %s is kept", async (code, reason) => {
  expect(await keptOf([["name", "Anna"], TYPED], code)).toMatchObject({ reason });
});

test.each(["NAME_TAKEN", "VERSION_CONFLICT", "UNEXPECTED"])(
  "a form refused with %s comes again by itself",
  async (code) => {
    expect(await keptOf([["name", "Anna"], TYPED], code)).toBeNull();
  },
);

test("everything is sent again as it came, the framework's fields and repeated names too", async () => {
  const fields: [string, string][] = [
    ["$ACTION_KEY", "k1"],
    ["name", 'Sail "&" <b>'],
    ["role", "one"],
    ["role", "two"],
    ["note", " \r\n "],
    TYPED,
  ];
  const kept = await keptOf(fields, "SIGNED_OUT");
  expect(kept?.entries).toEqual(fields);
  expect(kept?.texts).toEqual([{ label: "Customer name", text: 'Sail "&" <b>' }]);
  expect(kept).toMatchObject({ secrets: false, files: false });
});

test.each(["currentPassword", "code"])("a secret (%s) is emptied, and that is said", async (name) => {
  const labels: [string, string] = ["$typed", JSON.stringify({ name: "Name", [name]: "Secret" })];
  const kept = await keptOf([["name", "Anna"], [name, "Sunny harbour"], labels], "SIGNED_OUT");
  expect(kept).toMatchObject({ secrets: true, files: false, texts: [{ label: "Name", text: "Anna" }] });
  expect(kept?.entries).toEqual([["name", "Anna"], [name, ""], labels]);
  expect(await keptOf([["name", "Anna"], [name, ""], labels], "SIGNED_OUT")).toMatchObject({ secrets: false });
});

test("a file is left out, and that is said", async () => {
  const kept = await keptOf([["logo", new File(["x"], "logo.png")], TYPED], "SIGNED_OUT");
  expect(kept).toMatchObject({ secrets: false, files: true, entries: [TYPED] });
  expect(await keptOf([["logo", new File([], "")], TYPED], "SIGNED_OUT")).toMatchObject({ files: false });
});

test("nothing is kept of a form without user input, or with invalid labels", async () => {
  expect(await keptOf([["userId", "7"]], "SIGNED_OUT")).toBeNull();
  for (const labels of ["", "{", "[1]", '{"name":1}']) {
    const kept = await keptOf(
      [
        ["name", "Anna"],
        ["$typed", labels],
      ],
      "SIGNED_OUT",
    );
    expect(kept?.texts).toEqual([]);
  }
});

test("what no form of ours looks like makes no large page: more fields, longer labels, one label for many texts", async () => {
  const many = Array.from({ length: 300 }, (): [string, string] => ["name", "Anna"]);
  expect(await keptOf([...many, TYPED], "SIGNED_OUT")).toBeNull();
  expect((await keptOf([...many.slice(0, 20), TYPED], "SIGNED_OUT"))?.texts).toHaveLength(1);
  const long: [string, string] = ["$typed", JSON.stringify({ name: "x".repeat(100_000) })];
  expect((await keptOf([["name", "Anna"], long], "SIGNED_OUT"))?.texts).toEqual([]);
});

test("outside of such a post nothing is noted", async () => {
  await notePostedForm(new Request("http://localhost/", { method: "POST", body: new FormData() }));
  noteRefusal("SIGNED_OUT");
  expect(keptForm()).toBeNull();
});

test("two simultaneous posts know nothing of each other, and what isn't a form is left alone", async () => {
  const both = await Promise.all([
    keptOf([["name", "One"], TYPED], "SIGNED_OUT"),
    keptOf([["name", "Two"], TYPED], "NOT_FOUND"),
  ]);
  expect(both.map((kept) => kept?.texts[0]?.text)).toEqual(["One", "Two"]);
  const json = new Request("http://localhost/", { method: "POST", body: "{}" });
  await runPost(() => notePostedForm(json));
  expect(await json.text()).toBe("{}");
});

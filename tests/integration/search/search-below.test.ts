import type { Actor } from "@/lib/access/actor";
import { parseSearch } from "@/lib/search/parse-search";
import { searchBelow } from "@/lib/search/search-below";
import { actorFor, makeTenant, makeUser, useTree } from "../../support/factories";
import { refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let actor: Actor;

beforeEach(async () => {
  actor = actorFor(await makeUser({ tenant: tree.partnerA, login: "root.of.a" }));
});

const search = (text: string, who = actor, area: "all" | "tenants" = "all", limit = 20) =>
  searchBelow(who, { search: text, area }, limit);
const found = async (text: string, who = actor) => {
  const { tenants, users } = await search(text, who);
  return { tenants: tenants.map(({ name }) => name), users: users.map(({ login }) => login) };
};

test("users by login, email and name, in any case, without accents, every word counting", async () => {
  await makeUser({
    tenant: tree.unitA1b,
    login: "zoe1",
    email: "z@contoso.example",
    firstName: "Zoë",
    lastName: "van Dyck",
  });
  for (const text of ["zoe1", "ZOE", "zoë", "contoso", "dyck van", "Z@Contoso.example"]) {
    expect({ text, users: (await found(text)).users }).toEqual({ text, users: ["zoe1"] });
  }
  expect((await found("zoe nobody")).users).toEqual([]);
});

test("a typo in a name is forgiven, exact hits come first", async () => {
  await makeUser({ tenant: tree.customerA1, login: "nora", firstName: "Nora", lastName: "Schneider" });
  await makeUser({ tenant: tree.customerA1, login: "max", firstName: "Max", lastName: "Schnieder" });
  await makeTenant("customer", tree.partnerA, "Harbour Pharmacy");
  expect((await found("schneider")).users[0]).toBe("nora");
  expect((await found("schnieder")).users).toEqual(["max", "nora"]);
  expect((await found("schneidre")).users.sort()).toEqual(["max", "nora"]);
  expect((await found("pharamcy")).tenants).toEqual(["Harbour Pharmacy"]);
  expect((await found("qxqxqx")).tenants).toEqual([]);
});

test("companies at any depth, with the one above while it is the reader's to see", async () => {
  expect((await search("A1")).tenants.map(({ name, parentName }) => `${name} < ${parentName}`).sort()).toEqual([
    "Customer A1 < Partner A",
    "Unit A1a < Customer A1",
    "Unit A1b < Unit A1a",
    "Unit A1c < Customer A1",
  ]);
  expect((await search("partner a")).tenants).toMatchObject([{ name: "Partner A", parentName: null }]);
  expect((await search("root.of.a", actor, "tenants")).users).toEqual([]);
});

test("nothing above, beside or elsewhere, exact or similar, for any actor anywhere", async () => {
  for (const tenant of Object.values(tree)) {
    await makeUser({ tenant, login: `wanted.${tenant.id}`, firstName: "Wanted", lastName: `Person${tenant.id}` });
  }
  for (const place of ["partnerA", "customerA1", "unitA1a", "partnerB", "customerC"] as const) {
    for (const role of [undefined, "readonly_admin" as const]) {
      const me = actorFor(await makeUser({ tenant: tree[place], ...(role && { role }) }));
      const inside = Object.values(tree).filter(({ path }) => `${path}.`.startsWith(`${tree[place].path}.`));
      for (const text of ["wanted", "wnated person"]) {
        const { users } = await search(text, me);
        expect({ place, text, users: users.map(({ tenantId }) => tenantId).sort() }).toEqual({
          place,
          text,
          users: inside.map(({ id }) => id).sort(),
        });
      }
      for (const text of ["customer", "unit", "partner", "provider", "cusotmer"]) {
        const ids = new Set(inside.map(({ id }) => id));
        expect((await search(text, me)).tenants.filter(({ id }) => !ids.has(id))).toEqual([]);
      }
    }
  }
});

test("no one without a role on the Management Portal searches", async () => {
  for (const role of ["protection_admin", "backup_user"] as const) {
    const me = actorFor(await makeUser({ tenant: tree.customerA1, role }));
    expect(await refusal(search("customer", me))).toEqual({ code: "FORBIDDEN" });
  }
});

test("nothing beyond the scope, whatever a screen requests for an actor", async () => {
  await makeUser({ tenant: tree.customerB1, login: "foreigner" });
  const logins = async (scope: Partial<Actor>) =>
    (await search("foreigner", { ...actor, ...scope })).users.map(({ login }) => login);
  expect(await logins({})).toEqual([]);
  expect(await logins({ tenantPath: tree.provider.path })).toEqual(["foreigner"]);
  expect(await refusal(logins({ access: "self" }))).toEqual({ code: "FORBIDDEN" });
  await expect(logins({ tenantPath: "" })).rejects.toThrow("does not reach");
});

test("what is deleted is not found, nor its users", async () => {
  await makeUser({ tenant: tree.customerA1, login: "wanted.one" });
  const gone = await makeUser({ tenant: tree.customerA2, login: "wanted.two" });
  await setColumn("users", gone.id, "deleted_at = now()");
  expect((await found("wanted")).users).toEqual(["wanted.one"]);
  await setColumn("tenants", tree.customerA1.id, "disabled_at = now(), deleted_at = now()");
  expect(await found("wanted")).toEqual({ tenants: [], users: [] });
  expect((await found("Customer A1")).tenants).not.toContain("Customer A1");
});

test("inside a self-managed customer no one is found from above", async () => {
  await makeUser({ tenant: tree.unitA1a, login: "behind.door" });
  await makeUser({ tenant: tree.customerA1, login: "behind.door.too" });
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  expect((await found("behind")).users).toEqual([]);
  expect((await found("A1")).tenants).toEqual(["Customer A1"]);
  const own = actorFor(await makeUser({ tenant: tree.customerA1, login: "owner" }));
  expect((await found("behind", own)).users.sort()).toEqual(["behind.door", "behind.door.too"]);
});

test.each(["%", "_", "\\", "'", '"', "a%b", "' or 1=1 --", "😀", "\u0000x"])(
  "%p finds nothing by magic",
  async (text) => {
    const asked = parseSearch({ q: text });
    const hits = asked ? await search(asked.search) : { tenants: [], users: [] };
    expect(hits).toEqual({ tenants: [], users: [] });
  },
);

test("no more than requested", async () => {
  expect((await search("customer", actor, "tenants", 1)).tenants).toHaveLength(1);
});

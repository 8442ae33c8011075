import { sql } from "drizzle-orm";
import fc from "fast-check";
import { asSystem } from "@/db";
import { userRoles, users, userTotp } from "@/db/tables";
import type { Actor } from "@/lib/access/actor";
import { exportUsers } from "@/lib/users/export-users";
import { listUsers } from "@/lib/users/list-users";
import type { UserFilter, UserListState } from "@/lib/users/model";
import { ROLES, type Role, USER_STATUSES, type UserStatus } from "@/lib/vocabulary";
import { cases } from "../../support/drill";
import { actorFor, makeUser, type TestTenant, useTree } from "../../support/factories";
import { auditLines, refusal, setColumn } from "../../support/inspect";
import { useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
let admin: Actor;

beforeEach(async () => {
  admin = actorFor(await makeUser({ tenant: tree.partnerA }));
});

type Person = {
  login: string;
  email: string;
  firstName: string | null;
  lastName: string | null;
  status: UserStatus;
  role: Role;
  twoFactor: boolean;
  lastSignInAt: Date | null;
  createdAt: Date;
};

const BASE: Omit<Person, "login"> = {
  email: "someone@else.example",
  firstName: null,
  lastName: null,
  status: "active",
  role: "backup_user",
  twoFactor: false,
  lastSignInAt: null,
  createdAt: new Date("2026-01-01T00:00:00Z"),
};

/** Puts people into a tenant; returns them with their ids. */
async function put(tenant: TestTenant, people: readonly (Partial<Person> & { login: string })[]) {
  const place = { tenantId: tenant.id, tenantPath: tenant.path };
  const full = people.map((person): Person => ({ ...BASE, ...person }));
  const at = new Date("2026-02-01T00:00:00Z");
  return asSystem("test", async (tx) => {
    const rows = await tx
      .insert(users)
      .values(
        full.map(({ status, role: _role, twoFactor: _twoFactor, ...columns }) => ({
          ...columns,
          ...place,
          language: "en",
          activatedAt: status === "not_activated" ? null : at,
          disabledAt: status === "disabled" || status === "deleted" ? at : null,
          deletedAt: status === "deleted" ? at : null,
        })),
      )
      .returning({ id: users.id });
    const stored = full.map((person, index) => ({ ...person, id: rows[index]?.id ?? 0 }));
    for (const { id: userId, role, twoFactor } of stored) {
      const service = role.endsWith("_admin") && !role.startsWith("protection") ? "management_portal" : "backup";
      await tx.insert(userRoles).values({ ...place, userId, role, service });
      if (twoFactor) await tx.insert(userTotp).values({ userId, sealedSecret: "sealed", confirmedAt: at });
    }
    return stored;
  });
}

const logins = async (tenant: TestTenant, query: { filter?: UserFilter; sort?: UserListState["sort"] } = {}) =>
  (await listUsers(admin, tenant.id, query)).users.map(({ login }) => login);
const found = (search: string, more: UserFilter = {}) => logins(tree.customerA2, { filter: { search, ...more } });

test("a search finds name, login and email whatever case and accents; short ones find beginnings; all words must occur", async () => {
  await put(tree.customerA2, [
    { login: "zoe.mueller", email: "z@firm.example", firstName: "Zoë", lastName: "Müller-Łukasz" },
    { login: "ANNA_1", email: "anna@corp.example", firstName: "Anna", lastName: "van Straße" },
    { login: "annax1", email: "other@corp.example", firstName: "Νίκος", lastName: "山田" },
  ]);
  expect(await found("muller")).toEqual(["zoe.mueller"]);
  expect(await found("MÜLLER")).toEqual(["zoe.mueller"]);
  expect(await found("ZOE lukasz")).toEqual(["zoe.mueller"]);
  expect(await found("strasse")).toEqual(["ANNA_1"]);
  expect(await found("νικος")).toEqual(["annax1"]);
  expect(await found("山田")).toEqual(["annax1"]);
  expect(await found("corp.example")).toEqual(["ANNA_1", "annax1"]);
  expect(await found("corp anna straße")).toEqual(["ANNA_1"]);
  expect(await found("anna zoe")).toEqual([]);
  // Beginnings only, and not from the middle.
  expect(await found("an")).toEqual(["ANNA_1", "annax1"]);
  expect(await found("st")).toEqual(["ANNA_1"]);
  expect(await found("nn")).toEqual([]);
  expect(await found("m")).toEqual(["zoe.mueller"]);
  // Signs that mean something to LIKE, and to SQL, mean themselves here.
  expect(await found("anna_")).toEqual(["ANNA_1"]);
  expect(await found("a%a")).toEqual([]);
  expect(await found("'; drop table users; --")).toEqual([]);
  expect(await found("\\")).toEqual([]);
  expect(await found("@")).toHaveLength(3);
});

test("filters by status and role hold together with the search; deleted users are shown only when asked for", async () => {
  await put(tree.customerA2, [
    { login: "a-active", role: "company_admin" },
    { login: "b-waiting", status: "not_activated" },
    { login: "c-disabled", status: "disabled", role: "restore_operator" },
    { login: "d-deleted", status: "deleted" },
  ]);
  const by = (filter: UserFilter) => logins(tree.customerA2, { filter });
  expect(await by({})).toEqual(["a-active", "b-waiting", "c-disabled"]);
  expect(await by({ status: "deleted" })).toEqual(["d-deleted"]);
  expect(await by({ role: "backup_user" })).toEqual(["b-waiting"]);
  expect(await by({ role: "backup_user", status: "deleted" })).toEqual(["d-deleted"]);
  expect(await by({ role: "restore_operator", status: "active" })).toEqual([]);
  expect(await by({ role: "partner_admin" })).toEqual([]);
  expect(await by({ role: "company_admin", search: "act" })).toEqual(["a-active"]);
  expect(await by({ role: "company_admin", search: "wait" })).toEqual([]);
});

const person = fc.record({
  // Few of each, so that there are ties, and people without a name or a sign-in.
  firstName: fc.constantFrom(null, "Anna", "anna", "Änna", "Zoë"),
  lastName: fc.constantFrom(null, "Berg", "bërg", "Müller"),
  status: fc.constantFrom(...USER_STATUSES),
  role: fc.constantFrom<Role>("company_admin", "backup_user", "restore_operator"),
  twoFactor: fc.boolean(),
  lastSignInAt: fc.constantFrom(null, new Date("2026-03-01T10:00:00Z"), new Date("2026-03-02T10:00:00Z")),
  createdAt: fc.constantFrom(new Date("2026-01-01T00:00:00Z"), new Date("2026-01-02T00:00:00Z")),
});
const query = fc.record({
  filter: fc.record(
    {
      search: fc.constantFrom("a", "an", "ann", "BERG", "anna berg", "u1", "nobody", "example"),
      status: fc.constantFrom(...USER_STATUSES),
      role: fc.constantFrom<Role>("company_admin", "backup_user", "readonly_admin"),
    },
    { requiredKeys: [] },
  ),
  sort: fc.record({
    key: fc.constantFrom<UserListState["sort"]["key"]>("login", "name", "lastSignIn", "created"),
    direction: fc.constantFrom<UserListState["sort"]["direction"]>("ascending", "descending"),
  }),
  limit: fc.integer({ min: 2, max: 7 }),
});

const plain = (text: string) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

type Stored = Person & { id: number };

/** The same by plain JavaScript, written apart from the product's. */
function expected(people: Stored[], { filter, sort }: Pick<UserListState, "filter" | "sort">): number[] {
  const words = (filter.search ?? "").split(" ").filter(Boolean).map(plain);
  const kept = people.filter((one) => {
    const text = ` ${plain(`${one.login} ${one.email} ${one.firstName ?? ""} ${one.lastName ?? ""}`)}`;
    const has = (word: string) => text.includes(word.length < 3 ? ` ${word}` : word);
    const shown = filter.status ? one.status === filter.status : one.status !== "deleted";
    return shown && (!filter.role || one.role === filter.role) && words.every(has);
  });
  const keyOf = (one: Stored): string | number => {
    if (sort.key === "login") return one.login.toLowerCase();
    if (sort.key === "created") return one.createdAt.getTime();
    if (sort.key === "lastSignIn") return one.lastSignInAt?.getTime() ?? 0;
    return plain([one.firstName, one.lastName].filter(Boolean).join(" ")) || "\u{10FFFF}";
  };
  const inOrder = kept.sort((a, b) => {
    const [one, other] = [keyOf(a), keyOf(b)];
    return one < other ? -1 : one > other ? 1 : a.id - b.id;
  });
  return (sort.direction === "ascending" ? inOrder : inOrder.toReversed()).map(({ id }) => id);
}

test("pages are what plain JavaScript makes of the same people: no gap, no double, whatever is asked for", async () => {
  const shape = fc.array(person, { minLength: 12, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(shape, fc.array(query, { minLength: 5, maxLength: 5 }), async (random, queries) => {
      await asSystem("test", (tx) => tx.execute(sql`delete from users where tenant_id = ${tree.customerA2.id}`));
      const people = await put(
        tree.customerA2,
        random.map((one, index) => ({ ...one, login: `${index % 2 ? "U" : "u"}${(index * 31) % 101}.x` })),
      );
      for (const { limit, ...asked } of queries) {
        const seen: number[] = [];
        let after: number | undefined;
        do {
          const page = await listUsers(admin, tree.customerA2.id, { ...asked, after, limit });
          expect(page.earlier).toBe(after !== undefined);
          seen.push(...page.users.map(({ id }) => id));
          for (const shown of page.users) {
            const { twoFactor, status } = people.find(({ id }) => id === shown.id) ?? {};
            expect([shown.twoFactor, shown.status]).toEqual([twoFactor, status]);
          }
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(seen).toEqual(expected(people, asked));
      }
    }),
    { numRuns: cases(3, 60), endOnFailure: true },
  );
});

test("the file has everybody whom the filter shows, once, in the order of logins, and the log says so", async () => {
  const people = Array.from({ length: 25 }, (_, index) => ({ login: `p${String(index).padStart(2, "0")}` }));
  await put(tree.customerA2, [...people.toReversed(), { login: "q-other" }, { login: "p99", status: "deleted" }]);
  const inFile: string[] = [];
  for await (const page of await exportUsers(admin, tree.customerA2.id, { search: "p" }, 10)) {
    inFile.push(...page.map(({ login }) => login));
  }
  expect(inFile).toEqual(people.map(({ login }) => login));
  expect(await auditLines()).toMatchObject([
    { event: "user.export", actorLogin: admin.login, tenantId: tree.customerA2.id, details: { search: "p" } },
  ]);
});

test("a file of a tenant out of reach, or for somebody without the right, is refused and leaves no line", async () => {
  const foreign = actorFor(await makeUser({ tenant: tree.partnerB }));
  const user = actorFor(await makeUser({ tenant: tree.customerA2, role: "protection_admin" }));
  expect(await refusal(exportUsers(foreign, tree.customerA2.id, {}))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(exportUsers(admin, 999_999, {}))).toEqual({ code: "NOT_FOUND" });
  expect(await refusal(exportUsers(user, tree.customerA2.id, {}))).toEqual({ code: "FORBIDDEN" });
  expect(await auditLines()).toEqual([]);
});

test("nobody outside the scope, nobody of another tenant, and nothing for those who see only themselves", async () => {
  const target = await makeUser({ tenant: tree.customerA2, login: "target" });
  const below = await makeUser({ tenant: tree.unitA1a, login: "target-below" });
  const from = async (tenant: TestTenant, role?: Role) => actorFor(await makeUser({ tenant, role }));
  const ask = async (actor: Actor, tenant: TestTenant, query: Parameters<typeof listUsers>[2] = {}) =>
    (await listUsers(actor, tenant.id, { filter: { search: "target" }, ...query })).users.map(({ id }) => id);
  for (const role of [undefined, "readonly_admin"] as const) {
    expect(await ask(await from(tree.partnerA, role), tree.customerA2)).toEqual([target.id]);
    expect(await ask(await from(tree.customerA2, role), tree.customerA2)).toEqual([target.id]);
    expect(await ask(await from(tree.provider, role), tree.unitA1a)).toEqual([below.id]);
    for (const beside of [tree.partnerB, tree.customerA1, tree.customerC, tree.unitA1a]) {
      expect(await refusal(ask(await from(beside, role), tree.customerA2))).toEqual({ code: "NOT_FOUND" });
    }
    // The tenant above has its own people only.
    expect(await ask(await from(tree.partnerA, role), tree.customerA1)).toEqual([]);
  }
  const own = await from(tree.customerA2);
  // After or around someone of another tenant is the beginning, and tells nothing of where they would stand.
  const everyone = await listUsers(own, tree.customerA2.id);
  expect(await listUsers(own, tree.customerA2.id, { after: below.id })).toEqual(everyone);
  expect(await listUsers(own, tree.customerA2.id, { around: below.id })).toEqual(everyone);
});

test("what is asked stays a value, however it is written", async () => {
  await makeUser({ tenant: tree.customerA2, login: "target" });
  const evil = "'') or true --";
  expect(await logins(tree.customerA2, { filter: { search: evil } })).toEqual([]);
  expect(await logins(tree.customerA2, { filter: { role: evil as Role } })).toEqual([]);
  expect(await logins(tree.customerA2, { filter: { status: evil as UserStatus } })).toEqual([]);
});

test("every role can be filtered by", async () => {
  await put(
    tree.customerA2,
    ROLES.map((role) => ({ login: `one.${role}`, role })),
  );
  for (const role of ROLES) expect(await logins(tree.customerA2, { filter: { role } })).toEqual([`one.${role}`]);
});

test("of a self-managed customer those above get neither list nor file, and nothing is written into its log", async () => {
  const own = actorFor(await makeUser({ tenant: tree.customerA1 }));
  await setColumn("tenants", tree.customerA1.id, "self_managed = true");
  expect(await refusal(listUsers(admin, tree.customerA1.id))).toEqual({ code: "SELF_MANAGED" });
  expect(await refusal(exportUsers(admin, tree.customerA1.id, {}))).toEqual({ code: "SELF_MANAGED" });
  expect(await auditLines()).toEqual([]);
  expect((await listUsers(own, tree.customerA1.id)).users).toHaveLength(1);
});

import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { rowsOf } from "@/db";
import { type Connection, closeDatabase, useConnection } from "@/db/client";
import { migrateToLatest, migrationsAreCurrent } from "@/db/migrate";
import { openPostgres } from "@/db/postgres";
import { uniqueViolation } from "@/db/violations";
import { listAuditLines } from "@/lib/audit-log/queries";
import { closePasswordPool } from "@/lib/auth/passwords";
import { signInWithPassword } from "@/lib/auth/sign-in";
import { searchBelow } from "@/lib/search/search-below";
import { listMoveTargets } from "@/lib/tenants/move-targets";
import { BEFORE_BASELINE, databaseUrl, onServer } from "../../support/before-baseline";
import {
  actorFor,
  BROWSER_ID,
  makeTenant,
  makeTree,
  makeUser,
  PASSWORD,
  REQUEST,
  type TestUser,
  type Tree,
} from "../../support/factories";
import { onPostgres } from "../../support/test-database";

/** What folds case in its own way: Turkish has two letters I, and "C" knows the letters of ASCII alone. */
const LANGUAGES = {
  "ICU tr-TR": "locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'",
  C: "locale_provider libc locale 'C'",
};

// PGlite has one language, which is neither of them.
const eachLanguage = onPostgres
  ? describe.each(Object.entries(LANGUAGES))
  : describe.skip.each(Object.entries(LANGUAGES));

eachLanguage("a database with %s", (_name, language) => {
  const names: string[] = [];
  const open = async (script = ""): Promise<Connection> => {
    const name = `backstay_test_${randomBytes(6).toString("hex")}`;
    await onServer(`create database ${name} template template0 encoding 'UTF8' ${language}`);
    names.push(name);
    if (script) await onServer(script, name);
    return openPostgres(databaseUrl(name), 2);
  };

  let tree: Tree;
  let admin: TestUser;
  beforeAll(async () => {
    const connection = await open();
    await migrateToLatest(connection);
    useConnection(connection);
    tree = await makeTree();
    admin = await makeUser({ tenant: tree.provider, login: "INFO.Iris", email: "info.iris@contoso.example" });
  }, 120_000);
  afterAll(async () => {
    await closePasswordPool();
    await closeDatabase();
    for (const name of names) await onServer(`drop database ${name} with (force)`);
  });

  test.each(["INFO.Iris", "info.iris", "Info.IRIS"])("signs in as %s", async (login) => {
    const signedIn = await signInWithPassword({ login, password: PASSWORD, browserId: BROWSER_ID, request: REQUEST });
    expect(signedIn).toMatchObject({ userId: admin.id });
  });

  test("has one account a login, whatever its case", async () => {
    const again = makeUser({ tenant: tree.customerA1, login: "info.iris" });
    expect(uniqueViolation(await again.catch((error: unknown) => error))).toBe("users_login_key");
  });

  test("finds what a login did, whatever its case", async () => {
    for (const person of ["INFO.IRIS", "info.iris"]) {
      const { lines } = await listAuditLines(actorFor(admin), tree.provider.id, { filter: { person } });
      expect(lines.length).toBeGreaterThan(0);
    }
  });

  test("has one company a name, whatever its case and spaces", async () => {
    await makeTenant("partner", tree.provider, "Müller INFO Жук");
    for (const name of ["MÜLLER info жук", "müller  Info ЖУК"]) {
      const again = makeTenant("partner", tree.provider, name);
      expect(uniqueViolation(await again.catch((error: unknown) => error))).toBe("tenants_name_per_parent");
    }
    await makeTenant("partner", tree.provider, "Muller INFO Жук");
  });

  test("finds users and companies in any case", async () => {
    await makeTenant("partner", tree.provider, "IŞIK Εταιρεία ЖИВОЙ");
    for (const search of ["info.iris", "INFO.IRIS"]) {
      const { users } = await searchBelow(actorFor(admin), { search, area: "all" }, 5);
      expect(users.map(({ login }) => login)).toEqual([admin.login]);
    }
    for (const search of ["IŞIK", "isik", "εταιρεία", "ΕΤΑΙΡΕΊΑ", "живой", "ЖИВОЙ"]) {
      const { tenants } = await searchBelow(actorFor(admin), { search, area: "tenants" }, 5);
      expect(tenants.map(({ name }) => name)).toEqual(["IŞIK Εταιρεία ЖИВОЙ"]);
      const { targets } = await listMoveTargets(actorFor(admin), tree.partnerA.id, search);
      expect(targets.map(({ name }) => name)).toEqual(["IŞIK Εταιρεία ЖИВОЙ"]);
    }
  });

  test("keeps what an upgrade finds, once logins can be told apart", async () => {
    const root = "(select id from tenants where kind = 'root'), (select path from tenants where kind = 'root')";
    const insert = (login: string) => `insert into users (tenant_id, tenant_path, login, email, language)
      select ${root}, '${login}', '${login}@contoso.example', 'en'`;
    const old = await open(`${BEFORE_BASELINE}; set search_path = public; ${insert("INFO.x")}`);
    try {
      const second = await old.db.execute(sql.raw(insert("info.x"))).catch((error: unknown) => error);
      const two = uniqueViolation(second) === null;
      expect(two).toBe(language.includes("tr-TR"));
      if (two) {
        await expect(migrateToLatest(old)).rejects.toThrow(/- Logins "INFO.x" \(ID \d+\) and "info.x" \(ID \d+\)\n/);
        expect(await migrationsAreCurrent(old.db)).toBe(false);
        await old.db.execute(sql`update users set login = 'another' where login = 'info.x'`);
      }
      await migrateToLatest(old);
      const found = await old.db.execute(sql`select login_key, search_key from users where login = 'INFO.x'`);
      expect(rowsOf(found)).toEqual([{ login_key: "info.x", search_key: " info.x info.x@contoso.example" }]);
    } finally {
      await old.close();
    }
  }, 120_000);
});

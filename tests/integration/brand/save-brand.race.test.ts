import { sql } from "drizzle-orm";
import { asSystem, rowsOf } from "@/db";
import type { BrandTexts } from "@/lib/brand/model";
import { readBrandSettings } from "@/lib/brand/queries";
import { brandValues, saveBrand } from "@/lib/brand/save-brand";
import { formVersion } from "@/lib/form/version";
import { actorFor, type TestUser, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";

useTestDatabase();

const tree = useTree();
const one = useUser(() => ({ tenant: tree.partnerA }));
const other = useUser(() => ({ tenant: tree.partnerA }));

const textsOf = (productName: string): BrandTexts => ({
  productName,
  accent: null,
  hostName: null,
  supportLink: null,
  imprintLink: null,
  termsLink: null,
  privacyLink: null,
});
const opened = async () => {
  const { version, texts } = await readBrandSettings(actorFor(one), tree.partnerA.id);
  return formVersion(version, brandValues(texts));
};
const save = (by: TestUser, version: string, productName: string) =>
  refusal(
    saveBrand(actorFor(by), { tenantId: tree.partnerA.id, version }, textsOf(productName), {
      light: "keep",
      dark: "keep",
    }),
  );

/** How many transactions wait for a lock. */
async function waiting(): Promise<number> {
  const found = await asSystem("test", (tx) =>
    tx.execute(sql`select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`),
  );
  return rowsOf<{ count: number }>(found)[0]?.count ?? 0;
}

/** Both wait for the company's row before either goes on. */
async function atOnce(version: string) {
  let saves: ReturnType<typeof save>[] = [];
  await asSystem("test", async (tx) => {
    await tx.execute(sql`select from tenants where id = ${tree.partnerA.id} for update`);
    saves = [save(one, version, "One Backup"), save(other, version, "Other Backup")];
    for (let tries = 0; (await waiting()) < 2; tries++) {
      if (tries > 400) throw new Error("fewer wait than were started: a lock is missing");
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  });
  return Promise.all(saves);
}

describeRaces("two administrators save the brand of their company at once", () => {
  test.each(["the first brand", "a brand that is there"])("%s: one is saved, one conflicts", async (which) => {
    if (which !== "the first brand") expect(await save(one, await opened(), "Old Backup")).toBe("done");
    const before = (await auditLines()).length;
    const answers = await atOnce(await opened());
    expect(answers.map((answer) => (answer === "done" ? answer : answer.code)).sort()).toEqual([
      "VERSION_CONFLICT",
      "done",
    ]);
    const { texts } = await readBrandSettings(actorFor(one), tree.partnerA.id);
    expect(texts?.productName).toBe(answers[0] === "done" ? "One Backup" : "Other Backup");
    expect(await auditLines()).toHaveLength(before + 1);
  });
});

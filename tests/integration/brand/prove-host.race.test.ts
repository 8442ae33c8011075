import { asSystem } from "@/db";
import { brands } from "@/db/tables";
import { checkHost } from "@/lib/brand/prove-host";
import { readBrandSettings } from "@/lib/brand/queries";
import { type DnsStandIn, startDns } from "../../support/dns-stand-in";
import { actorFor, useTree, useUser } from "../../support/factories";
import { auditLines, refusal } from "../../support/inspect";
import { describeRaces, useTestDatabase } from "../../support/test-database";
import { useTestEnv } from "../../support/test-env";

useTestDatabase();

const HOST = "portal.example.com";

const tree = useTree();
const one = useUser(() => ({ tenant: tree.partnerA }));
const other = useUser(() => ({ tenant: tree.partnerB }));

describeRaces("two companies prove the same host name at once", () => {
  let dns: DnsStandIn;
  beforeEach(async () => {
    dns = await startDns();
    useTestEnv({ DNS_RESOLVER: dns.address });
  });
  afterEach(async () => {
    await dns.close();
    useTestEnv({ DNS_RESOLVER: undefined });
  });

  test("both are told so, the last one has it, and the other one's log says that it lost it", async () => {
    const both = [one, other];
    await asSystem("test", (tx) =>
      tx.insert(brands).values(
        both.map(({ tenant: { id, path } }) => ({
          tenantId: id,
          tenantPath: path,
          productName: "A product",
          hostName: HOST,
        })),
      ),
    );
    const settings = await Promise.all(both.map((user) => readBrandSettings(actorFor(user), user.tenant.id)));
    dns.records.set(
      `_backstay.${HOST}`,
      settings.map(({ host }) => host?.record.value ?? ""),
    );
    for (let round = 1; round <= 5; round++) {
      const answers = await Promise.all(both.map((user) => refusal(checkHost(actorFor(user), user.tenant.id))));
      expect(answers).toEqual(["done", "done"]);
      const rows = await asSystem("test", (tx) => tx.select({ at: brands.hostProvenAt }).from(brands));
      expect(rows.filter(({ at }) => at !== null)).toHaveLength(1);
      const events = (await auditLines()).map(({ event }) => event);
      const count = (name: string) => events.filter((event) => event === name).length;
      // Whoever has it proves nothing new: each change of hands is a proof and, but for the first, a loss.
      expect(count("brand.prove_host") - count("brand.lose_host")).toBe(1);
    }
  });
});

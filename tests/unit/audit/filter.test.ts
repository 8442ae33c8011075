import fc from "fast-check";
import { AUDIT_EVENTS } from "@/lib/audit/model";
import { type AuditFilter, auditQuery } from "@/lib/audit-log/model";
import { parseAuditFilter } from "@/lib/audit-log/schema";
import { loadMessages } from "@/lib/i18n/messages";
import { queryRecord } from "@/lib/list/address";

test("a filter is read from an address", () => {
  const query = { from: "2026-01-31", to: "2026-02-28", event: "user.create", person: " Anna ", tenant: "12" };
  expect(parseAuditFilter(query)).toEqual({ ...query, person: "Anna", tenant: 12 });
  expect(parseAuditFilter({ from: "", to: "", event: "", person: "", tenant: "" })).toEqual({});
});

test.each([
  ["from", "2026-02-30"],
  ["from", "2026-1-1"],
  ["from", "0000-01-01"],
  ["to", "9999-12-31"],
  ["to", "2026-01-01T00:00:00Z"],
  ["event", "user.destroy"],
  ["event", "__proto__"],
  ["event", ["user.create", "user.create"]],
  ["person", "x".repeat(255)],
  ["person", ["a", "b"]],
  ["person", "   "],
  ["tenant", "0"],
  ["tenant", "1; drop table audit_log"],
  ["tenant", "9999999999999999999"],
  ["tenant", "-1"],
])("%s=%j counts as not asked for, and leaves the rest as it is", (name, value) => {
  const rest = name === "event" ? { person: "anna" } : { event: "user.create" };
  expect(parseAuditFilter({ ...rest, [name]: value })).toEqual(rest);
});

test("whatever an address holds, what comes out is a filter, and reading it again changes nothing", () => {
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string()), fc.constant(undefined));
  const query = fc.record({ from: anything, to: anything, event: anything, person: anything, tenant: anything });
  fc.assert(
    fc.property(query, (hostile) => {
      const filter = parseAuditFilter(hostile);
      const address = new URL(`https://portal.example/${auditQuery(filter)}`);
      expect(parseAuditFilter(queryRecord(address.searchParams))).toEqual(filter);
    }),
  );
});

test("the address says the filter and what else it should carry", () => {
  const filter: AuditFilter = { event: "session.create", person: "a+b@c.example" };
  expect(auditQuery({})).toBe("");
  expect(auditQuery(filter)).toBe("?event=session.create&person=a%2Bb%40c.example");
  expect(auditQuery({}, { after: 7 })).toBe("?after=7");
});

test("every event has its label, and no label is without its event", async () => {
  const labeled = Object.entries((await loadMessages("en")).audit.events).flatMap(([entity, verbs]) =>
    Object.keys(verbs).map((verb) => `${entity}.${verb}`),
  );
  expect(labeled.sort()).toEqual([...AUDIT_EVENTS].sort());
});

import { StorageMeasured } from "@/components/clients/storage-measured";
import type { StorageUse } from "@/lib/quotas/model";
import { renderWithWords } from "./render";

const storage = (oldest: string | null, newest: string | null): { storage: StorageUse } => ({
  storage: {
    quotaBytes: 100,
    overageBytes: null,
    noticePercent: 90,
    hard: true,
    usedBytes: 10,
    includesBelow: true,
    oldestAt: oldest === null ? null : new Date(oldest),
    measuredAt: newest === null ? null : new Date(newest),
  },
});
const textOf = (clients: { storage: StorageUse | null }[]) =>
  renderWithWords(<StorageMeasured clients={clients} />).container.textContent?.replaceAll("\u202f", " ");

test("a list says from when to when its storage figures were measured, sums by their oldest part", () => {
  const clients = [
    storage("2026-11-24T10:00:00Z", "2026-11-24T22:00:00Z"),
    storage("2026-11-23T09:30:00Z", "2026-11-24T08:00:00Z"),
    storage(null, null),
    { storage: null },
  ];
  expect(textOf(clients)).toBe("Storage as measured from Nov 23, 2026, 9:30 AM UTC to Nov 24, 2026, 10:00 PM UTC.");
});

test("measured all at the same time it is one moment, and nothing before the first report", () => {
  const once = storage("2026-11-24T10:00:00Z", "2026-11-24T10:00:20Z");
  expect(textOf([once])).toBe("Storage as measured on Nov 24, 2026, 10:00 AM UTC.");
  expect(textOf([storage(null, null), { storage: null }])).toBe("");
});

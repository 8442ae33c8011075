import { health } from "@/lib/health";
import { auditLines } from "../support/inspect";
import { useTestDatabase } from "../support/test-database";

useTestDatabase();

test("a database that does what pages need is healthy, and keeps nothing of the question", async () => {
  expect(await health()).toEqual({ ready: true });
  expect(await auditLines()).toEqual([]);
});

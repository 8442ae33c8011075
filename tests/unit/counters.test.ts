import { jest } from "@jest/globals";
import { counters, countLock, countRefusal, countRefusalOf } from "@/lib/counters";
import { log } from "@/lib/log";

const warn = jest.spyOn(log, "warn").mockImplementation(() => {});
const lines = () => warn.mock.calls.map(([fields]) => fields);

afterEach(() => warn.mockClear());
afterAll(() => warn.mockRestore());

test("every refusal is counted, and the first, tenth, hundredth of a minute are logged", () => {
  const before = counters().refusals.cross_site ?? 0;
  const request = { address: "192.0.2.10", requestId: "abc", userAgent: "what a client typed" };
  for (let time = 0; time < 150; time++) countRefusal("cross_site", request);
  expect((counters().refusals.cross_site ?? 0) - before).toBe(150);
  expect(lines()).toEqual(
    [1, 10, 100].map((inMinute) => ({
      refusal: "cross_site",
      inMinute,
      total: before + inMinute,
      address: "192.0.2.10",
      requestId: "abc",
    })),
  );
});

test("each kind has lines of its own, so that much of one hides no other", () => {
  for (let time = 0; time < 20; time++) countRefusal("unknown_login");
  countRefusal("wrong_key");
  expect(lines()).toContainEqual(expect.objectContaining({ refusal: "wrong_key", inMinute: 1 }));
});

test("of the refusals of verbs, those count in which an attack shows", async () => {
  const before = counters().refusals;
  for (const code of ["NOT_FOUND", "FORBIDDEN", "CODE_WRONG", "PASSWORD_WRONG", "NAME_TAKEN"] as const) {
    await countRefusalOf(code, async () => ({}));
  }
  const now = counters().refusals;
  const risen = Object.keys(now).filter((refusal) => now[refusal] !== before[refusal]);
  expect(risen).toEqual(["out_of_reach", "forbidden", "wrong_code", "wrong_current_password"]);
});

test("a limit that is used up is counted by its name", () => {
  countLock("pair");
  expect(counters().locks.pair).toBe(1);
  expect(lines()).toEqual([{ limit: "pair", inMinute: 1, total: 1 }]);
});

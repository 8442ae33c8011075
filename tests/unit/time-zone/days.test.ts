import fc from "fast-check";
import { dayIn, endOfDay, isoIn, startOfDay } from "@/lib/time-zone/days";

const ZONES = ["Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Australia/Lord_Howe"];
const DAY_MS = 86_400_000;
const moments = fc.date({ min: new Date("1971-01-01Z"), max: new Date("2199-12-30Z"), noInvalidDate: true });

const hours = (day: string, zone: string) =>
  (endOfDay(day, zone).getTime() - startOfDay(day, zone).getTime()) / 3_600_000;

test.each([
  // Put forward and back at 2:00 and 3:00.
  ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00.000Z", 23],
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00.000Z", 25],
  ["Europe/Berlin", "2026-11-30", "2026-11-29T23:00:00.000Z", 24],
  // Put forward at midnight, which there wasn't: the day began at one o'clock.
  ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", 23],
  ["America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00.000Z", 24],
  // Put back at midnight, to 23:00 of the same day.
  ["America/Sao_Paulo", "2019-02-16", "2019-02-16T02:00:00.000Z", 25],
  ["America/Sao_Paulo", "2019-02-17", "2019-02-17T03:00:00.000Z", 24],
  // None since.
  ["America/Sao_Paulo", "2026-11-01", "2026-11-01T03:00:00.000Z", 24],
  ["Asia/Kolkata", "2026-03-29", "2026-03-28T18:30:00.000Z", 24],
  // By half an hour.
  ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00.000Z", 24.5],
  ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00.000Z", 23.5],
  // Midnight came twice.
  ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z", 25],
  // A day that was left out.
  ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", 0],
  ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00.000Z", 24],
  ["UTC", "2026-11-30", "2026-11-30T00:00:00.000Z", 24],
])("%s, %s: from %s for %d hours", (zone, day, start, length) => {
  expect(startOfDay(day, zone).toISOString()).toBe(start);
  expect(hours(day, zone)).toBe(length);
});

test.each(ZONES)("%s: every moment is in its day, and the moment before a day begins is in another", (zone) => {
  fc.assert(
    fc.property(moments, (moment) => {
      const day = dayIn(zone, moment);
      const start = startOfDay(day, zone);
      expect(moment.getTime()).toBeGreaterThanOrEqual(start.getTime());
      expect(moment.getTime()).toBeLessThan(endOfDay(day, zone).getTime());
      expect(dayIn(zone, start)).toBe(day);
      expect(dayIn(zone, new Date(start.getTime() - 1)) < day).toBe(true);
    }),
  );
});

test.each(ZONES)("%s: a day is what Intl says that it is, also days on which clocks change", (zone) => {
  const intl = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  for (const year of [2017, 2018, 2019, 2026]) {
    for (let moment = Date.UTC(year, 0, 1); moment < Date.UTC(year + 1, 0, 1); moment += DAY_MS / 2) {
      const at = new Date(moment);
      expect(dayIn(zone, at)).toBe(intl.format(at));
      expect(intl.format(startOfDay(dayIn(zone, at), zone))).toBe(dayIn(zone, at));
    }
  }
});

test.each(ZONES)("%s: what a file says is read as the same moment, in the hour that comes twice too", (zone) => {
  fc.assert(fc.property(moments, (moment) => expect(new Date(isoIn(zone, moment))).toEqual(moment)));
  const twice = [new Date("2026-10-25T00:30:00Z"), new Date("2026-10-25T01:30:00Z")];
  expect(new Set(twice.map((moment) => isoIn(zone, moment))).size).toBe(2);
});

test("a file says what the clocks show, and how far they are ahead", () => {
  const moment = new Date("2026-11-30T22:18:44.120Z");
  expect(ZONES.map((zone) => isoIn(zone, moment))).toEqual([
    "2026-11-30T23:18:44.120+01:00",
    "2026-11-30T19:18:44.120-03:00",
    "2026-12-01T03:48:44.120+05:30",
    "2026-12-01T09:18:44.120+11:00",
  ]);
  expect(isoIn("UTC", moment)).toBe("2026-11-30T22:18:44.120+00:00");
});

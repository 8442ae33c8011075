import type { Measured } from "./load";
import type { SignInMeasured } from "./sign-in";

/** One page at one size and number of connections, against its floor and its query alone. */
export type Line = {
  people: number;
  page: string;
  connections: number;
  ours: Measured;
  floor: Measured;
  query?: Measured;
};

/** Up to here a page may take longer with the largest size than with the smallest. */
const SLOWER_AT_MOST = 1.2;

const figure = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
const count = (value: number) => value.toLocaleString("en");
const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;

/** The head of the table of pages. */
export const HEAD = [
  row([
    ...["page", "users", "conns", "requests/s", "p50 ms", "p99 ms", "kB"],
    ...["floor/s", "p50", "p99", "kB", "ratio", "query/s", "p50", "p99"],
  ]),
  row(Array.from({ length: 15 }, (_, column) => (column === 0 ? "---" : "---:"))),
].join("\n");

/** A line of it. */
export function lineOf({ people, page, connections, ours, floor, query }: Line): string {
  const speed = ({ perSecond, p50Ms, p99Ms }: Measured) => [perSecond, p50Ms, p99Ms].map(figure);
  return row([
    ...[page, count(people), connections, ...speed(ours), Math.round(ours.bytes / 1024)],
    ...[...speed(floor), Math.round(floor.bytes / 1024), figure(ours.perSecond / floor.perSecond)],
    ...(query ? speed(query) : ["", "", ""]),
  ]);
}

/** What more users cost: p50 over one connection with the most of them over that with the fewest. */
export function growthOf(lines: readonly Line[]): string[] {
  const sizes = [...new Set(lines.map(({ people }) => people))].sort((a, b) => a - b);
  const [fewest = 0, most = 0] = [sizes[0], sizes.at(-1)];
  if (fewest === most) return [];
  const p50 = (page: string, people: number) =>
    lines.find((line) => line.page === page && line.people === people && line.connections === 1)?.ours.p50Ms ?? 0;
  const pages = [...new Set(lines.map(({ page }) => page))];
  return [
    row(["page", `p50 with ${count(fewest)}`, `p50 with ${count(most)}`, "ratio", `at most ${SLOWER_AT_MOST}`]),
    row(["---", "---:", "---:", "---:", "---"]),
    ...pages.map((page) => {
      const [before, after] = [p50(page, fewest), p50(page, most)];
      return row([
        page,
        figure(before),
        figure(after),
        figure(after / before),
        after / before <= SLOWER_AT_MOST ? "yes" : "no",
      ]);
    }),
  ];
}

/** Sign-in against bcrypt alone, and a page against itself while no one signs in. */
export function signInLines(people: number, { signIns, hashing, meanwhile, alone }: SignInMeasured): string[] {
  const times = ({ p50Ms, p99Ms }: Measured) => `p50 ${figure(p50Ms)} ms, p99 ${figure(p99Ms)} ms`;
  return [
    `- ${count(people)} people: ${figure(signIns.perSecond)} sign-ins/s (${times(signIns)}), bcrypt alone ${figure(hashing.perSecond)}/s, ratio ${figure(signIns.perSecond / hashing.perSecond)}`,
    `- the list of users meanwhile: ${times(meanwhile)}; while nobody signs in: ${times(alone)}; p99 ratio ${figure(meanwhile.p99Ms / alone.p99Ms)}`,
  ];
}

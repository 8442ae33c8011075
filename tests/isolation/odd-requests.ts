import fc from "fast-check";

/*
 * Requests that no page of ours makes, as plain data, so that a failure can be read and sent again. What the build has is
 * given; everything else is drawn.
 */

/** What stands in for a value: as a text anywhere, and as it goes into a path, encoded or broken. */
const TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\u0001\u001f\u007f",
  "\r\n",
  "line\r\nSet-Cookie: a=b",
  "../../etc/passwd",
  "..\\..\\",
  "'",
  "' or 1=1 --",
  '"><script>alert(1)</script>',
  "-1",
  "0",
  "007",
  "1e9",
  "9".repeat(30),
  "NaN",
  "null",
  "undefined",
  "true",
  "__proto__",
  "constructor",
  "toString",
  "[object Object]",
  "{}",
  "[]",
  "$1",
  "$K1",
  "%00",
  "%",
  "XB",
  "2026-02-30",
  "0000-00-00T00:00:00Z",
  "+275760-09-14",
  "00000000-0000-0000-0000-000000000000",
  "\u202e\u2066",
  "e\u0301".repeat(40),
  "🦄".repeat(100),
  "x".repeat(3000),
] as const;

const PATHS = [
  "%00",
  "%FF",
  "%",
  "%zz",
  "%E0%A4%A",
  "%c0%af",
  "..%2f..",
  "%2e%2e",
  "%5c",
  "%ED%A0%80",
  "a%00b",
  "%25",
  "//",
];

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: "binary", maxLength: 20 }));
/** A piece of a path. */
const piece = fc.oneof(
  fc.constantFrom(...PATHS),
  text.map((odd) => encodeURIComponent(odd.replace(/\p{Cs}/gu, ""))),
);

/** What React's format for arguments makes other things of, or should. */
const REFERENCES = [
  "$K1",
  "$K9",
  "$@1",
  "$@9",
  "$Q1",
  "$W1",
  "$i1",
  "$F1",
  "$h1",
  "$h0",
  "$B1",
  "$A1",
  "$R1",
  "$r1",
  "$1",
];
const MORE_REFERENCES = [
  "$0",
  "$0:0:a",
  "$1:a:b",
  "$Dx",
  "$nx",
  "$n9",
  "$Infinity",
  "$-0",
  "$NaN",
  "$undefined",
  "$T",
  "$",
  "$$",
];
const json = fc.oneof(
  fc.constantFrom<unknown>(...REFERENCES, ...MORE_REFERENCES, ...TEXTS),
  fc.constantFrom<unknown>(null, 0, -1, 1e99, true, [], {}, { entries: 1 }),
  fc
    .constantFrom('{"then":"$F1"}', '{"__proto__":"x"}', '{"toString":0}')
    .map((written): unknown => JSON.parse(written)),
  fc.jsonValue({ maxDepth: 2 }),
);
/** A row of that format: arguments, a thing that is referred to, or no JSON at all. */
const row = fc.oneof(
  { weight: 4, arbitrary: fc.array(json, { maxLength: 4 }).map((list) => JSON.stringify(list)) },
  { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "",
      "{",
      "[",
      "nul",
      "[1,",
      '"',
      "[".repeat(5000),
      `${"[".repeat(900)}${"]".repeat(900)}`,
      "\0",
    ),
  },
);

const HEADERS: Record<string, readonly string[]> = {
  Accept: ["text/html", "*/*", "text/x-component", ",", "a/b;q=x"],
  "Accept-Language": ["de", "*", "x".repeat(600), "de;q=9", "en-, ;", "%00"],
  Cookie: [
    "backstay.session=%FF",
    "backstay.language=xx",
    "=",
    ";;;",
    "backstay.session.0=x; backstay.session.1=y",
    "a=%",
  ],
  "Content-Type": ["text/plain", "application/json", "multipart/form-data", "multipart/form-data; boundary=", "x", ""],
  Origin: ["null", "https://evil.example", "x", "http://"],
  Host: ["evil.example", "a:99999", "[::1", "%00"],
  "X-Forwarded-Host": ["evil.example", ",", "%"],
  "X-Forwarded-For": ["%00", "1.2.3.4, x", "::"],
  "X-Action-Forwarded": ["1"],
  RSC: ["1", "x"],
  "Next-Router-State-Tree": [
    "x",
    "%",
    "%00",
    "%5B",
    encodeURIComponent('["",{}]'),
    encodeURIComponent('["__proto__"]'),
    "[]",
  ],
  "Next-Router-Prefetch": ["1", "2", "x"],
  "Next-Router-Segment-Prefetch": ["/_tree", "/x", "%"],
  "Next-Url": ["/", "//", "%", "/portal/%FF"],
  "Next-Action": ["x", "0".repeat(42), "ffffffffffff"],
  Range: ["bytes=0-", "bytes=9-1"],
  "If-None-Match": ["*", '"x"'],
  "If-Modified-Since": ["x"],
  "Accept-Encoding": ["gzip", "x", "*;q=0"],
  "Sec-Fetch-Site": ["cross-site", "x"],
  Purpose: ["prefetch"],
  "X-Middleware-Subrequest": ["proxy"],
  "User-Agent": ["x".repeat(2000), "%00"],
};
const header = fc
  .constantFrom(...Object.entries(HEADERS))
  .chain(([name, values]) => fc.constantFrom(...values).map((value): [string, string] => [name, value]));
const headers = fc.array(header, { maxLength: 3 }).map((list) => Object.fromEntries(list));

/** What is done to one field of a form that would be right. */
export type Twist = { field: number } & ({ text: string } | { gone: true } | { file: true } | { twice: string });
const twist: fc.Arbitrary<Twist> = fc
  .tuple(
    fc.nat({ max: 9 }),
    fc.oneof(
      { weight: 4, arbitrary: text.map((odd) => ({ text: odd })) },
      { weight: 1, arbitrary: fc.constant({ gone: true as const }) },
      { weight: 2, arbitrary: fc.constant({ file: true as const }) },
      { weight: 1, arbitrary: text.map((odd) => ({ twice: odd })) },
    ),
  )
  .map(([field, change]) => ({ field, ...change }));

/** How the bytes of a multipart body are damaged. */
export const DAMAGES = [
  "cut short",
  "other boundary",
  "no boundary",
  "no names",
  "no headers",
  "broken headers",
  "no end of lines",
  "not what it says",
] as const;

export type OddRequest = { who: number } & (
  | { kind: "page"; method: string; route: string; pieces: string[]; query: [string, string][]; headers: object }
  | { kind: "form" | "script"; action: string; twists: Twist[]; headers: object }
  | { kind: "bound" | "form row" | "script row"; action: string; rows: string[] }
  | { kind: "damaged"; action: string; manner: "form" | "script"; damage: (typeof DAMAGES)[number]; at: number }
  | { kind: "bytes"; action: string; bytes: number[]; type: string }
);

const METHODS = [...Array<string>(12).fill("GET"), "POST", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"];
const QUERIES =
  "q in person search status role sort after before from to tenant event type notice created again next language next refused version show rows all page _rsc submission kind again listId";

/** As many as wanted, the same for the same seed. */
export function oddRequests(seed: number, count: number, built: { routes: string[]; actions: string[] }): OddRequest[] {
  const who = fc.nat({ max: 12 });
  const action = fc.constantFrom(...built.actions);
  const page = fc.record({
    kind: fc.constant("page" as const),
    who,
    method: fc.constantFrom(...METHODS),
    route: fc.constantFrom(...built.routes),
    pieces: fc.array(piece, { maxLength: 3 }),
    query: fc.array(fc.tuple(fc.constantFrom(...QUERIES.split(" ")), piece), { maxLength: 3 }),
    headers,
  });
  const posted = fc.record({
    kind: fc.constantFrom("form" as const, "script" as const),
    who,
    action,
    twists: fc.array(twist, { minLength: 1, maxLength: 3 }),
    headers,
  });
  const rows = fc.record({
    kind: fc.constantFrom("bound" as const, "form row" as const, "script row" as const),
    who,
    action,
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
  });
  const damaged = fc.record({
    kind: fc.constant("damaged" as const),
    who,
    action,
    manner: fc.constantFrom("form" as const, "script" as const),
    damage: fc.constantFrom(...DAMAGES),
    at: fc.nat({ max: 400 }),
  });
  const bytes = fc.record({
    kind: fc.constant("bytes" as const),
    who,
    action,
    bytes: fc.array(fc.nat({ max: 255 }), { maxLength: 60 }),
    type: fc.constantFrom("text/plain;charset=UTF-8", "multipart/form-data; boundary=x", "application/json", "", "x"),
  });
  const any = fc.oneof(
    { weight: 8, arbitrary: page },
    { weight: 6, arbitrary: posted },
    { weight: 4, arbitrary: rows },
    { weight: 2, arbitrary: damaged },
    { weight: 1, arbitrary: bytes },
  );
  return fc.sample(any, { seed, numRuns: count });
}

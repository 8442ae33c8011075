import type { Answer } from "./http";
import { TRACES } from "./world";

/** Headers of the connection and the clock, and what the framework knew to preload by the time that the answer began. */
const NOT_COMPARED = ["date", "connection", "keep-alive", "link"];

/** An answer, and the texts that its request sent. */
export type Sent = { answer: Answer; sent: readonly string[] };

/** 128 bits in base64; a redirect carries the page it leads to, which has a nonce of its own. */
const NONCE = /[A-Za-z0-9+/]{22}==/g;
/** React's keys of a page's title and the like, new in every response of Next. */
const KEY = /(?<=")[\w-]{21}[vmh](?=\\?")/g;

/** What a form that is sent twice is recognized by, new with every page. */
const FORM_KEY = /(submission\W{1,12}(?:value\W{1,4})?)[0-9a-f-]{36}/g;

/** The time of the request, as the frame of a page gets it. */
const NOW = /(now\W{1,12}\$D)[\d:.TZ-]{24}/g;

/**
 * An answer without what differs between any two requests: the nonce, number and time of the request, values of cookies, and the
 * texts that the request itself sent.
 */
function comparable({ status, headers, body }: Answer, sent: readonly string[]) {
  const own = [headers["x-request-id"] ?? "", ...sent].filter(Boolean).flatMap(asAddressesHaveIt);
  own.sort((a, b) => b.length - a.length);
  const plain = (text: string) =>
    own.reduce(
      (result, value) => result.replaceAll(value, "…"),
      text.replace(NONCE, "…").replace(KEY, "…").replace(FORM_KEY, "$1…").replace(NOW, "$1…"),
    );
  const named = Object.entries(headers)
    .filter(([name]) => !NOT_COMPARED.includes(name))
    .map(([name, value]) => `${name}: ${name === "set-cookie" ? withoutValues(value) : plain(value)}`);
  return [`status: ${status}`, ...named.sort(), ...linesOf(plain(body))];
}

/** A text as it is, in a path, in a query, and in a query that is itself a value in one, such as where to go on to. */
function asAddressesHaveIt(text: string): string[] {
  const query = new URLSearchParams({ "": text }).toString().slice(1);
  return [...new Set([text, encodeURIComponent(text), query, encodeURIComponent(query)])];
}

const withoutValues = (cookies: string) =>
  cookies.replace(/((?:^|,)[\w.-]+)=[^;]*/g, "$1=…").replace(/Expires=[^;]*/g, "Expires=…");

/** Not a choice such as "on" or "en", which would be found all over a page. */
const isTelling = (text: string) => text.length > 5;

/** Where two responses differ, with the text around it; null when neither tells a reader more than the other. */
export function differenceOf(one: Sent, other: Sent): { one: string; other: string } | null {
  const lines = comparable(one.answer, one.sent.filter(isTelling));
  const otherLines = comparable(other.answer, other.sent.filter(isTelling));
  for (let row = 0; row < Math.max(lines.length, otherLines.length); row += 1) {
    const [line = "(nothing)", otherLine = "(nothing)"] = [lines[row], otherLines[row]];
    if (line === otherLine) continue;
    let at = 0;
    while (line[at] === otherLine[at]) at += 1;
    const around = (text: string) => text.slice(Math.max(0, at - 120), at + 120);
    return { one: around(line), other: around(otherLine) };
  }
  return null;
}

/** What is around the rows that a script of the page carries, and a row that only says what to preload. */
const AROUND_ROWS = /<script[^>]*>self\.__next_f\.push\(\[1,"|"\]\)<\/script>/g;
const PRELOAD = /^:HL\[/;

/** React sends rows as they get ready, in any order, and as many at once as there are. */
function linesOf(body: string): string[] {
  const rows = body.replace(AROUND_ROWS, "").split(/\n|\\n|(?=<script)/);
  return rows.filter((row) => !PRELOAD.test(row)).sort();
}

/** The traces in an answer, headers included, that are in a set and were neither allowed nor sent with the request. */
export function strangersIn(
  { headers, body }: Answer,
  { known, allowed, sent }: { known: Set<string>; allowed: Set<string>; sent: readonly string[] },
): string[] {
  const text = `${Object.entries(headers).flat().join("\n")}\n${body}`;
  const ours = new Set(sent.flatMap((value) => value.match(TRACES) ?? []));
  const found = new Set(text.match(TRACES) ?? []);
  return [...found].filter((trace) => known.has(trace) && !allowed.has(trace) && !ours.has(trace));
}

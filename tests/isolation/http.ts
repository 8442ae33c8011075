import { Agent, request } from "node:http";
import { computeCacheBustingSearchParam } from "next/dist/shared/lib/router/utils/cache-busting-search-param.js";

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

export type Answer = { status: number; headers: Record<string, string>; body: string };

type Sent = {
  method?: string;
  cookie?: string | undefined;
  headers?: Record<string, string>;
  body?: FormData | Buffer;
  /** Another address of this machine than its usual one. */
  from?: string | undefined;
};

/** One request as a program makes it: no redirect is followed, no header made up or hidden. */
export async function send(port: number, path: string, { method = "GET", cookie, headers, body, from }: Sent = {}) {
  const encoded = body instanceof FormData ? new Response(body) : undefined;
  const content = encoded ? Buffer.from(await encoded.arrayBuffer()) : (body as Buffer | undefined);
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(
      {
        agent,
        port,
        path,
        method,
        host: "127.0.0.1",
        ...(from && { localAddress: from }),
        headers: {
          Host: `localhost:${port}`,
          "User-Agent": "Backstay tests",
          Accept: "*/*",
          ...(cookie && { Cookie: cookie }),
          ...(content && {
            "Content-Type": encoded?.headers.get("content-type") ?? "",
            "Content-Length": content.length,
            Origin: `http://localhost:${port}`,
          }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.once("end", () => {
          const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: text });
        });
      },
    );
    sent.once("error", reject);
    sent.end(content);
  });
}

/**
 * A page as the router of a browser requests it when a user follows a link: its payload without the HTML.
 * @param tree what the browser claims to have of the page already; the server leaves that out, layouts and all.
 */
export async function sendForPayload(port: number, path: string, cookie: string | undefined, tree?: unknown) {
  const state = tree === undefined ? undefined : encodeURIComponent(JSON.stringify(tree));
  const hash = await computeCacheBustingSearchParam(undefined, undefined, state, undefined);
  const marked = `${path}${path.includes("?") ? "&" : "?"}_rsc${hash ? `=${hash}` : ""}`;
  return send(port, marked, { cookie, headers: { RSC: "1", ...(state && { "Next-Router-State-Tree": state }) } });
}

/** The claim of a browser that it has everything but the page itself. */
export function allButThePage(route: string, values: Record<string, string>): unknown {
  const segments = route.split("/").slice(1);
  const page: unknown[] = ["__PAGE__", {}, null, "refetch"];
  const branch = segments.reduceRight<unknown[]>((child, segment) => {
    const name = /^\[(\w+)\]$/.exec(segment)?.[1];
    return [name ? [name, values[name] ?? "", "d", null] : segment, { children: child }];
  }, page);
  return ["", { children: branch }];
}

/** How an action is called: as React in the browser does, or as the form does with JavaScript off. */
export type Manner = "script" | "form";

export type Call = {
  id: string;
  /** The address that is posted to; the page behind it has to carry the action. */
  path: string;
  fields: Record<string, string>;
  /** What the page binds to the action before the form, e.g. the link of an email. */
  bound?: readonly string[];
  /** False for an action that is called with nothing at all. */
  takesForm?: boolean;
  headers?: Record<string, string>;
  from?: string;
};

/** Posts to an action, no matter which page shows it to which user. */
export function post(port: number, call: Call, manner: Manner, cookie: string | undefined): Promise<Answer> {
  const body = new FormData();
  const { id, path, fields, bound = [], takesForm = true, headers, from } = call;
  if (manner === "script") {
    const prefix = takesForm ? "_1_" : "";
    for (const [name, value] of Object.entries(fields)) body.append(`${prefix}${name}`, value);
    body.append("0", JSON.stringify(takesForm ? [...bound, { status: "idle" }, "$K1"] : []));
    return send(port, path, {
      method: "POST",
      cookie,
      body,
      from,
      headers: { "Next-Action": id, Accept: "text/x-component", ...headers },
    });
  }
  if (takesForm) {
    body.append("$ACTION_REF_1", "");
    body.append("$ACTION_1:0", JSON.stringify({ id, bound: "$@1" }));
    body.append("$ACTION_1:1", JSON.stringify([...bound, { status: "idle" }]));
    body.append("$ACTION_KEY", "k0");
  } else {
    body.append(`$ACTION_ID_${id}`, "");
  }
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return send(port, path, { method: "POST", cookie, body, from, ...(headers && { headers }) });
}

/** The codes of the refusals in an action's answer: of the form as a whole and of its fields. */
export function codesIn({ body }: Answer): string[] {
  return [...new Set([...body.matchAll(/\\?"code\\?":\\?"([A-Z_]+)\\?"/g)].map((match) => match[1] ?? ""))].sort();
}

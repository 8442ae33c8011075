import type { IncomingMessage, ServerResponse } from "node:http";

/** Gives the body to send in place of the one Next meant to send; may also set the status and headers for it. */
export type Replacement = (body: Buffer) => Promise<string | Buffer>;

/**
 * Sees an answer before anything of it is sent. A rule may change its status and headers; by returning a
 * function it replaces the body as well.
 */
export type ResponseRule = (request: IncomingMessage, response: ServerResponse) => Replacement | undefined;

/** Asks the rules in order, once, as soon as the answer begins; the first one that replaces it is the last one asked. */
export function applyRules(request: IncomingMessage, response: ServerResponse, rules: readonly ResponseRule[]): void {
  const { writeHead, write, end, flushHeaders } = response;
  const body: Buffer[] = [];
  let replacement: Replacement | undefined;
  let begun = false;
  let ended = false;
  const isReplaced = () => {
    if (!begun) {
      begun = true;
      for (const rule of rules) {
        replacement = rule(request, response);
        if (replacement) break;
      }
    }
    return replacement !== undefined;
  };
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === "string") body.push(Buffer.from(chunk, encodingOf(encoding)));
    else if (chunk instanceof Uint8Array) body.push(Buffer.from(chunk));
  };
  const sendReplacement = async () => {
    if (!replacement || ended) return;
    ended = true;
    const page = await replacement(Buffer.concat(body));
    Object.assign(response, { writeHead, write, end, flushHeaders });
    response.setHeader("Content-Length", Buffer.byteLength(page));
    response.end(page);
  };
  Object.assign(response, {
    writeHead(status: number, ...rest: unknown[]) {
      response.statusCode = status;
      if (!isReplaced()) return Reflect.apply(writeHead, response, [response.statusCode, ...rest]);
      const headers = rest.at(-1);
      if (typeof headers === "object") response.setHeaders(new Map(Object.entries(headers as Record<string, string>)));
      return response;
    },
    write(...given: unknown[]) {
      if (!isReplaced()) return Reflect.apply(write, response, given);
      keep(given[0], given[1]);
      const done = given.at(-1);
      if (typeof done === "function") process.nextTick(done as () => void);
      return true;
    },
    end(...given: unknown[]) {
      if (!isReplaced()) return Reflect.apply(end, response, given);
      keep(given[0], given[1]);
      sendReplacement().catch((error: unknown) => response.destroy(error as Error));
      return response;
    },
    flushHeaders: () => (isReplaced() ? undefined : Reflect.apply(flushHeaders, response, [])),
  });
}

const encodingOf = (encoding: unknown) => (typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");

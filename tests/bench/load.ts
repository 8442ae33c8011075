import { Agent, type IncomingMessage, request } from "node:http";
import { createHistogram } from "node:perf_hooks";

/** One request as the load sends it. `body` is a form as a browser posts it without JavaScript. */
export type Shot = { method?: "GET" | "POST"; path: string; headers?: Record<string, string>; body?: string };

/** What a load came to: requests answered as expected a second, and how long they took. */
export type Measured = {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  requests: number;
  refused: number;
  bytes: number;
};

/**
 * Keeps so many connections busy for a time, each with the next request as soon as the one before was answered in full.
 * @param shots makes the n-th request. @param accept which status counts as answered; all others are `refused`.
 */
export async function load(
  origin: string,
  shots: (n: number) => Shot,
  { connections, seconds, accept = [200] }: { connections: number; seconds: number; accept?: number[] },
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times = createHistogram();
  const total = { requests: 0, refused: 0, bytes: 0 };
  const startedAt = performance.now();
  const until = startedAt + seconds * 1000;
  let n = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const from = process.hrtime.bigint();
      const { status, bytes } = await send(origin, agent, shots(n++));
      if (!accept.includes(status)) {
        total.refused++;
        continue;
      }
      times.record(process.hrtime.bigint() - from);
      total.requests++;
      total.bytes += bytes;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const elapsedSeconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  const ms = (nanoseconds: number) => (total.requests > 0 ? nanoseconds / 1e6 : Number.NaN);
  return {
    perSecond: total.requests / elapsedSeconds,
    p50Ms: ms(times.percentile(50)),
    p99Ms: ms(times.percentile(99)),
    requests: total.requests,
    refused: total.refused,
    bytes: Math.round(total.bytes / Math.max(1, total.requests)),
  };
}

/** The same for something that is no request, e.g. a bare query or a hash. */
export async function loadOf(
  run: (n: number) => Promise<unknown>,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Measured> {
  const times = createHistogram();
  const startedAt = performance.now();
  let n = 0;
  const worker = async () => {
    while (performance.now() < startedAt + seconds * 1000) {
      const from = process.hrtime.bigint();
      await run(n++);
      times.record(process.hrtime.bigint() - from);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const requests = times.count;
  return {
    perSecond: requests / ((performance.now() - startedAt) / 1000),
    p50Ms: times.percentile(50) / 1e6,
    p99Ms: times.percentile(99) / 1e6,
    requests,
    refused: 0,
    bytes: 0,
  };
}

function send(origin: string, agent: Agent, { method = "GET", path, headers, body }: Shot) {
  return new Promise<{ status: number; bytes: number }>((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { agent, method, headers }, (response: IncomingMessage) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

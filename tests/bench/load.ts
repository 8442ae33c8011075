import { Agent, type IncomingMessage, request } from "node:http";
import { createHistogram } from "node:perf_hooks";

/** One request as the load sends it. `body` is a form as a browser posts it without JavaScript. */
export type Shot = { method?: "GET" | "POST"; path: string; headers?: Record<string, string>; body?: string };

/** How long a load lasts and how many connections it keeps busy. */
export type During = { connections: number; seconds: number };

/** What a load came to: answers a second, and how long they took. */
export type Measured = { perSecond: number; p50Ms: number; p99Ms: number; answers: number; bytes: number };

/** Adds up several loads of the same kind. */
export function newTally() {
  const times = createHistogram();
  let answers = 0;
  let bytes = 0;
  let seconds = 0;
  return {
    /** Keeps so many connections busy for a time, each with the next run as soon as the one before was done. */
    async load(run: (n: number) => Promise<number>, during: During): Promise<void> {
      const startedAt = performance.now();
      const until = startedAt + during.seconds * 1000;
      let n = answers;
      const worker = async () => {
        while (performance.now() < until) {
          const from = process.hrtime.bigint();
          const size = await run(n++);
          bytes += size;
          times.record(process.hrtime.bigint() - from);
          answers++;
        }
      };
      await Promise.all(Array.from({ length: during.connections }, worker));
      seconds += (performance.now() - startedAt) / 1000;
    },
    measured: (): Measured => ({
      perSecond: answers / seconds,
      p50Ms: times.percentile(50) / 1e6,
      p99Ms: times.percentile(99) / 1e6,
      answers,
      bytes: Math.round(bytes / Math.max(1, answers)),
    }),
  };
}

export type Tally = ReturnType<typeof newTally>;

/**
 * Sends requests to a server over as many connections as a load keeps busy.
 * @param shots makes the n-th request. @param status what counts as an answer.
 * @returns what sends the n-th and gives the size of its answer; it throws for any other status.
 */
export function sender(origin: string, shots: (n: number) => Shot, status = 200) {
  const agent = new Agent({ keepAlive: true });
  return async (n: number): Promise<number> => {
    const shot = shots(n);
    const answer = await send(origin, agent, shot);
    if (answer.status !== status) {
      throw new Error(`${shot.path} answered ${answer.status} in place of ${status}:\n${answer.text.slice(0, 2000)}`);
    }
    return answer.bytes;
  };
}

function send(origin: string, agent: Agent, { method = "GET", path, headers, body }: Shot) {
  return new Promise<{ status: number; bytes: number; text: string }>((resolve, reject) => {
    const outgoing = request(`${origin}${path}`, { agent, method, headers }, (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const content = Buffer.concat(chunks);
        const status = response.statusCode ?? 0;
        resolve({ status, bytes: content.length, text: status === 200 ? "" : content.toString() });
      });
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

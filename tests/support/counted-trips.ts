import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";

/**
 * A way to a Postgres server that counts the trips to it: how often something was sent after the server had responded to
 * what was sent before. What goes out together, over one connection, is one trip.
 */
export async function countedTrips(databaseUrl: string) {
  const target = new URL(databaseUrl);
  let trips = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 5432), target.hostname);
    let responded = true;
    client.on("data", () => {
      if (responded) trips += 1;
      responded = false;
    });
    upstream.on("data", () => {
      responded = true;
    });
    for (const socket of [client, upstream]) socket.on("error", () => {});
    client.pipe(upstream).pipe(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    /** How many trips a run takes. */
    async of(run: () => Promise<unknown>): Promise<number> {
      const before = trips;
      await run();
      return trips - before;
    },
    close: () => server.close(),
  };
}

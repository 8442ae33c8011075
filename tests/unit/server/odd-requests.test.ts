import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { newProgress } from "@/lib/http/unreadable-request";
import { refuseWhatIsNeverRead } from "@/lib/server/odd-requests";
import { text } from "../../support/words";

let server: Server;
afterEach(() => server.close());

/** Posts to a server whose framework reads the body and then does what it is told. */
async function post(then: (progress: ReturnType<typeof newProgress>, finish: () => void) => void): Promise<Response> {
  server = createServer((request, response) => {
    const progress = newProgress(true);
    refuseWhatIsNeverRead(request, response, progress, 100);
    request.resume().on("end", () => then(progress, () => response.end("done")));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/login`, {
    method: "POST",
    body: "a=1",
    headers: { Accept: "text/html" },
  });
}

test("a form that is never read is refused in words, also if the framework writes in the end", async () => {
  const answer = await post((_progress, finish) => setTimeout(finish, 300));
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(text("requests.unreadableTitle"));
  await new Promise((resolve) => setTimeout(resolve, 300));
});

test("one that code of ours works on may take its time", async () => {
  const answer = await post((progress, finish) => {
    progress.begun = true;
    setTimeout(finish, 300);
  });
  expect([answer.status, await answer.text()]).toEqual([200, "done"]);
});

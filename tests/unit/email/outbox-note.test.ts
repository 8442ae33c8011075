import { setTimeout } from "node:timers/promises";
import { deliveringAfterwards, noteEnqueued } from "@/lib/outbox/note-enqueued";

const run = async (work: () => Promise<unknown>) => {
  const steps: string[] = [];
  const outcome = await deliveringAfterwards(work, () => steps.push("deliver")).then(
    (value) => value,
    (error: unknown) => error,
  );
  return { steps, outcome };
};

test("delivery starts once, after whatever put emails into the outbox, however deep", async () => {
  const enqueue = async () => {
    await setTimeout(1);
    noteEnqueued();
  };
  expect(await run(() => Promise.all([enqueue(), enqueue()]).then(() => "done"))).toEqual({
    steps: ["deliver"],
    outcome: "done",
  });
});

test("a redirect, which is thrown, does not keep it from starting", async () => {
  const redirect = new Error("NEXT_REDIRECT");
  const work = async () => {
    noteEnqueued();
    throw redirect;
  };
  expect(await run(work)).toEqual({ steps: ["deliver"], outcome: redirect });
});

test("nothing starts without an email, and requests at the same time know nothing of each other", async () => {
  const [quiet, loud] = await Promise.all([run(() => setTimeout(5)), run(async () => noteEnqueued())]);
  expect([quiet.steps, loud.steps]).toEqual([[], ["deliver"]]);
  noteEnqueued();
});

import { after } from "next/server";
import { deliveringAfterwards } from "@/lib/outbox/note-enqueued";
import { kickDelivery } from "./runner";

/**
 * Runs what handles a request. If it puts an email into the outbox, delivery begins right after the response instead of
 * with the next sweep. The wrappers of actions (lib/action.ts) do this for every action; a route handler that writes
 * calls it itself.
 */
export function deliverAfterAnswer<T>(run: () => Promise<T>): Promise<T> {
  return deliveringAfterwards(run, () => after(kickDelivery));
}

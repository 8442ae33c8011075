import { after } from "next/server";
import { kickBatches } from "./runner";

/** Begins with a batch of users right after the response to the request that started it. */
export function runBatchesAfterAnswer(): void {
  after(kickBatches);
}

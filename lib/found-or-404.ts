import { notFound } from "next/navigation";
import { countRefusal, countRefusalOf } from "@/lib/counters";
import { AppError } from "@/lib/errors";
import { requestInfo } from "@/lib/http/current-request";

/** For pages: what was looked up, or the "not found" page for what does not exist or is not the reader's to see. */
export async function foundOr404<T>(lookUp: Promise<T>): Promise<T> {
  try {
    return await lookUp;
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== "NOT_FOUND" && error.code !== "FORBIDDEN")) throw error;
    await countRefusalOf(error.code, requestInfo);
    notFound();
  }
}

/** For pages: the "not found" page for a reader who may see the company, but not this about it. */
export function notTheirs(): never {
  countRefusal("forbidden");
  notFound();
}

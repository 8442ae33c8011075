import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** For pages: what was looked up, or the "not found" page for what does not exist or is not the reader's to see. */
export async function foundOr404<T>(lookUp: Promise<T>): Promise<T> {
  try {
    return await lookUp;
  } catch (error) {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "FORBIDDEN")) notFound();
    throw error;
  }
}

import type { Instrumentation } from "next";
import { markLogged } from "@/lib/logged-errors";

/** Runs once before the first request: opens the database, creates the provider, starts the jobs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/jobs/boot");
  await boot().catch((error: unknown) => {
    // The start command says it in words and ends; Next would print its stack first.
    markLogged(error);
    throw error;
  });
}

/** Logs what went wrong in a request, under the number that the user was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  markLogged(error);
  const { failedUnread } = await import("@/lib/http/unreadable-request");
  // The server says so in a line of its own.
  if (failedUnread()) return;
  const { log } = await import("@/lib/log");
  log.error(
    {
      err: error,
      requestId: request.headers["x-request-id"],
      method: request.method,
      path: request.path.split("?")[0],
      route: context.routePath,
      kind: context.routeType,
    },
    "a request failed",
  );
};

import type { Instrumentation } from "next";

/** Runs once before the first request: opens the database, creates the provider, starts the jobs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/jobs/boot");
  await boot();
}

/** Logs what went wrong while answering a request, under the number that the person was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const [{ log }, { markLogged }] = await Promise.all([import("@/lib/log"), import("@/lib/logged-errors")]);
  markLogged(error);
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

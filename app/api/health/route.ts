import { connection } from "next/server";
import { health } from "@/lib/health";

/** For load balancers and monitors: 200 when the database answers and migrations are current, else 503 and why. */
export async function GET(): Promise<Response> {
  await connection();
  const state = await health();
  const body = state.ready ? { status: "ok" } : { status: "unavailable", reason: state.reason };
  return Response.json(body, { status: state.ready ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}

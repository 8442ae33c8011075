import { redirect } from "next/navigation";
import { pathAfterSignIn } from "@/lib/auth/after-sign-in";
import { currentActor } from "@/lib/auth/current-actor";

export default async function HomePage() {
  const actor = await currentActor();
  redirect(actor ? pathAfterSignIn(null, actor.roles) : "/login");
}

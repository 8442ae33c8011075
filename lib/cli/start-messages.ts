import { readFileSync } from "node:fs";
import { ROOT } from "@/lib/cli/configuration";
import type { Env } from "@/lib/env";
import type { ServerHandle } from "@/lib/jobs/server-handle";

/** What the operator wants to know once the server is up: where it is, and on a new installation what to do first. */
export function welcome(settings: Env, info: ServerHandle["info"] | undefined): string {
  const { version } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8")) as { version: string };
  const lines = ["", `  Backstay ${version} is running at ${settings.APP_URL}`];
  const administrator = info?.administrator;
  if (administrator && !administrator.activated) {
    lines.push(
      "",
      `  First step: activate the administrator account ${administrator.login}.`,
      settings.EMAIL_TRANSPORT === "mailbox"
        ? `  The activation email is in the mailbox: ${settings.APP_URL}/mailbox`
        : `  The activation email goes to ${administrator.email}.`,
    );
  }
  lines.push("", "  Press Ctrl-C to stop it.", "");
  return lines.join("\n");
}

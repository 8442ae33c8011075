import { log } from "@/lib/log";
import { DAILY_RECAP } from "@/lib/mailings/daily-recap";
import { sendMailing } from "@/lib/mailings/send-mailing";
import { USAGE_REPORT } from "@/lib/mailings/usage-report";

/**
 * Writes the due emails that users have turned on; the sweep sends them. Never throws: what fails is logged and goes on
 * in an hour from where it was.
 */
export async function runMailings(signal: AbortSignal, now?: Date): Promise<void> {
  for (const mailing of [DAILY_RECAP, USAGE_REPORT]) {
    if (signal.aborted) return;
    try {
      const emails = await sendMailing(mailing, { signal, now });
      if (emails > 0) log.info({ template: mailing.template, emails }, "emails of a mailing were queued");
    } catch (error) {
      log.error({ err: error, template: mailing.template }, "a mailing failed; the next attempt is in an hour");
    }
  }
}

import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { fileErrorCode, makeFolder } from "@/db/data-folder";
import { AUTOMATIC_HEADERS, type EmailTransport, mailboxOf, messageIdOf, TransportError } from "./contract";

/** Where the local mailbox keeps its emails. */
export function mailboxFolder(dataDir: string): string {
  return join(/* turbopackIgnore: true */ dataDir, "mailbox");
}

/** The file of an email that is still being written, which gets its name when it is complete. */
export const UNFINISHED_EMAIL = /^\..+\.part$/;

/** Writes emails as .eml files, named by id: written again, an email replaces itself. For a machine of one's own. */
export function mailboxTransport(folder: string): EmailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: "unix" });
  return {
    async send(message) {
      const { id, to, from, subject, html, text, headers } = message;
      const partial = join(folder, `.${id}.${randomUUID()}.part`);
      try {
        const { message: source } = await composer.sendMail({
          from: mailboxOf(from),
          to: mailboxOf({ name: null, address: to }),
          subject,
          html,
          text,
          messageId: messageIdOf(message),
          headers: { ...AUTOMATIC_HEADERS, ...headers },
        });
        makeFolder(folder);
        const file = await open(partial, "w", 0o600);
        try {
          await file.writeFile(source.toString());
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, join(folder, `${id}.eml`));
      } catch (error) {
        await rm(partial, { force: true }).catch(() => undefined);
        throw new TransportError("storage", { permanent: false, detail: fileErrorCode(error), cause: error });
      }
      return { providerId: null };
    },
  };
}

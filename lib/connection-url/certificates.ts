import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConnectionUrlError } from "./connection-url";

/**
 * Reads a file of certificates in PEM form.
 * @returns its text.
 * @throws ConnectionUrlError
 */
export function readCertificates(path: string): string {
  const text = read(path);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    throw new ConnectionUrlError("must name a file whose certificates are whole: one of them can't be read");
  }
  if (blocks.length > 0) return text;
  throw new ConnectionUrlError("must name a file with certificates in PEM form: -----BEGIN CERTIFICATE-----");
}

function read(path: string): string {
  try {
    return readFileSync(/* turbopackIgnore: true */ path, "utf8");
  } catch {
    throw new ConnectionUrlError("must name a file that can be read: check that it exists and its permissions");
  }
}

import { notFound } from "next/navigation";
import { providerBrand } from "@/lib/brand/queries";
import { mailDocumentResponse } from "@/lib/email/mail-document";
import { inScheme, previewEmail, previewName } from "@/lib/email/preview-email";
import { languageSchema } from "@/lib/fields/language";
import { requireMailbox } from "../../guard";

/** The HTML of a sample, for the sandboxed frame on the page of the preview. */
export async function GET(request: Request): Promise<Response> {
  await requireMailbox();
  const { searchParams } = new URL(request.url);
  const name = previewName(searchParams.get("email"));
  if (!name) notFound();
  const language = languageSchema.catch("en").parse(searchParams.get("language"));
  const { html } = await previewEmail(name, language, await providerBrand());
  return mailDocumentResponse(inScheme(html, searchParams.get("scheme") === "dark" ? "dark" : "light"));
}

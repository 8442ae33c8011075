import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/auth/message-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notFound");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("notFound");
  const unexpected = await getTranslations("unexpected");
  return (
    <MessagePage title={t("title")} text={t("text")} action={{ href: "/start", label: unexpected("startPage") }} />
  );
}

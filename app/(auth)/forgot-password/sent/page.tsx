import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ResetSent } from "@/components/auth/reset-sent";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("passwordReset"))("sentTitle") };
}

export default function ResetSentPage() {
  return <ResetSent />;
}

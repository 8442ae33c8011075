import Link from "next/link";
import { useTranslations } from "next-intl";
import { type PreviewChoice, previewHref } from "@/lib/email/schema";

/** The samples to choose from; what else was chosen stays. */
export function PreviewList({ names, choice }: { names: readonly PreviewChoice["email"][]; choice: PreviewChoice }) {
  const t = useTranslations("mailbox.preview");
  return (
    <nav aria-label={t("list")} className="min-h-0 flex-1 lg:overflow-y-auto">
      <ul className="py-2">
        {names.map((name) => (
          <li key={name}>
            <Link
              href={previewHref({ ...choice, email: name })}
              prefetch={false}
              aria-current={name === choice.email ? "page" : undefined}
              className="flex min-h-10 items-center border-transparent border-s-3 px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60 aria-[current]:border-accent aria-[current]:bg-accent-soft aria-[current]:font-medium sm:px-6"
            >
              {t(`names.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

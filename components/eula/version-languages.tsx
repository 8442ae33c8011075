import { TextLink } from "@/components/ui/text-link";
import { LANGUAGE_NAMES, type Language } from "@/lib/vocabulary";

type VersionLanguagesProps = {
  /** The page of the version. */
  href: string;
  languages: readonly Language[];
  /** The one that is shown. */
  current?: Language;
};

/** The languages of a version, each a link to its text; every one is named in itself. */
export function VersionLanguages({ href, languages, current }: VersionLanguagesProps) {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {languages.map((language) => (
        <li key={language}>
          <TextLink
            href={`${href}?language=${language}`}
            lang={language}
            prefetch={false}
            aria-current={language === current ? "page" : undefined}
            className="aria-[current]:text-ink aria-[current]:no-underline"
          >
            {LANGUAGE_NAMES[language]}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

import { Link } from "./link";

type ChoiceLinksProps = {
  label: string;
  choices: readonly { href: string; label: string; current: boolean }[];
};

/** Links to the same page with more or less on it; one of them is the page as it is. */
export function ChoiceLinks({ label, choices }: ChoiceLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-2">
      {choices.map(({ href, label: text, current }) => (
        <Link
          key={href}
          href={href}
          aria-current={current ? "page" : undefined}
          className={`rounded-full border px-3.5 py-1.5 font-medium text-sm ${current ? "border-accent bg-accent-soft text-accent" : "border-line-strong bg-raised hover:bg-sunken"}`}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}

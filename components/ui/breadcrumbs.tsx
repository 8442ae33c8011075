import { ChevronRight } from "lucide-react";
import { Link } from "./link";

type BreadcrumbsProps = { label: string; items: readonly { label: string; href?: string }[] };

/** The way down to this page; the last entry is the page itself and needs no href. */
export function Breadcrumbs({ label, items }: BreadcrumbsProps) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-x-1 text-muted text-sm">
        {items.map((item, index) => (
          <li key={`${item.href} ${item.label}`} className="flex min-w-0 items-center gap-1">
            {index > 0 && <ChevronRight aria-hidden="true" className="size-3.5 shrink-0" />}
            {item.href && index < items.length - 1 ? (
              <Link
                href={item.href}
                title={item.label}
                className="truncate rounded-sm py-0.5 hover:text-ink hover:underline"
              >
                {item.label}
              </Link>
            ) : (
              <span aria-current={index === items.length - 1 ? "page" : undefined} className="wrap-anywhere py-0.5">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

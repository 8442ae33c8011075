import type { ReactNode } from "react";

type DefinitionListProps = { items: readonly { term: string; value: ReactNode }[] };

/** Facts in pairs of name and value. */
export function DefinitionList({ items }: DefinitionListProps) {
  return (
    <dl className="divide-y divide-line">
      {items.map((item) => (
        <div key={item.term} className="grid gap-x-6 py-2.5 sm:grid-cols-[minmax(9rem,1fr)_2fr]">
          <dt className="text-muted text-sm sm:leading-6">{item.term}</dt>
          <dd className="min-w-0">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

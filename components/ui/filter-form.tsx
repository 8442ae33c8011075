import { ChevronDown, SlidersHorizontal } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "./badge";
import { Button, LinkButton } from "./button";
import { Card } from "./card";

type FilterFormProps = {
  /** The address of the list; the form puts the filter behind it. */
  action: string;
  words: { title: string; submit: string; reset: string };
  /** How many fields narrow the list down. */
  inForce: number;
  /** The grid of the fields. */
  className: string;
  children: ReactNode;
};

/**
 * A plain GET form: the filter is in the address, which can be kept and shared. On narrow screens it is folded unless a
 * filter is set, by the browser alone (globals.css, "filter-fold"); on wide ones its button is in its row.
 */
export function FilterForm({ action, words, inForce, className, children }: FilterFormProps) {
  return (
    <Card className="no-print" flush>
      <details className="filter-fold group/fold" open={inForce > 0}>
        <summary className="min-h-11 items-center gap-2.5 rounded-card px-4 font-medium">
          <SlidersHorizontal aria-hidden="true" className="size-4 text-muted" />
          {words.title}
          {inForce > 0 && <Badge tone="accent">{inForce}</Badge>}
          <ChevronDown aria-hidden="true" className="ms-auto size-4 text-muted group-open/fold:rotate-180" />
        </summary>
        <form
          method="get"
          action={action}
          aria-label={words.title}
          className="filter-fields flex flex-col gap-3 px-4 pt-1 pb-4 sm:py-2 xl:flex-row xl:items-start"
        >
          <div className={`grid min-w-0 flex-1 items-start gap-3 ${className}`}>{children}</div>
          {/* In the row of the controls, which have their labels above. */}
          <div className="flex flex-wrap gap-2 xl:pt-5.5">
            <Button type="submit" size="sm" className="sm:min-h-9">
              {words.submit}
            </Button>
            {inForce > 0 && (
              <LinkButton href={action} variant="ghost" size="sm" className="sm:min-h-9">
                {words.reset}
              </LinkButton>
            )}
          </div>
        </form>
      </details>
    </Card>
  );
}

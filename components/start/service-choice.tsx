import { ArrowRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

export type ServiceCard = { href: string; title: string; description: string; icon: ReactNode };

/** The services a user can open, each one big link. */
export function ServiceChoice({ services }: { services: readonly ServiceCard[] }) {
  return (
    <ul className="grid max-w-4xl gap-4 sm:grid-cols-2">
      {services.map((service) => (
        <li
          key={service.href}
          className="group relative flex flex-col gap-3 rounded-card border border-line bg-raised p-5 shadow-card transition-colors hover:border-accent sm:p-6"
        >
          <span
            aria-hidden="true"
            className="grid size-11 place-items-center rounded-card bg-accent-soft text-accent [&_svg]:size-6"
          >
            {service.icon}
          </span>
          <div className="flex-1">
            <h2 className="font-semibold text-lg tracking-tight">
              <Link
                href={service.href}
                className="rounded-sm outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:outline-offset-2"
              >
                {service.title}
              </Link>
            </h2>
            <p className="mt-1 text-muted">{service.description}</p>
          </div>
          <ArrowRight
            aria-hidden="true"
            className="size-5 text-accent transition-transform group-hover:translate-x-1 motion-reduce:transform-none"
          />
        </li>
      ))}
    </ul>
  );
}

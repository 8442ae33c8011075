import { Building2, Handshake, Layers } from "lucide-react";
import type { IconName } from "./model";

const ICONS = { customer: Building2, partner: Handshake, unit: Layers } as const satisfies Record<IconName, unknown>;

/** The signs of a list, drawn once; rows name them. */
export function ListIcons({ names }: { names: readonly IconName[] }) {
  if (names.length === 0) return null;
  return (
    <svg aria-hidden="true" className="hidden">
      {names.map((name) => {
        const Icon = ICONS[name];
        return (
          <symbol key={name} id={name} viewBox="0 0 24 24">
            <Icon />
          </symbol>
        );
      })}
    </svg>
  );
}

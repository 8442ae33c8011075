import type { ComponentProps } from "react";
import { SelectField } from "@/components/ui/select-field";

type TimeZoneFieldProps = Omit<ComponentProps<typeof SelectField>, "options"> & TimeZoneChoice;

/** The time zones that can be chosen, which the server says: a browser may know others. */
export type TimeZoneChoice = {
  zones: readonly string[];
  /** What applies without one of one's own, e.g. "As your company: Europe/Berlin". */
  inherited: string;
};

/** A select with time zones by their IANA names. */
export function TimeZoneField({ zones, inherited, ...select }: TimeZoneFieldProps) {
  const options = [{ value: "", label: inherited }, ...zones.map((zone) => ({ value: zone, label: zone }))];
  return <SelectField {...select} options={options} autoComplete="off" />;
}

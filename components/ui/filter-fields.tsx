import { Search } from "lucide-react";
import type { ComponentProps } from "react";

type FilterSearchProps = {
  id: string;
  name: string;
  label: string;
  /** What is looked through, shown in the empty field. */
  placeholder: string;
  /** How it's looked for. */
  hint?: string;
  value: string | undefined;
  type?: "search" | "text";
};

/** Words to look for, in the line of filters. */
export function FilterSearch({ id, name, label, placeholder, hint, value, type = "search" }: FilterSearchProps) {
  return (
    <div className="filter-search" title={hint}>
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Search aria-hidden="true" />
      <input
        id={id}
        name={name}
        type={type}
        placeholder={placeholder}
        defaultValue={value}
        aria-describedby={hint && `${id}-hint`}
        maxLength={254}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        className="control"
      />
      {hint && (
        <span id={`${id}-hint`} className="sr-only">
          {hint}
        </span>
      )}
    </div>
  );
}

type FilterSelectProps = {
  id: string;
  name: string;
  label: string;
  value: string | undefined;
  hint?: string;
  options: readonly { value: string; label: string }[];
  /** Where the list has headers to sort by, the order is only carried along. */
  carried?: "from-sm" | "from-xl";
};

const CARRIED = { "from-sm": "sm:hidden", "from-xl": "xl:hidden" } as const;

/** One of some values, with its name in front. */
export function FilterSelect({ id, name, label, value, hint, options, carried }: FilterSelectProps) {
  return (
    <label className={`filter-pick ${carried ? CARRIED[carried] : ""}`} title={hint}>
      <span>{label}</span>
      <select id={id} name={name} defaultValue={value ?? ""}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

type FilterDateProps = Pick<ComponentProps<"input">, "min" | "max"> & {
  id: string;
  name: string;
  label: string;
  value: string | undefined;
  hint?: string;
};

/** A day, with its name in front. */
export function FilterDate({ label, value, hint, ...input }: FilterDateProps) {
  return (
    <label className="filter-pick" title={hint}>
      <span>{label}</span>
      <input type="date" {...input} defaultValue={value} />
    </label>
  );
}

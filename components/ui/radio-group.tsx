import type { ChangeEventHandler, FocusEventHandler, ReactNode, Ref } from "react";
import { descriptionProps, FieldError } from "./field";

type RadioOption = {
  value: string;
  label: ReactNode;
  description?: ReactNode;
  disabled?: boolean;
  /** Shown while this option is chosen, by CSS. Controls in it must not be `required`: hidden, they would block the form. */
  reveal?: ReactNode;
};

type RadioGroupProps = {
  id: string;
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  options: readonly RadioOption[];
  defaultValue?: string;
  required?: boolean;
  onChange?: ChangeEventHandler<HTMLInputElement>;
  onBlur?: FocusEventHandler<HTMLInputElement>;
  ref?: Ref<HTMLInputElement>;
};

/** One choice of a few, each with room for a description and for what it opens. The first input has the group's id. */
export function RadioGroup(props: RadioGroupProps) {
  const { id, name, label, hint, error, options, defaultValue, required, onChange, onBlur, ref } = props;
  const group = descriptionProps(id, { hint, error });
  return (
    <fieldset aria-describedby={group["aria-describedby"]} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-sm">{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
      <div className="flex flex-col gap-2">
        {options.map((option, index) => {
          const optionId = index === 0 ? id : `${id}-${option.value}`;
          const description = option.description ? `${optionId}-description` : undefined;
          return (
            <div key={option.value} className="choice">
              <label className="flex items-start gap-3 rounded-control px-3.5 py-2.5 transition-colors">
                <input
                  ref={ref}
                  type="radio"
                  id={optionId}
                  name={name}
                  value={option.value}
                  defaultChecked={defaultValue === option.value}
                  disabled={option.disabled}
                  required={required}
                  onChange={onChange}
                  onBlur={onBlur}
                  aria-labelledby={`${optionId}-label`}
                  aria-describedby={description}
                  className="mt-[0.2rem] size-4.5 shrink-0"
                />
                <span className="min-w-0">
                  <span id={`${optionId}-label`} className="block font-medium">
                    {option.label}
                  </span>
                  {option.description && (
                    <span id={description} className="block text-muted text-sm">
                      {option.description}
                    </span>
                  )}
                </span>
              </label>
              {option.reveal && (
                <div className="choice-reveal ms-5.5 mt-2 border-accent border-s-2 ps-5 pt-1 pb-2">{option.reveal}</div>
              )}
            </div>
          );
        })}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </fieldset>
  );
}

import type { ComponentChild } from "preact";
import { useId } from "preact/hooks";

interface Wiring {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: "true";
}

interface Props {
  label: ComponentChild;
  hint?: ComponentChild;
  error?: string | null;
  /** Draws the control with the attributes that connect it to label, hint and error. */
  children: (wiring: Wiring) => ComponentChild;
}

export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? "true" : undefined })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="wrong" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

import type { ComponentChildren } from "preact";

/** A small label; `onRemove` adds a remove button. */
export function Chip({
  children,
  onRemove,
  removeName,
}: {
  children: ComponentChildren;
  onRemove?: () => void;
  removeName?: string;
}) {
  return (
    <span class="chip">
      <span>{children}</span>
      {onRemove && (
        <button type="button" class="close" aria-label={removeName ?? "Retirar"} onClick={onRemove}>
          ×
        </button>
      )}
    </span>
  );
}

import { Button } from "../components/Button";
import { Chip } from "../components/Chip";
import { chips } from "./chips";
import type { Filter } from "./filter";

/** The active filters, each with a remove button. */
export function FilterChips({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const shown = chips(filter);
  if (!shown.length) return null;
  return (
    <ul class="filters" aria-label="Filtros em uso">
      {shown.map(({ id, text, without }) => (
        <li key={id}>
          <Chip onRemove={() => onChange(without)} removeName={`Retirar o filtro ${text}`}>
            {text}
          </Chip>
        </li>
      ))}
      {shown.length > 1 && (
        <li>
          <Button kind="quiet" onClick={() => onChange(new URLSearchParams())}>
            Limpar filtros
          </Button>
        </li>
      )}
    </ul>
  );
}

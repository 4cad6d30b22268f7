import { Field } from "../../components/Field";
import { FIELDS, type Item } from "./fields";

const SHARED = ["artista", "album", "musica", "canal"] as const;

/** What all comments have in common, where the file does not say: the post that they were copied from, say. */
export function CommonFields({ value, onValue }: { value: Item; onValue: (value: Item) => void }) {
  return (
    <details class="common">
      <summary>Preencher em todos (opcional)</summary>
      <p class="hint">Vale para os comentários que não trazem esta informação.</p>
      <div class="fields">
        {SHARED.map((field) => (
          <Field key={field} label={FIELDS[field]}>
            {(wiring) => (
              <input
                {...wiring}
                maxLength={200}
                autoComplete="off"
                value={String(value[field] ?? "")}
                onInput={(event) => onValue({ ...value, [field]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </details>
  );
}

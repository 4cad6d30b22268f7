import { Field } from "../../components/Field";
import { FIELDS, type Item } from "./fields";

const SHARED = ["artista", "album", "musica", "canal"] as const;

/** Values for fields that the file does not give, such as the channel that all comments come from. */
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

import { useId } from "preact/hooks";
import type { Source } from "../source/source";
import { assigned, FIELDS, type Field, type Mapping } from "./fields";

const LOOKED_AT = 30; // rows an example is taken from
const EXAMPLES = 2;

/** Each column of the file, with examples, and the field that it goes as. */
export function Columns({
  source,
  mapping,
  onMapping,
}: {
  source: Source;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}) {
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <h3 id={heading}>Colunas encontradas</h3>
      <ul class="columns">
        {source.columns.map((name, n) => (
          <Column
            key={n}
            name={name || `coluna ${n + 1}`}
            examples={examples(source, n)}
            field={mapping[n] ?? null}
            onField={(field) => onMapping(assigned(mapping, n, field))}
          />
        ))}
      </ul>
    </section>
  );
}

interface Props {
  name: string;
  examples: string;
  field: Field | null;
  onField: (field: Field | null) => void;
}

function Column({ name, examples: shown, field, onField }: Props) {
  const id = useId();
  return (
    <li data-sent={field !== null || undefined}>
      <label for={id}>{name}</label>
      <span class="example">{shown || "vazia nas primeiras linhas"}</span>
      <select
        id={id}
        value={field ?? ""}
        onChange={(event) => onField((event.currentTarget.value || null) as Field | null)}
      >
        <option value="">Não enviar</option>
        {Object.entries(FIELDS).map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </li>
  );
}

function examples({ rows }: Source, column: number): string {
  const values = rows
    .slice(0, LOOKED_AT)
    .map((row) => row.values[column])
    .filter((value) => value !== undefined && value !== "");
  return [...new Set(values.map((value) => brief(typeof value === "string" ? value : JSON.stringify(value))))]
    .slice(0, EXAMPLES)
    .join(" · ");
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}

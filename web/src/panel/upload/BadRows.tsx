import { count } from "../../shared/formats";
import { FIELDS, type Field } from "./preview/fields";
import { type BadRow, type Format, placeName } from "./source/source";

const SHOWN = 100;

/** Each with its place in the file, its field and the reason. */
export function BadRows({ format, bad, title }: { format: Format; bad: readonly BadRow[]; title: string }) {
  if (!bad.length) return null;
  const more = bad.length - SHOWN;
  return (
    <details class="bad" open={bad.length <= 10}>
      <summary>
        {title}: {count(bad.length)}
      </summary>
      <ul>
        {bad.slice(0, SHOWN).map((row, n) => (
          <li key={n}>
            <b>{placeName(format, row.place)}</b>
            {row.field && `, ${(FIELDS[row.field as Field] ?? row.field).toLowerCase()}`}: {row.reason}
          </li>
        ))}
        {more > 0 && <li>e mais {count(more)}</li>}
      </ul>
    </details>
  );
}

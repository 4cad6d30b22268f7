import { useEffect, useState } from "preact/hooks";
import { Field } from "../components/Field";
import { type Filter, type FilterName, put } from "./filter";

interface Props {
  label: string;
  name: FilterName;
  type: "date" | "percent";
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** One end of a range, applied on blur or Enter. */
export function Range({ label, name, type, filter, onChange }: Props) {
  const given = shown(filter.get(name) ?? "", type);
  const [text, setText] = useState(given);
  useEffect(() => setText(given), [given]);
  const settle = () => {
    if (text !== given) onChange(put(filter, name, stored(text, type)));
  };
  return (
    <Field label={label}>
      {(wiring) => (
        <input
          {...wiring}
          type={type === "percent" ? "number" : "date"}
          min={type === "percent" ? 0 : undefined}
          max={type === "percent" ? 100 : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => event.key === "Enter" && settle()}
        />
      )}
    </Field>
  );
}

function shown(value: string, type: Props["type"]): string {
  if (type === "date") return value.slice(0, 10);
  return value && Number.isFinite(Number(value)) ? String(Math.round(Number(value) * 100)) : "";
}

function stored(text: string, type: Props["type"]): string | null {
  if (type === "date") return text || null;
  return text === "" ? null : String(Math.min(Math.max(Number(text), 0), 100) / 100);
}

import { useId, useState } from "preact/hooks";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { type Filter, type FilterName, has, toggle } from "./filter";

interface Props {
  label: string;
  name: FilterName;
  options: readonly { value: string; text?: string }[];
  filter: Filter;
  onChange: (filter: Filter) => void;
  /** Pattern that the API requires, if any. */
  pattern?: string;
}

/** Adds a value to a filter, suggested or typed. */
export function Adder({ label, name, options, filter, onChange, pattern }: Props) {
  const [text, setText] = useState("");
  const list = useId();
  const add = (wanted: string) => {
    const value = wanted.trim();
    setText("");
    if (value && !has(filter, name, value)) onChange(toggle(filter, name, value));
  };
  const typed = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    setText(value);
    if (isPick(event) && options.some((one) => one.value === value)) add(value);
  };
  return (
    <form
      class="adder"
      onSubmit={(event) => {
        event.preventDefault();
        add(text);
      }}
    >
      <Field label={label}>
        {(wiring) => (
          <input
            {...wiring}
            list={list}
            autoComplete="off"
            maxLength={200}
            pattern={pattern}
            title={pattern && "Letras minúsculas, números e _"}
            value={text}
            onInput={typed}
          />
        )}
      </Field>
      <Button type="submit" disabled={!text.trim()}>
        Filtrar
      </Button>
      <datalist id={list}>
        {options.map(({ value, text: shown }) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </datalist>
    </form>
  );
}

/** Whether the value was picked from the list; a typed one may be incomplete. */
function isPick(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
}

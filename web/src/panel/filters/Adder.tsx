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
  /** What the API takes, where it takes not everything. */
  pattern?: string;
}

/** One more value of a filter: from the suggestions, or typed. */
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

/** Whether the value came from the list; typed, it may be the beginning of a longer one. */
function isPick(event: Event): boolean {
  return !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
}

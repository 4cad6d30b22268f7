import { type Filter, type FilterName, has, toggle } from "./filter";

interface Props {
  legend: string;
  name: FilterName;
  choices: readonly { value: string; text: string }[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** Check boxes for a filter with few values. */
export function Choices({ legend, name, choices, filter, onChange }: Props) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(({ value, text }) => (
        <label key={value} class="choice">
          <input
            type="checkbox"
            checked={has(filter, name, value)}
            onChange={() => onChange(toggle(filter, name, value))}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}

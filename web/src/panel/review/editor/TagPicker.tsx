import { useId, useRef, useState } from "preact/hooks";
import { shortTag } from "../../../shared/words";
import { Chip } from "../../components/Chip";
import { useCatalogue } from "../../filters/options";
import { useKeys } from "../../hooks/keys";
import { searchTags } from "./tagSearch";

interface Props {
  chosen: readonly string[];
  disabled: boolean;
  onChange: (code: string, on: boolean) => void;
}

const MOST = 12; // per comment: the limit of the API

/** The tags of a comment with a searchable list: arrows choose, Enter adds or removes. */
export function TagPicker({ chosen, disabled, onChange }: Props) {
  const catalogue = useCatalogue();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [open, setOpen] = useState(false);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useKeys([{ keys: ["t"], does: "Escolher tags", run: () => input.current?.focus() }]);
  const found = searchTags(catalogue, text);
  const marked = found[Math.min(active, found.length - 1)];
  const nameOf = (code: string) => shortTag(catalogue.find(({ codigo }) => codigo === code)?.explicacao ?? code);
  const turn = (code: string) => {
    const on = !chosen.includes(code);
    if (on && chosen.length >= MOST) return;
    onChange(code, on);
    setText("");
    setActive(0);
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const newest = chosen.at(-1);
    if (step && marked) setActive((found.indexOf(marked) + step + found.length) % found.length);
    else if (event.key === "Enter" && open && marked) turn(marked.codigo);
    else if (event.key === "Backspace" && !text && newest !== undefined) onChange(newest, false);
    else if (event.key === "Escape") text ? setText("") : input.current?.blur();
    else return;
    event.preventDefault();
  };
  return (
    <fieldset class="tags" disabled={disabled}>
      <legend>
        Tags <kbd aria-hidden="true">t</kbd>
        {disabled && <span class="hint"> (spam não tem)</span>}
      </legend>
      {chosen.length > 0 && (
        <ul class="chosen">
          {chosen.map((code) => (
            <li key={code}>
              <Chip onRemove={() => onChange(code, false)} removeName={`Retirar ${nameOf(code)}`}>
                <span title={code}>{nameOf(code)}</span>
              </Chip>
            </li>
          ))}
        </ul>
      )}
      <div class="picker">
        <input
          ref={input}
          role="combobox"
          aria-label="Acrescentar tag"
          aria-keyshortcuts="t"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && marked ? `${id}-${marked.codigo}` : undefined}
          autoComplete="off"
          placeholder="Acrescentar tag"
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setActive(0);
            setOpen(true);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={pressed}
        />
        <ul
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the list of the ARIA combobox pattern
          role="listbox"
          id={`${id}-list`}
          aria-label="Tags do catálogo"
          aria-multiselectable="true"
          hidden={!open || !found.length}
        >
          {found.map((tag) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
            <li
              key={tag.codigo}
              id={`${id}-${tag.codigo}`}
              // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an option of that list
              role="option"
              aria-selected={chosen.includes(tag.codigo)}
              data-active={tag === marked || undefined}
              onMouseDown={(event) => {
                event.preventDefault();
                turn(tag.codigo);
              }}
            >
              <b>{tag.codigo}</b> <span>{tag.explicacao}</span>
            </li>
          ))}
        </ul>
        {open && text && !found.length && (
          <p class="hint" role="status">
            Nenhuma tag do catálogo combina com “{text}”.
          </p>
        )}
      </div>
    </fieldset>
  );
}

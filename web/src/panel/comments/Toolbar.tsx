import { useState } from "preact/hooks";
import type { Order } from "../api/types";
import { Button } from "../components/Button";
import { chips } from "../filters/chips";
import { FilterChips } from "../filters/FilterChips";
import { Filters } from "../filters/Filters";
import { type Filter, ORDERS, put } from "../filters/filter";
import { SearchBox } from "../filters/SearchBox";
import { useKeys } from "../hooks/keys";
import { KeysHelp } from "./KeysHelp";

interface Props {
  filter: Filter;
  onFilter: (filter: Filter, typing?: boolean) => void;
  order: Order;
  onOrder: (order: Order) => void;
}

/** Search, filters, order and keys. */
export function Toolbar({ filter, onFilter, order, onOrder }: Props) {
  const [open, setOpen] = useState(false);
  const [help, setHelp] = useState(false);
  useKeys([
    { keys: ["f"], does: "Abrir ou fechar os filtros", run: () => setOpen((now) => !now) },
    { keys: ["?"], does: "Mostrar estas teclas", run: () => setHelp(true) },
  ]);
  const used = chips(filter).length;
  return (
    <div class="toolbar">
      <SearchBox value={filter.get("busca") ?? ""} onSearch={(text) => onFilter(put(filter, "busca", text), true)} />
      <Button aria-expanded={open} aria-controls="filtros" onClick={() => setOpen(!open)}>
        Filtros{used > 0 && ` (${used})`}
      </Button>
      <select aria-label="Ordem" value={order} onChange={(event) => onOrder(event.currentTarget.value as Order)}>
        {Object.entries(ORDERS).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <Button kind="quiet" aria-haspopup="dialog" onClick={() => setHelp(true)}>
        Atalhos <kbd aria-hidden="true">?</kbd>
      </Button>
      <div id="filtros" hidden={!open}>
        {open && <Filters filter={filter} onChange={onFilter} />}
      </div>
      <FilterChips filter={filter} onChange={onFilter} />
      {help && <KeysHelp onClose={() => setHelp(false)} />}
    </div>
  );
}

import { useState } from "preact/hooks";
import type { Order } from "../api/types";
import { Button } from "../components/Button";
import type { Filter } from "../filters/filter";
import { ExportDialog } from "./ExportDialog";

interface Props {
  /** Exports the comments that match. */
  filter: Filter;
  order?: Order;
  children?: string;
}

export function ExportButton({ filter, order, children = "Exportar" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {children}
      </Button>
      {open && <ExportDialog filter={filter} order={order} onClose={() => setOpen(false)} />}
    </>
  );
}

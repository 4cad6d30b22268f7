import { Table } from "../../components/Table";
import { type Format, placeName } from "../source/source";
import { FIELDS, type Field } from "./fields";
import type { ReadyRow } from "./plan";

const SHOWN = 5;

/** The first comments as they will be sent. */
export function FirstRows({ format, ready }: { format: Format; ready: readonly ReadyRow[] }) {
  const first = ready.slice(0, SHOWN);
  if (!first.length) return null;
  const fields = (Object.keys(FIELDS) as Field[]).filter((field) => first.some(({ item }) => item[field]));
  const columns = [
    { title: format === "json" ? "Item" : "Linha", cell: ({ place }: ReadyRow) => place },
    ...fields.map((field) => ({
      title: FIELDS[field],
      cell: ({ item }: ReadyRow) => <span class="cell">{String(item[field] ?? "")}</span>,
    })),
  ];
  return (
    <section class="first">
      <h3>Primeiros comentários</h3>
      <Table
        caption="Primeiros comentários, como serão enviados"
        columns={columns}
        rows={first}
        id={({ place }) => placeName(format, place)}
      />
    </section>
  );
}

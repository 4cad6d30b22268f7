import type { ComponentChild } from "preact";

export interface Column<Row> {
  title: string;
  numeric?: boolean;
  cell: (row: Row) => ComponentChild;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Key of the row. */
  id: (row: Row) => string;
}

/** The first column is the row's header. A wide table scrolls inside its frame, also by keyboard. */
export function Table<Row>({ caption, columns, rows, id }: Props<Row>) {
  return (
    <div class="scroller" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="aside">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ title, numeric }) => (
              <th key={title} scope="col" class={numeric ? "number" : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((column, n) => (
                <Cell key={column.title} column={column} row={row} first={n === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell<Row>({ column, row, first }: { column: Column<Row>; row: Row; first: boolean }) {
  const kind = column.numeric ? "number" : undefined;
  return first ? (
    <th scope="row" class={kind}>
      {column.cell(row)}
    </th>
  ) : (
    <td class={kind}>{column.cell(row)}</td>
  );
}

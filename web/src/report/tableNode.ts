// The table behind a chart, as HTML.

import { node } from "../shared/nodes";
import { shown, type Table } from "../shared/snapshot/tables";

export function tableNode(title: string, { columns, rows }: Table): HTMLTableElement {
  const head = columns.map(({ name, kind }) => node("th", { scope: "col", class: kind }, name));
  const body = rows.map((row) =>
    node(
      "tr",
      {},
      ...row.map((cell, n) => {
        const kind = columns[n]?.kind ?? "text";
        return n === 0
          ? node("th", { scope: "row", class: kind }, shown(cell, kind))
          : node("td", { class: kind }, shown(cell, kind));
      }),
    ),
  );
  return node(
    "table",
    {},
    node("caption", {}, title),
    node("thead", {}, node("tr", {}, ...head)),
    node("tbody", {}, ...body),
  );
}

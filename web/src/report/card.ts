// One chart's card: title, sentence, legend, drawing, table and CSV.

import type { Charts } from "../shared/charts/index";
import { csv } from "../shared/csv";
import { csvName, save } from "../shared/csvFile";
import { explore } from "../shared/explorer";
import { node, part, say } from "../shared/nodes";
import { legend } from "../shared/snapshot/legends";
import type { Selection } from "../shared/snapshot/selection";
import { SUMMARIES } from "../shared/snapshot/summaries";
import { type ChartId, TABLES } from "../shared/snapshot/tables";
import { tableNode } from "./tableNode";

export interface Card {
  /** Updates everything that needs no drawing library. Does nothing when the selection is already shown. */
  update(selection: Selection): void;
  section: HTMLElement;
  /** Draws if the data or the available width has changed since the last drawing. */
  draw(charts: Charts): void;
}

export function card(id: ChartId): Card {
  const section = part(`#${id}`);
  const plot = part(".plot", section);
  const table = node("div", { class: "table", id: `${id}-tabela`, tabindex: "0", role: "region" });
  const explorer = explore(plot, (words) => say(part("#fala"), words));
  let selection: Selection | null = null;
  let drawn = "";

  table.hidden = true;
  const toggle = button("Ver como tabela", id, { "aria-expanded": "false", "aria-controls": table.id });
  toggle.addEventListener("click", () => {
    table.hidden = !table.hidden;
    toggle.setAttribute("aria-expanded", String(!table.hidden));
    fillTable();
  });
  const download = button("Baixar CSV", id);
  download.addEventListener("click", () => {
    if (!selection) return;
    const { columns, rows } = TABLES[id](selection);
    save(
      csvName(id, selection),
      csv(
        columns.map((column) => column.name),
        rows,
      ),
    );
  });
  part(".tools", section).replaceChildren(toggle, download);
  section.append(table);

  function fillTable(): void {
    const title = part("h2", section).textContent;
    table.setAttribute("aria-label", `Tabela: ${title}`);
    if (selection && !table.hidden) table.replaceChildren(tableNode(title, TABLES[id](selection)));
  }

  return {
    section,
    update(next) {
      if (next === selection) return;
      selection = next;
      drawn = "";
      const title = next.snapshot.graficos.find((chart) => chart.id === id)?.titulo;
      const { text, empty } = SUMMARIES[id](next);
      if (title) say(part("h2", section), title);
      say(part(".lede", section), text);
      part(".legend", section).replaceChildren(...(empty ? [] : legend(id, next)));
      section.hidden = id === "artistas" && !next.everyone;
      section.classList.toggle("empty", empty);
      if (empty) plot.removeAttribute("tabindex");
      else plot.tabIndex = 0;
      fillTable();
    },
    draw(charts) {
      const width = plot.clientWidth;
      const em = Number.parseFloat(getComputedStyle(plot).fontSize);
      const room = `${width} ${em}`;
      if (!selection || section.hidden || !width || drawn === room) return;
      if (section.classList.contains("empty")) plot.replaceChildren();
      else explorer.show(charts[id](selection, { width, em }));
      plot.classList.add("drawn");
      drawn = room;
    },
  };
}

function button(text: string, id: ChartId, attributes: Record<string, string> = {}): HTMLButtonElement {
  return node("button", { type: "button", "aria-describedby": `${id}-titulo`, ...attributes }, text);
}

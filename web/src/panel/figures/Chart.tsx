import { useId, useState } from "preact/hooks";
import type { Size } from "../../shared/charts/drawing";
import { csv } from "../../shared/csv";
import { save } from "../../shared/csvFile";
import type { LegendEntry } from "../../shared/snapshot/legends";
import { Button } from "../components/Button";
import { Table } from "../components/Table";
import { Legend } from "./Legend";
import { Plot } from "./Plot";
import { type Sheet, written } from "./sheet";
import "./figures.css";

interface Props<Data> {
  title: string;
  /** The chart's message in a sentence, also for screen readers. */
  lede: string;
  legend?: readonly LegendEntry[];
  data: Data;
  /** Null while the drawing code loads; the table works without it. */
  draw: ((data: Data, size: Size) => SVGSVGElement) | null;
  sheet: Sheet;
  /** Name of the CSV file, without ".csv". */
  file: string;
  wide?: boolean;
}

/** A chart with its numbers as a table and as a file. */
export function Chart<Data>({ title, lede, legend, data, draw, sheet, file, wide }: Props<Data>) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const download = () =>
    save(
      `${file}.csv`,
      csv(
        sheet.columns.map(({ name }) => name),
        sheet.rows,
      ),
    );
  const columns = sheet.columns.map((column, n) => ({
    title: column.name,
    numeric: column.numeric,
    cell: (row: Sheet["rows"][number]) => written(row[n] ?? null, column),
  }));
  return (
    <article class="figure-card" data-wide={wide || undefined} aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p class="lede" id={`${id}-lede`}>
        {lede}
      </p>
      {legend && <Legend entries={legend} />}
      {draw ? (
        <Plot data={data} draw={draw} labelledBy={id} describedBy={`${id}-lede`} />
      ) : (
        <div class="plot waiting" />
      )}
      <div class="actions">
        <Button aria-expanded={open} aria-describedby={id} onClick={() => setOpen(!open)}>
          Ver como tabela
        </Button>
        <Button aria-describedby={id} onClick={download}>
          Baixar CSV
        </Button>
      </div>
      {open && (
        <Table caption={title} columns={columns} rows={sheet.rows} id={(row) => String(sheet.rows.indexOf(row))} />
      )}
    </article>
  );
}

import { count, percent } from "../../shared/formats";
import type { Agreement } from "../api/types";
import { CategoryBadge } from "../components/CategoryBadge";
import { Section } from "../components/Section";
import { type Column, Table } from "../components/Table";
import { byCategory, type CategoryFigures } from "./figures";

const COLUMNS: readonly Column<CategoryFigures>[] = [
  { title: "Categoria", cell: ({ category }) => <CategoryBadge category={category} /> },
  { title: "O modelo disse", numeric: true, cell: ({ model }) => count(model) },
  { title: "As pessoas decidiram", numeric: true, cell: ({ people }) => count(people) },
  { title: "Iguais", numeric: true, cell: ({ agreed }) => count(agreed) },
  { title: "Mantidos (precisão)", numeric: true, cell: ({ kept }) => percent(kept) },
  { title: "Encontrados (cobertura)", numeric: true, cell: ({ found }) => percent(found) },
];

export function ByCategory({ agreement }: { agreement: Agreement }) {
  return (
    <Section
      title="Por categoria"
      lede="Mantidos: do que o modelo chamou assim, quanto as pessoas mantiveram. Encontrados: do que as pessoas chamaram assim, quanto o modelo já tinha acertado."
    >
      <Table
        caption="Concordância por categoria"
        columns={COLUMNS}
        rows={byCategory(agreement)}
        id={({ category }) => category}
      />
    </Section>
  );
}

import type { CatalogueTag } from "../api/types";
import { Section } from "../components/Section";
import { type Column, Table } from "../components/Table";

const COLUMNS: readonly Column<CatalogueTag>[] = [
  { title: "Tag", cell: ({ codigo }) => <code>{codigo}</code> },
  { title: "Explicação", cell: ({ explicacao }) => explicacao },
  { title: "Origem", cell: ({ da_curadoria }) => (da_curadoria ? "Curadoria" : "Primeiro catálogo") },
  {
    title: "Abrir",
    cell: ({ codigo }) => (
      <a href={`/painel?tag=${codigo}`} aria-label={`Comentários com ${codigo}`}>
        Comentários
      </a>
    ),
  },
];

export function CatalogueTable({ tags }: { tags: readonly CatalogueTag[] }) {
  return (
    <Section title="Catálogo">
      <Table caption={`Catálogo: ${tags.length} tags`} columns={COLUMNS} rows={tags} id={({ codigo }) => codigo} />
    </Section>
  );
}

import type { DecisionView } from "../api/types";
import { Section } from "../components/Section";
import { type Column, Table } from "../components/Table";
import { moment } from "../moments";

const WORDS = { aceitar: "Aceita", mesclar: "Juntada a", rejeitar: "Rejeitada" };

const COLUMNS: readonly Column<DecisionView>[] = [
  { title: "Tag", cell: ({ codigo }) => <code>{codigo}</code> },
  {
    title: "Decisão",
    cell: ({ decisao, destino }) => (
      <>
        {WORDS[decisao]} {destino && <code>{destino}</code>}
      </>
    ),
  },
  { title: "Por", cell: ({ por }) => por },
  { title: "Em", cell: ({ em }) => <time dateTime={em}>{moment(em)}</time> },
];

export function Decisions({ decisions }: { decisions: readonly DecisionView[] }) {
  if (!decisions.length) return null;
  return (
    <Section title="Decisões">
      <Table
        caption="Decisões sobre tags, as mais novas primeiro"
        columns={COLUMNS}
        rows={decisions}
        id={({ codigo }) => codigo}
      />
    </Section>
  );
}

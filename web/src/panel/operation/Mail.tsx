import { count } from "../../shared/formats";
import type { DigestMail, TroubledDelivery } from "../api/types";
import { Section } from "../components/Section";
import { Table } from "../components/Table";
import { MailCounts } from "../digests/MailCounts";
import { weekTitle } from "../digests/weeks";
import { moment } from "../moments";

/** Delivery of the newest digest, with the recipients that failed. */
export function Mail({ mail }: { mail: DigestMail | null }) {
  if (!mail)
    return (
      <Section title="E-mail do resumo">
        <p class="none">Nenhum resumo foi enviado ainda.</p>
      </Section>
    );
  return (
    <Section title="E-mail do resumo" lede={<a href={`/painel/resumos/${mail.semana}`}>{weekTitle(mail.semana)}</a>}>
      <MailCounts figures={mail} />
      {mail.problemas.length > 0 && <Troubled rows={mail.problemas} />}
    </Section>
  );
}

function Troubled({ rows }: { rows: readonly TroubledDelivery[] }) {
  return (
    <div class="below">
      <Table
        caption="Entregas com problema"
        rows={rows}
        id={({ email }) => email}
        columns={[
          { title: "E-mail", cell: ({ email }) => email },
          { title: "O que houve", cell: ({ motivo }) => motivo },
          { title: "Tentativas", numeric: true, cell: ({ tentativas }) => count(tentativas) },
          { title: "Próxima", cell: ({ proxima_em }) => (proxima_em ? moment(proxima_em) : "desistiu") },
        ]}
      />
    </div>
  );
}

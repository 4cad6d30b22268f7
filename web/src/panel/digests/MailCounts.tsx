import { count } from "../../shared/formats";
import type { MailFigures } from "../api/types";

/** Delivery figures of a digest. */
export function MailCounts({
  figures: { destinatarios, enviados, pendentes, falharam, cancelados },
}: {
  figures: MailFigures;
}) {
  return (
    <dl class="facts-list">
      <div>
        <dt>Destinatários</dt>
        <dd>{count(destinatarios)}</dd>
      </div>
      <div>
        <dt>Enviados</dt>
        <dd>{count(enviados)}</dd>
      </div>
      {pendentes > 0 && (
        <div>
          <dt>A caminho</dt>
          <dd>{count(pendentes)}</dd>
        </div>
      )}
      {falharam > 0 && (
        <div>
          <dt>Não entregues</dt>
          <dd>{count(falharam)}</dd>
        </div>
      )}
      {cancelados > 0 && (
        <div>
          <dt>Cancelaram antes</dt>
          <dd>{count(cancelados)}</dd>
        </div>
      )}
    </dl>
  );
}

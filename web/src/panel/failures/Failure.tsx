import type { CommentView } from "../api/types";
import { Button } from "../components/Button";
import { useSubmit } from "../hooks/submit";
import { moment } from "../moments";
import { resendState } from "./resendState";

interface Props {
  comment: CommentView;
  onResend: () => Promise<unknown>;
}

export function Failure({ comment, onResend }: Props) {
  const { submit, busy, error } = useSubmit(onResend);
  const { falha, reenviado_em, texto, artista, album } = comment;
  const state = resendState(comment);
  return (
    <li class="failure">
      <p class="text">{texto}</p>
      {falha && (
        <p class="why">
          <b>{sentence(falha.motivo)}</b>{" "}
          <span class="hint">
            ({falha.codigo}, {moment(falha.em)})
          </span>
        </p>
      )}
      <p class="facts">
        {[artista, album].filter(Boolean).join(" · ")}
        {reenviado_em && (
          <span data-fate={state}>
            Enviado de novo em {moment(reenviado_em)}
            {state === "waiting" ? "; aguardando o modelo." : ", e falhou outra vez."}
          </span>
        )}
      </p>
      {error && (
        <p class="wrong" role="alert">
          {error.message}
        </p>
      )}
      <Button busy={busy || state === "waiting"} onClick={submit} aria-label={`Enviar de novo: ${texto.slice(0, 60)}`}>
        {state === "waiting" ? "Aguardando…" : "Enviar de novo"}
      </Button>
    </li>
  );
}

function sentence(text: string): string {
  const first = text.charAt(0).toLocaleUpperCase("pt-BR") + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
}

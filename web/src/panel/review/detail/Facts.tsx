import type { ComponentChild } from "preact";
import { percent } from "../../../shared/formats";
import type { CommentView } from "../../api/types";
import { addressOf, type FilterName } from "../../filters/filter";
import { moment } from "../../moments";

/** Metadata of a comment. */
export function Facts({ comment }: { comment: CommentView }) {
  const facts: [string, ComponentChild][] = [
    ["Artista", comment.artista && <a href={only("artista", comment.artista)}>{comment.artista}</a>],
    ["Álbum", comment.album && <a href={only("album", comment.album)}>{comment.album}</a>],
    ["Música", comment.musica],
    ["Canal", comment.canal],
    ["Publicado", moment(comment.publicado_em)],
    ["Recebido", moment(comment.data_recebimento)],
    ["Classificado por", comment.curador ?? comment.modelo],
    ["Prompt", !comment.curador && comment.versao_prompt],
    ["Confiança", comment.confianca !== null && !comment.curador && percent(comment.confianca)],
    ["Evidência", comment.evidencia && `“${comment.evidencia}”`],
    ["Candidatas", comment.candidatas.join(", ")],
    ["Lote", <a href={only("lote", comment.lote_id)}>{comment.lote_id.slice(0, 8)}</a>],
  ];
  return (
    <dl class="facts-of-comment">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

/** Link to all comments with this value. */
function only(name: FilterName, value: string): string {
  return addressOf("/painel", new URLSearchParams({ [name]: value }));
}

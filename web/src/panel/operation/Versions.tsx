import type { Versions as Running } from "../api/types";
import { modelName } from "../models";

export function Versions({ versions }: { versions: Running }) {
  return (
    <dl class="facts-list">
      <div>
        <dt>Aplicação</dt>
        <dd>{versions.aplicacao}</dd>
      </div>
      <div>
        <dt>Revisão</dt>
        <dd>{versions.revisao ?? "nesta máquina"}</dd>
      </div>
      <div>
        <dt>Modelo</dt>
        <dd>{versions.modelo ? modelName(versions.modelo) : "ainda não foi chamado"}</dd>
      </div>
      <div>
        <dt>Versão do prompt</dt>
        <dd>{versions.versao_prompt ?? "–"}</dd>
      </div>
    </dl>
  );
}

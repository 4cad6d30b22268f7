import { weekName, weekStart } from "../../shared/formats";
import type { Answer, Verdict } from "../api/types";
import { CopyButton } from "../components/CopyButton";
import { byModel } from "../models";
import { milliseconds } from "../quantities";

const VERDICT: Record<Verdict, string | null> = {
  respondida: null,
  sem_dados: "Os dados não bastam para responder",
  fora_do_tema: "Fora do que este painel sabe",
  ofensiva: "Pergunta recusada",
};

export function Turn({ answer }: { answer: Answer }) {
  const { pergunta, situacao, texto_gerado, semanas_citadas, fontes } = answer;
  return (
    <li class="turn">
      <p class="question">
        <span class="aside">Pergunta: </span>
        {pergunta}
      </p>
      <div class="answer">
        {VERDICT[situacao] && <p class="verdict-word">{VERDICT[situacao]}</p>}
        <p class="said">{texto_gerado}</p>
        {semanas_citadas.length > 0 && (
          <p class="links">
            <span>Semanas citadas:</span>
            {semanas_citadas.map((week) => (
              <a key={week} href={`/painel/resumos/${week}`}>
                {weekName(week)}, desde {weekStart(week)}
              </a>
            ))}
          </p>
        )}
        {fontes.length > 0 && (
          <p class="links">
            <span>Apoia-se em:</span>
            {fontes.map((id, n) => (
              <a key={id} href={`/painel?comentario=${id}`}>
                comentário {n + 1}
              </a>
            ))}
          </p>
        )}
        <div class="actions">
          <CopyButton text={texto_gerado} name="resposta" kind="quiet" />
          <p class="origin">{origin(answer)}</p>
        </div>
      </div>
    </li>
  );
}

function origin({ origem, modelo, latencia_ms }: Answer): string {
  const time = milliseconds(latencia_ms);
  if (origem === "modelo") return `Respondida ${byModel(modelo)} em ${time}, com os números conferidos.`;
  return `Composta a partir dos números em ${time}, sem o modelo de linguagem.`;
}

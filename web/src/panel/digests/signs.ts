// The week's figures at a glance.

import { change, count, percent, points } from "../../shared/formats";
import type { Category } from "../../shared/snapshot/snapshot";
import type { DigestFigures } from "../api/types";
import type { Sign } from "../figures/Signs";

export function signs(figures: DigestFigures): Sign[] {
  const { comentarios, comentarios_antes, variacao, saldo, saldo_antes } = figures;
  return [
    {
      id: "comentarios",
      name: "Comentários",
      value: count(comentarios),
      note:
        variacao === null
          ? "nenhum na semana anterior"
          : `${change(variacao)} em relação aos ${count(comentarios_antes)} da semana anterior`,
    },
    {
      id: "saldo",
      name: "Saldo de sentimento",
      value: points(saldo),
      note: saldo_antes === null ? "positivos menos negativos, em cada 100" : `antes, ${points(saldo_antes)}`,
    },
    share(figures, "ELOGIO", "Parcela de elogios"),
    share(figures, "CRÍTICA", "Parcela de críticas"),
  ];
}

function share({ comentarios, comentarios_antes, categorias }: DigestFigures, category: Category, name: string): Sign {
  const found = categorias.find(({ categoria }) => categoria === category);
  return {
    id: category,
    name,
    value: percent(comentarios && found ? found.parcela : null),
    note: comentarios_antes && found ? `antes, ${percent(found.parcela_antes)}` : "",
  };
}

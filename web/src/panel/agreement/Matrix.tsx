import { count, percent } from "../../shared/formats";
import { CATEGORIES, CATEGORY } from "../../shared/words";
import type { Agreement } from "../api/types";
import { Section } from "../components/Section";
import { type MatrixCell, matrixRows } from "./figures";

/** The confusion matrix. Shade, count and share show the same value; the diagonal has a border. */
export function Matrix({ agreement }: { agreement: Agreement }) {
  const title = "O que o modelo disse (linhas) e o que as pessoas decidiram (colunas)";
  return (
    <Section
      title="Onde concordam e onde não"
      lede="Cada linha é uma categoria dada pelo modelo; cada coluna, a decidida por pessoas. Na diagonal, com borda, os dois concordam."
    >
      <div class="scroller" role="region" aria-label={title} tabIndex={0}>
        <table class="matrix">
          <caption class="aside">{title}</caption>
          <thead>
            <tr>
              <td />
              {CATEGORIES.map((category) => (
                <th key={category} scope="col">
                  {CATEGORY[category].one}
                </th>
              ))}
              <th scope="col">Total</th>
            </tr>
          </thead>
          <tbody>
            {matrixRows(agreement).map(({ model, total, cells }) => (
              <tr key={model}>
                <th scope="row">{CATEGORY[model].one}</th>
                {cells.map((cell) => (
                  <Shaded key={cell.people} cell={cell} />
                ))}
                <td class="total">{count(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Shaded({ cell: { comments, share, heat, agreed } }: { cell: MatrixCell }) {
  return (
    <td data-heat={heat} data-agreed={agreed || undefined}>
      {count(comments)}
      {comments > 0 && <small>{percent(share)}</small>}
      {agreed && <span class="aside"> (concordam)</span>}
    </td>
  );
}

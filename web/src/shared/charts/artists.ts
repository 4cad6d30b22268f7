import { barX, text } from "@observablehq/plot";
import { comments, count, percent, ratio } from "../formats";
import type { ArtistCategories } from "../snapshot/snapshot";
import { CATEGORIES, CATEGORY } from "../words";
import { CARD, CATEGORY_FILLS, draw, label, rowLabels, type Size } from "./drawing";

const SHOWN = 8; // the table has all of them

/** One bar per artist, all of equal length: the share of each category. */
export function artists(all: ArtistCategories[], size: Size): SVGSVGElement {
  const { width, em } = size;
  const rows = all.slice(0, SHOWN);
  const band = em * 3.8;
  const parts = rows.flatMap(slices);
  const y = (row: ArtistCategories) => row.artista;
  const bar = { insetTop: em * 1.8, insetBottom: em * 0.8 };
  return draw({
    width,
    height: band * rows.length,
    margin: 0,
    x: { axis: null, domain: [0, 1] },
    y: { axis: null, domain: rows.map(y), padding: 0 },
    color: CATEGORY_FILLS,
    marks: [
      barX(parts, { ...bar, y: "artist", x1: "from", x2: "to", fill: "category", stroke: CARD }),
      rowLabels(rows, { y, band, name: y, value: (row) => comments(row.comentarios) }, size),
      CATEGORIES.map((category) =>
        text(
          parts.filter((part) => part.category === category && (part.to - part.from) * width > em * 3.4),
          {
            y: "artist",
            x: (part: Slice) => (part.from + part.to) / 2,
            text: (part: Slice) => percent(part.to - part.from),
            dy: em * 0.55,
            fontSize: em * 0.88,
            fontWeight: 600,
            fill: `var(--on-${CATEGORY[category].slug})`,
          },
        ),
      ),
      barX(rows, {
        y,
        x1: 0,
        x2: 1,
        fill: "transparent",
        className: "target",
        ariaLabel: (row: ArtistCategories) =>
          label(
            row.artista,
            comments(row.comentarios),
            ...slices(row).map(
              (part) => `${CATEGORY[part.category].many}: ${count(part.n)} (${percent(part.to - part.from)})`,
            ),
          ),
      }),
    ],
  });
}

type Slice = ReturnType<typeof slices>[number];

function slices(row: ArtistCategories) {
  let to = 0;
  return CATEGORIES.map((category) => {
    const n = row.por_categoria[category] ?? 0;
    const from = to;
    to += ratio(n, row.comentarios) ?? 0;
    return { artist: row.artista, category, n, from, to };
  });
}

// The tags of a catalogue that fit what is typed: in the code or in its explanation, accents and case aside.

import type { CatalogueTag } from "../../api/types";

const MOST = 12; // more are not read, they are typed on

export function searchTags(catalogue: readonly CatalogueTag[], text: string): CatalogueTag[] {
  const words = fold(text)
    .split(/[\s_]+/)
    .filter(Boolean);
  const fits = ({ codigo, explicacao }: CatalogueTag) => {
    const where = fold(`${codigo.replaceAll("_", " ")} ${explicacao}`);
    return words.every((word) => where.includes(word));
  };
  return catalogue.filter(fits).slice(0, MOST);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

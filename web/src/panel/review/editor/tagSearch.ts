// Searches the tag catalogue by code and explanation, ignoring accents and case.

import type { CatalogueTag } from "../../api/types";

const MOST = 12; // results shown; a longer query narrows them

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

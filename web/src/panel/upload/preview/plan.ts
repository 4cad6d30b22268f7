// Divides the rows of a source into comments to send and rows with a problem.

import { type BadRow, placeName, type Source } from "../source/source";
import { type Item, itemOf, type Mapping } from "./fields";
import { plainId, refusal } from "./rules";

export interface ReadyRow {
  place: number;
  item: Item;
}

export interface Plan {
  ready: readonly ReadyRow[];
  /** In the order of the file. */
  bad: readonly BadRow[];
}

export function plan(source: Source, mapping: Mapping, common: Item, now: number): Plan {
  const ready: ReadyRow[] = [];
  const bad: BadRow[] = [...source.bad];
  const places = new Map<string, number>();
  for (const row of source.rows) {
    const item = itemOf(row, mapping, common);
    const found = refusal(item, now);
    const id = plainId(item.id);
    const earlier = id === null ? undefined : places.get(id);
    if (found) bad.push({ place: row.place, field: found.field, reason: found.reason });
    else if (earlier !== undefined)
      bad.push({ place: row.place, field: "id", reason: `o id já foi usado: ${placeName(source.format, earlier)}` });
    else {
      if (id !== null) places.set(id, row.place);
      ready.push({ place: row.place, item });
    }
  }
  return { ready, bad: bad.sort((one, other) => one.place - other.place) };
}

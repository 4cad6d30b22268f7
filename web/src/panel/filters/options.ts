// Suggestions for the filters: known names. Other values can be typed.

import { useEffect, useState } from "preact/hooks";
import type { Snapshot } from "../../shared/snapshot/snapshot";
import { get } from "../api/client";
import type { Catalogue, CatalogueTag, OperationView } from "../api/types";
import { store, useStore } from "../hooks/store";

export interface Options {
  artists: readonly string[];
  albums: readonly string[];
  models: readonly string[];
  promptVersions: readonly string[];
}

const FRESH = 300_000; // milliseconds; the catalogue changes only when a curator decides on a tag

const catalogue = store<readonly CatalogueTag[]>([]);
let asked = -FRESH;

/** The tag catalogue, loaded on first use. */
export function useCatalogue(): readonly CatalogueTag[] {
  useEffect(() => {
    if (performance.now() - asked < FRESH) return;
    asked = performance.now();
    get<Catalogue>("/api/tags").then(
      ({ tags }) => catalogue.set(tags),
      () => (asked = -FRESH),
    );
  }, []);
  return useStore(catalogue);
}

/** Call after a decision on a candidate; the next use loads the catalogue again. */
export function catalogueChanged(): void {
  asked = -FRESH;
}

export function useOptions(): Options {
  const [options, show] = useState<Options>({ artists: [], albums: [], models: [], promptVersions: [] });
  useEffect(() => {
    const stop = new AbortController();
    const ask = { signal: stop.signal };
    const report = get<Snapshot>("/api/relatorio", ask).then(names, () => ({}));
    const operation = get<OperationView>("/api/operacao", ask).then(versions, () => ({}));
    void Promise.all([report, operation]).then((parts) => {
      if (!stop.signal.aborted) show((before) => Object.assign({}, before, ...parts) as Options);
    });
    return () => stop.abort();
  }, []);
  return options;
}

function names({ escopos }: Snapshot): Partial<Options> {
  const [everyone, ...artists] = escopos;
  return {
    artists: sorted(artists.map(({ nome }) => nome)),
    albums: sorted(everyone?.lancamentos.map(({ album }) => album) ?? []),
  };
}

function versions({ modelo_por_dia: days }: OperationView): Partial<Options> {
  return {
    models: sorted(days.map(({ modelo }) => modelo)),
    promptVersions: sorted(days.map(({ versao_prompt: version }) => version)),
  };
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort((one, other) => one.localeCompare(other, "pt-BR"));
}

import { useEffect, useState } from "preact/hooks";

/** Loads a module after the page. Null until then, and for good if loading fails: callers must work without it. */
export function useModule<Module>(load: () => Promise<Module>): Module | null {
  const [found, show] = useState<Module | null>(null);
  useEffect(() => {
    load().then(
      (module) => show(() => module),
      () => undefined,
    );
  }, []);
  return found;
}

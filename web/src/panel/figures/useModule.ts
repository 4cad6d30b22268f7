import { useEffect, useState } from "preact/hooks";

/** Code that arrives after the page: null until then, and for ever when it cannot be had. What needs it must do without. */
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

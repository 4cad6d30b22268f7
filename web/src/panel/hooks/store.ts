// An observable value that components subscribe to.

import { useEffect, useState } from "preact/hooks";

export interface Store<Value> {
  readonly value: Value;
  set(value: Value): void;
  /** Returns the function that unsubscribes. */
  follow(listener: () => void): () => void;
}

export function store<Value>(first: Value): Store<Value> {
  const listeners = new Set<() => void>();
  let value = first;
  return {
    get value() {
      return value;
    },
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<Value>(followed: Store<Value>): Value {
  const [value, show] = useState(followed.value);
  useEffect(() => {
    const update = () => show(() => followed.value);
    update(); // the value may have changed between render and effect
    return followed.follow(update);
  }, [followed]);
  return value;
}

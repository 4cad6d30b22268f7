import { useEffect, useRef, useState } from "preact/hooks";
import type { CommentCounts } from "../api/types";
import type { Filter } from "../filters/filter";
import { useLoad } from "../hooks/load";
import { counts } from "./calls";

const LAG = 3_000; // milliseconds; a series of corrections is counted once

/** Counts by category under the other filters; updated after changes. */
export function useCounts(filter: Filter, changes: number): CommentCounts | null {
  const others = new URLSearchParams(filter);
  others.delete("categoria");
  const { value, again } = useLoad((signal) => counts(others, signal), others.toString());
  const first = useRef(true);
  const [settled, settle] = useState(changes);
  useEffect(() => {
    const timer = setTimeout(() => settle(changes), LAG);
    return () => clearTimeout(timer);
  }, [changes]);
  useEffect(() => {
    if (!first.current) again();
    first.current = false;
  }, [settled]);
  return value;
}

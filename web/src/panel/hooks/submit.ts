// Form submission: one at a time; the error stays until the next attempt.

import { useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/problem";

export interface Submission {
  submit: (event?: Event) => void;
  busy: boolean;
  error: ApiError | null;
}

export function useSubmit(work: () => Promise<unknown>): Submission {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const submit = (event?: Event) => {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    work()
      .catch((failed: unknown) => setError(asApiError(failed)))
      .finally(() => setBusy(false));
  };
  return { submit, busy, error };
}

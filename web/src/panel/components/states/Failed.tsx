import type { ComponentChildren } from "preact";
import type { ApiError } from "../../api/problem";

/** Error state: the server's sentence and, optionally, a button. */
export function Failed({ error, action }: { error: ApiError; action?: ComponentChildren }) {
  return (
    <div class="state" role="alert">
      <p class="say">{error.message}</p>
      {action}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import type { ApiError } from "../../api/problem";

/** What went wrong, in the server's words, and a way out. */
export function Failed({ error, action }: { error: ApiError; action?: ComponentChildren }) {
  return (
    <div class="state" role="alert">
      <p class="say">{error.message}</p>
      {action}
    </div>
  );
}

import { Button } from "./Button";

interface Props {
  /** Whether there are more rows; if not, nothing is drawn. */
  more: boolean;
  loading: boolean;
  onMore: () => void;
}

export function Pager({ more, loading, onMore }: Props) {
  if (!more) return null;
  return (
    <div class="pager">
      <Button busy={loading} onClick={onMore}>
        {loading ? "Buscando mais…" : "Mostrar mais"}
      </Button>
    </div>
  );
}

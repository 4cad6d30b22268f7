import { useState } from "preact/hooks";
import { count } from "../../formats";
import { get } from "../api";
import { CategoryBadge } from "../components/CategoryBadge";
import { Empty } from "../components/Empty";
import { Failed } from "../components/Failed";
import { Button } from "../components/Button";
import { Loading } from "../components/Loading";
import { Page } from "../components/Page";
import { Pager } from "../components/Pager";
import { SentimentBadge } from "../components/SentimentBadge";
import { useLoad } from "../load";
import { asApiError } from "../problem";
import { toast } from "../toasts";
import type { CommentPage, CommentView } from "../types";
import "./comments.css";

export default function CommentsPage() {
  const first = useLoad((signal) => get<CommentPage>("/api/comentarios", { signal }), "");
  const [later, setLater] = useState<CommentPage[]>([]);
  const [fetching, setFetching] = useState(false);
  const last = later.at(-1) ?? first.value;
  const more = () => {
    setFetching(true);
    get<CommentPage>("/api/comentarios", { query: { cursor: last?.proximo } })
      .then((page) => setLater([...later, page]), (error: unknown) => toast(asApiError(error).message, { kind: "error" }))
      .finally(() => setFetching(false));
  };
  const rows = [first.value, ...later].flatMap((page) => page?.comentarios ?? []);
  return (
    <Page title="Comentários" lede={first.value?.total != null && `${count(first.value.total)} no total`}>
      {first.error && <Failed error={first.error} action={<Button onClick={first.again}>Tentar de novo</Button>} />}
      {!first.value && first.loading && <Loading />}
      {first.value && !rows.length && <Empty title="Ainda não há comentários." />}
      <ul class="comments">{rows.map((row) => <Row key={row.id} comment={row} />)}</ul>
      <Pager more={Boolean(last?.proximo)} loading={fetching} onMore={more} />
    </Page>
  );
}

function Row({ comment }: { comment: CommentView }) {
  return (
    <li class="comment">
      <p class="text">{comment.texto}</p>
      <p class="facts">
        <CategoryBadge category={comment.categoria} />
        <SentimentBadge sentiment={comment.sentimento} />
        {comment.artista && <span>{comment.artista}</span>}
      </p>
    </li>
  );
}

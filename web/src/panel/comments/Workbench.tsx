import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { CommentDetail, Order } from "../api/types";
import { Page } from "../components/Page";
import { addressOf, type Filter, filterOf, orderOf } from "../filters/filter";
import { useKeys } from "../hooks/keys";
import { useDetails } from "../review/detail/useDetails";
import type { Draft } from "../review/editor/draft";
import { useReview } from "../review/useReview";
import { go, usePlace } from "../router";
import { useUser } from "../shell/user";
import { toast } from "../toasts";
import { comment as fetchComment, type ListQuery } from "./calls";
import { List } from "./list/List";
import { type ListOfRows, useRows } from "./list/useRows";
import { Pane } from "./pane/Pane";
import { useAdvance } from "./pane/useAdvance";
import { useOpenComment } from "./pane/useOpenComment";
import { BulkBar } from "./selection/BulkBar";
import { each, useBulk } from "./selection/useBulk";
import { useSelection } from "./selection/useSelection";
import { Toolbar } from "./Toolbar";
import "./comments.css";

/** State of the list for the page around it. */
export interface Bench {
  /** The filter in the address. */
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** Filter and order as sent to the API. */
  query: ListQuery;
  list: ListOfRows;
  /** Number of changes of comments so far. */
  changes: number;
}

interface Props {
  title: string;
  lede: (bench: Bench) => ComponentChildren;
  /** Shown beside the title. */
  actions?: (bench: Bench) => ComponentChildren;
  /** Shown between the toolbar and the list. */
  head: (bench: Bench) => ComponentChildren;
  /** Shown instead of an empty list. */
  empty: (bench: Bench) => ComponentChildren;
  /** Filters that the address cannot change. */
  fixed?: Readonly<Record<string, string>>;
  normalOrder: Order;
  /** Whether a decision opens the next undecided comment. */
  advances: boolean;
}

/** The list of comments with the open comment beside it, and all actions on them. */
export function Workbench({ title, lede, actions, head, empty, fixed = {}, normalOrder, advances }: Props) {
  const { path, search } = usePlace();
  const filter = filterOf(search);
  const order = orderOf(search, normalOrder);
  const query = { filter: withFixed(filter, fixed), order };
  const [changes, setChanges] = useState(0);
  const list = useRows(query);
  const openComment = useOpenComment(list);
  const selection = useSelection(list.rows, addressOf("", query.filter, { ordem: order }));
  const { email } = useUser();
  const details = useDetails(openComment.id, {
    onNews: (detail) => list.change([detail]),
    onChanged: ({ revisor, modelo }) =>
      revisor !== email && void toast(`${revisor ?? modelo} acaba de mudar este comentário.`),
  });
  const put = (detail: CommentDetail) => {
    details.put(detail);
    setChanges((n) => n + 1);
  };
  const outdated = (ids: readonly string[]) => void each(ids, (id) => fetchComment(id).then(put, () => undefined));
  const gone = (id: string) => {
    openComment.close();
    list.drop(id);
    setChanges((n) => n + 1);
  };
  const reviewing = useReview({ put, outdated, gone, show: (id) => openComment.open(id, true) });
  const advance = useAdvance(list, openComment, reviewing);
  const chosen = list.rows.comments.filter(({ id }) => selection.ids.has(id));
  const bulk = useBulk(chosen, selection, reviewing, outdated);
  const save = (draft: Draft) => {
    void reviewing.save(draft);
    if (advances) void advance(draft.base.id);
  };
  const address = (next: Filter, ordem: Order, comentario: string | null) =>
    addressOf(path, next, { ordem: ordem === normalOrder ? null : ordem, comentario });
  const onFilter = (next: Filter, typing = false) => go(address(next, order, openComment.id), { replace: typing });
  useKeys([
    { keys: ["j", "ArrowDown"], does: "Próximo comentário", run: () => void openComment.step(1) },
    { keys: ["k", "ArrowUp"], does: "Comentário anterior", run: () => void openComment.step(-1) },
    {
      keys: ["x"],
      does: "Selecionar este comentário",
      run: () => openComment.id && selection.toggle(openComment.id, false),
    },
    { keys: ["u"], does: "Desfazer a última decisão", run: reviewing.undoLast },
    { keys: ["Escape"], does: "Fechar o comentário", run: () => openComment.id && openComment.close() },
  ]);
  const bench = { filter, onFilter, query, list, changes };
  const nothing = !list.rows.comments.length && list.rows.next === null && !list.loading && !list.error;
  return (
    <Page title={title} lede={lede(bench)} actions={actions?.(bench)}>
      <div class="bench" data-open={openComment.id ? "" : undefined}>
        <div class="listing">
          <Toolbar
            filter={filter}
            onFilter={onFilter}
            order={order}
            onOrder={(next) => go(address(filter, next, openComment.id))}
          />
          {head(bench)}
          {nothing ? (
            empty(bench)
          ) : (
            <List
              list={list}
              openComment={openComment}
              selection={selection}
              reviewing={reviewing}
              hrefOf={(id) => address(filter, order, id)}
            />
          )}
          <BulkBar chosen={chosen.length} onAct={bulk} onClear={selection.clear} />
        </div>
        <Pane list={list} openComment={openComment} details={details} reviewing={reviewing} onSave={save} />
      </div>
    </Page>
  );
}

function withFixed(filter: Filter, fixed: Readonly<Record<string, string>>): Filter {
  const all = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(fixed)) all.set(name, value);
  return all;
}

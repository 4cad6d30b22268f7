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
import { type Asked, comment as fetchComment } from "./calls";
import { List } from "./list/List";
import { type ListOfRows, useRows } from "./list/useRows";
import { Pane } from "./pane/Pane";
import { useAdvance } from "./pane/useAdvance";
import { useSelected } from "./pane/useSelected";
import { BulkBar } from "./selection/BulkBar";
import { each, useBulk } from "./selection/useBulk";
import { useSelection } from "./selection/useSelection";
import { Toolbar } from "./Toolbar";
import "./comments.css";

/** What the page around the list is told. */
export interface Bench {
  /** As the address has it. */
  filter: Filter;
  onFilter: (filter: Filter) => void;
  /** As the list was asked for. */
  asked: Asked;
  list: ListOfRows;
  /** Grows with every change of a comment. */
  changes: number;
}

interface Props {
  title: string;
  lede: (bench: Bench) => ComponentChildren;
  /** Beside the title. */
  actions?: (bench: Bench) => ComponentChildren;
  /** Between the toolbar and the list. */
  head: (bench: Bench) => ComponentChildren;
  /** Instead of the list, when it is empty. */
  empty: (bench: Bench) => ComponentChildren;
  /** Filters that the address has no say in. */
  fixed?: Readonly<Record<string, string>>;
  normalOrder: Order;
  /** A decision leads on to the next comment that has none. */
  advances: boolean;
}

/** A list of comments, the one that is looked at beside it, and everything that can be done with them. */
export function Workbench({ title, lede, actions, head, empty, fixed = {}, normalOrder, advances }: Props) {
  const { path, search } = usePlace();
  const filter = filterOf(search);
  const order = orderOf(search, normalOrder);
  const asked = { filter: withFixed(filter, fixed), order };
  const [changes, setChanges] = useState(0);
  const list = useRows(asked);
  const selected = useSelected(list);
  const selection = useSelection(list.rows, addressOf("", asked.filter, { ordem: order }));
  const { email } = useUser();
  const details = useDetails(selected.id, {
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
    selected.close();
    list.drop(id);
    setChanges((n) => n + 1);
  };
  const reviewing = useReview({ put, outdated, gone, show: (id) => selected.open(id, true) });
  const advance = useAdvance(list, selected, reviewing);
  const chosen = list.rows.comments.filter(({ id }) => selection.ids.has(id));
  const bulk = useBulk(chosen, selection, reviewing, outdated);
  const save = (draft: Draft) => {
    void reviewing.save(draft);
    if (advances) void advance(draft.base.id);
  };
  const address = (next: Filter, ordem: Order, comentario: string | null) =>
    addressOf(path, next, { ordem: ordem === normalOrder ? null : ordem, comentario });
  const onFilter = (next: Filter, typing = false) => go(address(next, order, selected.id), { replace: typing });
  useKeys([
    { keys: ["j", "ArrowDown"], does: "Próximo comentário", run: () => void selected.step(1) },
    { keys: ["k", "ArrowUp"], does: "Comentário anterior", run: () => void selected.step(-1) },
    { keys: ["x"], does: "Selecionar este comentário", run: () => selected.id && selection.toggle(selected.id, false) },
    { keys: ["u"], does: "Desfazer a última decisão", run: reviewing.undoLast },
    { keys: ["Escape"], does: "Fechar o comentário", run: () => selected.id && selected.close() },
  ]);
  const bench = { filter, onFilter, asked, list, changes };
  const nothing = !list.rows.comments.length && list.rows.next === null && !list.loading && !list.error;
  return (
    <Page title={title} lede={lede(bench)} actions={actions?.(bench)}>
      <div class="bench" data-open={selected.id ? "" : undefined}>
        <div class="listing">
          <Toolbar
            filter={filter}
            onFilter={onFilter}
            order={order}
            onOrder={(next) => go(address(filter, next, selected.id))}
          />
          {head(bench)}
          {nothing ? (
            empty(bench)
          ) : (
            <List
              list={list}
              selected={selected}
              selection={selection}
              reviewing={reviewing}
              hrefOf={(id) => address(filter, order, id)}
            />
          )}
          <BulkBar chosen={chosen.length} onAct={bulk} onClear={selection.clear} />
        </div>
        <Pane list={list} selected={selected} details={details} reviewing={reviewing} onSave={save} />
      </div>
    </Page>
  );
}

function withFixed(filter: Filter, fixed: Readonly<Record<string, string>>): Filter {
  const all = new URLSearchParams(filter);
  for (const [name, value] of Object.entries(fixed)) all.set(name, value);
  return all;
}

import type { SavedView, SavedViews } from "../api/types";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import { Failed } from "../components/states/Failed";
import { useKeptFocus } from "../hooks/focus";
import type { Loaded } from "../hooks/load";
import { go } from "../router";
import { useUser } from "../shell/user";
import { queryOf, shownNow } from "./query";
import { SaveForm } from "./SaveForm";
import { ViewRow } from "./ViewRow";
import "./views.css";

interface Props {
  path: string;
  search: string;
  loaded: Loaded<SavedViews>;
  onClose: () => void;
}

export function ViewsDialog({ path, search, loaded: { value, error, again }, onClose }: Props) {
  const me = useUser();
  useKeptFocus();
  const views = value?.visoes ?? [];
  const now = shownNow(views, search);
  const open = ({ consulta }: SavedView) => {
    onClose();
    go(consulta ? `${path}?${consulta}` : path);
  };
  const groups = [
    { name: "Minhas", rows: views.filter((view) => view.dono === me.email && !view.da_equipe) },
    { name: "Da equipe", rows: views.filter((view) => view.da_equipe) },
  ];
  return (
    <Dialog title="Visões salvas" onClose={onClose}>
      {error && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {value && !views.length && <p>Nenhuma ainda. Uma visão guarda os filtros e a ordem da lista sob um nome.</p>}
      {groups
        .filter(({ rows }) => rows.length)
        .map(({ name, rows }) => (
          <section key={name} class="views">
            <h3>{name}</h3>
            <ul>
              {rows.map((view) => (
                <ViewRow
                  key={view.id}
                  view={view}
                  current={view.id === now?.id}
                  mine={view.dono === me.email}
                  canDelete={view.dono === me.email || me.papel === "admin"}
                  onOpen={() => open(view)}
                  onDeleted={again}
                />
              ))}
            </ul>
          </section>
        ))}
      <SaveForm query={queryOf(search)} onSaved={again} />
    </Dialog>
  );
}

import { useState } from "preact/hooks";
import { count, fullDate } from "../../shared/formats";
import { get, remove } from "../api/client";
import type { StakeholderList, StakeholderView } from "../api/types";
import { Button } from "../components/Button";
import { Confirm } from "../components/dialogs/Confirm";
import { Page } from "../components/Page";
import { Record, Records } from "../components/Records";
import { Section } from "../components/Section";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { useLoad } from "../hooks/load";
import { toast } from "../toasts";
import { AddForm } from "./AddForm";
import { ImportForm } from "./ImportForm";

export default function StakeholdersPage() {
  const { value, error, again } = useLoad((signal) => get<StakeholderList>("/api/stakeholders", { signal }), "");
  const [leaving, setLeaving] = useState<StakeholderView | null>(null);
  const everybody = value?.stakeholders ?? [];
  const subscribed = everybody.filter((one) => !one.cancelado_em).length;
  const take = (one: StakeholderView) =>
    remove(`/api/stakeholders/${one.id}`).then(() => {
      toast(`${one.email} saiu da lista.`);
      again();
    });
  return (
    <Page
      title="Destinatários"
      lede="Quem recebe o resumo semanal por e-mail, às segundas-feiras. Cada pessoa pode cancelar pelo próprio e-mail."
    >
      <Section title="Adicionar uma pessoa">
        <AddForm onAdded={again} />
      </Section>
      <Section title="Importar uma lista">
        <ImportForm onImported={again} />
      </Section>
      <Section title="Quem recebe" lede={value && (subscribed === 1 ? "1 pessoa" : `${count(subscribed)} pessoas`)}>
        {error && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
        {!value && !error && <Loading />}
        {everybody.length > 0 && (
          <Records label="Quem recebe">
            {everybody.map((one) => (
              <Record
                key={one.id}
                name={
                  one.nome ? (
                    <>
                      {one.nome} <span class="address">{one.email}</span>
                    </>
                  ) : (
                    one.email
                  )
                }
                facts={
                  one.cancelado_em
                    ? `Cancelou em ${fullDate(one.cancelado_em)}; uma importação não inscreve de novo`
                    : `Adicionado em ${fullDate(one.adicionado_em)} por ${one.adicionado_por}`
                }
                over={one.cancelado_em !== null}
                actions={
                  <Button aria-label={`Remover ${one.email}`} onClick={() => setLeaving(one)}>
                    Remover
                  </Button>
                }
              />
            ))}
          </Records>
        )}
      </Section>
      {leaving && (
        <Confirm title="Remover da lista?" action="Remover" work={() => take(leaving)} onClose={() => setLeaving(null)}>
          <p>
            <strong>{leaving.email}</strong>{" "}
            {leaving.cancelado_em
              ? "sai da lista; se for adicionado de novo, volta a receber."
              : "deixa de receber o resumo semanal."}
          </p>
        </Confirm>
      )}
    </Page>
  );
}

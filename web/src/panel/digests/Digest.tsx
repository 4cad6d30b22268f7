import { get } from "../api/client";
import type { DigestDetail } from "../api/types";
import { Button } from "../components/Button";
import { Page } from "../components/Page";
import { Section } from "../components/Section";
import { Empty } from "../components/states/Empty";
import { Failed } from "../components/states/Failed";
import { Loading } from "../components/states/Loading";
import { Signs } from "../figures/Signs";
import { useLoad } from "../hooks/load";
import { byModel } from "../models";
import { moment } from "../moments";
import { Charts } from "./Charts";
import { Comments } from "./Comments";
import { MailCounts } from "./MailCounts";
import { RemakeButton } from "./RemakeButton";
import { signs } from "./signs";
import { Trends } from "./Trends";
import { span, weekTitle } from "./weeks";

const NAME = /^\d{4}-W\d{2}$/;

export function Digest({ week }: { week: string }) {
  const { value, error, again, put } = useLoad((signal) => get<DigestDetail>(`/api/resumos/${week}`, { signal }), week);
  const [named, none] = [NAME.test(week), error?.status === 404];
  return (
    <Page
      title={named ? weekTitle(week) : "Resumo"}
      lede={
        <>
          {value && `${span(value.inicio, value.fim)} · `}
          <a href="/painel/resumos">Todos os resumos</a>
        </>
      }
      actions={
        named &&
        (value || none) && (
          <RemakeButton week={week} name={value ? "Refazer o resumo" : "Fazer o resumo"} onMade={put} />
        )
      }
    >
      {error && none && <Empty title={error.message} />}
      {error && !none && !value && <Failed error={error} action={<Button onClick={again}>Tentar de novo</Button>} />}
      {!value && !error && <Loading />}
      {value && <Whole digest={value} />}
    </Page>
  );
}

function Whole({ digest }: { digest: DigestDetail }) {
  return (
    <>
      <div class="digest-text">
        <p class="said">{digest.texto}</p>
        <p class="hint">{written(digest)}</p>
      </div>
      <Signs label="A semana em números" signs={signs(digest.numeros)} />
      <Trends trends={digest.numeros.tendencias} />
      <Section title="Gráficos">
        <Charts figures={digest.numeros} />
      </Section>
      {digest.comentarios_representativos.length > 0 && <Comments comments={digest.comentarios_representativos} />}
      {digest.correio && (
        <Section title="Envio por e-mail">
          <MailCounts figures={digest.correio} />
        </Section>
      )}
    </>
  );
}

function written({ origem, modelo, criado_em, refeito_em, refeito_por }: DigestDetail): string {
  const by =
    origem === "modelo"
      ? `Texto escrito ${byModel(modelo)}, com os números conferidos`
      : "Texto composto a partir dos números, sem o modelo de linguagem";
  const again = refeito_em ? `, refeito em ${moment(refeito_em)} por ${refeito_por}` : "";
  return `${by}. Feito em ${moment(criado_em)}${again}.`;
}

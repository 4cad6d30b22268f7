import { useState } from "preact/hooks";
import { comments } from "../../shared/formats";
import { post } from "../api/client";
import type { AuthorErased } from "../api/types";
import { Button } from "../components/Button";
import { Confirm } from "../components/dialogs/Confirm";
import { Field } from "../components/Field";
import { Page } from "../components/Page";
import { Section } from "../components/Section";
import { useSubmit } from "../hooks/submit";
import { toast } from "../toasts";

interface Author {
  name: string;
  stored: number;
}

const ask = (name: string, onlyCount: boolean) =>
  post<AuthorErased>("/api/autores/apagar", { body: { autor: name, simular: onlyCount } });

export default function PrivacyPage() {
  const [name, setName] = useState("");
  const [found, setFound] = useState<Author | null>(null);
  const [sure, setSure] = useState(false);
  const [gone, setGone] = useState(0);
  const { submit, busy, error } = useSubmit(async () => {
    setFound(null);
    setFound({ name, stored: (await ask(name, true)).restantes });
  });
  const type = (value: string) => {
    setName(value);
    setFound(null);
  };
  const erase = async (author: Author) => {
    let erased = 0;
    let left: number;
    setGone(0);
    do {
      // one request erases a limited number
      const answer = await ask(author.name, false);
      erased += answer.apagados;
      left = answer.restantes;
      setGone(erased);
    } while (left > 0);
    toast(
      erased
        ? `Apagado de vez: ${comments(erased)}.`
        : "Nada estava guardado. O que ainda chegar daqueles envios será descartado.",
    );
    type("");
  };

  return (
    <Page title="Privacidade" lede="O pedido de quem quer que o que escreveu seja esquecido.">
      <Section
        title="Apagar os comentários de uma pessoa"
        lede="Some de vez: texto, histórico, busca, exportações e resumos. As contagens do relatório se corrigem no minuto seguinte. O nome tem de ser exatamente o que o remetente enviou; não fica guardado, só um código feito dele."
      >
        <form class="inline" onSubmit={submit}>
          <Field label="Nome do autor" error={error?.fields.autor}>
            {(wiring) => (
              <input
                {...wiring}
                required
                maxLength={200}
                autoComplete="off"
                value={name}
                onInput={(event) => type(event.currentTarget.value)}
              />
            )}
          </Field>
          <Button type="submit" kind="primary" busy={busy}>
            {busy ? "Procurando…" : "Procurar"}
          </Button>
          {error && !error.fields.autor && (
            <p class="wrong" role="alert">
              {error.message}
            </p>
          )}
        </form>
        <div role="status">
          {found && (
            <p>
              {found.stored ? (
                <>
                  <strong>{comments(found.stored)}</strong> com este nome.
                </>
              ) : (
                "Nenhum comentário guardado tem este nome; algum pode estar a caminho."
              )}
            </p>
          )}
        </div>
        {found && (
          <Button kind="danger" onClick={() => setSure(true)}>
            Apagar tudo deste autor…
          </Button>
        )}
      </Section>
      {found && sure && (
        <Confirm
          title={`Apagar tudo de ${found.name}?`}
          action="Apagar de vez"
          work={() => erase(found)}
          onClose={() => setSure(false)}
        >
          <p>
            {found.stored
              ? `São ${comments(found.stored)}, e o que ainda estiver a caminho.`
              : "Será descartado o que ainda estiver a caminho."}{" "}
            Não há como desfazer.
          </p>
          {gone > 0 && <p role="status">Apagados até agora: {comments(gone)}.</p>}
        </Confirm>
      )}
    </Page>
  );
}

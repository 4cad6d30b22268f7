import type { TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../components/Button";
import { Field } from "../components/Field";
import { ACCEPTED, type Reading, readFile, readText } from "./source/reading";
import { UnreadableSource } from "./source/source";

/** A file picked or dropped, or text pasted. */
export function SourcePicker({ onReading }: { onReading: (reading: Reading) => void }) {
  const [text, setText] = useState("");
  const [error, setError] = useState<{ at: "file" | "text"; message: string } | null>(null);
  const [draggedOver, setDraggedOver] = useState(false);
  const [busy, setBusy] = useState(false);

  const take = (at: "file" | "text", read: () => Reading | Promise<Reading>) => {
    setError(null);
    setBusy(true);
    Promise.resolve()
      .then(read)
      .then(onReading, (failed: unknown) => {
        if (!(failed instanceof UnreadableSource)) throw failed;
        setError({ at, message: failed.message });
      })
      .finally(() => setBusy(false));
  };
  const takeFiles = (files: FileList | null | undefined) => {
    const [file, second] = files ?? [];
    if (second) setError({ at: "file", message: "Envie um arquivo de cada vez." });
    else if (file) take("file", () => readFile(file));
  };
  const pick = ({ currentTarget: input }: TargetedEvent<HTMLInputElement>) => {
    takeFiles(input.files);
    input.value = ""; // the same file may be picked again, once it was mended
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setDraggedOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setDraggedOver(false);
    takeFiles(event.dataTransfer?.files);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    take("text", () => readText(text));
  };

  return (
    <div class="choose">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the file control inside */}
      <section
        class="drop"
        data-over={draggedOver || undefined}
        onDragOver={over}
        onDragLeave={() => setDraggedOver(false)}
        onDrop={drop}
      >
        <h2>Arquivo</h2>
        <p>Arraste um arquivo até aqui, ou escolha um:</p>
        {/* The browser's own control speaks the browser's language, not the page's. */}
        <label class="button">
          {busy ? "Lendo…" : "Escolher arquivo"}
          <input
            type="file"
            class="aside"
            accept={ACCEPTED}
            aria-describedby="arquivo-dica arquivo-erro"
            onChange={pick}
          />
        </label>
        <p class="hint" id="arquivo-dica">
          CSV de planilha, JSON, NDJSON ou um comentário por linha (.txt). Até 100 MB; acima de 5.000 comentários, vai
          em vários lotes.
        </p>
        <p class="wrong" id="arquivo-erro" role="alert">
          {error?.at === "file" && error.message}
        </p>
      </section>
      <form class="paste" onSubmit={submit}>
        <h2>Texto</h2>
        <Field label="Cole os comentários, um por linha" error={error?.at === "text" ? error.message : null}>
          {(wiring) => (
            <textarea {...wiring} rows={6} value={text} onInput={(event) => setText(event.currentTarget.value)} />
          )}
        </Field>
        <Button type="submit">Conferir o texto</Button>
      </form>
    </div>
  );
}

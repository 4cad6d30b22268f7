// Comments from a file or pasted, looked at before they are sent, followed until the model has classified them.

import { useState } from "preact/hooks";
import { Page } from "../components/Page";
import { useKeptFocus } from "../hooks/focus";
import { useStore } from "../hooks/store";
import { UploadProgress } from "./delivery/UploadProgress";
import { clear, currentUpload, start } from "./delivery/upload";
import { Preview } from "./preview/Preview";
import { RecentBatches } from "./RecentBatches";
import { SourcePicker } from "./SourcePicker";
import type { Reading } from "./source/reading";
import "./upload.css";

export default function UploadPage() {
  const upload = useStore(currentUpload);
  useKeptFocus();
  const [reading, setReading] = useState<Reading | null>(null);
  const another = () => {
    setReading(null);
    clear();
  };
  return (
    <Page title="Enviar comentários" lede="De um arquivo ou colados aqui. Nada é enviado antes de você conferir.">
      <div class="upload">
        {upload ? (
          <UploadProgress upload={upload} onAnother={another} />
        ) : reading ? (
          <Preview
            reading={reading}
            onReading={setReading}
            onCancel={another}
            onSend={(ready) => start(reading.name, reading.source.format, ready)}
          />
        ) : (
          <SourcePicker onReading={setReading} />
        )}
        <RecentBatches />
      </div>
    </Page>
  );
}

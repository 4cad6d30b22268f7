import { usePlace } from "../router";
import { Digest } from "./Digest";
import { Digests } from "./Digests";
import "./digests.css";

const ROOT = "/painel/resumos";

/** The list of digests, or the digest in the address. */
export default function DigestsPage() {
  const week = usePlace().path.slice(ROOT.length + 1);
  return week ? <Digest week={week} /> : <Digests />;
}

import { render } from "preact";
import { part } from "../shared/nodes";
import { start } from "./api/session";
import { App } from "./app";
import { followLinks } from "./router";

render(<App />, part("#painel"));
followLinks();
void start();

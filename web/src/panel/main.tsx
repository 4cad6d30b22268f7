import { render } from "preact";
import { part } from "../shared/nodes";
import { App } from "./app";
import { followLinks } from "./router";
import { start } from "./api/session";

render(<App />, part("#painel"));
followLinks();
void start();

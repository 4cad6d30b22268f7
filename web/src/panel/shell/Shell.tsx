import { useState } from "preact/hooks";
import type { UserView } from "../api/types";
import { Brand } from "../components/Brand";
import { Button } from "../components/Button";
import { Dialog } from "../components/dialogs/Dialog";
import { usePlace } from "../router";
import { AccountMenu } from "./AccountMenu";
import { Nav } from "./Nav";
import { Outlet } from "./Outlet";
import { User } from "./user";

/** Rail and page on a wide screen, bar and menu on a narrow one. */
export function Shell({ user }: { user: UserView }) {
  const [menu, setMenu] = useState(false);
  const { path } = usePlace();
  const close = () => setMenu(false);
  return (
    <User.Provider value={user}>
      {/* biome-ignore lint/a11y/useValidAnchor: a skip link that moves the focus and keeps the address */}
      <a class="skip" href="#conteudo" onClick={skip}>
        Ir para o conteúdo
      </a>
      <div class="shell">
        <header class="bar">
          <Brand href="/painel" />
          <Button aria-haspopup="dialog" onClick={() => setMenu(true)}>
            Menu
          </Button>
        </header>
        <header class="rail">
          <Brand href="/painel" />
          <Nav path={path} />
          <AccountMenu />
        </header>
        <main id="conteudo" tabIndex={-1}>
          <Outlet key={path} path={path} />
        </main>
      </div>
      {menu && (
        <Dialog title="Menu" shape="drawer" onClose={close}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the clicks of the links inside */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click, too */}
          <div onClick={(event) => (event.target as Element).closest("a") && close()}>
            <Nav path={path} />
          </div>
          <AccountMenu />
        </Dialog>
      )}
    </User.Provider>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("conteudo")?.focus();
}

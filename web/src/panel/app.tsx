// Shows the login or the dashboard. The address stays, so the wanted page opens after the login.

import { session, start } from "./api/session";
import { Button } from "./components/Button";
import { Failed } from "./components/states/Failed";
import { Loading } from "./components/states/Loading";
import { Toasts } from "./components/Toasts";
import { useStore } from "./hooks/store";
import { LoggedOut } from "./shell/LoggedOut";
import { LoginAgain } from "./shell/LoginAgain";
import { Shell } from "./shell/Shell";

export function App() {
  return (
    <>
      <Inside />
      <Toasts />
    </>
  );
}

function Inside() {
  const now = useStore(session);
  if (now.state === "starting") return <Loading>Abrindo o painel…</Loading>;
  if (now.state === "unreachable") {
    return (
      <main class="alone">
        <Failed error={now.error} action={<Button onClick={() => void start()}>Tentar de novo</Button>} />
      </main>
    );
  }
  if (now.state === "out") return <LoggedOut />;
  return (
    <>
      <Shell key={now.user.id} user={now.user} />
      {now.ended && <LoginAgain email={now.user.email} />}
    </>
  );
}

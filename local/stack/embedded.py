"""The embedded stack, without emulators: runs `one_process.py`, the gateway, the scheduler and the stand-in."""

import asyncio
import json
from dataclasses import dataclass, field

from local.stack.config import HOST, Ports, function_env
from local.stack.parts import Options, Part, gateway, python, python_env, scheduler, standin
from local.stack.process import Child, answers, say, until
from local.stack.stack import check_ports

_START_SECONDS = 60


@dataclass
class EmbeddedStack:
    """`reason` is printed by `up`: why the emulators are not used."""

    options: Options
    reason: str
    children: dict[str, Child] = field(default_factory=dict)
    stopping: bool = False

    @property
    def source(self) -> str:
        return f"the embedded stack, in memory ({self.reason})"

    async def start(self) -> None:
        ports, state, secret = self.options.ports, self.options.state, self.options.state.secrets()
        check_ports(ports)
        env = {**python_env(), **function_env(ports, secret), "BACKEND": "memory", "REDIS_URL": ""}
        settings = {"ports": dict(ports.items()), "key": secret["oidc_private_key"], "memory": str(state.memory)}
        base = f"http://{HOST}:{ports.ingest}"
        services = {name: f"{base}/{name}" for name in ("ingest", "report", "api", "digest")}
        jobs = {name: f"{base}/{name}/" for name in ("report", "digest")}
        plan = [
            Part("functions", python("local.stack.one_process"), {**env, "LOCAL_EMBEDDED": json.dumps(settings)}),
            gateway(self.options, env, services),
            scheduler(self.options, env, jobs, private=False),
        ]
        if "GEMINI_BASE_URL" in env:
            plan.append(standin(self.options, env))
        for name, command, child_env, quiet in plan:
            self.children[name] = Child(name, command, child_env, state.logs, quiet=quiet)
        await asyncio.gather(*(child.start() for child in self.children.values() if child.name != "scheduler"))
        await asyncio.gather(*(self._until(*where) for where in self._addresses(ports)))
        await self.children["scheduler"].start()

    async def watch(self) -> None:
        """Reports a child that dies. Restarting it would silently lose the data, which it holds in memory."""
        while not self.stopping:
            await asyncio.sleep(0.5)
            for child in self.children.values():
                if not child.alive and not self.stopping:
                    say("stack", f"{child.name} ended; see {child.log_path}")
                    return

    async def stop(self) -> None:
        self.stopping = True
        early = [child for name, child in self.children.items() if name in ("scheduler", "gateway")]
        await asyncio.gather(*(child.stop(1.0) for child in early))
        await asyncio.gather(*(child.stop(3.0) for child in self.children.values() if child not in early))

    def _addresses(self, ports: Ports) -> list[tuple[str, str]]:
        urls = [
            ("functions", f"http://{HOST}:{ports.ingest}/ingest/healthz"),
            ("gateway", f"http://{HOST}:{ports.gateway}/_local/jwks.json"),
        ]
        return [*urls, ("gemini", f"http://{HOST}:{ports.gemini}/healthz")] if "gemini" in self.children else urls

    async def _until(self, name: str, url: str) -> None:
        await until(lambda: answers(url), name, _START_SECONDS)

"""Rate at which comments are accepted and classified, with the use of model, store and machine. `./dev bench load`.

Runs against the stack that `./dev up` started or, with --url, --token and --classified-command, against any system
with `POST /api/comentarios`. Without --rate it sends a burst: each sender posts again as soon as it is answered.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

from bench.measure import cost
from bench.measure.machine import described, machine, parsed, percentile, running
from bench.measure.processes import Watch
from bench.workload.senders import Door, Plan, Sent, send
from bench.workload.systems import Anywhere, LocalStack, System, wait_for
from local.progress import Progress
from local.stack.config import FUNCTIONS, State

_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "worst": 1.0}


class _Run(NamedTuple):
    sent: Sent
    waiting: int
    """Comments accepted and not yet classified when the last POST was answered."""
    classified: int
    seconds: float


def main(arguments: list[str], state: State) -> int:
    options = _options(arguments)
    plan = Plan(options.comments // options.batch, options.batch, options.senders, options.rate)
    if options.url:
        system = Anywhere(Door(options.url, options.token), options.classified_command)
        _warm_up(system, options)
        found = _answers(plan, _run(system, plan))
    else:
        found = _inside(LocalStack(running(state), state), options, plan)
    command = " ".join(["./dev bench load", *(word for word in arguments if word != options.token)])
    found = {"machine": machine(), "command": command, **found}
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 1 if found["refused"] or found["lost"] else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev bench load", description=__doc__)
    parser.add_argument("--comments", type=int, default=1_000)
    parser.add_argument("--batch", type=int, default=1_000, help="comments a POST")
    parser.add_argument("--senders", type=int, default=1, help="who post at the same time")
    parser.add_argument("--warm-up", type=int, default=2, help="POSTs that are not measured")
    parser.add_argument("--model-latency", type=float, metavar="MS", help="of each call, unless told to `./dev up`")
    parser.add_argument("--ms-per-item", type=float, metavar="MS", help="of each comment in a call")
    parser.add_argument("--rate", type=float, help="comments a second, steadily")
    parser.add_argument("--seconds", type=float, default=300, help="how long at that rate")
    parser.add_argument("--no-report", action="store_true", help="do not wait until the public report shows it all")
    parser.add_argument("--url", help="of another system's POST /api/comentarios")
    parser.add_argument("--token", default="", help="for that system")
    parser.add_argument("--classified-command", help="prints how many comments that system has classified")
    options = parsed(parser, arguments)
    if options.url and not options.classified_command:
        parser.error("--url needs --classified-command")
    if options.url and (options.model_latency or options.ms_per_item):
        parser.error("the model's latency can be set on the local stack only")
    if options.rate:
        options.comments = round(options.rate * options.seconds)
    options.batch = min(options.batch, options.comments)
    return options


def _inside(stack: LocalStack, options: argparse.Namespace, plan: Plan) -> dict[str, Any]:
    """The figures of a run on the local stack, which include model calls, reads and writes, CPU time and memory."""
    try:
        latency = stack.slow_down(options.model_latency, options.ms_per_item)
        _warm_up(stack, options)
        before, failed = stack.counters(), stack.failed()
        with Watch(stack.pid) as watch:
            run = _run(stack, plan)
        spent = stack.counters()
        spent.subtract(before)
    finally:
        stack.as_started()
    return {
        **_answers(plan, run),
        "on_report_after_s": None if options.no_report else round(run.seconds + _on_report(stack), 1),
        "failed": stack.failed() - failed,
        "model": latency | _model(spent),
        "firestore": cost.measure(stack.ports, options.batch),
        "processes": {name: one._asdict() for name, one in sorted(watch.found.items())},
        "functions_pss_mb": round(sum(watch.found[name].pss_mb_after for name in FUNCTIONS), 1),
    }


def _on_report(stack: LocalStack) -> float:
    started = time.perf_counter()
    stack.on_report()
    return time.perf_counter() - started


def _warm_up(system: System, options: argparse.Namespace) -> None:
    if options.warm_up:
        _run(system, Plan(options.warm_up, options.batch), quiet=True)


def _run(system: System, plan: Plan, *, quiet: bool = False) -> _Run:
    before, started = system.classified(), time.perf_counter()
    sent = send(system.door, plan, _bar("answered", plan.posts, quiet))
    bar, at_once = _bar("classified", sent.accepted, quiet), system.classified() - before
    done = wait_for(system, before + sent.accepted, lambda now: bar(now - before)) - before
    return _Run(sent, max(sent.accepted - at_once, 0), done, time.perf_counter() - started)


def _bar(label: str, total: int, quiet: bool) -> Callable[[int], None]:
    return (lambda done: None) if quiet else Progress(label, total).update


def _answers(plan: Plan, run: _Run) -> dict[str, Any]:
    sent = run.sent
    times = {name: round(1000 * percentile(sent.seconds, share), 1) for name, share in _SHARES.items() if sent.seconds}
    return {
        "comments": plan.posts * plan.batch,
        "batch": plan.batch,
        "senders": plan.senders if plan.rate is None else None,
        "rate": plan.rate,
        "post_ms": times,
        "accepted": sent.accepted,
        "accepted_per_second": round(sent.accepted / sent.took, 1),
        "told_to_come_back": sent.told_to_come_back,
        "refused": dict(sent.refused),
        "waiting_after_the_last_post": run.waiting,
        "classified_after_s": round(run.seconds, 2),
        "classified_per_second": round(run.classified / run.seconds, 1),
        "lost": sent.accepted - run.classified,
    }


def _model(spent: Counter[str]) -> dict[str, float]:
    """The model's usage. Token counts are the model's own; the stand-in estimates them."""
    comments = max(spent["comentarios"], 1)
    return {
        "calls": spent["chamadas"],
        "calls_per_comment": round(spent["chamadas"] / comments, 3),
        "remembered": spent["em_cache"],
        "tokens_in_per_comment": round(spent["tokens_entrada"] / comments, 1),
        "tokens_out_per_comment": round(spent["tokens_saida"] / comments, 1),
        "ms_per_call": round(spent["latencia_ms"] / max(spent["chamadas"], 1), 1),
    }


def _table(found: dict[str, Any]) -> str:
    plain = {name: value for name, value in found.items() if name not in ("machine", "processes")}
    lines = [described(found["machine"]), *(f"{name:>28}  {_plain(value)}" for name, value in plain.items())]
    processes = found.get("processes", {})
    if processes:
        lines.append(f"{'':>28}  {'CPU s':>8} {'ms each':>8} {'MB before':>10} {'most':>8} {'after':>8}")
    for name, one in processes.items():
        each = 1000 * one["cpu_s"] / max(found["accepted"], 1)
        memory = f"{one['pss_mb_before']:>10.1f} {one['pss_mb_most']:>8.1f} {one['pss_mb_after']:>8.1f}"
        lines.append(f"{name:>28}  {one['cpu_s']:>8.2f} {each:>8.2f} {memory}")
    return "\n".join(lines)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {one}" for name, one in value.items()) or "none"
    return str(value)

"""`python -m local.standin --port N`: runs the stand-in's HTTP server."""

import argparse
import time
from pathlib import Path

from aiohttp import web

from local.standin.faults import Faults
from local.standin.model.classifier import load
from local.standin.server import StandIn


def main() -> None:
    arguments, started = _arguments(), time.perf_counter()
    model = load(arguments.cache)
    faults = Faults(latency_ms=arguments.latency_ms, ms_per_item=arguments.ms_per_item)
    app = StandIn(model, faults, arguments.seed).app()
    ready = f"stand-in for Gemini on http://{arguments.host}:{arguments.port} ({time.perf_counter() - started:.1f} s)"
    web.run_app(
        app,
        host=arguments.host,
        port=arguments.port,
        access_log=None,
        shutdown_timeout=0.5,  # calls that hang by a fault must not delay the shutdown
        handler_cancellation=True,
        print=lambda *_: print(ready, flush=True),
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.standin", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--cache", type=Path, help="folder for the trained model; without it, each start trains")
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--ms-per-item", type=float, default=0)
    parser.add_argument("--seed", type=int, default=0, help="of the faults' chance")
    return parser.parse_args()


if __name__ == "__main__":
    main()

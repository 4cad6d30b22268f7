"""Time until a first visitor sees the first chart of the public report. `./dev bench firstchart`.

Runs against the stack that `./dev up --demo` started. Each visit is a new browser context without a cache, on a CPU
slowed down by `--throttle`. The chart counts as visible in the frame after it was drawn.
"""

import argparse
import json
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.measure.machine import machine, opened, percentile
from local.stack.config import HOST, State
from tools.web import find_browser

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_VIEWPORTS = {"desktop": (1280, 720), "phone": (360, 640)}
_WATCH = """
window.firstChart = new Promise((seen) => {
  const drawn = new MutationObserver(() => {
    if (!document.querySelector(".plot > svg")) return;
    drawn.disconnect();
    requestAnimationFrame(() => setTimeout(() => seen(performance.now())));
  });
  drawn.observe(document, {childList: true, subtree: true});
});
"""


def main(arguments: list[str], state: State) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench firstchart", description=__doc__)
    parser.add_argument("--visits", type=int, default=9)
    parser.add_argument("--throttle", type=float, default=4, help="times slower than this processor")
    options, ports = opened(parser, arguments, state)
    path = find_browser()
    if not path:
        raise OSError("no Chromium on this machine; `./dev test` installs one where it may")
    found: dict[str, Any] = {"machine": machine(), "throttle": options.throttle, "visits": options.visits}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        for name, (width, height) in _VIEWPORTS.items():
            url = f"http://{HOST}:{ports.gateway}/"
            _visit(browser, url, width, height, options.throttle)  # not measured: the browser's own start-up
            times = [_visit(browser, url, width, height, options.throttle) for _ in range(options.visits)]
            found[name] = {
                "ms_p50": round(percentile(times, 0.5)),
                "ms_best": round(min(times)),
                "ms_worst": round(max(times)),
            }
        browser.close()
    print(json.dumps(found, indent=1) if options.json else _table(found))
    return 0


def _visit(browser: Browser, url: str, width: int, height: int, throttle: float) -> float:
    context = browser.new_context(viewport={"width": width, "height": height})
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        page.add_init_script(_WATCH)
        page.goto(url, wait_until="commit")
        return float(page.evaluate("() => window.firstChart"))
    finally:
        context.close()


def _table(found: dict[str, Any]) -> str:
    return "\n".join(
        f"{name:>10}  " + "  ".join(f"{what} {value}" for what, value in found[name].items()) for name in _VIEWPORTS
    )

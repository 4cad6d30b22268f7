"""The local Cloud Scheduler: the report every minute, the digest on Monday at 08:00, its mail every five minutes.

The first report is requested at once, so that a new stack has one. Start it with `python -m local.cloud.scheduler`.
"""

import asyncio
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import aiohttp

from local.cloud.identity import identity_token, private_identity_token

ZONE = ZoneInfo("America/Sao_Paulo")
_MAIL_MINUTES, _MAIL_OFFSET = 5, 2  # never in the minute of the digest itself, as in infra/schedule.tf
_TIMEOUT = aiohttp.ClientTimeout(total=50)  # seconds; below the interval of a minute


async def run(report_url: str, digest_url: str, key: str, *, private: bool) -> None:
    """`private`: `digest` is a service of its own, behind Cloud Run's front end; `report` is public."""
    token = private_identity_token if private else identity_token
    async with aiohttp.ClientSession(timeout=_TIMEOUT) as session:
        while True:
            local = datetime.now(UTC).astimezone(ZONE)
            jobs = [_call(session, report_url, identity_token(key))]
            if (local.isoweekday(), local.hour, local.minute) == (1, 8, 0):
                jobs.append(_call(session, digest_url, token(key)))
            elif local.minute % _MAIL_MINUTES == _MAIL_OFFSET:
                jobs.append(_call(session, f"{digest_url}entregas", token(key)))
            await asyncio.gather(*jobs)
            now = datetime.now(UTC)
            minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
            await asyncio.sleep((minute - now).total_seconds())


async def _call(session: aiohttp.ClientSession, url: str, token: str) -> None:
    try:
        async with session.post(url, headers={"Authorization": f"Bearer {token}"}) as response:
            if response.status >= 400:
                print(f"{url} answered {response.status}: {(await response.text())[:200]}", flush=True)
    except (aiohttp.ClientError, TimeoutError) as error:
        print(f"{url}: {error!r}", flush=True)


if __name__ == "__main__":
    settings = json.loads(os.environ["LOCAL_SCHEDULER"])
    try:
        asyncio.run(run(settings["report"], settings["digest"], settings["key"], private=settings["private"]))
    except KeyboardInterrupt:
        sys.exit(0)

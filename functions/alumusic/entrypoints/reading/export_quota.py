"""How many exports an account may ask for, and an address: each may read every comment that there is."""

from dataclasses import dataclass

from flask import Request

from alumusic.domain.quota import Share
from alumusic.entrypoints.client_address import client_address
from alumusic.services.quota import Quota


@dataclass(frozen=True)
class ExportQuota:
    """`per_hour` is an account's; an office that shares an address has twice as many."""

    quota: Quota
    per_hour: int
    proxies: int

    def take(self, request: Request, account: str) -> None:
        """Raises TooManyRequests."""
        forwarded = request.headers.get("X-Forwarded-For")
        address = client_address(forwarded, request.remote_addr, self.proxies)
        self.quota.take(
            Share("exportações por conta", account, self.per_hour),
            Share("exportações por endereço", address, 2 * self.per_hour),
        )

"""Schemathesis hooks: each connection uses another loopback address, like many clients.

From one address the login limit would be reached after fifty failed logins, for this run and for other tests.
"""

from itertools import cycle
from typing import Any

import schemathesis
from urllib3.util import connection

_ADDRESSES = cycle(f"127.77.0.{n}" for n in range(1, 201))
_connect = connection.create_connection


def _from_another_address(
    address: tuple[str, int], timeout: Any = None, source_address: Any = None, socket_options: Any = None
) -> Any:
    return _connect(address, timeout, (next(_ADDRESSES), 0), socket_options)


connection.create_connection = _from_another_address


@schemathesis.hook
def filter_query(context: Any, query: dict[str, Any] | None) -> bool:
    """Skips queries with objects: serialised to names and commas they are valid text, not a negative case."""
    return not any(isinstance(value, dict) for value in (query or {}).values())

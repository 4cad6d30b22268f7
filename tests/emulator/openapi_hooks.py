"""Loaded by Schemathesis: each connection comes from another address of this machine, as if from many clients.

From a single address the fiftieth failed login would be the last that is judged, for this run and for other tests.
Addresses that no HTTP server takes are not tried: it answers before the API is asked.
"""

from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import schemathesis
from urllib3.util import connection

_ADDRESSES = cycle(f"127.77.0.{n}" for n in range(1, 201))
_LONGEST_QUERY = 3_500  # gunicorn's own limit of a request's first line is 4,094 bytes
_connect = connection.create_connection


def _from_another_address(
    address: tuple[str, int], timeout: Any = None, source_address: Any = None, socket_options: Any = None
) -> Any:
    return _connect(address, timeout, (next(_ADDRESSES), 0), socket_options)


connection.create_connection = _from_another_address


@schemathesis.hook
def filter_case(context: Any, case: Any) -> bool:
    return len(urlencode(case.query or {}, doseq=True)) < _LONGEST_QUERY

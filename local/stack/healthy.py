"""Health check of a container: `python -m local.stack.healthy NAME`. Imports little, because it runs often."""

import http.client
import os
import socket
import sys

from local.stack.config import HOST, Ports, health_path

_SECONDS = 3
_SILENT = ("redis",)  # does not speak HTTP


def main(name: str) -> int:
    port = getattr(Ports.from_base(int(os.environ["LOCAL_PORT"])), name)
    connection = http.client.HTTPConnection(HOST, port, timeout=_SECONDS)
    try:
        if name in _SILENT:
            socket.create_connection((HOST, port), _SECONDS).close()
        else:
            connection.request("GET", health_path(name))
            connection.getresponse().close()
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

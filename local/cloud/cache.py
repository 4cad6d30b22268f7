"""The local Redis: the TCP server of fakeredis. `python -m local.cloud.cache PORT`."""

import socket
import sys

from fakeredis import TcpFakeServer
from fakeredis._clients import _tcp_server

from local.stack.config import HOST

# Seconds between polls of an idle connection; incoming data wakes it at once. The default costs 5 % of a core.
_tcp_server._POLL_INTERVAL = 0.5


class _Server(TcpFakeServer):
    allow_reuse_address = True

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        # With Nagle's algorithm on, every MULTI waits 44 ms for an acknowledgement.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection, address


if __name__ == "__main__":
    _Server((HOST, int(sys.argv[1])), server_type="redis").serve_forever()

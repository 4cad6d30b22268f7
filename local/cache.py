"""Redis for one machine: fakeredis's TCP server. `python -m local.cache PORT`."""

import socket
import sys

from fakeredis import TcpFakeServer

from local.config import HOST


class _Server(TcpFakeServer):
    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        # With Nagle's algorithm on, every MULTI waits 44 ms for an acknowledgement.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection, address


if __name__ == "__main__":
    _Server.allow_reuse_address = True
    _Server((HOST, int(sys.argv[1])), server_type="redis").serve_forever()

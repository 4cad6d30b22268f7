"""A TCP proxy between the functions and Firestore that can cut connections or delay answers."""

import asyncio
import threading

from local.stack.config import HOST

_CHUNK = 65_536


class Proxy:
    """Runs in its own thread. `cut()` drops and refuses connections; `hold(s)` delays each answer by `s` seconds."""

    def __init__(self, port: int, target: int) -> None:
        self.port, self.target = port, target
        self.open, self.delay = True, 0.0
        self.streams: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self.thread.start()
        assert self.ready.wait(10), "the proxy did not start"

    def stop(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def cut(self) -> None:
        self.open = False
        self.loop.call_soon_threadsafe(self._drop)

    def hold(self, seconds: float) -> None:
        self.delay = seconds

    def heal(self) -> None:
        self.open, self.delay = True, 0.0

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._connect, HOST, self.port))
        self.ready.set()
        self.loop.run_forever()
        server.close()
        self._drop()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.1))
        self.loop.close()

    def _drop(self) -> None:
        for stream in list(self.streams):
            stream.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.open:
            writer.transport.abort()
            return
        try:
            back, forth = await asyncio.open_connection(HOST, self.target)
        except OSError:
            writer.transport.abort()
            return
        self.streams |= {writer, forth}
        try:
            await asyncio.gather(self._pump(reader, forth, held=False), self._pump(back, writer, held=True))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self.streams -= {writer, forth}
            writer.transport.abort()
            forth.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, held: bool) -> None:
        while data := await source.read(_CHUNK):
            if held and self.delay:
                await asyncio.sleep(self.delay)
            sink.write(data)
            await sink.drain()
        raise OSError("closed")  # ends the other direction too

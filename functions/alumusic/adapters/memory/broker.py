"""An in-process topic that delivers synchronously, in the publisher's thread."""

from collections.abc import Callable, Sequence

from alumusic.domain.comments.comment import BatchMessage

Deliver = Callable[[bytes, dict[str, str]], None]


class MemoryPublisher:
    """Calls the topic's subscriber for every message, in order; `sent` records the messages for tests."""

    subscribers: dict[str, Deliver] = {}  # noqa: RUF012  shared on purpose: a process has one broker

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.sent: list[BatchMessage] = []

    def publish(self, messages: Sequence[BatchMessage], *, repeated: bool = False) -> None:
        self.sent += messages
        attributes = {"repetido": "1"} if repeated else {}
        self.publish_raw([(message.model_dump_json(exclude_none=True).encode(), attributes) for message in messages])

    def publish_raw(self, messages: Sequence[tuple[bytes, dict[str, str]]]) -> None:
        deliver = self.subscribers.get(self.topic)
        if deliver is not None:
            for data, attributes in messages:
                deliver(data, attributes)

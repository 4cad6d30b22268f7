"""A Terraform provider that only serves schemas, enough for `validate` and for plans with mocks.

Implements the schema part of Terraform's plug-in protocol, version 5. The schemas of Google's providers are in
`provider_schema.json`, which `python -m tests.support.infra.schema` generates.
"""

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

KNOWN = Path(__file__).with_name("provider_schema.json")
_NESTING = {"single": 1, "list": 2, "set": 3}
_FIELDS = {
    "Attribute": ["name:string:1", "type:bytes:2", "required:bool:4", "optional:bool:5", "computed:bool:6"],
    "NestedBlock": ["type_name:string:1", "block:Block:2", "nesting:int64:3", "min_items:int64:4", "max_items:int64:5"],
    "Block": ["attributes:Attribute*:2", "block_types:NestedBlock*:3"],
    "Schema": ["block:Block:2"],
    "Entry": ["key:string:1", "value:Schema:2"],
    "Schemas": ["provider:Schema:1", "resource_schemas:Entry*:2", "data_source_schemas:Entry*:3"],
    "Anything": [],
}


class Provider(NamedTuple):
    """Schemas of the provider configuration, its resources and its data sources."""

    itself: dict[str, Any]
    resources: dict[str, Any]
    data: dict[str, Any]


@contextmanager
def serving(folder: Path) -> Iterator[dict[str, str]]:
    """Environment variables with which `terraform` uses these providers instead of installing the real ones."""
    with ExitStack() as running:
        ports = {name: running.enter_context(_served(provider)) for name, provider in _providers().items()}
        attached = {f"registry.terraform.io/hashicorp/{name}": _address(port) for name, port in ports.items()}
        yield {
            **os.environ,
            "CHECKPOINT_DISABLE": "1",
            "TF_CLI_CONFIG_FILE": os.devnull,
            "TF_DATA_DIR": str(folder),
            "TF_REATTACH_PROVIDERS": json.dumps(attached),
        }


def _providers() -> dict[str, Provider]:
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    google, beta = known["google"], known["google-beta"]
    itself = _attributes(
        "optional", project="string", region="string", billing_project="string", user_project_override="bool"
    ) | _attributes("optional", default_labels=["map", "string"])
    return {
        "google": Provider(_block(itself), google["resources"], google["data"]),
        "google-beta": Provider(_block(itself), google["resources"] | beta["resources"], google["data"] | beta["data"]),
        "archive": Provider(_block({}), {}, {"archive_file": _archive_file()}),
        "time": Provider(_block({}), {"time_sleep": _sleep()}, {}),
    }


def _archive_file() -> dict[str, Any]:
    inner = _block(_attributes("required", content="string", filename="string"))
    source = {"nesting": "set", "min": 0, "max": 0, "block": inner}
    told = _attributes("required", type="string", output_path="string")
    return _block(told | _attributes("computed", output_sha256="string"), source=source)


def _sleep() -> dict[str, Any]:
    durations = _attributes("optional", create_duration="string", destroy_duration="string")
    return _block(
        durations | _attributes("optional", triggers=["map", "string"]) | _attributes("computed", id="string")
    )


def _attributes(how: str, **types: Any) -> dict[str, Any]:
    return {name: {"type": kind, how: True} for name, kind in types.items()}


def _block(attributes: dict[str, Any], **blocks: Any) -> dict[str, Any]:
    return {"attributes": attributes, "blocks": blocks}


@contextmanager
def _served(provider: Provider) -> Iterator[int]:
    """Serves the provider by gRPC; yields its port."""
    schemas = _MESSAGES["Schemas"](
        provider=_schema(provider.itself),
        resource_schemas=[_MESSAGES["Entry"](key=key, value=_schema(one)) for key, one in provider.resources.items()],
        data_source_schemas=[_MESSAGES["Entry"](key=key, value=_schema(one)) for key, one in provider.data.items()],
    ).SerializeToString()
    answers: dict[str, Callable[[bytes], bytes]] = {
        "GetSchema": lambda asked: schemas,
        "PrepareProviderConfig": lambda asked: asked,  # request and response have the same field
        "ValidateResourceTypeConfig": lambda asked: b"",
        "ValidateDataSourceConfig": lambda asked: b"",
        "Configure": lambda asked: b"",
        "Stop": lambda asked: b"",
    }
    handlers: dict[str, Any] = {
        name: grpc.unary_unary_rpc_method_handler(_ignoring(answer)) for name, answer in answers.items()
    }
    with ThreadPoolExecutor(4) as threads:
        server = grpc.server(threads)
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("tfplugin5.Provider", handlers),))
        port = server.add_insecure_port("127.0.0.1:0")
        server.start()
        yield port
        server.stop(None).wait()


def _ignoring(answer: Callable[[bytes], bytes]) -> Callable[[bytes, Any], bytes]:
    return lambda asked, context: answer(asked)


def _address(port: int) -> dict[str, Any]:
    where = {"Network": "tcp", "String": f"127.0.0.1:{port}"}
    return {"Protocol": "grpc", "ProtocolVersion": 5, "Pid": os.getpid(), "Test": True, "Addr": where}


def _schema(block: dict[str, Any]) -> Any:
    return _MESSAGES["Schema"](block=_block_message(block))


def _block_message(block: dict[str, Any]) -> Any:
    attributes = [
        _MESSAGES["Attribute"](**{**one, "name": name, "type": json.dumps(one["type"]).encode()})
        for name, one in block["attributes"].items()
    ]
    nested = [
        _MESSAGES["NestedBlock"](
            type_name=name,
            block=_block_message(one["block"]),
            nesting=_NESTING[one["nesting"]],
            min_items=one["min"],
            max_items=one["max"],
        )
        for name, one in block["blocks"].items()
    ]
    return _MESSAGES["Block"](attributes=attributes, block_types=nested)


def _message_classes() -> dict[str, Any]:
    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="tfplugin5.proto", package="tfplugin5", syntax="proto3")
    for name, fields in _FIELDS.items():
        message = file.message_type.add(name=name)
        for field in fields:
            field_name, kind, number = field.split(":")
            label = kinds.LABEL_REPEATED if kind.endswith("*") else kinds.LABEL_OPTIONAL
            added = message.field.add(name=field_name, number=int(number), label=label)
            added.type = getattr(kinds, f"TYPE_{kind.upper()}", kinds.TYPE_MESSAGE)
            if added.type == kinds.TYPE_MESSAGE:
                added.type_name = f".tfplugin5.{kind.rstrip('*')}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"tfplugin5.{name}")) for name in _FIELDS}


_MESSAGES = _message_classes()

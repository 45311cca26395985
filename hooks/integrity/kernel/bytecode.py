"""Compiled templates among what is kept: most of a small build is compiling them."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from .kept import Kept, key


class Bytecode(BytecodeCache):
    """`code` names the versions of what compiles; Jinja's own check of the source comes on top."""

    def __init__(self, kept: Kept, code: str) -> None:
        self.kept, self.code = kept, code

    def load_bytecode(self, bucket: Bucket) -> None:
        name = self._name(bucket)
        if (found := self.kept.find("template", [name]).get(name)) is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept.keep("template", {self._name(bucket): bucket.bytecode_to_string()})

    def _name(self, bucket: Bucket) -> str:
        return key(self.code, bucket.key, bucket.checksum)

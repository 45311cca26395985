"""How a field is declared, once: its Chinese label, an example and, where it is a closed list, its vocabulary.

From the declaration come validation, the messages, the JSON Schema, the scaffold of `new` and the handbook's tables.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from .nearest import nearest
from .yamlread import Loc

_REQUIRED: Any = ...


def field(label: str, example: object, default: Any = _REQUIRED, **constraints: Any) -> Any:
    """Declare a field. `label` is what readers see, `example` what a message shows.

    The example of a field that holds nested items is None: it is put together from theirs.
    """
    return Field(default, title=label, examples=None if example is None else [example], **constraints)


@dataclass(frozen=True)
class OneOf:
    """The value is a word of the vocabulary `data/terms/<name>.yml`, looked up in the validation context."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: ValidationInfo) -> str:
        words = (info.context or {})["terms"][self.name].words
        if value in words:
            return value
        near = nearest(value, words, 0.3)
        hint = f"是否想写“{near}”？" if near else ""
        raise refused(f"没有“{value}”这个取值，{hint}可写：{'、'.join(words)}")


def _one_word(value: str) -> str:
    if re.search("[，、；]", value):
        raise refused(f"“{value}”里有全角标点，几项之间请用半角逗号隔开，例如 [学习教育, 制度建设]")
    return value


def refused(text: str) -> PydanticCustomError:
    """An error whose message is already what the editor reads."""
    return PydanticCustomError("refused", "{text}", {"text": text})


def _day(value: Any) -> dt.date:
    if isinstance(value, dt.date):
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", value.strip())):
        try:
            return dt.date(*map(int, match.groups()))
        except ValueError:
            raise refused(f"“{value}”这一天不存在，请核对年月日，例如 2026-03-05") from None
    numbers = re.findall(r"\d+", value) if isinstance(value, str) else []
    if len(numbers) == 3 and len(numbers[0]) == 4 and int(numbers[1]) <= 12 and int(numbers[2]) <= 31:
        raise refused(f"“{value}”不是规定的日期写法，请写成 {int(numbers[0]):04}-{int(numbers[1]):02}-{int(numbers[2]):02}")
    raise refused("应是一个日期，例如 2026-03-05")


def _day_or_always(value: Any) -> dt.date | str:
    if isinstance(value, str) and value.strip() == ALWAYS:
        return ALWAYS
    if value is None or (isinstance(value, str) and not re.search(r"\d", value)):
        raise refused(f"应是一个日期，没有截止日期、全年都要做的写 {ALWAYS}，例如 2026-06-30")
    return _day(value)


def _score(value: Any) -> Decimal:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value >= 0:
        score = Decimal(value)
        if score == round(score, 1):
            return score
    raise refused("应是不小于 0、最多一位小数的数，例如 88.4")


def _clock(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return value
    raise refused("应是 24 小时制的时刻，例如 14:30")


def _doc_no(value: Any) -> str:
    text = str(value)
    if re.fullmatch(r"[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号", text):
        return text
    match = re.fullmatch(r"\s*([\u4e00-\u9fff]+)\s*[〔\[［(（【](\d{4})[〕\]］)）】]\s*第?0*([1-9]\d*)\s*号?\s*", text)
    if match:
        raise refused(f"年份应放在六角括号〔〕里，序号不编虚位，请写成 {match[1]}〔{match[2]}〕{match[3]}号")
    raise refused("应是发文字号：机关代字、六角括号里的四位年份、序号，例如 示公党〔2026〕7号")


_TOO_MUCH = Decimal(10) ** 12
"""万元. Above it a sum would no longer be exact, and nobody means it."""


def _money(value: Any) -> Decimal:
    written = isinstance(value, int | float | Decimal | str) and not isinstance(value, bool)
    try:
        amount = Decimal(str(value).strip()) if written else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite():
        raise refused("应是以万元为单位的数字，不带单位和逗号，例如 12.35")
    if not 0 <= amount < _TOO_MUCH or amount != amount.quantize(Decimal("0.000001")):
        raise refused(f"{value} 不对：金额以万元为单位，不小于 0，最多写到分（小数点后六位），例如 12.35")
    return amount


Day = Annotated[dt.date, BeforeValidator(_day)]
Clock = Annotated[str, BeforeValidator(_clock)]
DocNo = Annotated[str, BeforeValidator(_doc_no)]
"""发文字号 as in 党政机关公文格式 GB/T 9704-2012, 7.2.5: 〔〕 are U+3014 and U+3015, no leading zero."""
Money = Annotated[Decimal, BeforeValidator(_money)]
"""An amount in 万元, exact to the 分 (six decimal places)."""
Score = Annotated[Decimal, BeforeValidator(_score), WithJsonSchema({"type": "number", "minimum": 0})]
"""Points, or a share of a hundred, with at most one decimal place."""
ALWAYS = "长期"
DayOrAlways = Annotated[dt.date | Literal["长期"], BeforeValidator(_day_or_always)]
"""A day by which something shall be done, or ALWAYS for what has no end."""
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
Number = Annotated[int, Field(strict=True, ge=1)]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Month = Annotated[int, Field(strict=True, ge=1, le=12)]
Year = Annotated[int, Field(strict=True, ge=1949, le=2100)]
Text = Annotated[str, Field(min_length=1)]
Word = Annotated[str, Field(min_length=1), AfterValidator(_one_word)]


@dataclass(frozen=True)
class Declared:
    """A declared field as others need it."""

    key: str
    label: str
    example: str
    required: bool
    vocabulary: str


def declared(model: type[BaseModel]) -> Iterator[Declared]:
    """The fields of a model in the order of their declaration."""
    for key, info in model.model_fields.items():
        yield Declared(key, info.title or "", shown(example_of(info)), info.is_required(), _vocabulary(info))


def example_of(info: FieldInfo) -> object:
    if info.examples:
        return info.examples[0]
    inner = _inner_model(info.annotation)
    assert inner is not None, f"{info.title}: an example is missing"
    parts = {key: example_of(part) for key, part in inner.model_fields.items() if part.is_required()}
    return [parts] if get_origin(info.annotation) is tuple else parts


_QUOTED = re.compile(r"[,\[\]{}:#]|^[&*!|>%@`'\"-]|^0\d+$")


def shown(value: object) -> str:
    """A value as an editor would type it in YAML on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    text = str(value)
    return f'"{text}"' if _QUOTED.search(text) else text


def field_at(model: type[BaseModel], loc: Loc) -> FieldInfo | None:
    """The declaration that governs `loc`: its own, or that of the list around it."""
    found: FieldInfo | None = None
    current: type[BaseModel] | None = model
    for step in loc:
        if isinstance(step, int):
            continue
        if current is None or step not in current.model_fields:
            return None
        found = current.model_fields[step]
        current = _inner_model(found.annotation)
    return found


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel]:
    """The model that the mapping at `loc` is validated by."""
    info = field_at(model, loc)
    return (_inner_model(info.annotation) if info else None) or model


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for arg in get_args(annotation) if (inner := _inner_model(arg))), None)


def vocabularies(model: type[BaseModel]) -> Iterator[str]:
    """The names of the vocabularies that a model and its nested models need."""
    for info in model.model_fields.values():
        if name := _vocabulary(info):
            yield name
        elif inner := _inner_model(info.annotation):
            yield from vocabularies(inner)


def _vocabulary(info: FieldInfo) -> str:
    def find(node: Any) -> str:
        if isinstance(node, OneOf):
            return node.name
        return next((name for arg in get_args(node) if (name := find(arg))), "")

    return next((item.name for item in info.metadata if isinstance(item, OneOf)), "") or find(info.annotation)

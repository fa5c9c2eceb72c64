"""A section of params.yaml → the frozen dataclass of its stage."""

import math
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal, TypeVar

from kws.core.errors import ParamsError

P = TypeVar("P")


@dataclass(frozen=True)
class Range:
    """The numbers that a field accepts, for `Annotated[float, Range(0, 1)]`; ends included unless open."""

    minimum: float = -math.inf
    maximum: float = math.inf
    open_below: bool = False
    open_above: bool = False

    def __contains__(self, value: float) -> bool:
        above = self.minimum < value if self.open_below else self.minimum <= value
        below = value < self.maximum if self.open_above else value <= self.maximum
        return above and below

    def __str__(self) -> str:
        left = "(" if self.open_below or self.minimum == -math.inf else "["
        right = ")" if self.open_above or self.maximum == math.inf else "]"
        return f"{left}{self.minimum:g}, {self.maximum:g}{right}"


class _RefusedError(Exception):
    """A value does not fit its field; says what was expected."""


def parse(cls: type[P], section: object, where: str) -> P:
    """The dataclass `cls` from a mapping of its fields.

    Nested dataclasses come from nested mappings. Integers may arrive as integral floats, since
    numbers in JSON do. A dataclass may add rules across its fields in a method `problems()` that
    yields a line for each one broken.

    Raises:
        ParamsError: naming every unknown, missing or refused key at once, after `where`.
    """
    problems: list[str] = []
    value = _dataclass(cls, section, "", problems)
    if value is not None and not problems:
        problems += _broken_rules(value)
    if problems:
        raise ParamsError(f"{where}: {'; '.join(problems)}")
    assert value is not None
    return typing.cast(P, value)


def with_nulls(cls: type, section: object) -> object:
    """A mapping of the fields of `cls` with null for each that may be null and is not there, nested ones too.

    Anything else is left for `parse` to refuse.
    """
    if not isinstance(section, Mapping):
        return section
    filled = dict(section)
    for name, hint in typing.get_type_hints(cls).items():
        if name not in filled and types.NoneType in typing.get_args(hint):
            filled[name] = None
        elif is_dataclass(hint) and name in filled:
            filled[name] = with_nulls(typing.cast(type, hint), filled[name])
    return filled


def _dataclass(cls: type, section: object, prefix: str, problems: list[str]) -> Any:
    if not isinstance(section, Mapping):
        problems.append(f"{prefix.rstrip('.') or 'section'}: expected a mapping, got {section!r}")
        return None
    hints = typing.get_type_hints(cls, include_extras=True)
    known = [field.name for field in fields(cls)]
    problems += [f"{prefix}{key}: unknown, expected one of {', '.join(known)}" for key in section if key not in known]
    problems += [f"{prefix}{name}: missing" for name in known if name not in section]
    values = {}
    for name in known:
        if name in section:
            try:
                values[name] = _value(hints[name], section[name], f"{prefix}{name}", problems)
            except _RefusedError as expected:
                problems.append(f"{prefix}{name}: expected {expected}, got {section[name]!r}")
    return cls(**values) if len(values) == len(known) else None


def _value(hint: Any, raw: Any, path: str, problems: list[str]) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _in_range(_value(arguments[0], raw, path, problems), arguments[1])
    if origin is Literal:
        return _member(arguments, raw)
    if origin in (types.UnionType, typing.Union):
        inner = next(argument for argument in arguments if argument is not types.NoneType)
        return None if raw is None else _value(inner, raw, path, problems)
    if origin is tuple:
        return _tuple(arguments[0], raw, path, problems)
    if is_dataclass(hint):
        return _dataclass(typing.cast(type, hint), raw, f"{path}.", problems)
    return _scalar(hint, raw)


def _in_range(value: Any, allowed: Range) -> Any:
    if value is not None and value not in allowed:
        raise _RefusedError(f"a number in {allowed}")
    return value


def _member(allowed: tuple[Any, ...], raw: Any) -> Any:
    # The member itself: a 2 may arrive as 2.0, and true, which equals 1, is none.
    for member in allowed:
        if raw == member and isinstance(raw, bool) == isinstance(member, bool):
            return member
    raise _RefusedError(f"one of {', '.join(map(str, allowed))}")


def _tuple(hint: Any, raw: Any, path: str, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        raise _RefusedError("a list")
    return tuple(_value(hint, item, f"{path}[{index}]", problems) for index, item in enumerate(raw))


def _scalar(hint: type, raw: Any) -> Any:
    if hint is int and _is_number(raw) and float(raw).is_integer():
        return int(raw)
    if hint is float and _is_number(raw):
        return float(raw)
    if hint in (str, bool) and isinstance(raw, hint):
        return raw
    raise _RefusedError({int: "an integer", float: "a number", str: "a text", bool: "true or false"}[hint])


def _is_number(raw: Any) -> bool:
    # Neither NaN nor infinity, nor an integer beyond any float.
    return isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) <= sys.float_info.max


def _broken_rules(value: Any) -> Iterator[str]:
    if hasattr(value, "problems"):
        yield from value.problems()
    for field in fields(value):
        if is_dataclass(getattr(value, field.name)):
            yield from (f"{field.name}.{problem}" for problem in _broken_rules(getattr(value, field.name)))

"""Frozen dataclasses parsed from the sections of params.yaml."""

import math
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Annotated, Any, Literal, TypeVar

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

    @property
    def expected(self) -> str:
        """The values, in words."""
        return f"a number in {self}"


# What numpy and TensorFlow both take as a seed. Kubeflow's numbers are floats, which hold it exactly.
Seed = Annotated[int, Range(0, 2**32 - 1)]


@dataclass(frozen=True)
class Pattern:
    """The texts that a field accepts, for `Annotated[str, Pattern("a word", r"[a-z]+")]`."""

    expected: str
    regex: str

    def __contains__(self, value: str) -> bool:
        return re.fullmatch(self.regex, value) is not None


class _RefusedError(Exception):
    """A value does not fit its field; the message is what was expected."""


def parse(cls: type[P], section: object, where: str) -> P:
    """Parse a mapping of its fields into the dataclass `cls`.

    Nested dataclasses come from nested mappings, also below lists and mappings of them. Integers may
    arrive as integral floats, since numbers in JSON do; `int | float` keeps the type that came. A field with a
    default may be missing. A dataclass may add rules across its fields in a method `problems()` that
    yields a line per broken rule.

    Raises:
        ParamsError: a key is unknown, missing or refused; names all of them at once, after `where`.
    """
    problems: list[str] = []
    value = _parse_dataclass(cls, section, "", problems)
    if value is not None and not problems:
        problems += _find_broken_rules(value)
    if problems:
        raise ParamsError(f"{where}: {'; '.join(problems)}")
    assert value is not None
    return typing.cast(P, value)


def fill_nulls(cls: type, section: object) -> object:
    """Add null for each missing field of `cls` that may be null, in nested mappings too.

    Anything else is left for `parse` to refuse.
    """
    if not isinstance(section, Mapping):
        return section
    filled = dict(section)
    for name, hint in typing.get_type_hints(cls).items():
        if name not in filled and types.NoneType in typing.get_args(hint):
            filled[name] = None
        elif is_dataclass(hint) and name in filled:
            filled[name] = fill_nulls(typing.cast(type, hint), filled[name])
    return filled


def _parse_dataclass(cls: type, section: object, prefix: str, problems: list[str]) -> Any:
    if not isinstance(section, Mapping):
        problems.append(f"{prefix.rstrip('.') or 'section'}: expected a mapping, got {section!r}")
        return None
    hints = typing.get_type_hints(cls, include_extras=True)
    known = [field.name for field in fields(cls)]
    required = [field.name for field in fields(cls) if field.default is MISSING]
    problems += [f"{prefix}{key}: unknown, expected one of {', '.join(known)}" for key in section if key not in known]
    problems += [f"{prefix}{name}: missing" for name in required if name not in section]
    values = {}
    for name in known:
        if name in section:
            try:
                values[name] = _parse_value(hints[name], section[name], f"{prefix}{name}", problems)
            except _RefusedError as expected:
                problems.append(f"{prefix}{name}: expected {expected}, got {section[name]!r}")
    return cls(**values) if values.keys() >= set(required) else None


def _parse_value(hint: Any, raw: Any, path: str, problems: list[str]) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _require_in_range(_parse_value(arguments[0], raw, path, problems), arguments[1])
    if origin is Literal:
        return _parse_member(arguments, raw)
    if origin in (types.UnionType, typing.Union):
        return _parse_union(arguments, raw, path, problems)
    if origin in (tuple, dict):
        return _parse_items(arguments, raw, path, problems)
    if is_dataclass(hint):
        return _parse_dataclass(typing.cast(type, hint), raw, f"{path}.", problems)
    return _parse_scalar(hint, raw)


def _require_in_range(value: Any, allowed: Range | Pattern) -> Any:
    if value is not None and value not in allowed:
        raise _RefusedError(allowed.expected)
    return value


def _parse_member(allowed: tuple[Any, ...], raw: Any) -> Any:
    # Return the member itself: a 2 may arrive as 2.0. True equals 1, but is no member.
    for member in allowed:
        if raw == member and isinstance(raw, bool) == isinstance(member, bool):
            return member
    raise _RefusedError(f"one of {', '.join(map(str, allowed))}")


def _parse_union(arguments: tuple[Any, ...], raw: Any, path: str, problems: list[str]) -> Any:
    if raw is None and types.NoneType in arguments:
        return None
    if set(arguments) == {int, float}:
        return _parse_number(raw)
    inner = next(argument for argument in arguments if argument is not types.NoneType)
    return _parse_value(inner, raw, path, problems)


def _parse_items(arguments: tuple[Any, ...], raw: Any, path: str, problems: list[str]) -> Any:
    # Of `tuple[item, ...]` or of `dict[str, item]`.
    first, second = arguments
    if second is ...:
        return _parse_tuple(first, raw, path, problems)
    return _parse_mapping(second, raw, path, problems)


def _parse_tuple(hint: Any, raw: Any, path: str, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        raise _RefusedError("a list")
    return tuple(_parse_value(hint, item, f"{path}[{index}]", problems) for index, item in enumerate(raw))


def _parse_mapping(hint: Any, raw: Any, path: str, problems: list[str]) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise _RefusedError("a mapping")
    values = {}
    for key, item in raw.items():
        # Each by its own name, as a field is.
        try:
            values[key] = _parse_value(hint, item, f"{path}.{key}", problems)
        except _RefusedError as expected:
            problems.append(f"{path}.{key}: expected {expected}, got {item!r}")
    return values


def _parse_number(raw: Any) -> int | float:
    if not _is_number(raw):
        raise _RefusedError("a number")
    return typing.cast(int | float, raw)


def _parse_scalar(hint: Any, raw: Any) -> Any:
    if hint is Any:
        return raw
    if hint is int and _is_number(raw) and float(raw).is_integer():
        return int(raw)
    if hint is float and _is_number(raw):
        return float(raw)
    if hint in (str, bool) and isinstance(raw, hint):
        return raw
    raise _RefusedError({int: "an integer", float: "a number", str: "a text", bool: "true or false"}[hint])


def _is_number(raw: Any) -> bool:
    # Refuses NaN, infinity and integers too large for a float.
    return isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) <= sys.float_info.max


def _find_broken_rules(value: Any) -> Iterator[str]:
    if hasattr(value, "problems"):
        yield from value.problems()
    for field in fields(value):
        for path, inner in _list_dataclasses(getattr(value, field.name), field.name):
            yield from (f"{path}.{problem}" for problem in _find_broken_rules(inner))


def _list_dataclasses(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """The dataclasses that a field holds, by their path."""
    if is_dataclass(value):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _list_dataclasses(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _list_dataclasses(item, f"{path}.{key}")

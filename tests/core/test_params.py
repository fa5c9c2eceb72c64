"""Dataclasses parsed from sections of params.yaml: what is accepted, what is refused, and the messages."""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kws.core.errors import ParamsError
from kws.core.params import Pattern, Range, Seed, parse


@dataclass(frozen=True)
class Oven:
    heat: Annotated[float, Range(0, 300, open_below=True)]
    fan: bool


@dataclass(frozen=True)
class Bread:
    flour: Literal["rye", "wheat"]
    loaves: Annotated[int, Range(1, 100)]
    folds: Literal[1, 2, 4]
    salt: Annotated[float, Range(0, 1, open_above=True)]
    seeds: tuple[str, ...]
    note: str | None
    rise_h: Annotated[int | None, Range(1)]
    oven: Oven

    def problems(self) -> Iterator[str]:
        if self.flour == "rye" and self.salt == 0:
            yield "salt: expected some in rye bread, got 0"


GOOD = {
    "flour": "rye",
    "loaves": 2,
    "folds": 2,
    "salt": 0.5,
    "seeds": ["flax"],
    "note": None,
    "rise_h": 3,
    "oven": {"heat": 220.0, "fan": True},
}

breads = st.builds(
    Bread,
    flour=st.just("wheat"),
    loaves=st.integers(1, 100),
    folds=st.sampled_from([1, 2, 4]),
    salt=st.floats(0, 1, exclude_max=True),
    seeds=st.lists(st.text()).map(tuple),
    note=st.none() | st.text(),
    rise_h=st.none() | st.integers(1, 2**53),
    oven=st.builds(Oven, heat=st.floats(0, 300, exclude_min=True), fan=st.booleans()),
)


def refusal(changes: dict[str, Any]) -> str:
    with pytest.raises(ParamsError) as caught:
        parse(Bread, {**GOOD, **changes}, "params.yaml, section bread")
    return str(caught.value)


@given(breads)
def test_values_survive_the_way_through_json(bread: Bread) -> None:
    assert parse(Bread, json.loads(json.dumps(asdict(bread))), "here") == bread


@given(breads)
def test_integers_may_arrive_as_integral_floats(bread: Bread) -> None:
    section = {**asdict(bread), "loaves": float(bread.loaves), "folds": float(bread.folds)}

    parsed = parse(Bread, section, "here")

    assert parsed == bread
    assert isinstance(parsed.loaves, int)
    assert isinstance(parsed.folds, int)


@pytest.mark.parametrize("other", [True, 3, 1.5, "2", None])
def test_what_only_looks_like_a_member_is_refused(other: object) -> None:
    assert f"folds: expected one of 1, 2, 4, got {other!r}" in refusal({"folds": other})


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_any_json_value_is_accepted_or_refused_by_name(value: Any) -> None:
    for name in GOOD:
        try:
            parse(Bread, {**GOOD, name: value}, "here")
        except ParamsError as error:
            assert f"{name}: expected" in str(error)


def test_a_whole_number_fits_a_float_field() -> None:
    assert parse(Oven, {"heat": 200, "fan": False}, "here") == Oven(200.0, fan=False)


@pytest.mark.parametrize("value", [2.5, True, "2", None, math.nan, math.inf, 10**400])
def test_what_is_no_integer_is_refused_with_what_came(value: object) -> None:
    assert f"loaves: expected an integer, got {value!r}" in refusal({"loaves": value})


@pytest.mark.parametrize("value", [True, "0.5", "1e-6", None, math.nan, -math.inf, 10**400])
def test_what_is_no_number_is_refused_with_what_came(value: object) -> None:
    assert f"salt: expected a number, got {value!r}" in refusal({"salt": value})


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_what_is_no_truth_value_is_refused(value: object) -> None:
    assert f"oven.fan: expected true or false, got {value!r}" in refusal({"oven": {"heat": 1, "fan": value}})


def test_a_text_in_place_of_a_list_is_refused() -> None:
    assert "seeds: expected a list, got 'flax'" in refusal({"seeds": "flax"})


def test_a_list_with_a_foreign_item_is_refused() -> None:
    assert "seeds: expected a text, got ['flax', 3]" in refusal({"seeds": ["flax", 3]})


def test_a_value_outside_the_choice_is_refused_with_the_choice() -> None:
    assert "flour: expected one of rye, wheat, got 'oat'" in refusal({"flour": "oat"})


@pytest.mark.parametrize(("salt", "accepted"), [(0, True), (0.999, True), (1, False), (-0.001, False)])
def test_an_open_end_of_a_range_is_outside(salt: float, accepted: bool) -> None:
    if accepted:
        assert parse(Bread, {**GOOD, "flour": "wheat", "salt": salt}, "here").salt == salt
    else:
        assert f"salt: expected a number in [0, 1), got {salt}" in refusal({"salt": salt})


@pytest.mark.parametrize(("heat", "accepted"), [(300, True), (1e-9, True), (0, False), (300.1, False)])
def test_a_closed_end_of_a_range_is_inside(heat: float, accepted: bool) -> None:
    if accepted:
        assert parse(Oven, {"heat": heat, "fan": True}, "here").heat == heat
    else:
        assert f"oven.heat: expected a number in (0, 300], got {heat}" in refusal({"oven": {"heat": heat, "fan": True}})


def test_null_is_outside_no_range_where_it_is_allowed() -> None:
    assert parse(Bread, {**GOOD, "rise_h": None}, "here").rise_h is None
    assert "rise_h: expected a number in [1, inf), got 0" in refusal({"rise_h": 0})


def test_every_problem_is_listed_at_once_after_the_place() -> None:
    section = {"flour": "oat", "loaves": 0, "salt": 2, "yeast": 1, "oven": {"heat": -1, "gas": True}, "seeds": []}

    with pytest.raises(ParamsError) as caught:
        parse(Bread, section, "params.yaml, section bread")

    message = str(caught.value)
    assert message.startswith("params.yaml, section bread: ")
    assert "\n" not in message
    for problem in (
        "flour: expected one of rye, wheat, got 'oat'",
        "loaves: expected a number in [1, 100], got 0",
        "salt: expected a number in [0, 1), got 2",
        "yeast: unknown, expected one of flour, loaves, folds, salt, seeds, note, rise_h, oven",
        "note: missing",
        "rise_h: missing",
        "oven.heat: expected a number in (0, 300], got -1",
        "oven.gas: unknown, expected one of heat, fan",
        "oven.fan: missing",
    ):
        assert problem in message


@pytest.mark.parametrize("section", [None, [], "rye", 3])
def test_a_section_that_is_no_mapping_is_refused(section: object) -> None:
    with pytest.raises(ParamsError, match="here: section: expected a mapping, got"):
        parse(Bread, section, "here")


def test_a_nested_section_that_is_no_mapping_is_refused() -> None:
    assert "oven: expected a mapping, got 220" in refusal({"oven": 220})


def test_rules_across_fields_are_checked_once_the_fields_are_right() -> None:
    assert refusal({"salt": 0}).endswith("section bread: salt: expected some in rye bread, got 0")
    assert "rye bread" not in refusal({"salt": 0, "loaves": 0})


def test_a_nested_dataclass_names_its_broken_rules_from_the_top() -> None:
    @dataclass(frozen=True)
    class Shop:
        bread: Bread

    with pytest.raises(ParamsError, match=r"here: bread\.salt: expected some in rye bread"):
        parse(Shop, {"bread": {**GOOD, "salt": 0}}, "here")


@dataclass(frozen=True)
class Shop:
    name: Annotated[str, Pattern("a word", "[a-z]+")]
    prices: dict[str, int | float]
    ovens: dict[str, Oven]
    loaves: tuple[Bread, ...]
    note: str | None = None


SHOP = {"name": "corner", "prices": {"rye": 3, "wheat": 2.5}, "ovens": {"big": GOOD["oven"]}, "loaves": [GOOD]}


def test_mappings_and_lists_hold_dataclasses_and_numbers_stay_what_they_are() -> None:
    shop = parse(Shop, SHOP, "here")

    assert [repr(price) for price in shop.prices.values()] == ["3", "2.5"]
    assert shop.ovens["big"] == shop.loaves[0].oven
    assert shop.note is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "Corner 7"}, "here: name: expected a word, got 'Corner 7'"),
        ({"prices": {"rye": math.nan}}, "here: prices.rye: expected a number, got nan"),
        ({"prices": [3]}, r"here: prices: expected a mapping, got \[3\]"),
        ({"ovens": {"big": {"heat": 900, "fan": True}}}, r"here: ovens\.big\.heat: expected a number in \(0, 300\]"),
        ({"loaves": [{**GOOD, "salt": 0}]}, r"here: loaves\[0\]\.salt: expected some in rye bread, got 0"),
        ({"note": 3}, "here: note: expected a text, got 3"),
    ],
)
def test_what_is_wrong_below_a_mapping_or_a_list_is_refused_by_its_path(changes: dict, message: str) -> None:
    with pytest.raises(ParamsError, match=message):
        parse(Shop, {**SHOP, **changes}, "here")


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1, float(2**32 - 1)])
def test_a_seed_is_what_every_library_takes_and_a_float_holds(seed: float) -> None:
    @dataclass(frozen=True)
    class DrawParams:
        seed: Seed

    assert parse(DrawParams, {"seed": seed}, "here").seed == int(seed)


@pytest.mark.parametrize("seed", [-1, 2**32, 2**53 + 1, 0.5, float("nan")])
def test_a_seed_out_of_range_is_refused_by_name(seed: float) -> None:
    @dataclass(frozen=True)
    class DrawParams:
        seed: Seed

    with pytest.raises(ParamsError, match="seed: expected"):
        parse(DrawParams, {"seed": seed}, "here")

"""The front end's parameters: derived sizes, rules across fields, hash and JSON form."""

import json
from dataclasses import asdict, fields, replace
from typing import Any, Literal

import pytest

from kws.audio.front_end_spec import FrontEndSpec, require_same_front_end
from kws.core.errors import FrontEndError, ParamsError
from kws.core.params import parse

SPEC = FrontEndSpec("mfcc", 16.0, 8.0, 1, 10, 40.0, 4000.0, 10)

OTHER: dict[str, Any] = {
    "features": "log_mel",
    "frame_length_ms": 32.0,
    "frame_step_ms": 8.5,
    "frame_folds": 2,
    "num_mel_bins": 11,
    "mel_min_hz": 41.0,
    "mel_max_hz": 4001.0,
    "num_mfcc": 9,
}


def refusal(**changes: object) -> str:
    with pytest.raises(ParamsError) as caught:
        parse(FrontEndSpec, {**asdict(SPEC), **changes}, "params.yaml, section preprocess")
    return str(caught.value)


def test_milliseconds_become_samples() -> None:
    spec = replace(SPEC, frame_length_ms=25.0, frame_step_ms=10.0)

    assert (spec.frame_length, spec.frame_step, spec.fft_length) == (400, 160, 512)
    assert spec.num_frames == 98  # 97 steps of 160 and a frame of 400 fit into 16000, 98 do not


@pytest.mark.parametrize(("length_ms", "fft_length"), [(16, 256), (16.1, 512), (8, 128), (250, 4096), (1, 16)])
def test_the_transform_is_the_smallest_power_of_two_that_holds_a_frame(length_ms: float, fft_length: int) -> None:
    assert replace(SPEC, frame_length_ms=length_ms).fft_length == fft_length


@pytest.mark.parametrize(("folds", "fft_length"), [(1, 512), (2, 256), (4, 128)])
def test_a_folded_frame_has_a_shorter_transform(folds: Literal[1, 2, 4], fft_length: int) -> None:
    assert replace(SPEC, frame_length_ms=32.0, frame_folds=folds).fft_length == fft_length


def test_a_frame_that_does_not_fill_its_transform_is_not_folded() -> None:
    assert "frame_folds: expected 1, or a frame of a power of two samples, got 2 and 400" in refusal(
        frame_length_ms=25, frame_folds=2
    )


def test_log_mel_has_a_feature_per_filter_and_mfcc_one_per_coefficient() -> None:
    assert replace(SPEC, features="log_mel", num_mel_bins=20).num_features == 20
    assert replace(SPEC, features="mfcc", num_mel_bins=20).num_features == 10


def test_a_band_above_nyquist_is_refused() -> None:
    assert "mel_max_hz: expected at most 8000, half the sample rate, got 8000.5" in refusal(mel_max_hz=8000.5)


@pytest.mark.parametrize("mel_min_hz", [4000, 5000])
def test_an_empty_band_is_refused(mel_min_hz: float) -> None:
    assert f"mel_min_hz: expected less than mel_max_hz 4000, got {mel_min_hz}" in refusal(mel_min_hz=mel_min_hz)


def test_more_coefficients_than_filters_are_refused_of_mfcc_only() -> None:
    assert "num_mfcc: expected at most num_mel_bins 10, got 11" in refusal(num_mfcc=11)
    assert parse(FrontEndSpec, {**asdict(SPEC), "features": "log_mel", "num_mfcc": 11}, "here").num_features == 10


@pytest.mark.parametrize("field", [field.name for field in fields(FrontEndSpec)])
def test_the_hash_changes_with_every_field(field: str) -> None:
    assert replace(SPEC, **{field: OTHER[field]}).sha256 != SPEC.sha256


def test_the_json_form_gives_the_same_front_end() -> None:
    document = json.loads(json.dumps(SPEC.document()))

    assert FrontEndSpec.from_document(document, "here") == SPEC
    assert document["front_end_sha256"] == SPEC.sha256


@pytest.mark.parametrize("field", [field.name for field in fields(FrontEndSpec)])
def test_a_json_form_with_one_parameter_changed_is_refused(field: str) -> None:
    document = {**SPEC.document(), field: OTHER[field]}

    with pytest.raises(FrontEndError, match=f"expected front end {SPEC.sha256[:12]}, got .*: some/front_end.json"):
        FrontEndSpec.from_document(document, "some/front_end.json")


def test_a_json_form_without_a_hash_is_refused() -> None:
    with pytest.raises(FrontEndError, match=f"expected front end none, got {SPEC.sha256[:12]}: here"):
        FrontEndSpec.from_document(asdict(SPEC), "here")


def test_a_json_form_that_is_no_front_end_is_refused() -> None:
    with pytest.raises(FrontEndError, match=r"here: window: unknown.*num_mfcc: missing"):
        FrontEndSpec.from_document({"window": "hann"}, "here")


def test_two_parts_of_one_front_end_are_held_to_be_the_same() -> None:
    require_same_front_end(SPEC.sha256, FrontEndSpec.from_document(SPEC.document(), "here").sha256, "here")
    with pytest.raises(FrontEndError, match="expected front end aaaaaaaaaaaa, got bbbbbbbbbbbb: the device"):
        require_same_front_end("a" * 64, "b" * 64, "the device")

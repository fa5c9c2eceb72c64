"""Recordings of words spoken by espeak-ng."""

from pathlib import Path

import numpy as np
import pytest

from components.ingest.synthetic import list_voices, speak_takes, split_voices, trim_silence
from kws.audio.clips import Waveform, decode_wav, pad_clip
from kws.audio.manifest import NOISE_FOLDER


def waveforms(job: tuple[str, str], params) -> list[Waveform]:
    return [pad_clip(decode_wav(recording.wav, ""), "") for recording in speak_takes(job, params)]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_runs_make_the_same_bytes_and_every_voice_says_every_word(make_params, ingested, tmp_path: Path) -> None:
    params = make_params(words=["left", "wake_up"], synthetic={"takes": 1})
    clips = ingested(params)
    first = contents(tmp_path / "data" / "clips")

    ingested(params)

    assert contents(tmp_path / "data" / "clips") == first
    assert {(clip.speaker, clip.word) for clip in clips} == {
        (voice, word) for voice in list_voices() for word in params.words
    }
    assert {clip.speaker: clip.split for clip in clips} == split_voices(list_voices(), params)
    assert len({clip.sha256 for clip in clips}) == len(clips)
    assert [path.name for path in sorted((tmp_path / "data" / "clips" / NOISE_FOLDER).iterdir())] == [
        "brown_noise.wav",
        "pink_noise.wav",
        "white_noise.wav",
    ]


def test_a_take_does_not_depend_on_the_other_takes(make_params) -> None:
    few = speak_takes(("f3", "up"), make_params(synthetic={"takes": 2}))
    speak_takes(("klatt3", "down"), make_params(synthetic={"takes": 1}))
    many = speak_takes(("f3", "up"), make_params(words=["stop", "up", "down"], synthetic={"takes": 5}))

    assert many[:2] == few


def test_another_seed_makes_other_takes(make_params) -> None:
    one, two = (speak_takes(("f3", "up"), make_params(seed=seed, synthetic={"takes": 1})) for seed in (1, 2))

    assert one[0].wav != two[0].wav


def test_a_clip_is_one_second_of_speech_over_noise_without_clipping(make_params) -> None:
    params = make_params(synthetic={"takes": 4})
    clips = [clip for voice in ("m2", "robosoft4", "Gene") for clip in waveforms((voice, "down"), params)]

    assert all(len(decode_wav(recording.wav, "")) == 16_000 for recording in speak_takes(("m2", "up"), params))
    assert all(0.05 < np.abs(clip).max() < 0.999 for clip in clips)
    # No stretch of digital silence: noise is everywhere.
    assert all(np.count_nonzero(clip[start : start + 1600]) > 0 for clip in clips for start in range(0, 16_000, 1600))


def test_the_word_is_at_different_places(make_params) -> None:
    params = make_params(synthetic={"takes": 12, "min_snr_db": 60, "max_snr_db": 60})

    centres = [np.average(np.arange(16_000), weights=clip**2) for clip in waveforms(("f3", "up"), params)]

    assert min(centres) < 6000
    assert max(centres) > 10_000


@pytest.mark.parametrize("snr_db", [0, 20])
def test_the_noise_has_the_requested_level(make_params, snr_db: int) -> None:
    """Against the same speech without noise: the same draws at 100 dB."""
    quiet = {"takes": 8, "min_snr_db": 100, "max_snr_db": 100}
    speech = waveforms(("f3", "down"), make_params(synthetic=quiet))
    noisy = waveforms(("f3", "down"), make_params(synthetic={**quiet, "min_snr_db": snr_db, "max_snr_db": snr_db}))

    for clean, mixed in zip(speech, noisy, strict=True):
        audible = np.flatnonzero(clean)
        word = clean[audible[0] : audible[-1] + 1]
        assert 10 * np.log10(np.mean(word**2) / np.mean((mixed - clean) ** 2)) == pytest.approx(snr_db, abs=1)


def test_a_word_longer_than_a_second_is_spoken_faster(make_params) -> None:
    params = make_params(synthetic={"takes": 3, "min_snr_db": 100, "max_snr_db": 100})

    clips = waveforms(("m4", "responsibility"), params)

    # Its end is quiet or silent: the word was not cut.
    assert all(np.abs(clip[-80:]).max() < 0.2 * np.abs(clip).max() for clip in clips)


def test_trimming_leaves_no_silence_around_the_speech() -> None:
    speech = np.array([0, 1, 0, 9000, 0, -12_000, 100, 0, 0], np.int16)

    np.testing.assert_array_equal(trim_silence(speech), [9000 / 32_768, 0, -12_000 / 32_768])


def test_voices_are_disjoint_between_splits_in_the_requested_proportions(make_params) -> None:
    splits = split_voices(list_voices(), make_params(validation_percent=10, test_percent=20))

    count = [list(splits.values()).count(split) for split in ("training", "validation", "test")]
    assert sorted(splits) == list_voices()
    assert count == [len(splits) - count[1] - count[2], round(len(splits) / 10), round(len(splits) / 5)]


def test_the_smallest_share_is_one_voice(make_params) -> None:
    splits = split_voices(list_voices(), make_params(validation_percent=0.01, test_percent=0.01))

    assert [list(splits.values()).count(split) for split in ("validation", "test")] == [1, 1]


def test_another_seed_puts_other_voices_into_the_test_split(make_params) -> None:
    one, two = (split_voices(list_voices(), make_params(seed=seed)) for seed in (1, 2))

    assert {voice for voice in one if one[voice] == "test"} != {voice for voice in two if two[voice] == "test"}

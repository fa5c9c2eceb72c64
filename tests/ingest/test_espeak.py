"""Speech by espeak-ng."""

import random
from pathlib import Path

import espeakng_loader
import numpy as np
import pytest

from components.ingest.espeak import RATE_HZ, list_variants, load_espeak
from kws.core.errors import SourceError


def spoken(text: str, voice: str, **changes: int) -> np.ndarray:
    with load_espeak() as espeak:
        return espeak.say(text, voice=voice, **{"words_per_minute": 160, "pitch": 50, "seed": 1, **changes})


def test_a_word_takes_a_fraction_of_a_second() -> None:
    assert 0.2 < len(spoken("down", "en-us+m3")) / RATE_HZ < 1


def test_more_words_per_minute_are_shorter_and_more_pitch_is_higher() -> None:
    slow, fast = (spoken("down", "en-us+m3", words_per_minute=rate) for rate in (110, 220))
    low, high = (spoken("down", "en-us+m3", pitch=pitch) for pitch in (10, 90))

    assert len(fast) < len(slow)
    assert fundamental_hz(low) < fundamental_hz(high)


def fundamental_hz(speech: np.ndarray) -> float:
    """The lag of the strongest correlation of the speech's middle with itself, as a frequency from 60 to 400 Hz."""
    middle = speech[len(speech) // 4 : len(speech) // 2].astype(float)
    lags = np.correlate(middle, middle, "full")[len(middle) - 1 :]
    shortest = RATE_HZ // 400
    return RATE_HZ / (shortest + np.argmax(lags[shortest : RATE_HZ // 60]))


def test_every_variant_speaks_the_same_after_any_other_utterance() -> None:
    asked = [("up", f"en-us+{variant}") for variant in list_variants()]
    expected = {wish: spoken(*wish).tobytes() for wish in asked}
    random.Random(1).shuffle(asked)

    assert all(spoken(*wish).tobytes() == expected[wish] for wish in asked)
    assert len(set(expected.values())) == len(asked)


def test_the_seed_decides_the_noise_in_the_breath() -> None:
    breathy = [spoken("up", "en-us+whisper", seed=seed).tobytes() for seed in (1, 2, 1)]

    assert breathy[0] == breathy[2] != breathy[1]


def test_an_unknown_voice_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match="expected a voice of espeak-ng, got 'tlh-x-none'"):
        spoken("up", "tlh-x-none")


def test_a_text_without_sound_is_refused_by_name() -> None:
    with pytest.raises(SourceError, match="expected espeak-ng to speak ' ', got silence"):
        spoken(" ", "en-us")


def test_an_environment_with_a_long_path_speaks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("d" * 200) / "espeak-ng-data"
    deep.parent.mkdir()
    deep.symlink_to(espeakng_loader.get_data_path())
    expected = spoken("up", "en-us+f2").tobytes()

    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(deep))

    assert spoken("up", "en-us+f2").tobytes() == expected


def test_voices_that_cannot_be_read_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(tmp_path / "gone"))

    with pytest.raises(SourceError, match=r"expected espeak-ng at 22050 Hz, got .*gone"):
        spoken("up", "en-us+f2")

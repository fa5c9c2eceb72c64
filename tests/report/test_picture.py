"""The pictures and sounds in the page decode to the clips and features that they show."""

import base64
import io

import numpy as np
from matplotlib import image

from kws.audio.clips import decode_wav
from kws.report.picture import WAVE_HEIGHT, WAVE_WIDTH, draw_envelope, draw_features, encode_png, encode_sound


def content(address, kind):
    assert address.startswith(f"data:{kind};base64,")
    return base64.b64decode(address.partition(",")[2])


def lightness(picture):
    return picture[..., :3] @ np.array([0.2126, 0.7152, 0.0722])


def test_another_decoder_reads_the_picture_and_brighter_is_more():
    values = np.arange(256, dtype=np.uint8).reshape(16, 16)
    picture = image.imread(io.BytesIO(encode_png(values)))
    assert picture.shape[:2] == (16, 16)
    assert (np.diff(lightness(picture).ravel()) >= 0).all()


def test_time_runs_to_the_right_and_coefficients_upwards():
    features = np.zeros((1, 50, 4), np.float32)
    features[0, 40:, 1] = 1.0
    picture = lightness(image.imread(io.BytesIO(content(draw_features(features)[0], "image/png"))))
    assert picture.shape == (4, 50)
    assert np.argwhere(picture == picture.max()).tolist() == [[2, column] for column in range(40, 50)]


def test_the_sound_is_the_clip_itself():
    clip = np.linspace(-1, 32_767 / 32_768, 16_000, dtype=np.float32)
    np.testing.assert_allclose(decode_wav(content(encode_sound(clip), "audio/wav"), ""), clip, atol=1 / 65_536)


def test_the_waveform_fills_its_box_and_silence_is_a_line():
    clip = np.sin(np.arange(16_000, dtype=np.float32))
    points = np.array([list(map(float, p.split())) for p in draw_envelope(clip).strip("MZ").split("L")])
    assert points[:, 0].tolist() == [*range(WAVE_WIDTH), *reversed(range(WAVE_WIDTH))] or len(points) == 2 * WAVE_WIDTH
    assert (points[:, 1].min(), points[:, 1].max()) == (0, WAVE_HEIGHT)
    flat = np.array([list(map(float, p.split())) for p in draw_envelope(0 * clip).strip("MZ").split("L")])
    assert set(flat[:, 1]) == {WAVE_HEIGHT / 2}

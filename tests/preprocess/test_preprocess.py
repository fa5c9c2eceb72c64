import shutil
import subprocess
import sys

import numpy as np
import pytest
from support.project import CLIPS_PER_WORD, ROOT, params_flag

from components.preprocess.__main__ import main
from kws.audio.clips import read_clip
from kws.audio.features import read_examples, read_front_end
from kws.audio.front_end import FrontEnd
from kws.core.errors import ClipError, DatasetError, FrontEndError, ParamsError
from kws.core.lineage import Lineage

AUGMENTATION = {
    "max_speed_percent": 5,
    "max_shift_ms": 50,
    "max_gain_db": 6,
    "min_snr_db": 0,
    "max_snr_db": 20,
    "background_share": 0,
    "seed": 3,
}


def preprocess(clips, features, **changes):
    main([*params_flag("preprocess", **changes), "--clips", str(clips), "--features", str(features)])


def test_every_split_holds_the_features_of_its_clips(clips_folder, features_folder):
    front_end = FrontEnd(read_front_end(features_folder))
    labels = Lineage.read(features_folder).labels
    for split, count in CLIPS_PER_WORD.items():
        examples = read_examples(features_folder, split)
        assert len(examples) == 2 * count
        for feature, label, clip_id in zip(examples.features, examples.labels, examples.clip_ids, strict=True):
            assert clip_id.startswith(f"{labels[label]}/{split}_")
            np.testing.assert_allclose(feature, front_end(read_clip(clips_folder / clip_id)), atol=1e-5)


def test_the_lineage_names_data_and_params(clips_folder, features_folder):
    before, after = Lineage.read(clips_folder), Lineage.read(features_folder)
    assert after.data_sha256 == before.data_sha256
    assert after.params["ingest"] == before.params["ingest"]
    assert after.params["preprocess"]["num_mel_bins"] == read_front_end(features_folder).num_mel_bins


def test_copies_join_the_training_split_only_and_leave_the_recordings_unchanged(
    clips_folder, features_folder, tmp_path
):
    preprocess(clips_folder, tmp_path / "features", augmentation={**AUGMENTATION, "copies": 2})
    plain, augmented = (read_examples(folder, "training") for folder in (features_folder, tmp_path / "features"))
    assert len(augmented) == 3 * len(plain)
    np.testing.assert_array_equal(augmented.features[: len(plain)], plain.features)
    variant = augmented.features[len(plain) : 2 * len(plain)]
    assert np.abs(variant - plain.features).max(axis=(1, 2)).min() > 0.1
    assert not np.array_equal(variant, augmented.features[2 * len(plain) :])
    assert augmented.clip_ids.tolist() == 3 * plain.clip_ids.tolist()
    for split in ("validation", "test"):
        assert len(read_examples(tmp_path / "features", split)) == len(read_examples(features_folder, split))


def test_the_same_params_give_the_same_bytes_and_another_seed_others(clips_folder, tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        preprocess(clips_folder, tmp_path / name, augmentation={**AUGMENTATION, "copies": 1, "seed": seed})
    first, again, other = ((tmp_path / name / "training.npz").read_bytes() for name in "abc")
    assert first == again
    assert first != other


def test_without_noise_files_copies_get_generated_noise(clips_folder, tmp_path):
    shutil.copytree(clips_folder, tmp_path / "clips")
    shutil.rmtree(tmp_path / "clips" / "_background_noise_")
    preprocess(tmp_path / "clips", tmp_path / "features", augmentation={**AUGMENTATION, "copies": 1})
    assert len(read_examples(tmp_path / "features", "training")) == 4 * CLIPS_PER_WORD["training"]


@pytest.mark.parametrize("damage", ["truncated", "not a WAV", "empty"])
def test_a_file_that_is_not_a_clip_is_named_and_nothing_is_left(clips_folder, tmp_path, damage):
    shutil.copytree(clips_folder, tmp_path / "clips")
    victim = tmp_path / "clips" / "up" / "test_3.wav"
    data = victim.read_bytes()
    victim.write_bytes({"truncated": data[:1000], "not a WAV": b"ID3" + data, "empty": b""}[damage])
    with pytest.raises(ClipError, match=r"up/test_3\.wav"):
        preprocess(tmp_path / "clips", tmp_path / "features")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clips"]


def test_earlier_features_survive_a_failure(clips_folder, features_folder, tmp_path):
    shutil.copytree(features_folder, tmp_path / "features")
    shutil.copytree(clips_folder, tmp_path / "clips")
    (tmp_path / "clips" / "down" / "training_0.wav").unlink()
    with pytest.raises(ClipError, match=r"down/training_0\.wav"):
        preprocess(tmp_path / "clips", tmp_path / "features", num_mel_bins=12)
    assert read_front_end(tmp_path / "features") == read_front_end(features_folder)


def test_a_mel_band_above_half_the_sample_rate_is_refused(clips_folder, tmp_path):
    with pytest.raises(ParamsError, match="mel_max_hz: expected at most 8000"):
        preprocess(clips_folder, tmp_path / "features", mel_max_hz=9000)


def test_an_empty_mel_filter_is_refused_before_any_clip_is_read(tmp_path):
    with pytest.raises(FrontEndError, match="choose fewer num_mel_bins"):
        preprocess(tmp_path / "no clips", tmp_path / "features", num_mel_bins=80, num_mfcc=10)


def test_a_split_without_clips_is_refused(clips_folder, tmp_path):
    shutil.copytree(clips_folder, tmp_path / "clips")
    manifest = tmp_path / "clips" / "manifest.csv"
    kept = [line for line in manifest.read_text().splitlines() if ",validation," not in line]
    manifest.write_text("\n".join(kept) + "\n")
    with pytest.raises(DatasetError, match="validation"):
        preprocess(tmp_path / "clips", tmp_path / "features")


def test_on_the_command_line_bad_input_is_one_line_and_exit_status_2(tmp_path):
    command = [sys.executable, "-m", "components.preprocess", *params_flag("preprocess")]
    command += ["--clips", str(tmp_path), "--features", str(tmp_path / "features")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: expected a file, found none")
    assert str(tmp_path) in line

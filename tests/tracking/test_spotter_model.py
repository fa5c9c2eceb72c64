"""The registered model answers clips in every form of input, without this repository or TensorFlow."""

import base64
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest
from mlflow.pyfunc import scoring_server
from support.results import copy_results, mlflow, open_store

from kws.audio.clips import read_clip, read_wav
from kws.model.spotter import Spotter

WORDS = ["up", "down"]


@pytest.fixture(scope="module")
def results(shared_results, tmp_path_factory):
    return copy_results(shared_results, tmp_path_factory.mktemp("registered"))


@pytest.fixture(scope="module")
def model_uri(results, empty_database):
    """The URI of a registered model, in a store shared by these tests."""
    with open_store(results.reports.parent, empty_database):
        results.track()
        registered = results.register()
        yield f"models:/{registered['model']}@{registered['alias']}"


@pytest.fixture(scope="module")
def model(model_uri):
    return mlflow.pyfunc.load_model(model_uri)


@pytest.fixture
def paths(results):
    return [results.clips / word / f"test_{number}.wav" for word in WORDS for number in range(3)]


def expected(results, paths):
    """The answers of the spotter itself, one row per clip."""
    spotter = Spotter(results.tflite)
    answers = [spotter(read_clip(path)) for path in paths]
    columns = {
        f"probability_{word}": np.float32([answer.probabilities[place] for answer in answers])
        for place, word in enumerate(WORDS)
    }
    return pd.DataFrame({"label": [answer.label for answer in answers], **columns})


def text(path):
    return base64.b64encode(path.read_bytes()).decode()


FORMS = {
    "array": lambda paths: np.stack([read_clip(path) for path in paths]),
    "arrays": lambda paths: [read_wav(path) for path in paths],
    "lists": lambda paths: [read_wav(path).tolist() for path in paths],
    "wav": lambda paths: [path.read_bytes() for path in paths],
    "text": lambda paths: [text(path) for path in paths],
    "array of text": lambda paths: np.array([text(path) for path in paths]),
    "frame of wav": lambda paths: pd.DataFrame({"wav": [path.read_bytes() for path in paths]}),
    "frame of text": lambda paths: pd.DataFrame({"wav": [text(path) for path in paths], "id": range(len(paths))}),
    "dict": lambda paths: {"wav": np.array([text(path) for path in paths])},
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_same_clips_gets_the_same_answer(form, model, results, paths):
    pd.testing.assert_frame_equal(model.predict(FORMS[form](paths)), expected(results, paths))


@pytest.mark.parametrize("form", [lambda path: path.read_bytes(), text, read_wav])
def test_one_clip_alone_is_one_row(form, model, results, paths):
    pd.testing.assert_frame_equal(model.predict(form(paths[0])), expected(results, paths[:1]))


def test_rows_keep_the_index_of_their_frame(model, paths):
    frame = pd.DataFrame({"wav": [text(path) for path in paths[:2]]}, index=["a", "b"])
    assert list(model.predict(frame).index) == ["a", "b"]


def test_a_clip_shorter_than_a_second_is_padded(model):
    short, padded = np.full(100, 0.1, np.float32), np.pad(np.full(100, 0.1, np.float32), (0, 15_900))
    pd.testing.assert_frame_equal(model.predict([short]), model.predict([padded]))


def test_no_clips_are_no_rows(model):
    assert list(model.predict([]).columns) == ["label", "probability_up", "probability_down"]
    assert len(model.predict(np.zeros((0, 16_000), np.float32))) == 0


@pytest.mark.parametrize(
    ("model_input", "message"),
    [
        ([b"RIFF"], "expected a WAV file, got one cut short: clip 0"),
        (["clip.wav"], "expected a WAV file as base64, .*: clip 0"),
        (pd.DataFrame({"sound": [b""]}), "expected WAV files in a column wav, got columns sound"),
        ([np.zeros(10), np.array([0, np.nan])], "expected finite samples, got NaN or infinity: clip 1"),
        (np.zeros((1, 16_001)), "expected 1 to 16000 samples, got 16001: clip 0"),
        (np.zeros((1, 2, 100)), r"expected one channel of samples, got an array of shape \(2, 100\): clip 0"),
        (np.full((1, 100), 3000, np.int16), r"expected samples in \[-1, 1\], got int16 up to 3000: clip 0"),
        ([[0.0, "x"]], "expected samples or a WAV file, got list: clip 0"),
        ([[0.0, [1.0]]], "expected samples, got .*: clip 0"),
        ([None], "expected samples or a WAV file, got NoneType: clip 0"),
        (None, "expected a sequence of clips, got NoneType"),
    ],
)
def test_what_is_no_clip_is_refused_by_its_place(model_input, message, model):
    with pytest.raises(mlflow.MlflowException, match=message) as refusal:
        model.predict(model_input)
    assert refusal.value.get_http_status_code() == 400


def serve(model, request):
    """Ask MLflow's server by JSON; returns the rows of its answer."""
    answer = scoring_server.invocations(json.dumps(request), "application/json", model, None)
    return pd.DataFrame(json.loads(answer.response)["predictions"])


@pytest.mark.parametrize(
    "request_of",
    [
        lambda wavs: {"dataframe_records": [{"wav": wav} for wav in wavs]},
        lambda wavs: {"dataframe_split": {"columns": ["wav"], "data": [[wav] for wav in wavs]}},
        lambda wavs: {"instances": [{"wav": wav} for wav in wavs]},
        lambda wavs: {"inputs": {"wav": wavs}},
        lambda wavs: {"inputs": wavs},
    ],
)
def test_mlflow_s_server_takes_wav_files_in_each_of_its_json_forms(request_of, model, results, paths):
    answers = serve(model, request_of([text(path) for path in paths]))
    pd.testing.assert_frame_equal(answers, expected(results, paths), check_dtype=False)


def test_mlflow_s_server_takes_samples_too(model, results, paths):
    answers = serve(model, {"inputs": [read_clip(path).tolist() for path in paths]})
    pd.testing.assert_frame_equal(answers, expected(results, paths), check_dtype=False)


def test_mlflow_knows_the_columns_of_the_answer_and_an_example_of_the_question(model, model_uri):
    outputs = model.metadata.signature.outputs
    example = json.loads(mlflow.models.utils.load_serving_example(model_uri))
    assert (
        list(serve(model, example).columns) == outputs.input_names() == ["label", "probability_up", "probability_down"]
    )


def test_threads_get_the_answers_to_their_own_clips(model, results):
    paths = sorted(results.clips.glob("*/test_*.wav"))
    alone = expected(results, paths)
    with ThreadPoolExecutor(8) as pool:
        together = pd.concat(pool.map(lambda path: model.predict(path.read_bytes()), paths * 5), ignore_index=True)
    pd.testing.assert_frame_equal(together, pd.concat([alone] * 5, ignore_index=True))


PROMPT = """\
import pathlib, sys
import mlflow
model = mlflow.pyfunc.load_model(sys.argv[1])
answer = model.predict(pathlib.Path(sys.argv[2]).read_bytes())
import kws.model.spotter
print(answer.to_json(orient="records"))
print("tensorflow" in sys.modules, kws.model.spotter.__file__)
"""


def test_a_plain_prompt_elsewhere_needs_neither_the_repository_nor_tensorflow(model_uri, results, paths, tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", PROMPT, model_uri, str(paths[0])]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True)
    answer, facts = done.stdout.splitlines()
    pd.testing.assert_frame_equal(pd.DataFrame(json.loads(answer)), expected(results, paths[:1]), check_dtype=False)
    tensorflow, spotter = facts.split()
    assert tensorflow == "False"
    assert spotter.startswith(f"{results.reports.parent}/.mlflow/artifacts/models/")


def test_the_model_holds_no_pickle_and_no_code_but_the_vocabulary(model_uri, tmp_path):
    folder = mlflow.artifacts.download_artifacts(model_uri, dst_path=str(tmp_path / "model"))
    files = {path.relative_to(folder).as_posix() for path in (tmp_path / "model").rglob("*") if path.is_file()}
    assert not [name for name in files if name.endswith((".pkl", ".pyc"))]
    code = {name for name in files if name.endswith(".py")}
    assert {"spotter_model.py", "code/kws/__init__.py", "code/kws/model/spotter.py"} <= code
    assert {name.rpartition("/")[0] for name in code} == {
        "",
        "code/kws",
        *(f"code/kws/{room}" for room in ("core", "audio", "model")),
    }
    assert {name for name in files if name.startswith("artifacts/")} == {
        "artifacts/tflite/model.json",
        "artifacts/tflite/model.tflite",
    }

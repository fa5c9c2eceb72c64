"""The registered model behind MLflow's own server, and in an environment with nothing but its requirements."""

import base64
import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from importlib.metadata import distribution
from pathlib import Path

import numpy as np
import pytest
from packaging.requirements import Requirement
from support.dense_model import make_dense_file, make_dense_folder
from support.results import mlflow, promote_results
from support.servers import start_scoring_server

from kws.audio.clips import read_clip
from kws.audio.front_end_spec import FrontEndSpec
from kws.model.spotter import Spotter
from kws.tracking.logged_model import log_model
from kws.tracking.store import get_artifact_root

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def results(shared_results, empty_database, tmp_path_factory):
    """Results whose version is the champion, in a store shared by these tests."""
    with promote_results(shared_results, tmp_path_factory.mktemp("served"), empty_database) as results:
        yield results


@pytest.fixture(scope="module")
def address(results, tmp_path_factory):
    """The address of `mlflow models serve`."""
    with start_scoring_server(tmp_path_factory.mktemp("server"), "models:/keyword-spotter@champion") as address:
        yield address


def ask(address, question):
    request = urllib.request.Request(address, json.dumps(question).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["predictions"]


def wavs(paths):
    return [base64.b64encode(path.read_bytes()).decode() for path in paths]


QUESTIONS = {
    "wav": lambda paths: {"dataframe_records": [{"wav": wav} for wav in wavs(paths)]},
    "inputs": lambda paths: {"inputs": {"wav": wavs(paths)}},
    "arrays": lambda paths: {"inputs": [read_clip(path).tolist() for path in paths]},
}


@pytest.mark.parametrize("form", QUESTIONS)
def test_the_champion_is_served_as_the_spotter_answers(form, address, results):
    paths = sorted(results.clips.glob("*/test_[0-2].wav"))
    spotter = Spotter(results.tflite)
    answers = ask(address, QUESTIONS[form](paths))
    assert len(answers) == len(paths) == 6
    for path, answer in zip(paths, answers, strict=True):
        label, probabilities = spotter(read_clip(path))
        assert answer["label"] == label
        found = [answer[f"probability_{word}"] for word in spotter.manifest.labels]
        assert found == pytest.approx(probabilities)


def test_what_is_no_clip_is_a_refusal_with_its_reason(address):
    with pytest.raises(urllib.error.HTTPError) as refusal:
        ask(address, {"inputs": {"wav": [base64.b64encode(b"RIFF").decode()]}})
    assert refusal.value.code == 400
    assert "expected a WAV file, got one cut short: clip 0" in refusal.value.read().decode()


# LiteRT asks for it on every Python; it is for those before 3.11.
NOT_NEEDED = "backports-strenum"


def closure(requirements):
    """List the distributions that pip would install for requirements, as installed here."""
    found, waiting = {}, [Requirement(line) for line in requirements]
    while waiting:
        requirement = waiting.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in (NOT_NEEDED, *found) or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting.extend(map(Requirement, found[name].requires or ()))
    return found


def environment_of(distributions, folder):
    """Make a folder with these packages and no others."""
    for one in distributions.values():
        for file in one.files or ():
            place = folder / file
            if ".." not in file.parts and "__pycache__" not in file.parts and not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to(Path(one.locate_file(file)).resolve())
    return folder


ALONE = """\
import sys
site, folder, clip = sys.argv[1:]
sys.path.append(site)
unpickled = []
sys.addaudithook(lambda event, arguments: unpickled.append(arguments) if event.startswith("pickle.") else None)
import mlflow
from pathlib import Path
answer = mlflow.pyfunc.load_model(folder).predict(Path(clip).read_bytes())
import json
print(json.dumps([answer["label"][0], unpickled, "tensorflow" in sys.modules]))
"""


def test_the_model_s_requirements_are_all_that_it_needs_and_nothing_is_unpickled(results, tmp_path):
    folder = mlflow.artifacts.download_artifacts("models:/keyword-spotter@champion", dst_path=str(tmp_path / "model"))
    requirements = (Path(folder) / "requirements.txt").read_text().splitlines()
    assert {Requirement(line).name for line in requirements} == {"ai-edge-litert", "mlflow-skinny", "numpy", "pandas"}
    distributions = closure(requirements)
    assert not {"tensorflow", "tf-keras", "mlflow", "scipy", "sqlalchemy"} & set(distributions)
    site, clip = environment_of(distributions, tmp_path / "site"), results.clips / "up" / "test_0.wav"
    command = [sys.executable, "-I", "-S", "-W", "ignore", "-c", ALONE, str(site), str(folder), str(clip)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    label, unpickled, tensorflow = json.loads(done.stdout.splitlines()[-1])
    assert (label, unpickled, tensorflow) == (Spotter(results.tflite)(read_clip(clip)).label, [], False)


def test_a_model_with_a_background_answers_with_all_of_its_labels(results, tmp_path):
    spec, labels = FrontEndSpec("log_mel", 250.0, 250.0, 1, 2, 100.0, 6000.0, 1), ("low", "high", "background")
    weights = np.tile(np.eye(3, 2, dtype=np.float32), (1, spec.num_frames)) / 8
    content = make_dense_file(weights, np.zeros(3, np.float32), input_shape=(1, spec.num_frames, 2))
    with mlflow.start_run(experiment_id=mlflow.create_experiment("background", get_artifact_root())):
        model_id = log_model(make_dense_folder(tmp_path / "tflite", content, spec, labels), labels)
    model = mlflow.pyfunc.load_model(f"models:/{model_id}")
    answer = model.predict(np.zeros((1, 16_000), np.float32))
    columns = ["label", *(f"probability_{label}" for label in labels)]
    assert list(answer.columns) == model.metadata.signature.outputs.input_names() == columns
    assert answer["label"][0] == "background"
    assert answer["probability_background"][0] == max(answer[column][0] for column in columns[1:])

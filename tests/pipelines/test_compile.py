"""`kws compile` and the pipeline that it writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from support.compiled import Task, read_documents, read_tasks
from support.project import ROOT
from typer.testing import CliRunner

from components.images import NAMES, is_digest
from kws.cli import app

GOLDEN = ROOT / "tests" / "golden" / "training.yaml"
STAGES = ("ingest", "preprocess", "train", "prune", "convert", "evaluate", "validate", "gate", "track", "register")


def kws(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def new_process(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("KWS_")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def golden() -> dict[str, Task]:
    return read_tasks(read_documents(GOLDEN)[0])


def test_the_golden_pipeline_is_what_kws_compile_writes(tmp_path: Path) -> None:
    done = kws("compile", "--allow-tags", "-o", str(tmp_path / "training.yaml"))

    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "training.yaml").read_text() == GOLDEN.read_text(), (
        "regenerate it: kws compile --allow-tags -o tests/golden/training.yaml"
    )


def test_images_by_tag_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    done = kws("compile", "-o", str(tmp_path / "training.yaml"))

    assert done.exit_code == 2
    assert done.stderr.startswith("error: expected images by digest, got kws-light:")
    assert "KWS_IMAGE_LIGHT" in done.stderr
    assert not list(tmp_path.iterdir())


def test_images_that_were_pushed_are_named_by_digest(tmp_path: Path) -> None:
    names = (*NAMES, "validate")
    pushed = {f"KWS_IMAGE_{name.upper()}": f"registry.example/kws-{name}@sha256:{'5' * 64}" for name in names}

    done = new_process("-m", "kws.cli", "compile", "-o", str(tmp_path / "training.yaml"), **pushed)

    assert done.returncode == 0, done.stderr
    found = {
        name: task.container["image"]
        for name, task in read_tasks(read_documents(tmp_path / "training.yaml")[0]).items()
    }
    assert found.pop("validate") == pushed["KWS_IMAGE_VALIDATE"]
    assert set(found.values()) == {pushed["KWS_IMAGE_LIGHT"], pushed["KWS_IMAGE_TRAIN"]}


@pytest.mark.parametrize("reference", ["kws:1", "kws", "kws@sha256:12", f"kws@sha256:{'5' * 64}x", f"kws:{'5' * 64}"])
def test_what_does_not_say_the_whole_content_is_no_digest(reference: str) -> None:
    assert not is_digest(reference)


def test_params_and_their_changes_are_the_pipelines_defaults(tmp_path: Path) -> None:
    kws("compile", "--allow-tags", "-o", str(tmp_path / "training.yaml"), "--param", "train.epochs=30")

    inputs = read_documents(tmp_path / "training.yaml")[0]["root"]["inputDefinitions"]["parameters"]
    assert tuple(inputs) == tuple(sorted(STAGES))
    assert all(definition["parameterType"] == "STRUCT" for definition in inputs.values())
    assert inputs["train"]["defaultValue"]["epochs"] == 30


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--param", "train.epochs=0"], "section train: epochs: expected a number in [1, 10000], got 0"),
        (["--platform", "absent.yaml"], "expected a params file, got No such file or directory: absent.yaml"),
        (["-o", "training.json"], "expected a file name that ends in .yaml, got training.json"),
    ],
)
def test_what_cannot_be_compiled_is_said_in_one_line(arguments: list[str], message: str) -> None:
    done = kws("compile", "--allow-tags", *arguments)

    assert done.exit_code == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_compiling_loads_no_tensorflow_and_takes_few_seconds_of_work(tmp_path: Path) -> None:
    path = str(tmp_path / "training.yaml")
    code = (
        "import sys, time, json; sys.argv = ['kws', 'compile', '--allow-tags', '-o', sys.argv[1]]\n"
        "from kws.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(json.dumps([time.process_time(), sorted(name.split('.')[0] for name in sys.modules)]))"
    )

    done = new_process("-c", code, path)

    seconds, modules = json.loads(done.stdout.splitlines()[-1])
    assert not {"tensorflow", "tf_keras", "mlflow", "dvc"} & set(modules)
    # Processor time, since the machine may be busy: the wall clock shows less on an idle one.
    assert seconds < 3


def test_help_shows_examples() -> None:
    assert "kws compile --param train.epochs=30" in kws("compile", "--help").stdout


def test_every_task_asks_for_processor_and_memory_and_has_limits(golden: dict[str, Task]) -> None:
    wanted = {"resourceCpuLimit", "resourceCpuRequest", "resourceMemoryLimit", "resourceMemoryRequest"}

    assert all(wanted <= set(task.container["resources"]) for task in golden.values())


def test_what_may_be_back_in_a_minute_is_tried_again_and_nothing_else(golden: dict[str, Task]) -> None:
    retried = {name: task.spec["retryPolicy"] for name, task in golden.items() if "retryPolicy" in task.spec}

    assert set(retried) == {"ingest", "validate", "track", "register"}
    assert all(policy["maxRetryCount"] == 3 and policy["backoffFactor"] == 2 for policy in retried.values())


def test_a_device_is_asked_and_a_result_recorded_every_time(golden: dict[str, Task]) -> None:
    cached = {name for name, task in golden.items() if task.spec["cachingOptions"].get("enableCache")}

    assert cached == set(STAGES) - {"validate", "track", "register"}


def test_clips_that_may_be_others_tomorrow_are_looked_for_every_time(tmp_path: Path) -> None:
    directory = ["--param", "ingest.source=directory", "--param", "ingest.directory.path=recordings"]
    kws("compile", "--allow-tags", "-o", str(tmp_path / "training.yaml"), *directory)

    found = read_tasks(read_documents(tmp_path / "training.yaml")[0])
    assert not found["ingest"].spec["cachingOptions"].get("enableCache")
    assert found["preprocess"].spec["cachingOptions"]["enableCache"]


def test_only_a_blessed_model_is_registered_and_any_other_is_rejected(golden: dict[str, Task]) -> None:
    blessed = "inputs.parameter_values['pipelinechannel--gate-blessed'] == true"

    assert golden["register"].condition == blessed
    assert golden["rejected"].condition == f"!({blessed})"
    assert not any(task.condition for name, task in golden.items() if name not in ("register", "rejected"))


def test_the_outcome_is_recorded_however_the_stages_ended(golden: dict[str, Task]) -> None:
    outcome = golden["outcome"]

    assert outcome.sources == {"status": ("final status",)}
    assert outcome.spec["triggerPolicy"] == {"strategy": "ALL_UPSTREAM_TASKS_COMPLETED"}
    assert outcome.command == ["python", "-m", "components.track.outcome"]


def test_what_a_person_reads_in_the_ui_is_described() -> None:
    spec = read_documents(GOLDEN)[0]
    shown = [spec["components"][f"comp-{stage}"] for stage in STAGES]
    definitions = [
        definition
        for component in shown
        for side in ("inputDefinitions", "outputDefinitions")
        for kind in component.get(side, {}).values()
        for definition in kind.values()
    ]

    assert definitions
    assert [definition for definition in definitions if not definition.get("description")] == []

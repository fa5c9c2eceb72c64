"""The two graphs compared: dvc.yaml and the compiled pipeline."""

import re
import shlex
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from support.compiled import Task, read_documents, read_tasks
from support.project import ROOT
from test_layers import FINGERPRINT

DVC = YAML(typ="safe").load(ROOT / "dvc.yaml")["stages"]
DVC.pop(FINGERPRINT)
KFP = read_tasks(read_documents(ROOT / "tests" / "golden" / "training.yaml")[0])
PLACE = re.compile(r"\{\{\$\.(inputs|outputs)\.artifacts\['(\w+)'\]\.path\}\}")
# What only Kubeflow has to say: the params as JSON, and where a stage may tell it something.
OWN = {"--params-json": "{{$.inputs.parameters['params']}}", "--executor-input": "{{$}}"}
# And to track alone: what its run is part of.
TRACK_OWN = ("--kubeflow-run", "--images")


def flags(stage: str) -> dict[str, str]:
    """The paths that DVC gives a stage, by flag."""
    words = shlex.split(DVC[stage]["cmd"])[5:]
    return dict(zip(words[::2], words[1::2], strict=True))


def places(task: Task) -> dict[str, tuple[str, str]]:
    """The artifacts that Kubeflow gives a task, by flag: inputs or outputs, and the name."""
    found = {}
    for flag, text in task.args.items():
        if flag not in (*OWN, *TRACK_OWN):
            match = PLACE.fullmatch(text)
            assert match, f"{flag}: {text}"
            found[flag] = (match[1], match[2])
    return found


def made_by(path: str) -> str:
    """The DVC stage that makes a path."""

    def outputs(stage: dict) -> list[str]:
        return [*stage.get("outs", []), *stage.get("metrics", [])]

    (stage,) = [name for name, stage in DVC.items() if path in outputs(stage)]
    return stage


def test_both_graphs_have_the_same_stages() -> None:
    assert set(KFP) - {"rejected", "outcome"} == set(DVC)


@pytest.mark.parametrize("stage", DVC)
def test_both_run_the_same_command(stage: str) -> None:
    assert KFP[stage].command == shlex.split(DVC[stage]["cmd"])[:3]


@pytest.mark.parametrize("stage", DVC)
def test_both_give_the_same_flags(stage: str) -> None:
    assert set(places(KFP[stage])) == set(flags(stage))
    assert {flag: text for flag, text in KFP[stage].args.items() if flag in OWN} == OWN


@pytest.mark.parametrize("stage", DVC)
def test_a_stage_gets_its_own_section(stage: str) -> None:
    assert KFP[stage].sources["params"] == (stage,)


@pytest.mark.parametrize("stage", DVC)
def test_what_a_flag_names_is_read_or_made_in_both(stage: str) -> None:
    for flag, (side, _) in places(KFP[stage]).items():
        assert side == ("outputs" if made_by(flags(stage)[flag]) == stage else "inputs"), flag


@pytest.mark.parametrize("stage", DVC)
def test_what_a_stage_reads_is_made_by_the_same_stage_in_both(stage: str) -> None:
    for flag, (side, name) in places(KFP[stage]).items():
        if side == "inputs":
            path = flags(stage)[flag]
            producer, output = KFP[stage].sources[name]
            assert producer == made_by(path), flag
            made = {place: written for written, place in places(KFP[producer]).items()}
            assert flags(producer)[made["outputs", output]] == path, flag


def test_track_is_told_which_run_of_kubeflow_it_is_part_of() -> None:
    assert KFP["track"].args["--kubeflow-run"] == "{{$.inputs.parameters['kubeflow_run']}}"
    assert KFP["track"].sources["kubeflow_run"] == ("constant", "{{$.pipeline_job_uuid}}")
    images = {pair.partition("=")[2] for pair in KFP["track"].args["--images"].split()}
    assert images == {task.container["image"] for task in KFP.values()}


def test_a_rejected_model_is_explained_by_the_stage_that_would_have_registered_it() -> None:
    rejected, register = KFP["rejected"], KFP["register"]

    assert (rejected.command, rejected.args, rejected.sources) == (register.command, register.args, register.sources)


def test_the_image_with_tensorflow_is_for_the_stages_that_import_it() -> None:
    image = {stage: KFP[stage].container["image"].split(":")[0] for stage in DVC}
    learning = {stage for stage in DVC if _imports_tensorflow(ROOT / "components" / stage)}

    assert {stage for stage in DVC if image[stage] == "kws-train"} == learning
    assert {image[stage] for stage in DVC} == {"kws-train", "kws-light"}


def _imports_tensorflow(folder: Path) -> bool:
    return any("kws.learning.runtime import" in path.read_text(encoding="utf-8") for path in folder.glob("*.py"))

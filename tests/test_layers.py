"""The imports between rooms, and the DVC dependencies that follow from them, read from the source."""

import ast
import importlib
import shlex
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from support.project import PARAMS, REGISTRY, ROOT, SECTIONS

from kws.core.params import parse
from kws.deployment.requests import LISTEN_CODE
from kws.registry.policy import PromoteParams, SigningParams
from kws.remote.bundle import AGENT_CODE

STAGES = (
    "ingest",
    "preprocess",
    "train",
    "prune",
    "convert",
    "evaluate",
    "validate",
    "gate",
    "track",
    "register",
)
# The rooms of kws/: each imports only those before it. The command line, which comes last, also imports what is above
# the package: the stages' contracts and Kubeflow's graphs.
ROOMS = (
    "core",
    "audio",
    "model",
    "learning",
    "device",
    "tracking",
    "report",
    "remote",
    "emulator",
    "registry",
    "deployment",
    "cli",
)
# What each room may import of others' packages, beside the standard library.
PACKAGES = {
    "core": {"ruamel", "rich"},
    "audio": {"numpy", "soundfile", "soxr"},
    "model": {"numpy", "ai_edge_litert"},
    "learning": {"numpy", "tensorflow", "tf_keras"},
    "device": {"numpy", "ai_edge_litert"},
    "tracking": {"mlflow", "numpy", "pandas", "sqlalchemy"},
    "report": {"numpy", "jinja2", "matplotlib", "ai_edge_litert"},
    "remote": {"numpy", "fabric", "paramiko", "packaging"},
    "emulator": set(),
    "registry": {"numpy", "model_signing", "cryptography"},
    "deployment": {"numpy"},
}
# DVC alone has it: it looks at what a source holds on every run. Kubeflow has no such look, and caches ingest only
# where its params are its recordings.
FINGERPRINT = "fingerprint"
PROJECT = ("components", "kws", "pipelines", "benchmarks", "support")
TENSORFLOW = {"tensorflow", "tf_keras", "tensorflow_model_optimization"}

# Packages above others, which hold a docstring.
ROOTS = {ROOT / "components" / "__init__.py", ROOT / "kws" / "__init__.py"} | {
    ROOT / "kws" / room / "__init__.py" for room in ROOMS if room != "cli"
}

DVC = YAML(typ="safe").load(ROOT / "dvc.yaml")["stages"]


def code(folder: str) -> list[Path]:
    """The Python files of a folder, but for those of the other graph."""
    return sorted(path for path in (ROOT / folder).rglob("*.py") if path.name != "component.py")


@cache
def imports(path: Path) -> frozenset[str]:
    """Dotted names that a file imports anywhere: modules, and what `from` takes out of them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return frozenset(names)


def project_files(path: Path) -> set[Path]:
    """The project's files that importing a file runs directly, packages above them included."""
    files = set()
    for name in imports(path):
        parts = name.split(".")
        if parts[0] in PROJECT:
            for length in range(1, len(parts) + 1):
                place = ROOT.joinpath(*parts[:length])
                files.update(file for file in (place / "__init__.py", place.with_suffix(".py")) if file.is_file())
    return files


def closure(paths: list[Path]) -> set[Path]:
    """The files and everything of the project that they import, transitively."""
    found, waiting = set(), list(paths)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting.extend(project_files(path))
    return found


def packages(paths: set[Path] | list[Path]) -> set[str]:
    """The packages of others that files import, without the standard library."""
    names = {name.split(".")[0] for path in paths for name in imports(path)}
    return names - set(PROJECT) - sys.stdlib_module_names


def relative(paths: set[Path]) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in paths)


def importers(package: str) -> list[str]:
    """The files of ours that import a package themselves."""
    files = {path for folder in ("components", "kws", "pipelines") for path in (ROOT / folder).rglob("*.py")}
    return relative({path for path in files if package in packages([path])})


def under(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)


def is_code(path: str) -> bool:
    return under(path, "components") or under(path, "kws")


def arguments(stage: str) -> dict[str, str]:
    """The flags of a stage's command and their values, but for its params."""
    words = shlex.split(DVC[stage]["cmd"])[5:]
    return dict(zip(words[::2], words[1::2], strict=True))


def outputs(stage: str) -> list[str]:
    return [
        path if isinstance(path, str) else next(iter(path))
        for kind in ("outs", "metrics", "plots")
        for path in DVC[stage].get(kind, [])
    ]


def declared_paths(stage: str) -> Iterator[str]:
    """The flags that a stage's `__main__` adds to its command with `add_path("--flag", …)` or `add_output`."""
    adders = ("add_path", "add_output")
    for node in ast.walk(ast.parse((ROOT / "components" / stage / "__main__.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in adders:
            flag = node.args[0]
            assert isinstance(flag, ast.Constant)
            yield flag.value


@pytest.mark.parametrize("room", ROOMS[:-1])
def test_a_room_imports_only_those_before_it(room: str) -> None:
    allowed = {"kws/__init__.py", *(f"kws/{earlier}" for earlier in ROOMS[: ROOMS.index(room) + 1])}
    used = {file for path in code(f"kws/{room}") for file in relative(project_files(path))}

    assert not [path for path in used if not any(under(path, place) for place in allowed)]


@pytest.mark.parametrize("room", ROOMS[:-1])
def test_a_room_imports_the_packages_of_its_kind_only(room: str) -> None:
    assert packages(code(f"kws/{room}")) <= PACKAGES[room]


def test_every_room_is_one_of_these() -> None:
    assert {path.name for path in (ROOT / "kws").iterdir() if path.is_dir() and path.name[0] != "_"} == set(ROOMS)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_imports_no_other_stage_and_no_command(stage: str) -> None:
    allowed = ("components/__init__.py", f"components/{stage}", "kws")
    used = {file for path in code(f"components/{stage}") for file in relative(project_files(path))}

    assert not [path for path in used if not any(under(path, place) for place in allowed)]
    assert not [path for path in used if under(path, "kws/cli")]


def test_what_runs_on_a_device_needs_numpy_and_litert_only() -> None:
    assert packages(closure(code("kws/device"))) - {"rich"} <= {"numpy", "ai_edge_litert"}


def test_a_device_gets_the_code_that_it_runs_and_no_other() -> None:
    agent = closure([ROOT / "kws/device/__main__.py", ROOT / "kws/device/identity.py"])
    listening = closure([ROOT / "kws/device/listen/__main__.py", ROOT / "kws/device/deployments.py"])

    assert set(relative(agent)) == set(AGENT_CODE)
    # systemd's unit is no code.
    assert {*relative(listening), "kws/device/listen/kws-listen.service"} == set(LISTEN_CODE)


def test_what_a_bare_device_runs_needs_the_standard_library_only() -> None:
    store = ROOT / "kws" / "device" / "store.py"

    assert not packages([store])
    assert not project_files(store)
    # An old Raspberry Pi OS must be able to say that it is too old.
    ast.parse(store.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_what_switches_versions_on_a_device_needs_the_standard_library_only() -> None:
    assert not packages(closure([ROOT / "kws" / "device" / "deployments.py"]))


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["compile", "--allow-tags", "-o", "{folder}/p.yaml"]])
def test_a_command_that_needs_no_tensorflow_and_no_mlflow_loads_neither(arguments: list[str], tmp_path: Path) -> None:
    code = "import sys\nfrom kws.cli import app\ntry:\n    app(sys.argv[1:])\nfinally:\n    print(*sys.modules)"
    words = [argument.format(folder=tmp_path) for argument in arguments]
    done = subprocess.run([sys.executable, "-c", code, *words], cwd=ROOT, capture_output=True, text=True, check=True)

    assert not {"tensorflow", "mlflow", "ai_edge_litert"} & set(done.stdout.split())


def test_a_package_above_others_imports_nothing() -> None:
    assert not [path for path in ROOTS if imports(path)]


@pytest.mark.parametrize("package", sorted(TENSORFLOW))
def test_tensorflow_is_where_networks_learn_only(package: str) -> None:
    allowed = ("kws/learning", "components/prune", "benchmarks")

    assert all(any(under(path, place) for place in allowed) for path in importers(package))


def test_mlflow_is_where_its_records_are_kept_only() -> None:
    assert all(under(path, "kws/tracking") for path in importers("mlflow"))


def test_kubeflow_is_in_the_graph_and_its_contracts_only() -> None:
    assert all(under(path, "pipelines") or path.endswith("/component.py") for path in importers("kfp"))


@pytest.mark.parametrize("stage", STAGES)
def test_a_stages_kubeflow_contract_imports_kubeflow_and_the_images_only(stage: str) -> None:
    contract = ROOT / "components" / stage / "component.py"
    allowed = {"components/images.py", f"components/{stage}/__init__.py"}

    assert packages([contract]) == {"kfp"}
    assert set(relative(project_files(contract) - ROOTS)) <= allowed


def test_the_images_are_named_without_any_package() -> None:
    assert not packages([ROOT / "components" / "images.py"])


@pytest.mark.parametrize("stage", STAGES)
def test_a_stages_contract_imports_the_vocabulary_only(stage: str) -> None:
    contract = ROOT / "components" / stage / "__init__.py"

    assert not packages([contract])
    assert all(
        under(path, "kws/core") or under(path, "kws/audio") for path in relative(project_files(contract) - ROOTS)
    )


def test_the_graph_has_every_stage_in_order() -> None:
    assert tuple(DVC) == (FINGERPRINT, *STAGES)


def test_ingest_waits_for_the_fingerprint_and_does_not_read_it() -> None:
    (fingerprint,) = outputs(FINGERPRINT)

    assert fingerprint in DVC["ingest"]["deps"]
    assert fingerprint not in arguments("ingest").values()


def test_the_fingerprint_is_looked_at_on_every_run_and_stays_where_it_is() -> None:
    assert DVC[FINGERPRINT]["always_changed"] is True
    assert list(DVC[FINGERPRINT]["outs"][0].values()) == [{"cache": False, "persist": True}]


def test_the_fingerprint_is_made_of_all_that_ingest_is_made_of() -> None:
    code_of_ingest = [path for path in DVC["ingest"]["deps"] if is_code(path)]
    words = shlex.split(DVC[FINGERPRINT]["cmd"])

    assert (DVC[FINGERPRINT]["deps"], DVC[FINGERPRINT]["params"]) == (code_of_ingest, DVC["ingest"]["params"])
    assert words[:5] == ["python", "-m", "components.ingest.fingerprint", "--params-file", "params.yaml"]
    assert list(arguments(FINGERPRINT).values()) == outputs(FINGERPRINT)


@pytest.mark.parametrize("stage", STAGES)
def test_every_project_file_that_a_stage_imports_is_among_its_dependencies(stage: str) -> None:
    used = relative(closure(code(f"components/{stage}")) - ROOTS)

    assert f"components/{stage}/__main__.py" in used
    assert not [path for path in used if not any(under(path, dep) for dep in DVC[stage]["deps"])]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_the_folders_it_depends_on_and_no_others(stage: str) -> None:
    used = {Path(*Path(path).parts[:2]) for path in relative(closure(code(f"components/{stage}")) - ROOTS)}

    assert {Path(dep) for dep in DVC[stage]["deps"] if is_code(dep)} == used


@pytest.mark.parametrize("stage", STAGES)
def test_the_shipped_params_are_those_of_the_stages_dataclass(stage: str) -> None:
    params = getattr(importlib.import_module(f"components.{stage}"), f"{stage.capitalize()}Params")

    assert params.__dataclass_params__.frozen
    assert isinstance(parse(params, SECTIONS[stage], "params.yaml"), params)
    assert DVC[stage]["params"] == ([stage] if stage in PARAMS else [{"mlflow/registry.yaml": [stage]}])


@pytest.mark.parametrize("stage", STAGES)
def test_params_that_travelled_as_json_numbers_are_the_same(stage: str) -> None:
    params = getattr(importlib.import_module(f"components.{stage}"), f"{stage.capitalize()}Params")

    assert parse(params, _as_floats(SECTIONS[stage]), "json") == parse(params, SECTIONS[stage], "params.yaml")


def test_params_have_a_section_a_stage_and_no_other() -> None:
    assert (*PARAMS, *REGISTRY) == (*STAGES, "promote", "signing")


def test_the_shipped_rules_of_a_promotion_are_those_of_their_dataclass() -> None:
    assert isinstance(parse(PromoteParams, REGISTRY["promote"], "registry.yaml"), PromoteParams)
    assert isinstance(parse(SigningParams, REGISTRY["signing"], "registry.yaml"), SigningParams)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stages_command_is_its_module_with_its_section_and_paths(stage: str) -> None:
    words = shlex.split(DVC[stage]["cmd"])

    file = "params.yaml" if stage in PARAMS else "mlflow/registry.yaml"
    assert words[:5] == ["python", "-m", f"components.{stage}", "--params-file", file]


@pytest.mark.parametrize("stage", STAGES)
def test_a_command_gives_exactly_the_paths_that_its_stage_asks_for(stage: str) -> None:
    assert set(arguments(stage)) == set(declared_paths(stage))


@pytest.mark.parametrize("stage", STAGES)
def test_every_path_of_a_command_is_a_dependency_or_an_output(stage: str) -> None:
    looked_at = outputs(FINGERPRINT) if stage == "ingest" else []
    data = [path for path in DVC[stage]["deps"] if not is_code(path) and path not in looked_at]

    assert sorted(arguments(stage).values()) == sorted([*data, *outputs(stage)])


@pytest.mark.parametrize("stage", STAGES)
def test_what_a_stage_depends_on_is_made_by_a_stage_before_it(stage: str) -> None:
    made = [path for earlier in (FINGERPRINT, *STAGES[: STAGES.index(stage)]) for path in outputs(earlier)]

    assert all(path in made for path in DVC[stage]["deps"] if not is_code(path))


@pytest.mark.parametrize("word", sorted({flag for stage in STAGES for flag in arguments(stage)}))
def test_a_flag_means_the_same_path_in_every_stage(word: str) -> None:
    assert len({arguments(stage)[word] for stage in STAGES if word in arguments(stage)}) == 1


def _as_floats(value: Any) -> Any:
    """As numbers travel through JSON from one orchestrator: every integer a float."""
    if isinstance(value, dict):
        return {key: _as_floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_floats(item) for item in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

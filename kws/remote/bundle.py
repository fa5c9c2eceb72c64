"""A job → what a device needs for it, each part named by its content, and the job in the device's own paths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import kws
from kws.core.files import sha256_of, sha256_of_json
from kws.device.job import Job, JobClip
from kws.model.manifest import MANIFEST, MODEL

# Of this project, what answers a clip.
SPOTTER_CODE = (
    "kws/__init__.py",
    "kws/audio/__init__.py",
    "kws/audio/clips.py",
    "kws/audio/front_end.py",
    "kws/audio/front_end_spec.py",
    "kws/core/__init__.py",
    "kws/core/errors.py",
    "kws/core/files.py",
    "kws/core/params.py",
    "kws/device/__init__.py",
    "kws/model/__init__.py",
    "kws/model/manifest.py",
    "kws/model/probabilities.py",
    "kws/model/spotter.py",
    "kws/model/tflite.py",
)
# And what the agent imports, which measures.
AGENT_CODE = (
    *SPOTTER_CODE,
    "kws/device/__main__.py",
    "kws/device/identity.py",
    "kws/device/job.py",
    "kws/device/measure.py",
)

_PROJECT = Path(kws.__path__[0]).parent


# By name below ~/.kws, the files below it; a clip is one file, whose path below its name is empty.
Parts = dict[str, dict[str, Path]]


@dataclass(frozen=True)
class Bundle:
    """What a job needs on the device.

    Attributes:
        agent_sha256: names the folder of the agent's code.
        parts: code, model and clips.
        job: in paths relative to the agent's folder.
    """

    agent_sha256: str
    parts: Parts
    job: Job


def bundle(job: Job) -> Bundle:
    """What the device needs for a job whose paths are this machine's."""
    model_sha256, model = model_files(Path(job.model))
    agent_sha256, code = agent_code()
    clips = {f"clips/{clip.sha256}": {"": Path(job.clips_folder) / clip.path} for clip in job.clips}
    on_device = replace(
        job,
        model=f"../../models/{model_sha256}",
        clips_folder="../../clips",
        clips=tuple(JobClip(clip.id, clip.sha256, clip.sha256) for clip in job.clips),
    )
    return Bundle(agent_sha256, {**code, **model, **clips}, on_device)


def agent_code(names: Iterable[str] = AGENT_CODE) -> tuple[str, Parts]:
    """The hash of the code that runs on the device, and that code as one part."""
    code = {name: _PROJECT / name for name in names}
    sha256 = tree_sha256(code)
    return sha256, {f"agent/{sha256}": code}


def model_files(folder: Path) -> tuple[str, Parts]:
    """The hash of a model's folder, and what a device gets of it as one part."""
    model = {name: folder / name for name in (MODEL, MANIFEST)}
    sha256 = tree_sha256(model)
    return sha256, {f"models/{sha256}": model}


def files(parts: Parts, names: Iterable[str]) -> dict[str, Path]:
    """The files of the parts with these names, by their path below ~/.kws."""
    return {f"{name}/{path}" if path else name: file for name in names for path, file in parts[name].items()}


def tree_sha256(tree: Mapping[str, Path]) -> str:
    """One hash for a folder: its files' paths and bytes."""
    return sha256_of_json({name: sha256_of(path) for name, path in tree.items()})

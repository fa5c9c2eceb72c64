"""The bundle of a job: the files that a device needs, in parts named by hash, and the job in the device's paths."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import kws
from kws.core.files import sha256_of, sha256_of_json
from kws.device.job import Job, JobClip
from kws.model.manifest import MANIFEST, MODEL

# Files of this project that answer a clip.
SPOTTER_CODE = (
    "kws/__init__.py",
    "kws/audio/__init__.py",
    "kws/audio/clips.py",
    "kws/audio/front_end.py",
    "kws/audio/front_end_spec.py",
    "kws/audio/wav.py",
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
# Files that the agent imports, which also measures.
AGENT_CODE = (
    *SPOTTER_CODE,
    "kws/device/__main__.py",
    "kws/device/identity.py",
    "kws/device/job.py",
    "kws/device/measure.py",
)

_PROJECT = Path(kws.__path__[0]).parent


# By the name of a part, its path below ~/.kws, the files of the part: by their path within it, their path here. A clip
# is a part of one file, whose path within the part is empty.
Parts = dict[str, dict[str, Path]]


@dataclass(frozen=True)
class Bundle:
    """The files that a job needs on a device, and the job itself.

    Attributes:
        agent_sha256: hash of the agent's code, which names its folder.
        parts: code, model and clips.
        job: with paths relative to the agent's folder.
    """

    agent_sha256: str
    parts: Parts
    job: Job


def make_bundle(job: Job) -> Bundle:
    """Make the bundle of a job whose paths are those of this machine."""
    model_sha256, model = pack_model(Path(job.model))
    agent_sha256, code = pack_agent()
    clips = {f"clips/{clip.sha256}": {"": Path(job.clips_folder) / clip.path} for clip in job.clips}
    on_device = replace(
        job,
        model=f"../../models/{model_sha256}",
        clips_folder="../../clips",
        clips=tuple(JobClip(clip.id, clip.sha256, clip.sha256) for clip in job.clips),
    )
    return Bundle(agent_sha256, {**code, **model, **clips}, on_device)


def pack_agent(names: Iterable[str] = AGENT_CODE) -> tuple[str, Parts]:
    """Pack code for a device: its hash, and the files as one part."""
    code = {name: _PROJECT / name for name in names}
    sha256 = hash_tree(code)
    return sha256, {f"agent/{sha256}": code}


def pack_model(folder: Path) -> tuple[str, Parts]:
    """Pack a model's folder for a device: its hash, and the model and its manifest as one part."""
    model = {name: folder / name for name in (MODEL, MANIFEST)}
    sha256 = hash_tree(model)
    return sha256, {f"models/{sha256}": model}


def list_files(parts: Parts, names: Iterable[str]) -> dict[str, Path]:
    """List the files of the named parts: by their path below ~/.kws, their path here."""
    return {f"{name}/{path}" if path else name: file for name in names for path, file in parts[name].items()}


def hash_tree(tree: Mapping[str, Path]) -> str:
    """Hash the paths and bytes of a folder's files into one SHA-256."""
    return sha256_of_json({name: sha256_of(path) for name, path in tree.items()})

"""The evidence about one model: the stages' files, read and checked against one another."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kws.audio.manifest import Clip, data_sha256, read_manifest
from kws.core.errors import EvidenceError
from kws.core.files import sha256_of
from kws.model.manifest import MANIFEST, MODEL, ModelManifest
from kws.model.manifest import read_manifest as read_model_manifest
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.history import History, read_history
from kws.model.reports.verdict import Verdict

HISTORY = "history.csv"


@dataclass(frozen=True)
class Evidence:
    """The results of the stages for one model.

    Attributes:
        clips: the clips of the data set.
        manifest: of the TFLite model.
        evaluation, device, verdict: the reports.
        histories: the training histories, by stage.
        files: the files that are stored with a run, by their path in the run.
    """

    clips: list[Clip]
    manifest: ModelManifest
    evaluation: Evaluation
    device: DeviceReport
    verdict: Verdict
    histories: dict[str, History]
    files: dict[str, Path]

    @property
    def verdict_sha256(self) -> str:
        """Hash of the verdict's file, which `register` checks."""
        return sha256_of(self.files["reports/gate.json"])


def read_evidence(
    clips: Path,
    models: Mapping[str, Path],
    tflite: Path,
    *,
    evaluation: Path,
    predictions: Path,
    plots: Path,
    device_report: Path,
    verdict: Path,
) -> Evidence:
    """Read the results of the stages.

    Args:
        clips: folder of clips.
        models: folders of the Keras models, by the stage that wrote them.
        tflite: folder of the TFLite model.
        evaluation, predictions, plots, device_report, verdict: the reports.

    Raises:
        EvidenceError: a file is missing, damaged or about another model than the others.
        DatasetError, ModelError: as `read_manifest` of clips and of models.
    """
    files = {f"tflite/{name}": tflite / name for name in (MODEL, MANIFEST, "model.zip")}
    files |= {f"history/{stage}.csv": folder / HISTORY for stage, folder in models.items()}
    files |= {f"reports/{name}": path for name, path in _name(evaluation, device_report, verdict, predictions)}
    files |= {f"plots/{path.name}": path for path in sorted({*plots.glob("*"), plots / "threshold.csv"})}
    missing = [str(path) for path in files.values() if not path.is_file()]
    if missing:
        raise EvidenceError(f"expected a file, found none: {', '.join(missing)}; run dvc repro")
    evidence = Evidence(
        clips=read_manifest(clips),
        manifest=read_model_manifest(tflite),
        evaluation=Evaluation.read(evaluation),
        device=DeviceReport.read(device_report),
        verdict=Verdict.read(verdict),
        histories={stage: read_history(folder / HISTORY) for stage, folder in models.items()},
        files=files,
    )
    _check_same_model(evidence, clips)
    return evidence


def _name(evaluation: Path, device_report: Path, verdict: Path, predictions: Path) -> list[tuple[str, Path]]:
    # Not by the names of the paths, which in a container are arbitrary.
    names = ("evaluation.json", "device.json", "gate.json", "predictions.csv")
    return list(zip(names, (evaluation, device_report, verdict, predictions), strict=True))


def _check_same_model(evidence: Evidence, clips: Path) -> None:
    manifest, files = evidence.manifest, evidence.files
    about_data, about_model = {"data_sha256": manifest.data_sha256}, {"model_sha256": manifest.sha256}
    front_end = {"front_end_sha256": manifest.front_end_spec.sha256}
    _check(about_data, {"data_sha256": data_sha256(evidence.clips)}, clips)
    _check(about_data | about_model | front_end, vars(evidence.evaluation), files["reports/evaluation.json"])
    _check(about_model, vars(evidence.device), files["reports/device.json"])
    _check(about_model, vars(evidence.verdict), files["reports/gate.json"])
    judged = {sha256_of(files[f"reports/{name}.json"]) for name in ("evaluation", "device")}
    for check in evidence.verdict.checks:
        if check.file_sha256 not in judged:
            raise EvidenceError(
                f"expected a verdict on the reports as they are, got one on another {check.file}: "
                f"{files['reports/gate.json']}; run gate"
            )


def _check(expected: dict[str, str], found: Mapping[str, Any], where: Path) -> None:
    for key, value in expected.items():
        if found[key] != value:
            got = str(found[key])[:12]
            raise EvidenceError(f"expected {key} {value[:12]} as in {MANIFEST}, got {got}: {where}; run dvc repro")

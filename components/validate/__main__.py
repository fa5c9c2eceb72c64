"""TFLite model and test clips → the same questions asked on the device, from waveform to answer.

In:  --clips, a folder as ingest leaves it; --tflite, a folder as convert leaves it; --predictions, as evaluate's.
Out: --device-report, a JSON file.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from components.validate import ValidateParams
from components.validate.stage import report, row
from kws.audio.manifest import Clip, read_manifest
from kws.core.command import StageCommand, run
from kws.core.errors import EvidenceError
from kws.core.executor import write_executor_output
from kws.core.files import write_json
from kws.core.progress import show_count
from kws.device.job import Job, JobClip
from kws.model.manifest import ModelManifest
from kws.model.manifest import read_manifest as read_model_manifest
from kws.model.reports.device import MODELLED, latency_key
from kws.remote.events import Event
from kws.remote.fleet import run_on_all
from kws.remote.runner import LocalRunner, Runner


def main(argv: Sequence[str] | None = None) -> None:
    """Send model and clips to the device, hold its answers to the host's, write the report."""
    command = StageCommand("validate", ValidateParams, __doc__)
    command.add_path("--clips", "folder of clips")
    command.add_path("--tflite", "folder of the TFLite model")
    command.add_path("--predictions", "CSV file of the host's predictions")
    command.add_output("--device-report", "JSON file to write")
    params, flags = command.parse(argv)
    manifest = read_model_manifest(flags.tflite)
    clips = [clip for clip in read_manifest(flags.clips) if clip.split == "test"]
    host_logits = _host_logits(flags.predictions, manifest.labels)
    unknown = [clip.path for clip in clips if clip.path not in host_logits]
    if unknown:
        raise EvidenceError(f"expected predictions of every test clip, got none of {unknown[0]}: {flags.predictions}")
    job = _job(flags.tflite, manifest, flags.clips, clips, params)
    rows = [
        row(target, events, clips, host_logits, manifest, params) for target, events in _events(params, job).items()
    ]
    if params.device.kind == "emulated":
        from kws.emulator.runner import counts, modelled  # noqa: PLC0415, as below

        counted = counts(flags.tflite, [flags.clips / clip.path for clip in clips])
        rows = [modelled(row, counted) for row in rows]
    document = report(rows, len(clips), manifest, params)
    write_json(flags.device_report, document)
    latency = latency_key(document["kind"])
    total = document[latency]["total"]
    figures = {f"{latency}_{name}": value for name, value in total.items()}
    write_executor_output(flags.executor_input, {"device_report": {"accuracy": document["accuracy"], **figures}})
    print(
        f"{document['kind']}: {document['accuracy']:.2%} of {document['n']} clips, "
        f"{len(document['agreement']['different'])} unlike the host; "
        f"{'modelled ' if latency == MODELLED else ''}median {total['median']:.3f} ms, p99 {total['p99']:.3f} ms a clip"
        + ("" if document["valid"] else f"; INVALID: {'; '.join(document['reasons'])}")
    )


def _job(tflite: Path, manifest: ModelManifest, folder: Path, clips: Sequence[Clip], params: ValidateParams) -> Job:
    return Job(
        model=str(tflite.resolve()),
        model_sha256=manifest.sha256,
        front_end_sha256=manifest.front_end_spec.sha256,
        clips_folder=str(folder.resolve()),
        clips=tuple(JobClip(clip.path, clip.path, clip.sha256) for clip in clips),
        warmup_clips=params.warmup_clips,
        windows=params.windows,
        window_s=params.window_s,
    )


def _events(params: ValidateParams, job: Job) -> dict[str, list[Event]]:
    """By target, all that its agent says."""
    with _runners(params) as runners:
        done = dict.fromkeys(runners, 0)
        with show_count("validate", len(runners) * len(job.clips)) as at:

            def answered(target: str, clips: int) -> None:
                done[target] = clips
                at(sum(done.values()))

            return run_on_all(runners, job, answered)


@contextmanager
def _runners(params: ValidateParams) -> Iterator[dict[str, Runner]]:
    # What reaches other devices is imported where it is asked for: a device that measures itself has none of it.
    if params.device.kind == "emulated":
        from kws.emulator.runner import emulated_runners  # noqa: PLC0415

        with emulated_runners(params.timeout_s) as runners:
            yield runners
    elif params.device.targets:
        from kws.remote.ssh_runner import SshRunner  # noqa: PLC0415

        yield {target: SshRunner(target, params.timeout_s) for target in params.device.targets}
    else:
        yield {"local": LocalRunner(params.timeout_s)}


def _host_logits(path: Path, labels: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """By clip id, the logits of the labels that the TFLite form answers on the host."""
    try:
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        return {row["clip"]: tuple(float(row[f"logit_{word}"]) for word in labels) for row in rows}
    except (OSError, KeyError, ValueError) as error:
        raise EvidenceError(f"expected the host's predictions, got {error}: {path}; run evaluate") from None


if __name__ == "__main__":
    run(main)

"""The command of validate: the TFLite model on the device, from waveform to answer.

In:  --clips, a folder as ingest writes it; --tflite, a folder as convert writes it; --predictions, a file as evaluate
     writes it.
Out: --device-report, the answers, latency and memory of each device as JSON.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from components.validate import ValidateParams
from components.validate.stage import get_host_logits, make_job, make_report, make_target
from kws.audio.manifest import read_manifest
from kws.core.command import StageCommand, run
from kws.core.executor import write_executor_output
from kws.core.progress import show_count
from kws.device.job import Job
from kws.model.manifest import read_manifest as read_model_manifest
from kws.model.reports.device import MODELLED, DeviceReport
from kws.model.reports.predictions import read_predictions
from kws.remote.events import Event
from kws.remote.fleet import run_on_all
from kws.remote.runner import LocalRunner, Runner


def main(argv: Sequence[str] | None = None) -> None:
    """Run the model on the device, compare its answers with the host's, write the report."""
    command = StageCommand("validate", ValidateParams, __doc__)
    command.add_path("--clips", "folder of clips")
    command.add_path("--tflite", "folder of the TFLite model")
    command.add_path("--predictions", "CSV file of the host's predictions")
    command.add_output("--device-report", "JSON file to write")
    params, flags = command.parse(argv)
    manifest = read_model_manifest(flags.tflite)
    clips = [clip for clip in read_manifest(flags.clips) if clip.split == "test"]
    predictions = read_predictions(flags.predictions, manifest.labels)
    host_logits = get_host_logits(clips, predictions, flags.predictions)
    job = make_job(flags.tflite, manifest, flags.clips, clips, params)
    events_by_target = _run_on_targets(params, job)
    targets = [
        make_target(target, events, clips, host_logits, manifest, params) for target, events in events_by_target.items()
    ]
    if params.device.kind == "emulated":
        from kws.emulator.runner import count_clips, make_modelled_target  # noqa: PLC0415, as below

        counted = count_clips(flags.tflite, [flags.clips / clip.path for clip in clips])
        targets = [make_modelled_target(target, counted) for target in targets]
    found = make_report(targets, len(clips), manifest, params)
    found.write(flags.device_report)
    figures = {f"{found.latency_key}_{name}": value for name, value in asdict(found.latency.total).items()}
    write_executor_output(flags.executor_input, {"device_report": {"accuracy": found.accuracy, **figures}})
    print(_format_line(found))


def _run_on_targets(params: ValidateParams, job: Job) -> dict[str, list[Event]]:
    """Run the job on every target, with a progress bar; returns the events by target."""
    with _start_runners(params) as runners:
        done = dict.fromkeys(runners, 0)
        with show_count("validate", len(runners) * len(job.clips)) as show_done:

            def count_answers(target: str, clips: int) -> None:
                done[target] = clips
                show_done(sum(done.values()))

            return run_on_all(runners, job, count_answers)


def _format_line(found: DeviceReport) -> str:
    total, modelled = found.latency.total, "modelled " if found.latency_key == MODELLED else ""
    return (
        f"{found.kind}: {found.accuracy:.2%} of {found.n} clips, {len(found.agreement.different)} unlike the host; "
        f"{modelled}median {total.median:.3f} ms, p99 {total.p99:.3f} ms a clip"
        + ("" if found.valid else f"; INVALID: {'; '.join(found.reasons)}")
    )


@contextmanager
def _start_runners(params: ValidateParams) -> Iterator[dict[str, Runner]]:
    # Imported only if needed: a device that measures itself has neither the emulator's nor SSH's packages.
    if params.device.kind == "emulated":
        from kws.emulator.runner import start_runners  # noqa: PLC0415

        with start_runners(params.timeout_s) as runners:
            yield runners
    elif params.device.targets:
        from kws.remote.ssh_runner import SshRunner  # noqa: PLC0415

        yield {target: SshRunner(target, params.timeout_s) for target in params.device.targets}
    else:
        yield {"local": LocalRunner(params.timeout_s)}


if __name__ == "__main__":
    run(main)

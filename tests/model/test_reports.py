"""Reports are read as they were written, to the byte, and none that cannot be."""

import copy
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import reports
from support.results import copy_results, empty_database, open_store, shared_results

from kws.core.errors import EvidenceError
from kws.model.reports.device import DeviceReport
from kws.model.reports.evaluation import Evaluation
from kws.model.reports.history import COLUMNS, Epoch, read_history, write_history
from kws.model.reports.predictions import Prediction, Predictions, read_predictions, write_predictions
from kws.model.reports.registration import Refused, Registered, read_registration
from kws.model.reports.report import Report, to_document
from kws.model.reports.run import RunRecord
from kws.model.reports.verdict import Verdict

__all__ = ["empty_database", "shared_results"]

HASH = "e" * 64
RUN = RunRecord("keyword-spotter", "1", "sqlite:///mlflow.db", "http://h/#/runs/1", "models:/m-1", HASH, HASH, True)
EXAMPLES: dict[str, Report] = {
    "evaluation": reports.evaluation(),
    "device": reports.device(),
    "emulated": reports.device(kind="emulated"),
    "gate": reports.verdict(),
    "run": RUN,
    "registered": Registered(True, "keyword-spotter", "1", "challenger", "1", HASH),
    "refused": Refused(False, ("size_bytes (point): 50,000 is not below 50,000",)),
}
LABELS = ("up", "down")


def changed(document: Any, path: str, value: Any) -> Any:
    """The document with the value at a path such as `forms.tflite.n` or `targets.0.core`; `...` takes it away."""
    document = copy.deepcopy(document)
    *keys, last = (int(key) if key.isdigit() else key for key in path.split("."))
    inner = document
    for key in keys:
        inner = inner[key]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return document


@pytest.fixture(scope="module")
def written(shared_results, empty_database, tmp_path_factory) -> Path:
    """What the stages wrote up to register."""
    folder = tmp_path_factory.mktemp("written")
    results = copy_results(shared_results, folder)
    with open_store(folder, empty_database):
        results.track()
        results.register()
    return folder


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("evaluation", Evaluation.read),
        ("device", DeviceReport.read),
        ("gate", Verdict.read),
        ("run", RunRecord.read),
        ("registration", read_registration),
    ],
)
def test_what_a_stage_wrote_is_written_again_byte_for_byte(
    name: str, read: Callable[[Path], Report], written: Path, tmp_path: Path
) -> None:
    path = written / "reports" / f"{name}.json"
    read(path).write(tmp_path / "again.json")

    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_predictions_and_histories_are_written_again_byte_for_byte(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    write_predictions(again, read_predictions(written / "reports" / "predictions.csv", LABELS))
    assert again.read_bytes() == (written / "reports" / "predictions.csv").read_bytes()
    write_history(again, read_history(written / "model" / "history.csv"))
    assert again.read_bytes() == (written / "model" / "history.csv").read_bytes()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_report_is_read_as_it_was_written(name: str, tmp_path: Path) -> None:
    report = EXAMPLES[name]
    report.write(tmp_path / "report.json")

    assert type(report).read(tmp_path / "report.json") == report


def test_an_emulated_device_has_no_latency_of_its_own_and_any_other_no_modelled_one() -> None:
    emulated, local = to_document(EXAMPLES["emulated"]), to_document(EXAMPLES["device"])

    assert "latency_ms" not in emulated
    assert {"modelled_latency_ms", "instructions", "emulation"} & local.keys() == set()
    assert reports.device(reports.latency(7.0, 8.0), "emulated").latency.total.median == 7.0
    assert local["device"]["board"] is None, "what a device does not tell is null"


SHARED = ("errors", "accuracy", "agreement")
MEASURED = ("windows", "cold_start_ms", "model_load_ms", "peak_memory_bytes", "other_cpu_share", "health")
MODELLED = ("modelled_latency_ms", "instructions", "emulation")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("device", ("device", "core", *SHARED, "latency_ms", "latency_histogram", *MEASURED, "valid", "reasons")),
        ("emulated", ("device", *SHARED, "latency_histogram", "valid", "reasons", *MODELLED)),
    ],
)
def test_the_keys_of_a_device_stand_in_the_order_that_files_have_always_had(name: str, keys: tuple[str, ...]) -> None:
    document = to_document(EXAMPLES[name])
    head = ("kind", "protocol", "model_sha256", "data_sha256", "front_end_sha256", "n")
    worst = (key for key in keys if key != "latency_histogram")

    assert tuple(document["targets"][0]) == ("target", *keys)
    assert tuple(document) == (*head, *worst, "targets", "params")


def refusal(name: str, path: str, value: Any, folder: Path) -> str:
    report = EXAMPLES[name]
    file = folder / f"{name}.json"
    file.write_text(json.dumps(changed(to_document(report), path, value)))
    with pytest.raises(EvidenceError) as caught:
        type(report).read(file)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"expected {report.NAME}, got ")
    assert line.endswith(f": {file}; run {report.STAGE}")
    return line


BIG = 10**400
IMPOSSIBLE = [
    ("evaluation", "forms.tflite.accuracy", 1.5, "forms.tflite.accuracy: expected a number in [0, 1], got 1.5"),
    ("evaluation", "forms.tflite.accuracy", math.nan, "forms.tflite.accuracy: expected a number, got nan"),
    ("evaluation", "forms.tflite.accuracy", "0.99", "forms.tflite.accuracy: expected a number, got '0.99'"),
    ("evaluation", "forms.tflite.accuracy", True, "forms.tflite.accuracy: expected a number, got True"),
    ("evaluation", "forms.tflite.accuracy", 0.5, "accuracy: expected 0.997 as of errors and n, got 0.5"),
    ("evaluation", "forms.tflite.accuracy_lower_95", 0.999, "accuracy: expected a value between its bounds, got 0.997"),
    ("evaluation", "forms.tflite.accuracy_upper_95", 0.99, "accuracy: expected a value between its bounds, got 0.997"),
    ("evaluation", "forms.tflite.n", 0, "forms.tflite.n: expected a number in [1, inf"),
    ("evaluation", "forms.tflite.n", BIG, "forms.tflite.n: expected an integer"),
    ("evaluation", "forms.tflite.errors", 1001, "errors: expected at most n = 1000, got 1001"),
    ("evaluation", "forms.tflite.errors", -1, "forms.tflite.errors: expected a number in [0, inf"),
    ("evaluation", "forms.tflite.confusion", [[500, 0], [0, 500]], "confusion: expected 1000 clips, 997 of them right"),
    ("evaluation", "forms.tflite.confusion", [[500]], "confusion: expected 2 rows of 2 counts"),
    ("evaluation", "forms.tflite.recall.up", -0.1, "forms.tflite.recall.up: expected a number in [0, 1]"),
    ("evaluation", "forms.tflite.correct_above_threshold", 0.999, "correct_above_threshold: expected at most 0.997"),
    ("evaluation", "forms.tflite.wrong_above_threshold", 0.1, "wrong_above_threshold: expected at most 0.003"),
    ("evaluation", "forms.tflite", ..., "forms.tflite: missing"),
    ("evaluation", "background.all", ..., "background.all: missing"),
    ("evaluation", "background.all.exposure_s", 0, "background.all.exposure_s: expected a number in (0, inf"),
    ("evaluation", "background.all.per_hour", 7.0, "per_hour: expected 2.0 as of accepts and exposure_s, got 7.0"),
    ("evaluation", "background.all.per_hour_upper_95", 1.0, "per_hour_upper_95: expected at least 2.0, got 1.0"),
    ("evaluation", "background.all.per_hour_upper_95", math.inf, "per_hour_upper_95: expected a number, got inf"),
    ("evaluation", "sizes.size_bytes", 0, "sizes.size_bytes: expected a number in [1, inf"),
    ("evaluation", "sizes.size_bytes", 10.5, "sizes.size_bytes: expected an integer, got 10.5"),
    ("evaluation", "model_sha256", "abc", "model_sha256: expected 64 hex digits, got 'abc'"),
    ("evaluation", "labels", ["up", "left"], "recall: expected the labels up, left, got up, down"),
    ("evaluation", "blessed", True, "blessed: unknown, expected one of model_sha256"),
    ("evaluation", "sizes", ..., "sizes: missing"),
    ("device", "kind", "phone", "kind: expected one of local, raspberry-pi, emulated, got 'phone'"),
    ("device", "kind", ..., "kind: missing"),
    ("device", "accuracy", 1.5, "accuracy: expected a number in [0, 1], got 1.5"),
    ("device", "accuracy", 0.5, "accuracy: expected 0.997 as of errors and n, got 0.5"),
    ("device", "n", 0, "n: expected a number in [1, inf"),
    ("device", "n", 999, "agreement.n: expected n = 999, got 1000"),
    ("device", "agreement.same", 1000, "agreement.same: expected 999 as of n and different, got 1000"),
    ("device", "latency_ms.total.median", -1.0, "latency_ms.total.median: expected a number in (0, inf"),
    ("device", "latency_ms.total.median", 0, "latency_ms.total.median: expected a number in (0, inf"),
    ("device", "latency_ms.total.p99", math.inf, "latency_ms.total.p99: expected a number, got inf"),
    ("device", "latency_ms.total.p90", 9.0, "latency_ms.total.p90: expected p90 ≤ p95 ≤ p99 ≤ max"),
    ("device", "latency_ms", ..., "latency_ms: missing"),
    ("device", "valid", False, "valid: expected True beside 0 reasons, got False"),
    ("device", "valid", "yes", "valid: expected true or false, got 'yes'"),
    ("device", "reasons", ["throttled"], "valid: expected False beside 1 reasons, got True"),
    ("device", "other_cpu_share", 1.1, "other_cpu_share: expected a number in [0, 1]"),
    ("device", "peak_memory_bytes", -1, "peak_memory_bytes: expected a number in [1, inf"),
    ("device", "targets", [], "targets: expected at least one, got none"),
    ("device", "targets.0.errors", 1001, "targets[0].errors: expected at most n = 1000, got 1001"),
    ("device", "targets.0.latency_histogram.total", [0, 999], "front_end: expected 2 counts of 999 clips"),
    ("device", "targets.0.health.after.load_1min", -0.5, "load_1min: expected a number in [0, inf"),
    ("emulated", "modelled_latency_ms", ..., "modelled_latency_ms: missing of kind emulated"),
    ("emulated", "latency_ms", to_document(reports.latency()), "latency_ms: unknown beside modelled_latency_ms"),
    ("emulated", "instructions.cortex-a72.total", 0, "instructions.cortex-a72.total: expected a number in [1, inf"),
    ("emulated", "emulation.core", ..., "emulation.core: missing"),
    ("gate", "blessed", False, "blessed: expected True as the checks have it, got False"),
    ("gate", "checks.0.passed", False, "blessed: expected False as the checks have it, got True"),
    ("gate", "checks", [], "checks: expected at least one, got none"),
    ("gate", "checks.0.value", math.nan, "checks[0].value: expected a number, got nan"),
    ("gate", "checks.0.value", None, "checks[0].value: expected a number, got None"),
    ("gate", "checks.0.file_sha256", "d", "checks[0].file_sha256: expected 64 hex digits, got 'd'"),
    ("gate", "params", [], "params: expected a mapping, got []"),
    ("run", "content_sha256", HASH.upper(), "content_sha256: expected 64 hex digits"),
    ("run", "blessed", 1, "blessed: expected true or false, got 1"),
    ("registered", "version", 1, "version: expected a text, got 1"),
    ("refused", "reasons", [], "reasons: expected at least one, got none"),
]


@pytest.mark.parametrize(("name", "path", "value", "message"), IMPOSSIBLE)
def test_what_cannot_be_is_refused_by_its_name_and_file(
    name: str, path: str, value: Any, message: str, tmp_path: Path
) -> None:
    assert message in refusal(name, path, value, tmp_path)


@settings(deadline=None)
@given(st.sampled_from(sorted(EXAMPLES)), st.data())
def test_a_report_without_one_of_its_keys_is_refused(name: str, data: st.DataObject) -> None:
    report = EXAMPLES[name]
    document = to_document(report)
    key = data.draw(st.sampled_from(sorted(document)))

    with pytest.raises(EvidenceError, match=rf"{key}: (missing|expected)"):
        type(report).from_document(changed(document, key, ...), "report.json")


@settings(deadline=None)
@given(st.integers(1, 5000), st.integers(0, 5000))
def test_every_count_of_errors_that_can_be_is_read(n: int, errors: int) -> None:
    n, errors = 2 * n, min(n, errors)
    form = reports.quality(errors, lower=0.0, n=n)
    document = to_document(reports.evaluation(form))

    assert Evaluation.from_document(json.loads(json.dumps(document)), "evaluation.json").tflite == form


numbers = st.floats(0, 0.5)
predictions = st.dictionaries(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1),
    st.builds(
        Prediction,
        st.sampled_from(LABELS),
        st.fixed_dictionaries({form: st.tuples(numbers, numbers) for form in ("float", "tflite")}),
        st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)),
    ),
    min_size=1,
)


@settings(deadline=None)
@given(predictions)
def test_predictions_survive_the_way_through_csv(clips: dict[str, Prediction]) -> None:
    import tempfile

    expected = Predictions(LABELS, ("float", "tflite"), clips)
    with tempfile.TemporaryDirectory() as folder:
        write_predictions(Path(folder, "predictions.csv"), expected)
        assert read_predictions(Path(folder, "predictions.csv"), LABELS) == expected


HEADER = "clip,label,tflite_up,tflite_down,logit_up,logit_down"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the columns of an empty file"),
        (f"{HEADER}\n", "0 rows of 0 clips"),
        ("clip,label,tflite_up,tflite_left,logit_up,logit_left\n", "the columns clip, label, tflite_up, tflite_left"),
        ("clip,label,logit_up,logit_down\na,up,1,0\n", "the columns clip, label, logit_up"),
        (f"{HEADER}\na.wav,left,1,0,9,1\n", r"the label left of a\.wav"),
        (f"{HEADER}\na.wav,up,1.5,0,9,1\n", r"probabilities \(1\.5, 0\.0\) of form tflite for a\.wav"),
        (f"{HEADER}\na.wav,up,-0.1,0,9,1\n", "probabilities"),
        (f"{HEADER}\na.wav,up,0.7,0.7,9,1\n", "probabilities"),
        (f"{HEADER}\na.wav,up,nan,0,9,1\n", "'nan' for a number"),
        (f"{HEADER}\na.wav,up,1,0,inf,1\n", "'inf' for a number"),
        (f"{HEADER}\na.wav,up,1,0,,1\n", "'' for a number"),
        (f"{HEADER}\na.wav,up,1,0,9\n", "a row of 5 values"),
        (f"{HEADER}\na.wav,up,1,0,9,1\na.wav,up,1,0,9,1\n", "2 rows of 1 clips"),
    ],
)
def test_predictions_that_cannot_be_are_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "predictions.csv"
    path.write_text(text)
    with pytest.raises(EvidenceError, match=rf"expected predictions of up, down, got .*{message}.*\.csv; run evaluate"):
        read_predictions(path, LABELS)


EPOCH = "0,1700000000.5,0.5,0.9,0.6,0.8,0.001"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the columns of an empty file"),
        ("epoch,time,loss\n", "the columns epoch, time, loss"),
        (f"{','.join(COLUMNS)}\n{EPOCH.replace('0.9', '1.9')}\n", r"row 0: accuracy: expected a number in \[0, 1\]"),
        (f"{','.join(COLUMNS)}\n{EPOCH.replace('0.6', 'nan')}\n", "'nan' for a number"),
        (f"{','.join(COLUMNS)}\n{EPOCH.replace('0.5,', 'low,')}\n", "for a number"),
        (f"{','.join(COLUMNS)}\n{EPOCH}\n{EPOCH}\n", "epoch 0 in row 1"),
        (f"{','.join(COLUMNS)}\n{EPOCH},1\n", "longer"),
    ],
)
def test_a_history_that_cannot_be_is_refused(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_text(text)
    with pytest.raises(EvidenceError, match=rf"expected a history of epoch, .*got .*{message}.*history\.csv"):
        read_history(path)


def test_a_history_is_read_as_it_was_written(tmp_path: Path) -> None:
    epochs = tuple(Epoch(number, 1.7e9 + number, 0.5, 0.75, 0.25, 1.0, 1e-3) for number in range(3))
    for history in (epochs, ()):
        write_history(tmp_path / "history.csv", history)
        assert read_history(tmp_path / "history.csv") == history

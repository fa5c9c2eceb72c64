"""The executor's output file, which Kubeflow reads."""

from pathlib import Path

import pytest
from google.protobuf import json_format
from kfp.pipeline_spec.pipeline_spec_pb2 import ExecutorInput, ExecutorOutput

from kws.core.errors import ParamsError
from kws.core.executor import write_executor_output


def executor_input(folder: Path) -> str:
    message = ExecutorInput()
    message.outputs.output_file = str(folder / "executor_output.json")
    message.outputs.artifacts["evaluation"].artifacts.add(name="evaluation", uri="s3://bucket/evaluation")
    return json_format.MessageToJson(message)


def test_kubeflow_reads_metadata_and_parameters(tmp_path: Path) -> None:
    write_executor_output(executor_input(tmp_path), {"evaluation": {"accuracy": 0.5}}, {"blessed": True})

    output = json_format.Parse((tmp_path / "executor_output.json").read_text(), ExecutorOutput())
    (artifact,) = output.artifacts["evaluation"].artifacts
    assert artifact.uri == "s3://bucket/evaluation"
    assert dict(artifact.metadata) == {"accuracy": 0.5}
    assert output.parameter_values["blessed"].bool_value is True


def test_nothing_is_written_under_dvc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    write_executor_output(None, {"evaluation": {"accuracy": 0.5}}, {"blessed": True})

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"outputs": {}}', '{"outputs": {"outputFile": "x", "artifacts": {}}}']
)
def test_what_is_no_executor_input_is_refused(text: str) -> None:
    with pytest.raises(ParamsError, match="--executor-input: expected Kubeflow's ExecutorInput"):
        write_executor_output(text, {"evaluation": {}})

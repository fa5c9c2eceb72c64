"""A Kubeflow API server for tests: the HTTP interface /apis/v2beta1, checked against Kubeflow's own models.

A run goes as the test says: by a script, or for real, each task in its container by Kubeflow's local runner.
"""

import json
import logging
import os
import re
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import kfp_server_api as api
import yaml
from flask import Flask, abort, request
from google.protobuf.json_format import ParseDict, ParseError
from kfp.pipeline_spec.pipeline_spec_pb2 import PipelineSpec, PlatformSpec
from werkzeug.exceptions import HTTPException
from werkzeug.serving import make_server

from support.project import ROOT

PREFIX = "/apis/v2beta1"
_CODEC = api.ApiClient()

# A task and the state that it comes to.
Step = tuple[str, str]
BLESSED: list[Step] = [
    *((stage, "SUCCEEDED") for stage in ("ingest", "preprocess", "train", "prune", "convert", "evaluate", "validate")),
    *((task, "SUCCEEDED") for task in ("gate", "track", "register", "outcome")),
]
NOT_BLESSED = [("rejected" if task == "register" else task, state) for task, state in BLESSED]
FAILED = [("ingest", "SUCCEEDED"), ("preprocess", "FAILED"), ("outcome", "SUCCEEDED")]


@dataclass
class Faults:
    """The faults of the server.

    Attributes:
        status: the answer to everything, with `message`; None for what it should be.
        delay_s: before every answer.
        path: only of requests whose path has this in it.
    """

    status: int | None = None
    message: str = ""
    delay_s: float = 0
    path: str = ""


@dataclass
class Execution:
    """The settings for executing runs for real.

    Attributes:
        folder: what the tasks make goes here.
        environment: what the containers are given.
    """

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class KubeflowServer:
    """The server on a port of loopback, as a context.

    Args:
        how: the script of every run, a step a look at it; or where to run it for real.
        multi_user: whether a namespace is asked for.
        token: what a request must carry.
        old: whether it knows nothing of /apis/v2beta1.
        tls: the files of its certificate and key, if it has them.
    """

    def __init__(
        self,
        how: list[Step] | Execution,
        *,
        multi_user: bool = False,
        token: str | None = None,
        old: bool = False,
        tls: tuple[str, str] | None = None,
    ) -> None:
        self.how, self.multi_user, self.token, self.tls = how, multi_user, token, tls
        self.faults, self.longest_page = Faults(), 200
        self.experiments: dict[str, dict] = {}
        self.pipelines: dict[str, dict] = {}
        self.versions: dict[str, dict] = {}
        self.packages: dict[str, str] = {}
        self.runs: dict[str, dict] = {}
        self.recurring_runs: dict[str, dict] = {}
        self._app, self._port = Flask(__name__), 0
        self._app.before_request(self._guard)
        self._app.register_error_handler(HTTPException, _refusal)
        for (method, path), handler in {} if old else self.routes().items():
            place = re.sub(r"\{([\w.]+)\}", r"<\1>", path)
            self._app.add_url_rule(place, f"{method} {path}", handler, methods=[method])
        self._keep(self.experiments, "experiment_id", {"display_name": "Default"})

    def routes(self) -> dict[tuple[str, str], Callable[..., Any]]:
        """The handler of each method and path, written as in Kubeflow's API description."""
        experiments, pipelines, runs = f"{PREFIX}/experiments", f"{PREFIX}/pipelines", f"{PREFIX}/runs"
        versions, recurring = f"{pipelines}/{{pipeline_id}}/versions", f"{PREFIX}/recurringruns"
        one = f"{recurring}/{{recurring_run_id}}"
        return {
            ("GET", f"{PREFIX}/healthz"): lambda: {"multi_user": self.multi_user},
            ("GET", experiments): lambda: self._page("experiments", self.experiments),
            ("POST", experiments): self._create_experiment,
            ("GET", pipelines): lambda: self._page("pipelines", self.pipelines),
            ("POST", pipelines): self._create_pipeline,
            ("GET", versions): self._list_versions,
            ("POST", f"{pipelines}/upload_version"): self._upload_version,
            ("GET", runs): lambda: self._page("runs", self.runs),
            ("POST", runs): self._create_run,
            ("GET", f"{runs}/{{run_id}}"): self._get_run,
            ("POST", f"{runs}/{{run_id}}:terminate"): self._terminate,
            ("GET", recurring): lambda: self._page("recurringRuns", self.recurring_runs),
            ("POST", recurring): self._create_recurring_run,
            ("DELETE", one): self._delete,
            ("POST", f"{one}:enable"): lambda recurring_run_id: self._switch(recurring_run_id, "ENABLED"),
            ("POST", f"{one}:disable"): lambda recurring_run_id: self._switch(recurring_run_id, "DISABLED"),
        }

    def __enter__(self) -> "KubeflowServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen, on the same port as before."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", self._port, self._app, threaded=True, ssl_context=self.tls)
        self._port = self._server.port
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}).start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """The address of the server."""
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self._port}"

    def _guard(self) -> None:
        if self.faults.path in request.path:
            time.sleep(self.faults.delay_s)
            if self.faults.status:
                abort(self.faults.status, self.faults.message)
        if self.token and request.headers.get("Authorization") != f"Bearer {self.token}":
            abort(401, "Request header error: there is no user identity header.")
        asked = request.args.get("namespace") or (request.get_json(silent=True) or {}).get("namespace")
        if asked and not self.multi_user:
            abort(400, "Invalid input error: In single-user mode, a namespace cannot be given.")

    def _create_experiment(self) -> dict:
        return self._keep(self.experiments, "experiment_id", parse_body("V2beta1Experiment"))

    def _create_pipeline(self) -> dict:
        return self._keep(self.pipelines, "pipeline_id", parse_body("V2beta1Pipeline"))

    def _list_versions(self, pipeline_id: str) -> dict:
        find_item(self.pipelines, pipeline_id)
        mine = {key: one for key, one in self.versions.items() if one["pipeline_id"] == pipeline_id}
        return self._page("pipeline_versions", mine)

    def _upload_version(self) -> dict:
        find_item(self.pipelines, request.args["pipelineid"])
        package = request.files["uploadfile"].read().decode()
        version = {"display_name": request.args["name"], "pipeline_id": request.args["pipelineid"]}
        version["pipeline_spec"] = pipeline_spec(package)
        kept = self._keep(self.versions, "pipeline_version_id", version)
        self.packages[kept["pipeline_version_id"]] = package
        return kept

    def _create_run(self) -> dict:
        run = self._job("V2beta1Run")
        run |= {"state": "PENDING", "run_details": {"task_details": []}}
        kept = self._keep(self.runs, "run_id", run)
        if isinstance(self.how, Execution):
            threading.Thread(target=self._execute, args=(kept, self.how)).start()
        return kept

    def _create_recurring_run(self) -> dict:
        recurring = self._job("V2beta1RecurringRun")
        if not 1 <= int(recurring["max_concurrency"]) <= 10:
            abort(400, "Invalid input error: max concurrency must be 1 to 10.")
        if not recurring.get("trigger"):
            abort(400, "Invalid input error: a trigger is needed.")
        enabled = recurring.get("mode") == "ENABLE"
        recurring["status"] = "ENABLED" if enabled else "DISABLED"
        return self._keep(self.recurring_runs, "recurring_run_id", recurring)

    def _job(self, model: str) -> dict:
        # A run or a recurring run of an existing version, with parameters that it takes.
        job = parse_body(model)
        find_item(self.experiments, job["experiment_id"])
        version = find_item(self.versions, job["pipeline_version_reference"]["pipeline_version_id"])
        takes = version["pipeline_spec"]["root"]["inputDefinitions"]["parameters"]
        for name, value in job["runtime_config"]["parameters"].items():
            if name not in takes or (takes[name]["parameterType"] == "STRUCT") != isinstance(value, dict):
                abort(400, f"Invalid input error: parameter {name} is not one of the pipeline's.")
        return job

    def _get_run(self, run_id: str) -> dict:
        run = find_item(self.runs, run_id)
        if isinstance(self.how, list) and run["state"] in ("PENDING", "RUNNING"):
            self._advance(run, self.how)
        return run

    def _advance(self, run: dict, script: list[Step]) -> None:
        done = len(_containers(run))
        if done < len(script):
            _add(run, *script[done])
            run["state"] = "RUNNING"
        else:
            _end(run, "FAILED" if "FAILED" in dict(script).values() else "SUCCEEDED")

    def _terminate(self, run_id: str) -> dict:
        _end(find_item(self.runs, run_id), "CANCELED")
        return {}

    def _delete(self, recurring_run_id: str) -> dict:
        find_item(self.recurring_runs, recurring_run_id)
        del self.recurring_runs[recurring_run_id]
        return {}

    def _switch(self, recurring_run_id: str, status: str) -> dict:
        find_item(self.recurring_runs, recurring_run_id)["status"] = status
        return {}

    def _execute(self, run: dict, how: Execution) -> None:
        # Execute a run; the output of the local runner says which task has which state.
        package = self.packages[run["pipeline_version_reference"]["pipeline_version_id"]]
        how.folder.mkdir(parents=True, exist_ok=True)
        path = how.folder / f"{run['run_id']}.yaml"
        # As the cluster's driver does, before it starts a task.
        path.write_text(package.replace("{{$.pipeline_job_uuid}}", run["run_id"]))
        command = [
            sys.executable,
            __file__,
            str(path),
            str(how.folder),
            json.dumps(run["runtime_config"]["parameters"]),
        ]
        environment = {**os.environ, **how.environment, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        run["state"] = "RUNNING"
        pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(command, cwd=ROOT, env=environment, **pipe) as runner:
            for line in runner.stdout:
                _follow(run, line)
        _end(run, "SUCCEEDED" if runner.returncode == 0 else "FAILED")

    def _page(self, key: str, items: dict[str, dict]) -> dict:
        wanted = parse_filter()
        found = [one for one in items.values() if all(str(one.get(name)) == value for name, value in wanted.items())]
        for place in ("experiment_id", "namespace"):
            if request.args.get(place) and key != "experiments":
                found = [one for one in found if one.get(place, request.args[place]) == request.args[place]]
        if request.args.get("sort_by") == "created_at desc":
            found.reverse()
        start, size = (
            int(request.args.get("page_token") or 0),
            min(int(request.args.get("page_size") or 10), self.longest_page),
        )
        page: dict[str, Any] = {key: found[start : start + size], "total_size": len(found)}
        return page | ({"next_page_token": str(start + size)} if start + size < len(found) else {})

    def _keep(self, items: dict[str, dict], key: str, value: dict) -> dict:
        made = {**value, key: str(uuid.uuid4()), "created_at": format_now()}
        items[made[key]] = made
        return made


def parse_body(model: str) -> dict:
    """Parse the body of the request, which one of Kubeflow's models must represent without loss."""
    body = request.get_json()
    try:
        understood = _CODEC.deserialize(SimpleNamespace(data=json.dumps(body)), model)
    except (ValueError, api.ApiException) as error:
        abort(400, f"Invalid input error: {error}")
    carried = _CODEC.sanitize_for_serialization(understood)
    if carried != body:
        abort(400, f"Invalid input error: {model} carries {carried}, got {body}")
    return body


def pipeline_spec(package: str) -> dict:
    """Read the pipeline in a package, after validating it and its platform specification by Kubeflow's schemas."""
    documents = list(yaml.load_all(package, yaml.CSafeLoader))
    try:
        ParseDict(documents[0], PipelineSpec())
        ParseDict(documents[1] if documents[1:] else {}, PlatformSpec())
    except ParseError as error:
        abort(400, f"Invalid input error: {error}")
    return documents[0]


def parse_filter() -> dict[str, str]:
    """Parse the filter of the request: by key, the value that it must equal."""
    text = request.args.get("filter")
    if not text:
        return {}
    found = _CODEC.deserialize(SimpleNamespace(data=text), "V2beta1Filter")
    assert _CODEC.sanitize_for_serialization(found) == json.loads(text)
    assert {predicate.operation for predicate in found.predicates} == {"EQUALS"}
    return {predicate.key: predicate.string_value for predicate in found.predicates}


def find_item(items: dict[str, dict], key: str) -> dict:
    """Find an item by key, or answer that it does not exist."""
    if key not in items:
        abort(404, f"Resource not found: {key}")
    return items[key]


def format_now() -> str:
    """Format the current time as the API does."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


def _refusal(error: HTTPException) -> tuple[dict, int]:
    return {"error": error.description, "code": 3, "message": error.description, "details": []}, error.code or 500


def _containers(run: dict) -> list[dict]:
    return [detail for detail in run["run_details"]["task_details"] if detail["display_name"] == "executor"]


def _add(run: dict, task: str, state: str) -> None:
    # Kubeflow reports three steps per task: one that prepares it, the task, and one in which its container runs.
    ended = (
        {"end_time": format_now()}
        if state in ("SUCCEEDED", "SKIPPED", "FAILED")
        else {"end_time": "1970-01-01T00:00:00Z"}
    )
    pod = f"keyword-spotter-training-{task}"
    error = {"error": {"code": 2, "message": f"{task} exited with status 2"}} if state == "FAILED" else {}
    times = {"create_time": format_now(), "start_time": format_now(), **ended}
    run["run_details"]["task_details"] += [
        {"display_name": f"{task}-driver", "state": "SUCCEEDED", "pod_name": f"{pod}-driver", **times},
        {"display_name": task, "state": state, "pod_name": pod, "child_tasks": [{"pod_name": f"{pod}-impl"}], **times},
        {"display_name": "executor", "state": state, "pod_name": f"{pod}-impl", **times, **error},
    ]


def _follow(run: dict, line: str) -> None:
    # Read a line of the local runner for the state of a task.
    text = re.sub(r"\x1b\[[0-9;]*m", "", line)
    if match := re.search(r"Executing task '([\w-]+)'", text):
        _add(run, match[1], "RUNNING")
    if match := re.search(r"Task '?([\w-]+)'? cache hit", text):
        _add(run, match[1], "SKIPPED")
    if match := re.search(r"Task '([\w-]+)' finished with status (\w+)", text):
        state = "SUCCEEDED" if match[2] == "SUCCESS" else "FAILED"
        for detail in run["run_details"]["task_details"]:
            if detail["pod_name"].removesuffix("-impl").endswith(f"training-{match[1]}"):
                detail |= {"state": state, "end_time": format_now()}


def _end(run: dict, state: str) -> None:
    run |= {"state": state, "finished_at": format_now()}


def _main(package: str, folder: str, parameters: str) -> None:
    from kfp.components import load_component_from_file

    from pipelines.local import run_local

    # Of a task that its cache answers the local runner says so to Python's own log only.
    logging.basicConfig(level=logging.INFO)
    if run_local(load_component_from_file(package), json.loads(parameters), Path(folder)) is None:
        sys.exit(1)


if __name__ == "__main__":
    _main(*sys.argv[1:])

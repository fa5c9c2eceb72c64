"""`kws submit`, `kws runs` and `kws schedule` against a local Kubeflow API server."""

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console
from support.kubeflow_server import BLESSED, FAILED, NOT_BLESSED, PREFIX, KubeflowServer
from support.project import ROOT
from typer.testing import CliRunner

from kws.cli import app
from pipelines.cluster.client import Access, Cluster
from pipelines.cluster.watch import watch
from pipelines.parameters import read_parameters

pytestmark = pytest.mark.filterwarnings("ignore:HTTPResponse.getheader:DeprecationWarning")

QUICK = ["--every-s", "0.01"]

# What Kubeflow's MLflow plugin says of a run.
ENTRIES = {"run_url": {"value": "http://mlflow.example/#/runs/1", "render_type": "URL"}}
PLUGIN = {"mlflow": {"entries": ENTRIES, "state": "PLUGIN_SUCCEEDED"}}


def kws(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={"COLUMNS": "200", **environment}).invoke(app, arguments)


def submit(server: KubeflowServer, *arguments: str) -> Result:
    return kws("submit", "--host", server.address, "--allow-tags", *arguments)


def error(done: Result) -> str:
    """The one line that a command says of what went wrong."""
    assert done.exit_code == 2, done.output + repr(done.exception)
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: ")
    return line


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    for name in [name for name in os.environ if name.startswith(("KF_", "MLFLOW_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def server() -> Iterator[KubeflowServer]:
    """One whose runs are blessed."""
    with KubeflowServer(BLESSED) as started:
        yield started


def test_a_run_is_submitted_with_its_params_and_its_address_is_said(server: KubeflowServer) -> None:
    done = submit(server, "--param", "train.epochs=30", "--name", "longer", "--ui", "https://kubeflow.example/pipeline")

    assert done.exit_code == 0, done.output
    (run,) = server.runs.values()
    assert done.stdout == f"https://kubeflow.example/pipeline/#/runs/details/{run['run_id']}\n"
    assert run["display_name"] == "longer"
    assert run["runtime_config"]["parameters"] == read_parameters(ROOT / "params.yaml", ["train.epochs=30"])
    (version,) = server.versions.values()
    assert run["pipeline_version_reference"]["pipeline_version_id"] == version["pipeline_version_id"]
    assert version["pipeline_spec"]["pipelineInfo"]["name"] == "keyword-spotter-training"


def test_the_same_pipeline_is_uploaded_once_whatever_the_params(server: KubeflowServer) -> None:
    submit(server)
    submit(server, "--param", "train.epochs=30")

    assert (len(server.pipelines), len(server.versions), len(server.runs)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("script", "status", "verdict"),
    [
        (BLESSED, 0, "blessed"),
        (NOT_BLESSED, 3, "not blessed"),
        (FAILED, 1, "failed: preprocess: preprocess exited with status 2"),
        (BLESSED[:8], 1, "succeeded: no verdict"),
    ],
    ids=["blessed", "not-blessed", "failed", "no-verdict"],
)
def test_who_waits_gets_the_verdict_as_exit_status(script: list, status: int, verdict: str) -> None:
    with KubeflowServer(script) as server:
        done = submit(server, "--wait", *QUICK)

    assert (done.exit_code, done.stderr) == (status, "")
    assert done.stdout.splitlines()[1:] == [verdict]


def test_who_waits_is_told_where_mlflow_has_the_run(server: KubeflowServer) -> None:
    submit(server)
    ((run_id, run),) = server.runs.items()
    run["plugins_output"] = PLUGIN

    done = kws("runs", "watch", run_id, "--host", server.address, *QUICK)

    assert (done.exit_code, done.stdout.splitlines()) == (0, ["MLflow: http://mlflow.example/#/runs/1", "blessed"])


def test_a_verdict_stands_when_mlflow_does_not_answer(server: KubeflowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", free_address())

    done = submit(server, "--wait", *QUICK)

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "blessed")
    assert re.search(r"error: expected an answer from MLflow, got .*refused", done.stderr)


def test_on_a_terminal_a_table_of_the_tasks_lives_meanwhile(server: KubeflowServer) -> None:
    submit(server)
    screen = io.StringIO()
    cluster = Cluster(Access(server.address))

    watch(cluster, next(iter(server.runs)), 0.01, 1, Console(file=screen, force_terminal=True, width=100))

    drawn = screen.getvalue()
    assert "ingest" in drawn
    assert drawn.count("SUCCEEDED") > len(BLESSED)
    assert "driver" not in drawn


def test_an_unknown_experiment_is_refused_with_those_that_are_there(server: KubeflowServer) -> None:
    line = error(submit(server, "--experiment", "wider"))

    assert "found none of the name wider" in line
    assert "has Default; kws submit --create-experiment makes one" in line
    assert not server.runs


def test_an_experiment_is_made_when_asked_for_and_found_again(server: KubeflowServer) -> None:
    submit(server, "--experiment", "wider", "--create-experiment")
    submit(server, "--experiment", "wider")

    places = {run["experiment_id"] for run in server.runs.values()}
    assert [server.experiments[place]["display_name"] for place in places] == ["wider"]


def free_address() -> str:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_host_that_does_not_answer_is_named() -> None:
    address = free_address()

    line = error(kws("runs", "list", "--host", address))

    assert "Connection refused" in line
    assert line.endswith(address)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "ftp://server"])
def test_an_address_says_how_it_is_asked(host: str) -> None:
    assert "begins with http:// or https://" in error(kws("runs", "list", "--host", host))


def test_a_host_is_asked_for() -> None:
    done = kws("runs", "list")

    assert done.exit_code == 2
    assert "--host" in done.stderr


@pytest.mark.parametrize(
    ("status", "message", "said"),
    [
        (401, "no user identity header", "got 401 UNAUTHORIZED, no user identity header: .*give a token"),
        (403, "User x is not authorized", "got 403 FORBIDDEN, User x is not authorized: .*--namespace"),
        (503, "no healthy upstream", "got 503 SERVICE UNAVAILABLE, no healthy upstream: "),
        (500, "", "got 500 INTERNAL SERVER ERROR"),
    ],
)
def test_a_refusal_is_quoted_with_what_to_do(server: KubeflowServer, status: int, message: str, said: str) -> None:
    server.faults.status, server.faults.message = status, message

    assert re.search(said, error(submit(server)))


@pytest.mark.parametrize(
    ("path", "status"),
    [("/experiments", 401), ("/pipelines", 403), ("upload_version", 500), ("/runs", 403), ("/runs", 503)],
)
def test_a_refusal_on_the_way_starts_nothing(server: KubeflowServer, path: str, status: int) -> None:
    server.faults.path, server.faults.status = path, status

    assert f"got {status} " in error(submit(server))
    assert not server.runs


@pytest.mark.parametrize("status", [401, 403, 503])
@pytest.mark.parametrize("command", ["list", "enable 9b1e", "disable 9b1e", "delete 9b1e", "create --every 1d"])
def test_a_refusal_of_a_schedule_is_quoted(server: KubeflowServer, command: str, status: int) -> None:
    server.faults.path, server.faults.status = "/recurringruns", status

    tags = ["--allow-tags"] if command.startswith("create") else []
    assert f"got {status} " in error(schedule(server, *command.split(), *tags))
    assert not server.recurring_runs


@pytest.mark.parametrize("status", [401, 403, 503])
@pytest.mark.parametrize("command", ["list", "show 9b1e", "terminate 9b1e", "watch 9b1e --patience-s 0"])
def test_a_refusal_about_runs_is_quoted(server: KubeflowServer, command: str, status: int) -> None:
    server.faults.path, server.faults.status = "/runs", status

    assert f"got {status} " in error(kws("runs", *command.split(), "--host", server.address))


def test_a_server_that_hangs_up_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"

        def hang_up() -> None:
            connection, _ = listener.accept()
            connection.close()

        threading.Thread(target=hang_up).start()
        line = error(kws("runs", "list", "--host", address))

    assert re.search(rf"expected an answer from Kubeflow .*got .*(closed|reset).*: {address}", line)


def test_a_server_that_is_silent_is_given_up(server: KubeflowServer) -> None:
    server.faults.delay_s = 1

    assert "within 0.2 s, got Read timed out" in error(submit(server, "--timeout", "0.2"))


def test_a_token_is_sent_and_may_stand_in_the_environment() -> None:
    with KubeflowServer(BLESSED, token="secret") as server:
        assert "401" in error(kws("runs", "list", "--host", server.address))
        assert kws("runs", "list", "--host", server.address, "--token", "secret").exit_code == 0
        environment = {"KF_PIPELINES_ENDPOINT": server.address, "KF_PIPELINES_TOKEN": "secret"}
        assert kws("runs", "list", **environment).exit_code == 0


def test_a_server_of_many_users_wants_a_namespace() -> None:
    with KubeflowServer(BLESSED, multi_user=True) as server:
        assert "expected a namespace, got none" in error(submit(server))
        done = submit(server, "--namespace", "team", "--experiment", "wider", "--create-experiment")
        assert done.exit_code == 0, done.output
        assert [one.get("namespace") for one in server.experiments.values()] == [None, "team"]


def test_a_namespace_on_a_server_of_one_user_is_refused_in_the_servers_words(server: KubeflowServer) -> None:
    assert "In single-user mode, a namespace cannot be given" in error(submit(server, "--namespace", "team"))


def test_an_old_server_is_recognized() -> None:
    with KubeflowServer(BLESSED, old=True) as server:
        assert "expected Kubeflow Pipelines 2 or later" in error(submit(server))


def test_a_page_of_a_login_is_no_api() -> None:
    class Login(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Log in to your account</html>")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Login) as login:
        threading.Thread(target=login.serve_forever, kwargs={"poll_interval": 0.05}).start()
        line = error(kws("runs", "list", "--host", f"http://127.0.0.1:{login.server_port}"))
        login.shutdown()

    assert "got a page, of a login perhaps" in line
    assert "--cookies" in line


def test_an_authority_that_is_no_file_is_refused(tmp_path: Path) -> None:
    line = error(kws("runs", "list", "--host", "https://127.0.0.1:1", "--ca", str(tmp_path / "ca.pem")))

    assert "expected a PEM file of certificates, found none" in line


def test_a_private_authority_is_trusted_when_it_is_named(tmp_path: Path) -> None:
    certificate, key = str(tmp_path / "certificate.pem"), str(tmp_path / "key.pem")
    names = ["-subj", "/CN=kubeflow", "-addext", "subjectAltName=IP:127.0.0.1"]
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", *names]
    subprocess.run([*make, "-out", certificate, "-keyout", key], check=True, capture_output=True)
    with KubeflowServer(BLESSED, tls=(certificate, key)) as server:
        line = error(kws("runs", "list", "--host", server.address))
        done = kws("runs", "list", "--host", server.address, "--ca", certificate)

    assert re.search("got .*self-signed certificate.*--ca names the authority", line)
    assert done.exit_code == 0, done.output


def looks(server: KubeflowServer) -> int:
    """How far the scripted run has come."""
    (run,) = server.runs.values()
    return len(run["run_details"]["task_details"])


def during(server: KubeflowServer, act: Callable[[], None]) -> threading.Thread:
    """Do something as soon as somebody watches the run."""

    def wait_and_act() -> None:
        while not server.runs or not looks(server):
            time.sleep(0.005)
        act()

    thread = threading.Thread(target=wait_and_act)
    thread.start()
    return thread


def test_a_server_that_restarts_in_the_middle_is_waited_for(server: KubeflowServer) -> None:
    def restart() -> None:
        server.stop()
        time.sleep(0.3)
        server.start()

    thread = during(server, restart)
    done = submit(server, "--wait", "--every-s", "0.05")
    thread.join()

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "blessed")


def test_a_server_that_stumbles_in_the_middle_is_asked_again(server: KubeflowServer) -> None:
    def stumble() -> None:
        server.faults.status = 503
        time.sleep(0.3)
        server.faults.status = None

    thread = during(server, stumble)
    done = submit(server, "--wait", "--every-s", "0.05")
    thread.join()

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "blessed")


def test_a_server_that_is_silent_in_the_middle_is_asked_again(server: KubeflowServer) -> None:
    def pause() -> None:
        server.faults.delay_s = 2
        time.sleep(0.3)
        server.faults.delay_s = 0

    thread = during(server, pause)
    done = submit(server, "--wait", "--every-s", "0.05", "--timeout", "0.5")
    thread.join()

    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "blessed")


def test_a_server_that_dies_in_the_middle_leaves_a_run_to_watch_on(server: KubeflowServer) -> None:
    thread = during(server, server.stop)
    line = error(submit(server, "--wait", "--every-s", "0.05", "--patience-s", "0.3"))
    thread.join()
    server.start()

    (run_id,) = server.runs
    assert line.endswith(f"the run goes on: kws runs watch {run_id}")
    assert kws("runs", "watch", run_id, "--host", server.address, *QUICK).exit_code == 0


def test_a_token_that_expires_in_the_middle_leaves_a_run_to_watch_on(server: KubeflowServer) -> None:
    def expire() -> None:
        server.faults.status = 401

    thread = during(server, expire)
    line = error(submit(server, "--wait", "--every-s", "0.05"))
    thread.join()

    assert "give a token" in line
    assert "kws runs watch" in line


@pytest.mark.slow
def test_ctrl_c_ends_the_watching_and_not_the_run(server: KubeflowServer) -> None:
    server.how = BLESSED * 1000
    command = [sys.executable, "-m", "kws.cli", "submit", "--host", server.address, "--allow-tags", "--wait"]
    watching = subprocess.Popen(
        ["env", "--default-signal=INT", *command], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    during(server, lambda: watching.send_signal(signal.SIGINT)).join()
    _, said = watching.communicate(timeout=60)

    (run_id,) = server.runs
    assert watching.returncode == 130
    assert said == f"the run goes on: kws runs watch {run_id}\n"
    assert server.runs[run_id]["state"] == "RUNNING"


def test_runs_are_listed_the_newest_first_page_by_page(server: KubeflowServer) -> None:
    for number in range(4):
        submit(server, "--name", f"run {number}")
    server.longest_page = 2

    listed = kws("runs", "list", "--host", server.address, "--limit", "3").stdout

    assert re.findall(r"run \d", listed) == ["run 3", "run 2", "run 1"]
    assert list(server.runs)[-1] in listed


def test_runs_of_one_experiment_are_listed_alone(server: KubeflowServer) -> None:
    submit(server, "--name", "here")
    submit(server, "--name", "there", "--experiment", "wider", "--create-experiment")

    listed = kws("runs", "list", "--host", server.address, "--experiment", "wider").stdout

    assert "there" in listed
    assert "here " not in listed.replace("there", "")


def test_a_run_is_shown_with_its_tasks_pods_and_where_the_logs_are() -> None:
    with KubeflowServer(FAILED) as server:
        submit(server, "--wait", *QUICK)
        (run_id,) = server.runs
        server.runs[run_id]["run_details"]["task_details"][1]["outputs"] = {"clips": {"artifact_ids": ["17"]}}
        server.runs[run_id]["plugins_output"] = PLUGIN
        shown = kws("runs", "show", run_id, "--host", server.address).stdout

    assert re.search(r"ingest\s+│ SUCCEEDED .*keyword-spotter-training-ingest-impl .*clips 17", shown)
    assert "failed: preprocess: preprocess exited with status 2" in shown
    assert "kubectl logs --namespace kubeflow --container main keyword-spotter-training-preprocess-impl" in shown
    assert "MLflow: http://mlflow.example/#/runs/1" in shown
    assert f"/#/runs/details/{run_id}" in shown


@pytest.mark.parametrize("command", [["runs", "show"], ["runs", "terminate"], ["schedule", "delete"]])
def test_what_a_server_does_not_know_is_said(server: KubeflowServer, command: list[str]) -> None:
    assert "got 404 NOT FOUND, Resource not found: 9b1e" in error(kws(*command, "9b1e", "--host", server.address))


def test_runs_are_compared_in_what_differs(server: KubeflowServer) -> None:
    submit(server, "--param", "train.epochs=30", "--wait", *QUICK)
    submit(server, "--param", "train.epochs=40", "--param", "train.alpha=2")

    compared = kws("runs", "compare", *server.runs, "--host", server.address).stdout

    assert re.search(r"train\.epochs\s+│ 30\s+│ 40", compared)
    assert re.search(r"train\.alpha\s+│ 1\s+│ 2 ", compared)
    assert "train.seed" not in compared
    assert re.search(r"ended\s+│ blessed\s+│", compared)


def test_one_run_compares_with_none(server: KubeflowServer) -> None:
    assert "expected two runs or more" in error(kws("runs", "compare", "9b1e", "--host", server.address))


def test_a_run_is_terminated(server: KubeflowServer) -> None:
    submit(server)
    (run_id,) = server.runs

    assert kws("runs", "terminate", run_id, "--host", server.address).exit_code == 0
    assert server.runs[run_id]["state"] == "CANCELED"
    done = kws("runs", "watch", run_id, "--host", server.address)
    assert (done.exit_code, done.stdout) == (1, "canceled\n")


def schedule(server: KubeflowServer, *arguments: str) -> Result:
    return kws("schedule", *arguments, "--host", server.address)


@pytest.mark.parametrize(
    ("words", "trigger", "shown"),
    [
        (["--cron", "0 2 * * *"], {"cron_schedule": {"cron": "0 0 2 * * *"}}, "cron 0 0 2 * * *"),
        (["--cron", "30 0 2 * * 1"], {"cron_schedule": {"cron": "30 0 2 * * 1"}}, "cron 30 0 2 * * 1"),
        (["--every", "12h"], {"periodic_schedule": {"interval_second": "43200"}}, "every 43200 s"),
    ],
    ids=["crontab", "with-seconds", "interval"],
)
def test_a_schedule_starts_one_run_at_a_time_when_it_is_told(
    server: KubeflowServer, words: list[str], trigger: dict, shown: str
) -> None:
    done = schedule(server, "create", *words, "--name", "nightly", "--param", "train.epochs=30", "--allow-tags")

    assert done.exit_code == 0, done.output
    (kept,) = server.recurring_runs.values()
    assert kept["trigger"] == trigger
    assert (kept["max_concurrency"], kept["no_catchup"]) == ("1", True)
    assert kept["runtime_config"]["parameters"]["train"]["epochs"] == 30
    assert done.stdout == f"{kept['recurring_run_id']}  nightly  {shown}\n"
    listed = schedule(server, "list").stdout
    assert re.search(rf"{kept['recurring_run_id']} │ nightly │ {re.escape(shown)}\s+│ enabled", listed)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "expected --cron or --every, got none"),
        (["--cron", "0 2 * * *", "--every", "1d"], "expected --cron or --every, got both"),
        (["--cron", "daily"], "--cron: expected five fields"),
        (["--every", "0h"], "--every: expected a number and s, m, h, d or w"),
        (["--every", "1.5h"], "--every: expected a number and s, m, h, d or w"),
    ],
)
def test_a_schedule_without_a_time_is_refused(server: KubeflowServer, words: list[str], message: str) -> None:
    assert message in error(schedule(server, "create", *words, "--allow-tags"))


def test_a_schedule_is_disabled_enabled_and_deleted(server: KubeflowServer) -> None:
    schedule(server, "create", "--every", "1d", "--allow-tags")
    (kept,) = server.recurring_runs

    for command, status in (("disable", "DISABLED"), ("enable", "ENABLED")):
        assert schedule(server, command, kept).exit_code == 0
        assert server.recurring_runs[kept]["status"] == status
        assert status.lower() in schedule(server, "list").stdout
    assert schedule(server, "delete", kept).exit_code == 0
    assert not server.recurring_runs


def test_params_that_a_stage_would_refuse_start_nothing(server: KubeflowServer) -> None:
    assert "section train: epochs" in error(submit(server, "--param", "train.epochs=0"))
    assert not server.runs


@pytest.mark.parametrize(
    "command",
    ["submit", "schedule create", "schedule list", "schedule enable", "schedule disable", "schedule delete"]
    + [f"runs {verb}" for verb in ("list", "show", "watch", "compare", "terminate")],
)
def test_every_command_has_an_example(command: str) -> None:
    assert f"kws {command}" in " ".join(kws(*command.split(), "--help").stdout.split("xample", 1)[1].split())


API = json.loads((ROOT / "tests" / "golden" / "kfp_api.json").read_text())


def test_the_server_of_these_tests_has_paths_of_kubeflows_description_only() -> None:
    routes = {f"{method} {path}" for method, path in KubeflowServer(BLESSED).routes()}

    assert routes <= set(API["paths"])
    assert all(path.split()[1].startswith(PREFIX) for path in routes)


def test_the_server_of_these_tests_answers_with_fields_of_kubeflows_description_only(server: KubeflowServer) -> None:
    submit(server, "--wait", *QUICK)
    schedule(server, "create", "--every", "1d", "--allow-tags")

    for kind, items in (
        ("v2beta1Run", server.runs),
        ("v2beta1RecurringRun", server.recurring_runs),
        ("v2beta1Experiment", server.experiments),
        ("v2beta1Pipeline", server.pipelines),
        ("v2beta1PipelineVersion", server.versions),
    ):
        for item in items.values():
            assert_described(item, kind)


def assert_described(value: object, kind: str) -> None:
    described = API["definitions"].get(kind)
    if isinstance(described, list):
        assert value in described
    elif isinstance(value, dict) and described:
        assert set(value) <= set(described), kind
        for name, part in value.items():
            assert_described(part, described[name])
    elif isinstance(value, list):
        for part in value:
            assert_described(part, kind)


def test_the_client_library_speaks_the_described_version() -> None:
    import kfp_server_api

    for kind, described in API["definitions"].items():
        model = getattr(kfp_server_api, kind[0].upper() + kind[1:], None)
        if isinstance(described, dict) and described and model:
            assert set(model.attribute_map.values()) == set(described), kind

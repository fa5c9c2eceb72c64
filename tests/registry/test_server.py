"""Concurrent users and faults at a real server, with PostgreSQL and authentication."""

import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from support.network_faults import open_lossy_proxy
from support.project import ROOT, params_flag
from support.results import LENIENT, MlflowClient, copy_results, mlflow, open_store
from support.servers import revoke_keys
from support.team_server import PASSWORD, start_team_server
from support.versions import NAME, Registry, write_policy
from typer.testing import CliRunner

from kws.cli import app
from kws.core.errors import ModelError, TrackingError
from kws.core.files import sha256_of
from kws.registry import ledger_store
from kws.registry.move import open_version
from kws.registry.versions import read_aliases
from kws.tracking.client import connect

pytestmark = pytest.mark.slow

# Decides, says so, and moves when it is told to go.
MOVE = """
import sys
from support.versions import make_service
from kws.registry.move import move_alias, propose_promotion
from kws.tracking.client import connect
with connect() as client:
    proposal = propose_promotion(client, make_service(), sys.argv[1], "local", None)
    print("ready", flush=True)
    sys.stdin.readline()
    move_alias(client, make_service(), proposal, "mine")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with start_team_server(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def proxy(server, registry, monkeypatch):
    """A proxy before the server that all commands use; the registry's own client does not."""
    with open_lossy_proxy(server.uri) as proxy:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", proxy.uri)
        yield proxy


@pytest.fixture(scope="module")
def registry(server, shared_results, tmp_path_factory):
    """A registry with two versions on the server, and a working directory to use it from."""
    folder = tmp_path_factory.mktemp("registry")
    write_policy(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.client_environment().items():
            patch.setenv(name, value)
        patch.chdir(folder)
        patch.setattr(sys, "path", list(sys.path))
        registry = Registry(MlflowClient(server.uri), copy_results(shared_results, folder))
        for number in range(2):
            registry.register(threshold=0.01 * number)
        yield registry


def start(*command, **environment):
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, *command],
        env={**os.environ, "PYTHONPATH": paths, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kws(*command, **environment):
    process = start("-m", "kws.cli", *command, **environment)
    out, err = process.communicate(timeout=180)
    return process.returncode, out, err


@pytest.mark.parametrize("ledger", ["empty", "begun"])
def test_of_two_who_promote_at_once_one_wins_and_the_other_is_told(ledger, registry):
    before = len(ledger_store.read(registry.client, "promotions").chain)
    assert bool(before) is (ledger == "begun")
    processes = [start("-c", MOVE, number) for number in ("1", "2")]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    errors = [process.communicate(timeout=120)[1] for process in processes]
    (winner,) = [place for place, process in enumerate(processes) if process.returncode == 0]
    assert "somebody else moved champion meanwhile: kws ledger shows who" in errors[1 - winner]
    found = ledger_store.read(registry.client, "promotions")
    assert (found.problems, found.pending_runs, len(found.chain)) == ((), (), before + 1)
    assert found.last.is_done
    assert registry.find() == found.last.record.went_to == str(winner + 1)


def test_a_wrong_password_and_an_unknown_user_are_one_line(registry):
    for user, password in (("admin", "wrong"), ("nobody", PASSWORD)):
        status, out, err = kws("models", MLFLOW_TRACKING_USERNAME=user, MLFLOW_TRACKING_PASSWORD=password)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "401" in err and password not in err


def test_who_may_only_read_is_refused_and_nothing_has_moved(server, registry):
    reader = "reader", server.create_account("reader")
    before = registry.find(), len(ledger_store.read(registry.client, "promotions").chain)
    other = "1" if registry.find() == "2" else "2"
    status, out, err = kws("promote", other, "--accept", "local", **server.client_environment(*reader))
    assert (status, err.count("\n")) == (2, 1), out
    assert "403" in err or "Permission denied" in err
    assert (registry.find(), len(ledger_store.read(registry.client, "promotions").chain)) == before


def test_while_the_server_is_away_every_command_says_so_and_the_same_one_finishes_later(server, registry):
    other = "1" if registry.find() == "2" else "2"
    server.stop()
    try:
        status, out, err = kws("promote", other, "--accept", "local")
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "Connection refused" in err and "the same command finishes the job" in err
    finally:
        server.start()
    status, out, err = kws("promote", other, "--accept", "local")
    assert (status, registry.find()) == (0, other), err


@pytest.mark.parametrize(
    ("act", "last_request"),
    [("track", "/runs/outputs"), ("register", "/model-versions/create"), ("promote", "/runs/log-parameter")],
)
def test_a_server_that_restarts_in_the_middle_costs_a_second_attempt_and_nothing_is_there_twice(
    act, last_request, server, registry, proxy
):
    renew_results(registry, threshold={"track": 0.02, "register": 0.03, "promote": 0.04}[act])
    acts = list_acts(registry)
    for name in itertools.takewhile(lambda name: name != act, acts):
        acts[name]()
    # It does what it is asked, and is gone before it says so.
    proxy.loses_answer = lambda method, path: path.endswith(last_request) and server.stop() is None
    with pytest.raises(TrackingError, match=r"expected an answer from MLflow, got .*(refused|closed)"):
        acts[act]()
    server.start()
    proxy.loses_answer = never_lose
    for name in itertools.dropwhile(lambda name: name != act, acts):
        acts[name]()
    require_once(registry)


def test_the_first_answer_to_every_kind_of_request_is_lost_and_nothing_is_there_twice(registry, proxy):
    renew_results(registry, threshold=0.05)
    # The first record of a ledger takes another way than the others.
    begin = partial(registry.promote, ledger="another")
    for act in (*list_acts(registry).values(), begin):
        proxy.loses_answer, lost = first_of_each_kind()
        try:
            act()
        except TrackingError:
            # Of what the server refuses to do twice, and of what is not asked twice.
            act()
        assert len(lost) > 3
    proxy.loses_answer = never_lose
    require_once(registry)
    assert ledger_store.read(registry.client, "another").problems == ()
    assert ledger_store.read(registry.client, "another").last.is_done
    # Where the server is deployed, nobody but it reaches the store.
    assert [path for path in proxy.paths if "/presigned/" in path] == []


def first_of_each_kind():
    """Make a function that loses the first answer to each kind of request, and a set of the kinds so far."""
    lost = set()

    def loses(method, path):
        kind = method, "artifacts" if "/mlflow-artifacts/" in path else path
        is_first = method != "GET" and kind not in lost
        if is_first:
            lost.add(kind)
        return is_first

    return loses, lost


def never_lose(method, path):
    return False


def renew_results(registry, threshold):
    """Judge the results by another threshold, which makes them new ones."""
    registry.results.judge(**{**LENIENT, "min_accuracy_lower_95": threshold})


def list_acts(registry):
    """Make the functions that bring a verdict to a version in service."""
    return {
        "track": registry.results.track,
        "register": registry.results.register,
        "promote": registry.promote,
    }


def require_once(registry):
    """Require one run of the results, one version of it, and one record of its move."""
    content = json.loads((registry.results.reports / "run.json").read_text())["content_sha256"]
    client, same = registry.client, f"tags.content_sha256 = '{content}'"
    experiment = client.get_experiment_by_name("keyword-spotter").experiment_id
    (run,) = client.search_runs([experiment], same)
    assert run.info.status == "FINISHED"
    models = client.search_logged_models([experiment], f"source_run_id = '{run.info.run_id}'")
    assert run.outputs.model_outputs[0].model_id in [model.model_id for model in models]
    (version,) = client.search_model_versions(f"name = '{NAME}' and {same}")
    assert read_aliases(client, NAME) == {"challenger": version.version, "champion": version.version}
    ledger = ledger_store.read(client, "promotions")
    assert ledger.problems == ()
    assert [entry.record.content_sha256 for entry in ledger.chain].count(content) == 1
    assert ledger.last.is_done


def test_a_server_that_is_slow_for_a_while_is_waited_for(server, registry):
    process = start("-m", "kws.cli", "ledger")
    os.killpg(server.process.pid, signal.SIGSTOP)
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=8)
    finally:
        os.killpg(server.process.pid, signal.SIGCONT)
    out, err = process.communicate(timeout=180)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1].endswith("; no problems")


def test_a_full_store_is_said_in_one_line_and_later_the_same_command_finishes(server, registry, tmp_path):
    renew_results(registry, threshold=0.06)
    server.stop()
    with room(tmp_path / "small") as small:
        server.start(artifacts=str(small))
        try:
            command = ["-m", "components.track", *params_flag("track"), *registry.results.flags()]
            process = start(*command, "--run", str(tmp_path / "run.json"))
            _, err = process.communicate(timeout=180)
        finally:
            server.stop()
    server.start()
    # LiteRT, which loads the model's example, has a line of its own.
    assert (process.returncode, err.count("error: "), err.count("Traceback")) == (2, 1, 0), err
    assert "dvc repro finishes the job" in err
    assert not (tmp_path / "run.json").exists()
    tracked = registry.results.track()
    assert registry.client.get_run(tracked["run_id"]).info.status == "FINISHED"


def test_while_the_store_s_keys_are_revoked_every_command_says_so_and_the_same_one_finishes_later(server, registry):
    renew_results(registry, threshold=0.07)
    acts, before = list_acts(registry), registry.find()
    for act in acts.values():
        with revoke_keys(server.s3_folder), pytest.raises(TrackingError, match="expected an answer from MLflow"):
            act()
        assert registry.find() == before
        act()
    require_once(registry)


def test_a_password_that_is_changed_meanwhile_is_one_line_and_the_new_one_finishes(server, registry, proxy):
    ada = server.create_account("ada", model="EDIT", promotions="EDIT")
    other = "1" if registry.find() == "2" else "2"

    def changes(method, path):
        if path.endswith("/runs/create"):
            server.change_password("ada", "ada's new password")
        return False

    proxy.loses_answer = changes
    account = {"MLFLOW_TRACKING_USERNAME": "ada", "MLFLOW_TRACKING_PASSWORD": ada}
    status, out, err = kws("promote", other, "--accept", "local", **account)
    assert (status, err.count("\n")) == (2, 1), out + err
    assert "401" in err and "the same command finishes the job" in err
    assert registry.find() != other
    account["MLFLOW_TRACKING_PASSWORD"] = "ada's new password"
    status, out, err = kws("promote", other, "--accept", "local", **account)
    assert (status, registry.find()) == (0, other), err
    assert ledger_store.read(registry.client, "promotions").last.record.who == "ada"


def test_a_tampered_artifact_is_refused_at_every_door(server, registry, tmp_path):
    renew_results(registry, threshold=0.08)
    acts = list_acts(registry)
    acts["track"]()
    with server.tamper("model.tflite"), pytest.raises(ModelError, match="expected sha256"):
        acts["register"]()
    acts["register"]()
    acts["promote"]()
    served = registry.find()
    registry.promote("1")
    clip, address = str(registry.clips / "up" / "test_0.wav"), f"models:/{NAME}/{served}"
    doors = {
        ("promote", served, "--accept", "local"): 1,
        ("rollback", served): 1,
        ("compare", "champion", served): 2,
        ("fetch", served, str(tmp_path / "served")): 2,
        ("predict", "--model", address, clip): 2,
        ("deploy", "nowhere", "--model", address): 2,
    }
    with server.tamper("model.tflite"):
        for door, status in doors.items():
            done = CliRunner().invoke(app, door)
            assert done.exit_code == status, (door, done.output)
            assert "expected sha256" in done.output, door
        # What MLflow's own server does first.
        with pytest.raises(Exception, match="expected sha256"):
            mlflow.pyfunc.load_model(address)
    assert not (tmp_path / "served").exists()
    assert registry.find() == "1"
    assert CliRunner().invoke(app, ("fetch", served, str(tmp_path / "served"))).exit_code == 0
    assert mlflow.pyfunc.load_model(str(tmp_path / "served" / "model")).predict([Path(clip).read_bytes()])["label"][0]


@contextmanager
def room(folder):
    """A file system of 16 KB."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_registry_is_taken_along_to_a_server_with_its_ledger(
    server, registry, shared_results, empty_database, tmp_path
):
    local = tmp_path / "local"
    local.mkdir()
    write_policy(local)
    with open_store(local, empty_database) as client:
        here = Registry(client, copy_results(shared_results, local))
        for number in range(3):
            here.register(threshold=0.1 + 0.01 * number)
        client.delete_model_version(NAME, "2")
        here.promote("1")
        here.promote("3")
        with start_team_server(tmp_path / "fresh") as fresh:
            environment = {**fresh.client_environment(), "MLFLOW_TRACKING_URI": os.environ["MLFLOW_TRACKING_URI"]}
            for _ in range(2):
                status, out, err = kws("registry", "copy", "--to", fresh.uri, **environment)
                assert (status, err) == (0, ""), out + err
            assert out == f"{NAME}: versions 1, 3 and the ledger promotions are at {fresh.uri}\n"
            ledger = ledger_store.read(client, "promotions")
            here.roll_back("1")
            status, out, err = kws("registry", "copy", "--to", fresh.uri, **environment)
            assert (status, out, err.count("\n")) == (2, "", 1)
            assert "got 3 records here and 2 others there; copy to an empty store" in err
            with pytest.MonkeyPatch.context() as patch:
                for name, value in fresh.client_environment().items():
                    patch.setenv(name, value)
                _require_copy(MlflowClient(fresh.uri), client, ledger)


def _require_copy(there, here, ledger):
    assert [int(version.version) for version in there.search_model_versions(f"name = '{NAME}'")] == [3, 1]
    assert read_aliases(there, NAME) == {"challenger": "3", "champion": "3"}
    copied_ledger = ledger_store.read(there, "promotions")
    assert (copied_ledger.problems, copied_ledger.pending_runs) == ((), ())
    assert [entry.record for entry in copied_ledger.chain] == [entry.record for entry in ledger.chain]
    with connect() as client, open_version(client, NAME, "champion") as version:
        assert version.number == "3"
        (original,) = {sha256_of(path) for path in Path(".mlflow").rglob("model.tflite")}
        assert sha256_of(version.tflite / "model.tflite") == original
    run, original = (client.get_run(client.get_model_version(NAME, "3").run_id) for client in (there, here))
    assert run.data.params == original.data.params
    assert run.data.metrics == original.data.metrics


def test_a_version_deleted_under_the_alias_is_told_and_rollback_mends_it(registry):
    registry.client.delete_model_version(NAME, registry.find())
    status, out, _ = kws("promote", "2", "--accept", "local")
    assert (status, "it was moved without a record" in out) == (1, True), out
    status, out, err = kws("rollback", "2")
    assert (status, registry.find()) == (0, "2"), out + err
    assert ledger_store.read(registry.client, "promotions").problems == ()


def test_a_database_that_another_process_holds_is_said_in_one_line(shared_results, empty_database, tmp_path):
    write_policy(tmp_path)
    with open_store(tmp_path, empty_database) as client:
        here = Registry(client, copy_results(shared_results, tmp_path))
        here.register()
        holder = sqlite3.connect(".mlflow/mlflow.db", isolation_level=None)
        holder.execute("begin exclusive")
        status, out, err = kws("promote", "--accept", "local")
        holder.execute("rollback")
        holder.close()
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert "database is locked" in err
        assert kws("promote", "--accept", "local")[0] == 0
        assert here.find() == "1"

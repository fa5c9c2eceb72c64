"""A move of the alias starts a deployment; only a message signed by the server does."""

import json
import os
import subprocess
import sys
from email.message import Message

import pytest
from mlflow.webhooks.delivery import _generate_hmac_signature
from support.project import ROOT
from support.results import MlflowClient
from support.servers import find_free_ports, start_mlflow_server
from support.ssh_server import SSHD
from support.versions import NAME, write_policy

from kws.core.errors import EvidenceError
from kws.registry.webhook import AliasMove, parse_message

MOVED = {
    "entity": "model_version_alias",
    "action": "created",
    "data": {"name": NAME, "alias": "champion", "version": "3"},
}


def message(document=MOVED, *, secret="secret", sent_s=1_700_000_000):
    """Make a request as MLflow does: headers and body."""
    body, headers = json.dumps(document), Message()
    headers["X-MLflow-Delivery-Id"], headers["X-MLflow-Timestamp"] = "abc", str(sent_s)
    headers["X-MLflow-Signature"] = _generate_hmac_signature(secret, "abc", str(sent_s), body)
    return headers, body.encode()


def test_a_message_that_the_secret_signs_is_read():
    assert parse_message(*message(), "secret", 1_700_000_010) == AliasMove(NAME, "champion", "3")


@pytest.mark.parametrize("change", [{"entity": "registered_model"}, {"action": "deleted"}])
def test_a_message_of_something_else_is_left_alone(change):
    assert parse_message(*message(MOVED | change), "secret", 1_700_000_000) is None


def test_a_message_of_another_secret_is_refused():
    with pytest.raises(EvidenceError, match="expected a message signed with the webhook's secret"):
        parse_message(*message(secret="guessed"), "secret", 1_700_000_000)


def test_a_message_that_was_changed_on_its_way_is_refused():
    headers, body = message()
    with pytest.raises(EvidenceError, match="got another signature or none"):
        parse_message(headers, body.replace(b'"3"', b'"4"'), "secret", 1_700_000_000)
    del headers["X-MLflow-Signature"]
    with pytest.raises(EvidenceError, match="got another signature or none"):
        parse_message(headers, body, "secret", 1_700_000_000)


@pytest.mark.parametrize("late_s", [301, -301])
def test_a_message_that_is_sent_again_later_is_refused(late_s):
    with pytest.raises(EvidenceError, match="expected a message of the last 300 s"):
        parse_message(*message(), "secret", 1_700_000_000 + late_s)


@pytest.mark.parametrize("document", [[], {"entity": "model_version_alias"}, {**MOVED, "data": {}}])
def test_a_message_that_is_none_of_mlflow_s_is_refused(document):
    with pytest.raises(EvidenceError, match="expected a message of MLflow's webhook"):
        parse_message(*message(document), "secret", 1_700_000_000)


@pytest.mark.slow
@pytest.mark.skipif(SSHD is None, reason="needs sshd: apt-get install openssh-server")
def test_a_promotion_at_the_server_deploys_the_new_champion(results, pi, tmp_path, monkeypatch):
    write_policy(tmp_path)
    (tmp_path / "server").mkdir()
    (port,) = find_free_ports(1)
    environment = {
        "MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "MLFLOW_WEBHOOK_ALLOWED_SCHEMES": "http",
        "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    with start_mlflow_server(tmp_path / "server", **environment) as uri:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", uri)
        url, events = f"http://127.0.0.1:{port}/", ["model_version_alias.created"]
        MlflowClient(uri).create_webhook("deploy", url, events, secret="between us")
        deploy = ["deploy", "pi", "--model", f"models:/{NAME}@champion", "--clips", str(results.clips)]
        serve = ["webhook", "serve", "--port", str(port), "--", sys.executable, "-m", "kws.cli", *deploy]
        with _kws(*serve) as receiver:
            try:
                assert receiver.stdout.readline() == f"http://127.0.0.1:{port}: waiting for champion\n"
                results.track()
                results.register()  # the challenger's alias is no champion's
                with _kws("promote", "--accept", "local") as promote:
                    assert "moved champion: version none → 1" in promote.communicate(timeout=120)[0]
                line = receiver.stdout.readline()
                assert line.startswith(f"{NAME}: champion is at version 1: "), line
                assert "exit status 0\n" in iter(receiver.stdout.readline, ""), "the deployment"
            finally:
                receiver.kill()
    assert json.loads((pi.home / ".kws/current/deployment.json").read_text())["version"] == "1"


def _kws(*command):
    return subprocess.Popen(
        [sys.executable, "-m", "kws.cli", *command],
        env={**os.environ, "PYTHONPATH": str(ROOT), "KWS_WEBHOOK_SECRET": "between us"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

"""The deployment files of a team's MLflow: complete, pinned, and the same for Compose and Kubernetes."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from kubernetes.client import ApiClient, models
from ruamel.yaml import YAML
from support.project import ROOT

FOLDER = ROOT / "mlflow"
COMPOSE = YAML(typ="safe").load(FOLDER / "compose.yaml")
SERVICES = COMPOSE["services"]
KUSTOMIZATION = YAML(typ="safe").load(FOLDER / "kustomization.yaml")
OBJECTS = [
    document
    for name in KUSTOMIZATION["resources"]
    for document in YAML(typ="safe").load_all((FOLDER / name).read_text())
]
HAS_COMPOSE = bool(shutil.which("docker")) and not subprocess.call(
    ["docker", "compose", "version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
)
SECRETS = re.findall(r"^(\w+)=", (FOLDER / "env.example").read_text(), re.MULTILINE)


def containers():
    return [
        container
        for document in OBJECTS
        if "template" in document.get("spec", {})
        for container in document["spec"]["template"]["spec"]["containers"]
    ]


def test_every_image_is_pinned():
    images = [service["image"] for service in SERVICES.values()]
    images += [container["image"] for container in containers() if container["image"] != "kws-mlflow"]
    images += [f"{image['newName']}:{image['newTag']}" for image in KUSTOMIZATION["images"]]
    assert all(re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*", image) for image in images), images


def test_the_server_s_image_holds_the_version_that_its_tag_says():
    (locked,) = re.findall(r"^mlflow==([\d.]+)", (ROOT / "requirements" / "server.txt").read_text(), re.MULTILINE)
    assert SERVICES["mlflow"]["image"] == f"kws-mlflow:{locked}"
    assert [image["newTag"] for image in KUSTOMIZATION["images"]] == [locked]


def test_every_secret_that_compose_asks_for_is_in_the_example_and_no_other():
    asked = set(re.findall(r"\$\{(\w+):\?\}", (FOLDER / "compose.yaml").read_text()))
    assert asked == set(SECRETS)


def test_no_secret_has_a_value_and_the_filled_in_file_is_not_for_git():
    for line in (FOLDER / "env.example").read_text().splitlines():
        if re.match(r"\w*(PASSWORD|SECRET|KEY)\w*=", line) and not line.startswith("S3_ACCESS_KEY"):
            assert line.endswith("=")
    assert "/mlflow/.env" in (ROOT / ".gitignore").read_text().splitlines()


def test_what_lasts_has_a_health_check_and_a_volume():
    for name in ("db", "s3", "mlflow"):
        assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert set(COMPOSE["volumes"]) == {volume for volume in mounted if not volume.startswith(".")}
    assert all((FOLDER / volume).is_file() for volume in mounted if volume.startswith("."))


def test_nothing_is_open_to_other_machines_without_a_proxy():
    assert [port for service in SERVICES.values() for port in service.get("ports", [])] == [
        "127.0.0.1:${MLFLOW_PORT:-5000}:5000"
    ]


def test_kubernetes_starts_the_same_commands_on_the_same_images():
    found = {container["name"]: container for container in containers()}
    hosts = {"${MLFLOW_ALLOWED_HOSTS:?}": "$(MLFLOW_ALLOWED_HOSTS)"}
    assert found["mlflow"]["args"] == [hosts.get(word, word) for word in SERVICES["mlflow"]["command"]]
    assert found["seaweedfs"]["args"] == SERVICES["s3"]["command"]
    assert found["bucket"]["args"] == SERVICES["bucket"]["command"]
    for container, service in (("postgres", "db"), ("seaweedfs", "s3"), ("bucket", "bucket")):
        assert found[container]["image"] == SERVICES[service]["image"]


def test_kubernetes_gives_the_server_every_variable_that_compose_gives_it():
    (server,) = [container for container in containers() if container["name"] == "mlflow"]
    assert server["envFrom"] == [{"secretRef": {"name": "mlflow"}}]
    assert set(SERVICES["mlflow"]["environment"]) <= {variable["name"] for variable in server["env"]} | set(SECRETS)


def drop_unknown_keys(document):
    """Pass an object through the classes of Kubernetes' client, which drop unknown keys."""
    version = {"v1": "V1", "apps/v1": "V1", "batch/v1": "V1"}[document["apiVersion"]]
    kind = getattr(models, f"{version}{document['kind']}")
    client = ApiClient()
    return client.sanitize_for_serialization(client._ApiClient__deserialize(document, kind))


@pytest.mark.parametrize("document", OBJECTS, ids=lambda document: f"{document['kind']}-{document['metadata']['name']}")
def test_kubernetes_knows_every_field(document):
    assert drop_unknown_keys(document) == document


@pytest.fixture
def filled_in(tmp_path):
    """Copy the deployment folder and fill in its secrets."""
    folder = tmp_path / "mlflow"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(".env"))
    example = (FOLDER / "env.example").read_text()
    (folder / ".env").write_text(re.sub(r"^(\w+)=$", r"\1=secret", example, flags=re.MULTILINE))
    return folder


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not shutil.which("kubectl"), reason="needs kubectl, which brings kustomize")
def test_kustomize_builds_objects_that_find_one_another(filled_in):
    built = list(YAML(typ="safe").load_all(run("kubectl", "kustomize", str(filled_in))))
    assert all(drop_unknown_keys(document) == document for document in built)
    kinds = {document["kind"] for document in built}
    assert kinds == {"Namespace", "ConfigMap", "Secret", "Service", "StatefulSet", "Deployment", "Job"}
    places = {document["metadata"].get("namespace") for document in built if document["kind"] != "Namespace"}
    assert places == {"kws-mlflow"}
    # kustomize gives what it generates a name with the content's hash, and puts it wherever it is asked for.
    generated = {document["metadata"]["name"] for document in built if document["kind"] in ("ConfigMap", "Secret")}
    asked = re.findall(r"'(?:secretRef|secretKeyRef|configMap)': \{(?:'key': '\w+', )?'name': '([\w-]+)'", str(built))
    assert set(asked) == generated
    (server,) = [document for document in built if document["kind"] == "Deployment"]
    (container,) = server["spec"]["template"]["spec"]["containers"]
    assert container["image"] == "registry.example.org/" + SERVICES["mlflow"]["image"]


@pytest.mark.skipif(not HAS_COMPOSE, reason="needs Docker Compose")
def test_compose_takes_the_file_with_every_secret_and_not_without_one(filled_in):
    config = ["docker", "compose", "--project-directory", str(filled_in), "config", "--format", "json"]
    assert set(json.loads(run(*config))["services"]) == set(SERVICES)
    (filled_in / ".env").write_text("")
    done = subprocess.run(config, capture_output=True, text=True, check=False)
    assert (done.returncode, "required variable" in done.stderr) == (1, True)


def test_the_kustomization_generates_what_the_objects_name():
    generated = {item["name"] for item in (*KUSTOMIZATION["configMapGenerator"], *KUSTOMIZATION["secretGenerator"])}
    named = set(re.findall(r"(?:secretKeyRef|secretRef|configMap): \{ name: (\w+)", _text()))
    assert named == generated == {"mlflow", "db"}
    for generator in KUSTOMIZATION["configMapGenerator"]:
        assert all((FOLDER / name).is_file() for name in generator["files"])


def _text():
    return "".join(Path(FOLDER / name).read_text() for name in KUSTOMIZATION["resources"])

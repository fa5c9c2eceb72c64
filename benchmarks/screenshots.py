"""The pictures of the documentation: the report of the last run and its MLflow run, in chromium.

Run `python -m benchmarks.screenshots` after `make repro`, on synthetic recordings only, so that no person is recorded.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kws.core.command import run
from kws.core.errors import EvidenceError
from kws.model.manifest import read_manifest
from kws.model.reports.run import RunRecord

IMAGES = Path("docs/images")
WIDTH, HEIGHT = 1200, 820
START_TIMEOUT_S = 300
# Enough for a busy machine.
TIMEOUT_MS = 120_000


@contextmanager
def chromium(*flags: str) -> Iterator[Browser]:
    """Open the installed chromium, headless.

    Raises:
        EvidenceError: there is none.
    """
    program = shutil.which("chromium")
    if program is None:
        raise EvidenceError("expected chromium, found none: apt-get install chromium fonts-dejavu-core")
    with sync_playwright() as playwright:
        # Its sandbox refuses root, as which tests run in a container.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *flags])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def mlflow_ui(folder: Path, log: Path) -> Iterator[str]:
    """Start `kws ui` on the store of a folder and yield its URL.

    Raises:
        EvidenceError: it does not answer.
    """
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "kws.cli", "ui", "--port", str(port)]
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def run_path(tracked: RunRecord) -> str:
    """Get the path of a run in the UI."""
    return tracked.run_url[tracked.run_url.index("/#/") :]


def filter_charts(page: Page, text: str) -> None:
    """Filter the charts of a run's page by a text in the metric's name."""
    # What is typed before the charts are there is lost.
    page.locator(".js-plotly-plot").first.wait_for()
    page.get_by_placeholder("Search metric charts").fill(text)
    page.get_by_text("device (").first.wait_for(state="detached")
    page.locator(".js-plotly-plot .scatterlayer path.js-line").first.wait_for()


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(2 * START_TIMEOUT_S):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    raise EvidenceError(f"expected MLflow at {url}, got none: {log}")


def _shoot_report(browser: Browser, report: Path) -> None:
    for scheme in ("light", "dark"):
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=scheme)
        page.goto(report.resolve().as_uri())
        page.screenshot(path=IMAGES / f"report-{scheme}.png")
        page.close()


def _shoot_mlflow(browser: Browser, address: str, tracked: RunRecord) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(f"{address}{run_path(tracked)}/model-metrics")
    filter_charts(page, "train/")
    # It opens beside everything, and the charts grow into its room.
    page.locator("[data-component-id='mlflow.assistant.chat_panel.close']").click()
    page.wait_for_timeout(4000)
    page.screenshot(path=IMAGES / "mlflow.png")


def main() -> None:
    """Write the pictures.

    Raises:
        EvidenceError: no report, or one with recordings of people.
    """
    report, tracked = Path("reports/report.html"), RunRecord.read(Path("reports/run.json"))
    source = read_manifest(Path("models/tflite")).params["ingest"]["source"]
    if source != "synthetic":
        raise EvidenceError(f"expected a run on synthetic recordings, got {source}: run make repro on the default")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        _shoot_report(browser, report)
        with mlflow_ui(Path(), Path(".cache/mlflow_ui.log")) as address:
            _shoot_mlflow(browser, address, tracked)
    for picture in sorted(IMAGES.glob("*.png")):
        print(f"{picture}: {picture.stat().st_size:,} bytes")


if __name__ == "__main__":
    run(main)

"""The report and MLflow's pages about it, in a real browser."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.results import Results, empty_database, promote_results

from benchmarks.screenshots import TIMEOUT_MS, chromium, filter_charts, mlflow_ui, run_path
from kws.model.reports.run import RunRecord

__all__ = ["empty_database"]

pytestmark = pytest.mark.slow


@dataclass
class Visit:
    """A page, its console messages and its requests, without those for data inside the page."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def asked_beyond(self, address: str) -> list[str]:
        return [url for url in self.asked if not url.startswith((address, "data:", "blob:"))]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium("--autoplay-policy=no-user-gesture-required") as browser:
        yield browser


@pytest.fixture(scope="module")
def report(html, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(html, encoding="utf-8")
    return path


def visit(browser: Browser, report: Path, scheme: str, width: int = 1200) -> Visit:
    seen = Visit(browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme))
    seen.page.goto(report.as_uri())
    return seen


def background(page: Page) -> int:
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(",")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_the_report_shows_itself_in_silence_and_asks_for_nothing(browser, report, scheme, width):
    seen = visit(browser, report, scheme, width)
    assert seen.page.get_by_role("heading", level=1).inner_text() == "Keyword spotter for up, down"
    assert (seen.said, seen.asked_beyond(report.as_uri())) == ([], [])
    assert seen.asked.count(report.as_uri()) == 1
    assert (background(seen.page) > 3 * 128) == (scheme == "light")
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert seen.page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_from_its_ground(browser, report, scheme):
    page = visit(browser, report, scheme).page
    ratios = page.evaluate(
        """names => {
          const style = getComputedStyle(document.documentElement);
          const light = name => {
            const hex = style.getPropertyValue(name).trim().slice(1);
            const channel = place => {
              const value = parseInt(hex.slice(2 * place, 2 * place + 2), 16) / 255;
              return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
            };
            return 0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2);
          };
          return names.map(([ink, ground]) => {
            const [low, high] = [light(ink), light(ground)].sort((a, b) => a - b);
            return (high + 0.05) / (low + 0.05);
          });
        }""",
        [
            [ink, ground]
            for ink in ("--ink", "--soft", "--good", "--bad", "--s1")
            for ground in ("--page", "--card", "--fill")
        ],
    )
    # WCAG 2.2, success criterion 1.4.3, level AA.
    assert min(ratios) >= 4.5


def test_a_clip_can_be_heard(browser, report):
    page = visit(browser, report, "light").page
    heard = page.evaluate(
        """async () => {
          const audio = document.querySelector("audio");
          await audio.play();
          await new Promise(resolve => audio.addEventListener("ended", resolve));
          return [audio.error, audio.duration, audio.currentTime];
        }"""
    )
    assert heard == [None, 1, 1]


def test_printed_it_is_light_and_whole(browser, report):
    # As wide as A4 without its margins.
    page = visit(browser, report, "dark", 718).page
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('.card')].every(card => card.scrollWidth <= card.clientWidth)")
    assert background(page) == 3 * 255
    assert not page.locator("nav").is_visible()
    assert page.get_by_text("Every tensor").is_visible()
    assert page.locator("details td").first.is_visible()
    assert page.pdf().startswith(b"%PDF")


@pytest.fixture(scope="module")
def tracked(shared_results, empty_database, tmp_path_factory) -> Iterator[Results]:
    with promote_results(shared_results, tmp_path_factory.mktemp("shown"), empty_database) as results:
        yield results


@pytest.fixture(scope="module")
def ui(tracked, tmp_path_factory) -> Iterator[str]:
    with mlflow_ui(tracked.reports.parent, tmp_path_factory.mktemp("ui") / "log") as address:
        yield address


def open_page(browser: Browser, address: str, path: str) -> Visit:
    seen = Visit(browser.new_page(viewport={"width": 1600, "height": 1000}))
    seen.page.goto(address + path)
    return seen


def test_mlflow_shows_the_run_with_its_curves_and_the_report(browser, ui, tracked):
    run = RunRecord.read(tracked.reports / "run.json")
    seen = open_page(browser, ui, f"{run_path(run)}/model-metrics")
    filter_charts(seen.page, "train/loss")
    seen.page.get_by_text("(train/loss)").first.wait_for()
    seen.page.goto(f"{ui}{run_path(run)}")
    seen.page.get_by_text("tflite/accuracy_lower_95").first.wait_for()
    seen.page.goto(f"{ui}{run_path(run)}/artifacts/reports/report.html")
    frame = seen.page.frame_locator("iframe")
    frame.get_by_role("heading", name="Keyword spotter for up, down").wait_for()
    assert seen.asked_beyond(ui) == []


def test_mlflow_shows_the_version_with_its_aliases_and_its_card(browser, ui, tracked):
    registration = json.loads((tracked.reports / "registration.json").read_text())
    seen = open_page(browser, ui, f"/#/models/{registration['model']}/versions/{registration['version']}")
    for text in ("@ champion", "@ challenger", "Keyword spotter: up, down", "Provenance"):
        seen.page.get_by_text(text).first.wait_for()
    assert seen.asked_beyond(ui) == []

"""The page needs no other file, whatever the labels of the model and the facts that the device reports."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest
from support import reports

from kws.model.reports.history import Epoch
from kws.model.reports.measurement import InstructionCount
from kws.report.card import render_card
from kws.report.findings import Answers, Findings
from kws.report.hardest import choose_hardest
from kws.report.page import render_page

LABELS = ("up", "down", "background")


class Tags(HTMLParser):
    """Read the tags of a page with their attributes, and require that all are closed in order."""

    VOID = frozenset({"meta", "link", "img", "br", "line", "path"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        assert self.open.pop() == tag


def three_labels(found: Findings) -> Findings:
    """Make findings of a model with a third label for everything that is not a keyword."""
    confusion = tuple(map(tuple, np.eye(3, dtype=int).tolist()))
    forms = {
        name: replace(form, confusion=confusion, recall=dict.fromkeys(LABELS, 1.0))
        for name, form in found.evaluation.forms.items()
    }
    answers = [
        replace(one, probabilities={form: {**each, "background": 0.9} for form, each in one.probabilities.items()})
        for one in found.answers
    ]
    evaluation = replace(found.evaluation, labels=LABELS, forms=forms)
    return replace(found, manifest=replace(found.manifest, labels=LABELS), evaluation=evaluation, answers=answers)


def test_the_page_is_well_formed_and_asks_for_nothing(html):
    tags = Tags(html)
    addresses = [value for _, attributes in tags.found for key, value in attributes.items() if key in ("src", "href")]
    assert all(address.startswith(("data:", "#")) for address in addresses)
    assert "http" not in re.sub(r"http-equiv|data:[^\"]*", "", html)
    assert not [tag for tag, _ in tags.found if tag == "script"]


def test_the_verdict_and_its_three_numbers_come_first(html, found):
    size = f"{found.manifest.size_bytes:,} B"
    places = [html.index(text) for text in ("✓ Blessed", "<span>Accuracy<", "<span>Size<", size, "<span>Latency<")]
    assert places == sorted(places)
    assert places[-1] < html.index('id="accuracy"')


def test_a_link_leads_to_every_section(html):
    links = re.findall(r'href="#(\w+)"', html)
    assert set(links) | {"verdict"} == set(re.findall(r'<h2 id="(\w+)"', html))


def test_a_failed_check_is_told_with_its_reason(found):
    checks = tuple(replace(check, passed=False, reason="too <small>") for check in found.verdict.checks)
    text = render_page(replace(found, verdict=replace(found.verdict, blessed=False, checks=checks)))
    assert "✕ Not blessed" in text
    assert "too &lt;small&gt;" in text
    assert '<details class="card" style="margin-top:1rem" open>' in text


def test_names_cannot_become_tags(found):
    evil = "<script>alert(1)</script>"
    clips = [replace(clip, speaker=evil) for clip in found.clips]
    text = render_page(replace(found, clips=clips, images=[evil], parameters={evil: evil}))
    assert "<script" not in text
    assert Tags(text).found


@pytest.mark.parametrize("write", [render_page, render_card])
def test_a_model_with_a_background_is_reported_like_any_other(write, found):
    text = write(three_labels(found))
    assert "up, down, background" in text
    assert text.count("background") > 5 if write is render_page else True


def test_with_a_background_the_answer_is_the_likeliest_of_the_three(found):
    assert 'class="bad">background ✕' in render_page(three_labels(found))


def test_a_report_from_before_there_were_histograms_has_no_such_charts(found, html):
    targets = tuple(replace(target, latency_histogram=None) for target in found.device.targets)
    text = render_page(replace(found, device=replace(found.device, targets=targets)))
    assert "Clips by latency" in html
    assert "Clips by latency" not in text
    assert "<td>front end</td>" in text


def test_an_emulated_device_s_latency_is_called_modelled(found):
    counted = {"cortex-a72": InstructionCount(clips=32, front_end=915_286, invoke=1, total=915_287)}
    device = reports.device(kind="emulated", instructions=counted)
    checks = tuple(
        replace(check, metric=check.metric.replace("latency_ms", "modelled_latency_ms"))
        for check in found.verdict.checks
    )
    text = render_page(replace(found, device=device, verdict=replace(found.verdict, checks=checks)))
    assert "<span>Modelled latency<" in text
    assert "modelled from the instructions" in text
    assert "<td>915,287</td>" in text
    assert "not judged" not in text


def test_an_invalid_measurement_says_so(found):
    text = render_page(replace(found, device=replace(found.device, valid=False, reasons=("governor powersave",))))
    assert "The measurement does not count: governor powersave" in text


def test_a_model_that_never_learned_has_no_curves(found):
    assert "No history was kept" in render_page(replace(found, histories={"train": (), "prune": ()}))


def test_the_stage_that_learned_later_stands_behind_the_first(found):
    rows = (Epoch(0, 1.0, 1.0, 0.5, 2.0, 0.5, 1e-3),) * 3
    text = render_page(replace(found, histories={"train": rows, "prune": rows}))
    assert 'text-anchor="start">prune</text>' in text or 'text-anchor="end">prune</text>' in text


def test_the_containers_are_named_where_there_were_any(found, html):
    assert "own Python" in html
    assert "kws-light:1" in render_page(replace(found, images=["kws-light:1", "kws-train:1"]))


def test_the_same_findings_are_the_same_page(found, html):
    assert render_page(found) == html


def answers(clip, label, up):
    return Answers(clip, label, {"tflite": {"up": up, "down": 0.9 - up, "other": 0.1}})


def test_errors_are_harder_than_doubts_and_doubts_than_certainties():
    heard = [
        answers("sure", "up", 0.89),
        answers("doubt", "up", 0.46),
        answers("error", "down", 0.47),
        answers("worse", "down", 0.8),
    ]
    assert [one.clip for one in choose_hardest(heard)] == ["worse", "error", "doubt", "sure"]


def test_the_card_has_the_figures_and_fits_into_mlflow(found):
    text = render_card(found)
    assert text.startswith("# Keyword spotter: up, down\n\n**Blessed.**")
    assert f"{found.manifest.size_bytes:,} B" in text
    assert found.manifest.data_sha256 in text
    assert len(text) < 5000
    assert "\n\n\n" not in text

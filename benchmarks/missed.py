"""A page of the clips that every seed of a recipe missed, to hear whether the label is wrong or the clip hard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kws import report
from kws.audio.clips import read_clip
from kws.report.picture import WAVE_HEIGHT, WAVE_WIDTH, draw_envelope, encode_sound

FOLDERS = [Path(__file__).parent, Path(report.__file__).parent / "templates"]
TEMPLATES = Environment(loader=FileSystemLoader(FOLDERS), autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True)
class MissedClip:
    """A missed clip with its picture and sound.

    Attributes:
        path: below the clips folder.
        word: its label.
        wave: the data of an SVG path.
        audio: the address of its sound.
    """

    path: str
    word: str
    wave: str
    audio: str


def missed_clips(clips: Path, paths: Sequence[str]) -> list[MissedClip]:
    """Read the pictures and sounds of clips.

    Args:
        clips: folder of clips, a folder a word.
        paths: below it.
    """
    waveforms = {path: read_clip(clips / path) for path in paths}
    return [
        MissedClip(path, Path(path).parent.name, draw_envelope(wave), encode_sound(wave))
        for path, wave in waveforms.items()
    ]


def page(missed: Mapping[str, Sequence[MissedClip]]) -> str:
    """Render the page: per recipe, the clips that every seed missed."""
    return TEMPLATES.get_template("missed.html").render(missed=missed, wave=(WAVE_WIDTH, WAVE_HEIGHT))

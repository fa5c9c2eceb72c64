"""The page of clips that every seed missed."""

from benchmarks.missed import missed_clips, page


def test_the_page_lets_a_clip_be_heard_beside_its_label(clips_folder) -> None:
    (clip,) = missed_clips(clips_folder, ["up/test_0.wav"])

    shown = page({"default": [clip], "label <b>": []})

    assert clip.word == "up"
    assert f'<audio controls preload="metadata" src="{clip.audio}">' in shown
    assert "labelled <strong>up</strong>" in shown
    assert "label &lt;b&gt;" in shown
    assert "http" not in shown.replace("http-equiv", ""), "it needs no network"

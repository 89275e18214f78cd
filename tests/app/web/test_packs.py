"""Packs in folders are found, and checked before anything is built; a fault stops the build."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import app
from app.pictures import read_index
from app.web import art, build
from app.web.art import built_in_pictures
from app.web.packs import VARIABLE, PicturesRefused, pack_folders, read_folder, read_packs
from forms.pictures import OPENMOJI, OURS, Picture, all_pictures

HALL = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


def make_pack(folder: Path, content: bytes = HALL, **changed: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    whole: dict[str, object] = {
        "id": folder.name,
        "title": "Photos of Oak Lane",
        "licence": "own",
        "attribution": "Oak Lane School",
        "files": {"hall.svg": sha256(content).hexdigest()},
        "concepts": {"lunch_hall": "hall.svg"},
        "alt": {"en": {"lunch_hall": "our hall"}},
    }
    (folder / "pack.json").write_text(json.dumps(whole | changed), encoding="utf-8")
    (folder / "hall.svg").write_bytes(content)
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the packs are, and a folder of its own for what is built."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "packs"))
    monkeypatch.setattr(art, "PICTURES", tmp_path / "pictures")
    return tmp_path / "packs"


def test_a_folder_of_packs_and_a_pack_itself_are_found(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oak = make_pack(place / "oak")
    elm = make_pack(place / "elm")

    assert pack_folders() == [elm, oak]

    monkeypatch.setenv(VARIABLE, str(oak))
    assert pack_folders() == [oak]


def test_a_named_place_without_a_pack_is_told(place: Path) -> None:
    with pytest.raises(PicturesRefused) as refused:
        pack_folders()

    assert str(place) in str(refused.value.values["problems"])


def test_the_pictures_of_a_pack_are_built_in_beside_ours(place: Path) -> None:
    make_pack(place / "oak")

    art.make_pictures()

    built = {path.name for path in art.PICTURES.iterdir()}
    packs = read_index((art.PICTURES / "packs.json").read_text(encoding="utf-8"))
    shown = packs.pictures["lunch_hall"]
    assert (art.PICTURES / shown.file).read_bytes() == HALL
    assert built == {*(p.file for p in all_pictures()), shown.file, "packs.json"}
    assert [credit.author for credit in packs.credits] == ["Oak Lane School"]


def test_what_is_no_longer_in_a_pack_is_taken_away(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pack(place / "oak")
    art.make_pictures()
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("app.web.packs.ASSETS", tmp_path)

    (place / "oak" / "pack.json").unlink()
    art.make_pictures()

    assert {path.name for path in art.PICTURES.iterdir()} == {p.file for p in all_pictures()}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"licence": "CC BY-NC-SA 4.0"}, "forbids some uses or changes"),
        ({"licence": "CC BY-ND 4.0"}, "forbids some uses or changes"),
        ({"alt": {"en": {}}}, "nobody has said what the picture shows"),
        ({"files": {"hall.svg": "0" * 64}}, "its hash is another"),
        ({"files": {"lost.svg": "0" * 64}}, "the picture is not there"),
        ({"content": SCRIPT}, "holds more than a picture: <script>"),
        ({"attribution": ""}, "pack.json, attribution"),
    ],
)
def test_a_fault_in_a_pack_stops_the_build_with_a_sentence(
    place: Path, changed: dict[str, object], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_pack(place / "oak", **changed)  # type: ignore[arg-type]

    with pytest.raises(PicturesRefused) as refused:
        art.make_pictures()

    assert said in str(refused.value.values["problems"])
    assert not art.PICTURES.exists()


def test_the_build_ends_with_the_sentence_and_not_in_a_traceback(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_pack(place / "oak", licence="CC BY-NC 4.0")
    monkeypatch.setattr(build, "steps", lambda: (("Pictures", art.make_pictures),))

    status = build.main()

    assert status == 1
    assert "These pictures can not be shown, and nothing was built." in capsys.readouterr().err


def test_two_packs_with_a_picture_for_the_same_meaning_are_told(place: Path) -> None:
    folders = [make_pack(place / "elm"), make_pack(place / "oak")]

    with pytest.raises(PicturesRefused) as refused:
        read_packs(folders)

    assert "lunch_hall: the pack Photos of Oak Lane has a picture" in str(refused.value.values)


@pytest.mark.parametrize("set_id", [OURS, OPENMOJI])
def test_a_catalogue_picture_without_a_file_stops_the_build(set_id: str) -> None:
    lost = Picture("lost", "lost.svg", {"en": "nothing"}, "CC0 1.0", set_id)

    with pytest.raises(PicturesRefused) as refused:
        built_in_pictures([lost])

    assert "lost.svg: the picture is not there" in str(refused.value.values["problems"])


def test_a_catalogue_picture_without_words_or_under_limits_stops_the_build() -> None:
    silent = Picture("yes", "yes.svg", {"en": ""}, "CC BY-NC 4.0", OURS)

    with pytest.raises(PicturesRefused) as refused:
        built_in_pictures([silent])

    assert "yes: nobody has said" in str(refused.value.values["problems"])
    assert "yes: the licence CC BY-NC 4.0 forbids" in str(refused.value.values["problems"])


def test_every_picture_of_the_catalogue_may_be_built_in() -> None:
    assert len(built_in_pictures(all_pictures())) == len(all_pictures())


def mysay(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["pictures", *arguments])
    return done.exit_code, done.output


def test_a_whole_pack_is_said_to_be_whole(tmp_path: Path) -> None:
    assert mysay("check", str(make_pack(tmp_path / "oak"))) == (
        0,
        "Photos of Oak Lane is whole: 1 picture, with its words.\n",
    )


def test_every_fault_of_a_pack_is_told_with_the_way_out(tmp_path: Path) -> None:
    status, said = mysay("check", str(make_pack(tmp_path / "oak", licence="?", alt={"en": {}})))

    assert status == 1
    assert "the licence ? is not known here" in said
    assert "lunch_hall: nobody has said" in said


def test_hashes_are_written_when_asked_and_the_rest_stays(tmp_path: Path) -> None:
    oak = make_pack(tmp_path / "oak", files={})

    assert mysay("check", str(oak))[0] == 1
    assert mysay("check", str(oak), "--renew")[0] == 0
    found, _ = read_folder(oak)
    assert found is not None
    assert found.pack.attribution == "Oak Lane School"


@pytest.mark.parametrize("text", ["", "[]", '{"concepts": 1}', '{"concepts": {"a": 1, "b": "c"}}'])
def test_hashes_are_not_written_into_what_is_no_pack(tmp_path: Path, text: str) -> None:
    oak = make_pack(tmp_path / "oak")
    (oak / "pack.json").write_text(text, encoding="utf-8")

    status, said = mysay("check", str(oak), "--renew")

    assert status == 1
    assert "can not be read as a pack" in said
    assert (oak / "pack.json").read_text(encoding="utf-8") == text


def test_the_picture_for_a_meaning_is_found_by_a_word() -> None:
    status, said = mysay("list", "dinner")

    assert status == 0
    assert said.startswith("dinner ")

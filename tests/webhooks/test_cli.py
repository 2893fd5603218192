"""The command line others rely on: its words, its JSON, its exit codes, through real processes."""

import json
import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from knowledge.files import HOME, document_paths
from webhooks.cli.main import netral


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose database is filled by the first command, as on a fresh machine."""
    return tmp_path_factory.mktemp("cli")


def run(folder: Path, *arguments: str, given: str = "") -> Result:
    """A command in this process, as quick as the command itself."""
    with chdir(folder):
        return CliRunner().invoke(netral, arguments, input=given, catch_exceptions=False)


def run_process(folder: Path, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A command as a process of its own, from its first line to its exit code."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NETRAL_")}
    command = [Path(sys.executable).with_name("netral"), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env={**clean, **environment}, timeout=60, check=False
    )


def test_a_question_is_answered_with_verdict_and_pinpoints(folder: Path) -> None:
    done = run_process(folder, "ask", "bolehkah ASN like postingan calon bupati?")
    assert done.returncode == 0
    assert done.stdout.startswith("Tidak boleh.")
    assert "SKB 2022 Lampiran II kode etik angka 4" in done.stdout
    assert "PP 94/2021 Pasal 5 huruf n angka" in done.stdout


def test_a_question_from_elsewhere_is_declined(folder: Path) -> None:
    done = run(folder, "ask", "resep rendang", "--json")
    answer = json.loads(done.stdout)
    assert (answer["decision"], answer["entries"], answer["citations"]) == ("unanswered", [], [])


def test_an_answer_as_json_holds_what_the_contract_names(folder: Path) -> None:
    answer = json.loads(run(folder, "ask", "--json", "bolehkah ASN like postingan calon bupati?").stdout)
    assert set(answer) == {"decision", "entries", "topics", "confidence", "options", "citations", "reply"}
    assert answer["decision"] == "answer"
    assert answer["topics"][0] == "like"
    assert 0 <= answer["confidence"] <= 1
    assert "**" not in answer["reply"]
    assert "<b>" not in answer["reply"]


def test_many_questions_are_answered_line_by_line_in_order(folder: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "h001", "text": "bolehkah ASN like postingan calon bupati?"},
        {"id": "h002", "turns": ["halo", "pilih siapa nih enaknya", "bantuan"]},
        {"id": "h003", "text": ""},
    ]
    done = run(folder, "ask", "--jsonl", given="\n".join(map(json.dumps, rows)) + "\n\n")
    assert done.exit_code == 0
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(line["id"], line.get("turn"), line["decision"]) for line in lines] == [
        ("h001", None, "answer"),
        ("h002", 1, "smalltalk"),
        ("h002", 2, "refuse_political"),
        ("h002", 3, "command"),
        ("h003", None, "smalltalk"),
    ]


def test_a_choice_made_in_a_conversation_is_understood(folder: Path) -> None:
    turns = ["asn boleh like dan komentar di akun calon?", "1"]
    done = run(folder, "ask", "--jsonl", given=json.dumps({"id": "d", "turns": turns}))
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    if first["decision"] == "clarify":
        assert second["entries"] == [first["options"][0]["entry"]]


def test_asking_needs_either_a_question_or_jsonl(folder: Path) -> None:
    assert run(folder, "ask").exit_code == 2
    assert run(folder, "ask", "x", "--jsonl").exit_code == 2


def test_the_counts_are_those_of_the_base(folder: Path) -> None:
    counts = json.loads(run(folder, "kb", "stats", "--json").stdout)
    assert set(counts) == {"entries", "phrasings", "topics_covered", "topics_total", "instruments", "provisions"}
    assert counts["entries"] == len(list(HOME.glob("content/*/*.md")))
    assert counts["topics_total"] == 195


def test_the_committed_base_is_clean_and_exported_byte_by_byte(folder: Path, tmp_path: Path) -> None:
    checked = run(folder, "kb", "check")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert run(folder, "kb", "export", str(tmp_path / "out")).exit_code == 0
    for path in document_paths(HOME):
        assert (tmp_path / "out" / path.relative_to(HOME)).read_bytes() == path.read_bytes(), path


def test_a_broken_file_is_named_and_nothing_is_imported(folder: Path, tmp_path: Path) -> None:
    run(folder, "kb", "export", str(tmp_path / "out"))
    path = next((tmp_path / "out/content").glob("*/like-unggahan-calon.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("putusan: tidak", "putusan: mungkin"), encoding="utf-8")
    for command in ("check", "import"):
        done = run(folder, "kb", command, str(tmp_path / "out"))
        assert done.exit_code == 1
        assert f"{path}:5: putusan bernilai 'mungkin'" in done.stdout


@pytest.mark.usefixtures("started_sqlite_url")
def test_a_trial_import_changes_nothing(tmp_path: Path) -> None:
    run(tmp_path, "kb", "export", str(tmp_path / "out"))
    path = next((tmp_path / "out/content").glob("*/like-unggahan-calon.md"))
    path.write_text(
        path.read_text(encoding="utf-8").replace("## Sebaiknya\n\n", "## Sebaiknya\n\nSungguh. "), encoding="utf-8"
    )
    for _ in range(2):
        trial = run(tmp_path, "kb", "import", str(tmp_path / "out"), "--dry-run")
        assert "diperbarui: 1 (like-unggahan-calon)" in trial.stdout
    assert "diperbarui: 1" in run(tmp_path, "kb", "import", str(tmp_path / "out")).stdout
    assert "Sungguh." in run(tmp_path, "ask", "bolehkah ASN like postingan calon bupati?").stdout


def test_a_labelled_set_gives_its_figures(folder: Path, tmp_path: Path) -> None:
    rows = [
        {"id": "h1", "text": "bolehkah ASN like postingan calon bupati?", "topics": ["like"], "register": "formal"},
        {"id": "x1", "text": "resep rendang", "kind": "far", "expected": "unanswered"},
    ]
    (tmp_path / "set.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    figures = json.loads(run(folder, "eval", str(tmp_path / "set.jsonl"), "--json").stdout)
    assert figures["in_scope"]["all"]["answered_right"]["rate"] == 1
    assert figures["out_of_scope"]["all"]["false_answer"]["rate"] == 0
    assert "answered_right" in run(folder, "eval", str(tmp_path / "set.jsonl")).stdout


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"NETRAL_TELEGRAM_TOKEN": "changeme-changeme"}, "NETRAL_TELEGRAM_TOKEN is a placeholder"),
        ({"NETRAL_DATABASE_URL": "mysql://x/y"}, "use sqlite:///… or postgresql://…"),
    ],
)
def test_an_unusable_setting_stops_the_start_with_one_sentence(
    folder: Path, environment: dict[str, str], words: str
) -> None:
    done = run_process(folder, "serve", **environment)
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_polling_needs_a_token(folder: Path) -> None:
    done = run_process(folder, "poll")
    assert done.returncode == 2
    assert "NETRAL_TELEGRAM_TOKEN is missing" in done.stderr


def test_migrate_and_purge_say_what_they_did(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").stdout == "migrated\n"
    assert run(tmp_path, "migrate").stdout == "already up to date\n"
    assert (
        "deleted 0 conversations, 0 missed questions, 0 deliveries, 0 decisions, 0 feedback"
        in run(tmp_path, "purge").stdout
    )

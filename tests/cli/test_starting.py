"""What stops the start: each setting that is wrong is a sentence with its mend, never a traceback."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import process

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "ceiba" / "cli" / "main.py"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CEIBA_HOME", "/dev/null/casa", "No se puede usar la carpeta /dev/null/casa"),
        ("CEIBA_DATABASE_URL", "mysql://a:b@c/d", "CEIBA_DATABASE_URL no se entiende"),
        ("CEIBA_DATABASE_URL", "cualquier cosa", "CEIBA_DATABASE_URL no se entiende"),
        ("CEIBA_DATABASE_URL", "postgres://a:b@c:puerto/d", "CEIBA_DATABASE_URL no se entiende"),
        ("CEIBA_DATABASE_URL", "postgres://ana:secreta@127.0.0.1:1/ceiba", "No se pudo entrar a la base de datos"),
        ("CEIBA_DEBUG", "quizá", "«quizá» no sirve en CEIBA_DEBUG"),
        ("CEIBA_HTTPS", "2", "«2» no sirve en CEIBA_HTTPS"),
        ("CEIBA_MAX_DOCUMENT_MB", "0", "«0» no sirve en CEIBA_MAX_DOCUMENT_MB"),
        ("CEIBA_TIME_ZONE", "America/Macondo", "No existe la zona horaria «America/Macondo»"),
        ("CEIBA_EMAIL_URL", "paloma://x", "CEIBA_EMAIL_URL no se entiende"),
    ],
)
def test_a_wrong_setting_is_a_sentence(name: str, value: str, words: str) -> None:
    outcome = process("serve", "--port", "1", **{name: value})
    assert outcome.returncode == 2, outcome.stderr
    assert words in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert "secreta" not in outcome.stderr
    assert len(outcome.stderr.splitlines()) == 1


@pytest.mark.slow
def test_the_traceback_is_there_for_whoever_asks() -> None:
    outcome = process("check", CEIBA_DATABASE_URL="mysql://a:b@c/d", CEIBA_DEBUG="1")
    assert outcome.returncode == 2
    assert "Traceback" in outcome.stderr
    assert outcome.stderr.splitlines()[-1].startswith("CEIBA_DATABASE_URL no se entiende")


@pytest.mark.slow
def test_an_old_python_is_told_which_one_is_needed() -> None:
    code = "import sys; sys.version_info = (3, 9, 2, 'final', 0); import ceiba.cli.main"
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("Ceiba necesita Python 3.11 o posterior")
    assert "Traceback" not in outcome.stderr


@pytest.mark.parametrize("path", [MAIN, ROOT / "ceiba" / "__init__.py", ROOT / "ceiba" / "cli" / "__init__.py"])
def test_an_old_python_can_at_least_read_the_way_in(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))

"""Generated files are up to date, and the comparison that says so can fail."""

from pathlib import Path

from tools import fresh
from tools.generated import refresh, table


def test_every_generated_file_is_up_to_date() -> None:
    assert fresh.main(check=True) == 0


def test_a_page_that_is_old_missing_or_orphaned_is_found_and_mended(tmp_path: Path) -> None:
    old, orphan, missing = (tmp_path / f"{name}.md" for name in ("old", "orphan", "missing"))
    old.write_text("antes", encoding="utf-8")
    orphan.write_text("sobra", encoding="utf-8")
    wanted = {old: "ahora", missing: "falta"}
    assert refresh(tmp_path, wanted, check=True) == 1
    assert refresh(tmp_path, wanted, check=False) == 0
    assert refresh(tmp_path, wanted, check=True) == 0
    assert not orphan.exists()


def test_a_table_escapes_its_own_mark() -> None:
    assert "".join(table(["a"], [["x|y"]])) == "| a |\n| --- |\n| x\\|y |"
    assert list(table(["a"], [])) == []

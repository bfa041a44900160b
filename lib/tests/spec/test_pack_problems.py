"""What is refused in a pack: the cases that the documentation shows."""

import re
from pathlib import Path

import pytest

from civiscope.packs import PackInvalid, read_pack

PAGE = Path(__file__).with_name("pack-problems.md").read_text(encoding="utf-8")
CASES = re.findall(r"## (.+?)\n\n```yaml\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(("facts", "said"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_problems_are_told_with_their_place(tmp_path, facts, said):
    (tmp_path / "pack.yaml").write_text("id: demo\n", encoding="utf-8")
    (tmp_path / "facts.yaml").write_text(facts, encoding="utf-8")

    with pytest.raises(PackInvalid) as caught:
        read_pack(tmp_path)

    assert "".join(f"{problem}\n" for problem in caught.value.problems) == said


def test_every_case_of_the_page_is_read():
    assert len(CASES) == PAGE.count("\n## ")

from pathlib import Path

import pytest

from align_bench.errors import InputError
from align_bench.formats.tmx import write_tmx
from align_bench.formats.tmx_memory import read_memory
from align_bench.model.memory import MemoryEntry
from align_bench.model.unit import Review, Unit

OTHER_TOOL = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
 srclang="en-US" datatype="xml"/><body>
<tu tuid="1" creationdate="20200102T030405Z" creationid="Li"><prop type="x">1</prop>
 <tuv xml:lang="en-US"><seg>The <bpt i="1">&lt;b&gt;</bpt>Treaty<ept i="1">&lt;/b&gt;</ept> &amp; <hi>its</hi>
 zones<ph/>.</seg></tuv>
 <tuv xml:lang="fr"><seg>Le Trait\u00e9.</seg></tuv>
 <tuv xml:lang="ZH_hans_CN" changedate="bad"><seg> 条约。 </seg></tuv></tu>
<tu><tuv lang="zh"><seg>联合国</seg></tuv><tuv lang="EN"><seg>UN</seg></tuv>
 <tuv lang="en-GB" changedate="20210102T030405Z"><seg>United Nations</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>只有中文</seg></tuv><tuv xml:lang="en"><seg> </seg></tuv></tu>
<tu><tuv xml:lang="zh"/></tu>
</body></tmx>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_memory_of_another_tool(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "old.tmx"
    path.write_bytes(OTHER_TOOL.format(encoding=encoding).encode(encoding))
    assert list(read_memory(path)) == [
        MemoryEntry("条约。", "The Treaty & its\n zones.", "old.tmx", "1", "", "2020-01-02T03:04:05+00:00", "Li"),
        MemoryEntry("联合国", "UN", "old.tmx"),
        MemoryEntry("联合国", "United Nations", "old.tmx", updated="2021-01-02T03:04:05+00:00"),
    ]


def test_our_own_memory_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "own.tmx"
    units = (
        Unit("u1", "一、\n二 ", "One\nTwo", reviewer="Li", updated="2026-03-01T09:30:00+00:00"),
        Unit("u2", "三", ""),
    )
    with path.open("wb") as stream:
        write_tmx([Review("d", units)], stream)
    assert list(read_memory(path)) == [
        MemoryEntry("一、\n二", "One\nTwo", "own.tmx", "d:u1", "", "2026-03-01T09:30:00+00:00", "Li")
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("<tmx><body><tu>", "not well-formed XML", id="cut off"),
        pytest.param("", "not well-formed XML", id="empty"),
        pytest.param("<xliff/>", "the root element is <xliff>, not <tmx>", id="another format"),
        pytest.param('<!DOCTYPE tmx [<!ENTITY a "b">]><tmx/>', "declares entities", id="an entity"),
        pytest.param(
            '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>', "declares entities", id="a file"
        ),
        pytest.param(
            f"<tmx><body><tu>{'<prop/>' * 100_001}</tu></body></tmx>", "more than 100,000 elements", id="huge"
        ),
    ],
)
def test_what_is_no_memory_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as raised:
        list(read_memory(path))
    assert raised.value.message.startswith(str(path))
    assert raised.value.hint


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_memory(tmp_path / "none.tmx"))

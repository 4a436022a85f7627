"""Archives: what is read of them, and what they are refused for."""

import contextlib
import gzip
import io
import itertools
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.errors import SubmissionError
from grader.submission import archives, entries, read_submission

GOOD = b"def f(x):\n    return x\n"
FILES = {"a.py": GOOD, "lib/b.py": b"def g(): 1", "note.md": b"# One\nAn answer.", "data.csv": b"1"}


def zipped(files, **options):
    content = io.BytesIO()
    with zipfile.ZipFile(
        content, "w", **{"compression": zipfile.ZIP_DEFLATED, **options}
    ) as archive:
        for name, data in dict(files).items():
            archive.writestr(name, data)
    return content.getvalue()


def tarred(files, mode="w"):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode=mode) as archive:
        for name, data in dict(files).items():
            info = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return content.getvalue()


def member(name, kind, target=""):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


MAKE = {
    "hw.zip": zipped,
    "hw.tar": tarred,
    "hw.tar.gz": lambda files: tarred(files, "w:gz"),
    "hw.tgz": lambda files: tarred(files, "w:gz"),
    "hw.tar.bz2": lambda files: tarred(files, "w:bz2"),
    "hw.tar.xz": lambda files: tarred(files, "w:xz"),
}


@pytest.fixture
def handed_in(tmp_path):
    """Reads a file of this content."""

    def handed_in(content, name="hw.zip"):
        (tmp_path / name).write_bytes(content)
        return read_submission(tmp_path / name)

    return handed_in


@pytest.fixture
def refusal(handed_in):
    """The sentence with which an archive is refused, without its path."""

    def refusal(content, name="hw.zip"):
        with pytest.raises(SubmissionError) as caught:
            handed_in(content, name)
        return str(caught.value).partition(f"{name}: ")[2]

    return refusal


@pytest.fixture
def folder(tmp_path):
    for name, content in FILES.items():
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_bytes(content)
    return read_submission(tmp_path / "mine")


@pytest.mark.parametrize("name", MAKE)
def test_an_archive_is_the_folder_that_it_was_made_of(name, handed_in, folder):
    """With the folder itself in it or without."""
    for top in ("", "mine/", "./mine/"):
        found = handed_in(MAKE[name]({top + n: data for n, data in FILES.items()}), name)

        assert found.files == folder.files
        assert found.answers == folder.answers
        assert found.digest == folder.digest
        assert found.notes == ()


def test_a_folder_that_all_lies_in_does_not_change_the_digest(handed_in, tmp_path):
    (tmp_path / "mine" / "src").mkdir(parents=True)
    (tmp_path / "mine" / "src" / "a.py").write_bytes(GOOD)
    whole = read_submission(tmp_path / "mine")

    assert whole.files.keys() == {"src/a.py"}
    assert handed_in(zipped({"src/a.py": GOOD})).digest == whole.digest
    assert handed_in(zipped({"mine/src/a.py": GOOD})).digest == whole.digest
    assert handed_in(zipped({"src/b.py": GOOD})).digest != whole.digest


def test_the_name_of_an_archive_does_not_decide_what_it_is(handed_in):
    """Browsers unpack, and students rename."""
    assert handed_in(tarred(FILES), "hw.zip").sites.keys() == {"f", "g"}
    assert handed_in(zipped(FILES), "hw.tgz").sites.keys() == {"f", "g"}


def test_what_systems_add_is_left_out(handed_in):
    """And does not count as a second folder at the top."""
    added = ["__MACOSX/mine/._a.py", "mine/.git/x.py", "mine/._a.py", ".DS_Store", "mine/venv/y.py"]

    found = handed_in(zipped({"mine/a.py": GOOD, **dict.fromkeys(added, b"(")}))

    assert set(found.files) == {"a.py"}
    assert found.notes == ()


def test_two_folders_at_the_top_stay(handed_in):
    assert set(handed_in(zipped({"one/a.py": GOOD, "two/data.csv": b""})).files) == {"one/a.py"}


def test_a_folder_with_nothing_but_an_archive_is_that_archive(tmp_path, folder):
    """As course platforms give it out; texts beside it are read as well."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "hw (1).zip").write_bytes(zipped(FILES))
    (tmp_path / "out" / "why.txt").write_text("Because.")

    found = read_submission(tmp_path / "out")

    assert found.files == folder.files
    assert found.answers["why"].text == "Because."
    assert found.notes == ()


def test_an_archive_beside_other_files_is_not_opened_but_noted(tmp_path):
    (tmp_path / "a.py").write_bytes(GOOD)
    (tmp_path / "old.zip").write_bytes(zipped(FILES))

    found = read_submission(tmp_path)

    assert set(found.files) == {"a.py"}
    assert found.notes == ("old.zip was not opened: hand in one archive, or the files",)


def test_an_archive_in_an_archive_is_not_opened(refusal):
    sentence = refusal(zipped({"inner.zip": zipped(FILES)}))

    assert "found none; inner.zip was not opened: it is an archive in an archive" in sentence


@pytest.mark.parametrize(
    "name", ["Übung 1.py", "课.py", "a\tb.py", "a;rm -rf $HOME.py", "'.py", "a\x1b[2J.py"]
)
@pytest.mark.parametrize("make", [zipped, tarred])
def test_any_name_is_a_name(name, make, handed_in):
    assert set(handed_in(make({name: GOOD})).files) == {name}


def test_a_name_in_utf8_that_does_not_say_so_is_read_as_such(handed_in):
    """As the archiver of macOS wrote them for years."""
    content = zipped({"xx.py": GOOD}).replace(b"xx.py", "é.py".encode())

    assert set(handed_in(content).files) == {"é.py"}


def test_a_name_in_another_code_page_is_text(handed_in):
    (name,) = handed_in(zipped({"xxx.py": GOOD}).replace(b"xxx.py", b"a\xff\xfe.py")).files

    assert name.encode()


def test_a_name_in_a_tar_that_is_not_utf8_is_text(handed_in):
    (name,) = handed_in(tarred({os.fsdecode(b"a\xff.py"): GOOD}), "hw.tar").files

    assert name == r"a\xff.py"


def test_folders_of_windows_are_folders(handed_in):
    info = zipfile.ZipInfo("mine\\lib\\a.py")
    info.create_system = 0

    assert set(handed_in(zipped({info: GOOD, "mine/b.py": b""})).files) == {"lib/a.py", "b.py"}


# Refused as a whole.


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.py", "leads out of it"),
        ("x/../../a.py", "leads out of it"),
        ("x\\..\\..\\a.py", "leads out of it"),
        ("../data.csv", "leads out of it"),
        ("../", "leads out of it"),
        ("/etc/a.py", "an absolute path"),
        ("\\\\server\\a.py", "an absolute path"),
        ("C:\\a.py", "an absolute path"),
        ("c:a.py", "an absolute path"),
    ],
)
def test_names_that_lead_out_are_refused(make, name, reason, refusal):
    assert reason in refusal(make({"a.py": GOOD, name: b""}))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(refusal, tmp_path):
    with zipfile.ZipFile(tmp_path / "hw.zip", "w") as archive:
        archive.writestr("a.py", GOOD)
        archive.writestr("./a.py", b"other")

    assert refusal((tmp_path / "hw.zip").read_bytes()) == "a.py is in the archive twice"
    twice = {"mine/a.py": GOOD, "mine/./a.py": GOOD}
    assert refusal(tarred(twice), "hw.tar") == "mine/a.py is in the archive twice"


@pytest.mark.parametrize(
    ("content", "found"),
    [(b"7z\xbc\xaf'\x1c\0\4", "7z"), (b"Rar!\x1a\7\1\0", "RAR"), (b"(\xb5/\xfd\0\0", "zstd")],
)
def test_another_format_is_named_with_what_to_do(content, found, refusal):
    for name in ("hw.zip", "hw.7z", "hw.rar"):
        sentence = f"expected a zip or tar archive, found {found}; make a zip of the files"
        assert refusal(content, name) == sentence


@pytest.mark.parametrize("content", [b"", b"<!DOCTYPE html><title>Log in</title>", GOOD])
def test_what_is_no_archive_is_refused(content, refusal):
    assert "expected a zip or tar archive" in refusal(content)


def test_an_empty_archive_is_refused(refusal):
    assert refusal(zipped({})) == "expected an archive with .py files or notebooks, found none"


def test_an_encrypted_zip_is_refused(refusal):
    content = bytearray(zipped({"a.py": GOOD}))
    content[content.index(b"PK\3\4") + 6] |= 1
    content[content.index(b"PK\1\2") + 8] |= 1

    assert refusal(bytes(content)) == "the archive is encrypted; make one without a password"


@pytest.mark.parametrize("name", MAKE)
def test_an_archive_that_is_cut_off_is_refused(name, refusal):
    content = MAKE[name]({"a.py": os.urandom(20_000), "b.py": GOOD})

    assert "the archive is" in refusal(content[: len(content) // 2], name)


def test_a_wrong_checksum_is_refused(refusal):
    content = zipped({"a.py": GOOD}, compression=zipfile.ZIP_STORED).replace(
        b"return x", b"return y"
    )

    assert "damaged" in refusal(content)


def test_a_broken_header_in_the_middle_of_a_tar_is_refused(refusal):
    """The library takes it for the end, and says nothing."""
    content = bytearray(tarred({"a.py": GOOD, "b.py": GOOD}))
    content[1024 + 150] ^= 1

    assert "damaged" in refusal(bytes(content), "hw.tar")


@pytest.mark.parametrize("make", [zipped, tarred])
def test_too_many_files_are_refused(make, refusal, monkeypatch):
    monkeypatch.setattr(archives, "MAX_ENTRIES", 10)

    assert "expected at most 10 files in the archive" in refusal(
        make({f"{i}.csv": b"" for i in range(11)})
    )


def test_a_directory_of_millions_of_entries_is_not_read(refusal, monkeypatch):
    """The library would read all of it before it says how many there are."""
    monkeypatch.setattr(archives, "MAX_DIRECTORY_BYTES", 2**17)

    assert "found more" in refusal(zipped({f"{i:060}.csv": b"" for i in range(1300)}))


def test_a_tar_that_unpacks_to_more_than_allowed_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TAR_BYTES", 2**20)
    bomb = tarred({"a.py": GOOD, "zeros": bytes(2**21)}, "w:gz")

    assert len(bomb) < 5000
    assert "unpacks to more than 1,048,576 bytes" in refusal(bomb, "hw.tgz")


def test_a_long_header_of_a_tar_is_not_looked_into(refusal):
    """The library's patterns take time that grows with the square of its length."""
    info = tarfile.TarInfo("a.py")
    info.pax_headers = {"comment": "1" * 2**16}

    assert "a header in the archive is longer" in refusal(tarred({info: b""}), "hw.tar")


def sparse(numbers):
    """A tar with a sparse file, whose table of holes the library reads at once."""
    info = tarfile.TarInfo("a.py")
    info.pax_headers = {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"}
    return tarred({info: b"%d\n" % numbers + b"0\n" * 2 * numbers})


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(gzip.compress(tarred({"a.py": GOOD})) + bytes(10_000), id="zeros behind"),
        pytest.param(
            gzip.compress(b"") * 50_000 + gzip.compress(tarred({"a.py": GOOD})), id="nothing, often"
        ),
        pytest.param(sparse(50_000), id="table of holes"),
    ],
)
def test_a_tar_over_which_the_library_sits_for_hours_is_refused(content, refusal, monkeypatch):
    monkeypatch.setattr(archives, "MAX_TAR_SECONDS", 100)
    monkeypatch.setattr(archives.time, "monotonic", itertools.count().__next__)

    assert "takes too long to read" in refusal(content, "hw.tar.gz")


def test_a_tar_that_leads_back_to_its_own_beginning_ends(refusal):
    """A size below zero is one that the format can say."""
    content = bytearray(tarred({"a.csv": b"1", "b.py": GOOD}))
    content[124:136] = b"\xff" * 10 + b"\xfc\x00"
    header = content[:148] + b" " * 8 + content[156:512]
    content[148:156] = b"%06o\0 " % sum(header)

    assert refusal(bytes(content), "hw.tar")


# Files that are not read, and cost only themselves.


def test_links_and_devices_are_not_read_with_a_note(handed_in):
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
    odd = {member(f"{n}.py", kind, "/etc/passwd"): b"" for n, kind in enumerate(kinds)}

    found = handed_in(
        tarred({"a.py": GOOD, member("data", tarfile.SYMTYPE, "x"): b"", **odd}), "hw.tar"
    )

    assert set(found.files) == {"a.py"}
    assert found.notes == tuple(
        f"{n}.py was not read: it is a link or no regular file" for n in range(4)
    )


def test_a_link_in_a_zip_is_not_read_with_a_note(handed_in):
    link = zipfile.ZipInfo("x.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16

    found = handed_in(zipped({"a.py": GOOD, link: b"/etc/passwd"}))

    assert set(found.files) == {"a.py"}
    assert found.notes == ("x.py was not read: it is a link or no regular file",)


@pytest.mark.parametrize("make", [zipped, tarred])
def test_a_large_file_costs_only_itself(make, handed_in):
    found = handed_in(make({"a.py": GOOD, "x.py": b"#" * (2**20 + 1), "big.csv": bytes(2**22)}))

    assert set(found.files) == {"a.py"}
    assert found.notes == ("x.py was not read: it has 1,048,577 bytes, at most 1,048,576 are read",)


def test_a_file_that_is_larger_than_it_says_is_never_unpacked(refusal):
    """What it says is not what is believed."""
    content = zipped({"a.py": bytes(10**6)})
    said = (10**6).to_bytes(4, "little")
    assert content.count(said) == 2

    assert "damaged" in refusal(content.replace(said, (1000).to_bytes(4, "little")))


def test_a_file_in_the_place_of_a_folder_costs_only_what_stands_in_that(handed_in):
    """No file system could have both, and the student's process gets one."""
    found = handed_in(zipped({"x.py": GOOD, "x.py/b.py": b"def g(): 1", "c.py": b""}))

    assert set(found.files) == {"x.py", "c.py"}
    assert found.notes == ("x.py/b.py was not read: x.py is a file, and no folder",)


def test_a_name_that_no_file_can_have_costs_only_its_file(handed_in):
    """The student's process could not store it, and would fail for all problems."""
    info = tarfile.TarInfo("b.py")
    info.pax_headers = {"path": "b\0c.py"}
    found = handed_in(tarred({"a.py": GOOD, info: GOOD}), "hw.tar")

    assert found.files.keys() == {"a.py"}
    assert found.notes == ("b\0c.py was not read: no file can have that name",)


def test_a_long_name_costs_only_its_file(handed_in):
    found = handed_in(zipped({"a.py": GOOD, "b" * 250 + ".py": GOOD, "ü" * 120 + "/c.py": GOOD}))

    assert set(found.files) == {"a.py"}
    assert [note[-31:] for note in found.notes] == ["was not read: its name is too long"[-31:]] * 2


def test_files_lie_as_deep_as_in_folders(handed_in):
    deep = "/".join("abcdefghijkl")

    found = handed_in(zipped({f"{deep}/in.py": GOOD, f"{deep}/m/out.py": b"", "top.csv": b""}))

    assert set(found.files) == {f"{deep}/in.py"}
    assert entries.MAX_DEPTH == 12


def test_nothing_is_written_anywhere(handed_in, tmp_path):
    handed_in(zipped(FILES))

    assert [path.name for path in tmp_path.rglob("*")] == ["hw.zip"]


@given(data=st.data())
@settings(
    max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_a_damaged_archive_is_read_or_refused_and_never_fails(data, tmp_path):
    """Whatever bytes of it are others."""
    name = data.draw(st.sampled_from(sorted(MAKE)))
    content = bytearray(MAKE[name](FILES))
    for place, value in data.draw(
        st.lists(
            st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), min_size=1, max_size=8
        )
    ):
        content[place] = value
    file = Path(tmp_path) / name
    file.write_bytes(content)

    with contextlib.suppress(SubmissionError):
        read_submission(file)

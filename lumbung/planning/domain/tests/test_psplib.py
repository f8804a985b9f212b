"""PSPLIB files are read whole; broken ones are told with their lines, and nothing ever crashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lumbung.kit.errors import DocumentInvalid
from lumbung.planning.domain.psplib import Job, Mode, Project, read_psplib
from lumbung.planning.domain.tests.psplib_files import LIBRARY, MULTI, SINGLE, needs_library


def test_a_single_mode_file_is_read() -> None:
    assert read_psplib(SINGLE, file="hand.sm") == Project(
        (
            Job((Mode(0, (0,), ()),), (1, 2)),
            Job((Mode(2, (2,), ()),), (3,)),
            Job((Mode(3, (2,), ()),), (4,)),
            Job((Mode(4, (1,), ()),), (4,)),
            Job((Mode(0, (0,), ()),), ()),
        ),
        (3,),
        (),
    )


def test_a_multi_mode_file_is_read() -> None:
    project = read_psplib(MULTI.encode(), file="hand.mm")
    assert project.jobs[1] == Job((Mode(1, (2,), (5,)), Mode(4, (1,), (1,))), (3,))
    assert (project.renewable, project.nonrenewable) == ((2,), (6,))


@needs_library
def test_every_file_of_the_library_is_read() -> None:
    for path in sorted(LIBRARY.glob("*/*.[sm]m")):
        project = read_psplib(path.read_bytes(), file=path.name)
        assert len(project.topological) == len(project.jobs) >= 22


def changed(old: str, new: str, text: str = SINGLE) -> str:
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (changed("   2        1          1           4", "   2        1          1           9"),
         15, "Job 2 cannot have the successor 9."),
        (changed("   2        1          1           4", "   2        1          2           4"),
         15, "Here stands: job 2"),
        (changed("  3      1     3       2", "  3      1     3       2    1"),
         25, "Here stands mode 1 of job 3: its duration and 1 requests."),
        (changed("  3      1     3       2", "  3      1    -3       2"),
         25, "“-3” is not a whole number of 0 or more."),
        (changed("  3      1     3       2", "  3      1     3.5     2"),
         25, "“3.5” is not a whole number of 0 or more."),
        (changed("  4      1     4       1\n", ""),
         26, "This section has 4 rows; the file says 5."),
        (changed("jobs (incl. supersource/sink ):  5", "jobs (incl. supersource/sink ):  7"),
         18, "This section has 5 rows; the file says 7."),
        (changed("jobs (incl.", "men (incl."), 1, "The head does not tell the number of jobs."),
        (changed("constrained        :  0", "constrained        :  2"),
         1, "Doubly constrained resources are not read."),
        (changed("    3\n****", "    3    4\n****"), 31, "Here stand 1 availabilities, not 2."),
        (changed("  4      1     4       1", "  4      1  900000       1"),
         23, "All durations together are 900005; at most 200000 are read."),
        (changed("   4        1          1           5", "   4        1          1           2"),
         15, "Job 2 waits, in the end, for itself."),
        ("", 1, "The section “PRECEDENCE RELATIONS” is missing or empty."),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_with_its_line(text: str, place: int, said: str) -> None:
    with pytest.raises(DocumentInvalid) as refused:
        read_psplib(text, file="hand.sm")
    told = [(finding.line, str(finding)) for finding in refused.value.findings]
    assert any(line == place and said in text for line, text in told), told


def test_what_no_time_limit_could_hold_is_refused() -> None:
    """2,000 jobs of 100 periods on one resource took generation minutes, whatever the limit."""
    jobs = range(1, 2001)
    text = "\n".join(
        [
            "jobs (incl. supersource/sink ):  2000",
            "  - renewable                 :  1   R",
            "  - nonrenewable              :  0   N",
            "PRECEDENCE RELATIONS:",
            *(f"{job} 1 0" for job in jobs),
            "REQUESTS/DURATIONS:",
            *(f"{job} 1 100 1" for job in jobs),
            "RESOURCEAVAILABILITIES:",
            "1",
        ]
    )
    with pytest.raises(DocumentInvalid) as refused:
        read_psplib(text, file="hand.sm")
    told = str(refused.value.findings[0])
    assert "All durations together are 200000; at most 1500 are read." in told


def test_all_faults_are_told_at_once() -> None:
    text = changed("  2      1     2       2", "  2      1     x       y")
    text = changed(
        "   3        1          1           5", "   3        1          1           3", text
    )
    with pytest.raises(DocumentInvalid) as refused:
        read_psplib(text, file="hand.sm")
    assert [finding.line for finding in refused.value.findings] == [16, 24, 24]


@given(
    st.sampled_from([SINGLE, MULTI]),
    st.lists(
        st.tuples(
            st.integers(0, 2000),
            st.integers(0, 30),
            st.text("0123456789 -*:.\nRNDx\x00é", max_size=12),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_a_mangled_file_is_read_or_refused(text: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, instead in cuts:
        text = text[:at] + instead + text[at + length :]
    try:
        project = read_psplib(text, file="hand.sm")
    except DocumentInvalid as refused:
        assert refused.findings
    else:
        assert len(project.topological) == len(project.jobs)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(DocumentInvalid):
        read_psplib(content, file="hand.sm")

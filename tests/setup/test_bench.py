"""`make bench` reads what wrk says, and compares by processor time."""

import pytest

from setup.bench import report, wrk
from setup.bench.report import AIMS, COLD, CONSTANT, HELLO, STORED, Aim, Runs
from setup.bench.wrk import Failed, Load

pytestmark = pytest.mark.nodb

OUTPUT = """Running 5s test @ http://127.0.0.1:8000/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.46ms  490.28us  12.92ms   91.31%
    Req/Sec    10.93k   635.27    11.82k    78.00%
  Latency Distribution
     50%  {median}
     75%    1.56ms
     90%    1.80ms
     99%  {p99}
  54331 requests in {seconds}, 7.05MB read
{trouble}Requests/sec:  10864.25
Transfer/sec:      1.41MB
"""


def output(median="850.00us", p99="3.40ms", seconds="5.00s", trouble="") -> str:
    return OUTPUT.format(median=median, p99=p99, seconds=seconds, trouble=trouble)


def test_report_of_wrk_is_read():
    assert wrk.read(output()) == Load(54331, 5.0, 0.00085, 0.0034)
    slow = wrk.read(output(median="1.20s", p99="0.5m", seconds="1.00m"))
    assert slow == Load(54331, 60.0, 1.2, 30.0)


@pytest.mark.parametrize(
    "said",
    [
        output(trouble="  Non-2xx or 3xx responses: 3\n"),
        output(trouble="  Socket errors: connect 0, read 2, write 0, timeout 0\n"),
        "unable to connect to 127.0.0.1:8000",
    ],
)
def test_run_with_a_bad_answer_counts_for_nothing(said):
    with pytest.raises(Failed):
        wrk.read(said)


def runs(*processor: float) -> Runs:
    found = Runs()
    for seconds in processor:
        found.add(Load(1000, 1.0, 0.001, 0.002), seconds)
    return found


def test_ratio_compares_the_middle_rounds_by_processor_time():
    given = {STORED: runs(0.2, 0.25, 9.0), HELLO: runs(0.1, 0.2, 0.3)}
    assert report.ratio(given, Aim(STORED, HELLO)) == pytest.approx(0.8)
    text = "\n".join(report.ratios(given))
    assert f"| {STORED} / {HELLO} | 0.80 | ≥ 0.9 | **missed** |" in text
    # What was not measured is not spoken of.
    assert COLD not in text
    assert CONSTANT not in text
    assert len(AIMS) > text.count(" / ")


def test_tables_replace_the_former_ones_and_leave_the_words_alone(tmp_path):
    file = tmp_path / "performance.md"
    file.write_text(f"# Performance\n\nWords.\n\n{report.MARK}old numbers\n")
    report.write(file, ["| new |", ""])
    assert file.read_text() == f"# Performance\n\nWords.\n\n{report.MARK}\n| new |\n"

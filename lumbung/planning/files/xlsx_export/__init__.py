"""A work plan as a workbook that a treasurer can follow: each line of spending, sums as formulas,
and what was assumed. Whoever shows it offers it as `application/vnd.openxmlformats-officedocument.
spreadsheetml.sheet`.
"""

from io import BytesIO

from openpyxl import Workbook

from lumbung.planning.domain.plan import SolveResult
from lumbung.planning.domain.scenario import Scenario
from lumbung.planning.files.words import translator
from lumbung.planning.files.xlsx_export.contents import Contents
from lumbung.planning.files.xlsx_export.means import add_means
from lumbung.planning.files.xlsx_export.money import add_spending
from lumbung.planning.files.xlsx_export.options import add_options, add_unmet
from lumbung.planning.files.xlsx_export.proof import add_proof
from lumbung.planning.files.xlsx_export.servers import add_servers
from lumbung.planning.files.xlsx_export.summary import add_summary
from lumbung.planning.files.xlsx_export.work import add_activities, add_load

__all__ = ["plan_workbook"]


def plan_workbook(scenario: Scenario, result: SolveResult, *, language: str = "id") -> bytes:
    """The workbook; without a plan only what was asked, with what, and why there is none."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    book.properties.creator = "Lumbung"
    book.properties.title = scenario.name
    book.calculation.fullCalcOnLoad = True
    contents = Contents.of(scenario, result, translator(language))
    add_summary(book, contents)
    if contents.figures is not None:
        add_options(book, contents, contents.figures)
        add_activities(book, contents, contents.figures)
        add_spending(book, contents, contents.figures)
        add_servers(book, contents, contents.figures)
        add_load(book, contents, contents.figures)
    add_unmet(book, contents)
    add_means(book, contents)
    add_proof(book, contents)
    content = BytesIO()
    book.save(content)
    return content.getvalue()

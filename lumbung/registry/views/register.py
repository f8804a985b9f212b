"""How each kind of row looks on its pages: columns and filters of the list, and what its page shows
beside the facts. Views and addresses are made from this; what a row is, is declared in `entities`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lumbung.registry import entities
from lumbung.registry.entity import Entity

STEPS = (
    "create",
    "detail",
    "edit",
    "delete",
    "import",
    "columns",
    "preview",
    "findings",
    "export-csv",
    "export-xlsx",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A list on a row's page: the rows of `slug` whose field `by` is this row."""

    slug: str
    by: str


@dataclass(frozen=True, slots=True)
class Page:
    """`columns` are field names, the first one links to the row; `fills` draws how full a server
    is. `total` names the field of money that is summed below a list, `invented` the flag of rows
    that are invented (empty where none can be)."""

    entity: Entity
    lede: str | Promise
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    total: str = ""
    note: str | Promise = ""
    invented: str = "example"

    @property
    def title(self) -> str:
        return str(self.entity.model._meta.verbose_name_plural)

    @property
    def one(self) -> str:
        return str(self.entity.model._meta.verbose_name)

    @property
    def is_sourced(self) -> bool:
        return "example" in self.entity.fields

    def address(self, step: str = "") -> str:
        """The name of one of its addresses: list, or a step such as `edit`."""
        return f"registry:{self.entity.slug}" + (f"-{step}" if step else "")

    @property
    def addresses(self) -> dict[str, str]:
        """For templates, which cannot call `address` with a step."""
        return {step.replace("-", "_"): self.address(step) for step in STEPS}


PAGES: tuple[Page, ...] = (
    Page(
        entities.AGENCIES,
        _("The agencies (perangkat daerah) whose needs the plan serves."),
        ("name", "short_name", "kind"),
        ("kind", "example"),
        (Beside("applications", "owner"), Beside("services", "agency")),
    ),
    Page(
        entities.APPLICATIONS,
        _("What runs today, as far as it is known. Blanks are normal and stay visible."),
        ("name", "owner", "operator", "state", "source_custody", "contract_until"),
        ("owner", "operator", "app_class", "state", "source_custody", "example"),
        (Beside("services", "applications"),),
    ),
    Page(
        entities.SERVICES,
        _("What citizens and offices get, whichever application carries it."),
        ("name", "agency"),
        ("agency", "example"),
    ),
    Page(
        entities.SERVERS,
        _("Kominfo's servers, what runs on them and what is kept free."),
        ("name", "location", "fills", "kept_free_percent"),
        ("example",),
        (Beside("applications", "server"),),
        note=_("The darker part at the end of a bar is kept free and never planned with."),
    ),
    Page(
        entities.SERVER_PURCHASES,
        _("Kinds of server that the plan may buy."),
        ("name", "cpu_millicores", "memory_mib", "disk_gib", "price_idr", "lead_weeks"),
        ("example",),
    ),
    Page(
        entities.STAFF_ROLES,
        _("Kinds of work, the value of a day of it, and what a day costs outside."),
        ("name", "day_value_idr", "outside_day_price_idr", "outside_days_per_year"),
        ("example",),
        (Beside("staff", "role"),),
    ),
    Page(
        entities.STAFF,
        _("Posts and the part of their week that other duties leave for the plan."),
        ("post", "role", "decidays_per_week", "from_day", "until_day"),
        ("role", "example"),
        (Beside("absences", "member"),),
    ),
    Page(
        entities.ABSENCES,
        _("Leave, training and other duties, by post."),
        ("from_day", "until_day", "member", "reason"),
        ("member",),
        invented="member__example",
    ),
    Page(
        entities.FISCAL_YEARS,
        _("Budget years and the days between which their money may be paid."),
        ("year", "spend_from", "spend_until"),
        ("example",),
        (Beside("budget-lines", "fiscal_year"),),
    ),
    Page(
        entities.HOLIDAYS,
        _("Working days that nobody works."),
        ("day", "name"),
        ("example",),
    ),
    Page(
        entities.BUDGET_LINES,
        _("Money the plan may use, by year, code and source of funds."),
        ("code", "name", "fiscal_year", "source_of_funds", "amount_idr"),
        ("fiscal_year", "example"),
        total="amount_idr",
    ),
    Page(
        entities.BUDGET_CODES,
        _("Codes of the national budget classification, as they read in one year."),
        ("code", "name", "level", "year", "unverified"),
        ("year", "level", "unverified"),
    ),
    Page(
        entities.REGIONS,
        _("Provinces, regencies and cities with the ministry's codes."),
        ("code", "name", "level", "parent"),
        ("level",),
        invented="",
        note=_(
            "Codes and names from the region list of idn-area-data, made available under the Open "
            "Database License (ODbL) 1.0."
        ),
    ),
)
PAGE_OF: dict[str, Page] = {page.entity.slug: page for page in PAGES}

"""`scenario.yml` in and out: text to document to the planner's frozen values, and back.

read(dump(scenario)) == scenario. Ids: an option's own activity `a` becomes `{option}/a` in the
scenario; shared activities keep theirs. Days with one decimal become whole tenths.
"""

from lumbung.catalogue.domain.recipes.recipe import (
    ActivityDocument,
    CapacityDocument,
    CostDocument,
    PrecedenceDocument,
)
from lumbung.kit.documents import locate_document
from lumbung.kit.errors import Finding
from lumbung.planning.domain.calendar import Calendar, FiscalYear, Holiday
from lumbung.planning.domain.scenario import (
    DECIDAYS_PER_DAY,
    Absence,
    Activity,
    Agency,
    BudgetLine,
    Capacity,
    Cost,
    Effort,
    Need,
    Option,
    Precedence,
    Role,
    Scenario,
    Server,
    ServerPurchase,
    Service,
    StaffMember,
)
from lumbung.planning.domain.scenario_checks import check_scenario
from lumbung.planning.domain.scenario_document import (
    CalendarDocument,
    OptionDocument,
    ScenarioDocument,
    StaffDocument,
)


def read_scenario(text: str | bytes, *, file: str) -> Scenario:
    """The scenario in `text`; raises DocumentInvalid with all findings, warnings among them."""
    return read_scenario_with_findings(text, file=file)[0]


def read_scenario_with_findings(
    text: str | bytes, *, file: str
) -> tuple[Scenario, tuple[Finding, ...]]:
    """The scenario and the warnings that do not keep it from being planned."""
    located = locate_document(text, ScenarioDocument, file=file, check=check_scenario)
    return scenario_from_document(located.model), located.findings


def scenario_from_document(document: ScenarioDocument) -> Scenario:
    """Frozen values of a document whose references hold (scenario_checks)."""
    return Scenario(
        name=document.name,
        region=document.region,
        calendar=_calendar(document.calendar),
        agencies=tuple(Agency(agency.id, agency.name) for agency in document.agencies),
        needs=tuple(Need(**dict(need)) for need in document.needs),
        roles=tuple(
            Role(
                id=role.id,
                name=role.name,
                day_value_idr=role.day_value_idr,
                outside_day_price_idr=role.outside_day_price_idr,
                outside_days_per_year=role.outside_days_per_year,
                outside_budget_code=role.outside_budget_code or "",
                example=role.example,
            )
            for role in document.roles
        ),
        staff=tuple(_staff_member(member) for member in document.staff),
        budget=tuple(BudgetLine(**dict(line)) for line in document.budget),
        servers=tuple(
            Server(
                server.id,
                server.name,
                _capacity(server.total),
                _capacity(server.used),
                server.kept_free_percent,
                server.example,
            )
            for server in document.servers
        ),
        purchases=tuple(
            ServerPurchase(
                id=purchase.id,
                name=purchase.name,
                total=_capacity(purchase.total),
                kept_free_percent=purchase.kept_free_percent,
                price_idr=purchase.price_idr,
                budget_code=purchase.budget_code,
                lead_weeks=purchase.lead_weeks,
                max_count=purchase.max_count,
                example=purchase.example,
            )
            for purchase in document.purchases
        ),
        options=tuple(_option(option) for option in document.options),
        activities=_activities(document),
    )


def _calendar(document: CalendarDocument) -> Calendar:
    return Calendar(
        first_day=document.first_day,
        weeks=document.weeks,
        fiscal_years=tuple(
            FiscalYear(year.year, year.spend_from, year.spend_until)
            for year in document.fiscal_years
        ),
        holidays=tuple(Holiday(holiday.day, holiday.name) for holiday in document.holidays),
        cost_lifetime_years=document.cost_lifetime_years,
    )


def decidays(days: float) -> int:
    """Whole tenths of a person-day; the document allows no finer step."""
    return round(days * DECIDAYS_PER_DAY)


def _staff_member(document: StaffDocument) -> StaffMember:
    return StaffMember(
        id=document.id,
        role=document.role,
        decidays_per_week=decidays(document.days_per_week),
        from_day=document.from_day,
        until_day=document.until_day,
        absences=tuple(
            Absence(absence.from_day, absence.until_day, absence.reason)
            for absence in document.absences
        ),
        example=document.example,
    )


def _capacity(document: CapacityDocument) -> Capacity:
    return Capacity(document.cpu_millicores, document.memory_mib, document.disk_gib)


def _costs(documents: tuple[CostDocument, ...]) -> tuple[Cost, ...]:
    return tuple(Cost(cost.code, cost.amount_idr) for cost in documents)


def _option(document: OptionDocument) -> Option:
    return Option(
        id=document.id,
        name=document.name,
        kind=document.kind,
        serves=tuple(Service(service.need, service.fit_percent) for service in document.serves),
        provider=document.provider,
        provider_name=document.provider_name,
        yearly_costs=_costs(document.yearly_costs),
        demand=_capacity(document.demand) if document.demand else None,
        requires_needs=document.requires_needs,
        requires_options=document.requires_options,
        excludes=document.excludes,
        terms=document.terms,
        source=document.source,
        example=document.example,
    )


def _activities(document: ScenarioDocument) -> tuple[Activity, ...]:
    """Shared activities first, then each option's own, in the order of the document."""
    users: dict[str, list[str]] = {shared.id: [] for shared in document.shared_activities}
    for option in document.options:
        for used in option.uses:
            users[used].append(option.id)
    found = [
        activity_from_document(shared, shared.id, tuple(users[shared.id]), {})
        for shared in document.shared_activities
        if users[shared.id]
    ]
    for option in document.options:
        own = {activity.id: f"{option.id}/{activity.id}" for activity in option.activities}
        found += [
            activity_from_document(activity, own[activity.id], (option.id,), own)
            for activity in option.activities
        ]
    return tuple(found)


def activity_from_document(
    document: ActivityDocument, id: str, options: tuple[str, ...], own: dict[str, str]
) -> Activity:
    """`own` maps the recipe's local activity ids to scenario ids; other ids are shared ones."""
    after = [
        PrecedenceDocument(activity=entry) if isinstance(entry, str) else entry
        for entry in document.after
    ]
    return Activity(
        id=id,
        name=document.name,
        options=options,
        least_weeks=document.least_weeks,
        most_weeks=document.most_weeks or document.least_weeks,
        effort=tuple(Effort(role, decidays(days)) for role, days in document.effort_days.items()),
        after=tuple(
            Precedence(own.get(entry.activity, entry.activity), entry.lag_weeks) for entry in after
        ),
        costs=_costs(document.costs),
        source=document.source,
        example=document.example,
    )

"""Contested scenarios from a seed, for tests and benchmarks; every row is marked as an example.

The same arguments give the same scenario. Means are drawn as a share of what serving everything
would take, so that money, people and servers each bind somewhere. No figure is of a real region.
"""

from datetime import date, timedelta
from random import Random

from lumbung.planning.domain.calendar import Calendar, FiscalYear, Holiday
from lumbung.planning.domain.scenario import (
    Absence,
    Activity,
    Agency,
    BudgetLine,
    Capacity,
    Cost,
    Effort,
    Need,
    Option,
    OptionKind,
    Precedence,
    Role,
    Scenario,
    Server,
    ServerPurchase,
    Service,
    StaffMember,
)

FIRST_DAY = date(2026, 1, 5)
CODES = ("5.1.02.01", "5.1.02.02", "5.2.02.05")
PROVIDERS = 6
KINDS = (OptionKind.ADOPT, OptionKind.ADOPT, OptionKind.USE, OptionKind.BUILD, OptionKind.BUY)
WEEKS_PER_YEAR = 52


def generate_scenario(
    seed: int,
    *,
    agencies: int = 30,
    needs: int = 40,
    options: int = 60,
    weeks: int = 156,
    servers: int = 8,
    roles: int = 8,
    activities_per_option: tuple[int, int] = (5, 9),
    plenty: float = 0.55,
) -> Scenario:
    """A made-up city; `plenty` is the share of all work and money that the means allow."""
    return _Generator(
        Random(seed), agencies, needs, options, weeks, servers, roles, activities_per_option, plenty
    ).scenario(seed)


class _Generator:
    def __init__(
        self,
        random: Random,
        agencies: int,
        needs: int,
        options: int,
        weeks: int,
        servers: int,
        roles: int,
        per_option: tuple[int, int],
        plenty: float,
    ) -> None:
        self.random = random
        self.counts = {"agency": agencies, "need": needs, "option": options, "server": servers}
        self.weeks = weeks
        self.per_option = per_option
        self.plenty = plenty
        self.roles = tuple(f"role-{number}" for number in range(roles))
        self.agreements = {
            provider: self._activity(f"pks-{provider}", (), (2, 6), 1)
            for provider in range(PROVIDERS)
        }

    def scenario(self, seed: int) -> Scenario:
        needs = tuple(self._need(number) for number in range(self.counts["need"]))
        options, activities = self._options(needs)
        return Scenario(
            name=f"generated {seed}",
            region="00.00",
            calendar=self._calendar(),
            agencies=tuple(
                Agency(f"agency-{n}", f"Agency {n}") for n in range(self.counts["agency"])
            ),
            needs=needs,
            roles=tuple(self._role(role) for role in self.roles),
            staff=self._staff(activities),
            budget=self._budget(options, activities),
            servers=self._servers(options),
            purchases=self._purchases(),
            options=options,
            activities=activities,
        )

    def _calendar(self) -> Calendar:
        last = FIRST_DAY + timedelta(weeks=self.weeks)
        years = range(FIRST_DAY.year, last.year + 1)
        return Calendar(
            FIRST_DAY,
            self.weeks,
            tuple(FiscalYear(year, date(year, 2, 1), date(year, 12, 15)) for year in years),
            tuple(Holiday(date(year, 8, 17), "Independence Day") for year in years),
        )

    def _need(self, number: int) -> Need:
        due = FIRST_DAY + timedelta(weeks=self.random.randint(self.weeks // 3, self.weeks))
        return Need(
            f"need-{number}",
            f"Need {number}",
            f"agency-{number % self.counts['agency']}",
            weight=self.random.randint(1, 10),
            mandatory=self.random.random() < 0.08,
            deadline=due if self.random.random() < 0.15 else None,
            example=True,
        )

    def _role(self, role: str) -> Role:
        price = 100_000 * self.random.randint(9, 22)
        buys = self.random.random() < 0.5
        return Role(
            role,
            role,
            day_value_idr=price // 2,
            outside_day_price_idr=price if buys else None,
            outside_days_per_year=self.random.randint(10, 60) if buys else 0,
            outside_budget_code=CODES[1] if buys else "",
            example=True,
        )

    def _options(self, needs: tuple[Need, ...]) -> tuple[tuple[Option, ...], tuple[Activity, ...]]:
        options: list[Option] = []
        activities: list[Activity] = []
        uses: dict[int, list[str]] = {provider: [] for provider in range(PROVIDERS)}
        for number in range(self.counts["option"]):
            option = self._option(number, needs)
            options.append(option)
            activities += self._recipe(option, uses)
        for provider, agreement in self.agreements.items():
            if uses[provider]:
                shared = tuple(uses[provider])
                activities.append(
                    Activity(
                        agreement.id,
                        agreement.name,
                        shared,
                        agreement.least_weeks,
                        agreement.most_weeks,
                        agreement.effort,
                        example=True,
                    )
                )
        return tuple(options), tuple(activities)

    def _option(self, number: int, needs: tuple[Need, ...]) -> Option:
        """The first options go round the needs, so that most needs have one; the rest compete."""
        random = self.random
        kind = random.choice(KINDS)
        main = needs[number % len(needs)]
        others = random.sample(needs, k=min(len(needs), random.choice((0, 0, 0, 1, 2))))
        serves = dict.fromkeys([main.id, *(need.id for need in others)])
        demand = Capacity(
            500 * random.randint(1, 8), 1024 * random.randint(1, 16), 10 * random.randint(1, 40)
        )
        earlier = [f"option-{before}" for before in range(number)]
        return Option(
            f"option-{number}",
            f"Option {number}",
            kind,
            tuple(Service(need, random.randint(40, 100)) for need in serves),
            yearly_costs=(Cost(random.choice(CODES), 1_000_000 * random.randint(2, 60)),),
            demand=demand if kind in (OptionKind.ADOPT, OptionKind.BUILD) else None,
            requires_options=tuple(random.sample(earlier, 1))
            if earlier and random.random() < 0.08
            else (),
            requires_needs=(needs[0].id,) if number and random.random() < 0.05 else (),
            excludes=tuple(random.sample(earlier, 1)) if earlier and random.random() < 0.08 else (),
            example=True,
        )

    def _recipe(self, option: Option, uses: dict[int, list[str]]) -> list[Activity]:
        """A rough chain with side branches that meet in the last activity."""
        random = self.random
        count = random.randint(*self.per_option)
        made: list[Activity] = []
        first: tuple[Precedence, ...] = ()
        if option.kind in (OptionKind.ADOPT, OptionKind.USE):
            provider = random.randrange(PROVIDERS)
            uses[provider].append(option.id)
            first = (Precedence(self.agreements[provider].id),)
        for number in range(count):
            after = first
            if made:
                after = (Precedence(random.choice(made[-2:]).id, random.choice((0, 0, 0, 1, 2))),)
            if made and number == count - 1:
                waited = {before.activity for one in made for before in one.after}
                after = tuple(Precedence(one.id) for one in made if one.id not in waited)
            made.append(self._activity(f"{option.id}/{number}", after, (1, 6), 2, option.id))
        return made

    def _activity(
        self,
        activity: str,
        after: tuple[Precedence, ...],
        weeks: tuple[int, int],
        most_roles: int,
        *options: str,
    ) -> Activity:
        random = self.random
        least = random.randint(*weeks)
        roles = random.sample(self.roles, random.randint(1, min(most_roles, len(self.roles))))
        costs: tuple[Cost, ...] = ()
        if random.random() < 0.3:
            costs = (Cost(random.choice(CODES), 1_000_000 * random.randint(3, 150)),)
        return Activity(
            activity,
            activity,
            options,
            least,
            least + random.choice((0, 0, 1, 2, 4)),
            tuple(Effort(role, random.randint(4, 12) * least) for role in roles),
            after,
            costs,
            example=True,
        )

    def _staff(self, activities: tuple[Activity, ...]) -> tuple[StaffMember, ...]:
        """People for `plenty` of all work of each role, each with up to 4 days a week."""
        staff: list[StaffMember] = []
        for role in self.roles:
            work = sum(e.decidays for one in activities for e in one.effort if e.role == role)
            weekly = max(round(self.plenty * work / self.weeks), 15)
            while weekly > 0:
                decidays = min(weekly, self.random.randint(15, 40))
                weekly -= decidays
                staff.append(self._member(f"{role}-{len(staff)}", role, decidays))
        return tuple(staff)

    def _member(self, member: str, role: str, decidays: int) -> StaffMember:
        leave = FIRST_DAY + timedelta(days=self.random.randint(0, self.weeks * 7))
        return StaffMember(
            member,
            role,
            decidays,
            absences=(Absence(leave, leave + timedelta(days=11), "leave"),),
            example=True,
        )

    def _budget(
        self, options: tuple[Option, ...], activities: tuple[Activity, ...]
    ) -> tuple[BudgetLine, ...]:
        """By code, `plenty` of all one-off money over the years, and of yearly money rising."""
        years = self.weeks / WEEKS_PER_YEAR
        lines: list[BudgetLine] = []
        for code in CODES:
            once = sum(c.amount_idr for one in activities for c in one.costs if c.code == code)
            yearly = sum(
                c.amount_idr for one in options for c in one.yearly_costs if c.code == code
            )
            for number, fiscal_year in enumerate(self._calendar().fiscal_years):
                rising = min(1.0, (number + 0.5) / years)
                amount = (
                    self.plenty * (once / years + yearly * rising) * self.random.uniform(0.7, 1.3)
                )
                lines.append(
                    BudgetLine(
                        fiscal_year.year, code, round(amount / 1_000_000) * 1_000_000, example=True
                    )
                )
        return tuple(lines)

    def _servers(self, options: tuple[Option, ...]) -> tuple[Server, ...]:
        """Room for `plenty` of all demand, on machines of uneven size."""
        count = self.counts["server"]
        if not count:
            return ()
        demands = [option.demand for option in options if option.demand]
        servers = []
        for number in range(count):
            size = self.random.uniform(0.6, 1.4) * self.plenty / count
            cpu = max(8000, round(size * sum(d.cpu_millicores for d in demands) * 1.25))
            memory = max(16384, round(size * sum(d.memory_mib for d in demands) * 1.25))
            disk = max(400, round(size * sum(d.disk_gib for d in demands) * 1.5))
            servers.append(
                Server(
                    f"server-{number}",
                    f"Server {number}",
                    Capacity(cpu, memory, disk),
                    Capacity(),
                    kept_free_percent=20,
                    example=True,
                )
            )
        return tuple(servers)

    def _purchases(self) -> tuple[ServerPurchase, ...]:
        return (
            ServerPurchase(
                "new-server",
                "New server",
                Capacity(16000, 65536, 2000),
                kept_free_percent=20,
                price_idr=180_000_000,
                budget_code=CODES[2],
                lead_weeks=8,
                max_count=2,
                example=True,
            ),
        )

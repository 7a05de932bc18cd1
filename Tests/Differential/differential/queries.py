"""Queries from seeds: each part is written twice, in Grove and in SQL, from the same choice.

A part's SQL is a function of the row it is asked of, since the same words mean another row in a
nested query. Flags are 1, 0 and null in columns; conditions are SQL's own yes, no and null.
"""
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from .database import over, rounded
from .views import ALIGNS
from .worlds import EPOCH, KINDS, LEVELS, STATES, STATUSES, TAGS, WORDS, add_months, day, iso


@dataclass(frozen=True)
class Row:
    """A row in SQL: its alias, its kind, the prefix of its viewpoint's tables."""

    alias: str
    kind: str
    view: str

    def __getitem__(self, column):
        return f'{self.alias}."{column}"'


@dataclass
class Part:
    """Words of Grove and what they mean in SQL, for a row."""

    text: str
    sql: object
    type: str = "flag"


@dataclass
class Column:
    name: str
    text: str
    sql: object
    type: str


@dataclass
class Stage:
    """A stage: its words, and how it turns one select into the next.

    `apply` takes the name of the rows before and gives the select of those after; `columns` are the
    columns after it, or none when they stay; `skipped` gives the select that counts the rows a filter
    drops because its condition is missing.
    """

    text: str
    apply: object
    columns: list = None
    skipped: object = None


@dataclass
class Query:
    kind: str
    adjectives: list = field(default_factory=list)
    modifiers: list = field(default_factory=list)
    ending: Part = None
    stages: list = field(default_factory=list)
    # Words such as `as of D`, and from the views of a workspace the one they mean.
    view: Part = None

    def seen(self, views):
        """The view the query asks."""
        return self.view.sql(views) if self.view else views.view(views.world.today)

    def sql(self, view):
        """The select of the answer, and those of the rows skipped at each step."""
        row = Row("r", self.kind, view)
        conditions = [p.sql(row) for p in self.adjectives + self.modifiers + ([self.ending] if self.ending else [])]
        condition = " and ".join(f"({c})" for c in conditions) or "1 = 1"
        start = f"from {table(row)} r where {kind_condition(row)}"
        steps = [("s0", f"select r.pos as pos, r.pos as _o {start} and ({condition})")]
        skipped = [("", f"select count(*) {start} and ({condition}) is null")]
        for stage in self.stages:
            before = steps[-1][0]
            with_before = "with " + ", ".join(f"{name} as ({select})" for name, select in steps) + " "
            if stage.skipped:
                skipped.append((with_before, stage.skipped(before, view)))
            steps.append((f"s{len(steps)}", stage.apply(before, view)))
        whole = "with " + ", ".join(f"{name} as ({select})" for name, select in steps)
        names = ", ".join(f'"{c.name}"' for c in self.columns())
        return f"{whole} select {names} from {steps[-1][0]} order by _o", [a + b for a, b in skipped]

    def columns(self):
        return next(s.columns for s in reversed(self.stages) if s.columns)

    @property
    def text(self):
        words = [p.text for p in self.adjectives] + [PLURAL[self.kind]]
        words += [p.text for p in self.modifiers] + ([self.view.text] if self.view else [])
        words += [self.ending.text] if self.ending else []
        return " | ".join([" ".join(words)] + [s.text for s in self.stages])

    def smaller(self):
        """The same with one part less, for finding what a difference is about."""
        for place in reversed(range(len(self.stages))):
            yield replace(self, stages=self.stages[:place] + self.stages[place + 1:])
        if self.ending:
            yield replace(self, ending=None)
        if self.view:
            yield replace(self, view=None)
        for name in ("modifiers", "adjectives"):
            parts = getattr(self, name)
            for place in range(len(parts)):
                yield replace(self, **{name: parts[:place] + parts[place + 1:]})


PLURAL = {
    "goals": "goals", "objectives": "objectives", "key_results": "key results", "kpis": "kpis",
    "initiatives": "initiatives", "check_ins": "check-ins", "teams": "teams", "people": "people",
    "cycles": "cycles", "links": "links",
}
GOALS = ("goals", "objectives", "key_results", "kpis", "initiatives")
JUDGED = ("goals", "objectives", "key_results")
NODE_TABLE = {"person": "people", "team": "teams", "cycle": "cycles", "goal": "goals", "objective": "goals"}

# Fields by kind: name, type, column.
COMMON = [
    ("id", "text"), ("title", "text"), ("kind", "text"), ("owner", "person"), ("team", "team"), ("cycle", "cycle"),
    ("start", "date"), ("due", "date"), ("created", "date"), ("state", "text"), ("level", "text"), ("weight", "number"),
    ("open", "flag", "is_open"), ("overdue", "flag"), ("stale", "flag"), ("unaligned", "flag"), ("unowned", "flag"),
    ("circular", "flag"), ("draft", "flag"), ("cancelled", "flag"), ("check_ins_expected", "number"),
    ("check_ins_made", "number"),
]
JUDGEMENT = [
    ("progress", "ratio"), ("expected", "ratio"), ("elapsed", "ratio"), ("gap", "points"), ("status", "text"),
    ("done", "flag"), ("started", "flag"), ("behind", "flag"), ("ahead", "flag"), ("score", "number"),
    ("commitment", "text"), ("committed", "flag"), ("aspirational", "flag"), ("stated_status", "text"),
    ("stated_progress", "ratio"), ("progress_is_stated", "flag"), ("confidence", "ratio"),
]
OF_KEY_RESULTS = [("baseline", "number"), ("target", "number"), ("current", "number"), ("holding", "flag")]
OF_KPIS = [
    ("value", "number"), ("target", "number"), ("attainment", "ratio"), ("health", "text"), ("in_band", "flag"),
    ("confidence", "ratio"),
]
FIELDS = {
    "objectives": COMMON + JUDGEMENT,
    "key_results": COMMON + JUDGEMENT + OF_KEY_RESULTS,
    "kpis": COMMON + OF_KPIS,
    "initiatives": COMMON + [("effort", "number")],
    "check_ins": [
        ("goal", "goal"), ("date", "date"), ("value", "number"), ("confidence", "ratio"), ("stated_status", "text"),
        ("note", "text"), ("author", "person"), ("days_late", "number"),
    ],
    "teams": [("id", "text"), ("name", "text"), ("parent", "team"), ("lead", "person"), ("closed", "date")],
    "people": [("id", "text"), ("name", "text"), ("team", "team"), ("manager", "person"), ("left", "date")],
    "cycles": [
        ("id", "text"), ("name", "text"), ("start", "date"), ("end", "date"), ("parent", "cycle"), ("kind", "text"),
        ("closed", "date"), ("current", "flag", "is_current"),
    ],
    "links": [("child", "goal"), ("parent", "goal"), ("kind", "text"), ("weight", "number")],
}
FIELDS["goals"] = list({f[0]: f for kind in KINDS for f in FIELDS[kind]}.values())
HEADLINE = {k: ("progress", "ratio") for k in JUDGED} | {"kpis": ("attainment", "ratio"), "check_ins": ("value", "number")}
HEADLINE_DATE = {k: "due" for k in GOALS} | {
    "check_ins": "date", "teams": "closed", "people": "left", "cycles": "start"}
NAME = {k: "title" for k in GOALS} | {"check_ins": "note", "teams": "name", "people": "name", "cycles": "name"}
ADJECTIVES = ("open", "overdue", "stale", "unaligned", "unowned", "circular", "draft", "cancelled")
JUDGED_ADJECTIVES = ("behind", "ahead", "done", "started", "committed", "aspirational")


def kind_condition(row):
    """What makes a row of the goals table one of the kind."""
    return f"{row['kind']} = '{KINDS[row.kind]}'" if row.kind in KINDS else "1 = 1"


def table(row):
    return f"{row.view}{'goals' if row.kind in GOALS else row.kind}"


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class QueryMaker:
    """Makes queries for one workspace."""

    def __init__(self, world, seed, engine, features=()):
        self.w, self.engine, self.features = world, engine, features
        self.r = random.Random(f"{world.shape} {world.seed} {seed}")
        self.aliases = 0
        self.viewed = False

    def chance(self, percent):
        return self.r.randrange(100) < percent

    def alias(self, kind, view):
        self.aliases += 1
        return Row(f"r{self.aliases}", kind, view)

    # MARK: Values

    def fields(self, kind, *types):
        return [(f[0], f[1], f[-1] if len(f) == 3 else f[0]) for f in FIELDS[kind] if not types or f[1] in types]

    def field(self, kind, *types):
        found = self.fields(kind, *types)
        if not found:
            return None
        name, type, column = self.r.choice(found)
        return Part(name, lambda row: row[column], type)

    def literal(self, type):
        r = self.r
        if type == "ratio":
            value = r.choice([0, 10, 20, 25, 30, 50, 60, 75, 90, 100, 110])
            return Part(f"{value}%", lambda row: repr(value / 100), type)
        if type == "points":
            value = r.choice([0, 5, 10, 25, 40, 60])
            return Part(f"{value} points", lambda row: repr(value / 100), type)
        value = r.choice([0, 1, 2, 3, 5, 10, 20, 40, 50, 100])
        return Part(str(value), lambda row: f"{value}.0", type)

    def amount(self, kind, type, depth):
        """A number, ratio or points of the row."""
        r = self.r
        choice = r.randrange(10)
        if depth == 0 or choice < 4:
            found = self.field(kind, type)
            return found if found and self.chance(80) else self.literal(type)
        if choice == 4:
            a, b = self.amount(kind, type, depth - 1), self.literal(type)
            return Part(f"({a.text} ?? {b.text})", lambda row: f"coalesce({a.sql(row)}, {b.sql(row)})", type)
        if choice == 6 and kind in GOALS and not self.viewed and self.fields(kind, type) and self.chance(50):
            return self.looked_back(kind, type)
        if choice == 5:
            c, a, b = self.condition(kind, depth - 1), self.amount(kind, type, depth - 1), self.amount(kind, type, depth - 1)
            return Part(
                f"(if {c.text} then {a.text} else {b.text})",
                lambda row: f"(case when {c.sql(row)} then {a.sql(row)} when not ({c.sql(row)}) then {b.sql(row)} end)", type)
        if type == "ratio":
            a, b = self.amount(kind, "ratio", depth - 1), self.amount(kind, "points", depth - 1)
            sign = r.choice("+-")
            return Part(f"({a.text} {sign} {b.text})", lambda row: rounded(f"{a.sql(row)} {sign} {b.sql(row)}"), type)
        if type == "points":
            if self.chance(60):
                a, b = self.amount(kind, "ratio", depth - 1), self.amount(kind, "ratio", depth - 1)
                sign = "-"
            else:
                a, b = self.amount(kind, "points", depth - 1), self.amount(kind, "points", depth - 1)
                sign = r.choice("+-")
            return Part(f"({a.text} {sign} {b.text})", lambda row: rounded(f"{a.sql(row)} {sign} {b.sql(row)}"), type)
        if choice == 6 and self.relations(kind):
            return self.counted(kind)
        if choice == 7 and (folded := self.folded(kind)):
            return folded
        a, b = self.amount(kind, "number", depth - 1), self.amount(kind, "number", depth - 1)
        sign = r.choice("+-*/")
        if sign == "/":
            return Part(f"({a.text} / {b.text})", lambda row: f"({a.sql(row)} / nullif({b.sql(row)}, 0))", type)
        return Part(f"({a.text} {sign} {b.text})", lambda row: f"({a.sql(row)} {sign} {b.sql(row)})", type)

    def counted(self, kind):
        """How many related rows there are."""
        other, member = self.r.choice(self.relations(kind))
        return Part(
            f"count(this.{other})", lambda row: f"(select 1.0 * count(*) from {self.related(row, other, 'x')})", "number")

    def folded(self, kind):
        """A fold over a field of related rows."""
        choices = [k for k, _ in self.relations(kind) if k in ("key_results", "initiatives", "check_ins", "objectives")]
        if not choices:
            return None
        other = self.r.choice(choices)
        name, type, column = self.r.choice(self.fields(other, "number"))
        fold = self.r.choice(("sum", "min", "max", "avg"))
        return Part(
            f"{fold}(this.{other}.{name})",
            lambda row: f"(select {fold}(x.\"{column}\") from {self.related(row, other, 'x')})", "number")

    # MARK: Other days

    def past_day(self):
        """A day of the past: its words and its number."""
        w, r = self.w, self.r
        n = r.randint(1, 160)
        at = EPOCH + timedelta(days=w.today)
        return r.choice(((iso(w.today - n), w.today - n), (f"{n} days ago", w.today - n), ("yesterday", w.today - 1),
                         ("start of last month", add_months(day(at.year, at.month, 1), -1))))

    def viewpoint(self):
        """`as of`, `as known on`, or both; the SQL is a view of the views."""
        (text, at), (known_text, known) = self.past_day(), self.past_day()
        choice = self.r.randrange(4)
        if choice == 0:
            return Part(f"as known on {known_text}", lambda views: views.view(views.world.today, known=known))
        if choice == 1:
            return Part(f"as of {text} as known on {known_text}", lambda views: views.view(at, past=True, known=known))
        return Part(f"as of {text}", lambda views: views.view(at, past=True))

    def looked_back(self, kind, type):
        """A field of the row as it was on another day; of a row that was not there it is missing."""
        name, _, column = self.r.choice(self.fields(kind, type))
        text, at = self.past_day()
        return Part(
            f"({name} as of {text})", lambda row: (
                f"(select x.\"{column}\" from {table(Row('x', kind, row.view.as_of(at)))} x where x.id = {row['id']})"), type)

    # MARK: Days and periods

    def moment(self):
        """A day: its words and its number."""
        w, r = self.w, self.r
        at = EPOCH + timedelta(days=w.today)
        monday = w.today - at.weekday()
        n = r.randint(0, 100)
        if not self.viewed and self.chance(10):
            # Inside a view `today` is the day that is looked from.
            return "today", w.today
        return r.choice([
            (iso(w.today + r.randint(-150, 120)), None), ("yesterday", w.today - 1),
            (f"{n} days ago", w.today - n), (f"{n % 5} months ago", add_months(w.today, -(n % 5))), ("monday", monday),
            ("start of this month", day(at.year, at.month, 1)),
            ("end of this quarter", self.quarter(0)[1] - 1), ("start of this quarter", self.quarter(0)[0]),
            ("last friday", monday - 3 if at.weekday() <= 4 else monday + 4),
        ])

    def a_day(self):
        text, number = self.moment()
        if number is None:
            number = (date.fromisoformat(text) - EPOCH).days
        return text, number

    def fiscal_start(self, offset=0):
        at = EPOCH + timedelta(days=self.w.today)
        year = at.year if at.month >= self.w.fiscal_month else at.year - 1
        return day(year + offset, self.w.fiscal_month, 1)

    def quarter(self, offset):
        """The fiscal quarter that many quarters from today's."""
        start = self.fiscal_start()
        while add_months(start, 3) <= self.w.today:
            start = add_months(start, 3)
        return add_months(start, 3 * offset), add_months(start, 3 * offset + 3)

    def fiscal_year(self, named):
        """The year of that name: named by the calendar year it begins or ends in."""
        first = day(named, self.w.fiscal_month, 1)
        if self.w.fiscal_month > 1 and self.w.fiscal_named_by == "end":
            first = day(named - 1, self.w.fiscal_month, 1)
        return first, add_months(first, 12)

    def period(self):
        """A period: its words, its first day and the day after its last."""
        w, r = self.w, self.r
        at = EPOCH + timedelta(days=w.today)
        month = lambda y, m: (day(y, m, 1), add_months(day(y, m, 1), 1))
        this_month = day(at.year, at.month, 1)
        monday = w.today - at.weekday()
        n, m = r.randint(1, 40), r.randint(1, 12)
        year_start, year_end = self.fiscal_start(), self.fiscal_start(1)
        named = r.choice((2025, 2026))
        quarter, half = r.randint(1, 4), r.randint(1, 2)
        first, _ = self.fiscal_year(named)
        a = w.today + r.randint(-120, 60)
        b = a + r.randint(1, 120)
        if not self.viewed and self.chance(10):
            return r.choice([
                ("this quarter to date", self.quarter(0)[0], w.today + 1), ("this year to date", year_start, w.today + 1)])
        return r.choice([
            (f"2026-{m:02}", *month(2026, m)), (date(2026, m, 1).strftime("%B 2026"), *month(2026, m)),
            (f"year {named}", *self.fiscal_year(named)), (f"FY{named}", *self.fiscal_year(named)),
            (f"Q{quarter} {named}", add_months(first, 3 * quarter - 3), add_months(first, 3 * quarter)),
            (f"{named}-Q{quarter}", add_months(first, 3 * quarter - 3), add_months(first, 3 * quarter)),
            (f"H{half} {named}", add_months(first, 6 * half - 6), add_months(first, 6 * half)),
            ("this quarter", *self.quarter(0)), ("last quarter", *self.quarter(-1)), ("next quarter", *self.quarter(1)),
            ("this year", year_start, year_end), ("this month", this_month, add_months(this_month, 1)),
            ("last month", add_months(this_month, -1), this_month), ("this week", monday, monday + 7),
            ("last 3 months", add_months(this_month, -3), this_month),
            ("next 2 quarters", self.quarter(1)[0], self.quarter(2)[1]),
            (f"past {n} days", w.today - n + 1, w.today + 1), (f"coming {n} days", w.today, w.today + n),
            (f"{iso(a)} to {iso(b)}", a, b),
        ])

    def when(self, column_of):
        """A date word with what follows it."""
        word = self.r.choice(("before", "after", "since", "until"))
        if self.chance(50):
            text, start = self.a_day()
            end = start + 1
        else:
            text, start, end = self.period()
            if " to " in text:
                text = f"({text})"
        compare = {"before": f"< {start}", "after": f">= {end}", "since": f">= {start}", "until": f"< {end}"}[word]
        return Part(f"{word} {text}", lambda row: f"{column_of(row)} {compare}")

    # MARK: Conditions

    def condition(self, kind, depth):
        """A condition for `where`."""
        r = self.r
        choice = r.randrange(14)
        if depth > 0 and choice < 3:
            word = r.choice(("and", "or"))
            parts = [self.condition(kind, depth - 1) for _ in range(2)]
            return Part(
                f"({parts[0].text} {word} {parts[1].text})",
                lambda row: f"(({parts[0].sql(row)}) {word} ({parts[1].sql(row)}))")
        if depth > 0 and choice == 3:
            inner = self.condition(kind, depth - 1)
            return Part(f"(not ({inner.text}))", lambda row: f"(not ({inner.sql(row)}))")
        if choice == 4:
            found = self.field(kind)
            test = r.choice(("missing", "present"))
            return Part(f"{found.text} is {test}", lambda row: f"{found.sql(row)} is {'' if test == 'missing' else 'not '}null")
        if choice == 5 and self.fields(kind, "flag"):
            found = self.field(kind, "flag")
            return Part(found.text, lambda row: f"{found.sql(row)} = 1")
        if choice in (6, 7):
            found = self.field(kind, "date")
            if found:
                when = self.when(found.sql)
                return Part(f"{found.text} {when.text}", when.sql)
        if choice == 8:
            return self.text_condition(kind)
        if choice == 9:
            return self.node_condition(kind)
        if choice == 10 and len(self.fields(kind, "date")) > 1:
            a, b = self.field(kind, "date"), self.field(kind, "date")
            if a.text != b.text:
                sign = r.choice(("<", "<=", ">", ">=", "=", "!="))
                return Part(f"{a.text} {sign} {b.text}", lambda row: f"{a.sql(row)} {sql_sign(sign)} {b.sql(row)}")
        types = [t for t in ("number", "ratio", "points") if self.fields(kind, t)]
        if not types:
            return self.text_condition(kind)
        type = r.choice(types)
        a, b = self.amount(kind, type, min(depth, 2)), self.amount(kind, type, min(depth, 1))
        if is_literal(a.text):
            a = self.field(kind, type)
        if self.chance(20):
            c = self.literal(type)
            return Part(
                f"{a.text} between {b.text} and {c.text}",
                lambda row: f"({a.sql(row)} >= {b.sql(row)} and {a.sql(row)} <= {c.sql(row)})")
        if a.text == b.text:
            b = self.literal(type)
        sign = r.choice(("<", "<=", ">", ">=", "=", "!="))
        return Part(f"{a.text} {sign} {b.text}", lambda row: f"{a.sql(row)} {sql_sign(sign)} {b.sql(row)}")

    def text_condition(self, kind):
        r = self.r
        sets = {"state": STATES, "level": LEVELS, "status": STATUSES, "stated_status": STATUSES}
        closed = [f for f in self.fields(kind, "text") if f[0] in sets]
        if closed and self.chance(50):
            name, _, column = r.choice(closed)
            words = r.sample(sets[name], r.randint(1, 3))
            if len(words) == 1:
                sign = r.choice(("=", "!="))
                return Part(f'{name} {sign} "{words[0]}"', lambda row: f"{row[column]} {sql_sign(sign)} {quoted(words[0])}")
            sign = r.choice(("in", "not in"))
            listed = ", ".join(f'"{word}"' for word in words)
            return Part(
                f"{name} {sign} ({listed})", lambda row: f"{row[column]} {sign} ({', '.join(map(quoted, words))})")
        column = NAME.get(kind, "kind")
        word = r.choice(WORDS).lower()
        piece = word[: r.randint(1, len(word))]
        negated = r.choice(("", "", "not "))
        test, pattern = r.choice((
            ("contains", f"%{piece}%"), ("starts with", f"{piece}%"), ("ends with", f"%{word}")))
        shown = word if test == "ends with" else piece
        return Part(f'{column} {negated}{test} "{shown}"', lambda row: f"{negated}(lower({row[column]}) like '{pattern}')")

    def node_condition(self, kind):
        """A field that refers to a row, or a field of that row."""
        r = self.r
        nodes = [f for f in self.fields(kind, "person", "team", "cycle") if self.w.tables[NODE_TABLE[f[1]]]]
        if not nodes:
            return self.text_condition(kind)
        name, type, column = r.choice(nodes)
        there = NODE_TABLE[type]
        if self.chance(50):
            id = r.choice(self.w.ids(there))
            sign = r.choice(("=", "!="))
            return Part(f"{name} {sign} @{id}", lambda row: f"{row[column]} {sql_sign(sign)} '{id}'")
        dates = self.fields(there, "date")
        part, _, far = r.choice(dates)
        reach = lambda row: f"(select x.\"{far}\" from {row.view}{there} x where x.id = {row[column]})"
        when = self.when(reach)
        return Part(f"{name}.{part} {when.text}", when.sql)

    # MARK: Modifiers

    def modifier(self, kind, depth, view_words=True):
        """A modifier with the family of which only one may stand; nothing when the dice find none."""
        r = self.r
        choice = r.randrange(14)
        if choice == 13 and kind in GOALS and self.w.tables["changes"]:
            return "changed", self.changed(kind)
        if choice in (0, 1) and kind in HEADLINE:
            name, type = HEADLINE[kind]
            level = self.level(kind, type, lambda row: row[name], name)
            return "headline", level
        if choice == 2:
            types = [f for f in self.fields(kind, "number", "ratio", "points")]
            if types:
                name, type, column = r.choice(types)
                level = self.level(kind, type, lambda row: row[column], name)
                return f"level {name}", Part(f"{name} {level.text}", level.sql)
        if choice == 3 and kind in HEADLINE_DATE:
            return self.dated(kind)
        if choice in (4, 5) and kind in GOALS:
            return "in", self.filed(kind)
        if choice in (6, 7):
            found = self.relation(kind, depth)
            if found:
                return found
        if choice == 8 and kind in NAME:
            return f"text {r.random()}", self.text_modifier(kind)
        if choice == 9 and depth > 0 and self.relations(kind):
            return f"with {r.random()}", self.having(kind, depth)
        if choice == 10 and depth > 0:
            parts = [self.modifier(kind, 0)[1] for _ in range(2)]
            if all(parts) and parts[0].text != parts[1].text:
                return f"or {r.random()}", Part(
                    f"({parts[0].text} or {parts[1].text})",
                    lambda row: f"(({parts[0].sql(row)}) or ({parts[1].sql(row)}))")
        if choice == 11 and kind in JUDGED:
            return self.degree(kind)
        found = self.word(kind)
        return found if found else ("", None)

    def changed(self, kind):
        """Whether the files record a change of a field, since some day."""
        names = [f for f in ("target", "weight", "state", "level", "due", "owner", "cycle")
                 if any(name == f for name, *_ in FIELDS[kind])]
        name = self.r.choice(names)
        when = self.when(lambda row: "c.date") if self.chance(60) else Part("", lambda row: "1 = 1")
        return Part(f"changed {name} {when.text}".strip(), lambda row: (
            f"(select count(*) from change_of c where c.goal = {row['id']} and c.field = '{name}' "
            f"and {row.view.has_happened} and {when.sql(row)}) > 0"))

    def level(self, kind, type, column, name):
        a, b = self.literal(type), self.literal(type)
        missing = self.chance(15)
        word = self.r.choice(("below", "above", "at least", "at most", "exactly", "between"))
        signs = {"below": "<", "above": ">", "at least": ">=", "at most": "<=", "exactly": "="}
        if word == "between":
            text = f"between {a.text} and {b.text}"
            sql = lambda row: f"({column(row)} >= {a.sql(row)} and {column(row)} <= {b.sql(row)})"
        else:
            text = f"{word} {a.text}"
            sql = lambda row: f"({column(row)} {signs[word]} {a.sql(row)})"
        if missing:
            return Part(f"{text} or missing", lambda row: f"({sql(row)} or {column(row)} is null)")
        return Part(text, sql)

    def dated(self, kind):
        name = HEADLINE_DATE[kind]
        if self.chance(30):
            text, start, end = self.period()
            if kind in GOALS:
                return "during", Part(f"during {text}", lambda row: f"({row['start']} < {end} and {row['due']} >= {start})")
            if kind == "cycles":
                return "during", Part(f"during {text}", lambda row: f"({row['start']} < {end} and {row['end']} >= {start})")
            return "during", Part(f"during {text}", lambda row: f"({row[name]} >= {start} and {row[name]} < {end})")
        if self.chance(50):
            dates = self.fields(kind, "date")
            name, _, column = self.r.choice(dates)
            if self.chance(40):
                text, start, end = self.period()
                return f"dated {name}", Part(
                    f"{name} during {text}", lambda row: f"({row[column]} >= {start} and {row[column]} < {end})")
            when = self.when(lambda row: row[column])
            return f"dated {name}", Part(f"{name} {when.text}", when.sql)
        when = self.when(lambda row: row[name])
        return "dated", when

    def filed(self, kind):
        """`in` a period, a cycle, or several of these."""
        places = [self.place() for _ in range(self.r.choice((1, 1, 1, 2)))]
        text = places[0][0] if len(places) == 1 else "(" + ", ".join(
            f"({p[0]})" if " to " in p[0] and len(places) > 1 else p[0] for p in places) + ")"
        return Part(f"in {text}", lambda row: "(" + " or ".join(p[1](row) for p in places) + ")")

    def place(self):
        if self.chance(40) and self.w.tables["cycles"]:
            id = self.r.choice(self.w.ids("cycles"))
            inside = f"(select below from below_cycles where above = '{id}')"

            def sql(row):
                spans = f"from file_cycles y where y.id in {inside} and y.start is not null"
                return (f"(case when {row['cycle']} is not null then {row['cycle']} in {inside} "
                        f"when {row['due']} is null or (select count(*) {spans}) = 0 then null "
                        f"else (select count(*) {spans} and {row['due']} between y.start and y.\"end\") > 0 end)")
            return f"@{id}", sql
        text, start, end = self.period()
        bounds = lambda column, row: f"(select y.{column} from file_cycles y where y.id = {row['cycle']})"
        return text, lambda row: (
            f"(case when {row['cycle']} is not null then ({bounds('start', row)} >= {start} "
            f"and {bounds(chr(34) + 'end' + chr(34), row)} < {end}) else ({row['due']} >= {start} and {row['due']} < {end}) end)")

    def relation(self, kind, depth):
        r, w = self.r, self.w
        goals = w.goal_ids()
        some = lambda ids: r.sample(ids, min(len(ids), r.choice((1, 1, 1, 2))))
        written = lambda ids: f"@{ids[0]}" if len(ids) == 1 else "(" + ", ".join(f"@{id}" for id in ids) + ")"
        listed = lambda ids: "(" + ", ".join(map(quoted, ids)) + ")"
        choices = []
        if kind in GOALS:
            choices = ["under", "under", "supported", "owned", "team", "cycle", "goal", "person", "nested"]
        elif kind == "people":
            choices = ["reporting", "team"]
        elif kind == "check_ins":
            choices = ["of goal", "author"]
        elif kind == "links":
            choices = ["of goal"]
        if not choices:
            return None
        choice = r.choice(choices)
        if choice in ("under", "supported"):
            ids = some(goals if r.random() < 0.4 else w.ids("objectives"))
            far, near = ("above", "below") if choice == "under" else ("below", "above")
            directly, limit = self.depth()
            word = "under" if choice == "under" else "supported by"
            return f"{choice} {ids}", Part(
                f"{directly}{word} {written(ids)}{limit[0]}",
                lambda row: f"{row['id']} in (select {near} from {row.view}reach where {far} in {listed(ids)}{limit[1]})")
        if choice == "nested" and depth > 0:
            inner = self.nested("objectives", depth - 1)
            far, near, word = r.choice((("above", "below", "under"), ("below", "above", "supported by")))
            def sql(row):
                other = self.alias("objectives", row.view)
                return (f"{row['id']} in (select {near} from {row.view}reach where {far} in (select {other['id']} "
                        f"from {table(other)} {other.alias} where {kind_condition(other)} and {inner.sql(other)}))")
            return "nested", Part(f"{word} ({inner.text})", sql)
        if choice in ("owned", "person", "nested"):
            ids = some(w.ids("people"))
            word = "of" if choice == "person" else "owned by"
            return "owned", Part(
                f"{word} {written(ids)}", lambda row: self.known(
                    f"select 1 from {row.view}owned o where o.goal = {row['id']}", f"and o.person in {listed(ids)}"))
        if choice == "team" and kind in GOALS:
            ids = some(w.ids("teams"))
            return f"team {ids}", Part(
                f"of {written(ids)}", lambda row: self.known(
                    f"select 1 from {row.view}member_team o where o.goal = {row['id']}",
                    f"and o.member in (select below from below_teams where above in {listed(ids)})"))
        if choice == "team":
            ids = some(w.ids("teams"))
            return f"team {ids}", Part(
                f"of {written(ids)}",
                lambda row: f"{row['team']} in (select below from below_teams where above in {listed(ids)})")
        if choice == "cycle" and w.tables["cycles"]:
            ids = some(w.ids("cycles"))
            return f"cycle {ids}", Part(
                f"of {written(ids)}",
                lambda row: f"{row['cycle']} in (select below from below_cycles where above in {listed(ids)})")
        if choice == "goal":
            ids = some(w.ids("objectives"))
            return f"of {ids}", Part(
                f"of {written(ids)}",
                lambda row: f"{row['id']} in (select below from {row.view}reach where above in {listed(ids)} and depth = 1)")
        if choice == "reporting":
            ids = some(w.ids("people"))
            directly, limit = self.depth()
            return "reporting", Part(
                f"{directly}reporting to {written(ids)}{limit[0]}",
                lambda row: f"{row['id']} in (select below from below_people where above in {listed(ids)} "
                f"and depth > 0{limit[1]})")
        if choice == "of goal":
            ids = some(goals)
            if kind == "links":
                return f"of {ids}", Part(
                    f"of {written(ids)}", lambda row: f"({row['child']} in {listed(ids)} or {row['parent']} in {listed(ids)})")
            return f"of {ids}", Part(f"of {written(ids)}", lambda row: f"{row['goal']} in {listed(ids)}")
        if choice == "author":
            ids = some(w.ids("people"))
            return "author", Part(f"of {written(ids)}", lambda row: f"{row['author']} in {listed(ids)}")
        return None

    def known(self, rows, narrowed):
        """Whether a row is among those of `rows` that are narrowed; nothing is known without any."""
        return f"(case when exists ({rows}) then exists ({rows} {narrowed}) end)"

    def depth(self):
        choice = self.r.randrange(5)
        if choice == 0:
            return "directly ", ("", " and depth = 1")
        if choice == 1:
            n = self.r.randint(2, 4)
            return "", (f" to depth {n}", f" and depth <= {n}")
        return "", ("", "")

    def text_modifier(self, kind):
        r = self.r
        words = [r.choice(WORDS).lower() for _ in range(r.choice((1, 1, 2)))]
        column = NAME[kind]
        choice = r.randrange(3)
        if choice == 0 and kind in GOALS:
            tag = r.choice(TAGS)
            return Part(f'tagged "{tag}"', lambda row: self.known(
                f"select 1 from goal_tag t where t.goal = {row['id']}", f"and t.member = '{tag}'"))
        if choice == 1:
            pattern = r.choice((f"*{words[0]}*", f"{words[0]}*", f"?{words[0][1:]}*", "*e*a*"))
            like = pattern.replace("*", "%").replace("?", "_")
            return Part(f'matching "{pattern}"', lambda row: f"lower({row[column]}) like '{like}'")
        written = f'"{words[0]}"' if len(words) == 1 else "(" + ", ".join(f'"{w}"' for w in words) + ")"
        return Part(f"named {written}", lambda row: "(" + " or ".join(
            f"lower({row[column]}) like '%{word}%'" for word in words) + ")")

    def word(self, kind):
        r = self.r
        if kind == "people":
            return "left", Part("left", lambda row: f"coalesce({row['left']} <= {row.view.today}, 1 = 0)")
        if kind == "teams":
            return "closed", Part("closed", lambda row: f"coalesce({row['closed']} <= {row.view.today}, 1 = 0)")
        if kind == "cycles":
            return "current", Part("current", lambda row: f"{row['is_current']} = 1")
        if kind not in GOALS:
            return None
        choice = r.randrange(4)
        if choice == 0 and kind in JUDGED:
            status = r.choice(("on track", "at risk", "off track", "done"))
            if status != "done" and self.chance(35):
                return "stated", Part(f"stated {status}", lambda row: f"{row['stated_status']} = '{status}'")
            if status != "done":
                return f"status {status}", Part(status, lambda row: f"{row['status']} = '{status}'")
        if choice == 1:
            level = r.choice(LEVELS)
            return f"level {level}", Part(level, lambda row: f"{row['level']} = '{level}'")
        words = ADJECTIVES + (JUDGED_ADJECTIVES if kind in JUDGED else ())
        word = r.choice(words)
        return f"word {word}", self.adjective(word)

    def adjective(self, word):
        column = "is_open" if word == "open" else word
        return Part(word, lambda row: f"{row[column]} = 1")

    def degree(self, kind):
        r = self.r
        bound, sign = r.choice((("more than", ">"), ("less than", "<"), ("at least", ">="), ("at most", "<=")))
        n = r.choice((0, 5, 10, 25, 40))
        choice = r.randrange(4)
        if choice == 0:
            return "behind by", Part(f"behind by {bound} {n} points", lambda row: f"{row['gap']} {sign} {n / 100}")
        if choice == 1:
            return "ahead by", Part(f"ahead by {bound} {n} points", lambda row: f"-{row['gap']} {sign} {n / 100}")
        if choice == 2:
            return "overdue by", Part(
                f"overdue by {bound} {n} days",
                lambda row: f"({row['overdue']} = 1 and {row.view.today} - {row['due']} {sign} {n})")
        return "stale for", Part(
            f"stale for {n + 1} days",
            lambda row: f"({row['is_open']} = 1 and {row.view.today} - coalesce({row['last_date']}, {row['start']}) >= {n + 1})")

    # MARK: With and without

    def relations(self, kind):
        """What rows of a kind have, with the condition that ties it to them."""
        down = "{x}.id in (select l.child from {v}links l where l.parent = {id} and l.kind in " + ALIGNS + ")"
        goals = ("goals", "key_results", "kpis", "initiatives")
        if kind in GOALS:
            found = [(k, down) for k in goals] + [("check_ins", "{x}.goal = {id}")]
            if kind not in ("goals", "key_results"):
                found.append(("objectives", down))
            return found
        if kind == "teams":
            member = "{x}.id in (select t.goal from {v}member_team t where t.member = {id})"
            return [(k, member) for k in goals + ("objectives",)] + [("people", "{x}.team = {id}"), ("teams", "{x}.parent = {id}")]
        if kind == "people":
            owner = "{x}.id in (select o.goal from {v}own_owner o where o.member = {id})"
            return [(k, owner) for k in goals + ("objectives",)] + [
                ("people", "{x}.manager = {id}"), ("check_ins", "{x}.author = {id}")]
        if kind == "cycles":
            return [(k, "{x}.cycle = {id}") for k in goals + ("objectives",)] + [("cycles", "{x}.parent = {id}")]
        return []

    def related(self, row, other, alias):
        """The rows of a kind a row has, as what follows `from`, up to further conditions."""
        tie = dict(self.relations(row.kind))[other].format(x=alias, v=row.view, id=row["id"])
        inner = Row(alias, other, row.view)
        return f"{table(inner)} {alias} where {kind_condition(inner)} and {tie}"

    def bound(self):
        if self.chance(60):
            return self.r.choice((("with", "> 0"), ("without", "= 0")))
        word, sign = self.r.choice((
            ("more than", ">"), ("fewer than", "<"), ("at least", ">="), ("at most", "<="), ("exactly", "=")))
        n = self.r.randint(0, 3)
        return f"with {word} {n}", f"{sign} {n}"

    def nested(self, kind, depth):
        """A query in parentheses: words and a condition on its rows."""
        r = self.r
        parts, families = [], set()
        for _ in range(r.randint(1, 2)):
            family, part = self.modifier(kind, depth)
            if part and family not in families:
                families.add(family)
                parts.append(part)
        parts.sort(key=does_not_open)
        text = " ".join([PLURAL[kind]] + [p.text for p in parts])
        return Part(text, lambda row: " and ".join([f"({p.sql(row)})" for p in parts] or ["1 = 1"]))

    def having(self, kind, depth):
        other, _ = self.r.choice(self.relations(kind))
        inner = self.nested(other, depth - 1)
        words, sign = self.bound()
        if kind in GOALS and other in GOALS and self.chance(25):
            text, compare = self.r.choice((
                ("due > outer.due", '{x}."due" > {r}."due"'), ("owner = outer.owner", '{x}."owner" = {r}."owner"'),
                ("weight >= outer.weight", '{x}."weight" >= {r}."weight"')))
            condition = lambda row, x: compare.format(x=x, r=row.alias)
            inner_text = f"{inner.text} where {text}"
        else:
            condition, inner_text = None, inner.text

        def sql(row):
            x = self.alias(other, row.view)
            more = f" and ({condition(row, x.alias)})" if condition else ""
            return f"(select count(*) from {self.related(row, other, x.alias)} and {inner.sql(x)}{more}) {sign}"
        return Part(f"{words} ({inner_text})", sql)

    def bare_having(self, kind):
        """A `with` or `without` that ends the phrase."""
        if self.chance(40) or not self.relations(kind):
            name, _, column = self.r.choice([f for f in self.fields(kind) if f[1] != "flag" and f[0] != "kind"])
            word = self.r.choice(("with", "without"))
            return Part(f"{word} {name}", lambda row: f"{row[column]} is {'not ' if word == 'with' else ''}null")
        other, _ = self.r.choice(self.relations(kind))
        words, sign = self.bound()
        if other == "check_ins" and self.chance(60):
            text, start = self.a_day()
            return Part(f"{words} check-ins since {text}", lambda row: (
                f"(select count(*) from {self.related(row, other, 'x')} and x.date >= {start}) {sign}"))
        adjective = self.r.choice(ADJECTIVES) if other in GOALS and self.chance(40) else None
        more = f" and x.\"{'is_open' if adjective == 'open' else adjective}\" = 1" if adjective else ""
        return Part(f"{words} {adjective + ' ' if adjective else ''}{PLURAL[other]}", lambda row: (
            f"(select count(*) from {self.related(row, other, 'x')}{more}) {sign}"))

    # MARK: Whole queries

    def query(self, view=True, kinds=None):
        """A query; without `view` one that may be asked from any day, of some of the kinds only."""
        r = self.r
        kind = r.choice(kinds or (
            ("goals", "goals", "objectives", "objectives", "objectives", "key_results", "key_results", "key_results",
             "key_results", "kpis", "initiatives", "check_ins", "teams", "people", "cycles", "links")))
        query = Query(kind)
        self.viewed = self.chance(35 if self.w.tables["changes"] else 20)
        if not view:
            self.viewed = True
        elif self.viewed:
            query.view = self.viewpoint()
        if kind in GOALS and self.chance(25):
            query.adjectives.append(self.adjective(r.choice(
                ADJECTIVES + (JUDGED_ADJECTIVES if kind in JUDGED else ()))))
        families = set()
        for _ in range(r.choice((0, 1, 1, 2, 3))):
            family, part = self.modifier(kind, 2)
            if part is None or family in families or any(part.text == p.text for p in query.modifiers + query.adjectives):
                continue
            families.add(family)
            if self.chance(15) and not part.text.startswith("with"):
                part = Part(f"not {part.text}", (lambda inner: lambda row: f"not ({inner.sql(row)})")(part))
            query.modifiers.append(part)
        query.modifiers.sort(key=does_not_open)
        if self.chance(35):
            condition = self.condition(kind, 2)
            text = condition.text[1:-1] if condition.text.startswith("((") else condition.text
            query.ending = Part(f"where {condition.text}", condition.sql)
        elif self.chance(25):
            query.ending = self.bare_having(kind)
        from .stages import Stages

        query.stages = Stages(self, kind).make()
        return query


def does_not_open(part):
    """Modifiers that begin with a measure or date word go first: a word before it would be its field."""
    return part.text.removeprefix("not ").split()[0] not in OPENINGS


OPENINGS = set("below above at exactly between before after since until during".split())


def is_literal(text):
    return text[0].isdigit()


def sql_sign(sign):
    return "<>" if sign == "!=" else sign

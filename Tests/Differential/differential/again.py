"""Questions that are asked more than once: over buckets of time, beside another day, under an
assumption, and with what another query finds; and paths from one goal up to another.

Each asks the SQL of a plain query from one viewpoint or several, and puts the answers together.
"""
from dataclasses import dataclass, replace
from datetime import timedelta

from .queries import GOALS, PLURAL, Column, Part, Query, Row, Stage, kind_condition, quoted, table
from .views import ALIGNS
from .worlds import EPOCH, KINDS, add_months, day, iso

NUMBERS = ("number", "ratio", "points")
# More than any place in one answer, and than any place of a row.
FAR, BEHIND = 100_000_000, 100_000


def difference_type(type):
    return "points" if type == "ratio" else type


@dataclass
class Combined:
    """A plain query and what is done with its answers."""

    base: Query
    words: str
    # The viewpoints asked, as a function of the views of a workspace.
    viewpoints: object

    @property
    def kind(self):
        return f"{self.base.kind} ({type(self).__name__.lower()})"

    @property
    def view(self):
        return True

    def seen(self, views):
        return self.viewpoints(views)

    def answers(self, views):
        """The select of each answer with its order, and those of skipped rows."""
        found = []
        for place, view in enumerate(views):
            select, skipped = self.base.sql(view)
            names = ", ".join(f'"{c.name}"' for c in self.base.columns())
            select = select.replace(f" select {names} from ", f" select {names}, _o from ", 1)
            found.append((f"a{place}", select, skipped))
        return found

    def smaller(self):
        for base in self.base.smaller():
            yield replace(self, base=base)


@dataclass
class Over(Combined):
    """`over weeks in P`: the answers of all buckets one after the other."""

    # The first day of each bucket and the day after its last.
    buckets: list = None

    @property
    def text(self):
        return f"{self.base.text} | {self.words}"

    def columns(self):
        return [Column("period", "period", None, "text")] + self.base.columns()

    def sql(self, views):
        answers = self.answers(views)
        names = ", ".join(f'"{c.name}"' for c in self.base.columns())
        parts = " union all ".join(
            f"select '{iso(start)}/{iso(end)}' as period, {names}, {k * FAR} + _o as _p from ({select}) {name}"
            for k, ((name, select, _), (start, end)) in enumerate(zip(answers, self.buckets)))
        return f"select period, {names} from ({parts}) p order by _p", [s for _, _, skipped in answers for s in skipped]


class Beside(Combined):
    """`compare with as of D`: for each number the other answer's, and the change."""

    @property
    def text(self):
        return f"{self.base.text} | {self.words}"

    def numbers(self):
        return [c for c in self.base.columns() if c.type in NUMBERS]

    def added(self):
        return [column for c in self.numbers() for column in (
            Column(f"{c.name}_then", "", f't."{c.name}"', c.type),
            Column(f"{c.name}_change", "", self.less(c), difference_type(c.type)))]

    def less(self, column):
        plain = f'n."{column.name}" - t."{column.name}"'
        return f"round({plain}, 9)" if column.type in ("ratio", "points") else plain

    def columns(self):
        return self.base.columns() + self.added()

    def sql(self, views):
        (_, here, skipped), (_, there, _) = self.answers(views)
        own = self.base.columns()
        keys = [c for c in own if c.type not in NUMBERS]
        if any(c.name == "id" for c in own):
            keys = [c for c in own if c.name == "id"]
        tie = " and ".join(f'n."{c.name}" is not distinct from t."{c.name}"' for c in keys) or "1 = 1"
        chosen = ", ".join([f'n."{c.name}"' for c in own] + [f'{c.sql} as "{c.name}"' for c in self.added()])
        return (f"select {chosen} from ({here}) n left join ({there}) t on {tie} order by n._o",
                skipped)


class Supposed(Beside):
    """`assuming @x.f = v`: beside each number the actual one."""

    @property
    def text(self):
        return replace(self.base, view=Part(self.words, None)).text

    def added(self):
        return [Column(f"{c.name}_actual", "", f't."{c.name}"', c.type) for c in self.numbers()]


@dataclass
class Paths:
    """`paths from A to B to depth N | show length`, by a recursion over links."""

    start: str
    end: str
    depth: int
    kind: str = "paths"
    view: object = None

    @property
    def text(self):
        return f"paths from @{self.start} to @{self.end} to depth {self.depth} | show length"

    def columns(self):
        return [Column("length", "length", None, "number")]

    def seen(self, views):
        return views.view(views.world.today)

    def sql(self, v):
        edges = f"select distinct child, parent from {v}link where kind in {ALIGNS}"
        return (f"""with recursive e as ({edges}), p(place, way, n) as (
            select {quoted(self.start)}, '|' || {quoted(self.start)} || '|', 0 union all
            select e.parent, p.way || e.parent || '|', p.n + 1 from p join e on e.child = p.place
            where p.place <> {quoted(self.end)} and p.n < {self.depth} and position('|' || e.parent || '|' in p.way) = 0)
            select n as length from p where place = {quoted(self.end)} and n > 0 order by n""", [])

    def smaller(self):
        if self.depth > 1:
            yield replace(self, depth=self.depth - 1)


@dataclass
class Changes:
    """`changes since D` of the fields whose changes the files record."""

    fields: tuple
    when: Part
    kind: str = "changes"
    view: object = None

    @property
    def text(self):
        names = ", ".join(f'"{name}"' for name in self.fields)
        return f"changes {self.when.text} where field in ({names}) | show goal, date, field"

    def columns(self):
        return [Column("goal", "goal", None, "goal"), Column("date", "date", None, "date"), Column("field", "field", None, "text")]

    def seen(self, views):
        return views.view(views.world.today)

    def sql(self, v):
        names = ", ".join(map(quoted, self.fields))
        return (f"select c.goal, c.date, c.field from change_of c join goal g on g.id = c.goal where c.field in ({names}) "
                f"and {v.has_happened} and {self.when.sql(None)} order by case g.kind when 'objective' then 0 "
                "when 'key result' then 1 when 'kpi' then 2 else 3 end, g.pos, c.date, c.known, c.pos", [])

    def smaller(self):
        return []


class Again:
    """Makes such questions with a maker of plain queries."""

    def __init__(self, maker):
        self.m, self.r, self.w = maker, maker.r, maker.w

    def query(self):
        choice = self.r.randrange(6)
        if choice == 0:
            return self.over()
        if choice == 1:
            return self.beside()
        if choice == 2:
            return self.supposed()
        if choice == 3 and self.m.engine == "duckdb":
            return self.paths()
        if choice == 4 and self.w.tables["changes"]:
            fields = ("target", "weight", "state", "level", "due", "owner", "cycle")
            return Changes(tuple(self.r.sample(fields, self.r.randint(2, 4))), self.m.when(lambda row: "c.date"))
        return self.joined()

    def paths(self):
        """Up to a goal that lies above, mostly."""
        w, r = self.w, self.r
        rows = {row["id"]: row for kind in KINDS for row in w.tables[kind]}
        start = end = r.choice(w.goal_ids())
        for _ in range(r.randint(1, 4)):
            above = list(rows[end].get("objectives") or ()) + [parent for parent, _ in rows[end]["supports"]]
            above = [id for id in above if id in rows]
            if above:
                end = r.choice(above)
        if end == start or r.random() < 0.2:
            end = r.choice(w.ids("objectives") or w.goal_ids())
        return Paths(start, end, r.randint(2, 6))

    def plain(self, kinds=None, numbers=False):
        """A plain query from no other day, in which no word depends on the day looked from."""
        while True:
            query = self.m.query(view=False, kinds=kinds)
            if query.kind in ("links", "check_ins", "cycles") or not query.stages:
                continue
            if not numbers or any(c.type in NUMBERS for c in query.columns()):
                return query

    def over(self):
        w, r = self.w, self.r
        at = EPOCH + timedelta(days=w.today)
        unit = r.choice(("month", "month", "week"))
        month = day(at.year, at.month, 1)
        if unit == "month":
            back = r.randint(0, 3)
            words, start = (f"last {back} months", add_months(month, -back)) if back > 1 else ("this month", month)
            end = month if back > 1 else add_months(month, 1)
            step = lambda d: add_months(d, 1)
        else:
            monday = w.today - at.weekday()
            words, start, end = r.choice((("last 3 weeks", monday - 21, monday), ("this week", monday, monday + 7)))
            step = lambda d: d + 7
        buckets = []
        while start < end and start <= w.today:
            buckets.append((start, step(start)))
            start = step(start)
        days = [min(after - 1, w.today) for _, after in buckets]
        return Over(self.plain(), f"over {unit}s in {words}", lambda views: [
            views.view(d, past=d < w.today) for d in days], buckets)

    def beside(self):
        text, at = self.m.past_day()
        query = self.plain(numbers=True)
        return Beside(query, f"compare with as of {text}", lambda views: [
            views.view(self.w.today), views.view(at, past=True)])

    def supposed(self):
        r = self.r
        id = r.choice(self.w.ids("key_results") or self.w.goal_ids())
        if id in self.w.ids("key_results"):
            field, value = r.choice((("weight", r.choice((0, 1, 2, 5))), ("target", r.choice((5, 50, 100))),
                                     ("current", r.choice((0, 10, 40, 75))), ("baseline", r.choice((0, 10)))))
        else:
            field, value = "weight", r.choice((0, 1, 3))
        query = self.plain(GOALS)
        return Supposed(query, f"assuming @{id}.{field} = {value}", lambda views: [
            views.view(self.w.today, assumed=(id, field, value)), views.view(self.w.today)])

    def joined(self):
        """`union`, `intersect` or `except` with another query of the kind, before columns are chosen."""
        query = self.plain()
        kind, word = query.kind, self.r.choice(("union", "intersect", "except"))
        other = self.m.nested(kind, 1)
        found = lambda view: (lambda row: f"select {row['pos']} from {table(row)} {row.alias} where "
                              f"{kind_condition(row)} and {other.sql(row)}")(self.m.alias(kind, view))

        def apply(rows, view):
            if word == "union":
                return (f"select pos, _o from {rows} union all select u.pos, {BEHIND} + u.pos from ({found(view)}) u "
                        f"where u.pos not in (select pos from {rows})")
            return f"select pos, _o from {rows} where pos {'not ' if word == 'except' else ''}in ({found(view)})"
        place = next((i for i, s in enumerate(query.stages) if s.columns), len(query.stages))
        first = query.stages[:place] if self.r.random() < 0.5 else []
        return replace(query, stages=first + [Stage(f"{word} ({other.text})", apply)] + query.stages[place:])

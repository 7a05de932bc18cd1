"""The stages of a query, each as a select over the rows before it.

Until columns are chosen a select gives `pos`, the row of the kind's table, and from then on the
columns; beside them always `_o`, the place of the row in the answer.
"""
from .database import over, rounded
from .queries import GOALS, Column, Part, Row, Stage, sql_sign


# More than any place of a row.
LAST = 1_000_000


def quoted_name(name):
    return f'"{name}"'


class Stages:
    """Makes the stages of one query; keeps count of the columns that are there."""

    def __init__(self, maker, kind):
        self.m, self.r, self.kind = maker, maker.r, kind
        # Columns by name once `show` or `summarize` has chosen them; before, the fields of the kind.
        self.columns = None
        self.names = iter("abcdefghijklmnopqrstuvw")

    def make(self):
        r, m = self.r, self.m
        stages = []
        for _ in range(r.choice((0, 0, 1, 1, 2))):
            stages.append(r.choice((self.where, self.sort, self.top, self.take))())
        if m.chance(45):
            stages += self.grouped()
        else:
            stages.append(self.show())
            if m.chance(10):
                stages.append(self.distinct())
        for _ in range(r.choice((0, 0, 0, 1, 2))):
            stages.append(r.choice((self.where, self.sort, self.top, self.take))())
        if m.chance(8):
            stages.append(self.count())
        return [s for s in stages if s]

    # MARK: Rows before and after

    def source(self):
        """What gives the rows before a stage with all their columns, as a function of their name."""
        if self.columns is None:
            name = "goals" if self.kind in GOALS else self.kind
            return lambda rows, view: (
                f"(select t.*, p._o as _o from {rows} p join {view}{name} t on t.pos = p.pos)")
        return lambda rows, view: rows

    def kept(self):
        """The columns that a stage leaves as they are."""
        if self.columns is None:
            return "r.pos"
        return ", ".join(f"r.{quoted_name(c.name)}" for c in self.columns)

    # MARK: What stands in them

    def condition(self):
        """A condition on the rows at hand."""
        if self.columns is None:
            return self.m.condition(self.kind, 1)
        usable = [c for c in self.columns if c.type in ("number", "ratio", "points", "date", "flag")]
        if not usable:
            name = self.r.choice(self.columns).name
            return Part(f"{name} is present", lambda row: f"{row[name]} is not null")
        column = self.r.choice(usable)
        name = column.name
        if column.type == "flag":
            return Part(name, lambda row: f"{row[name]} = 1")
        if column.type == "date":
            when = self.m.when(lambda row: row[name])
            return Part(f"{name} {when.text}", when.sql)
        sign, value = self.r.choice(("<", "<=", ">", ">=", "!=")), self.m.literal(column.type)
        return Part(f"{name} {sign} {value.text}", lambda row: f"{row[name]} {sql_sign(sign)} {value.sql(row)}")

    def keys(self):
        """One or two keys to sort by, and `id` where there is one."""
        if self.columns is None:
            usable = [Column(*(f[0], f[0], f[2], f[1])) for f in self.m.fields(self.kind, "number", "ratio", "points", "date")]
            usable += [Column(f[0], f[0], f[2], f[1]) for f in self.m.fields(self.kind, "text") if f[0] in ("id", "title", "name", "note")]
        else:
            usable = [Column(c.name, c.name, c.name, c.type) for c in self.columns if c.type in ("number", "ratio", "points", "date")]
            usable += [Column(c.name, c.name, c.name, "text") for c in self.columns if c.name == "id"]
        return self.r.sample(usable, min(len(usable), self.r.choice((1, 2))))

    def where(self):
        condition, kind = self.condition(), self.kind
        source, kept = self.source(), self.kept()
        sql = lambda view: condition.sql(Row("r", kind, view))
        return Stage(
            f"where {condition.text}",
            lambda rows, view: f"select {kept}, r._o from {source(rows, view)} r where {sql(view)}",
            skipped=lambda rows, view: f"select count(*) from {source(rows, view)} r where ({sql(view)}) is null")

    def sort(self):
        keys = self.keys()
        if not keys:
            return None
        words, orders = [], []
        for key in keys:
            desc = self.m.chance(40)
            words.append(key.text + (" desc" if desc else ""))
            orders.append(f'r."{key.sql}" is null, r."{key.sql}"{" desc" if desc else ""}')
        order = ", ".join(orders + ["r._o"])
        return Stage("sort by " + ", ".join(words), self.placed(order))

    def placed(self, order, bound=""):
        """The rows with new places, and of them those within the bound."""
        source, kept = self.source(), self.kept()
        return lambda rows, view: (
            f"select {kept}, r._o from (select {kept}, row_number() over (order by {order}) as _o "
            f"from {source(rows, view)} r) r{bound.format(rows=rows)}")

    def top(self):
        keys = [k for k in self.keys() if k.type != "text"]
        if not keys:
            return None
        word, n = self.r.choice(("top", "bottom")), self.r.randint(0, 12)
        desc = " desc" if word == "top" else ""
        order = ", ".join([f'r."{k.sql}" is null, r."{k.sql}"{desc}' for k in keys] + ["r._o"])
        text = ", ".join(k.text for k in keys)
        return Stage(f"{word} {n} by {text}", self.placed(order, f" where r._o <= {n}"))

    def take(self):
        word, n = self.r.choice(("take", "take", "skip", "last")), self.r.randint(0, 15)
        bound = {"take": f"<= {n}", "skip": f"> {n}", "last": f"> (select count(*) from {{rows}}) - {n}"}[word]
        return Stage(f"{word} {n}", self.placed("r._o", f" where r._o {bound}"))

    # MARK: Choosing columns

    def show(self):
        m, kind = self.m, self.kind
        columns = []
        if any(f[0] == "id" for f in m.fields(kind)):
            columns.append(Column("id", "id", lambda row: row["id"], "text"))
        for _ in range(self.r.randint(1, 4)):
            if m.chance(65):
                part = m.field(kind)
                if any(c.name == part.text for c in columns):
                    continue
                columns.append(Column(part.text, part.text, part.sql, part.type))
                continue
            types = [t for t in ("number", "ratio", "points") if m.fields(kind, t)]
            name = next(self.names)
            if types and m.chance(80):
                part = m.amount(kind, self.r.choice(types), 2)
            else:
                part = m.condition(kind, 1)
            sql = part.sql
            if part.type == "flag":
                sql = (lambda s: lambda row: f"(case when {s(row)} then 1 when not ({s(row)}) then 0 end)")(part.sql)
            columns.append(Column(name, f"{name} = {part.text}", sql, part.type))
        source = self.source()
        self.columns = columns
        return Stage(
            "show " + ", ".join(c.text for c in columns), lambda rows, view: "select " + ", ".join(
                [f"{c.sql(Row('r', kind, view))} as {quoted_name(c.name)}" for c in columns] + ["r._o as _o"])
            + f" from {source(rows, view)} r", columns=columns)

    def distinct(self):
        columns = self.columns
        if len(columns) > 1 and columns[0].name == "id":
            return None
        names = ", ".join(f"r.{quoted_name(c.name)}" for c in columns)
        return Stage("distinct", lambda rows, view: f"select {names}, min(r._o) as _o from {rows} r group by {names}",
                     columns=columns)

    def count(self):
        columns = self.columns = [Column("count", "count", None, "number")]
        return Stage("count", lambda rows, view: f"select count(*) as count, 1 as _o from {rows} r", columns=columns)

    def grouped(self):
        m, kind, r = self.m, self.kind, self.r
        keys = []
        for _ in range(r.choice((0, 1, 1, 1, 2))):
            if m.chance(75):
                part = m.field(kind, "text", "person", "team", "cycle", "flag", "goal", "objective")
                if part.text in ("id", "title", "note", "name") or any(k.name == part.text for k in keys):
                    continue
                keys.append(Column(part.text, part.text, part.sql, part.type))
            else:
                part, name = m.condition(kind, 1), next(self.names)
                sql = (lambda s: lambda row: f"(case when {s(row)} then 1 when not ({s(row)}) then 0 end)")(part.sql)
                keys.append(Column(name, f"{name} = {part.text}", sql, "flag"))
        folds = [self.fold() for _ in range(r.randint(1, 4))]
        source = self.source()
        columns = self.columns = [Column(k.name, k.text, None, k.type) for k in keys] + folds

        def apply(rows, view):
            row = Row("r", kind, view)
            keyed = ", ".join([f"{k.sql(row)} as {quoted_name('key_' + k.name)}" for k in keys] + ["r.*"])
            inner = Row("q", kind, view)
            names = [f"q.{quoted_name('key_' + k.name)}" for k in keys]
            # Groups in order of first appearance, those with a missing key last.
            lacking = " or ".join(f"{n} is null" for n in names) or "1 = 0"
            place = f"case when {lacking} then {LAST} else 0 end + min(q._o)"
            chosen = [f"{n} as {quoted_name(k.name)}" for n, k in zip(names, keys)]
            chosen += [f"{c.sql(inner)} as {quoted_name(c.name)}" for c in folds]
            tail = f" group by {', '.join(names)}" if keys else ""
            return f"select {', '.join(chosen)}, {place} as _o from (select {keyed} from {source(rows, view)} r) q{tail}"
        summarize = "summarize " + ", ".join(c.text for c in folds)
        if not keys:
            return [Stage(summarize, apply, columns=columns)]
        return [Stage("group by " + ", ".join(k.text for k in keys) + " | " + summarize, apply, columns=columns)]

    def fold(self):
        """An aggregate over the rows of a group."""
        m, kind, r = self.m, self.kind, self.r
        name = next(self.names)
        choice = r.randrange(10)
        types = [t for t in ("number", "ratio", "points") if m.fields(kind, t)]
        if choice < 2 or not types:
            return Column(name, f"{name} = count()", lambda row: "count(*)", "number")
        yes = lambda part: lambda row: f"coalesce(sum(case when {part.sql(row)} then 1 else 0 end), 0)"
        no = lambda part: lambda row: f"coalesce(sum(case when not ({part.sql(row)}) then 1 else 0 end), 0)"
        if choice in (2, 3):
            part = m.condition(kind, 1)
            if choice == 2:
                return Column(name, f"{name} = count({part.text})", yes(part), "number")
            word = r.choice(("share", "any", "all"))
            a, b = yes(part), no(part)
            if word == "share":
                return Column(name, f"{name} = share({part.text})", lambda row: over(f"1.0 * {a(row)}", f"{a(row)} + {b(row)}"), "ratio")
            if word == "any":
                sql = lambda row: f"case when {a(row)} > 0 then 1 when {b(row)} = count(*) then 0 end"
            else:
                sql = lambda row: f"case when {b(row)} > 0 then 0 when {a(row)} = count(*) then 1 end"
            return Column(name, f"{name} = {word}({part.text})", sql, "flag")
        if choice == 4:
            field, _, column = r.choice(m.fields(kind, "date", "number", "ratio"))
            type = next(f[1] for f in m.fields(kind) if f[0] == field)
            word = r.choice(("min", "max"))
            return Column(name, f"{name} = {word}({field})", lambda row: f"{word}({row[column]})", type)
        type = r.choice(types)
        part = m.amount(kind, type, 1)
        if choice == 5 and m.fields(kind, "number"):
            weight = m.field(kind, "number")
            both = lambda row, s: f"sum(case when {part.sql(row)} is not null and {weight.sql(row)} is not null then {s} end)"
            return Column(
                name, f"{name} = wavg({part.text}, {weight.text})",
                lambda row: over(both(row, f"{part.sql(row)} * {weight.sql(row)}"), both(row, weight.sql(row))), type)
        if choice == 6 and m.engine == "duckdb":
            if m.chance(50):
                return Column(name, f"{name} = median({part.text})", lambda row: f"median({part.sql(row)})", type)
            share = r.choice((10, 25, 90))
            return Column(
                name, f"{name} = percentile({part.text}, {share}%)",
                lambda row: f"quantile_cont({part.sql(row)}, {share / 100})", type)
        if choice == 7 and m.engine == "duckdb":
            return Column(
                name, f"{name} = stddev({part.text})", lambda row: f"stddev_samp({part.sql(row)})",
                "points" if type == "ratio" else type)
        if choice == 8 and type == "number":
            return Column(name, f"{name} = sum({part.text})", lambda row: f"sum({part.sql(row)})", type)
        return Column(name, f"{name} = avg({part.text})", lambda row: f"avg({part.sql(row)})", type)

"""The numbers of the model in SQL: for each viewpoint one table a kind, with a column for every field
the queries use.

Written from the pages of the manual (Numbers, Kinds, Relations) and not from the engine. What a
recursion needs (roll-ups, what supports what) is done in rounds of plain statements.
"""
from .database import over, rounded
from .worlds import COLUMNS, DATES, KINDS, LISTS

NUMBERS = {
    "weight", "baseline", "target", "current", "low", "high", "stated_progress", "confidence", "value",
    "green_from", "amber_from", "effort",
}
GOAL_COLUMNS = list(dict.fromkeys(
    name for kind in KINDS for name in COLUMNS[kind].split() if name not in LISTS and name != "supports"))
LEFT_OUT = "('draft', 'cancelled', 'dropped', 'archived', 'deferred')"
CARRIES = "('measures', 'supports')"
ALIGNS = "('measures', 'supports', 'aligns', 'covers')"


def type_of(column):
    return "real" if column in NUMBERS else "integer" if column in DATES or column == "cadence" else "text"


class View(str):
    """The prefix of the tables of one viewpoint, with its day; other days may be asked for from it."""

    def __new__(cls, prefix, today, views, past=False, known=None):
        view = super().__new__(cls, prefix)
        view.today, view.views, view.past, view.known = today, views, past, known
        return view

    @property
    def has_happened(self):
        """What makes a recorded change `c` one of the feed as it is seen from here."""
        known = "" if self.known is None else f" and c.known <= {self.known}"
        return f"c.date <= {self.today if self.past else self.views.world.today}{known}"

    def as_of(self, day):
        return self.views.view(day, past=day < self.views.world.today)


class Views:
    """A workspace in a database, and its tables by viewpoint."""

    def __init__(self, database, world):
        self.db, self.world = database, world
        self.made = {}
        tables = world.tables
        goals = []
        for kind, singular in KINDS.items():
            for row in tables[kind]:
                goals.append((len(goals), singular) + tuple(row.get(name) for name in GOAL_COLUMNS))
        self.db.fill(
            "goal", [("pos", "integer"), ("kind", "text")] + [(c, type_of(c)) for c in GOAL_COLUMNS], goals)
        for table, column in (("owner", "owners"), ("team", "teams"), ("objective", "objectives"), ("tag", "tags")):
            rows = [
                (row["id"], value, place)
                for kind in KINDS for row in tables[kind] for place, value in enumerate(row.get(column) or ())]
            self.db.fill(f"goal_{table}", [("goal", "text"), ("member", "text"), ("place", "integer")], rows)
        # Workspace order: by file, then line; of one row its objectives before what it supports.
        links = []
        for name in sorted((*KINDS, "links")):
            for row in tables[name]:
                if name == "links":
                    links.append(tuple(row.get(c) for c in COLUMNS["links"].split()))
                    continue
                links += [(row["id"], o, "measures", None, None, None) for o in row.get("objectives", ())]
                links += [(row["id"], parent, "supports", weight, None, None) for parent, weight in row["supports"]]
        self.db.fill(
            "change_of", [("pos", "integer"), ("goal", "text"), ("field", "text"), ("date", "integer"), ("known", "integer"),
                          ("old", "text"), ("new", "text")],
            [(place, row["goal"], row["field"], row["date"], row["date"] if row["recorded"] is None else row["recorded"],
              None if row["old"] is None else str(row["old"]), None if row["new"] is None else str(row["new"]))
             for place, row in enumerate(tables["changes"])])
        self.db.fill("link", [("pos", "integer")] + [
            (c, "real" if c == "weight" else type_of(c)) for c in COLUMNS["links"].split()],
            [(place,) + row for place, row in enumerate(links)])
        for name in ("check_ins", "teams", "people", "cycles"):
            columns = COLUMNS[name].split()
            self.db.fill(f"file_{name}", [("pos", "integer")] + [(c, type_of(c)) for c in columns], [
                (place,) + tuple(row.get(c) for c in columns) for place, row in enumerate(tables[name])])
        for name, field in (("teams", "parent"), ("cycles", "parent"), ("people", "manager")):
            self.closure(f"below_{name}", f"select {field}, id from file_{name} where {field} is not null", name)

    def closure(self, table, edges, name):
        """Pairs of a row and one below it, with the distance; each row is 0 below itself."""
        self.db.run(f"create table {table} as select id as above, id as below, 0 as depth from file_{name}")
        self.spread(table, edges)

    def spread(self, table, edges):
        """Adds what is one edge further down until nothing is new; `edges` selects parent and child."""
        self.db.run(f"create table edge_{table} as select * from ({edges}) e(above, below)" if self.db.engine == "duckdb"
                    else f"create table edge_{table}(above, below)")
        if self.db.engine != "duckdb":
            self.db.run(f"insert into edge_{table} {edges}")
        depth = 0
        while True:
            before = self.db.rows(f"select count(*) from {table}")[0][0]
            self.db.run(
                f"insert into {table} select distinct t.above, e.below, {depth + 1} from {table} t "
                f"join edge_{table} e on e.above = t.below where t.depth = {depth} and not exists "
                f"(select 1 from {table} o where o.above = t.above and o.below = e.below)")
            depth += 1
            if self.db.rows(f"select count(*) from {table}")[0][0] == before:
                return

    # MARK: One viewpoint

    def view(self, today, past=False, known=None, assumed=None):
        """The tables for a viewpoint, which are made at the first call. `assumed`: a goal, its field
        and the number it is taken to have."""
        key = (today, past, known, assumed)
        if key not in self.made:
            prefix = View(f"v{len(self.made)}_", today, self, past, known)
            self.made[key] = prefix
            self.make(prefix, today, past, known, assumed)
        return self.made[key]

    def make(self, v, today, past, known, assumed=None):
        run, w, db = self.db.run, self.world, self.db
        known_by = f" and coalesce(c.recorded, c.date) <= {known}" if known is not None else ""
        until = f"c.date <= {today}" + known_by
        # Links are known of from the day they were made or cut.
        tied = min(today, known) if known is not None else today
        # In a view of the past only what has happened, or been recorded, is there at all.
        there = (f"c.date <= {today}" if past else "1 = 1") + known_by
        # The first day of what was not there yet, or not known of yet, whichever is earlier.
        last = min([today] * past + [known] * (known is not None), default=None)
        exists = f"(g.created is null or g.created <= {last})" if last is not None else "1 = 1"
        self.replay(v, today, known)
        replayed = lambda field, type: (
            f"case when g.id in (select goal from {v}replayed where field = '{field}') then cast((select value "
            f"from {v}replayed e where e.goal = g.id and e.field = '{field}') as {type}) else g.{field} end as {field}")
        changing = {"target": db.real, "weight": db.real, "state": db.text, "level": db.text, "due": db.integer, "cycle": db.text}
        columns = ", ".join(
            f"case when g.id = '{assumed[0]}' then {float(assumed[2])} else {replayed(c, changing[c]).removesuffix(f' as {c}') if c in changing else f'g.{c}'} end as {c}"
            if assumed and assumed[1] == c and c != "current" else
            replayed(c, changing[c]) if c in changing else f"g.{c}" for c in ["pos", "kind"] + GOAL_COLUMNS)
        run(f"create table {v}base as select {columns} from goal g where {exists}")
        run(f"create table {v}link as select l.* from link l join {v}base c on c.id = l.child "
            f"join {v}base p on p.id = l.parent where (l.added is null or l.added <= {tied}) "
            f"and (l.removed is null or l.removed > {tied})")
        for table in ("owner", "team", "objective"):
            exists_there = f"join {v}base o on o.id = m.member" if table == "objective" else ""
            run(f"create table {v}own_{table} as select m.* from goal_{table} m join {v}base g on g.id = m.goal {exists_there}")
        run(f"delete from {v}own_owner where goal in (select goal from {v}replayed where field = 'owner')")
        run(f"insert into {v}own_owner select goal, value, 0 from {v}replayed "
            f"where field = 'owner' and value is not null and goal in (select id from {v}base)")
        run(f"create table {v}first_objective as select goal, member as objective from {v}own_objective m "
            f"where place = (select min(place) from {v}own_objective n where n.goal = m.goal)")

        # What a key result takes from its first objective, and goals from their cycles.
        run(f"""create table {v}member_team as select goal, member, place from {v}own_team union all
            select f.goal, t.member, t.place from {v}first_objective f join {v}own_team t on t.goal = f.objective
            where not exists (select 1 from {v}own_team m where m.goal = f.goal)""")
        run(f"""create table {v}course as select g.id, coalesce(g.cycle, o.cycle) as cycle,
            coalesce(g.start, case when g.cycle is null then coalesce(o.start, oc.start) end, c.start) as start,
            coalesce(g.due, case when g.cycle is null then coalesce(o.due, oc."end") end, c."end") as due
            from {v}base g left join {v}first_objective f on f.goal = g.id left join {v}base o on o.id = f.objective
            left join file_cycles oc on oc.id = o.cycle
            left join file_cycles c on c.id = coalesce(g.cycle, o.cycle)""")

        # Check-ins, oldest first, and what the newest ones say.
        run(f"""create table {v}files_check_ins as select g.pos as goal_pos, g.kind as goal_kind, c.goal, c.date, c.recorded, c.value, c.confidence,
            c.stated_status, c.note, c.author,
            cast(case when c.recorded is null then 0 else c.recorded - c.date end as {db.real}) as days_late,
            lag(c.date) over (partition by c.goal order by c.date) as previous_date,
            lag(c.value) over (partition by c.goal order by c.date) as previous_value
            from file_check_ins c join {v}base g on g.id = c.goal where {there}""")
        # Check-ins come goal by goal in the order of the goals' table, oldest first.
        run(f"""create table {v}check_ins as select row_number() over (order by
            case goal_kind when 'objective' then 0 when 'key result' then 1 when 'kpi' then 2 else 3 end,
            goal_pos, date) as pos, * from {v}files_check_ins""".replace("*", ", ".join(
                "goal date recorded value confidence stated_status note author days_late previous_date previous_value".split())))
        newest = lambda what: (
            f"(select c.{what} from {v}check_ins c where c.goal = g.id and {until} and c.{what} is not null "
            "order by c.date desc limit 1)")
        # Of the past a value without a day is not known.
        stated = lambda what: what if last is None else f"case when g.updated <= {last} then {what} end"
        run(f"""create table {v}newest as select g.*, {newest('date')} as last_date, {newest('value')} as last_value,
            {newest('confidence')} as last_confidence, {newest('stated_status')} as last_status,
            (select c.date from {v}check_ins c where c.goal = g.id and {until} and c.value is not null
             order by c.date desc limit 1) as value_date,
            {stated("coalesce(g.current, g.value)")} as file_value, {stated('g.confidence')} as file_confidence,
            {stated('g.stated_status')} as file_status, {stated('g.stated_progress')} as file_progress
            from {v}base g""")
        year = self.fiscal_year_start(today)
        run(f"""create table {v}valued as select g.*, coalesce(g.last_confidence, g.file_confidence) as sure,
            coalesce(g.last_status, g.file_status) as word,
            case when g.id = '{assumed[0] if assumed and assumed[1] == "current" else ""}'
              then {float(assumed[2]) if assumed else 0.0}
              when g.aggregate in ('sum', 'mean') and s.n > 0
              then case when g.aggregate = 'sum' then {rounded('s.total')} else {over('s.total', 's.n')} end
              when g.last_value is not null and (g.file_value is null or g.updated is null or g.value_date > g.updated)
              then g.last_value else g.file_value end as now_value,
            case when g.direction is not null then g.direction
              when g.target is null and (g.low is not null or g.high is not null) then 'between'
              when g.kind = 'kpi' then 'increase'
              when g.target < g.baseline then 'decrease' else 'increase' end as way
            from {v}newest g left join (
              select x.id, count(c.value) as n, sum(c.value) as total from {v}base x
              join {v}course e on e.id = x.id left join file_cycles y on y.id = e.cycle
              join {v}check_ins c on c.goal = x.id
              where x.kind = 'kpi' and {until} and c.date >= case when e.cycle is null or y.start is null
                then {year} else y.start end group by x.id) s on s.id = g.id""")
        holds = ("case way when 'at_least' then case when now_value >= coalesce(target, low) then 1 "
                 "when now_value < coalesce(target, low) then 0 end "
                 "when 'at_most' then case when now_value <= coalesce(target, high) then 1 "
                 "when now_value > coalesce(target, high) then 0 end "
                 "when 'between' then case when now_value is null then null "
                 "when now_value < low or now_value > high then 0 when low is null and high is null then null else 1 end end")
        run(f"""create table {v}measured as select g.*, {holds} as holding,
            case way when 'increase' then {over('now_value - coalesce(baseline, 0)', 'target - coalesce(baseline, 0)')}
              when 'decrease' then {over('now_value - baseline', 'target - baseline')}
              when 'yes_no' then case when now_value >= 1 then 1.0 when now_value < 1 then 0.0 end
              when 'baseline' then case when now_value is not null then 1.0 end
              else 1.0 * ({holds}) end as own_progress
            from {v}valued g""")
        self.reaches(v)
        self.roll_up(v)
        self.fresh(v, today)
        self.kinds(v, today)

    def replay(self, v, today, known):
        """The fields of goals that were something else: the newest change that counts tells what; before
        the first one, what that says was there."""
        counts = f"date <= {today}" + (f" and known <= {known}" if known is not None else "")
        self.db.run(f"""create table {v}change as select goal, field, old, new, case when {counts} then 1 else 0 end as counts,
            row_number() over (partition by goal, field order by date, known, pos) as place from change_of""")
        self.db.run(f"""create table {v}replayed as select goal, field, case when max(counts) = 1
            then (select new from {v}change n where n.goal = c.goal and n.field = c.field and n.counts = 1
                  order by place desc limit 1)
            else (select old from {v}change n where n.goal = c.goal and n.field = c.field and place = 1) end as value
            from {v}change c group by goal, field having min(counts) = 0""")

    def fiscal_year_start(self, today):
        from datetime import date

        from .worlds import EPOCH, day
        at = date.fromordinal(EPOCH.toordinal() + today)
        return day(at.year if at.month >= self.world.fiscal_month else at.year - 1, self.world.fiscal_month, 1)

    def reaches(self, v):
        """What supports what, through any number of links; a goal reaches itself only in a loop."""
        edges = f"select distinct parent, child from {v}link where kind in {ALIGNS}"
        self.db.run(f"create table {v}reach as select distinct parent as above, child as below, 1 as depth "
                    f"from {v}link where kind in {ALIGNS}")
        # Distances begin at 1 here.
        self.db.run(f"create table edge_{v}reach as {edges}")
        depth = 1
        while True:
            before = self.db.rows(f"select count(*) from {v}reach")[0][0]
            self.db.run(
                f"insert into {v}reach select distinct t.above, e.child, {depth + 1} from {v}reach t "
                f"join edge_{v}reach e on e.parent = t.below where t.depth = {depth} and not exists "
                f"(select 1 from {v}reach o where o.above = t.above and o.below = e.child)")
            depth += 1
            if self.db.rows(f"select count(*) from {v}reach")[0][0] == before:
                break
        self.db.run(f"create table {v}circular as select above as id from {v}reach where above = below")

    def roll_up(self, v):
        """Progress and waiting of objectives, children before parents, a round a level."""
        run, db, w = self.db.run, self.db, self.world
        run(f"""create table {v}child as select p.id as parent, c.id as child, c.kind,
            case when {db.greatest('coalesce(l.weight, c.weight, 1.0)', '0.0')} > 0
              then coalesce(l.weight, c.weight, 1.0) else 0.0 end as weight
            from {v}link l join {v}base p on p.id = l.parent join {v}base c on c.id = l.child
            where l.kind in {CARRIES} and p.kind = 'objective' and c.kind in ('objective', 'key result')
            and coalesce(c.state, 'active') not in {LEFT_OUT}""")
        source = f"coalesce(p.rollup, '{w.rollup}')"
        run(f"""create table {v}counts as select x.* from {v}child x join {v}base p on p.id = x.parent
            where {source} = 'both' or ({source} = 'children' and x.kind = 'objective')
            or ({source} = 'key_results' and (x.kind = 'key result' or not exists
              (select 1 from {v}child y where y.parent = x.parent and y.kind = 'key result')))""")
        run(f"""create table {v}progress as select id, coalesce(own_progress, file_progress) as progress,
            case when own_progress is not null then 0 when file_progress is not null then 1 end as is_stated,
            case when now_value is null and coalesce(own_progress, file_progress) is null then 1 else 0 end as waits
            from {v}measured where kind = 'key result'""")
        run(f"insert into {v}progress select g.id, null, null, 0 from {v}base g "
            f"join {v}circular c on c.id = g.id where g.kind = 'objective'")
        total = {
            "zero": "sum(n.weight)", "skip": "sum(case when p.progress is not null then n.weight end)",
            "missing": "case when count(case when n.weight > 0 and p.progress is null then 1 end) = 0 then sum(n.weight) end",
        }[w.missing]
        clamped = db.least("1.0", db.greatest("0.0", "p.progress"))
        held = f"case when p.progress is null then 0.0 else n.weight * {clamped} end"
        while True:
            before = db.rows(f"select count(*) from {v}progress")[0][0]
            run(f"""insert into {v}progress select g.id, coalesce(r.mean, g.file_progress),
                case when r.mean is not null then 0 when g.file_progress is not null then 1 end,
                case when g.file_progress is null and r.n > 0 and r.waiting = r.n then 1 else 0 end
                from {v}measured g left join (
                  select n.parent, {over(f'sum({held})', total)} as mean, count(*) as n, sum(p.waits) as waiting
                  from {v}counts n join {v}progress p on p.id = n.child group by n.parent) r on r.parent = g.id
                where g.kind = 'objective' and not exists (select 1 from {v}progress d where d.id = g.id)
                and not exists (select 1 from {v}counts n where n.parent = g.id
                  and not exists (select 1 from {v}progress d where d.id = n.child))""")
            if db.rows(f"select count(*) from {v}progress")[0][0] == before:
                return

    def fresh(self, v, today):
        """The newest check-in of each goal, for objectives those of what they roll up, too."""
        db, w = self.db, self.world
        db.run(f"create table {v}newest_of as select id, last_date as date from {v}newest where last_date is not null")
        while True:
            better = (f"select n.parent, max(d.date) as date from {v}counts n join {v}newest_of d on d.id = n.child "
                      "group by n.parent")
            changed = db.rows(f"select b.parent, b.date from ({better}) b left join {v}newest_of o on o.id = b.parent "
                              "where o.date is null or o.date < b.date")
            if not changed:
                break
            for id, date in changed:
                db.run(f"delete from {v}newest_of where id = '{id}'")
                db.run(f"insert into {v}newest_of values ('{id}', {date})")
        days = "case frequency when 'daily' then 1 when 'weekly' then 7 when 'fortnightly' then 14 end"
        # Nothing here means that no check-in is expected.
        db.run(f"""create table {v}rhythm as select g.id, case when g.cadence is not null then g.cadence
            when g.kind = 'initiative' or g.frequency = 'irregular' then null
            else coalesce({days}, {w.cadence}) end as cadence from {v}base g""")

    def kinds(self, v, today):
        """The table of goals with every field, and those of the other kinds."""
        run, db, w = self.db.run, self.db, self.world
        elapsed = (f"case when e.start is null or e.due is null or e.start > e.due then null "
                   f"when {today} >= e.due then 1.0 when {today} <= e.start then 0.0 "
                   f"else round(1.0 * ({today} - e.start) / (e.due - e.start), 9) end")
        judged = "g.kind in ('objective', 'key result')"
        first = lambda table: f"(select m.member from {v}{table} m where m.goal = g.id order by m.place limit 1)"
        less = "g.way in ('decrease', 'at_most')"
        attained = (f"case when g.target = 0 then case when {less} then case when now_value <= 0 then 1.0 "
                    f"when now_value > 0 then 0.0 end else case when now_value >= 0 then 1.0 when now_value < 0 then 0.0 end end "
                    f"when {less} then {rounded('1 - (now_value - g.target) / abs(g.target)')} "
                    f"else {rounded('1 + (now_value - g.target) / abs(g.target)')} end")
        run(f"""create table {v}paced as select g.*, e.cycle as at_cycle, e.start as from_day, e.due as due_day,
            {elapsed} as elapsed, p.progress, p.is_stated, p.waits,
            {rounded(f'({elapsed}) - p.progress')} as gap, {first('own_owner')} as owner, {first('member_team')} as team,
            case when g.kind = 'kpi' then {attained} end as attainment, n.date as newest, r.cadence as every
            from {v}measured g join {v}course e on e.id = g.id left join {v}progress p on p.id = g.id
            left join {v}newest_of n on n.id = g.id left join {v}rhythm r on r.id = g.id""")
        grade = lambda mark, good, fair: (
            f"case when {mark} >= {good} then 'on track' when {mark} >= {fair} then 'at risk' "
            f"when {mark} is not null then 'off track' else 'unknown' end")
        held = db.least("1.0", db.greatest("0.0", "progress"))
        policy = {
            "gap": grade("-gap", "0", "-0.25"),
            "ratio": grade(f"case when elapsed = 0 then 1 else {over('progress', 'elapsed')} end", "0.7", "0.5"),
            "scorecard": grade("progress", "0.9", "0.75"),
            "google": "case when commitment = 'committed' then "
            + grade(f"round({held} * 10) / 10", "1", "0.4") + " else "
            + grade(f"round({held} * 10) / 10", "0.7", "0.4") + " end",
        }[w.status_policy]
        kept = "(kind = 'key result' and way in ('at_least', 'at_most', 'between'))"
        over_now = f"(coalesce(state = 'closed', 1 = 0) or coalesce(due_day < {today}, 1 = 0))"
        run(f"""create table {v}judged as select g.*, case when not {judged} then null when waits = 1 then 'not started'
            when progress is null then 'unknown'
            when progress >= 1 then case when {kept} and not {over_now} then 'on track' else 'done' end
            else {policy} end as status from {v}paced g""")
        flag = lambda condition: f"case when {condition} then 1 when not ({condition}) then 0 end"
        intervals = (f"case when from_day is null or every is null then null else "
                     + db.greatest("0", f"({db.least(f'coalesce(due_day, {today})', str(today))}) + 1 - from_day") + " end")
        better = f"({less} and now_value <= {{0}}) or (not {less} and now_value >= {{0}})".format
        green = "coalesce(green_from, target)"
        health = (f"case when now_value is null or {green} is null then null when {better(green)} then 'green' "
                  f"when amber_from is not null then case when {better('amber_from')} then 'amber' else 'red' end "
                  f"when {attained.replace('g.target', green)} >= 0.75 then 'amber' else 'red' end")
        reached = better("target")
        run(f"""create table {v}counted as select g.*, {db.quotient(intervals, 'every')} as expected_count
            from {v}judged g""")
        run(f"""create table {v}goals as select g.pos, g.id, g.kind, g.title, g.owner, g.team, g.at_cycle as cycle,
            g.from_day as start, g.due_day as due, g.state, g.level, g.weight, g.created, g.commitment, g.rollup,
            g.baseline, g.target, g.effort, g.confidence as own_confidence, g.frequency, g.aggregate,
            case when g.kind = 'key result' then g.now_value end as current,
            case when g.kind = 'kpi' then g.now_value end as value,
            case when {judged} or g.kind = 'kpi' then g.sure end as confidence, case when {judged} then g.word end as stated_status,
            g.file_progress as stated_progress, g.progress,
            case when {judged} then g.elapsed end as elapsed, case when {judged} then g.elapsed end as expected, g.gap, g.status,
            g.attainment, case when g.kind = 'kpi' then {health} end as health,
            case when g.kind = 'key result' then g.holding end as holding,
            case when g.kind = 'kpi' then {flag(reached)} end as in_band,
            case when g.progress is not null then {db.least('1.0', db.greatest('0.0', 'g.progress'))} end as score,
            case when coalesce(g.state, 'active') = 'active' then 1 else 0 end as is_open,
            case when coalesce(g.state, 'active') <> 'active' then 0 else {flag(f'due_day < {today}')} end as overdue,
            case when coalesce(g.state, 'active') <> 'active' or g.every is null then 0
              else {flag(f'coalesce(newest, from_day) + every + {w.grace} < {today}')} end as stale,
            case when exists (select 1 from {v}link l where l.child = g.id and l.kind in {ALIGNS})
              or coalesce(g.level, '') = 'company' then 0 else 1 end as unaligned,
            case when g.owner is null then 1 else 0 end as unowned,
            case when g.id in (select id from {v}circular) then 1 else 0 end as circular,
            case when g.state = 'draft' then 1 else 0 end as draft,
            case when g.state = 'cancelled' then 1 else 0 end as cancelled,
            case g.commitment when 'committed' then 1 when 'aspirational' then 0 end as committed,
            case g.commitment when 'committed' then 0 when 'aspirational' then 1 end as aspirational,
            case when {judged} then case when g.status = 'unknown' then null when g.status = 'done' then 1 else 0 end end as done,
            case when {judged} then case when g.status = 'unknown' then null when g.status = 'not started' then 0 else 1 end end as started,
            {flag('g.gap > 0')} as behind, {flag('g.gap < 0')} as ahead, g.is_stated as progress_is_stated,
            g.last_date, g.expected_count as check_ins_expected,
            case when g.expected_count is not null then (
              select count(distinct {db.quotient('c.date - g.from_day', 'g.every')}) from {v}check_ins c
              where c.goal = g.id and c.date >= g.from_day and c.date < g.from_day + g.every * g.expected_count)
              end as check_ins_made
            from {v}counted g""")
        run(f"""create table {v}owned as select goal, member as person from {v}own_owner union all
            select f.goal, m.member from {v}first_objective f join {v}own_owner m on m.goal = f.objective
            where not exists (select 1 from {v}own_owner o where o.goal = f.goal)""")
        run(f"create table {v}links as select * from {v}link")
        for name in ("teams", "people"):
            run(f"create table {v}{name} as select * from file_{name}")
        run(f"""create table {v}cycles as select c.*, case when c.start is null or c."end" is null then null
            when c.start <= {today} and {today} <= c."end" and not coalesce(c.closed <= {today}, 1 = 0) then 1 else 0 end as is_current
            from file_cycles c""")

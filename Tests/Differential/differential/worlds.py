"""Workspaces of several shapes, made from a seed: rows as Python values, written as CSV files.

Days are day numbers (since 1970) everywhere but in the files. Titles are plain ASCII, because how
accents are folded is the tests' business and not SQL's.
"""
import csv
import os
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)
day = lambda y, m, d: (date(y, m, d) - EPOCH).days
iso = lambda number: (EPOCH + timedelta(days=number)).isoformat()

SHAPES = ("sparse", "dense", "dag", "loops", "chains", "missing", "fiscal", "history")
STATES = ("draft", "active", "closed", "cancelled", "dropped", "deferred", "archived")
LEVELS = ("company", "team", "person")
STATUSES = ("done", "on track", "at risk", "off track", "not started")
WORDS = "Grow Reduce Launch Improve churn sales quality onboarding retention uptime margin pages".split()
TAGS = ("core", "growth", "risk")
KINDS = {"initiatives": "initiative", "key_results": "key result", "kpis": "kpi", "objectives": "objective"}


@dataclass
class World:
    """A workspace: its tables by name, each a list of dictionaries, and its settings."""

    shape: str
    seed: int
    today: int
    fiscal_month: int = 1
    fiscal_named_by: str = "end"
    status_policy: str = "gap"
    missing: str = "zero"
    rollup: str = "key_results"
    cadence: int = 7
    grace: int = 0
    tables: dict = field(default_factory=dict)

    def ids(self, table):
        return [row["id"] for row in self.tables[table]]

    def goal_ids(self):
        return [row["id"] for kind in KINDS for row in self.tables[kind]]


COLUMNS = {
    "cycles": "id name start end parent kind closed",
    "teams": "id name parent lead closed",
    "people": "id name team manager left",
    "objectives": "id title owners teams cycle start due state level weight rollup commitment "
    "stated_progress stated_status confidence cadence tags created supports",
    "key_results": "id title objectives owners teams cycle start due state level weight commitment "
    "baseline target current direction low high updated stated_progress stated_status confidence "
    "cadence tags created supports",
    "kpis": "id title owners teams cycle start due state level weight target value direction low high "
    "green_from amber_from aggregate frequency confidence tags created supports",
    "initiatives": "id title owners teams cycle start due state level weight effort tags created supports",
    "links": "child parent kind weight added removed",
    "check_ins": "goal date recorded value confidence stated_status note author",
    "changes": "goal date recorded field old new author",
}
DATES = {"start", "due", "end", "closed", "left", "created", "updated", "date", "recorded", "added", "removed"}
LISTS = {"owners", "teams", "objectives", "tags"}


def write(world, directory):
    """Writes the workspace as one CSV file a kind, and its settings."""
    os.makedirs(directory, exist_ok=True)
    for name, columns in COLUMNS.items():
        rows = world.tables.get(name, [])
        if not rows:
            continue
        columns = columns.split()
        with open(os.path.join(directory, name + ".csv"), "w", newline="") as file:
            out = csv.writer(file)
            out.writerow(columns)
            for row in rows:
                # The cells of a change are written as the field it is of.
                names = [row["field"] if column in ("old", "new") else column for column in columns]
                out.writerow([cell(name, row.get(column)) for name, column in zip(names, columns)])
    with open(os.path.join(directory, "workspace.yaml"), "w") as file:
        month = date(2000, world.fiscal_month, 1).strftime("%B").lower()
        file.write(
            f"fiscal_year_start: {month}\nfiscal_year_named_by: {world.fiscal_named_by}\n"
            f"status_policy: {world.status_policy}\nmissing: {world.missing}\nrollup: {world.rollup}\n"
            f"cadence: {world.cadence} days\ngrace: {world.grace} days\n"
        )


def cell(column, value):
    if value is None or value == []:
        return ""
    if column == "supports":
        return ";".join(parent if weight is None else f"{parent}:{number(weight)}" for parent, weight in value)
    if column in LISTS:
        return ";".join(value)
    if column in DATES:
        return iso(value)
    if column == "cadence":
        return f"{value} days"
    if column in ("confidence", "stated_progress"):
        return f"{round(value * 100)}%"
    return number(value) if isinstance(value, float) else str(value)


def number(value):
    return str(int(value)) if value == int(value) else repr(value)


class Maker:
    """Makes one workspace; what a shape means is decided by the shares in `make`."""

    def __init__(self, shape, seed):
        self.r = random.Random(f"{shape} {seed}")
        today = day(2026, self.r.randint(1, 12), self.r.randint(1, 28))
        self.w = World(shape, seed, today)
        self.w.tables = {name: [] for name in COLUMNS}
        # The share of optional cells that are filled.
        self.filled = 0.25 if shape == "missing" else 0.5

    def maybe(self, share, value):
        """`value()` in that share of the cases, scaled by how filled the shape is, else nothing."""
        return value() if self.r.random() < share * 2 * self.filled else None

    def near(self, days=150):
        return self.w.today + self.r.randint(-days, days)

    def past(self, days=200):
        return self.w.today - self.r.randint(0, days)

    def amount(self):
        return float(self.r.choice([0, 1, 3, 5, 10, 11, 20, 40, 50, 100, 120])) + self.r.choice([0, 0, 0, 0.5])

    def title(self):
        return " ".join(self.r.choice(WORDS) for _ in range(self.r.randint(1, 4)))

    def some(self, ids, most=2):
        return self.r.sample(ids, min(len(ids), self.r.randint(1, most))) if ids else []

    def make(self):
        w, r = self.w, self.r
        w.status_policy = r.choice(("gap", "gap", "ratio", "scorecard", "google"))
        w.missing = r.choice(("zero", "zero", "skip", "missing"))
        w.rollup = r.choice(("key_results", "key_results", "both", "children"))
        w.cadence, w.grace = r.choice((7, 7, 14)), r.choice((0, 0, 3))
        if w.shape == "fiscal":
            w.fiscal_month, w.fiscal_named_by = r.choice((2, 4, 7, 9, 10)), r.choice(("start", "end"))
        self.people_and_teams()
        self.cycles()
        count = {"chains": 60, "dense": 40, "dag": 45}.get(w.shape, 30) + r.randint(0, 15)
        for _ in range(count):
            self.goal("objectives")
        for _ in range(round(count * (0.5 if w.shape in ("chains", "dag") else 1.6))):
            self.goal("key_results")
        for _ in range(r.randint(3, 8)):
            self.goal("kpis")
        for _ in range(r.randint(3, 12)):
            self.goal("initiatives")
        self.links()
        self.check_ins()
        if w.shape in ("history", "fiscal", "dag"):
            self.history()
        return w

    def people_and_teams(self):
        w, r = self.w, self.r
        for i in range(r.randint(2, 8)):
            teams = w.ids("teams")
            w.tables["teams"].append({
                "id": f"t{i}", "name": f"Team {i}", "parent": r.choice(teams) if teams and r.random() < 0.6 else None,
                "closed": self.near(90) if r.random() < 0.2 else None})
        for i in range(r.randint(3, 14)):
            people = w.ids("people")
            w.tables["people"].append({
                "id": f"p{i}", "name": f"Person {i}", "team": self.maybe(0.7, lambda: r.choice(w.ids("teams"))),
                "manager": r.choice(people) if people and r.random() < 0.7 else None,
                "left": self.near(120) if r.random() < 0.2 else None})
        for team in w.tables["teams"]:
            team["lead"] = self.maybe(0.6, lambda: r.choice(w.ids("people")))

    def cycles(self):
        """Two fiscal years with their quarters below them, sprints below one quarter, a backlog."""
        w, r = self.w, self.r
        first = w.fiscal_month
        year = date.fromordinal(EPOCH.toordinal() + w.today).year
        start = lambda y, quarter: add_months(day(y, first, 1), 3 * quarter)
        for y in (year - 1, year):
            w.tables["cycles"].append({
                "id": f"y{y}", "name": f"All of {y}", "start": start(y, 0), "end": start(y + 1, 0) - 1, "kind": "year"})
            for quarter in range(4):
                if r.random() < 0.85:
                    w.tables["cycles"].append({
                        "id": f"c{y}q{quarter}", "name": f"Quarter {quarter} of {y}", "start": start(y, quarter),
                        "end": start(y, quarter + 1) - 1, "parent": f"y{y}" if r.random() < 0.8 else None,
                        "kind": "quarter", "closed": start(y, quarter + 1) if r.random() < 0.1 else None})
        quarters = [row for row in w.tables["cycles"] if row["kind"] == "quarter"]
        if quarters:
            above = r.choice(quarters)
            for sprint in range(r.randint(0, 3)):
                begin = above["start"] + 14 * sprint
                w.tables["cycles"].append({
                    "id": f"s{sprint}", "name": f"Sprint {sprint}", "start": begin, "end": begin + 13,
                    "parent": above["id"], "kind": "sprint"})
        if r.random() < 0.5:
            w.tables["cycles"].append({"id": "backlog", "name": "Some day"})

    def goal(self, kind):
        w, r = self.w, self.r
        rows = w.tables[kind]
        row = {
            "id": f"{dict(objectives='o', key_results='k', kpis='m', initiatives='i')[kind]}{len(rows)}",
            "title": self.title(), "owners": self.maybe(0.6, lambda: self.some(w.ids("people"))) or [],
            "teams": self.maybe(0.5, lambda: self.some(w.ids("teams"))) or [],
            "cycle": self.maybe(0.35 if kind != "objectives" else 0.7, lambda: r.choice(w.ids("cycles"))),
            "start": self.maybe(0.2, lambda: self.near()), "due": self.maybe(0.3, lambda: self.near()),
            "state": self.maybe(0.4, lambda: r.choice(STATES + ("active",) * 5)),
            "level": self.maybe(0.4, lambda: r.choice(LEVELS)),
            "weight": self.maybe(0.4, lambda: float(r.choice([0, 1, 2, 3]))),
            "tags": self.maybe(0.3, lambda: self.some(TAGS)) or [],
            "created": self.maybe(0.2, lambda: self.past(300))}
        if row["start"] is not None and row["due"] is not None and row["due"] < row["start"]:
            row["start"], row["due"] = row["due"], row["start"]
        if kind != "initiatives":
            row["confidence"] = self.maybe(0.2, lambda: r.randint(0, 10) / 10)
        if kind in ("objectives", "key_results"):
            row["commitment"] = self.maybe(0.4, lambda: r.choice(("committed", "aspirational")))
            row["stated_progress"] = self.maybe(0.15, lambda: r.randint(0, 12) / 10)
            row["stated_status"] = self.maybe(0.2, lambda: r.choice(STATUSES))
            row["cadence"] = self.maybe(0.15, lambda: r.choice((7, 14, 30)))
        if kind == "objectives":
            row["rollup"] = self.maybe(0.2, lambda: r.choice(("key_results", "both", "children")))
        if kind == "key_results":
            objectives = w.ids("objectives")
            row["objectives"] = self.some(objectives, 2 if r.random() < 0.15 else 1) if r.random() < 0.9 else []
            row["baseline"] = self.maybe(0.7, self.amount)
            row["target"] = self.amount() if r.random() < 0.85 else None
            row["current"] = self.maybe(0.5, self.amount)
            row["direction"] = self.maybe(
                0.4, lambda: r.choice(("increase", "decrease", "at_least", "at_most", "yes_no", "baseline")))
            row["updated"] = self.maybe(0.15, lambda: self.past(60))
        if kind == "kpis":
            row["target"], row["value"] = self.maybe(0.8, self.amount), self.maybe(0.6, self.amount)
            row["direction"] = self.maybe(0.5, lambda: r.choice(("increase", "decrease", "at_least", "at_most")))
            row["green_from"], row["amber_from"] = self.maybe(0.2, self.amount), self.maybe(0.2, self.amount)
            row["aggregate"] = self.maybe(0.3, lambda: r.choice(("last", "sum", "mean")))
            row["frequency"] = self.maybe(0.4, lambda: r.choice(("daily", "weekly", "fortnightly", "irregular")))
        if kind == "initiatives":
            row["effort"] = self.maybe(0.7, self.amount)
        rows.append(row)

    def links(self):
        """Who supports whom: upwards to earlier objectives, except in the shape with loops."""
        w, r = self.w, self.r
        objectives = w.ids("objectives")
        for place, row in enumerate(w.tables["objectives"]):
            earlier = objectives[:place]
            if not earlier:
                parents = []
            elif w.shape == "chains":
                parents = [earlier[-1]] if place % 25 else []
            elif w.shape == "dag":
                parents = r.sample(earlier[-8:], min(len(earlier[-8:]), r.randint(0, 4)))
            elif w.shape == "dense":
                parents = r.sample(earlier, min(place, r.randint(1, 3)))
            elif w.shape == "loops":
                others = [id for id in objectives if id != row["id"]]
                parents = r.sample(others, r.choice((0, 1, 1, 2)))
            else:
                parents = [r.choice(earlier)] if r.random() < 0.4 else []
            row["supports"] = [(parent, self.link_weight()) for parent in parents]
        for kind in ("key_results", "initiatives", "kpis"):
            for row in w.tables[kind]:
                own = set(row.get("objectives", ()))
                others = [id for id in objectives if id not in own]
                count = 1 if r.random() < (0.1 if kind == "key_results" else 0.6) else 0
                row["supports"] = [(parent, self.link_weight()) for parent in r.sample(others, count)]
        linked = {(row["id"], parent) for kind in KINDS for row in w.tables[kind] for parent, _ in row["supports"]}
        linked |= {(row["id"], parent) for row in w.tables["key_results"] for parent in row["objectives"]}
        goals = w.goal_ids()
        for _ in range(r.randint(0, 14)):
            child, parent = r.choice(goals), r.choice(objectives)
            place = objectives.index(child) if child in objectives else len(objectives)
            if (child, parent) in linked or child == parent:
                continue
            if w.shape != "loops" and place <= objectives.index(parent):
                continue
            linked.add((child, parent))
            w.tables["links"].append({
                "child": child, "parent": parent, "kind": r.choice(("supports", "aligns", "aligns", "covers", "blocks")),
                "weight": self.link_weight()})

    def link_weight(self):
        return float(self.r.choice([0, 1, 2, 5])) if self.r.random() < 0.25 else None

    def check_ins(self):
        w, r = self.w, self.r
        rows = []
        for kind in ("key_results", "kpis", "objectives"):
            for goal in w.tables[kind]:
                if r.random() > (0.75 if kind != "objectives" else 0.1) * (0.5 + self.filled):
                    continue
                for at in r.sample(range(w.today - 120, w.today + 15), r.randint(1, 9)):
                    rows.append({
                        "goal": goal["id"], "date": at,
                        "recorded": at + r.randint(0, 9) if r.random() < 0.3 else None,
                        "value": self.amount() if r.random() < 0.85 else None,
                        "confidence": self.maybe(0.4, lambda: r.randint(0, 10) / 10),
                        "stated_status": self.maybe(0.2, lambda: r.choice(STATUSES)),
                        "note": self.maybe(0.4, self.title),
                        "author": self.maybe(0.5, lambda: r.choice(w.ids("people")))})
        if w.shape in ("dense", "dag"):
            r.shuffle(rows)
        w.tables["check_ins"] = rows


    def history(self):
        """Changes of fields, links with days, and goals entered on a day of the past."""
        w, r = self.w, self.r
        others = {
            "target": self.amount, "weight": lambda: float(r.randint(0, 3)), "state": lambda: r.choice(STATES),
            "level": lambda: r.choice(LEVELS), "due": self.near, "owner": lambda: r.choice(w.ids("people")),
            "cycle": lambda: r.choice(w.ids("cycles")),
        }
        for kind in KINDS:
            for row in w.tables[kind]:
                for field, other in others.items():
                    now = row["owners"][0] if field == "owner" and len(row["owners"]) == 1 else row.get(field)
                    if now is None or r.random() > 0.3:
                        continue
                    days = sorted(r.sample(range(w.today - 160, w.today + 15), r.randint(1, 3)))
                    values = [other() for _ in days] + [now]
                    for place, at in enumerate(days):
                        w.tables["changes"].append({
                            "goal": row["id"], "date": at, "recorded": at + r.randint(0, 9) if r.random() < 0.3 else None,
                            "field": field, "old": values[place] if r.random() < 0.8 else None, "new": values[place + 1]})
                if r.random() < 0.2:
                    row["created"] = self.past(150)
        for row in w.tables["links"]:
            if r.random() < 0.5:
                row["added"] = self.near(120)
            if r.random() < 0.4:
                row["removed"] = max(self.near(60), (row.get("added") or 0) + 1)
        r.shuffle(w.tables["changes"])


def add_months(number, months):
    """A day moved by months; the day of the month stops at the month's end."""
    at = EPOCH + timedelta(days=number)
    index = at.year * 12 + at.month - 1 + months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return day(year, month + 1, min(at.day, last))


def make(shape, seed):
    return Maker(shape, seed).make()

"""Asks generated queries of generated workspaces, of Grove and of a SQL engine, and compares.

usage: python -m differential --grove PATH [--pairs N] [--seed N] [--engine duckdb|sqlite]
                              [--shape NAME] [--keep DIRECTORY] [--most N]
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter

from . import worlds
from .again import Again
from .database import Database
from .queries import QueryMaker
from .views import Views
from .worlds import iso

QUERIES_A_WORLD = 60


def parsed_answers(text):
    """The answers of one run, in order: the sections of its document."""
    try:
        return json.loads(text)["sections"] if text.strip() else []
    except json.JSONDecodeError:
        return []


class Grove:
    """The executable, asked about one workspace."""

    def __init__(self, path, directory, today):
        self.path, self.directory, self.today = path, directory, today

    def ask(self, queries):
        """The answers of queries, in one process; in place of an answer the message, where it is refused."""
        script = os.path.join(self.directory, "queries", "ask.grove")
        os.makedirs(os.path.dirname(script), exist_ok=True)
        answers = {}
        left = list(range(len(queries)))
        while left:
            with open(script, "w") as file:
                file.write("".join(queries[i] + "\n" for i in left))
            run = subprocess.run(
                [self.path, "run", "-w", self.directory, "--today", iso(self.today), "--format", "json", script],
                capture_output=True, text=True)
            found = parsed_answers(run.stdout) if run.returncode >= 0 else []
            if run.returncode == 0 and len(found) == len(left):
                answers.update(zip(left, found))
                break
            lines = {int(n) for n in re.findall(r"^ *(\d+) \| ", run.stderr, re.M)}
            refused = [left[n - 1] for n in lines if 0 < n <= len(left)]
            if not refused:
                # Nothing tells which query it was: the first without an answer.
                refused = [left[min(len(found), len(left) - 1)]]
            for i in refused:
                message = [line for line in run.stderr.splitlines() if line.strip()]
                answers[i] = f"exit status {run.returncode}: " + " / ".join(message[:6])
            left = [i for i in left if i not in refused]
        return [answers[i] for i in range(len(queries))]


def plain(value):
    """A value of Grove's JSON as it is compared: numbers as doubles, periods as text."""
    if isinstance(value, dict) and set(value) == {"start", "end"}:
        return f"{value['start']}/{value['end']}"
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def shown(value, type):
    """A value of SQL as Grove's JSON has it."""
    if value is None:
        return None
    if type == "flag":
        return bool(value)
    if type == "date":
        return iso(int(value))
    if type in ("number", "ratio", "points"):
        return float(value)
    return value


def same(a, b):
    if isinstance(a, bool) or isinstance(b, bool) or not isinstance(a, (int, float)) or not isinstance(b, (int, float)):
        return a == b
    # Ratios have nine decimals, so the last of them may fall either way.
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b)) + 1.5e-9


def key(row):
    return tuple((v is None, str(type(v)), round(v, 6) if isinstance(v, float) else str(v)) for v in row)


def difference(query, answer, views):
    """What differs between Grove's answer and that of SQL; nothing when they agree."""
    if isinstance(answer, str):
        return f"Grove: {answer}", None
    db = views.db
    sql, skipped_sql = query.sql(query.seen(views))
    columns = query.columns()
    mine = [[shown(v, c.type) for v, c in zip(row, columns)] for row in db.rows(sql)]
    names = [c["name"] for c in answer["columns"]]
    theirs = [[plain(row[n]) for n in names] for row in answer["rows"]]
    skipped = sum(db.rows(select)[0][0] for select in skipped_sql)
    if len(mine) != len(theirs):
        return f"{len(theirs)} rows by Grove, {len(mine)} by SQL", (sql, theirs, mine)
    for place, (a, b) in enumerate(zip(theirs, mine)):
        if len(a) != len(b) or not all(same(x, y) for x, y in zip(a, b)):
            return f"row {place}: {a} by Grove, {b} by SQL", (sql, theirs, mine)
    if answer["skipped_missing"] != skipped:
        return f"{answer['skipped_missing']} rows skipped by Grove, {skipped} by SQL", (skipped_sql, theirs, mine)
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--grove", required=True)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", default="duckdb", choices=("duckdb", "sqlite"))
    parser.add_argument("--shape", choices=worlds.SHAPES)
    parser.add_argument("--keep")
    parser.add_argument("--most", type=int, default=5, help="stop after so many differences")
    options = parser.parse_args()
    if options.engine == "duckdb":
        try:
            import duckdb
        except ImportError:
            print("no DuckDB: SQLite answers instead", file=sys.stderr)
            options.engine = "sqlite"
    shapes = (options.shape,) if options.shape else worlds.SHAPES
    root = options.keep or tempfile.mkdtemp(prefix="differential-")
    pairs = rows = empty = made = differing = looking_back = 0
    by_kind, begin = Counter(), time.time()
    while pairs < options.pairs and differing < options.most:
        shape, seed = shapes[made % len(shapes)], options.seed * 1000 + made // len(shapes)
        made += 1
        world = worlds.make(shape, seed)
        directory = os.path.join(root, f"{shape}-{seed}")
        worlds.write(world, directory)
        db = Database(options.engine)
        views = Views(db, world)
        maker = QueryMaker(world, seed, options.engine)
        count = min(QUERIES_A_WORLD, options.pairs - pairs)
        again = Again(maker)
        queries = [again.query() if n % 4 == 3 else maker.query() for n in range(count)]
        grove = Grove(options.grove, directory, world.today)
        for query, answer in zip(queries, grove.ask([q.text for q in queries])):
            pairs += 1
            by_kind[query.kind] += 1
            looking_back += query.view is not None or " as of " in query.text
            try:
                found = difference(query, answer, views)
            except Exception as error:
                found = f"SQL: {type(error).__name__} {error}", (None, None, None)
            if not isinstance(answer, str):
                rows += len(answer["rows"])
                empty += not answer["rows"]
            if found:
                differing += 1
                report(query, found, grove, views, directory)
                if differing >= options.most:
                    break
        db.connection.close()
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(by_kind.items()))
    print(f"{pairs} pairs of query and data in {made} workspaces, seed {options.seed}, against {options.engine}: "
          f"{differing} differ; {rows} rows compared, {empty} answers empty, {looking_back} of another day; {time.time() - begin:.0f} s")
    print(f"asked of: {kinds}")
    sys.exit(1 if differing else 0)


def report(query, found, grove, views, directory):
    """Prints a difference, and the smallest query that still shows one."""
    def still(candidate):
        try:
            candidate.columns()
            answer = grove.ask([candidate.text])[0]
            if isinstance(answer, str) != isinstance(found[1], type(None)):
                return None
            return difference(candidate, answer, views)
        except Exception:
            return None

    print(f"\n=== {query.text}\n    {found[0]}\n    workspace {directory}, today {iso(grove.today)}")
    small, rest = query, found
    again = True
    while again:
        again = False
        for candidate in small.smaller():
            answer = still(candidate)
            if answer:
                small, rest, again = candidate, answer, True
                break
    if small is not query:
        print(f"    smaller: {small.text}\n    {rest[0]}")
    if rest[1]:
        sql, theirs, mine = rest[1]
        print(f"    SQL: {sql}\n    Grove: {theirs and theirs[:12]}\n    SQL:   {mine and mine[:12]}")
    sys.stdout.flush()


main()

#!/usr/bin/env python3
"""Ask other engines the questions of Questions.swift over the same CSV files.

usage: peers.py DIRECTORY LEAF
Prints engine, question, milliseconds (best of 7, warm, one thread), number of rows, and the sum of
the answer's numbers. Engines that are not installed are left out. Progress stands ready in a column,
clamped in another one, and every engine has the indexes it can use.
"""
import csv
import os
import shutil
import sys
import tempfile
import time

directory, leaf = sys.argv[1], sys.argv[2]
path = lambda name: os.path.join(directory, name + ".csv")
PROGRESS = "(current - start) / (target - start)"
TODAY, ASOF, FRESH = "2026-05-15", "2026-05-01", "2026-05-01"


def questions(newest):
    """The questions in SQL; `newest` selects goal and value of each goal's newest check-in by then."""
    return {
        "count": "select count(*) from kr where cycle = '2026-Q2' and progress < 0.5",
        "filter": "select id, title, progress from kr where cycle = '2026-Q2' and progress < 0.5 order by progress, id limit 20",
        "group": "select team, count(*), avg(progress) from kr where cycle = '2026-Q2' group by team order by team",
        "text": "select count(*) from kr where title like '%churn%'",
        "stale": "select count(*) from kr where cycle = '2026-Q2' and not exists (select 1 from check_ins c "
        f"where c.goal = kr.id and c.date >= '{FRESH}' and c.date <= '{TODAY}')",
        "descend": "with recursive d(id) as (select 'O0' union select l.child from links l join d on l.parent = d.id) "
        "select count(*), avg(k.progress) from key_results k join d on d.id = k.objective",
        "ancestors": f"with recursive d(id) as (select parent from links where child = '{leaf}' "
        "union select l.parent from links l join d on l.child = d.id) "
        "select o.id, o.title from d join objectives o on o.id = d.id order by o.id",
        "orphans": "select count(*) from objectives o where cycle = '2026-Q2' "
        "and not exists (select 1 from links l where l.child = o.id)",
        "tree": "select o.id, sum(k.held * k.weight) / sum(k.weight) as p from objectives o join key_results k "
        "on k.objective = o.id where o.cycle = '2026-Q2' group by o.id order by p, o.id limit 20",
        "asof": "select team, avg((n.value - start) / (target - start)) from kr "
        f"left join ({newest}) n on n.goal = kr.id where cycle = '2026-Q2' group by team order by team",
    }


def report(engine, names, ask):
    for question in names:
        best, answer = 1e9, []
        for _ in range(7):
            begin = time.perf_counter()
            answer = ask(question)
            best = min(best, time.perf_counter() - begin)
        total = sum(v for row in answer for v in row if isinstance(v, (int, float)))
        print(f"{engine}\t{question}\t{best * 1e3:.4f}\t{len(answer)}\t{total!r}", flush=True)


def key_results():
    """Key results with progress and its clamped form, for the engines that are fed row by row."""
    with open(path("key_results"), newline="") as file:
        for row in csv.DictReader(file):
            start, target, current = (float(row[name]) for name in ("start", "target", "current"))
            progress = (current - start) / (target - start)
            yield row, start, target, progress, min(1.0, max(0.0, progress))


def objectives():
    with open(path("objectives"), newline="") as file:
        yield from csv.DictReader(file)


def duckdb_engine():
    import duckdb

    db = duckdb.connect(config={"threads": 1})
    db.execute(f"create table objectives as select * from read_csv('{path('objectives')}', header = true)")
    db.execute(
        f"create table key_results as select *, {PROGRESS} as progress, "
        f"least(1, greatest(0, {PROGRESS})) as held from (select * replace (start::double as start, "
        f"target::double as target, current::double as current) from read_csv('{path('key_results')}', header = true))"
    )
    db.execute(
        "create table kr as select k.id, k.title, k.start, k.target, o.cycle, o.team, k.progress "
        "from key_results k join objectives o on o.id = k.objective"
    )
    db.execute(
        "create table links as select id as child, unnest(string_split(supports, ';')) as parent "
        "from objectives where supports <> ''"
    )
    db.execute(f"create table check_ins as select goal, date, value::double as value from read_csv('{path('check_ins')}', header = true)")
    sql = questions(f"select goal, arg_max(value, date) as value from check_ins where date <= '{ASOF}' group by goal")
    report("duckdb", sql, lambda q: db.execute(sql[q]).fetchall())


def sqlite_engine():
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.executescript(
        "create table objectives(id text primary key, title text, cycle text, team text);"
        "create table key_results(id text primary key, objective text, title text, start real, target real, weight real, "
        "progress real, held real);"
        "create table links(child text, parent text);"
        "create table check_ins(goal text, date text, value real)"
    )
    rows = list(objectives())
    db.executemany("insert into objectives values (?, ?, ?, ?)", [(r["id"], r["title"], r["cycle"], r["team"]) for r in rows])
    db.executemany("insert into links values (?, ?)", [(r["id"], p) for r in rows for p in r["supports"].split(";") if p])
    db.executemany(
        "insert into key_results values (?, ?, ?, ?, ?, ?, ?, ?)",
        [(r["id"], r["objective"], r["title"], s, t, float(r["weight"]), p, h) for r, s, t, p, h in key_results()],
    )
    with open(path("check_ins"), newline="") as file:
        db.executemany(
            "insert into check_ins values (?, ?, ?)",
            [(r["goal"], r["date"], float(r["value"])) for r in csv.DictReader(file)],
        )
    db.executescript(
        "create index by_cycle on objectives(cycle); create index by_objective on key_results(objective);"
        "create index by_parent on links(parent, child); create index by_child on links(child, parent);"
        "create index by_goal on check_ins(goal, date);"
        "create view kr as select k.id, k.title, start, target, cycle, team, progress from key_results k "
        "join objectives o on o.id = k.objective; analyze"
    )
    sql = questions(f"select goal, value, max(date) from check_ins where date <= '{ASOF}' group by goal")
    # Only the newest check-in of the goals at hand, which the index finds at once.
    sql["asof"] = (
        "select team, avg(((select value from check_ins c where c.goal = kr.id and c.date <= "
        f"'{ASOF}' order by date desc limit 1) - start) / (target - start)) from kr "
        "where cycle = '2026-Q2' group by team order by team"
    )
    report("sqlite", sql, lambda q: db.execute(sql[q]).fetchall())


def polars_engine():
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    floats = {"start": pl.Float64, "target": pl.Float64, "current": pl.Float64}
    goals = pl.read_csv(path("objectives"))
    keys = pl.read_csv(path("key_results"), schema_overrides=floats).with_columns(
        progress=(pl.col("current") - pl.col("start")) / (pl.col("target") - pl.col("start"))
    ).with_columns(held=pl.col("progress").clip(0, 1))
    kr = keys.join(goals.select("id", "cycle", "team"), left_on="objective", right_on="id")
    links = goals.filter(pl.col("supports").is_not_null()).select(
        child="id", parent=pl.col("supports").str.split(";")).explode("parent")
    check_ins = pl.read_csv(path("check_ins"), schema_overrides={"value": pl.Float64})
    q2 = pl.col("cycle") == "2026-Q2"
    low = q2 & (pl.col("progress") < 0.5)
    fresh = (pl.col("date") >= FRESH) & (pl.col("date") <= TODAY)
    newest = lambda: (
        check_ins.filter(pl.col("date") <= ASOF).group_by("goal").agg(pl.col("value").sort_by("date").last())
    )
    asked = {
        "count": lambda: kr.filter(low).select(pl.len()),
        "filter": lambda: kr.filter(low).sort("progress", "id").head(20).select("id", "title", "progress"),
        "group": lambda: kr.filter(q2).group_by("team").agg(pl.len(), pl.col("progress").mean()).sort("team"),
        "text": lambda: kr.filter(pl.col("title").str.contains("churn", literal=True)).select(pl.len()),
        "stale": lambda: kr.filter(q2).join(check_ins.filter(fresh), left_on="id", right_on="goal", how="anti").select(pl.len()),
        "orphans": lambda: goals.filter(q2).join(links, left_on="id", right_on="child", how="anti").select(pl.len()),
        "tree": lambda: keys.join(goals.filter(q2).select("id"), left_on="objective", right_on="id")
        .group_by("objective").agg(p=(pl.col("held") * pl.col("weight")).sum() / pl.col("weight").sum())
        .sort("p", "objective").head(20),
        "asof": lambda: kr.filter(q2).join(newest(), left_on="id", right_on="goal", how="left").group_by("team")
        .agg(((pl.col("value") - pl.col("start")) / (pl.col("target") - pl.col("start"))).mean()).sort("team"),
    }
    report("polars", asked, lambda q: asked[q]().rows())


def kuzu_engine():
    import kuzu

    scratch = tempfile.mkdtemp()
    try:
        db = kuzu.Connection(kuzu.Database(os.path.join(scratch, "db")), num_threads=1)
        files = {name: open(os.path.join(scratch, name + ".csv"), "w", newline="") for name in "oklmc"}
        out = {name: csv.writer(file) for name, file in files.items()}
        for row in objectives():
            out["o"].writerow([row["id"], row["title"], row["cycle"], row["team"]])
            out["l"].writerows([row["id"], parent] for parent in row["supports"].split(";") if parent)
        for row, start, target, progress, held in key_results():
            out["k"].writerow([row["id"], row["title"], start, target, row["weight"], progress, held])
            out["m"].writerow([row["id"], row["objective"]])
        for file in files.values():
            file.close()
        for statement in (
            "create node table O(id string, title string, cycle string, team string, primary key(id))",
            "create node table K(id string, title string, start double, target double, weight double, progress double, held double, primary key(id))",
            "create rel table Supports(from O to O)",
            "create rel table Measures(from K to O)",
        ):
            db.execute(statement)
        for table, name in (("O", "o"), ("K", "k"), ("Supports", "l"), ("Measures", "m")):
            db.execute(f"copy {table} from '{scratch}/{name}.csv'")
        asked = {
            "count": "match (k:K)-[:Measures]->(o:O) where o.cycle = '2026-Q2' and k.progress < 0.5 return count(*)",
            "ancestors": f"match (r:O {{id: '{leaf}'}})-[:Supports* shortest 1..30]->(o:O) return o.id, o.title order by o.id",
            "orphans": "match (o:O) where o.cycle = '2026-Q2' and not exists {match (o)-[:Supports]->(:O)} return count(*)",
            "tree": "match (k:K)-[:Measures]->(o:O) where o.cycle = '2026-Q2' "
            "return o.id, sum(k.held * k.weight) / sum(k.weight) as p order by p, o.id limit 20",
        }

        def ask(question):
            result, rows = db.execute(asked[question]), []
            while result.has_next():
                rows.append(result.get_next())
            return rows

        report("kuzu", asked, ask)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


for engine in (polars_engine, duckdb_engine, sqlite_engine, kuzu_engine):
    try:
        engine()
    except ImportError as error:
        print(f"# {error}", file=sys.stderr)

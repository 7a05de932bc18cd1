#!/usr/bin/env python3
"""Ask other engines the questions of Questions.swift over the same CSV files.

usage: peers.py DIRECTORY
Prints engine, question, milliseconds (best of 7, warm, one thread), number of rows, and the first
number of the answer. Engines that are not installed are left out.
"""
import csv
import os
import sys
import time

directory = sys.argv[1]
path = lambda name: os.path.join(directory, name + ".csv")
PROGRESS = "(current - start) / (target - start)"
SQL = {
    "count": "select count(*) from kr where cycle = '2026-Q2' and progress < 0.5",
    "filter": "select id, title, progress from kr where cycle = '2026-Q2' and progress < 0.5 order by progress, id limit 20",
    "group": "select team, count(*), avg(progress) from kr where cycle = '2026-Q2' group by team order by team",
    "text": "select count(*) from kr where title like '%churn%'",
}


def report(engine, ask):
    for question in SQL:
        best, answer = 1e9, []
        for _ in range(7):
            begin = time.perf_counter()
            answer = ask(question)
            best = min(best, time.perf_counter() - begin)
        number = next((v for v in answer[0] if isinstance(v, (int, float))), 0) if answer else 0
        print(f"{engine}\t{question}\t{best * 1e3:.4f}\t{len(answer)}\t{number}", flush=True)


def duckdb_engine():
    import duckdb

    db = duckdb.connect(config={"threads": 1})
    db.execute(
        f"create table kr as select k.id, k.title, o.cycle, o.team, {PROGRESS} as progress "
        f"from (select * replace (start::double as start, target::double as target, current::double as current) "
        f"from read_csv('{path('key_results')}', header = true)) k "
        f"join read_csv('{path('objectives')}', header = true) o on o.id = k.objective"
    )
    report("duckdb", lambda q: db.execute(SQL[q]).fetchall())


def sqlite_engine():
    import sqlite3

    db = sqlite3.connect(":memory:")
    db.execute("create table objectives(id text primary key, cycle text, team text)")
    db.execute("create table key_results(id text primary key, objective text, title text, progress real)")
    with open(path("objectives"), newline="") as file:
        rows = [(row["id"], row["cycle"], row["team"]) for row in csv.DictReader(file)]
    db.executemany("insert into objectives values (?, ?, ?)", rows)
    with open(path("key_results"), newline="") as file:
        rows = []
        for row in csv.DictReader(file):
            start, target = float(row["start"]), float(row["target"])
            progress = (float(row["current"]) - start) / (target - start)
            rows.append((row["id"], row["objective"], row["title"], progress))
    db.executemany("insert into key_results values (?, ?, ?, ?)", rows)
    db.executescript(
        "create index by_cycle on objectives(cycle); create index by_objective on key_results(objective);"
        "create view kr as select k.id, title, cycle, team, progress from key_results k "
        "join objectives o on o.id = k.objective; analyze"
    )
    report("sqlite", lambda q: db.execute(SQL[q]).fetchall())


def polars_engine():
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl

    floats = {"start": pl.Float64, "target": pl.Float64, "current": pl.Float64}
    kr = pl.read_csv(path("key_results"), schema_overrides=floats).join(
        pl.read_csv(path("objectives")).select("id", "cycle", "team"), left_on="objective", right_on="id"
    ).with_columns(progress=(pl.col("current") - pl.col("start")) / (pl.col("target") - pl.col("start")))
    q2 = pl.col("cycle") == "2026-Q2"
    low = q2 & (pl.col("progress") < 0.5)
    questions = {
        "count": lambda: kr.filter(low).select(pl.len()),
        "filter": lambda: kr.filter(low).sort("progress", "id").head(20).select("id", "title", "progress"),
        "group": lambda: kr.filter(q2).group_by("team").agg(pl.len(), pl.col("progress").mean()).sort("team"),
        "text": lambda: kr.filter(pl.col("title").str.contains("churn", literal=True)).select(pl.len()),
    }
    report("polars", lambda q: questions[q]().rows())


for engine in (polars_engine, duckdb_engine, sqlite_engine):
    try:
        engine()
    except ImportError as error:
        print(f"# {error}", file=sys.stderr)

"""Asks a workspace from Python.

    python3 examples/embed-python/example.py .build/c/lib/libgrove.so examples/retail
"""

import datetime
import json
import sys
import threading

import grove


def main(library_path, workspace):
    library = grove.load(library_path)
    with grove.Graph(library, workspace, datetime.date(2026, 5, 15)) as graph:
        for row in graph.ask("open key results below 30% in Q2 | show id, progress, due | take 3"):
            print(row["id"], f"{row['progress']:.1%}", row["due"].isoformat())

        # The day, the rows and their types, as the contract of the JSON has them.
        with graph.prepare("kpis | sort by id | show id, direction, created | take 2") as statement:
            print(list(statement))
            print(json.loads(statement.text("json"))["columns"])

        # A mistake is an exception that knows its place.
        try:
            graph.ask("key results at rsik")
        except grove.GroveError as error:
            print(error.ids, error.bytes)
            print(error)

        # Threads ask at once, each with its own statement.
        counts = []
        threads = [
            threading.Thread(target=lambda: counts.append(len(graph.ask("key results"))))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(len(counts), "threads,", len(set(counts)), "answer")

        graph.trust_nobody()
        graph.limit(0, 100)
        try:
            graph.ask("key results | where count(goals where due = outer.due) > 1")
        except grove.GroveError as error:
            print(error.ids)


if __name__ == "__main__":
    main(*sys.argv[1:3])

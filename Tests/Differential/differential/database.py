"""DuckDB, or SQLite where it cannot be had, behind the little that both understand alike."""
import sqlite3


class Database:
    """An empty database in memory. Days and yes/no are integers, lists are tables of their own."""

    def __init__(self, engine):
        self.engine = engine
        if engine == "duckdb":
            import duckdb

            self.connection = duckdb.connect(config={"threads": 1})
            self.real, self.text, self.integer = "DOUBLE", "VARCHAR", "INTEGER"
        else:
            self.connection = sqlite3.connect(":memory:")
            self.real, self.text, self.integer = "REAL", "TEXT", "INTEGER"

    def run(self, sql):
        return self.connection.execute(sql)

    def rows(self, sql):
        return self.connection.execute(sql).fetchall()

    def columns(self, sql):
        cursor = self.connection.execute(sql)
        return [column[0] for column in cursor.description], cursor.fetchall()

    def fill(self, table, columns, rows):
        """Makes a table; `columns` are pairs of a name and a type of `real text integer`."""
        types = ", ".join(f'"{name}" {getattr(self, type)}' for name, type in columns)
        self.run(f"create table {table} ({types})")
        if rows:
            marks = ", ".join("?" for _ in columns)
            self.connection.executemany(f"insert into {table} values ({marks})", rows)

    # What the two spell differently.

    def least(self, *values):
        return f"{'least' if self.engine == 'duckdb' else 'min'}({', '.join(values)})"

    def greatest(self, *values):
        return f"{'greatest' if self.engine == 'duckdb' else 'max'}({', '.join(values)})"

    def quotient(self, a, b):
        """Division of integers, towards zero."""
        return f"(({a}) // ({b}))" if self.engine == "duckdb" else f"(({a}) / ({b}))"

    def sample_deviation(self, value):
        if self.engine == "duckdb":
            return f"stddev_samp({value})"
        mean = f"(sum(({value}) * ({value})) - sum({value}) * sum({value}) / count({value}))"
        return f"case when count({value}) > 1 then sqrt(max(0, {mean} / (count({value}) - 1))) end"


def rounded(value):
    """What Grove does to every ratio and mean: nine decimals."""
    return f"round({value}, 9)"


def over(part, whole):
    return f"round(({part}) / nullif({whole}, 0), 9)"

// What comes closest in SQL and in jq to a word of the language, for people who know those. jq is
// meant over a list of rows, `.[]`; where a language has nothing of the kind, it says so.

struct ClosestWords {
  let sql: String
  let jq: String

  /// By the first of a word's spellings, as the catalogue has it.
  static func of(_ word: String) -> ClosestWords? {
    all[word].map { ClosestWords(sql: $0.0, jq: $0.1) }
  }

  private static let all: [String: (String, String)] = [
    "below": ("WHERE progress < 0.5", "select(.progress < 0.5)"),
    "at least": ("WHERE confidence <= 0.5", "select(.confidence <= 0.5)"),
    "or missing": ("OR progress IS NULL", "or .progress == null"),
    "in": ("JOIN cycles ... WHERE cycle = 'Q2'", "select(.cycle == \"Q2\")"),
    "during": (
      "WHERE start <= end_day AND due >= first_day", "select(.start <= $e and .due >= $f)"
    ),
    "before": ("WHERE due < CURRENT_DATE", "select(.due < $today)"),
    "of": ("JOIN ... WHERE team IN (team and its parts)", "none: walk the teams first"),
    "owned by": ("WHERE owner IN ('ana')", "select(.owner == \"ana\")"),
    "reporting to": ("WITH RECURSIVE", "recurse over managers"),
    "under": ("WITH RECURSIVE, each row once", "recurse over parents"),
    "supported by": ("WITH RECURSIVE, upwards", "recurse over parents"),
    "with": ("WHERE EXISTS, HAVING COUNT(*) > n", "select(any(...)), (length > n)"),
    "named": ("WHERE title ILIKE '%churn%'", "select(.title | test(\"churn\"; \"i\"))"),
    "tagged": ("WHERE 'x' = ANY(tags)", "select(.tags | index(\"x\"))"),
    "matching": ("WHERE title ILIKE 'launch%'", "select(.title | test(\"^launch\"; \"i\"))"),
    "not": ("NOT", "not"),
    "or": ("OR", "or"),
    "where": ("WHERE", "select(...)"),
    "stated": ("WHERE stated_status = 'at risk'", "select(.stated_status == \"at risk\")"),
    "as of": ("FOR SYSTEM_TIME AS OF", "none"),
    "assuming": ("none: a copy with an UPDATE", ".[] |= ..."),
    "changed": ("a query of the audit table", "none"),
    "on track": ("CASE over progress and dates", "if ... then ... end"),
    "behind": ("WHERE expected - progress > 0", "select(.expected > .progress)"),
    "overdue": ("WHERE due < CURRENT_DATE AND state = 'active'", "select(.due < $today)"),
    "stale": ("HAVING MAX(date) < CURRENT_DATE - 7", "select((.dates | max) < $day)"),
    "open": ("WHERE state = 'active'", "select(.state == \"active\")"),
    "unaligned": ("LEFT JOIN links ... WHERE parent IS NULL", "select(.parents == [])"),
    "committed": ("WHERE commitment = 'committed'", "select(.commitment == \"committed\")"),
    "sort by": ("ORDER BY ... NULLS LAST", "sort_by(.progress)"),
    "take": ("LIMIT, OFFSET", ".[:n], .[n:], .[-n:]"),
    "top": ("ORDER BY ... DESC LIMIT n", "sort_by(.e) | reverse | .[:n]"),
    "group by": ("PARTITION BY: the rows stay", "group_by(.team)"),
    "summarize": ("GROUP BY with aggregates", "group_by(.team) | map({n: length})"),
    "show": ("SELECT", "{title, owner}"),
    "add": ("SELECT *, ... AS name", ". + {name: ...}, del(.name)"),
    "distinct": ("SELECT DISTINCT", "unique"),
    "count": ("SELECT COUNT(*)", "length"),
    "total": ("GROUP BY ROLLUP", "map(.x) | add"),
    "render": ("none", "none"),
    "union": ("UNION, INTERSECT, EXCEPT", ". + $other | unique"),
    "parents": ("JOIN links", "none"),
    "join": ("JOIN ... ON", "INDEX, then a look-up"),
    "pivot": ("PIVOT, or CASE a column", "reduce ... as $row ({}; ...)"),
    "pairs": ("a self join with a.id < b.id", "combinations"),
    "paths from": ("WITH RECURSIVE that keeps the path", "paths"),
    "over": ("JOIN generate_series", "none"),
    "compare with": ("a join of two runs", "none"),
    "and": ("AND, OR", "and, or"),
    "is missing": ("IS NULL, IS NOT NULL", ".x == null"),
    "??": ("COALESCE", ".x // default"),
    "contains": ("ILIKE, LIKE", "test(\"...\"; \"i\")"),
    "if": ("CASE WHEN a THEN b ELSE c END", "if a then b else c end"),
    "this": ("correlated names, outer.x", ". as $row"),
    "@": ("WHERE id = 'KR-7'", "select(.id == \"KR-7\")"),
    "$_": ("none", "none"),
    "this quarter": ("DATE_TRUNC('quarter', CURRENT_DATE)", "none"),
    "q2": ("BETWEEN two dates", "none"),
    "past 14 days": ("CURRENT_DATE - 14", "now - 14 * 86400"),
    "today": ("CURRENT_DATE, DATE '2026-05-15'", "now | todate"),
    "to": ("BETWEEN, half open", "select(.d >= $a and .d < $b)"),
  ]
}

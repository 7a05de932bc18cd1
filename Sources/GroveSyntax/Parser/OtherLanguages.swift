// Words people bring from other languages, and the word of this one.

package enum OtherLanguages {
  /// What to write in place of a word of another language.
  package static func help(_ word: String) -> String? {
    words[word].map { "`\(word)` is a word of another language: \($0)" }
  }

  /// Words that ask for something, and that a phrase leaves out: `show me the key results`.
  package static let requests: Set<String> = [
    "show", "list", "give", "find", "get", "display", "fetch",
  ]

  /// Words between such a word and the kind.
  static let fillers: Set<String> = [
    "me", "us", "the", "all", "my", "our", "a", "an", "of", "these", "those", "every", "please",
  ]

  private static let words: [String: String] = [
    "select": "begin with the kind and end with `| show title, owner`",
    "fetch": "begin with the kind: `key results in Q2`",
    "give": "begin with the kind: `key results in Q2`",
    "display": "begin with the kind: `key results in Q2`",
    "find": "begin with the kind: `key results in Q2`",
    "get": "begin with the kind: `key results in Q2`",
    "list": "begin with the kind: `key results in Q2`",
    "limit": "write `| take 10`",
    "head": "write `| take 10`",
    "tail": "write `| last 10`",
    "offset": "write `| skip 10`",
    "order": "write `| sort by progress`",
    "orderby": "write `| sort by progress`",
    "sorted": "write `| sort by progress`",
    "asc": "ascending is the default, `desc` turns it round",
    "ascending": "ascending is the default, `desc` turns it round",
    "descending": "write `desc`",
    "filter": "write `where`",
    "having": "write `| where` after `summarize`",
    "like": "write `matches \"glob*\"` or `contains \"text\"`",
    "ilike": "write `matches \"glob*\"` or `contains \"text\"`",
    "null": "write `missing`",
    "nil": "write `missing`",
    "none": "write `missing`",
    "undefined": "write `missing`",
    "true": "write `yes`",
    "false": "write `no`",
    "eq": "write `=`",
    "equals": "write `=`",
    "elif": "write `else if`",
    "elseif": "write `else if`",
    "var": "write `let $x = 1`",
    "const": "write `let $x = 1`",
    "def": "write `define f($x) = $x + 1`",
    "function": "write `define f($x) = $x + 1`",
    "fn": "write `define f($x) = $x + 1`",
    "func": "write `define f($x) = $x + 1`",
    "import": "write `use \"file.grove\"`",
    "include": "write `use \"file.grove\"`",
    "assert": "write `expect`",
    "who": "write `people` with modifiers",
    "whose": "write `with (..)` or a field: `confidence below 0.5`",
    "which": "modifiers stand beside each other without it",
    "that": "modifiers stand beside each other without it",
    "are": "modifiers stand beside each other without it",
    "what": "begin with the kind: `key results in Q2`",
    "please": "a query asks by itself: leave the word out",
    "less": "write `below 50%`",
    "greater": "write `above 50%`",
    "percent": "write `50%`",
    "first": "write `| take 5`",
    "by": "write `owned by @ana`",
    "assigned": "write `owned by @ana`",
    "belonging": "write `of @growth`",
    "belongs": "write `of @growth`",
    "lacking": "write `without owner`",
    "within": "write `in Q2`",
    "late": "write `overdue`",
    "delayed": "write `overdue`",
    "empty": "write `owner is missing`",
    "case": "write `if stale then 1 else 2`",
    "when": "write `if stale then 1 else 2`",
    "it": "there are no pronouns: write the field alone, or `this`",
    "its": "there are no pronouns: write the field alone, or `this`",
    "their": "there are no pronouns: write the field alone, or `this`",
    "me": "begin with the kind; you are `@me`",
    "my": "write `owned by @me`",
    "mine": "write `owned by @me`",
    "all": "the kind alone is all of them: `key results`",
    "an": "there are no articles: write the word after it alone",
    "the": "there are no articles: write the word after it alone",
  ]
}

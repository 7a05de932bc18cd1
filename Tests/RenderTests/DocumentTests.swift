// Whole programs as documents: text, Markdown, JSON, and the formats for checks.

import Grove
import GroveRender
import Testing

/// A program's results made by hand.
enum MadeDocument {
  static let source = SourceText(
    "report \"Weekly\" {\n}\nexpect no goals without owner\n", name: "reports/weekly.grove")
  static let columns: [QueryResult.Column] = [
    .init(name: "id", type: .text), .init(name: "progress", type: .ratio),
  ]

  static func frame(prefix: String = "") -> DocumentFrame {
    DocumentFrame(source: source, graph: Made.graph, today: Made.today, filePrefix: prefix)
  }

  /// The objective stands in `goals/sales.yaml`, line 4.
  static var objective: [Node?] { [Made.graph.nodes(id: "O2").first] }

  static func table(_ rows: [[Value]], nodes: [Node?] = [], skipped: Int = 0) -> QueryResult {
    QueryResult(
      graph: Made.graph, query: "goals | show id, progress", expansion: "from goals",
      today: Made.today, understood: "goals, as of Fri 15 May 2026", columns: columns, cells: rows,
      nodes: nodes, skippedMissing: skipped)
  }

  static let empty = QueryResult(
    graph: Made.graph, query: "goals", expansion: "from goals", today: Made.today,
    understood: "goals", columns: columns, cells: [],
    emptyAnswer: .init(removedBy: nil, rowsBefore: 0, hints: [], text: "Nobody *struggles*."))

  static func promise(
    _ state: PromiseOutcome.State, isWarning: Bool = false, message: String? = nil,
    offending: QueryResult? = nil, exceptions: [PromiseOutcome.Exception] = []
  ) -> StatementResult {
    .promise(
      PromiseOutcome(
        state: state, isWarning: isWarning, words: "no goals without owner",
        message: message, offending: offending, exceptions: exceptions,
        range: SourceRange(start: 20, end: 49)))
  }

  static func exception(isExpired: Bool) -> PromiseOutcome.Exception {
    .init(
      nodes: objective.compactMap { $0 }, until: Made.today, reason: "agreed",
      isExpired: isExpired)
  }

  static let failure = QueryFailure(
    kind: .runTime,
    diagnostics: [
      Diagnostic(
        .numberTooLarge, "the result is larger than any number can be",
        at: SourceRange(start: 7, end: 15))
    ])

  static let results: [StatementResult] = [
    .report(
      Report(
        title: "Weekly review",
        sections: [
          .text("Two things are behind, and a few more may be soon."),
          .table(table([[.text("KR-4"), .ratio(0.25)]], skipped: 2)),
          .heading("By team"), .table(empty), .failure(failure),
        ])),
    promise(.kept),
    promise(
      .broken, message: "who owns it?",
      offending: table([[.text("O2"), .missing]], nodes: objective),
      exceptions: [exception(isExpired: true)]),
  ]

  static func write(
    _ results: [StatementResult], _ name: String, failure: QueryFailure? = nil,
    prefix: String = "", _ options: RenderOptions = RenderOptions()
  ) -> (text: String, ending: DocumentEnding?) {
    var output = ByteOutput()
    var writer = DocumentFormats.named(name)?.begin(frame(prefix: prefix), options: options)
    for result in results { writer?.add(result, to: &output) }
    let ending = writer?.finish(failure, to: &output)
    return (output.text, ending)
  }
}

@Suite("Documents") struct DocumentTests {
  @Test("text has titles, prose in the width, answers without their first line, failures in place")
  func text() {
    #expect(
      MadeDocument.write(MadeDocument.results, "text", RenderOptions(width: 40)).text == """
        Weekly review
        =============

        Two things are behind, and a few more
        may be soon.

        id    progress
        KR-4       25%
        2 had no value and are left out

        By team
        -------
        Nobody *struggles*.

        error[GRV0301]: the result is larger than any number can be
          reports/weekly.grove:1:8
          1 | report "Weekly" {
            |        ^^^^^^^^

        kept: no goals without owner

        broken: who owns it?
          no goals without owner
          source              id  progress
          goals/sales.yaml:4  O2         –
          the exception of O2 ended on Fri 15
          May 2026: agreed

        1 section failed; 2 promises: 1 kept, 1
        broken

        """)
  }

  @Test("Markdown has headings, tables and fences, and data starts no markup")
  func markdown() {
    #expect(
      MadeDocument.write(MadeDocument.results, "markdown").text == """
        # Weekly review

        Two things are behind, and a few more may be soon.

        | id | progress |
        | --- | --: |
        | KR-4 | 25% |

        _2 had no value and are left out_

        ## By team

        Nobody \\*struggles\\*.

        **This section failed:**

        ```text
        error[GRV0301]: the result is larger than any number can be
          reports/weekly.grove:1:8
          1 | report "Weekly" {
            |        ^^^^^^^^
        ```

        Kept: `no goals without owner`

        **Broken:** who owns it?

        `no goals without owner`

        | source | id | progress |
        | --- | --- | --: |
        | goals/sales.yaml:4 | O2 | – |

        - the exception of O2 ended on Fri 15 May 2026: agreed

        1 section failed; 2 promises: 1 kept, 1 broken

        """)
    let hostile: [StatementResult] = [
      .text("# no heading\n> no quote\n---\n- a list\n    no code <b>`x`"), .heading("a *b* | c"),
    ]
    #expect(
      MadeDocument.write(hostile, "markdown").text == """
        \\# no heading
        \\> no quote
        \\---
        - a list
           no code \\<b>\\`x\\`

        ## a \\*b\\* \\| c

        """)
  }

  @Test("JSON is one object with the title, the status, the counts and the sections in order")
  func json() {
    let rest: [StatementResult] = [.text("a"), .heading("b"), MadeDocument.promise(.vacuous)]
    #expect(
      MadeDocument.write(rest, "json").text == """
        {"generator": "grove",
         "program": "reports/weekly.grove",
         "title": null,
         "today": "2026-05-15",
         "status": "ok",
         "promises": {"kept": 0, "broken": 0, "warned": 0, "vacuous": 1},
         "sections": [
          {"type": "text", "text": "a"},
          {"type": "heading", "text": "b"},
          {"type": "promise", "state": "vacuous", "warns": false, \
        "words": "no goals without owner", "message": null, "line": 3, "exceptions": [], \
        "sides": [], "offending": null}
         ]}

        """)
    let all = MadeDocument.write(MadeDocument.results, "json").text
    #expect(all.contains("\"title\": \"Weekly review\""))
    #expect(all.contains("\"status\": \"failed\""))
    #expect(all.contains("\n   {\"type\": \"table\", \"query\": \"goals | show id, progress\",\n"))
    #expect(
      all.contains("{\"source\": \"goals/sales.yaml:4\", \"id\": \"O2\", \"progress\": null}"))
    #expect(all.contains("{\"things\": [\"O2\"], \"until\": \"2026-05-15\""))
    #expect(all.contains("\"kind\": \"run time\", \"diagnostics\": [{\"code\": \"GRV0301\""))
    let stopped = MadeDocument.write([], "json", failure: MadeDocument.failure).text
    #expect(stopped.contains("\"status\": \"stopped\""))
    #expect(stopped.contains("\"sections\": [],\n \"error\": {\"kind\": \"run time\""))
  }

  @Test("one answer alone is the answer's own object for a question, and a document for a program")
  func oneAnswer() {
    let answer = StatementResult.table(MadeDocument.table([[.text("KR-4"), .ratio(0.25)]]))
    var output = ByteOutput()
    var writer = DocumentFormats.forAnswers(named: "json")?
      .begin(MadeDocument.frame(), options: RenderOptions())
    writer?.add(answer, to: &output)
    #expect(writer?.finish(nil, to: &output) == .whole)
    #expect(output.text.hasPrefix("{\"query\": \"goals | show id, progress\""))
    #expect(MadeDocument.write([answer], "json").text.hasPrefix("{\"generator\": \"grove\""))
  }

  @Test("formats of rows write the last answer, and say so")
  func rows() {
    let one = StatementResult.table(MadeDocument.table([[.text("KR-4"), .ratio(0.25)]]))
    let value = StatementResult.value(.number(3), query: "1 + 2")
    #expect(MadeDocument.write([one], "csv").ending == .whole)
    let both = MadeDocument.write([one, .text("between"), value], "csv")
    #expect(both.text == "value\r\n3\r\n")
    #expect(both.ending == .part("csv holds one answer: the last of 2"))
    let none = MadeDocument.write([.text("words")], "ndjson")
    #expect(none.text.isEmpty)
    #expect(
      none.ending
        == .nothing("ndjson holds rows, and this program answers none: try table or json"))
  }

  @Test("prints stand on lines of their own, and answers are parted by an empty line")
  func lines() {
    let value = StatementResult.value(.number(3), query: "1 + 2")
    #expect(
      MadeDocument.write([.text("a\tb"), .text("c"), value, value], "text").text
        == "a\tb\nc\n\n3\n\n3\n")
  }

  @Test("no control character of the data reaches a terminal")
  func controls() {
    let evil = "a\u{1B}[31mb\u{7}\u{202E}\t"
    let results: [StatementResult] = [
      .report(Report(title: evil, sections: [.text(evil), .heading(evil)])),
      .promise(
        PromiseOutcome(
          state: .broken, isWarning: false, words: evil, message: evil,
          offending: MadeDocument.table([[.text(evil), .missing]]),
          exceptions: [.init(nodes: [], until: Made.today, reason: evil, isExpired: false)],
          range: .none)),
    ]
    for name in ["text", "markdown", "github", "junit"] {
      let text = MadeDocument.write(results, name, RenderOptions(width: 80)).text
      let controls = text.unicodeScalars.filter {
        $0.value < 0x20 && $0 != "\n" || $0.value == 0x7F
      }
      #expect(controls.isEmpty && !text.unicodeScalars.contains("\u{202E}"), "\(name)")
    }
  }

  @Test("no more than twenty rows that break a promise are shown, and the rest is counted")
  func manyRows() {
    let rows = (1...25).map { [Value.text("K\($0)"), .missing] }
    let promise = MadeDocument.promise(.broken, offending: MadeDocument.table(rows))
    let text = MadeDocument.write([promise], "text").text
    #expect(text.hasSuffix("  K20         –\n  … 5 more\n"))
    #expect(MadeDocument.write([promise], "markdown").text.contains("| K20 | – |\n\n… 5 more\n"))
  }
}

@Suite("Documents for checks") struct CheckDocumentTests {
  @Test("GitHub gets an error a row with file and line, escaped by its rules")
  func github() {
    let promise = MadeDocument.promise(
      .broken, message: "100% owned: all, always",
      offending: MadeDocument.table([[.text("O2"), .missing]], nodes: MadeDocument.objective))
    #expect(
      MadeDocument.write([promise], "github", prefix: "okrs/").text == """
        ::error file=okrs/goals/sales.yaml,line=4,title=100%25 owned%3A all%2C always::O2 Grow revenue
        1 promise: 1 broken

        """)
  }

  @Test("without rows the promise itself is where the error stands; warnings and failures, too")
  func githubPlaces() {
    let results = [
      MadeDocument.promise(.broken, isWarning: true), MadeDocument.promise(.vacuous),
      MadeDocument.promise(.broken, exceptions: [MadeDocument.exception(isExpired: true)]),
      .failure(MadeDocument.failure), MadeDocument.promise(.kept),
    ]
    #expect(
      MadeDocument.write(results, "github").text == """
        ::warning file=reports/weekly.grove,line=3,title=warning%3A no goals without owner::\
        no goals without owner
        ::warning file=reports/weekly.grove,line=3,\
        title=nothing to check%3A no goals without owner::\
        no goals without owner%0Athere is nothing it speaks of: no row could break it
        ::error file=reports/weekly.grove,line=3,title=broken%3A no goals without owner::\
        no goals without owner%0Athe exception of O2 ended on Fri 15 May 2026: agreed
        ::error file=reports/weekly.grove,line=1,title=GRV0301::\
        the result is larger than any number can be
        1 section failed; 4 promises: 1 kept, 1 broken, 1 warning, 1 of nothing

        """)
  }

  @Test("JUnit gets a test case a promise, with the counts a reader asks for")
  func junit() {
    let results = [
      MadeDocument.promise(.kept, message: "a < b & \"c\""), MadeDocument.promise(.vacuous),
      MadeDocument.promise(.broken, isWarning: true),
      MadeDocument.promise(
        .broken,
        offending: MadeDocument.table([[.text("O2"), .missing]], nodes: MadeDocument.objective)),
    ]
    let place = "classname=\"reports/weekly.grove\" file=\"reports/weekly.grove\" line=\"3\""
    let words = "no goals without owner"
    #expect(
      MadeDocument.write(results, "junit").text == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="grove" tests="4" failures="1" errors="0" skipped="1">
          <testsuite name="reports/weekly.grove" tests="4" failures="1" errors="0" skipped="1">
            <testcase name="a &lt; b &amp; &quot;c&quot;" \(place)/>
            <testcase name="\(words)" \(place)>
              <skipped message="there is nothing it speaks of: no row could break it"/>
            </testcase>
            <testcase name="\(words)" \(place)>
              <system-out>warning: \(words)</system-out>
            </testcase>
            <testcase name="\(words)" \(place)>
              <failure message="\(words)" type="expect">\(words)
        goals/sales.yaml:4: O2 Grow revenue</failure>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("a program without promises says that it promises nothing")
  func nothingPromised() {
    for name in ["github", "junit"] {
      let ending = MadeDocument.write([.text("a")], name).ending
      #expect(ending == .part("this program promises nothing: `expect` and `warn` do"))
    }
    let stopped = MadeDocument.write([], "junit", failure: MadeDocument.failure)
    #expect(stopped.ending == .whole)
    #expect(stopped.text.contains("errors=\"1\""))
    #expect(stopped.text.contains("type=\"GRV0301\""))
  }
}

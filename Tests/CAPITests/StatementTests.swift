// Statements from their text to their last row: answers, columns, cells, order of calls, errors.

import CGrove
import Testing

@Suite("C: statements") struct StatementTests {
  private let graph = OpenGraph()

  @Test("a query gives its columns and its rows, with where they stand")
  func rows() {
    let statement = graph.prepare("key results | sort by id | show id, progress, due").handle
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_NONE.code)
    #expect(grove_column_count(statement) == 0)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_TABLE.code)
    #expect(grove_row_count(statement) == 3)
    #expect(grove_column_count(statement) == 3)
    #expect(
      (0..<4).map { string(grove_column_name(statement, $0)) } == ["id", "progress", "due", nil])
    #expect(
      (0..<4).map { grove_column_type(statement, $0) } == [
        GROVE_TYPE_TEXT.code, GROVE_TYPE_RATIO.code, GROVE_TYPE_DATE.code, GROVE_TYPE_MISSING.code,
      ])
    #expect(string(grove_row_id(statement)) == "K1")
    var line = 0
    #expect(string(grove_row_place(statement, &line)) == "goals.yaml")
    #expect(line == 9)
    var number = 0.0
    #expect(grove_cell_number(statement, 1, &number) == GROVE_OK.code)
    // (180 - 120) / (400 - 120)
    #expect(abs(number - 60.0 / 280) < 1e-9)
    var day = grove_date(0, 0, 0)
    #expect(grove_cell_date(statement, 2, &day) == GROVE_OK.code)
    #expect(day.parts == [2026, 6, 30])
    var length = 0
    let words = "key results, as of Fri 15 May 2026 | sort by id | show id, progress, due"
    #expect(string(grove_answer_words(statement, &length)) == words)
    #expect(length == words.utf8.count)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_step(statement) == GROVE_DONE.code)
    #expect(grove_step(statement) == GROVE_DONE.code)
  }

  @Test("a missing value is no number, no day and no text")
  func missing() {
    let statement = graph.prepare("key results | where id = \"K3\" | show id, progress").handle
    #expect(grove_step(statement) == GROVE_ROW.code)
    var number = 17.0
    #expect(grove_cell_number(statement, 1, &number) == GROVE_MISSING.code)
    #expect(number == 17)
    #expect(grove_cell_type(statement, 1) == GROVE_TYPE_MISSING.code)
    #expect(grove_cell_text(statement, 1, nil) == nil)
    #expect(string(grove_cell_json(statement, 1, nil)) == "null")
  }

  @Test("a value is read as what it is, and as nothing else")
  func types() {
    let text = """
      key results | where id = "K1"
        | show progress, due, span = Q2 2026, time = 3 months, tags, later = due > today,
          title, upwards = parents
      """
    let statement = graph.prepare(text).handle
    #expect(grove_step(statement) == GROVE_ROW.code)
    let types = (0..<8).map { grove_cell_type(statement, $0) }
    #expect(
      types == [
        GROVE_TYPE_RATIO.code, GROVE_TYPE_DATE.code, GROVE_TYPE_PERIOD.code,
        GROVE_TYPE_DURATION.code, GROVE_TYPE_LIST.code, GROVE_TYPE_YES_NO.code,
        GROVE_TYPE_TEXT.code, GROVE_TYPE_LIST.code,
      ])
    var flag = false
    var number = 0.0
    var first = grove_date(0, 0, 0)
    var last = grove_date(0, 0, 0)
    var months: Int32 = -1
    var days: Int32 = -1
    #expect(grove_cell_yes_no(statement, 5, &flag) == GROVE_OK.code)
    #expect(flag)
    #expect(grove_cell_period(statement, 2, &first, &last) == GROVE_OK.code)
    #expect(first.parts == [2026, 4, 1])
    #expect(last.parts == [2026, 6, 30])
    #expect(grove_cell_duration(statement, 3, &months, &days) == GROVE_OK.code)
    #expect([months, days] == [3, 0])
    #expect(grove_cell_number(statement, 1, &number) == GROVE_TYPE.code)
    #expect(grove_cell_yes_no(statement, 0, &flag) == GROVE_TYPE.code)
    #expect(grove_cell_date(statement, 2, &first) == GROVE_TYPE.code)
    #expect(grove_cell_period(statement, 1, &first, &last) == GROVE_TYPE.code)
    #expect(grove_cell_duration(statement, 1, &months, &days) == GROVE_TYPE.code)
    #expect([months, days] == [3, 0])
    #expect(grove_cell_number(statement, 8, &number) == GROVE_RANGE.code)
    #expect(grove_cell_number(statement, -1, &number) == GROVE_RANGE.code)
    #expect(grove_cell_type(statement, .max) == GROVE_TYPE_MISSING.code)
    #expect(string(grove_cell_json(statement, 7, nil)) == "[\"O1\"]")
    #expect(string(grove_cell_text(statement, 3, nil)) == "P3M")
    var length = 0
    #expect(string(grove_cell_text(statement, 6, &length)) == "Reach 400 visitors a day")
    #expect(length == 24)
    let pointer = grove_cell_text(statement, 6, nil)
    #expect(pointer == grove_cell_text(statement, 6, nil))
  }

  @Test("a text with a NUL in it has its whole length")
  func nulInside() {
    let graph = OpenGraph("{\"objectives\": [{\"id\": \"O1\", \"title\": \"a\\0b\"}]}")
    let statement = graph.prepare("objectives | show title").handle
    #expect(grove_step(statement) == GROVE_ROW.code)
    var length = 0
    let pointer = grove_cell_text(statement, 0, &length)
    #expect(length == 3 || string(pointer) == "a b" || string(pointer) == "ab")
  }

  @Test("a program gives its answers one after the other")
  func answers() {
    let statement = graph.prepare("count(key results)\n@K1\nkpis\nexplain goals\n").handle
    #expect(grove_next_answer(statement) == GROVE_MISUSE.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_VALUE.code)
    #expect(string(grove_column_name(statement, 0)) == "value")
    var number = 0.0
    #expect(grove_cell_number(statement, 0, &number) == GROVE_OK.code)
    #expect(number == 3)
    #expect(grove_row_id(statement) == nil)
    #expect(grove_row_place(statement, nil) == nil)
    #expect(grove_next_answer(statement) == GROVE_OK.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_CARD.code)
    #expect(grove_cell_number(statement, 0, &number) == GROVE_MISUSE.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(string(grove_row_id(statement)) == "K1")
    #expect(grove_next_answer(statement) == GROVE_OK.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_TABLE.code)
    #expect(grove_step(statement) == GROVE_DONE.code)
    #expect(grove_row_count(statement) == 0)
    #expect(grove_column_count(statement) > 0)
    #expect(grove_next_answer(statement) == GROVE_OK.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_EXPLANATION.code)
    #expect(grove_next_answer(statement) == GROVE_DONE.code)
    #expect(grove_next_answer(statement) == GROVE_DONE.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_NONE.code)
    #expect(grove_step(statement) == GROVE_DONE.code)
    #expect(grove_reset(statement) == GROVE_OK.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(grove_answer_kind(statement) == GROVE_ANSWER_VALUE.code)
  }

  @Test("an answer is written in every format, and in none that there is not")
  func formats() {
    let statement = graph.prepare("key results | sort by id | show id").handle
    #expect(grove_answer_text(statement, "csv", nil) == nil)
    #expect(grove_step(statement) == GROVE_ROW.code)
    var length = 0
    let csv = string(grove_answer_text(statement, "csv", &length))
    #expect(csv == "id\nK1\nK2\nK3\n" || csv == "id\r\nK1\r\nK2\r\nK3\r\n")
    #expect(length == csv?.utf8.count)
    #expect(string(grove_answer_text(statement, "json", nil))?.contains("\"row_count\": 3") == true)
    #expect(grove_answer_text(statement, "html", nil) == nil)
    let error = raw(statement)
    #expect(grove_error_code(error) == GROVE_RANGE.code)
    #expect(grove_answer_text(statement, nil, nil) == nil)
    #expect(grove_error_code(error) == GROVE_MISUSE.code)
    #expect(string(grove_row_id(statement)) == "K1")
  }

  @Test("a report is a title and its sections, one after the other, and one document")
  func report() {
    let text = "report \"Week\" {\n  heading \"Goals\"\n  key results | show id\n}\n"
    let statement = graph.prepare(text + "print \"done\"").handle
    #expect(grove_document_text(statement, "markdown", nil) == nil)
    #expect(grove_step(statement) == GROVE_ROW.code)
    let kinds = [
      GROVE_ANSWER_REPORT, GROVE_ANSWER_HEADING, GROVE_ANSWER_TABLE, GROVE_ANSWER_TEXT,
    ]
    var found: [Int32] = []
    repeat {
      found.append(grove_answer_kind(statement))
    } while grove_next_answer(statement)
      == GROVE_OK.code
    #expect(found == kinds.map(\.code))
    var length = 0
    let document = string(grove_document_text(statement, "markdown", &length)) ?? ""
    #expect(document.contains("Week"))
    #expect(document.contains("Goals"))
    #expect(length == document.utf8.count)
    #expect(grove_document_text(statement, "html", nil) == nil)
    #expect(grove_error_code(raw(statement)) == GROVE_RANGE.code)
  }

  @Test("words that a program prints are an answer of one row")
  func words() {
    let statement = graph.prepare("print \"a, b\"").handle
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(string(grove_column_name(statement, 0)) == "text")
    #expect(string(grove_cell_text(statement, 0, nil)) == "a, b")
    #expect(string(grove_answer_words(statement, nil)) == "a, b")
    #expect(string(grove_answer_text(statement, "csv", nil))?.contains("\"a, b\"") == true)
  }

  @Test("a mistake is told with its number, place, way out and line")
  func mistakes() {
    var statement: OpaquePointer?
    let text = "goals\ngoals at rsik"
    #expect(grove_prepare(graph.handle, text, -1, &statement) == GROVE_LANGUAGE.code)
    #expect(statement == nil)
    let error = raw(graph.handle)
    #expect(grove_error_count(error) == 1)
    #expect(string(grove_error_id(error, 0))?.hasPrefix("GRV") == true)
    #expect(string(grove_error_help(error, 0))?.contains("at risk") == true)
    var place = grove_place()
    #expect(grove_error_place(error, 0, &place) == GROVE_OK.code)
    #expect([place.start, place.end, place.line, place.column] == [15, 19, 2, 10])
    let shown = string(grove_error_text(error)) ?? ""
    #expect(shown.contains("2 | goals at rsik"))
    #expect(shown.contains("^^^^"))
    #expect(grove_error_id(error, 1) == nil)
    #expect(grove_error_message(error, -1) == nil)
    #expect(grove_error_place(error, 1, &place) == GROVE_RANGE.code)
  }

  @Test("bytes that are not UTF-8 are refused with the place of the first")
  func notUTF8() {
    let cases: [([UInt8], Int)] = [
      ([0xFF], 0), (Array("goals ".utf8) + [0xC3, 0x28], 6), (Array("é".utf8).dropLast(), 0),
      (Array("a\"é".utf8) + [0xE2, 0x82], 4), ([0xED, 0xA0, 0x80], 0), ([0xC0, 0x80], 0),
      (Array("😀".utf8) + [0xF5], 4),
    ]
    for (bytes, offset) in cases {
      var statement: OpaquePointer?
      let code = bytes.withUnsafeBytes {
        grove_prepare(graph.handle, $0.bindMemory(to: CChar.self).baseAddress, $0.count, &statement)
      }
      #expect(code == GROVE_UTF8.code)
      #expect(statement == nil)
      var place = grove_place()
      let error = raw(graph.handle)
      #expect(grove_error_place(error, 0, &place) == GROVE_OK.code)
      #expect(place.start == offset)
      #expect(string(grove_error_message(error, 0)) == "byte \(offset) of the text is not UTF-8")
    }
    #expect(grove_set_me(graph.handle, "\u{FF}", 1) == GROVE_UTF8.code)
  }

  @Test("lengths that cannot be are refused before a byte is looked at")
  func lengths() {
    var statement: OpaquePointer?
    #expect(grove_prepare(graph.handle, "x", .max, &statement) == GROVE_LIMIT.code)
    #expect(grove_prepare(graph.handle, "x", .min, &statement) == GROVE_RANGE.code)
    #expect(grove_prepare(graph.handle, "x", -2, &statement) == GROVE_RANGE.code)
    #expect(grove_prepare(graph.handle, nil, 0, &statement) == GROVE_MISUSE.code)
    #expect(grove_prepare(graph.handle, "goals and more", 5, &statement) == GROVE_OK.code)
    #expect(grove_finalize(statement) == GROVE_OK.code)
    let long = String(repeating: "# a line of comment\n", count: 60_000)
    #expect(graph.code(long) == GROVE_LIMIT.code)
    #expect(string(grove_error_id(raw(graph.handle), 0)) == "GRV0601")
  }

  @Test("a NUL in a text of given length is a mistake with its place, not its end")
  func nulInText() {
    var statement: OpaquePointer?
    #expect(grove_prepare(graph.handle, "goals\0x", 7, &statement) == GROVE_LANGUAGE.code)
    var place = grove_place()
    let error = raw(graph.handle)
    #expect(grove_error_place(error, 0, &place) == GROVE_OK.code)
    #expect(place.start == 5)
  }
}

// Parameters: their names and types, the values that fit and those that do not.

import CGrove
import Testing

@Suite("C: parameters") struct ParameterTests {
  private let graph = OpenGraph()
  private static let text = """
    param $floor = 50%
    param $most = 3
    param $when = Q2 2026
    param $day = 2026-05-15
    param $word = "x"
    param $long = 2 weeks
    param $yes = 1 < 2
    param $goal = @O1
    print "{$floor} {$most} {$word} {$yes} {$day}"
    $when
    $long
    $goal
    """

  private func prepare() -> OpaquePointer? { graph.prepare(Self.text).handle }

  @Test("parameters have numbers, names and types")
  func declared() {
    let statement = prepare()
    #expect(grove_parameter_count(statement) == 8)
    let names = (0..<9).map { string(grove_parameter_name(statement, $0)) }
    #expect(names == ["floor", "most", "when", "day", "word", "long", "yes", "goal", nil])
    let types = [
      GROVE_TYPE_RATIO, GROVE_TYPE_NUMBER, GROVE_TYPE_PERIOD, GROVE_TYPE_DATE, GROVE_TYPE_TEXT,
      GROVE_TYPE_DURATION, GROVE_TYPE_YES_NO, GROVE_TYPE_NODE, GROVE_TYPE_MISSING,
    ]
    #expect((0..<9).map { grove_parameter_type(statement, $0) } == types.map(\.code))
    var index = 99
    #expect(grove_parameter_index(statement, "$when", &index) == GROVE_OK.code)
    #expect(index == 2)
    #expect(grove_parameter_index(statement, "most", &index) == GROVE_OK.code)
    #expect(index == 1)
    #expect(grove_parameter_index(statement, "where", &index) == GROVE_RANGE.code)
    #expect(index == 1)
    #expect(grove_parameter_index(statement, nil, &index) == GROVE_MISUSE.code)
    #expect(grove_parameter_index(statement, "most", nil) == GROVE_MISUSE.code)
    #expect(grove_parameter_count(graph.prepare("goals").handle) == 0)
  }

  @Test("values that fit are taken for every run until they are taken away")
  func given() {
    let statement = prepare()
    #expect(grove_bind_ratio(statement, 0, 0.25) == GROVE_OK.code)
    #expect(grove_bind_number(statement, 1, 7) == GROVE_OK.code)
    let (first, last) = (grove_date(2026, 1, 1), grove_date(2026, 1, 31))
    #expect(grove_bind_period(statement, 2, first, last) == GROVE_OK.code)
    #expect(grove_bind_date(statement, 3, first) == GROVE_OK.code)
    #expect(grove_bind_text(statement, 4, "hello!", 5) == GROVE_OK.code)
    #expect(grove_bind_duration(statement, 5, 1, 0) == GROVE_OK.code)
    #expect(grove_bind_yes_no(statement, 6, false) == GROVE_OK.code)
    #expect(grove_bind_node(statement, 7, "K1", -1) == GROVE_OK.code)
    for _ in 0..<2 {
      #expect(grove_step(statement) == GROVE_ROW.code)
      #expect(string(grove_cell_text(statement, 0, nil)) == "25% 7 hello no 2026-01-01")
      #expect(grove_bind_number(statement, 1, 8) == GROVE_MISUSE.code)
      #expect(grove_clear_parameters(statement) == GROVE_MISUSE.code)
      var found: [String?] = []
      while grove_next_answer(statement) == GROVE_OK.code {
        #expect(grove_step(statement) == GROVE_ROW.code)
        found.append(string(grove_cell_text(statement, 0, nil)))
      }
      #expect(found == ["2026-01-01/2026-02-01", "P1M", "K1"])
      #expect(grove_reset(statement) == GROVE_OK.code)
    }
    #expect(grove_clear_parameters(statement) == GROVE_OK.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(string(grove_cell_text(statement, 0, nil)) == "50% 3 x yes 2026-05-15")
  }

  @Test("a value is written as the language writes it")
  func written() {
    let statement = prepare()
    #expect(grove_bind_written(statement, 0, "40%", -1) == GROVE_OK.code)
    #expect(grove_bind_written(statement, 2, "Q3 2026", -1) == GROVE_OK.code)
    #expect(grove_bind_written(statement, 1, "((", -1) == GROVE_LANGUAGE.code)
    #expect(grove_bind_written(statement, 1, "40%", -1) == GROVE_TYPE.code)
    #expect(grove_bind_written(statement, 99, "40%", -1) == GROVE_RANGE.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
    #expect(string(grove_cell_text(statement, 0, nil))?.hasPrefix("40% ") == true)
  }

  @Test("a value of another type, a number that is none, a day that is none are refused")
  func refused() {
    let statement = prepare()
    #expect(grove_bind_text(statement, 0, "half", -1) == GROVE_TYPE.code)
    #expect(string(grove_error_message(raw(statement), 0))?.contains("floor") == true)
    #expect(grove_bind_number(statement, 0, 0.5) == GROVE_TYPE.code)
    #expect(grove_bind_yes_no(statement, 1, true) == GROVE_TYPE.code)
    #expect(grove_bind_points(statement, 2, 0.1) == GROVE_TYPE.code)
    #expect(grove_bind_ratio(statement, 0, .nan) == GROVE_RANGE.code)
    #expect(grove_bind_number(statement, 1, .infinity) == GROVE_RANGE.code)
    #expect(grove_bind_date(statement, 3, grove_date(2026, 2, 29)) == GROVE_RANGE.code)
    let (first, last) = (grove_date(2026, 5, 2), grove_date(2026, 5, 1))
    #expect(grove_bind_period(statement, 2, first, last) == GROVE_RANGE.code)
    #expect(grove_bind_text(statement, 4, "\u{FF}", 1) == GROVE_UTF8.code)
    #expect(grove_bind_text(statement, 4, nil, 0) == GROVE_MISUSE.code)
    #expect(grove_bind_node(statement, 7, "nobody", -1) == GROVE_RANGE.code)
    #expect(grove_bind_number(statement, 8, 1) == GROVE_RANGE.code)
    #expect(grove_bind_number(statement, -1, 1) == GROVE_RANGE.code)
    #expect(grove_bind_missing(statement, 4) == GROVE_OK.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
  }

  @Test("a parameter without a value of its own must be given")
  func required() {
    let statement = graph.prepare("param $x\nprint \"{$x}\"").handle
    #expect(grove_parameter_type(statement, 0) == GROVE_TYPE_ANY.code)
    #expect(grove_step(statement) == GROVE_LANGUAGE.code)
    #expect(grove_reset(statement) == GROVE_OK.code)
    #expect(grove_bind_number(statement, 0, 1) == GROVE_OK.code)
    #expect(grove_step(statement) == GROVE_ROW.code)
  }

  @Test("no handle has parameters")
  func noHandle() {
    var index = 0
    let day = grove_date(2026, 1, 1)
    #expect(grove_parameter_count(nil) == 0)
    #expect(grove_parameter_name(graph.handle, 0) == nil)
    #expect(grove_parameter_type(nil, 0) == GROVE_TYPE_MISSING.code)
    let codes = [
      grove_parameter_index(nil, "x", &index), grove_clear_parameters(nil),
      grove_bind_missing(nil, 0), grove_bind_yes_no(nil, 0, true), grove_bind_number(nil, 0, 1),
      grove_bind_ratio(nil, 0, 1), grove_bind_points(nil, 0, 1),
      grove_bind_duration(nil, 0, 1, 1), grove_bind_date(nil, 0, day),
      grove_bind_period(nil, 0, day, day), grove_bind_text(nil, 0, "x", -1),
      grove_bind_node(nil, 0, "x", -1), grove_bind_written(graph.handle, 0, "x", -1),
    ]
    #expect(codes == codes.map { _ in GROVE_MISUSE.code })
  }
}

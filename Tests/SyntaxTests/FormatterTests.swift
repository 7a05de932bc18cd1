// The formatter on whole programs: comments, gaps, long pipes, texts of several lines.

import GroveSyntax
import TestKit
import Testing

@Suite("Formatter") struct FormatterTests {
  private func format(_ text: String) throws -> String {
    let once = try #require(Formatter.format(SourceText(text)).text)
    #expect(Formatter.format(SourceText(once)).text == once)
    return once
  }

  @Test("words come out in one case, short forms long")
  func canonical() throws {
    #expect(
      try format("KRS  Below 50%   IN q2|SORT by progress DESC")
        == "key results below 50% in Q2 | sort by progress desc\n")
    #expect(
      try format("goals under @O1 to depth 1 where not team in (@a,@b)")
        == "goals directly under @O1 where team not in (@a, @b)\n")
    #expect(try format("1 day ago; 2 day; last 1 months") == "1 day ago\n2 days\nlast 1 month\n")
  }

  @Test("names of one's own, ids and variables keep their case")
  func names() throws {
    #expect(
      try format("Risks where Severity > $Floor and x = @KR-12")
        == "Risks where Severity > $Floor and x = @KR-12\n")
  }

  @Test("comments stay, at the end of a line or before what they speak of")
  func comments() throws {
    let text = """
      #!/usr/bin/env grove run
      # What struggles.
      key results below 50%   # half
      # before a stage
      | sort by progress


      # the end
      """
    let expected = """
      #!/usr/bin/env grove run
      # What struggles.
      key results below 50%
      # half
      # before a stage
      | sort by progress

      # the end

      """
    #expect(try format(text) == expected)
    #expect(try format("print 1 # one\nprint 2;# two") == "print 1  # one\nprint 2  # two\n")
  }

  @Test("a comment inside brackets moves before the statement and is not lost")
  func innerComment() throws {
    #expect(
      try format("let $x = [1, # first\n 2]") == "# first\nlet $x = [1, 2]\n")
  }

  @Test("at most one blank line stays between statements, none is added")
  func gaps() throws {
    #expect(try format("print 1\n\n\n\nprint 2\nprint 3") == "print 1\n\nprint 2\nprint 3\n")
  }

  @Test("blocks are indented, comments in them too, and else stands on the brace's line")
  func blocks() throws {
    let text = """
      if $x > 1 { print 1 # one
      } else if $y { } else {
      # nothing
      for $k in (teams) { print $k; print "a" }

      print 2 }
      """
    let expected = """
      if $x > 1 {
        print 1  # one
      } else if $y { } else {
        # nothing
        for $k in (teams) {
          print $k
          print "a"
        }

        print 2
      }

      """
    #expect(try format(text) == expected)
  }

  @Test("a pipe that does not fit is broken before each stage")
  func longPipe() throws {
    let text = """
      let $a = objectives of @growth in this quarter | group by team | summarize n = count(),
      mean = avg(progress) | render bars
      """
    let expected = """
      let $a = objectives of @growth in this quarter
      | group by team
      | summarize n = count(), mean = avg(progress)
      | render bars

      """
    #expect(try format(text) == expected)
  }

  @Test("a text of several lines keeps its lines and takes the indent of its block")
  func multiline() throws {
    let text = "report \"x\" {\n\"\"\"\n      First {$a}.\n        Second.\n      \"\"\"\n}"
    let expected = """
      report "x" {
        \"""
        First {$a}.
          Second.
        \"""
      }

      """
    #expect(try format(text) == expected)
    let programs = [text, expected].map { Parser.parseProgram(SourceText($0)).program }
    #expect(TreeDump.areEqual(programs[0], programs[1]))
  }

  @Test("what cannot be read is not formatted")
  func mistakes() {
    let result = Formatter.format(SourceText("key results at 50%"))
    #expect(result.text == nil)
    #expect(result.diagnostics.count == 1)
  }

  @Test("a tree that was made gets the parentheses it needs")
  func madeTrees() {
    let one = Expression(.literal(.number(NumberLiteral(1))))
    let sum = Expression(.sum(one, [SumTerm(.plus, one)]))
    let product = Expression(.product(sum, [ProductTerm(.times, sum)]))
    #expect(Printer.print(product) == "(1 + 1) * (1 + 1)")
    let either = Expression(.logic(.or, [one, Expression(.logic(.and, [one, one]))]))
    #expect(Printer.print(Expression(.not(either))) == "not (1 or (1 and 1))")
    #expect(Printer.print(Expression(.field(Name("under")))) == "`under`")
    #expect(
      Printer.print(Phrase(Subject(.source(.core(.keyResults))))) == "from key_results")
  }
}

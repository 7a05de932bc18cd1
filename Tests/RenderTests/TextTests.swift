// The parts of text that renderers share: widths, numbers, bars, days.

import Grove
import GroveRender
import Testing

@Suite("Widths") struct DisplayWidthTests {
  @Test(
    "graphemes take the cells that terminals give them",
    arguments: [
      ("abc", 3), ("é", 1), ("e\u{301}", 1), ("東京", 4), ("한", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2),
      ("🇫🇷", 2), ("❤️", 2), ("❤", 1), ("\u{200B}", 0), ("ａ", 2), ("–", 1),
    ])
  func cells(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(
    "a cut never splits a grapheme and never exceeds the width",
    arguments: [
      ("abcdef", 4, "abc…"), ("abcd", 4, "abcd"), ("東京都", 4, "東…"), ("東京都", 5, "東京…"),
      ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"), ("abc", 0, ""), ("abc", 1, "…"),
    ])
  func cuts(text: String, limit: Int, cut: String) {
    #expect(DisplayWidth.cut(text, to: limit) == cut)
  }
}

@Suite("Numbers for people") struct NumberTextTests {
  @Test(
    "plain numbers have no needless digits",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (25, "25"), (1.0 / 3, "0.333333"), (2.0 / 3, "0.666667"),
      (1_234_567.89, "1234567.89"), (0.1 + 0.2, "0.3"), (-2.5, "-2.5"),
      (0.000012345678, "0.0000123457"), (1e15, "1000000000000000"), (1e17, "1e+17"),
      (999_999.9999999, "1000000"),
      (123.4, "123.4"),
    ] as [(Double, String)])
  func plain(number: Double, text: String) {
    #expect(NumberText.plain(number) == text)
  }

  @Test(
    "percentages round as on paper and keep a place when they are not whole",
    arguments: [
      (0.36, "36%"), (0.364, "36.4%"), (0.285, "28.5%"), (1.0 / 3, "33.3%"), (0.99996, "100.0%"),
      (1, "100%"), (-0.05, "-5%"), (0.0004, "0.0%"), (12, "1200%"),
    ] as [(Double, String)])
  func percent(ratio: Double, text: String) {
    #expect(NumberText.percent(ratio) == text)
  }

  @Test("points say how many, and one is singular")
  func points() {
    #expect(NumberText.points(0.272) == "27.2 points")
    #expect(NumberText.points(0.01) == "1 point")
    #expect(NumberText.points(-0.1) == "-10 points")
  }

  @Test("money is grouped, with the unit where people put it")
  func money() {
    #expect(NumberText.money(1_200_000, unit: "$") == "$1,200,000")
    #expect(NumberText.money(-12.5, unit: "EUR") == "-12.50 EUR")
    #expect(NumberText.money(999, unit: nil) == "999")
  }

  @Test("every finite number prints and reads back the same in machine formats")
  func exact() {
    for number in [0.1, 1e300, -Double.leastNonzeroMagnitude, 3, 0.30000000000000004, 1e16] {
      #expect(Double(NumberText.exact(number)) == number)
    }
  }
}

// Syntax trees as JSON, for tools that are not written in Swift, and back. The library for C leaves
// this out.

#if !GROVE_FOR_C
  /// Trees as JSON and back.
  ///
  /// The document is `{"edition": 1, "program": ...}`. A tree's parts are objects with the names that
  /// they have in Swift; a choice is an object with one member, named by the choice, whose values
  /// without a name are `_0`, `_1`, and so on; words are their spelling in the language; what is absent
  /// is left out; a place is `[first byte, byte after the last]`.
  public enum SyntaxJSON {
    private struct Document: Codable {
      var edition: Int
      var program: Program
    }

    /// A tree as JSON on one line, the same for the same tree. Without `ranges` places are left out.
    ///
    /// The depth is that of the tree, which the parser bounds. O(size).
    public static func text(of program: Program, ranges: Bool = true) -> String {
      String(decoding: bytes(of: program, ranges: ranges), as: UTF8.self)
    }

    private static func bytes(of program: Program, ranges: Bool) -> [UInt8] {
      let writer = JSONEncoding(skipsRanges: !ranges)
      // Numbers of trees are finite, which is all that can fail.
      try? writer.write(
        Document(edition: LanguageEdition.current, program: program), path: [])
      return writer.bytes
    }

    /// The tree that a JSON text holds.
    ///
    /// Only trees that the parser itself could have made are taken: their canonical text must say
    /// exactly what they say. At most 64 MiB of JSON, 4,096 levels deep.
    /// - Throws: what is wrong with the JSON, or with the tree.
    public static func program(
      from text: String, limits: ParserLimits = .standard
    ) throws(SyntaxJSONError) -> Program {
      let document = try JSONDocument(text)
      let read: Document
      do {
        read = try Document(from: JSONDecoding(document: document, index: 0, codingPath: []))
      } catch let error as SyntaxJSONError {
        throw error
      } catch let DecodingError.dataCorrupted(context) {
        throw SyntaxJSONError(context.debugDescription, at: 0)
      } catch {
        throw SyntaxJSONError("the JSON is no tree", at: 0)
      }
      guard (1...LanguageEdition.current).contains(read.edition) else {
        throw SyntaxJSONError(
          "the tree is of edition \(read.edition), and this is edition \(LanguageEdition.current)",
          at: 0)
      }
      let canonical = Parser.parseProgram(
        SourceText(Printer.print(read.program)), limits: limits)
      if let mistake = canonical.diagnostics.first {
        throw SyntaxJSONError("the tree is none of the language: \(mistake.message)", at: 0)
      }
      guard bytes(of: canonical.program, ranges: false) == bytes(of: read.program, ranges: false)
      else {
        throw SyntaxJSONError("the tree says something that no text says", at: 0)
      }
      return read.program
    }
  }

  extension SourceRange: Codable {
    /// A range from its two offsets.
    public init(from decoder: any Decoder) throws {
      var offsets = try decoder.unkeyedContainer()
      let (start, end) = (try offsets.decode(Int.self), try offsets.decode(Int.self))
      self.init(start: max(start, 0), end: max(end, 0))
    }

    /// The two offsets as a list.
    public func encode(to encoder: any Encoder) throws {
      var offsets = encoder.unkeyedContainer()
      try offsets.encode(start)
      try offsets.encode(end)
    }
  }
#endif

/// Why a JSON text is no syntax tree.
public struct SyntaxJSONError: Error, Hashable, Sendable {
  /// What is wrong, a sentence without a full stop.
  public let message: String
  /// The byte of the JSON where it was found; 0 when it is the tree as a whole.
  public let offset: Int

  /// An error with its place.
  public init(_ message: String, at offset: Int) {
    self.message = message
    self.offset = offset
  }
}

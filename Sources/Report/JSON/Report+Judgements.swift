import Analysis
import KernelMemory

extension Report {
  /// What a rule says, in the findings' JSON: the numbers that its sentence is made of.
  static func judgement(_ judgement: Judgement) -> JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }
    let figures = Judgement.Figure.allCases.compactMap { figure in
      judgement.figures[figure].map { (figure.rawValue, JSONValue.number($0)) }
    }
    return .object([
      ("rule", .string(judgement.rule)), ("verdict", .string(judgement.verdict.rawValue)),
      ("measured", number(judgement.measured)), ("threshold", number(judgement.threshold)),
      ("unit", .string(orNull: judgement.unit?.rawValue)), ("since", time(judgement.span?.lowerBound)),
      ("until", time(judgement.span?.upperBound)), ("limit", .string(orNull: judgement.limit?.rawValue)),
      ("subject", .string(orNull: judgement.subject)),
      ("reason", .string(judgement.reason.rawValue)), ("figures", .object(figures)),
    ])
  }
}

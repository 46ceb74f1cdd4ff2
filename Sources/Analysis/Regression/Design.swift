/// The terms of a regression as columns of its design matrix, with all about them that is the same under every filter.
struct Design {
  /// The terms, in the order of the coefficients.
  let terms: [Term]
  /// Their numbers in the basis, and last that of the data.
  let numbers: [Int]
  /// The penalty of the terms in the criterion.
  let penalty: Double

  /// Looks the terms up, and lists those that were not met before.
  init(_ terms: [Term], _ basis: inout Basis, _ penalties: inout Penalty) {
    self.terms = terms
    var numbers: [Int] = []
    numbers.reserveCapacity(terms.count + 1)
    var parameters = 0.0
    for term in terms {
      numbers.append(basis.number(term))
      parameters += term.parameters
    }
    numbers.append(Basis.data)
    self.numbers = numbers
    penalty = penalties.of(parameters: parameters)
  }
}

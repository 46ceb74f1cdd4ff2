/// Terms to fit, with all about them that is the same under every filter.
struct Candidate {
  /// The terms, in the order of the coefficients.
  let terms: [Term]
  /// Their numbers, and last that of the data.
  let numbers: [Int]
  /// The price of the terms in the criterion.
  let price: Double

  /// Looks the terms up, and lists those that were not met before.
  init(_ terms: [Term], _ basis: inout Basis, _ prices: inout Prices) {
    self.terms = terms
    var numbers: [Int] = []
    numbers.reserveCapacity(terms.count + 1)
    var halves = 0.0
    for term in terms {
      numbers.append(basis.number(term))
      halves += term.price
    }
    numbers.append(Basis.data)
    self.numbers = numbers
    price = prices.price(halves)
  }
}

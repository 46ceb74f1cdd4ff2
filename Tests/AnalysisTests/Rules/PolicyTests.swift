import Testing

@testable import Analysis

@Suite struct PolicyTests {
  @Test func theListingIsAPolicyThatChangesNothing() throws {
    let policy = try Policy(parsing: Policy.listing, file: "p")
    for rule in Rule.all {
      #expect(policy.threshold(rule) == rule.threshold)
      #expect(policy.asks(rule))
    }
  }

  @Test func setsAndSilences() throws {
    let policy = try Policy(
      parsing: "# ours\n\nslab-share = 0.4 # forty per cent\r\n\tthreads=off\ncgroups = on", file: "p")
    for rule in Rule.all {
      #expect(policy.threshold(rule) == (rule.name == "slab-share" ? 0.4 : rule.threshold))
      #expect(policy.asks(rule) == (rule.name != "threads"))
    }
  }

  @Test func ruleNamesAreUniqueAndSayWhatTheyAsk() {
    #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
    for rule in Rule.all {
      #expect(rule.question.contains("?"), "\(rule.name)")
      #expect(!rule.source.isEmpty)
      #expect(!rule.dimensions.isEmpty)
    }
  }

  @Test(arguments: [
    ("slab-share", "p:1:1: there is no '=' in this line; write RULE = NUMBER, RULE = on, or RULE = off"),
    ("\n  slab-share = many", "p:2:16: 'many' is not a threshold; write a number of 0 or more, on, or off"),
    ("slab-share = -1", "p:1:14: '-1' is not a threshold; write a number of 0 or more, on, or off"),
    ("slab-share = nan", "p:1:14: 'nan' is not a threshold; write a number of 0 or more, on, or off"),
    ("slab-share =", "p:1:1: '' is not a threshold; write a number of 0 or more, on, or off"),
    ("cgroups = 3", "p:1:11: the rule 'cgroups' compares with no number; write on or off"),
    ("threads = 1\nthreads = off", "p:2:1: the rule 'threads' stands twice; keep one of the lines"),
  ])
  func refused(text: String, message: String) {
    let error = #expect(throws: PolicyError.self) { try Policy(parsing: text, file: "p") }
    #expect(error?.description == message)
  }

  @Test func anUnknownRuleIsAnsweredWithTheNames() {
    let error = #expect(throws: PolicyError.self) { try Policy(parsing: "slab = 1", file: "p") }
    #expect(error?.description.hasPrefix("p:1:1: there is no rule 'slab'; the rules are sustained-growth, ") == true)
  }
}

/// What the processes of one command have together, now or at the first snapshot.
struct CommandSum: Hashable {
  /// A sum, and the process that has most of it.
  struct Share: Hashable {
    var total: Int64 = 0
    var pid: Int32 = 0
    var most: Int64 = 0

    /// Adds what a process has.
    mutating func add(_ amount: Int64, of process: Int32) {
      total += amount
      if amount > most { (pid, most) = (process, amount) }
    }
  }

  /// Processes.
  var processes: Int64 = 0
  /// Threads.
  var threads = Share()
  /// Page tables, KiB.
  var pageTables = Share()
  /// Memory of their own, KiB: RssAnon, or VmRSS on kernels that do not tell it.
  var memory = Share()
  /// Open descriptors.
  var descriptors = Share()
  /// Shared memory that they have touched, KiB, counted for each.
  var shared: Int64 = 0
}

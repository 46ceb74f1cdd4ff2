import Glibc
import TestSupport
import Testing

@testable import Capture
@testable import KernelMemory

/// Limits of the host, its distribution, taint, command line and time zone, in trees that are made.
@Suite("Limits and names of the host")
struct HostLimitsTests {
  private static func facts(_ files: [String: String], localtime: String? = nil) throws -> HostFacts {
    let folder = try TemporaryFolder()
    for (path, text) in files { try folder.write(text, to: path) }
    if let localtime {
      try folder.write("", to: "etc/x")
      try #require(unsafe symlink(localtime, folder.path + "/etc/localtime") == 0)
    }
    return HostProbe(root: folder.path).facts()
  }

  @Test("are read as the kernel gives them")
  func numbers() throws {
    let facts = try Self.facts([
      "proc/sys/kernel/threads-max": "192640\n", "proc/sys/kernel/pid_max": "32768\n",
      "proc/sys/vm/max_map_count": "65530\n", "proc/sys/fs/file-max": "9223372036854775807\n",
      "proc/sys/kernel/tainted": "12289\n", "proc/cmdline": "BOOT_IMAGE=/vmlinuz root=UUID=12 ro quiet\n",
    ])
    #expect(facts.threadsMax == 192_640 && facts.pidMax == 32_768 && facts.maxMapCount == 65_530)
    #expect(facts.fileMax == .max && facts.wordsOfFileLimit == "no limit")
    #expect(facts.wordsOfTaint == "12289 (POE)")
    #expect(facts["kernel_command_line"] == .text("BOOT_IMAGE=/vmlinuz root=UUID=12 ro quiet"))
    #expect(facts.cgroupPidsMax == nil && facts.timeZone == nil)
  }

  @Test("are absent where a file is missing or says something else")
  func absent() throws {
    let facts = try Self.facts([
      "proc/sys/kernel/threads-max": "many\n", "proc/sys/kernel/pid_max": "\n", "proc/sys/vm/max_map_count": "-1\n",
      "proc/sys/kernel/tainted": "0\n", "etc/os-release": "NAME=x\n", "etc/timezone": "../../etc/passwd\n",
    ])
    #expect(facts.threadsMax == nil && facts.pidMax == nil && facts.maxMapCount == nil && facts.fileMax == nil)
    #expect(facts.wordsOfTaint == "no")
    #expect(facts["distribution"] == nil && facts.timeZone == nil)
  }

  @Test(
    "names the distribution",
    arguments: [
      (
        "etc/os-release", "NAME=\"x\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\n",
        "Debian GNU/Linux 12 (bookworm)"
      ),
      ("usr/lib/os-release", "PRETTY_NAME=Alpine\n", "Alpine"), ("etc/os-release", "PRETTY_NAME='It''s'\n", "It''s"),
      ("etc/os-release", "PRETTY_NAME=\"a \\\"b\\\" \\\\ c\"\n", "a \"b\" \\ c"),
      ("etc/os-release", "PRETTY_NAME=\"\n", "\""),
      ("etc/os-release", "PRETTY_NAME=\"\"\n", nil),
      ("etc/os-release", "PRETTY_NAME=\"" + String(repeating: "x", count: 201) + "\"\n", nil),
    ] as [(String, String, String?)])
  func distribution(_ path: String, _ text: String, _ name: String?) throws {
    #expect(try Self.facts([path: text])["distribution"] == name.map(HostValue.text))
  }

  @Test(
    "names the time zone",
    arguments: [
      ("/usr/share/zoneinfo/Europe/Berlin", nil, "Europe/Berlin"), ("../usr/share/zoneinfo/Etc/UTC", nil, "Etc/UTC"),
      ("/usr/share/zoneinfo/posix/America/Argentina/Buenos_Aires", nil, "America/Argentina/Buenos_Aires"),
      ("/usr/share/zoneinfo/EST5EDT", nil, "EST5EDT"), ("/srv/clock", "Asia/Tokyo\n", "Asia/Tokyo"),
      (nil, "Asia/Tokyo\n", "Asia/Tokyo"), ("/usr/share/zoneinfo/", nil, nil), ("/usr/share/zoneinfo/a b", nil, nil),
      (nil, nil, nil),
    ] as [(String?, String?, String?)])
  func timeZone(_ link: String?, _ debian: String?, _ name: String?) throws {
    let files = debian.map { ["etc/timezone": $0] } ?? [:]
    #expect(try Self.facts(files, localtime: link).timeZone == name)
  }
}

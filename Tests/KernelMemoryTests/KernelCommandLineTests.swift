@testable import KernelMemory
import Testing

@Suite struct KernelCommandLineTests {
  @Test(arguments: [
    ("", ""), ("quiet slub_debug=FZ hugepages=512", "quiet slub_debug=FZ hugepages=512"),
    (
      "BOOT_IMAGE=/boot/vmlinuz-6.1 root=UUID=1-2  ro ip=10.0.0.1::10.0.0.254",
      "BOOT_IMAGE=redacted root=redacted ro ip=redacted"
    ),
    ("systemd.hostname=web-17 web-17 -- single", "systemd.hostname=redacted redacted redacted redacted"),
    (#"dyndbg="file drivers/x +p" mem=4G"#, "dyndbg=redacted mem=4G"), ("web/17=x =y", "redacted redacted"),
  ])
  func valuesThatCouldNameSomebodyGo(_ line: String, _ redacted: String) {
    #expect(KernelCommandLine.redacted(line) == redacted)
  }
}

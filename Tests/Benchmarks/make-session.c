/* Writes a session file of every counter of a 6.1 kernel, one sample a second: make-session SECONDS [SEED] >session.jsonl
 *
 * Slab grows slowly, PageTables follows a daily cycle, KernelStack and Percpu are steady with noise, and one sample in the middle
 * holds a spike. The same arguments always give the same bytes.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

static uint64_t draw(void) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

/* The sum of four uniform draws: near enough to a bell, and the same on every machine. */
static int64_t noise(int64_t width) {
  int64_t sum = 0;
  for (int i = 0; i < 4; i++) sum += (int64_t)(draw() % (uint64_t)(2 * width + 1)) - width;
  return sum / 2;
}

static const struct { const char *name; int64_t base, width; } fields[] = {
  {"Slab", 345260, 300}, {"VmallocUsed", 42824, 8}, {"KernelStack", 12224, 24}, {"PageTables", 44244, 120},
  {"Percpu", 15200, 0}, {"SReclaimable", 0, 0}, {"SUnreclaim", 0, 0}, {"MemAvailable", 22135464, 4000},
  {"MemTotal", 24683656, 0}, {"AnonPages", 1410288, 2500}, {"Mapped", 312012, 200}, {"KReclaimable", 0, 0},
  {"MemFree", 18692024, 4000}, {"Buffers", 90184, 40}, {"Cached", 3342988, 1500}, {"SwapCached", 0, 0},
  {"Shmem", 22304, 4}, {"SecPageTables", 0, 0}, {"Hugetlb", 0, 0}, {"HugePages_Total", 0, 0},
  {"Hugepagesize", 2048, 0}, {"Active", 1210288, 900}, {"Inactive", 3610288, 900}, {"Active(anon)", 22304, 4},
  {"Inactive(anon)", 1410288, 2500}, {"Active(file)", 1187984, 900}, {"Inactive(file)", 2200000, 900},
  {"Unevictable", 0, 0}, {"Mlocked", 0, 0}, {"SwapTotal", 0, 0}, {"SwapFree", 0, 0}, {"Zswap", 0, 0}, {"Zswapped", 0, 0},
  {"Dirty", 812, 300}, {"Writeback", 0, 0}, {"NFS_Unstable", 0, 0}, {"Bounce", 0, 0}, {"WritebackTmp", 0, 0},
  {"CommitLimit", 12341828, 0}, {"Committed_AS", 5310288, 2500}, {"VmallocTotal", 34359738367, 0}, {"VmallocChunk", 0, 0},
  {"HardwareCorrupted", 0, 0}, {"AnonHugePages", 610304, 0}, {"ShmemHugePages", 0, 0}, {"ShmemPmdMapped", 0, 0},
  {"FileHugePages", 0, 0}, {"FilePmdMapped", 0, 0}, {"HugePages_Free", 0, 0}, {"HugePages_Rsvd", 0, 0},
  {"HugePages_Surp", 0, 0}, {"DirectMap4k", 198440, 0}, {"DirectMap2M", 8189952, 0}, {"DirectMap1G", 18874368, 0}};
enum { count = sizeof fields / sizeof fields[0] };

int main(int argc, char **argv) {
  if (argc < 2) return fputs("usage: make-session SECONDS [SEED]\n", stderr), 64;
  const int64_t seconds = atoll(argv[1]), start = 1795387029041;
  state = 0x9e3779b97f4a7c15u ^ (argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
  printf("{\"kmem\":\"session\",\"version\":1,\"recorder\":\"make-session\",\"label\":\"benchmark\",\"start\":%lld,"
         "\"interval_ms\":1000,\"host\":{\"name\":\"bench\",\"kernel_release\":\"6.1.0-18-amd64\",\"machine\":\"x86_64\","
         "\"page_size\":4096,\"possible_cpus\":8,\"online_cpus\":8,\"mem_total_kb\":24683656,\"environment\":"
         "{\"hypervisor\":\"kvm\",\"container\":\"none\",\"lxcfs\":false,\"evidence\":[]},\"vmap_stack\":true,"
         "\"vmap_stack_source\":\"config\"},\"columns\":[\"time\",\"elapsed\",\"Tasks\"", (long long)start);
  for (int i = 0; i < count; i++) printf(",\"%s\"", fields[i].name);
  puts("],\"counts\":[\"Tasks\",\"HugePages_Total\",\"HugePages_Free\",\"HugePages_Rsvd\",\"HugePages_Surp\"]}");
  int64_t wander = 0;
  for (int64_t second = 0; second < seconds; second++) {
    const int64_t elapsed = second * 1000 + 1;
    int64_t values[count];
    wander += noise(20) - wander / 512;
    for (int i = 0; i < count; i++) values[i] = fields[i].base + (fields[i].width ? noise(fields[i].width) : 0);
    values[0] += second * 24 / 3600 + wander;
    values[3] += (int64_t)(6000 * sin((double)second * (2 * 3.141592653589793 / 86400)));
    if (second == seconds / 2) values[1] += 200000;
    values[5] = values[11] = values[0] * 3 / 5;
    values[6] = values[0] - values[5];
    printf("[%lld,%lld,%lld", (long long)(start + elapsed), (long long)elapsed, (long long)(380 + noise(3)));
    for (int i = 0; i < count; i++) printf(",%lld", (long long)values[i]);
    fputs("]\n", stdout);
  }
  return ferror(stdout) || fflush(stdout) ? 74 : 0;
}

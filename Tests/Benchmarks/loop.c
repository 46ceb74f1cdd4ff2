/* The floor of a recording: opens /proc/meminfo and the output once, then preads and appends: loop FILE SAMPLES MILLISECONDS */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 4) return fputs("usage: loop FILE SAMPLES MILLISECONDS\n", stderr), 64;
  const int input = open("/proc/meminfo", O_RDONLY), output = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_TRUNC, 0666);
  if (input < 0 || output < 0) return perror("loop"), 74;
  const long samples = atol(argv[2]), step = atol(argv[3]) * 1000000;
  static char text[8192];
  struct timespec next;
  clock_gettime(CLOCK_MONOTONIC, &next);
  for (long i = 0; i < samples; i++) {
    const ssize_t count = pread(input, text, sizeof text, 0);
    if (count <= 0 || write(output, text, (size_t)count) != count) return perror("loop"), 74;
    next.tv_nsec += step % 1000000000;
    next.tv_sec += step / 1000000000 + next.tv_nsec / 1000000000;
    next.tv_nsec %= 1000000000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
  }
  return 0;
}

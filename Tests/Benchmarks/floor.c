/* The floor of a report: reads a session file and parses its samples, and nothing else: floor all|report FILE
 *
 * `all` parses every value of every line; `report` the first 11, which are what a report needs of every line, and skips to the line feed.
 * Prints the number of samples and the sum of the values, so that no compiler can leave the work out.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char buffer[1 << 18];
static int64_t *columns[64];

int main(int argc, char **argv) {
  if (argc != 3) return fputs("usage: floor all|report FILE\n", stderr), 64;
  const int wanted = strcmp(argv[1], "all") ? 11 : 64;
  const int file = open(argv[2], O_RDONLY);
  if (file < 0) return perror(argv[2]), 74;
  size_t have = 0, samples = 0, room = 0;
  uint64_t sum = 0;
  ssize_t got;
  while ((got = read(file, buffer + have, sizeof buffer - have)) > 0) {
    const char *line = buffer, *end = buffer + have + got, *feed;
    while ((feed = memchr(line, '\n', (size_t)(end - line)))) {
      if (*line == '[') {
        if (samples == room) {
          room = room ? room * 2 : 4096;
          for (int i = 0; i < wanted; i++)
            if (!(columns[i] = realloc(columns[i], room * sizeof **columns))) return perror("realloc"), 71;
        }
        const char *cursor = line + 1;
        for (int i = 0; i < wanted && cursor < feed; i++) {
          uint64_t value = 0;
          while ((unsigned char)(*cursor - '0') < 10) value = value * 10 + (uint64_t)(*cursor++ - '0');
          cursor++;
          columns[i][samples] = (int64_t)value;
          sum += value;
        }
        samples++;
      }
      line = feed + 1;
    }
    have = (size_t)(end - line);
    memmove(buffer, line, have);
  }
  printf("%zu samples, sum %llu\n", samples, (unsigned long long)sum);
  return got < 0 ? 74 : 0;
}

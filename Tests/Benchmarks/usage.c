/* Runs a command and says what it and all it started have used: usage COMMAND…
 *
 * Writes CPU microseconds and the KiB of the largest process to descriptor 3. A process counts what it was before its last exec as well, so this
 * one is small: a peak measured from a large program would be that program's.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return fputs("usage: usage COMMAND...\n", stderr), 64;
  const pid_t child = fork();
  if (child < 0) return perror("fork"), 71;
  if (child == 0) {
    close(3);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  int status;
  if (waitpid(child, &status, 0) < 0) return perror("waitpid"), 71;
  struct rusage used;
  getrusage(RUSAGE_CHILDREN, &used);
  const long long cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
  dprintf(3, "%lld %ld\n", cpu, used.ru_maxrss);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

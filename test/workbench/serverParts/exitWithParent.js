// Preloaded into child processes: ends them when their parent is gone, even when it was killed and could not tidy up.
// The parent holds the other end of stdin, which closes with it.
if (process.env['EXIT_WITH_PARENT']) {
  delete process.env['EXIT_WITH_PARENT']; // our own children must not watch an end that nobody holds
  process.stdin.on('close', () => process.exit(1));
  process.stdin.resume();
  process.stdin.unref();
}

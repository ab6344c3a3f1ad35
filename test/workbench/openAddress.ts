import { spawn } from 'node:child_process';

/** Shows an address in this person's browser, where there is a display; elsewhere, or without one, does nothing. */
export function openAddress(address: string): void {
  const [command, ...args] = opener();
  if (!command) return;
  const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // the address is printed, too
  child.unref();
}

function opener(): string[] {
  if (process.platform === 'darwin') return ['open'];
  // `start` would need a shell, which reads the & of an address.
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return display ? ['xdg-open'] : [];
}

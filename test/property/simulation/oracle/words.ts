import type { Action } from '../world/action';

/** Who did it, for the stories of violations. */
export function inWords({ step, window, number }: Action): string {
  return `“${step.do}” (action ${number} in window ${window.name}, begun at ${step.at} ms)`;
}

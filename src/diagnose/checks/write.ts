import { failed, skipped, warning } from './findings';
import type { Scene } from './scene';
import type { Finding } from './types';

const NOT_TOLD =
  "can't be told without writing: the API answers no rights. Changing the links of an entry needs Write Metadata on it.";

/** What can be told of the right to write without writing. */
export function checkWrite({ subject, token }: Scene): Finding {
  if (subject.readOnly === 'setting')
    return warning(
      'Changes are refused here: the setting laserficheLinks.readOnly is on.',
      'Turn it off to change links.',
    );
  if (subject.readOnly === 'connection')
    return warning(
      'Changes are refused here: the connection is read-only.',
      'Choose "Toggle Read-Only for Connection" to change links.',
    );
  if (!token) return skipped('Not checked, since nobody is signed in.');
  const scopes = scopesOf(token.token);
  if (scopes?.some((scope) => /^repository\.write$/i.test(scope)))
    return skipped(
      `The token allows writing (scope repository.Write). Whether an entry may be changed ${NOT_TOLD}`,
    );
  if (scopes?.some((scope) => /^repository\./i.test(scope)))
    return failed(
      'The token allows reading only: it lacks the scope repository.Write.',
      'Give the app the scope repository.Write in the Developer Console, then sign in again.',
    );
  return skipped(`That ${NOT_TOLD}`);
}

/** What a token says it is good for, where it is one that says so. */
function scopesOf(token: string): readonly string[] | undefined {
  const [, claims = ''] = token.split('.');
  try {
    const { scope, scp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      readonly scope?: unknown;
      readonly scp?: unknown;
    };
    const told = scope ?? scp;
    if (typeof told === 'string') return told.split(/[ ,]+/);
    return Array.isArray(told) ? told.filter((one): one is string => typeof one === 'string') : undefined;
  } catch {
    return undefined;
  }
}

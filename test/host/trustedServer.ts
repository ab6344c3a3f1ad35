import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { makeCertificate } from '../support/tls';

/** Environment variable that names the file with the certificate that the extension host trusts. */
export const TRUSTED_SERVER = 'TEST_TRUSTED_SERVER';

/** That certificate, for 127.0.0.2; `undefined` where the run made none. */
export function trustedCertificate(): ReturnType<typeof makeCertificate> | undefined {
  const file = process.env[TRUSTED_SERVER];
  if (file === undefined) return undefined;
  const json = JSON.parse(readFileSync(file, 'utf8')) as { name: string; cert: string; key: string };
  return { ...json, signingKey: createPrivateKey(json.key) };
}

import { BaseUrlError, normalizeBaseUrl } from '../../api';
import { failed, ok, warning } from './findings';
import type { Scene } from './scene';
import type { Finding } from './types';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const EXAMPLE = 'https://server.example.com/LFRepositoryAPI';

/** The form of the base URL alone; whether it is the right one shows later. */
export function checkAddress({ subject, url }: Scene): Finding {
  try {
    if (normalizeBaseUrl(subject.baseUrl) !== subject.baseUrl) throw new BaseUrlError('notUrl');
  } catch (error) {
    if (!(error instanceof BaseUrlError)) throw error;
    return failed('The base URL is not one.', `Edit the connection: a base URL looks like ${EXAMPLE}.`);
  }
  if (url.protocol === 'https:') return ok(subject.baseUrl);
  if (LOOPBACK.test(url.hostname)) return ok(`${subject.baseUrl} (this computer, without TLS)`);
  return warning(
    `${subject.baseUrl} has no TLS: user names, passwords and documents travel readable for everybody in between.`,
    'Use https:// where the server offers it.',
  );
}

import assert from 'node:assert/strict';
import {
  checkAccessKey,
  checkBaseUrl,
  checkDomain,
  checkPort,
  checkRepository,
  checkUsername,
  orKept,
  type Check,
} from '../../../src/commands/connections/wizard/checks';
import { exported, newAccessKey } from '../../support/serviceApp';

const KEY = newAccessKey();

describe('what is checked while it is typed', () => {
  const good: readonly [string, Check, readonly string[]][] = [
    ['a base URL', checkBaseUrl, ['https://server/LFRepositoryAPI', ' http://localhost:5/x/ ']],
    ['a user name', checkUsername, ['ada', 'ada@example.com', 'DOMAIN\\ada', 'Ada Lovelace']],
    ['a region', checkDomain, ['laserfiche.com', 'eu.laserfiche.com', 'laserfiche.ca']],
    ['a repository', checkRepository, ['r-abc123', 'Main Archive', ' r-1 ']],
    ['a port', checkPort, ['', '1', '65535', ' 54321 ']],
    ['an access key', checkAccessKey, [exported(KEY), JSON.stringify(KEY)]],
    ['a secret that stays', orKept(checkAccessKey), ['', '  ', exported(KEY)]],
  ];
  for (const [what, check, texts] of good)
    it(`takes ${what}`, () => {
      for (const text of texts) assert.equal(check(text), undefined, text);
    });

  const bad: readonly [string, Check, readonly string[]][] = [
    ['a base URL', checkBaseUrl, ['', 'server', 'ftp://server', 'https://u:p@server', 'https://server?x']],
    ['a user name', checkUsername, ['', ' ', 'DOMAIN\\', '\\ada', 'A\\B\\c', 'a/b', 'a\nb']],
    ['a region', checkDomain, ['', 'https://laserfiche.com', 'laserfiche.com/x', 'evil.example', 'a.b']],
    ['a repository', checkRepository, ['', 'https://server/r-1', 'a?b', 'a\\b']],
    ['a port', checkPort, ['0', '65536', '-1', 'x', '1.5', '123456']],
    ['an access key', checkAccessKey, ['', 'key!', exported(KEY).slice(0, 60), exported({})]],
  ];
  for (const [what, check, texts] of bad)
    it(`says in a sentence what is wrong with ${what}, without repeating it`, () => {
      for (const text of texts) {
        const words = check(text);
        assert.match(words ?? '', /^[A-Z].*[.>?]$/s, text);
        if (text.length > 20) assert.ok(!words?.includes(text));
      }
    });
});

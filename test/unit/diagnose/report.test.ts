import assert from 'node:assert/strict';
import type { Check } from '../../../src/diagnose/describeFinding';
import { reportText, summary, type DiagnosisReport } from '../../../src/diagnose/report';

const check = (name: string, outcome: Check['outcome'], advice?: string): Check => ({
  name,
  outcome,
  found: `Found of ${name}.`,
  ...(advice !== undefined && { advice }),
});

const report = (checks: readonly Check[], name = 'Contracts'): DiagnosisReport => ({
  ...{ connectionId: 'c1', name, baseUrl: 'https://server.example', repoId: 'r-1' },
  ...{ signIn: 'user name and password', time: '2026-03-01T12:00:00.000Z', checks },
});

describe('the report', () => {
  it('says first what to do, then what was found', () => {
    const text = reportText(report([check('Base URL', 'ok'), check('Sign-in', 'failed', 'Sign in again.')]));
    assert.ok(text.includes('→ Sign in again.'));
    assert.ok(
      text.indexOf('- **Sign-in**: Found of Sign-in.\n\n  → Sign in again.\n\n') < text.indexOf('## Checks'),
    );
    assert.match(text, /\| Base URL \| ✓\u00A0OK \| Found of Base URL\. \|/);
    assert.match(text, /\| Sign-in \| ✗\u00A0Failed \|/);
  });

  it('has nothing to do where all is well', () => {
    assert.doesNotMatch(reportText(report([check('Base URL', 'ok')])), /What to do/);
  });

  it('takes the words of others as words', () => {
    const text = reportText(report([], '<img src=x> [a](command:x) | `b`\n# c'));
    assert.match(text, /^# Diagnosis of \\<img src=x\\> \\\[a\\\]\(command:x\) \\\| \\`b\\` # c$/m);
  });

  it('leaves names as they are, to be pasted as plain text', () => {
    const text = reportText(report([{ name: 'A', outcome: 'ok', found: 'CERT_HAS_EXPIRED, _so_ it is' }]));
    assert.ok(text.includes('CERT_HAS_EXPIRED, \\_so\\_ it is'));
  });

  it('is summed up in a few words', () => {
    const [good, odd, bad] = [check('A', 'ok'), check('B', 'warning'), check('C', 'failed')];
    assert.equal(summary([good]), 'It works');
    assert.equal(summary([good, odd]), 'It works; one warning');
    assert.equal(summary([odd, odd, good]), 'It works; 2 warnings');
    assert.equal(summary([odd, bad]), 'C failed; one warning');
    assert.equal(summary([bad, check('D', 'failed')]), 'C failed, and 1 more');
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DiagnosisReport } from '../../src/diagnose';
import { COMMANDS, REPORT_SCHEME } from '../../src/ui/ids';
import { connectServer, run, type Server } from './support';

describe('Diagnose Connection', () => {
  let server: Server;
  const diagnose = (more: object = {}) =>
    run<DiagnosisReport>(COMMANDS.diagnoseConnection, { connectionId: server.connectionId, ...more });
  const outcomes = ({ checks }: DiagnosisReport) =>
    Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
  const tabs = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .map(({ input }) => input)
      .filter((input) => input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText)
      .filter(({ uri }) => uri.scheme === REPORT_SCHEME);

  before(async () => {
    server = await connectServer('Diagnosed | server');
    server.received();
  });
  after(async () => {
    await run('workbench.action.closeAllEditors');
    await server.close();
  });

  it('answers plain data without a secret, and writes nothing', async () => {
    const report = await diagnose({ show: false });
    assert.deepEqual(
      report.checks.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning'),
      [],
    );
    assert.equal(outcomes(report)['Right to change links'], 'skipped');
    assert.deepEqual(report, JSON.parse(JSON.stringify(report)));
    assert.ok(!JSON.stringify(report).includes(server.sandbox.password));
    assert.deepEqual(
      server.received().filter((request) => !request.startsWith('GET ') && !request.endsWith('/Token')),
      [],
    );
    assert.deepEqual(tabs(), []);
  });

  it('opens a report that can be copied', async () => {
    await diagnose();
    const [shown] = tabs();
    assert.equal(shown?.uri.path.split('/').at(-1), 'Diagnosis of Diagnosed | server.md');
    await run(COMMANDS.copyDiagnosis);
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^# Diagnosis of Diagnosed \\\| server\n\n\*\*It works/);
    assert.ok(text.includes(server.sandbox.baseUrl));
    await run('workbench.action.closeAllEditors');
  });

  it('tells a read-only connection', async () => {
    await run(COMMANDS.toggleReadOnly, { connectionId: server.connectionId, readOnly: true });
    const report = await diagnose({ show: false });
    await run(COMMANDS.toggleReadOnly, { connectionId: server.connectionId, readOnly: false });
    assert.equal(outcomes(report)['Right to change links'], 'warning');
  });

  it('is refused what it was not asked for', async () => {
    await assert.rejects(
      run(COMMANDS.diagnoseConnection, { connectionId: 'nobody' }),
      /There is no connection "nobody"/,
    );
    await assert.rejects(diagnose({ show: 'yes' }), /"show" must be true or false/);
  });

  it('tells a server that is gone', async () => {
    await server.sandbox.close();
    const report = await diagnose({ show: false });
    assert.equal(outcomes(report)['Reachability'], 'failed');
    assert.equal(outcomes(report)['Sign-in'], 'skipped');
  });
});

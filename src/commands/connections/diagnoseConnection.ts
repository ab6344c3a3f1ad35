import { COMMANDS, notify } from '../../ui';
import { asArguments, readArguments } from '../support/arguments';
import { copyText } from '../support/clipboard';
import type { CommandDeps, Handler } from '../support/deps';
import { during } from '../support/failure';
import { choose } from '../support/pickConnection';
import { rowsOf } from '../targets';

const TITLE = 'Diagnose Connection';

/**
 * Looks at a connection from its address to the rights of whoever signs in, and opens a report. Writes nothing to the
 * repository. An argument object gets the report as plain data; with `show: false` no document opens.
 */
export const diagnoseConnection: Handler = async (deps, first, selected) => {
  const fields = asArguments(first);
  const asked = fields && readArguments(COMMANDS.diagnoseConnection, fields);
  const connectionId = asked ? asked.text('connectionId') : await choice(deps, first, selected);
  if (connectionId === undefined) return undefined;
  const show = !asked?.has('show') || asked.flag('show');
  const { diagnoseInSight, showReport, summary } = await import('../../diagnose/index');
  const report = await during(
    'diagnose the connection',
    async () => diagnoseInSight(await deps.connections.access(connectionId)),
    connectionId,
  );
  deps.log.info(`Diagnosis of ${report.name}: ${summary(report.checks)}`);
  if (show) await showReport(report);
  return report;
};

async function choice(deps: CommandDeps, first: unknown, selected: unknown): Promise<string | undefined> {
  const [row] = rowsOf(deps, first, selected);
  return row?.connectionId ?? (await choose(deps.connections.list(), TITLE))?.id;
}

/** Copies the report that shows. From the editor's title bar it gets the document's address. */
export const copyDiagnosis: Handler = async (_, first) => {
  const { shownReport } = await import('../../diagnose/index');
  const text = shownReport(first);
  if (text !== undefined) return copyText(text, 'the report');
  await notify.info('No report shows. Choose Diagnose Connection first, then copy from the report.');
  return undefined;
};

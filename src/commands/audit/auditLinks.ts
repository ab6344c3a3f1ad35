import * as vscode from 'vscode';
import { auditLinks as runAudit, type Report } from '../../audit';
import { failingAs, openSession, watched } from '../../changeFlow';
import { defineCommand } from '../define';
import { askAudit } from './askAudit';
import { AUDIT_ARGUMENTS, type AuditArguments } from './auditArguments';
import { toRow } from './describeFinding';
import { describeProgress, writeReport } from './report';
import { type AuditWish, showAudit } from './runningAudit';

const { l10n } = vscode;

/** Looks at a set of entries and answers what is not as it should be. */
export const auditLinks = defineCommand<AuditArguments, AuditWish, Report | undefined>({
  id: 'laserficheLinks.auditLinks',
  title: l10n.t('Audit Links…'),
  args: AUDIT_ARGUMENTS,
  answer:
    '`{ looked, complete, findings: [{ check, entryId, path, targetId?, linkTypeId?, message }] }`; `file` takes the report, as its ending `.csv`, `.json` or `.md` says',
  ask: (targets, services) => askAudit(targets, services),
  async run(asked, services) {
    if ('name' in asked) {
      showAudit(services, asked);
      return undefined;
    }
    const { connectionId, set, checks, options, file } = asked;
    const { repository, searches, linkTypes } = await openSession(services, connectionId);
    const report = await watched(l10n.t('Auditing links'), ({ signal, report: say }) =>
      failingAs(
        l10n.t('Could not audit the links'),
        async (): Promise<Report> => {
          const {
            looked,
            complete,
            findings,
            linkTypes: types,
          } = await runAudit({
            ...{ api: repository, searches, linkTypes, set, signal },
            ...(checks && { checks }),
            ...(options && { options }),
            onProgress: (at) => say(describeProgress(at), at.of ? at.done / at.of : 0),
          });
          return { looked, complete, findings: findings.map((one) => toRow(one, types)) };
        },
        connectionId,
      ),
    );
    if (file !== undefined) await writeReport(report, vscode.Uri.file(file));
    return report;
  },
});

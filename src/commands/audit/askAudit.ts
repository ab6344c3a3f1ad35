import { l10n } from 'vscode';
import { CHECK_IDS, type AuditSet, type CheckId, type RequiredLink } from '../../audit';
import { openSession } from '../../changeFlow';
import { linkTypeTitle } from '../../domain';
import { entryOf, isConnection } from '../../tree';
import { byCount, formatNumber, pickMany } from '../../ui';
import { pickConnection } from '../support/pickConnection';
import type { CommandDeps } from '../support/deps';
import type { Targets } from '../targets';
import { nameOfCheck } from './describeFinding';
import { describeCheck } from './describeRow';
import type { AuditWish } from './runningAudit';

/** What a person wants to look at, and by which checks. Undefined when they give up. */
export async function askAudit(targets: Targets, deps: CommandDeps): Promise<AuditWish | undefined> {
  const asked = await askSet(targets, deps);
  if (!asked) return undefined;
  const checks = await pickMany<CheckId>(
    l10n.t('{0}: Which Checks?', targets.title),
    CHECK_IDS.map((id) => ({
      label: nameOfCheck(id),
      detail: describeCheck(id),
      value: id,
      picked: id !== 'missingLink',
    })),
    { placeholder: l10n.t('All checks together read each linked entry once') },
  );
  if (!checks || checks.length === 0) return undefined;
  const required = checks.includes('missingLink') ? await askRequired(asked.connectionId, targets, deps) : [];
  return required && { ...asked, checks, options: { required } };
}

/** Which links each entry must have. */
async function askRequired(
  connectionId: string,
  targets: Targets,
  deps: CommandDeps,
): Promise<readonly RequiredLink[] | undefined> {
  const { linkTypes } = await openSession(deps, connectionId);
  const types = await linkTypes();
  return pickMany<RequiredLink>(
    l10n.t('{0}: Which Links Must Each Entry Have?', targets.title),
    types.flatMap((type) => [
      {
        label: linkTypeTitle(type),
        description: l10n.t('the entry is the source'),
        value: { linkTypeId: type.linkTypeId, as: 'source' as const },
      },
      {
        label: linkTypeTitle(type),
        description: l10n.t('the entry is the target'),
        value: { linkTypeId: type.linkTypeId, as: 'target' as const },
      },
    ]),
    {},
  );
}

async function askSet(
  targets: Targets,
  deps: CommandDeps,
): Promise<{ readonly connectionId: string; readonly set: AuditSet; readonly name: string } | undefined> {
  const rows = targets.rows();
  const [first, ...others] = rows;
  if (!first) {
    const session = await pickConnection(deps, targets.title);
    return (
      session && { connectionId: session.connection.id, set: { query: {} }, name: session.connection.name }
    );
  }
  const { connectionId } = first;
  if (isConnection(first) && others.length === 0)
    return { connectionId, set: { query: {} }, name: first.connection.name };
  const entries = rows.flatMap((row) => (row.connectionId === connectionId ? (entryOf(row) ?? []) : []));
  const [only] = entries;
  if (!only) return undefined;
  const isFolder = only.entry?.entryType === 'Folder' || only.entry?.entryType === 'RecordSeries';
  if (entries.length === 1 && isFolder)
    return { connectionId, set: { in: only.entryId }, name: only.path ?? only.name };
  const count = entries.length;
  return {
    connectionId,
    set: { entryIds: entries.map(({ linkEntryId }) => linkEntryId) },
    name: count === 1 ? only.name : byCount(count, only.name, l10n.t('{0} entries', formatNumber(count))),
  };
}

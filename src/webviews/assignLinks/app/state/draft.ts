import type { ConflictChoice, Link, LinkType } from '../../../../domain';
import { isEntryView, isLink, isRecord, isWholeNumber, listOf } from '../../guards';
import type { FormContents } from '../../protocol';
import type { RowEdit } from './edits';
import type { Dispute, Failed, Property } from './model';

/** What is kept of an edited form while its tab is hidden or the window reloads. */
export interface Draft {
  /** The links that the edits were made on, as far as a save compares them. */
  readonly base: readonly Link[];
  readonly edits: readonly RowEdit[];
  readonly newTypeId?: number;
  /** What stands in the field for a new target. */
  readonly targetText?: string;
  /** The person was asked whether to send the links. */
  readonly confirming?: true;
  /** What the person has chosen so far, and of which links. */
  readonly dispute?: Dispute;
  readonly droppedIncoming?: readonly Link[];
  /** The edits as they were sent: by a save under way, or by one that failed after it may have been written. */
  readonly sent?: readonly RowEdit[];
  readonly saving?: true;
  readonly failed?: Omit<Failed, 'sent'>;
  /** The edits came back from a form that was closed. */
  readonly cameBack?: true;
  /** What shows where the server can't be asked. */
  readonly shown?: Shown;
}

export type Shown = Pick<FormContents, 'source' | 'connectionName' | 'linkTypes' | 'requestUrl'>;

/** The part of a draft that outlives its tab: what the person typed. `undefined`: nothing that is not sent. */
export function lastingDraft(draft: Draft): Draft | undefined {
  const { base, edits, newTypeId, targetText, sent, saving } = draft;
  if (edits.length === 0 && !targetText?.trim()) return undefined;
  return {
    base,
    edits,
    ...(newTypeId !== undefined && { newTypeId }),
    ...(targetText && { targetText }),
    ...(saving && { saving, ...(sent && { sent }) }),
  };
}

/** The part of links that a comparison needs, and with `paths` what names their targets. */
export function slimLinks(links: readonly Link[], sourceId: number, paths = false): readonly Link[] {
  return links
    .filter((link) => link.sourceId === sourceId)
    .map(({ targetId, targetPath, linkTypeId, sourceLabel, targetLabel, properties }) => ({
      sourceId,
      targetId,
      ...(paths && targetPath && { targetPath }),
      ...(linkTypeId === undefined
        ? { sourceLabel: sourceLabel ?? null, targetLabel: targetLabel ?? null }
        : { linkTypeId }),
      ...(properties && Object.keys(properties).length > 0 && { properties }),
    }));
}

/** Reads a draft back; `undefined` when it is none. An odd part costs that part, not what was typed beside it. */
export function readDraft(value: unknown): Draft | undefined {
  if (!isRecord(value)) return undefined;
  const { newTypeId, targetText } = value;
  const base = listOf(value['base'], isLink);
  const edits = readEdits(value['edits']);
  if (!base || !edits) return undefined;
  const dispute = readDispute(value['dispute']);
  const droppedIncoming = listOf(value['droppedIncoming'], isLink);
  const sent = readEdits(value['sent']);
  const failed = readFailed(value['failed']);
  const shown = readShown(value['shown']);
  return {
    base,
    edits,
    ...(isWholeNumber(newTypeId) && { newTypeId }),
    ...(typeof targetText === 'string' && targetText && { targetText }),
    ...(value['confirming'] === true && { confirming: true }),
    ...(dispute && { dispute }),
    ...(droppedIncoming && { droppedIncoming }),
    ...(sent && { sent }),
    ...(sent && value['saving'] === true && { saving: true }),
    ...(failed && { failed }),
    ...(value['cameBack'] === true && { cameBack: true }),
    ...(shown && { shown }),
  };
}

function readEdits(value: unknown): readonly RowEdit[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const edits = value.filter((one) => isRowEdit(one));
  return edits.length > 0 || value.length === 0 ? edits : undefined;
}

function readDispute(value: unknown): Dispute | undefined {
  if (!isRecord(value) || !isRecord(value['choices'])) return undefined;
  const theirs = listOf(value['theirs'], isLink);
  const choices = Object.entries(value['choices']).flatMap(([key, side]): [string, ConflictChoice][] =>
    side === 'mine' || side === 'theirs' ? [[key, side]] : [],
  );
  return theirs && { theirs, choices: Object.fromEntries(choices) };
}

function readFailed(value: unknown): Draft['failed'] {
  if (!isRecord(value)) return undefined;
  const { text, outdated, changeId } = value;
  if (typeof text !== 'string' || typeof outdated !== 'boolean') return undefined;
  return { text, outdated, ...(typeof changeId === 'string' && { changeId }) };
}

function readShown(value: unknown): Shown | undefined {
  if (!isRecord(value)) return undefined;
  const { source, connectionName, requestUrl } = value;
  const linkTypes = listOf(value['linkTypes'], isLinkType);
  if (!isEntryView(source) || typeof connectionName !== 'string' || typeof requestUrl !== 'string')
    return undefined;
  return linkTypes && { source, connectionName, linkTypes, requestUrl };
}

function isLinkType(value: unknown): value is LinkType {
  return (
    isRecord(value) &&
    isWholeNumber(value['linkTypeId']) &&
    typeof value['sourceLabel'] === 'string' &&
    typeof value['targetLabel'] === 'string'
  );
}

function isRowEdit(value: unknown): value is RowEdit {
  if (!isRecord(value)) return false;
  const { kind, was, rowId, target, linkTypeId, properties } = value;
  if (kind === 'remove') return isKey(was);
  return (
    kind === 'put' &&
    (was === undefined || isKey(was)) &&
    (rowId === undefined || typeof rowId === 'string') &&
    isEntryView(target) &&
    isWholeNumber(linkTypeId) &&
    listOf(properties, isProperty) !== undefined
  );
}

function isKey(value: unknown): boolean {
  return isRecord(value) && isWholeNumber(value['targetId']) && isWholeNumber(value['linkTypeId']);
}

function isProperty(value: unknown): value is Property {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['value'] === 'string';
}

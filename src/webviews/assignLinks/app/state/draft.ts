import type { Link } from '../../../../api/types';
import { isEntryView, isId, isLink, isRecord, listOf } from '../../guards';
import type { RowEdit } from './edits';
import type { Dispute, Property } from './model';

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
  readonly lostIncoming?: readonly Link[];
}

/** The part of links that a comparison needs: paths and labels are read again anyway. */
export function slimLinks(links: readonly Link[], sourceId: number): readonly Link[] {
  return links
    .filter((link) => link.sourceId === sourceId)
    .map(({ targetId, linkTypeId, sourceLabel, targetLabel, linkProperties }) => ({
      sourceId,
      targetId,
      ...(linkTypeId === undefined
        ? { sourceLabel: sourceLabel ?? null, targetLabel: targetLabel ?? null }
        : { linkTypeId }),
      ...(linkProperties && Object.keys(linkProperties).length > 0 && { linkProperties }),
    }));
}

/** Reads a draft back; `undefined` when it is none, for example of another version. */
export function readDraft(value: unknown): Draft | undefined {
  if (!isRecord(value)) return undefined;
  const { newTypeId, targetText } = value;
  const base = listOf(value['base'], isLink);
  const edits = listOf(value['edits'], isRowEdit);
  const dispute = readDispute(value['dispute']);
  const lostIncoming = listOf(value['lostIncoming'], isLink);
  if (!base || !edits) return undefined;
  return {
    base,
    edits,
    ...(isId(newTypeId) && { newTypeId }),
    ...(typeof targetText === 'string' && targetText && { targetText }),
    ...(value['confirming'] === true && { confirming: true }),
    ...(dispute && { dispute }),
    ...(lostIncoming && { lostIncoming }),
  };
}

function readDispute(value: unknown): Dispute | undefined {
  if (!isRecord(value) || !isRecord(value['choices'])) return undefined;
  const theirs = listOf(value['theirs'], isLink);
  const choices = Object.entries(value['choices']).flatMap(([key, side]) =>
    side === 'mine' || side === 'theirs' ? [[key, side] as const] : [],
  );
  return theirs && { theirs, choices: Object.fromEntries(choices) };
}

function isRowEdit(value: unknown): value is RowEdit {
  if (!isRecord(value)) return false;
  const { kind, was, target, linkTypeId, properties } = value;
  if (kind === 'remove') return isKey(was);
  return (
    kind === 'put' &&
    (was === undefined || isKey(was)) &&
    isEntryView(target) &&
    isId(linkTypeId) &&
    listOf(properties, isProperty) !== undefined
  );
}

function isKey(value: unknown): boolean {
  return isRecord(value) && isId(value['targetId']) && isId(value['linkTypeId']);
}

function isProperty(value: unknown): value is Property {
  return isRecord(value) && typeof value['name'] === 'string' && typeof value['value'] === 'string';
}

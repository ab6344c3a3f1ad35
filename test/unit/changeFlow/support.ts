// Reviews as the editor makes them, of links in memory.
import {
  type Link,
  type LinkEdit,
  type LinkType,
  planEdit,
  readLinks,
  toPayload,
  warningsOf,
} from '../../../src/domain';
import type { ChangePlan } from '../../../src/changes';
import type { NamedPlan } from '../../../src/changeFlow/describePlan';

export const SOURCE = 10;
export const linkTypes: readonly LinkType[] = [
  { linkTypeId: 1, sourceLabel: 'Message', targetLabel: 'Attachment' },
  { linkTypeId: 2, sourceLabel: 'Supersedes', targetLabel: 'Superseded by' },
];

export function link(targetId: number, properties: Readonly<Record<string, string>> = {}): Link {
  return { sourceId: SOURCE, targetId, targetPath: `\\Entry-${targetId}`, linkTypeId: 1, properties };
}

export const to = (targetId: number, linkTypeId = 1) => ({ targetId, linkTypeId });

export function review(edit: LinkEdit, links: readonly Link[], name = '\\Email'): NamedPlan {
  const { outgoing } = readLinks(links, SOURCE, linkTypes);
  const plan = planEdit(outgoing, edit);
  const made: ChangePlan = {
    request: { sourceId: SOURCE, edit, cause: 'command', base: links },
    sourceId: SOURCE,
    plan,
    warnings: warningsOf({ sourceId: SOURCE, edit, plan, links, linkTypes }),
    before: toPayload(outgoing),
    after: toPayload(plan.after),
    conflicts: [],
  };
  return { plan: made, name, linkTypes };
}

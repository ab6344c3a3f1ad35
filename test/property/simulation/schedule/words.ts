import type { LinkEdit } from '../../../../src/domain';
import type { Confirm, Schedule, Step } from './steps';

/** A schedule in lines that can be read: who does what, and when. */
export function scheduleInWords({ seed, surroundings, steps }: Schedule): string {
  const { variant, alias, requestsPerMinute, firstLinks, allowSelfLinks, historyBytes } = surroundings;
  const facts = [
    `pages of ${variant.pageSize}`,
    ...(variant.omitLinkTypeId ? ['type ids left out'] : []),
    ...(variant.incomingListed ? [] : ['incoming links not listed']),
    ...(variant.incomingDroppedByPut ? ['incoming links dropped by PUT'] : []),
    ...(variant.renewLinkIds ? ['link ids renewed'] : []),
    ...(variant.selfLinkTwice ? ['self-links listed twice'] : []),
    ...(allowSelfLinks ? ['self-links allowed'] : []),
    ...(historyBytes < 1_000_000 ? [`a history of ${historyBytes} bytes`] : []),
    `tokens of ${variant.tokenLifeSeconds} s`,
    requestsPerMinute === undefined ? 'no budget' : `${requestsPerMinute} requests a minute`,
    `“second” is ${alias.baseUrl} ${alias.repoId}`,
  ];
  const links = firstLinks.map(
    ({ sourceId, targetId, linkTypeId, properties }) =>
      `${sourceId} → ${targetId}:${linkTypeId}${properties ? ` ${JSON.stringify(properties)}` : ''}`,
  );
  return [
    `Seed ${seed}: ${facts.join(', ')}.`,
    `Links at first (source → target:type): ${links.join(', ') || 'none'}.`,
    ...steps.map(stepInWords),
  ].join('\n');
}

function stepInWords(step: Step): string {
  const when = `${String(step.at).padStart(8)} ms  `;
  if ('connection' in step) {
    const where = `window ${'AB'[step.window] ?? step.window}, connection ${step.connection}: `;
    return when + where + deedInWords(step);
  }
  const { at: _, do: what, ...details } = step;
  const told = Object.entries(details).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `${when}${what} ${told.join(', ')}`.trimEnd();
}

function deedInWords(step: Extract<Step, { readonly connection: unknown }>): string {
  switch (step.do) {
    case 'change': {
      const base = step.baseAge === undefined ? '' : `, shown ${step.baseAge} ms before`;
      return `changes entry ${step.entryId}: ${editInWords(step.edit)}${base}${confirmInWords(step.confirm)}`;
    }
    case 'batch': {
      const changes = step.changes.map(({ entryId, edit }) => `entry ${entryId}: ${editInWords(edit)}`);
      return `changes ${changes.join('; ')}${confirmInWords(step.confirm)}`;
    }
    case 'swap':
      return `turns up to ${step.most} links of entry ${step.entryId} round${confirmInWords(step.confirm)}`;
    case 'undoLast':
      return `undoes the last change${confirmInWords(step.confirm)}`;
    case 'undoGiven':
      return `undoes the change ${step.back} before the newest${confirmInWords(step.confirm)}`;
    case 'restoreLost':
      return 'restores incoming links that were dropped';
    case 'look':
      return `looks at entry ${step.entryId}`;
    case 'history':
      return 'looks at the history';
    case 'manyChanges':
      return `writes down ${step.count} changes of ${step.bytes} bytes, ${step.groupOf} a group`;
  }
}

function editInWords({ upsert = [], remove = [] }: LinkEdit): string {
  const puts = upsert.map(({ targetId, linkTypeId, properties, onlyIfAbsent }) => {
    const told = properties ? ` ${JSON.stringify(properties)}` : '';
    return `+${targetId}:${linkTypeId}${told}${onlyIfAbsent ? ' if missing' : ''}`;
  });
  return [...puts, ...remove.map(({ targetId, linkTypeId }) => `-${targetId}:${linkTypeId}`)].join(' ');
}

function confirmInWords(confirm: Confirm | undefined): string {
  if (!confirm) return '';
  return `, asked, thinks ${confirm.thinks} ms and says ${confirm.says ? 'yes' : 'no'}`;
}

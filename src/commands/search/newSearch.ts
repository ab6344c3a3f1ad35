import { l10n } from 'vscode';
import { causeOf, failingAs, openSession, OperationError, watched } from '../../changeFlow';
import type { Session } from '../../connections';
import { repositoryKey } from '../../domain';
import type { Search } from '../../search';
import { BACK, isCancelled, whyAndAdvice } from '../../ui';
import { defineCommand } from '../define';
import type { CommandServices } from '../support/deps';
import { choose } from '../support/pickConnection';
import { askCommand } from './askCommand';
import { askNext, type StepFailure } from './question';
import { NO_QUESTION, type Part, type QuestionDraft, withParts } from './questionParts';

interface Asked {
  readonly connectionId: string;
  readonly search: Search;
}

/** Questions that were left before they were asked, by repository: whoever comes back goes on with them. */
const drafts = new Map<string, QuestionDraft>();

/** Puts a question together, and shows what it finds. */
export const newSearch = defineCommand<never, Asked>({
  id: 'laserficheLinks.newSearch',
  title: l10n.t('New Search…'),
  async ask(targets, services) {
    const { title } = targets;
    const session = await sessionFor(services, title, targets.candidates()[0]?.connectionId);
    const search = session && (await askSearch(session, title, services));
    return search && { connectionId: session.connection.id, search };
  },
  async run({ connectionId, search }, { searches }) {
    await (await searches.get()).show({ ...search, connectionId });
  },
});

/** The connection that the person works with; they are asked where there are several and none is that. */
async function sessionFor(
  services: CommandServices,
  title: string,
  connectionId: string | undefined,
): Promise<Session | undefined> {
  const { connections, status } = services;
  const list = connections.list();
  const meant = list.find(({ id }) => id === connectionId) ?? status.active() ?? (await choose(list, title));
  return meant && openSession(services, meant.id);
}

/** Asks for a question until it is to be asked. Undefined when the person leaves; then it is kept. */
async function askSearch(
  session: Session,
  title: string,
  { log }: CommandServices,
): Promise<Search | undefined> {
  const key = repositoryKey(session.connection);
  const keep = (kept: QuestionDraft) => void drafts.set(key, kept);
  let draft = drafts.get(key) ?? NO_QUESTION;
  let active: Part | undefined;
  let failure: StepFailure | undefined;
  for (;;) {
    keep(draft);
    const next = await askNext(session, draft, { title, active, failure, left: keep });
    if (next === undefined || next === BACK) return undefined;
    ({ draft } = next);
    keep(draft);
    [active, failure] = [undefined, undefined];
    try {
      switch (next.step) {
        case 'search':
          drafts.delete(key);
          return { query: draft.query };
        case 'command': {
          const search = await showCommand(session, draft, title);
          if (search) drafts.delete(key);
          if (search) return search;
          break;
        }
        case 'clear':
          draft = NO_QUESTION;
          break;
        case 'remove':
          draft = withParts(draft, next.part);
          break;
        case 'ask':
          draft = (await next.part.ask(session, draft, title)) ?? draft;
          // Who has answered most likely searches next; who has not goes on where they were.
          if (draft === next.draft) active = next.part;
      }
    } catch (error) {
      // What was put together stays in sight, with why a part of it could not be asked for.
      if (isCancelled(causeOf(error))) continue;
      const [why, advice] = whyAndAdvice(causeOf(error));
      const failed = error instanceof OperationError ? error.failed : l10n.t('Could not go on');
      log.failure(causeOf(error), failed);
      failure = { failed, why: l10n.t('{0}. {1}', why, advice) };
    }
  }
}

/** Shows what would be sent; the person may search with it, changed or not. */
async function showCommand(
  session: Session,
  { query }: QuestionDraft,
  title: string,
): Promise<Search | undefined> {
  const made = await watched(l10n.t('Reading what the question names'), ({ signal }) =>
    failingAs(
      l10n.t('Could not make the command'),
      () => session.searches.commandOf({ query }, { signal }),
      session.connection.id,
    ),
  );
  const command = await askCommand(session, {
    title: l10n.t('{0}: Command', title),
    value: made,
    back: true,
  });
  if (typeof command !== 'string') return undefined;
  return command === made ? { query } : { command };
}

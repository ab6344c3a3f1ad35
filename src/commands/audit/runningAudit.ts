import * as vscode from 'vscode';
import {
  auditLinks,
  type AuditProgress,
  type AuditResult,
  type Finding,
  type Mend,
  toMarkdown,
} from '../../audit';
import {
  changeLinks,
  type EntryChange,
  openSession,
  reportChanges,
  reportFailure,
  sentenceOf,
} from '../../changeFlow';
import { type Link, nameOfPath, type RepositoryRef, resolveLinkTypeId, sameRepository } from '../../domain';
import { byCount, formatNumber, isCancelled, notify } from '../../ui';
import {
  type ExportFormat,
  type ReportChange,
  type ReportHead,
  ReportPanels,
  type ReportProgress,
  type ReportRow,
  type ReportSource,
} from '../../webviews';
import type { CommandDeps } from '../support/deps';
import { askFile } from '../support/askFile';
import { revealInTree } from '../support/reveal';
import { describeProgress, wordsOf, writeReport } from './report';
import { nameOfCheck, toRow } from './describeFinding';
import { describeLinkOf, describeMend } from './describeRow';
import { type AuditQuestion, stateFile } from './stateFile';

const { l10n } = vscode;

export interface AuditWish extends AuditQuestion {
  readonly connectionId: string;
  /** What is looked at, for the report's title: the path of a folder, the name of a search. */
  readonly name: string;
}

/** An audit that runs in the background, and the report of what it found. It goes on when its page is closed. */
export class RunningAudit implements ReportSource {
  readonly head: ReportHead;
  readonly #deps: CommandDeps;
  readonly #wish: AuditWish;
  readonly #follows: vscode.Disposable;
  readonly #didChange = new vscode.EventEmitter<ReportChange>();
  readonly onDidChange = this.#didChange.event;
  #result: AuditResult | undefined;
  #rows: readonly ReportRow[] = [];
  #repository: RepositoryRef | undefined;
  #mended = new Set<number>();
  #progress: ReportProgress = { state: 'running', looked: 0, message: l10n.t('Starting…') };
  #stop = new AbortController();
  /** What a pause waits for; undefined while it runs. */
  #pause: { readonly until: Promise<void>; readonly end: () => void } | undefined;
  readonly #page: ReportPanels;

  constructor(deps: CommandDeps, wish: AuditWish, page: ReportPanels) {
    this.#deps = deps;
    this.#page = page;
    this.#wish = wish;
    const connection = deps.connections.list().find(({ id }) => id === wish.connectionId);
    this.head = {
      title: l10n.t('Audit of {0}', wish.name),
      subtitle: connection?.name ?? '',
      checks: wish.checks.map((id) => ({ id, title: nameOfCheck(id) })),
    };
    this.#follows = deps.connections.onDidChangeLinks(({ madeIn, sourceId, links }) => {
      if (this.#repository && sameRepository(madeIn, this.#repository)) this.#follow(sourceId, links);
    });
    void this.#run();
  }

  get rows(): readonly ReportRow[] {
    return this.#rows;
  }

  get mended(): ReadonlySet<number> {
    return this.#mended;
  }

  get progress(): ReportProgress {
    return this.#progress;
  }

  control(action: 'pause' | 'goOn' | 'cancel'): void {
    if (action === 'cancel') {
      this.#stop.abort();
      this.#pause?.end();
    } else if (action === 'pause' && this.#progress.state === 'running') {
      let end: () => void = () => undefined;
      const until = new Promise<void>((resolve) => (end = resolve));
      this.#pause = { until, end };
      this.#tell({
        ...this.#progress,
        state: 'paused',
        message: l10n.t('Paused. Nothing is asked of the server.'),
      });
    } else if (action === 'goOn' && this.#pause) {
      this.#pause.end();
      this.#pause = undefined;
      this.#tell({ ...this.#progress, state: 'running', message: l10n.t('Going on…') });
    } else if (action === 'goOn' && this.#progress.state !== 'done') void this.#run();
  }

  open(id: number): void {
    const finding = this.#result?.findings[id];
    if (!finding) return;
    const { entryId, path = '' } = finding;
    revealInTree(this.#deps, this.#wish.connectionId, entryId, nameOf(entryId, path)).catch(
      (error: unknown) => this.#fail(error, l10n.t('Reveal Entry'), () => this.open(id)),
    );
  }

  mend(ids: readonly number[]): void {
    const title = l10n.t('Mend Findings');
    this.#mend(ids, title).catch((error: unknown) => this.#fail(error, title, () => this.mend(ids)));
  }

  export(format: ExportFormat): void {
    this.#export(format).catch((error: unknown) =>
      this.#fail(error, l10n.t('Export Report'), () => this.export(format)),
    );
  }

  copy(): void {
    if (!this.#result) return;
    const { findings, linkTypes, looked, complete } = this.#result;
    const rows = findings.map((one) => toRow(one, linkTypes));
    const text = toMarkdown(rows, wordsOf({ looked, complete, findings: rows }));
    vscode.env.clipboard.writeText(text).then(
      () => void notify.info(l10n.t('The report was copied as Markdown.')),
      (error: unknown) => this.#fail(error, l10n.t('Copy as Markdown'), () => this.copy()),
    );
  }

  /** Stops without a word: the window closes. What was read is kept. */
  dispose(): void {
    this.#stop.abort();
    this.#pause?.end();
    this.#follows.dispose();
    this.#didChange.dispose();
  }

  async #run(): Promise<void> {
    const { connectionId, set, checks, options } = this.#wish;
    this.#stop = new AbortController();
    this.#tell({ ...this.#progress, state: 'running', message: l10n.t('Starting…') });
    try {
      const { repository, searches, linkTypes, connection } = await openSession(this.#deps, connectionId);
      const folder = vscode.Uri.joinPath(this.#deps.place.storage, 'audits').fsPath;
      this.#repository = { baseUrl: connection.baseUrl, repoId: connection.repoId };
      const state = stateFile(folder, connection, { set, checks, options }, (error) =>
        this.#deps.log.failure(error, 'keep how far an audit is'),
      );
      const result = await auditLinks({
        ...{ api: repository, searches, linkTypes, set, checks, options, state },
        signal: this.#stop.signal,
        pause: () => this.#pause?.until,
        onProgress: (progress) => this.#goesOn(progress),
      });
      await state.forget();
      this.#result = result;
      this.#rows = result.findings.map((finding, id) => rowOf(finding, id, result));
      this.#didChange.fire({ type: 'report', head: this.head, rows: this.#rows });
      this.#tell({ state: 'done', looked: result.looked, message: describeEnd(result) });
      await this.#tellWithoutPage();
    } catch (error) {
      if (isCancelled(error)) {
        this.#tell({
          ...this.#progress,
          state: 'cancelled',
          message: l10n.t('Cancelled. What was read is kept.'),
        });
        return;
      }
      const message = sentenceOf(error, this.#deps, { title: this.head.title });
      this.#tell({ ...this.#progress, state: 'failed', message });
      await this.#tellWithoutPage();
    }
  }

  /** How it ended, where nobody sees the report. */
  async #tellWithoutPage(): Promise<void> {
    if (this.#page.isOpen(this) || this.#stop.signal.aborted) return;
    const show = l10n.t('Show Report');
    const sentence = `${this.head.title}: ${this.#progress.message}`;
    if ((await notify.info(sentence, show)) === show) this.#page.show(this);
  }

  #goesOn(progress: AuditProgress): void {
    if (this.#pause) return;
    const { done, of } = progress;
    this.#tell({
      state: 'running',
      looked: done,
      ...(of !== undefined && { of }),
      message: describeProgress(progress),
    });
  }

  #tell(progress: ReportProgress): void {
    this.#progress = progress;
    this.#didChange.fire({ type: 'progress', progress });
  }

  /** Links of an entry changed, here or by undo: a finding whose link is gone is mended, one whose link is back is not. */
  #follow(sourceId: number, links: readonly Link[]): void {
    const { findings = [], linkTypes = [] } = this.#result ?? {};
    const isThere = (mend: NonNullable<Mend>) =>
      links.some(
        (link) => link.targetId === mend.targetId && resolveLinkTypeId(link, linkTypes) === mend.linkTypeId,
      );
    const of = (there: boolean) =>
      findings.flatMap(({ mend }, id) =>
        mend?.sourceId === sourceId && isThere(mend) === there ? [id] : [],
      );
    this.#tellMended(of(false));
    const back = of(true).filter((id) => this.#mended.delete(id));
    if (back.length > 0) this.#didChange.fire({ type: 'restored', ids: back });
  }

  #tellMended(ids: readonly number[]): void {
    const added = ids.filter((id) => !this.#mended.has(id));
    for (const id of added) this.#mended.add(id);
    if (added.length > 0) this.#didChange.fire({ type: 'mended', ids: added });
  }

  async #mend(ids: readonly number[], title: string): Promise<void> {
    const findings = this.#result?.findings ?? [];
    const mends = ids.flatMap((id): NonNullable<Mend>[] => {
      const mend = findings[id]?.mend;
      return mend && !this.#mended.has(id) ? [mend] : [];
    });
    if (mends.length === 0) return;
    const { connectionId } = this.#wish;
    const changes = [...new Set(mends.map(({ sourceId }) => sourceId))].map((sourceId): EntryChange => ({
      connectionId,
      sourceId,
      edit: {
        remove: mends
          .filter((mend) => mend.sourceId === sourceId)
          .map(({ targetId, linkTypeId }) => ({ targetId, linkTypeId })),
      },
    }));
    const results = await changeLinks(this.#deps, changes, { title, deed: 'changed', isInteractive: true });
    if (!results) return;
    const done = new Set(results.flatMap(({ applied }) => ('outcome' in applied ? [applied.sourceId] : [])));
    const mended = ids.filter((id) => {
      const mend = findings[id]?.mend;
      return mend !== undefined && done.has(mend.sourceId);
    });
    // A link that was gone already is written by nobody, and so told by no event.
    this.#tellMended(mended);
    reportChanges(this.#deps, results, {
      title,
      deed: 'changed',
      nothing: l10n.t('The links were gone already.'),
    });
  }

  async #export(format: ExportFormat): Promise<void> {
    if (!this.#result) return;
    const { findings, linkTypes, looked, complete } = this.#result;
    const uri = await askFile({
      title: l10n.t('Export Report'),
      name: `link-audit.${format}`,
      filters: { [FORMATS[format]]: [format] },
    });
    if (!uri) return;
    const rows = findings.map((one) => toRow(one, linkTypes));
    await writeReport({ looked, complete, findings: rows }, uri);
    void notify.info(l10n.t('The report was exported to {0}.', uri.fsPath));
  }

  #fail(error: unknown, title: string, again: () => void): void {
    void reportFailure(error, title, this.#deps, () => {
      again();
      return Promise.resolve();
    });
  }
}

const FORMATS = { csv: 'CSV', json: 'JSON', md: 'Markdown' } as const;

const nameOf = (id: number, path: string): string => nameOfPath(path) || l10n.t('Entry {0}', id);

function rowOf(finding: Finding, id: number, { linkTypes }: AuditResult): ReportRow {
  const { check, entryId, path = '' } = finding;
  const mend = describeMend(finding);
  return {
    ...{ id, check, entryId, path, entryName: nameOf(entryId, path) },
    link: describeLinkOf(finding, linkTypes),
    why: toRow(finding, linkTypes).message,
    ...(mend !== undefined && { mend }),
  };
}

function describeEnd({ looked, complete, findings }: AuditResult): string {
  const what = byCount(
    looked,
    l10n.t('1 entry looked at.'),
    l10n.t('{0} entries looked at.', formatNumber(looked)),
  );
  const found = findings.length === 0 ? l10n.t('Nothing to mend was found.') : '';
  const more = complete ? '' : l10n.t('There is more: not all entries could be read with your rights.');
  return [what, found, more].filter(Boolean).join(' ');
}

let panels: ReportPanels | undefined;
/** Audits of this window, by what they are asked for: asked again while they run, they show again. */
const running = new Map<string, RunningAudit>();

/** Starts an audit in the background, and shows its report. */
export function showAudit(deps: CommandDeps, wish: AuditWish): void {
  panels ??= new ReportPanels(deps.place.extensionUri);
  const key = JSON.stringify(wish);
  const known = running.get(key);
  const audit =
    known && (known.progress.state === 'running' || known.progress.state === 'paused')
      ? known
      : new RunningAudit(deps, wish, panels);
  // One that is over and that nobody sees has nothing more to follow.
  if (known && known !== audit && !panels.isOpen(known)) known.dispose();
  running.set(key, audit);
  panels.show(audit);
}

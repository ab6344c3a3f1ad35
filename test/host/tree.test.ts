import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { CancellationTokenSource, ThemeIcon, TreeItemCollapsibleState, type TreeItem } from 'vscode';
import { COMMANDS } from '../../src/ui/ids';
import type { Node, ParentNode } from '../../src/tree';
import { oneLine } from '../../src/domain/inertText';
import { openTree, type TreeFixture } from './treeFixture';

const MESSAGE = 1;
const EMAIL = 10;
const ATTACHMENT = 15;
/** The first page, and the largest that the sandbox sends. */
const TWO_PAGES = 150 + 1000;

describe('the tree over a sandbox', () => {
  let at: TreeFixture;
  beforeEach(async () => {
    at = await openTree();
  });
  afterEach(() => at.close());

  it('opens a folder with one request, and again with none', async () => {
    const connection = await at.open();
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(connection)), [
      'GET Entries/1/Laserfiche.Repository.Folder/children',
    ]);
    const rows = await at.tree.getChildren(connection);
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(connection)), []);
    assert.ok(sameRows(await at.tree.getChildren(connection), rows));
    assert.equal(at.tree.labelOf(rows[0]!), 'Links');
    assert.deepEqual(await at.labels(rows[0]!), ['No links']);
  });

  it('asks nothing before a connection is opened', async () => {
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren()), []);
  });

  it('draws rows for eyes and for screen readers', async () => {
    const email = await at.open('Email');
    const item = at.tree.getTreeItem(email);
    assert.equal(item.id, email.id);
    assert.equal(item.collapsibleState, TreeItemCollapsibleState.Collapsed);
    assert.ok(item.iconPath instanceof ThemeIcon);
    assert.equal(item.iconPath.id, 'mail');
    assert.equal(item.accessibilityInformation?.label, 'Email, document');
    assert.equal(item.tooltip, undefined, 'made when somebody hovers');
    const hover = () => at.tree.resolveTreeItem(item, email, new CancellationTokenSource().token);
    assert.deepEqual(await at.requestsOf(hover), ['GET Entries/10/fields']);
    assert.match(markdownOf(item.tooltip), /^\*\*Email\*\*\n\nID:&nbsp;10 {2}\n/);
    assert.deepEqual(await at.requestsOf(hover), [], 'its fields are kept for a while');
  });

  it('shows template and fields of an entry, also at the other end of a link', async () => {
    const row = await at.open('Accounts Payable', 'Invoices', '2024', 'Invoice 2024-001 Bright Glass');
    const tooltipOf = async (node: Node) => {
      const { token } = new CancellationTokenSource();
      return markdownOf((await at.tree.resolveTreeItem(at.tree.getTreeItem(node), node, token)).tooltip);
    };
    assert.match(await tooltipOf(row), /---\s+Template:&nbsp;Invoice {2}\n.*\nVendor:&nbsp;Bright Glass/);
    const [order] = await at.tree.getChildren(row);
    const [invoice] = await at.tree.getChildren(order);
    assert.match(await tooltipOf(invoice!), /Template:&nbsp;Invoice {2}\n/);
  });

  it('asks nothing for a tooltip that nobody waits for any more', async () => {
    const row = await at.open('Employee Handbook');
    const cancelled = new CancellationTokenSource();
    cancelled.cancel();
    const hover = () => at.tree.resolveTreeItem(at.tree.getTreeItem(row), row, cancelled.token);
    assert.deepEqual(await at.requestsOf(hover), []);
  });

  it('shows names as they are, never as markup', async () => {
    const script = await at.open('Samples', 'Unusual Names', '<script>alert(1)</script>');
    const { token } = new CancellationTokenSource();
    const item = await at.tree.resolveTreeItem(at.tree.getTreeItem(script), script, token);
    assert.equal(item.label, '<script>alert(1)</script>');
    assert.ok(!markdownOf(item.tooltip).includes('<script>'));
    const bold = await at.open(
      'Samples',
      'Unusual Names',
      oneLine('**bold** _italic_ [link](command:nothing) `code`'),
    );
    const markdown = markdownOf(
      (await at.tree.resolveTreeItem(at.tree.getTreeItem(bold), bold, token)).tooltip,
    );
    assert.ok(markdown.includes('\\[link\\]\u2060\\(command:nothing\\)'), markdown);
    await at.open('Samples', 'Unusual Names', '$\u2060(trash) ${name} {{curly}} %s');
  });

  it('appends the next page with one request', async () => {
    const scans = await at.open('Archive', 'Scans 2019');
    const before = await at.tree.getChildren(scans);
    const more = before.at(-1)!;
    const item = at.tree.getTreeItem(more);
    assert.deepEqual([item.label, descriptionOf(item)], ['Load more…', '150 of 1,200 shown']);
    assert.ok(runs(item, COMMANDS.loadMore, more));

    const requests = await at.requestsOf(() => at.tree.loadMore(scans as ParentNode));
    assert.deepEqual(requests.length, 1);
    const after = await at.tree.getChildren(scans);
    assert.equal(after.length, 1 + TWO_PAGES + 1, 'the next page is as large as the server gives');
    assert.ok(sameRows(after.slice(0, 151), before.slice(0, 151)), 'the rows before stay the same objects');
  });

  it('loads a page once, however often it is asked for at the same time', async () => {
    const scans = await at.open('Archive', 'Scans 2019');
    await at.tree.getChildren(scans);
    const both = () =>
      Promise.all([at.tree.loadMore(scans as ParentNode), at.tree.loadMore(scans as ParentNode)]);
    const requests = await at.requestsOf(both);
    assert.equal(requests.length, 1);
    assert.equal((await at.tree.getChildren(scans)).length, 1 + TWO_PAGES + 1);
  });

  it('shows as many entries after a refresh as before', async () => {
    const scans = await at.open('Archive', 'Scans 2019');
    await at.tree.getChildren(scans);
    await at.tree.loadMore(scans as ParentNode);
    const ids = (await at.tree.getChildren(scans)).map(({ id }) => id);
    assert.deepEqual(await at.firedBy(() => at.tree.refresh(scans)), [scans.id], 'only the row itself');
    const requests = await at.requestsOf(() => at.tree.getChildren(scans));
    assert.equal(requests.length, 2, 'asked of the server, in pages as large as it gives');
    assert.deepEqual(
      (await at.tree.getChildren(scans)).map(({ id }) => id),
      ids,
    );
  });

  it('drops the answer that comes after a refresh', async () => {
    const board = await at.open('Board');
    const early = at.tree.getChildren(board);
    at.tree.refresh(board);
    const late = at.tree.getChildren(board);
    const [first, second] = await Promise.all([early, late]);
    assert.ok(first.length > 1 && sameRows(first, second));
  });

  it('says what failed, and reads again on Retry', async () => {
    const scans = await at.open('Archive', 'Scans 2019');
    const { fetch } = globalThis;
    globalThis.fetch = () => Promise.resolve(new Response('{}', { status: 500 }));
    const [failed, ...rest] = await at.tree.getChildren(scans);
    globalThis.fetch = fetch;
    assert.ok(failed);
    assert.equal(rest.length, 0);
    const item = at.tree.getTreeItem(failed);
    assert.equal(at.tree.labelOf(failed), 'Server error (HTTP 500)');
    assert.equal(item.contextValue, 'failed message');
    assert.ok(runs(item, COMMANDS.refresh, scans));

    assert.deepEqual(await at.firedBy(() => at.tree.refresh(failed)), [scans.id]);
    assert.equal((await at.tree.getChildren(scans)).length, 1 + 150 + 1);
  });

  it('says that reading was cancelled, and reads again on Retry', async () => {
    const scans = await at.open('Archive', 'Scans 2019');
    at.sandbox.setBehaviour({ latencyMs: 10_000 });
    const waited = new Promise((resolve) => at.tree.onDidChangeLoading(resolve));
    const reading = at.tree.getChildren(scans);
    assert.equal(await waited, true);
    const over = new Promise((resolve) => at.tree.onDidChangeLoading(resolve));
    at.tree.cancel();
    const [row, ...rest] = await reading;
    assert.ok(row);
    assert.equal(rest.length, 0);
    assert.equal(await over, false);
    const item = at.tree.getTreeItem(row);
    assert.deepEqual([item.label, item.contextValue], ['Cancelled. Retry', 'cancelled message']);
    assert.ok(runs(item, COMMANDS.refresh, scans));

    at.sandbox.setBehaviour({ latencyMs: 0 });
    assert.deepEqual(await at.firedBy(() => at.tree.refresh(row)), [scans.id]);
    assert.equal((await at.tree.getChildren(scans)).length, 1 + 150 + 1);
  });

  it('filters a folder on the server, and shows all of it again', async () => {
    const scans = (await at.open('Archive', 'Scans 2019')) as ParentNode;
    assert.deepEqual(await at.firedBy(() => at.tree.filter(scans, '0042')), [scans.id]);
    assert.deepEqual(await at.labels(scans), ['Links', 'Filter: 0042', 'Scan 2019-0042']);
    at.tree.refresh();
    const again = (await at.open('Archive', 'Scans 2019')) as ParentNode;
    assert.equal((await at.labels(again))[1], 'Filter: 0042', 'it outlives a refresh');
    at.tree.filter(again, '');
    assert.equal((await at.tree.getChildren(again)).length, 1 + 150 + 1);
    const many = await at.firedBy(() => at.tree.filter(again, 'Scan'));
    assert.deepEqual(many, [again.id]);
    assert.deepEqual(await at.tree.shown(again), { entries: 100, complete: false });
  });

  it('asks the server on Refresh, however young the answer is', async () => {
    const board = await at.open('Board');
    await at.tree.getChildren(board);
    const { repository } = await at.connections.open(at.connection.id);
    const folderId = board.kind === 'entry' ? board.entry.id : 0;
    const asked = () =>
      at.requestsOf(() => repository.listChildren(folderId, { pageSize: 150, withPaths: false }));
    assert.deepEqual(await asked(), [], 'what was read is kept');
    at.tree.refresh(board);
    assert.equal((await at.requestsOf(() => at.tree.getChildren(board))).length, 1);
    at.connections.refresh(at.connection.id);
    await at.connections.open(at.connection.id);
    assert.equal((await asked()).length, 1);
  });

  it('says that a folder may not be listed', async () => {
    const closed = await at.open('Board', 'Executive Session');
    const [row] = await at.tree.getChildren(closed);
    assert.ok(row);
    const item = at.tree.getTreeItem(row);
    assert.equal(item.contextValue, 'failed message');
    assert.ok(runs(item, COMMANDS.refresh, closed));
    assert.equal(at.tree.labelOf(row), 'No access');
  });

  it('says that a folder is empty', async () => {
    assert.deepEqual(await at.labels(await at.open('Samples', 'Empty Folder')), [
      'Links',
      'This folder is empty',
    ]);
  });

  it('opens shortcuts as what they stand for', async () => {
    const folder = await at.open('Board', 'Project of the Quarter');
    assert.equal((await at.labels(folder))[0], 'Links');
    assert.ok((await at.labels(folder)).length > 1);
    const document = await at.open('Human Resources', 'Code of Conduct');
    const requests = await at.requestsOf(() => at.tree.getChildren(document));
    assert.match(requests.join(), /^GET Entries\/\d+\/links$/);
    const groups = await at.tree.getChildren(document);
    assert.deepEqual(
      groups.map(({ kind }) => kind),
      ['group', 'group'],
      'it has many links, of two types',
    );
    assert.ok((await at.tree.getChildren(groups[0])).every(({ kind }) => kind === 'link'));
  });

  it('shows a change of links from its answer, and reads the other end again', async () => {
    const email = await at.open('Email');
    const attachment = await at.open('EmailAttachment');
    const other = await at.open('Employee Handbook');
    for (const row of [email, attachment, other]) await at.tree.getChildren(row);
    // The counts beside them are drawn a moment later.
    await at.firedBy(() => setTimeout(200));
    const session = await at.connections.open(at.connection.id);
    const change = (edit: Parameters<typeof session.editor.change>[0]['edit']) => () =>
      session.editor.change({ sourceId: EMAIL, edit, cause: 'command' });

    const key = { targetId: ATTACHMENT, linkTypeId: MESSAGE };
    assert.deepEqual(await at.firedBy(change({ upsert: [key] })), [email.id, attachment.id]);
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(email)), []);
    const [link] = await at.tree.getChildren(email);
    assert.equal(descriptionOf(at.tree.getTreeItem(link!)), 'Attachment · \\EmailAttachment');
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(attachment)), ['GET Entries/15/links']);
    const [back] = await at.tree.getChildren(attachment);
    assert.equal(descriptionOf(at.tree.getTreeItem(back!)), 'Message · \\Email');
    assert.deepEqual(
      await at.labels(link!),
      ['Attachment ← Email'],
      'a link opens to the links of the other entry',
    );

    await change({ remove: [key] })();
    assert.deepEqual(await at.labels(email), ['No links']);
    assert.deepEqual(await at.labels(attachment), ['No links']);
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(other)), [], 'others keep what was read');
  });

  it('finds a deep entry, and one on a later page, ready to be revealed', async () => {
    const session = await at.connections.open(at.connection.id);
    const { entry } = await session.repository.getEntryByPath('\\Archive\\Scans 2019\\Scan 2019-0500');
    assert.ok(entry);
    const row = await at.tree.findEntryNode(at.connection.id, entry.id);
    assert.ok(row);
    assert.equal(at.tree.labelOf(row), 'Scan 2019-0500');
    const path = [];
    for (let up = at.tree.getParent(row); up; up = at.tree.getParent(up)) path.push(at.tree.labelOf(up));
    assert.deepEqual(path, ['Scans 2019', 'Archive', 'Test']);
    assert.ok((await at.tree.getChildren(await at.open('Archive', 'Scans 2019'))).includes(row));
    assert.deepEqual(await at.requestsOf(() => at.tree.findEntryNode(at.connection.id, entry.id)), []);
  });

  it('finds the row of a link that was just made', async () => {
    const session = await at.connections.open(at.connection.id);
    const link = { targetId: ATTACHMENT, linkTypeId: MESSAGE };
    await session.editor.change({ sourceId: EMAIL, edit: { upsert: [link] }, cause: 'command' });
    const row = await at.tree.findLinkNode(at.connection.id, EMAIL, link);
    assert.ok(row);
    assert.equal(at.tree.labelOf(row), 'Message → EmailAttachment');
  });

  it('finds a link among many in its group, and reads the group again with its entry', async () => {
    const session = await at.connections.open(at.connection.id);
    const root = await at.tree.getChildren(await at.open());
    const upsert = root
      .flatMap((row) => (row.kind === 'entry' && row.entry.id !== EMAIL ? [row.entry.id] : []))
      .map((targetId) => ({ targetId, linkTypeId: MESSAGE }));
    assert.ok(upsert.length > 10);
    await session.editor.change({ sourceId: EMAIL, edit: { upsert }, cause: 'command' });
    const key = { targetId: ATTACHMENT, linkTypeId: MESSAGE };
    const row = await at.tree.findLinkNode(at.connection.id, EMAIL, key);
    assert.equal(row && at.tree.labelOf(row), 'EmailAttachment');
    const group = at.tree.getParent(row!);
    assert.equal(group && at.tree.labelOf(group), 'Message → Attachment');
    assert.equal(at.tree.getTreeItem(group!).collapsibleState, TreeItemCollapsibleState.Expanded);
    assert.ok((await at.tree.getChildren(group)).includes(row!));
    const email = await at.open('Email');
    assert.equal(at.tree.getParent(group!), email);
    assert.deepEqual(await at.firedBy(() => at.tree.refresh(group)), [email.id]);
  });

  it('offers to sign in again, and lists what is there afterwards', async () => {
    const connection = await at.open();
    at.forgetPasswords();
    const [row] = await at.tree.getChildren(connection);
    assert.ok(row);
    const item = at.tree.getTreeItem(row);
    assert.deepEqual([item.label, item.contextValue], ['Sign in again…', 'message signedOut']);
    assert.ok(runs(item, COMMANDS.signIn, row));

    const { id } = at.connection;
    assert.deepEqual(
      await at.firedBy(() =>
        at.connections.signIn(id, { kind: 'selfHosted', password: at.sandbox.password }),
      ),
      // The row for its state, then again with all others for what may be read now; never the view as a whole.
      [connection.id, connection.id],
    );
    assert.equal((await at.labels(await at.open()))[0], 'Links');
  });

  it('keeps what was read of other connections when one comes or goes', async () => {
    const connection = await at.open();
    await at.tree.getChildren(connection);
    const { baseUrl, repoId, username, password } = at.sandbox;
    const added = await at.connections.add({
      kind: 'selfHosted',
      name: 'Second',
      baseUrl,
      repoId,
      username,
      password,
    });
    const rows = await at.tree.getChildren();
    assert.deepEqual(
      rows.map((row) => at.tree.labelOf(row)),
      ['Test', 'Second'],
    );
    assert.ok(rows[0] === connection);
    assert.deepEqual(await at.requestsOf(() => at.tree.getChildren(connection)), []);
    await at.connections.remove(added.id);
    assert.ok(sameRows(await at.tree.getChildren(), [connection]));
  });
});

/** As people see it: a hair's breadth of space keeps it apart from the label. */
const descriptionOf = ({ description }: TreeItem) => String(description).trim();

/** The very same objects. (Rows know their parents: a failed `deepEqual` would print the whole tree.) */
function sameRows(a: readonly Node[], b: readonly Node[]): boolean {
  return a.length === b.length && a.every((row, index) => row === b[index]);
}

/** Whether a click on a row runs a command with this row. */
function runs({ command }: TreeItem, id: string, row: Node): boolean {
  return command?.command === id && command.arguments?.length === 1 && command.arguments[0] === row;
}

function markdownOf(tooltip: unknown): string {
  assert.ok(typeof tooltip === 'object' && tooltip !== null && 'value' in tooltip);
  return String(tooltip.value);
}

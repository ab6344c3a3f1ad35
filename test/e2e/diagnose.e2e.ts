import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox } from '../../src/sandbox';
import { startProxy, type TestProxy } from '../support/proxy';
import { makeCertificate, passOnTo, startTlsServer, type TlsServer } from '../support/tls';
import { useWorkbench } from './support/suite';
import { screenshotAllThemes } from './support/themes';

const HOST = '127.0.0.2';
const folder = mkdtempSync(path.join(os.tmpdir(), 'laserfiche-links-tls-'));
const authority = makeCertificate({ name: 'Our Own Authority' });
const authorityFile = path.join(folder, 'authority.pem');
writeFileSync(authorityFile, authority.cert);
const trusted = makeCertificate({ name: 'Records server', hosts: [HOST], issuer: authority });
after(() => rmSync(folder, { recursive: true, force: true }));
const untrusted = makeCertificate({ name: 'Records server', hosts: [HOST] });

describe('a person whose connection does not work', function () {
  this.timeout(60_000);
  // What OpenSSL takes for the certificates of the system.
  const workbench = useWorkbench({ suite: 'diagnose', env: { SSL_CERT_FILE: authorityFile } });
  const tree = () => workbench().tree('Repository');
  const page = () => workbench().webview();
  let sandbox: Sandbox;
  let server: TlsServer;

  before(async () => {
    sandbox = await startSandbox();
    server = await startTlsServer(trusted, passOnTo(new URL(sandbox.baseUrl).origin));
  });
  after(async () => {
    await server.close();
    await sandbox.close();
  });

  it('diagnoses the sandbox from its menu, and reads that it works', async () => {
    await workbench().openContainer('Laserfiche');
    await tree().welcomeButton('Open Sandbox Repository').click();
    await tree().row('Email').waitFor();
    await tree().contextMenu('Sandbox', 'Diagnose Connection');
    await page().getByRole('heading', { name: 'Diagnosis of Sandbox' }).waitFor();
    await page().getByText('It works', { exact: true }).waitFor();
    await screenshotAllThemes(workbench(), '1-sandbox');
  });

  it('copies the report', async () => {
    await workbench().page.getByRole('button', { name: 'Copy Report' }).click();
    await workbench().page.getByText('Copied the report').waitFor();
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('connects to a server whose authority the system trusts', async () => {
    const { repoId, username, password } = sandbox;
    await workbench().execute('laserficheLinks.addConnection', {
      ...{ name: 'Records', kind: 'selfHosted', repoId, username, password },
      baseUrl: `https://${HOST}:${server.port}/LFRepositoryAPI`,
    });
    await tree().contextMenu('Records', 'Diagnose Connection');
    await page()
      .getByText(/issued by Our Own Authority, which is not a public authority/)
      .waitFor();
    await page().getByText('It works', { exact: true }).waitFor();
    await workbench().screenshot('2-own-authority');
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('is told what to do once nobody trusts the certificate any more', async () => {
    const { port } = server;
    await server.close();
    server = await startTlsServer(untrusted, passOnTo(new URL(sandbox.baseUrl).origin), { port });
    await tree().contextMenu('Records', 'Diagnose Connection');
    await page().getByText('TLS and certificate failed', { exact: true }).waitFor();
    const advice = await page().getByRole('listitem').filter({ hasText: 'TLS and certificate' }).innerText();
    assert.match(advice, /signed by itself.*certificates that this system trusts/s);
    await screenshotAllThemes(workbench(), '3-untrusted');
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('gets there from the message of a failure, too', async () => {
    await tree().contextMenu('Records', 'Root Folder > Show Links as JSON');
    const words = /certificate is not trusted/;
    await workbench().notifications.saying(words).waitFor();
    await workbench().screenshot('5-message');
    await workbench().notifications.press(words, 'Diagnose');
    await page().getByText('TLS and certificate failed', { exact: true }).waitFor();
  });
});

describe('a person who names the authority to VS Code alone', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({
    suite: 'diagnose',
    env: { NODE_EXTRA_CA_CERTS: authorityFile },
    settings: { 'http.systemCertificates': false },
  });

  it('connects, and reads whom VS Code trusts', async () => {
    const sandbox = await startSandbox();
    const server = await startTlsServer(trusted, passOnTo(new URL(sandbox.baseUrl).origin));
    const { repoId, username, password } = sandbox;
    try {
      const added = await workbench().execute('laserficheLinks.addConnection', {
        ...{ name: 'Records', kind: 'selfHosted', repoId, username, password },
        baseUrl: `https://${HOST}:${server.port}/LFRepositoryAPI`,
      });
      await workbench().execute('laserficheLinks.diagnoseConnection', added);
      await workbench().webview().getByText('It works', { exact: true }).waitFor();
      await workbench()
        .webview()
        .getByText(/Our Own Authority.*VS Code trusts it\./)
        .waitFor();
    } finally {
      await server.close();
      await sandbox.close();
    }
  });
});

describe('a person behind a proxy that asks for a password', function () {
  this.timeout(60_000);
  const workbench = useWorkbench({ suite: 'diagnose', env: { SSL_CERT_FILE: authorityFile } });
  const page = () => workbench().webview();
  let sandbox: Sandbox;
  let server: TlsServer;
  let proxy: TestProxy;

  before(async () => {
    sandbox = await startSandbox();
    server = await startTlsServer(trusted, passOnTo(new URL(sandbox.baseUrl).origin));
    proxy = await startProxy({ host: '127.0.0.3', credentials: 'me:open-sesame' });
  });
  after(async () => {
    await proxy.close();
    await server.close();
    await sandbox.close();
  });

  it('is told where the password goes, and that it works with it', async () => {
    const { repoId, username, password } = sandbox;
    const added = await workbench().execute('laserficheLinks.addConnection', {
      ...{ name: 'Records', kind: 'selfHosted', repoId, username, password },
      baseUrl: `https://${HOST}:${server.port}/LFRepositoryAPI`,
    });
    await workbench().configure({ 'http.proxy': `http://127.0.0.3:${proxy.port}` });
    await workbench().execute('laserficheLinks.diagnoseConnection', added);
    await page().getByText('Proxy failed', { exact: true }).waitFor();
    await page()
      .getByText(/requires a sign-in of its own \(407, Basic\)/)
      .first()
      .waitFor();
    await screenshotAllThemes(workbench(), '4-proxy');
    await workbench().execute('workbench.action.closeAllEditors');

    await workbench().configure({ 'http.proxy': `http://me:open-sesame@127.0.0.3:${proxy.port}` });
    const report = await workbench().execute('laserficheLinks.diagnoseConnection', added);
    await page().getByText('It works', { exact: true }).waitFor();
    assert.doesNotMatch(JSON.stringify(report), /open-sesame/);
  });
});

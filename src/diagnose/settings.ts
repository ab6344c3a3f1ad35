import * as vscode from 'vscode';
import type { NetworkSettings } from './checks';

const VARIABLES = ['https_proxy', 'http_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** What VS Code's own network goes by. */
export function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  return {
    proxy: http.get('proxy', ''),
    noProxy: http.get<readonly string[]>('noProxy', []),
    proxySupport: http.get('proxySupport', 'override'),
    fetchSupport: http.get('fetchAdditionalSupport', true),
    systemCertificates: http.get('systemCertificates', true),
    environment: Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]])),
  };
}

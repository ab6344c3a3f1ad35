import * as vscode from 'vscode';
import type { NetworkSettings } from './checks';

const VARIABLES = ['https_proxy', 'http_proxy', 'no_proxy'].flatMap((name) => [name, name.toUpperCase()]);

/** What VS Code's own network goes by. */
export function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  // Anything may stand in a settings file: what is of another kind counts as not set.
  const text = (key: string, unset: string) => {
    const value = http.get<unknown>(key);
    return typeof value === 'string' ? value : unset;
  };
  const flag = (key: string) => http.get<unknown>(key) !== false;
  const noProxy = http.get<unknown>('noProxy');
  return {
    proxy: text('proxy', ''),
    noProxy: Array.isArray(noProxy) ? noProxy.filter((host) => typeof host === 'string') : [],
    proxySupport: text('proxySupport', 'override'),
    fetchSupport: flag('fetchAdditionalSupport'),
    systemCertificates: flag('systemCertificates'),
    environment: Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]])),
  };
}

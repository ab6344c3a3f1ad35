import * as vscode from 'vscode';
import { CONTEXT_KEYS } from './ids';

/** Lets `when` clauses and the walkthrough know. */
export function setContext(key: keyof typeof CONTEXT_KEYS, value: boolean): void {
  void vscode.commands.executeCommand('setContext', CONTEXT_KEYS[key], value);
}

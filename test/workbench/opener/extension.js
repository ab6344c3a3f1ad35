const vscode = require('vscode');

async function activate() {
  await vscode.commands.executeCommand('laserficheLinks.openSandbox');
  await vscode.commands.executeCommand('laserficheLinks.repository.focus');
}

module.exports = { activate };

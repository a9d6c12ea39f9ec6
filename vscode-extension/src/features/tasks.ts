// `envlint check` as a task: its findings go to the Problems panel, also those in files that are not open.
import * as vscode from 'vscode';
import type { Program } from './lookup';
import type { Server } from './server';

/** The type in tasks.json. */
export const taskType = 'envlint';

/** The arguments of the program for a task's definition. */
export function checkArguments(program: Pick<Program, 'args'>, definition: vscode.TaskDefinition): string[] {
  const given: unknown = definition['args'];
  const own = Array.isArray(given) ? given.filter((item): item is string => typeof item === 'string') : [];
  return [...program.args, 'check', '--format', 'concise', '--color', 'never', ...own];
}

/** Offers a task for each folder, and makes those of tasks.json runnable. */
export class Tasks implements vscode.TaskProvider {
  constructor(private readonly server: Server) {}

  provideTasks(): vscode.Task[] {
    const state = this.server.state;
    return state.kind !== 'running' ? [] : (vscode.workspace.workspaceFolders ?? []).map(folder => this.task(state.program, { type: taskType }, folder));
  }

  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const program = await this.server.program();
    return program === undefined ? undefined : this.task(program, task.definition, task.scope ?? vscode.TaskScope.Workspace, task.name);
  }

  private task(program: Program, definition: vscode.TaskDefinition, scope: vscode.WorkspaceFolder | vscode.TaskScope, name = 'check'): vscode.Task {
    const execution = new vscode.ProcessExecution(program.command, checkArguments(program, definition));
    return new vscode.Task(definition, scope, name, 'envlint', execution, '$envlint');
  }
}

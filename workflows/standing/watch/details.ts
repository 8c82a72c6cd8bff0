import type { Stuck } from '../../../activities/watch.ts';
import type { Attention } from '../../../domain/attention.ts';
import { fitting } from '../../kit/markdown.ts';
import { minute, short, standingWords } from '../words.ts';
import type { WatchState } from './messages.ts';

const NAMED = 10;

/** Why a person should look; undefined where all goes on. */
export function stuckAttention(stuck: Stuck[]): Attention | undefined {
  if (stuck.length === 0) return undefined;
  const named = stuck.slice(0, NAMED).map(({ workflowId }) => workflowId);
  const more = stuck.length > NAMED ? `, and ${stuck.length - NAMED} more` : '';
  return { code: 'WORKFLOW_STUCK', text: `${named.join(', ')}${more}` };
}

/** What an operator reads: which workflows can't go on. Under 2 kB. */
export function watchDetails(state: WatchState, doNow: string): string {
  const { stuck, lookedAt, attention } = state;
  return fitting([
    stuck.length > 0 ? `## ${stuck.length} can not go on` : '## All go on',
    standingWords(attention),
    doNow,
    `Last looked ${lookedAt ? minute(lookedAt) : 'never'}.`,
    ...stuck.slice(0, 20).map(({ workflowId }) => short(workflowId, 80)),
  ]);
}

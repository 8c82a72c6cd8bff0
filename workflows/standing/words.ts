import { type Attention, attentionCatalogue } from '../../domain/attention.ts';
import { failureCatalogue } from '../../domain/failure.ts';
import { escapeMarkdown } from '../kit/markdown.ts';

const LONGEST = 400;
const toDo: Record<string, string> = { ...failureCatalogue, ...attentionCatalogue };

/** Others' words, cut and escaped. */
export const short = (text: string, most = LONGEST): string => escapeMarkdown(text.slice(0, most));

/** A time for people, to the minute; UTC. */
export const minute = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** The attention, and what to do about it; empty where there is none. */
export const standingWords = (attention: Attention | undefined): string =>
  attention ? `**${attention.code}**: ${short(attention.text)}\n\n${toDo[attention.code] ?? ''}` : '';

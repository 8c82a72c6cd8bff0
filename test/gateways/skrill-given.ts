import { skrill } from '../../gateways/skrill/index.ts';
import { requestsTo } from './given.ts';

export const aRequest = requestsTo('skrill', skrill.pageWindow.usualMs);

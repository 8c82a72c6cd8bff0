import { describe } from 'vitest';
import { tellsStories } from './stories-steps.ts';

describe("the second half of the demo's stories", () => tellsStories('second'));

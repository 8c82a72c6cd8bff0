import { describe } from 'vitest';
import { tellsStories } from './stories-steps.ts';

describe("the first half of the demo's stories", () => tellsStories('first'));

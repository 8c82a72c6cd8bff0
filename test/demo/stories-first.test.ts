import { describe } from 'vitest';
import { tellsStories } from './telling.ts';

describe("the first half of the demo's stories", () => tellsStories('first'));

import { describe } from 'vitest';
import { tellsStories } from './telling.ts';

describe("the second half of the demo's stories", () => tellsStories('second'));

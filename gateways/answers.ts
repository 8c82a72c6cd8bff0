import { Failure } from '../domain/failure.ts';

/** A gateway answered as itself, and what it says is in no shape that we know: asked again, it would most likely say the same. */
export class AnswerUnreadable extends Failure {
  /** `where`: paths of fields, never what stands there. */
  constructor(what: string, whose: string, where: string) {
    super('GATEWAY_ANSWER_LOST', 'maybe', `${what}: ${whose}'s answer can't be read (${where})`);
  }
}

/** What a gateway says of something; undefined where it knows nothing of that name. */
export async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Failure && error.code === 'PAGE_NOT_FOUND') return undefined;
    throw error;
  }
}

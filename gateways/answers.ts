import { Failure } from '../domain/failure.ts';

/** A gateway answered as itself, and what it says is in no shape that we know: asked again, it would most likely say the same. */
export class AnswerUnreadable extends Failure {
  /** `where`: paths of fields, never what stands there. */
  constructor(what: string, whose: string, where: string) {
    super('GATEWAY_ANSWER_LOST', 'maybe', `${what}: ${whose}'s answer can't be read (${where})`);
  }
}

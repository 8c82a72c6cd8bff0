import { until } from './customer.ts';
import { headingIn, hiddenIn, pathTo, Visitor } from './visitor.ts';
import type { World } from './world.ts';

const NOT_YET = [202, 503];

interface Answer {
  status: number;
  data: string;
}

/** Somebody of the shop at the pages under /operators, signed in as `demo`: reads them, fills in their forms. */
export class Operator {
  readonly #browser: Visitor;
  readonly #password: string;
  #signedIn = false;

  constructor({ urls, ports }: World) {
    this.#browser = new Visitor(urls.api);
    this.#password = ports.operatorPassword;
  }

  /** Waits until the page of a workflow, or the form of an action on it, has these words; answers the page. */
  async sees(workflowId: string, words: string, action?: string): Promise<string> {
    await this.#signIn();
    return until(`the page of ${workflowId} with "${words}"`, async () => {
      const { data } = await this.#browser.get(pathTo(workflowId, action));
      return data.includes(words) ? data : undefined;
    });
  }

  /** The workflow of an order's payment, by the link on the order's page. */
  async paymentOf(orderWorkflowId: string): Promise<string> {
    const html = await this.sees(orderWorkflowId, `href="${pathTo('payment:')}`);
    return decodeURIComponent(/href="\/operators\/(payment%3A[^"]+)"/.exec(html)?.[1] ?? '');
  }

  /** Waits until an action is offered, and sends its form until it has an answer. Throws unless it was done. */
  async acts(workflowId: string, action: string, typed: Record<string, string>): Promise<void> {
    const { status, data } = await this.#sends(workflowId, action, typed);
    if (status !== 200) throw new Error(`${action} of ${workflowId}: HTTP ${status} "${headingIn(data)}"`);
  }

  /** Sends a form that must be refused. Throws unless it is, with these words. */
  async isRefused(
    workflowId: string,
    action: string,
    typed: Record<string, string>,
    words: string,
  ): Promise<void> {
    const { status, data } = await this.#sends(workflowId, action, typed);
    if (status === 200 || !data.includes(words))
      throw new Error(`${action} of ${workflowId}: HTTP ${status} "${headingIn(data)}", without "${words}"`);
  }

  async #sends(workflowId: string, action: string, typed: Record<string, string>): Promise<Answer> {
    await this.#signIn();
    const path = pathTo(workflowId, action);
    const form = await until(`${action} to be offered for ${workflowId}`, async () => {
      const { status, data } = await this.#browser.get(path);
      return status === 200 ? data : undefined;
    });
    let answer: Answer = await this.#browser.post(path, { ...hiddenIn(form), ...typed });
    await until(`${action} of ${workflowId} to be answered`, async () => {
      const kept = hiddenIn(answer.data);
      // The answer shows what changed since the form was opened: this operator sends it all the same.
      const changed = answer.status === 409 && kept.seen !== undefined;
      if (!changed && !NOT_YET.includes(answer.status)) return true;
      answer = await this.#browser.post(path, changed ? { ...kept, ...typed } : kept);
      return undefined;
    });
    return answer;
  }

  async #signIn(): Promise<void> {
    if (this.#signedIn) return;
    const { status } = await this.#browser.signIn('demo', this.#password);
    if (status !== 303) throw new Error(`the operator could not sign in: HTTP ${status}`);
    this.#signedIn = true;
  }
}

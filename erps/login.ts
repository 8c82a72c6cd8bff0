import { Failure } from '../domain/failure.ts';

/**
 * One user's login at an ERP that locks users after a few refused logins. Until one call was let in, calls go one at a
 * time; after a refusal none is sent until somebody has mended it. One worker of an installation serves an ERP at a time,
 * and has one of these.
 */
export class Login {
  #state: 'unknown' | 'good' | 'refused' = 'unknown';
  #first: Promise<unknown> | undefined;
  #tell: (why: string) => void = () => undefined;

  get refused(): boolean {
    return this.#state === 'refused';
  }

  /** `tell` hears, once each time, that the login was refused. */
  onRefused(tell: (why: string) => void): void {
    this.#tell = tell;
  }

  /** Says that the login is known to be refused: nothing is sent. */
  shut(): void {
    this.#state = 'refused';
  }

  /** Says that somebody mended it: the next call goes alone. */
  again(): void {
    this.#state = 'unknown';
  }

  /** Makes the call if the login allows it. Throws what the call throws, ERP_LOGIN_REFUSED and ERP_AWAY. */
  async through<T>(what: string, call: () => Promise<T>): Promise<T> {
    if (this.#state === 'unknown' && this.#first) {
      await this.#first.catch(() => undefined);
      if (this.#state === 'unknown')
        throw new Failure(
          'ERP_AWAY',
          'away',
          `${what}: not sent, since the first call of this process failed`,
        );
    }
    if (this.#state === 'refused')
      throw new Failure(
        'ERP_LOGIN_REFUSED',
        'refused',
        `${what}: not sent, since the ERP refused this user's login before`,
      );
    if (this.#state === 'good') return this.#watched(call);
    const first = this.#watched(call);
    this.#first = first;
    try {
      return await first;
    } finally {
      this.#first = undefined;
    }
  }

  async #watched<T>(call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      if (this.#state === 'unknown') this.#state = 'good';
      return answer;
    } catch (error) {
      if (error instanceof Failure && error.code === 'ERP_LOGIN_REFUSED' && !this.refused) {
        this.#state = 'refused';
        this.#tell(error.message);
      }
      throw error;
    }
  }
}

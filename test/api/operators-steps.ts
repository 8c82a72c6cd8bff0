import { Visitor as Browser } from '../../sandbox/visitor.ts';

export { headingIn, hiddenIn, pathTo } from '../../sandbox/visitor.ts';

export const passwords = { Anna: 'quattro parole a caso', Rita: 'legge e non tocca nulla' };

export class Visitor extends Browser {
  static async signedIn(url: string, name: keyof typeof passwords = 'Anna'): Promise<Visitor> {
    const visitor = new Visitor(url);
    const { status } = await visitor.signIn(name, passwords[name]);
    if (status !== 303) throw new Error(`${name} could not sign in: ${status}`);
    return visitor;
  }
}

/** A gateway's page as a browser has it before itself. */
export interface HostedPage {
  /** Where the checkout link led to. */
  address: string;
  /** By what each button does: the address to which its form is sent. */
  buttons: Map<string, string>;
}

/** Opens a gateway's page as a browser does, wherever it is led from there. Throws TypeError where there is no connection. */
export async function hostedPage(address: string): Promise<HostedPage> {
  const answer = await fetch(address);
  const html = await answer.text();
  const buttons = [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map(
    ([, action = '']): [string, string] => {
      const form = new URL(action.replaceAll('&amp;', '&'), answer.url);
      return [form.pathname.split('/').at(-1) ?? '', form.href];
    },
  );
  return { address, buttons: new Map(buttons) };
}

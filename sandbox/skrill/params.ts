/** What came in query and body together, since Skrill takes either; of a name that came twice, the last. */
export function formOf(request: { query: unknown; body: unknown }): Record<string, string> {
  const found: Record<string, string> = {};
  for (const part of [request.query, request.body])
    for (const [name, value] of Object.entries((part ?? {}) as Record<string, unknown>))
      found[name] = String(Array.isArray(value) ? value.at(-1) : value);
  return found;
}

/** The fields that `merchant_fields` names, in its order, without those that were not sent; undefined where it names more than five. */
export function merchantFieldsOf(form: Record<string, string>): Record<string, string> | undefined {
  const names = (form.merchant_fields ?? '').split(',').map((name) => name.trim());
  const wanted = names.filter((name) => name !== '');
  if (wanted.length > 5) return undefined;
  const sent = wanted.filter((name) => Object.hasOwn(form, name));
  return Object.fromEntries(sent.map((name) => [name, form[name] ?? '']));
}

/** Whether reports can go there: a web address, or one of mail. */
export const isAddress = (text: string): boolean =>
  /^mailto:[^@\s]+@[^@\s]+$/.test(text) || isWebAddress(text);

export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

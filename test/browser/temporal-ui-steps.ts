import type { FrameLocator, Locator, Page } from 'playwright-core';

/** What an operator needs of the list's columns, in this order; see docs/operators.md. */
export const COLUMNS = ['OrderNumber', 'Customer', 'Amount', 'Outcome', 'Attention', 'Stage', 'Document'];
/** What the UI shows by itself and an operator can do without. */
const IN_THE_WAY = ['Status', 'Run ID', 'Type', 'Start', 'End'];

/** The list's columns, chosen with the gear below it, as an operator does once per browser. */
export async function chooseColumns(page: Page): Promise<void> {
  await page.getByTestId('workflows-summary-table-configuration-button').click();
  for (const name of IN_THE_WAY)
    await page.getByRole('button', { name: `Remove ${name} column`, exact: true }).click();
  for (const name of COLUMNS)
    await page.getByRole('button', { name: `Add ${name} column`, exact: true }).click();
  await page.getByRole('button', { name: 'Close Workflows Table configuration' }).click();
}

/** The tab with Current Details of the workflow that is open; answers the frame in which they are. */
export async function currentDetails(page: Page): Promise<FrameLocator> {
  await page.getByText('User Metadata', { exact: true }).first().click();
  // The first one has the Summary, and never a heading.
  const frame = page.frameLocator('iframe').last();
  await frame.getByRole('heading').waitFor();
  return frame;
}

/** The dialog More Actions > Send an Update of the workflow that is open, with this update chosen and its data written. */
export async function fillUpdate(page: Page, name: string, data: object): Promise<Locator> {
  await page.getByRole('button', { name: 'More Actions' }).click();
  await page.getByRole('menuitem', { name: 'Send an Update' }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByTestId('update-select-button').click();
  await dialog.getByRole('option', { name: new RegExp(`^${name}\\b`) }).click();
  const editor = dialog.getByRole('textbox').last();
  await editor.fill(JSON.stringify(data, null, 2));
  // Left, the editor tidies its text and grows: the button must not move away under a click.
  await editor.blur();
  return dialog;
}

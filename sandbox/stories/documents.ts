import { documentsOf } from './books.ts';
import { done, type Ending, pays, type Scene, type Story, shopIsTold } from './story.ts';

/** How a paid order's story ends, by what becomes of its document. */
export type DocumentEndings = Record<'ship' | 'invoice' | 'cancel', Ending>;

const told = [
  { act: 'ship', name: 'shipped by the company', words: 'spedito' },
  { act: 'invoice', name: 'invoiced by the company', words: 'fatturato' },
  { act: 'cancel', name: 'document cancelled', words: 'annullato' },
] as const;

/** Somebody in the company ships, invoices or cancels a document in the ERP, and the shop hears of it. */
export const ofDocuments = (begins: Story['begins'], endings: DocumentEndings): Story[] =>
  told.map(({ act, name, words }) => ({
    name,
    begins,
    async acts(scene) {
      await pays(scene);
      await done(scene);
      await inErp(scene, act);
      await shopIsTold(scene, `nel gestionale: ${words}`);
    },
    ending: endings[act],
  }));

/** Does something with the order's document in the ERP, where "OX 1/8" has the key OX+1+8. */
export async function inErp(scene: Scene, act: string): Promise<void> {
  const { customer, world } = scene;
  const [document] = await documentsOf(scene);
  await customer.tells(world.urls.mexal, `documents/${document?.number.replace(/[ /]/g, '+')}/${act}`, {});
}

import { erpWorkflowId } from '../../domain/ids.ts';
import { card, paid, pays, type Scene, type Story, standsOn } from './story.ts';

/** People hear of an ERP that takes nothing after a few seconds. */
export const shortOfPatience = { timeout: 200, attentionAfter: 500 };

const ALL_SERVICES = 5;

/** While this lasts others hold all that Mexal can do at once: it takes no call. */
export async function withMexalBusy(
  { customer, world }: Scene,
  lasts: () => Promise<unknown>,
): Promise<void> {
  const busy = (services: number) => customer.tells(world.urls.mexal, 'pool', { busy: services });
  await busy(ALL_SERVICES);
  try {
    await lasts();
  } finally {
    await busy(0);
  }
}

/** What people hear of an ERP that takes nothing, or not from us. */
export const erpTroubles: Story[] = [
  {
    name: 'ERP busy for long',
    begins: card,
    erp: shortOfPatience,
    async acts(scene) {
      await withMexalBusy(scene, async () => {
        await pays(scene);
        await scene.operator.sees(scene.subject.workflowId, 'ERP_AWAY');
      });
    },
    ending: paid,
  },
  {
    name: 'ERP login refused',
    begins: card,
    async acts(scene) {
      const { customer, operator, world } = scene;
      const password = (now: string) => customer.tells(world.urls.mexal, 'password', { password: now });
      const erp = erpWorkflowId(world.config.shops[world.shop]?.erp ?? '');
      await password('changed-by-somebody');
      try {
        await standsOn(scene, erp, 'ERP_LOGIN_REFUSED');
        await pays(scene);
      } finally {
        await password('sandbox-password');
      }
      await operator.acts(erp, 'resume', { reason: 'password di prima rimessa in Mexal' });
    },
    ending: { ...paid, standing: 1 },
  },
];

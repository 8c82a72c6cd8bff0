import { erpWorkflowId } from '../../domain/ids.ts';
import { card, paid, pays, type Scene, type Story, standsOn } from './story.ts';

/** Settings with which people are told after half a second that the ERP answers nothing; ms. */
export const shortOfPatience = { timeout: 200, attentionAfter: 500 };

const ALL_SERVICES = 5;

/** Keeps all of Mexal's services busy while `lasts` runs, so that it refuses every call. */
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

/** An ERP that is busy, or refuses our login. */
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

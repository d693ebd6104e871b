import type { Charla } from './charla';

/** A flow with a mistake that only shows when it runs: who says `vueltas` cannot be answered, and becomes a dead letter. */
export async function addBrokenFlow(charla: Charla): Promise<void> {
  const flows = (await charla.get('/api/v1/flows')).items as { name: string }[];
  if (flows.some((f) => f.name === 'Rota')) return;
  const made = await charla.post('/api/v1/flows', {
    name: 'Rota',
    graph: {
      name: 'Rota',
      start: 'guardar',
      triggers: [{ type: 'keyword', words: ['vueltas'] }],
      nodes: {
        guardar: {
          type: 'set_attribute',
          fields: { key: '{{contact.attributes.clave}}', value: 'x' },
          exits: {},
        },
      },
    },
  });
  await charla.post(`/api/v1/flows/${made.id}/activate`, { version: made.version });
}

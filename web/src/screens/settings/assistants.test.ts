import { expect, it } from 'vitest';
import { assistantsIn } from './assistants';

it('reads the assistants that graphs name, whatever else is in them', () => {
  const graph = {
    nodes: {
      hola: { type: 'send_text', fields: { text: 'x' } },
      experta: { type: 'assistant', fields: { name: 'ventas', task: 'vender' } },
      rota: null,
    },
  };
  const found = assistantsIn([
    { id: 1, name: 'A', version: 3, graph },
    {
      id: 2,
      name: 'B',
      version: 1,
      graph: { nodes: { otra: { type: 'assistant', fields: { name: 'ventas' } } } },
    },
    { id: 3, name: 'C', version: 1, graph: null },
  ]);
  expect(found).toEqual([
    {
      name: 'ventas',
      uses: [
        { flow: 1, flow_name: 'A', version: 3, node: 'experta', task: 'vender' },
        { flow: 2, flow_name: 'B', version: 1, node: 'otra', task: '' },
      ],
    },
  ]);
});

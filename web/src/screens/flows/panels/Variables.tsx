import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { variablesOf } from '../model/variables';
import classes from './panels.module.css';

function Steps({ ids }: { ids: readonly string[] }) {
  const { goTo } = useEditor();
  if (ids.length === 0) return <>—</>;
  return (
    <>
      {ids.slice(0, 5).map((id) => (
        <button type="button" key={id} className={classes.link} onClick={() => goTo(id)}>
          <bdi>{id}</bdi>
        </button>
      ))}
      {ids.length > 5 && ` +${ids.length - 5}`}
    </>
  );
}

/** Every name in the flow: who sets it, who reads it. */
export function Variables() {
  const { t } = useTranslation('flows');
  const { graph } = useEditor();
  const all = variablesOf(graph);
  if (all.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('flow_panel.no_variables')}
      </Text>
    );
  return (
    <table className={classes.variables}>
      <thead>
        <tr>
          <th scope="col">{t('flow_panel.variable')}</th>
          <th scope="col">{t('flow_panel.set_by')}</th>
          <th scope="col">{t('flow_panel.used_by')}</th>
        </tr>
      </thead>
      <tbody>
        {all.slice(0, 200).map((v) => (
          <tr key={v.name}>
            <td className="mono">
              <bdi>{v.name}</bdi>
            </td>
            <td>
              <Steps ids={v.setBy} />
            </td>
            <td>
              <Steps ids={v.usedBy} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

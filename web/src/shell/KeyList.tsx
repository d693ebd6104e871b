import { Kbd, Modal, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useExtraKeys } from './extraKeys';
import { allScreens } from './screens';

/** What can be done without the mouse. Screens add their own below their title. */
export default function KeyList({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const extra = useExtraKeys();
  const rows: (readonly [string, string])[] = [
    ...extra,
    ['?', t('keys.help')],
    ['Ctrl K', t('keys.palette')],
    ...allScreens
      .filter((s) => s.key)
      .map((s): [string, string] => [`g ${s.key}`, t('keys.go', { screen: t(`nav.${s.name}`) })]),
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

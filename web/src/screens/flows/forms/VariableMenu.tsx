import { ActionIcon, Menu } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { variablesOf } from '../model/variables';

const always = ['contact.name | first_word', 'contact.phone', 'input'];

/** Puts a name such as {{contact.name}} into a text. */
export function VariableMenu({ onPick, disabled }: { onPick: (written: string) => void; disabled: boolean }) {
  const { t } = useTranslation('flows');
  const { graph } = useEditor();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" size={24} aria-label={t('form.variable')} disabled={disabled}>
          <IconBraces size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={280} style={{ overflowY: 'auto' }}>
        {[...always, ...variablesOf(graph).map((v) => v.name)]
          .filter((name, i, all) => all.indexOf(name) === i)
          .slice(0, 60)
          .map((name) => (
            <Menu.Item key={name} onClick={() => onPick(`{{${name}}}`)}>
              <bdi className="mono">{name}</bdi>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { Button, Menu, TextInput } from '@mantine/core';
import { IconClockPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const steps = ['5min', '1h', '25h', '3d', '7d'];

/** Lets time pass in the play; timers fire at their own moments. */
export function ClockMenu({ onWait, disabled }: { onWait: (time: string) => void; disabled: boolean }) {
  const { t } = useTranslation('phone');
  const [exact, setExact] = useState('');
  return (
    <Menu closeOnItemClick={false} position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<IconClockPlus size={15} />} disabled={disabled}>
          {t('clock.pass')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((time) => (
          <Menu.Item key={time} onClick={() => onWait(time)}>
            + {time.replace('min', ' min').replace(/h$/, ' h').replace(/d$/, ' d')}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (exact.trim()) onWait(exact.trim());
          }}
        >
          <TextInput
            p="xs"
            label={t('clock.exact')}
            placeholder="2h 30min"
            value={exact}
            onChange={(e) => setExact(e.currentTarget.value)}
          />
        </form>
      </Menu.Dropdown>
    </Menu>
  );
}

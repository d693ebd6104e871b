import { Button, CloseButton, Group, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconDeviceMobile, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Cast, digits, toggled, without, withPersona } from './personas';
import type { Channel } from './types';

function NewPersona({ cast, onCast }: { cast: Cast; onCast: (cast: Cast) => void }) {
  const { t } = useTranslation('simulator');
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const number = digits(phone);
  return (
    <Popover opened={open} onChange={setOpen} trapFocus withRoles>
      <Popover.Target>
        <Button variant="default" leftSection={<IconUserPlus size={15} />} onClick={() => setOpen(!open)}>
          {t('persona.new')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('persona.new')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (number.length < 8 || !name.trim()) return;
            onCast(withPersona(cast, { phone: number, name: name.trim() }));
            setOpen(false);
            setName('');
            setPhone('');
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={t('persona.name')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              maxLength={100}
            />
            <TextInput
              label={t('persona.phone')}
              description={t('persona.phone_hint')}
              inputMode="tel"
              value={phone}
              onChange={(e) => setPhone(e.currentTarget.value)}
            />
            <Button type="submit" disabled={number.length < 8 || !name.trim()}>
              {t('persona.add')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Who is on the phone: several customers can be, side by side. */
export function PersonaBar({
  cast,
  onCast,
  channels,
  channel,
  onChannel,
}: {
  cast: Cast;
  onCast: (cast: Cast) => void;
  channels: readonly Channel[];
  channel: string;
  onChannel: (key: string) => void;
}) {
  const { t } = useTranslation('simulator');
  return (
    <Group gap="sm" px="lg" py="sm" role="group" aria-label={t('persona.label')}>
      {cast.known.map((one) => (
        <Group gap={2} key={one.phone} wrap="nowrap">
          <Button
            variant={cast.open.includes(one.phone) ? 'light' : 'default'}
            radius="xl"
            aria-pressed={cast.open.includes(one.phone)}
            leftSection={<IconDeviceMobile size={15} />}
            onClick={() => onCast(toggled(cast, one.phone))}
          >
            <bdi>{one.name}</bdi>
          </Button>
          {cast.known.length > 1 && (
            <CloseButton
              size="sm"
              aria-label={t('persona.forget', { name: one.name })}
              title={t('persona.forget_hint')}
              onClick={() => onCast(without(cast, one.phone))}
            />
          )}
        </Group>
      ))}
      <NewPersona cast={cast} onCast={onCast} />
      {channels.length > 1 && (
        <Select
          aria-label={t('channel')}
          data={channels.map((c) => c.key)}
          value={channel}
          onChange={(v) => onChannel(v ?? channel)}
          size="xs"
        />
      )}
    </Group>
  );
}

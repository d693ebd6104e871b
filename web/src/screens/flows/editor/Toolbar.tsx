import { ActionIcon, Group, SegmentedControl, Text, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFlame,
  IconMaximize,
  IconPlus,
  IconSearch,
  IconWand,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useEditor, type View } from './context';
import classes from './Editor.module.css';

function Tool({
  icon: Icon,
  label,
  keys,
  onClick,
  disabled = false,
  pressed,
}: {
  icon: TablerIcon;
  label: string;
  keys?: string;
  onClick: () => void;
  disabled?: boolean;
  pressed?: boolean;
}) {
  return (
    <Tooltip label={keys ? `${label} · ${keys}` : label}>
      <ActionIcon
        variant={pressed ? 'light' : 'subtle'}
        size={30}
        aria-label={label}
        aria-pressed={pressed}
        onClick={onClick}
        disabled={disabled}
      >
        <Icon size={17} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  );
}

function Saving() {
  const { t } = useTranslation('flows');
  const { draft, may } = useEditor();
  const state = may ? draft.saving : 'readonly';
  return (
    <Text size="xs" c={state === 'failed' ? 'bad' : 'dimmed'} role="status" data-saving={state}>
      {t(`saving.${state}`)}
    </Text>
  );
}

export function Toolbar(acts: {
  tidy: () => void;
  tidying: boolean;
  fit: () => void;
  find: () => void;
  heat: boolean | null;
  toggleHeat: () => void;
}) {
  const { t } = useTranslation('flows');
  const { view, showView, draft, may, add } = useEditor();
  const views: View[] = ['canvas', 'outline', 'text', 'texts'];
  return (
    <Group className={classes.tools} gap="xs" wrap="nowrap">
      <SegmentedControl
        size="xs"
        aria-label={t('view.label')}
        value={view}
        onChange={(v) => showView(v as View)}
        data={views.map((v) => ({ value: v, label: t(`view.${v}`) }))}
      />
      <Group gap={2} wrap="nowrap" role="toolbar" aria-label={t('tool.label')}>
        {may && <Tool icon={IconPlus} label={t('tool.add')} keys={t('tool.space')} onClick={() => add({})} />}
        {may && (
          <Tool
            icon={IconArrowBackUp}
            label={t('tool.undo')}
            keys="Ctrl Z"
            onClick={draft.undo}
            disabled={!draft.canUndo}
          />
        )}
        {may && (
          <Tool
            icon={IconArrowForwardUp}
            label={t('tool.redo')}
            keys="Ctrl Y"
            onClick={draft.redo}
            disabled={!draft.canRedo}
          />
        )}
        <Tool icon={IconSearch} label={t('tool.find')} keys="Ctrl F" onClick={acts.find} />
        {view === 'canvas' && (
          <>
            {may && (
              <Tool icon={IconWand} label={t('tool.tidy')} onClick={acts.tidy} disabled={acts.tidying} />
            )}
            <Tool icon={IconMaximize} label={t('tool.fit')} keys={t('tool.home')} onClick={acts.fit} />
            {acts.heat !== null && (
              <Tool icon={IconFlame} label={t('tool.heat')} onClick={acts.toggleHeat} pressed={acts.heat} />
            )}
          </>
        )}
      </Group>
      <Saving />
    </Group>
  );
}

import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FlowPanel } from '../panels/FlowPanel';
import { ProblemsPanel } from '../panels/ProblemsPanel';
import { RunsPanel } from '../panels/RunsPanel';
import { StepPanel } from '../panels/StepPanel';
import { VersionsPanel } from '../panels/VersionsPanel';
import { type Panel, useEditor } from './context';
import classes from './Editor.module.css';

/** The one panel at the right. */
export function PanelTabs({
  live,
  runsAt,
  onRunsAt,
}: {
  live: number | null;
  runsAt: string | null;
  onRunsAt: (id: string | null) => void;
}) {
  const { t } = useTranslation('flows');
  const { panel, showPanel, findings } = useEditor();
  const worst = findings.some((f) => f.severity === 'error') ? 'error' : 'warning';
  const bad = findings.filter((f) => f.severity !== 'hint').length;
  return (
    <aside className={classes.panel} aria-label={t('panel.label')}>
      <Tabs value={panel} onChange={(v) => showPanel((v ?? 'step') as Panel)}>
        <Tabs.List grow>
          <Tabs.Tab value="step" px={8} py={10}>
            {t('panel.step')}
          </Tabs.Tab>
          <Tabs.Tab value="flow" px={8} py={10}>
            {t('panel.flow')}
          </Tabs.Tab>
          <Tabs.Tab
            value="problems"
            px={8}
            py={10}
            rightSection={
              bad > 0 ? (
                <span className={classes.count} data-severity={worst}>
                  {bad}
                </span>
              ) : undefined
            }
          >
            {t('panel.problems')}
          </Tabs.Tab>
          <Tabs.Tab value="versions" px={8} py={10}>
            {t('panel.versions')}
          </Tabs.Tab>
          <Tabs.Tab value="runs" px={8} py={10}>
            {t('panel.runs')}
          </Tabs.Tab>
        </Tabs.List>
      </Tabs>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keys */}
      <section className={classes.scroll} tabIndex={0} aria-label={t(`panel.${panel}`)}>
        {panel === 'step' && <StepPanel />}
        {panel === 'flow' && <FlowPanel />}
        {panel === 'problems' && <ProblemsPanel />}
        {panel === 'versions' && <VersionsPanel live={live} />}
        {panel === 'runs' && <RunsPanel key={runsAt ?? ''} node={runsAt} onNode={onRunsAt} />}
      </section>
    </aside>
  );
}

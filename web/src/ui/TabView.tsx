import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './TabView.module.css';

export type Tab = { name: string; label: string; content: () => ReactNode };

/** Views of one screen, one at a time; only the one that is shown exists. */
export function TabView({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (name: string) => void;
}) {
  return (
    <Tabs
      className={classes.tabs}
      value={value}
      onChange={(next) => next && onChange(next)}
      keepMounted={false}
    >
      <Tabs.List className={classes.list} aria-label={label}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.name} value={tab.name}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.name} value={tab.name} className={classes.panel}>
          {tab.name === value && tab.content()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

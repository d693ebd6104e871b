import { Text } from '@mantine/core';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { iconOf } from '../canvas/icons';
import { useEditor } from '../editor/context';
import { stepOf } from '../model/findings';
import { previewOf, titleOfExit } from '../model/steps';
import { type Branch, outline } from '../model/walk';
import { useNames } from '../names';
import classes from './views.module.css';

type RowProps = {
  branch: Branch;
  from: string | undefined;
  tabbable: boolean;
  onKey: (e: KeyboardEvent) => void;
};

function Row({ branch, from, tabbable, onKey }: RowProps) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { graph, selected, goTo, findings, language } = useEditor();
  const step = graph.nodes[branch.id];
  if (!step) return null;
  const Icon = iconOf(step.type);
  const source = from === undefined ? undefined : graph.nodes[from];
  const exit = branch.exit;
  const by = exit && source ? (titleOfExit(source, exit, language) ?? names.exit(exit)) : null;
  const worst = findings.find((f) => stepOf(graph, f) === branch.id);
  const chosen = selected.includes(branch.id);
  return (
    <div
      role="treeitem"
      aria-level={branch.depth + 1}
      aria-selected={chosen}
      tabIndex={tabbable ? 0 : -1}
      className={classes.branch}
      data-id={branch.id}
      data-selected={chosen || undefined}
      style={{ paddingLeft: 12 + Math.min(branch.depth, 20) * 20 }}
      onClick={() => goTo(branch.id)}
      onKeyDown={onKey}
    >
      {by && <span className={classes.by}>{by}</span>}
      <Icon size={15} stroke={1.7} aria-hidden />
      <span className={classes.kind}>{names.step(step.type)}</span>
      <bdi className="mono">{branch.id}</bdi>
      {graph.start === branch.id && <span className={classes.tag}>{t('canvas.start')}</span>}
      {branch.again ? (
        <span className={classes.tag}>{t('outline.again')}</span>
      ) : (
        <span className={classes.said} dir="auto">
          {previewOf(step, language).slice(0, 120)}
        </span>
      )}
      {worst && !branch.again && (
        <span className={classes.worst} data-severity={worst.severity}>
          {t(`severity.${worst.severity}`)}
        </span>
      )}
    </div>
  );
}

/** The flow as a tree: what the canvas shows and does, for ears and keys. Enter edits, Space adds behind, Del deletes. */
export function OutlineView() {
  const { t } = useTranslation('flows');
  const { graph, selected, goTo, add, remove, may } = useEditor();
  const box = useRef<HTMLDivElement>(null);
  const branches = useMemo(() => outline(graph), [graph]);
  const parents = useMemo(() => {
    const at: string[] = [];
    return branches.map((b) => {
      at[b.depth] = b.id;
      return b.depth === 0 ? undefined : at[b.depth - 1];
    });
  }, [branches]);
  const current = Math.max(
    0,
    branches.findIndex((b) => selected[0] === b.id && !b.again),
  );

  const onKey = (n: number) => (event: KeyboardEvent) => {
    const branch = branches[n];
    if (!branch) return;
    const to = (i: number) => {
      const rows = box.current?.querySelectorAll<HTMLElement>('[role=treeitem]');
      rows?.[Math.max(0, Math.min(branches.length - 1, i))]?.focus();
    };
    const acts: Record<string, () => void> = {
      ArrowDown: () => to(n + 1),
      ArrowUp: () => to(n - 1),
      ArrowRight: () => to(n + 1),
      ArrowLeft: () =>
        to(parents.lastIndexOf(parents[n], n) >= 0 ? branches.findIndex((b) => b.id === parents[n]) : 0),
      Home: () => to(0),
      End: () => to(branches.length - 1),
      Enter: () => goTo(branch.id, { edit: true }),
      ' ': () => may && add({ from: { id: branch.id, exit: 'next' } }),
      Delete: () => may && remove([branch.id]),
    };
    const act = acts[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  if (branches.length === 0)
    return (
      <Text p="md" size="sm">
        {t('canvas.empty')}
      </Text>
    );
  return (
    <div ref={box} className={classes.outline} role="tree" aria-label={t('view.outline')}>
      {branches.map((b, n) => (
        <Row key={`${b.id}.${n}`} branch={b} from={parents[n]} tabbable={n === current} onKey={onKey(n)} />
      ))}
    </div>
  );
}

import { IconPlus } from '@tabler/icons-react';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../model/findings';
import type { Step } from '../model/graph';
import { chipsOf, portsOf, previewOf, titleOfExit, voiceOf } from '../model/steps';
import { useNames } from '../names';
import { iconOf } from './icons';
import classes from './StepNode.module.css';

export type StepData = {
  step: Step;
  language: string;
  start: boolean;
  waiting: number;
  worst: Finding | null;
  /** The simulator stands here. */
  active: boolean;
  /** How many left by each exit; shown when the heat is. */
  left: Record<string, number> | null;
  entered: number | null;
  add: ((id: string, exit: string) => void) | null;
  showWaiting: (id: string) => void;
};

export type StepNodeType = Node<StepData, 'step'>;

function Ports({ id, data }: { id: string; data: StepData }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { step, add } = data;
  return (
    <ul className={classes.ports}>
      {portsOf(step).map((exit) => {
        const title = titleOfExit(step, exit, data.language) ?? names.exit(exit);
        const open = !step.exits?.[exit];
        return (
          <li key={exit} className={classes.port}>
            <span className={classes.exit}>
              <bdi>{title}</bdi>
            </span>
            {data.left && <span className={classes.left}>{data.left[exit] ?? 0}</span>}
            {open && add && (
              <button
                type="button"
                tabIndex={-1}
                className={`${classes.plus} nodrag`}
                aria-label={t('canvas.add_behind', { exit: title })}
                title={t('canvas.add_behind', { exit: title })}
                onClick={(event) => {
                  event.stopPropagation();
                  add(id, exit);
                }}
              >
                <IconPlus size={12} />
              </button>
            )}
            <Handle type="source" position={Position.Right} id={exit} className={classes.handle} />
          </li>
        );
      })}
    </ul>
  );
}

function Head({ id, data }: { id: string; data: StepData }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const Icon = iconOf(data.step.type);
  return (
    <div className={classes.head}>
      <Icon size={15} stroke={1.7} aria-hidden />
      <span className={classes.kind}>{names.step(data.step.type)}</span>
      {data.start && <span className={classes.start}>{t('canvas.start')}</span>}
      {data.waiting > 0 && (
        <button
          type="button"
          tabIndex={-1}
          className={`${classes.now} nodrag`}
          title={t('canvas.now_hint')}
          onClick={(event) => {
            event.stopPropagation();
            data.showWaiting(id);
          }}
        >
          {t('canvas.now', { count: data.waiting })}
        </button>
      )}
      {data.worst && (
        <span
          className={classes.dot}
          data-severity={data.worst.severity}
          role="img"
          aria-label={t(`severity.${data.worst.severity}`)}
          title={data.worst.what}
        />
      )}
    </div>
  );
}

/** A step on the canvas: what it is, what it says, and a port for every way out. */
export const StepNode = memo(function StepNode({ id, data, selected }: NodeProps<StepNodeType>) {
  const preview = previewOf(data.step, data.language);
  const chips = chipsOf(data.step, data.language);
  return (
    <div
      className={classes.step}
      data-voice={voiceOf(data.step.type)}
      data-selected={selected || undefined}
      data-active={data.active || undefined}
      data-severity={data.worst?.severity}
    >
      <Handle type="target" position={Position.Left} className={classes.target} />
      <Head id={id} data={data} />
      <div className={classes.body}>
        <div className={classes.name}>
          <bdi>{id}</bdi>
          {data.entered !== null && <span className={classes.entered}>{data.entered}</span>}
        </div>
        {preview && (
          <div className={classes.preview} dir="auto">
            {preview.slice(0, 200)}
          </div>
        )}
        {chips.length > 0 && (
          <div className={classes.chips}>
            {chips.slice(0, 4).map((chip, i) => (
              <span key={i} className={classes.chip} dir="auto">
                {chip || '…'}
              </span>
            ))}
            {chips.length > 4 && <span className={classes.chip}>+{chips.length - 4}</span>}
          </div>
        )}
      </div>
      <Ports id={id} data={data} />
    </div>
  );
});

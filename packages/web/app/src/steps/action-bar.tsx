import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useConnection } from '../live/use-live.js';
import { Button } from '../parts/button.js';
import { focusOrRows } from '../parts/use-first-focus.js';
import { useServices } from '../session/context.js';
import type { KeyId } from '../shell/key-map.js';
import { useKey } from '../shell/use-key.js';
import { clock } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { newDecision } from './step-run.js';

export interface Fact {
  readonly label: string;
  readonly text: ReactNode;
}

/** What can be done with the picked rows. */
export interface Action {
  readonly id: string;
  /** Verb and count: 확인 6건. */
  readonly label: string;
  readonly tone?: 'go' | 'stop';
  /** The command whose key unfolds it. */
  readonly key?: Extract<KeyId, 'act' | 'reject' | 'merge' | 'split'>;
  /** Why it cannot be done now. */
  readonly cannot?: string | undefined;
  /** What has to be entered first, once it is unfolded. */
  readonly unfinished?: string | undefined;
  /** What will happen, as a sentence; and what is left out, what comes next, who signs. */
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Further input that it needs, such as a reason. */
  readonly fields?: ReactNode;
  readonly run: (decision: string) => void;
}

interface BarProps {
  /** What the selection can and cannot do; after an action, its results. */
  readonly summary: ReactNode;
  readonly actions: readonly Action[];
}

function ActionButton({ action, onPress }: { action: Action; onPress: () => void }): ReactElement {
  const { key, cannot } = action;
  const { status } = useServices();
  // A key that cannot work now says why, as its button does where a pointer rests.
  useKey(
    key ?? 'act',
    () => (cannot === undefined ? onPress() : status.say(cannot)),
    key !== undefined,
  );
  return (
    <Button
      large
      id={`act-${action.id}`}
      tone={action.tone}
      cannot={cannot}
      shortcut={key}
      onClick={onPress}
    >
      {action.label}
    </Button>
  );
}

interface UnfoldedProps {
  readonly action: Action;
  readonly decision: string;
  readonly onClose: () => void;
}

/** What will happen, in place of the bar. Focus goes in; Escape goes back. */
function Unfolded({ action, decision, onClose }: UnfoldedProps): ReactElement {
  const { t } = useText();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector<HTMLElement>('[data-first], .button.go')?.focus();
  }, []);
  return (
    <div
      ref={place}
      className="unfold"
      role="group"
      aria-label={action.title}
      onKeyDown={(event) => {
        if (event.code !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <h2 className="title">{action.title}</h2>
      <dl>
        {action.facts.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {action.fields}
      <div className="bunch">
        <span className="quiet">{t('act.escape')}</span>
        <span className="end bunch">
          <Button large onClick={onClose}>
            {t('act.back')}
          </Button>
          <Button
            large
            tone={action.tone === 'stop' ? 'stop go' : 'go'}
            cannot={action.cannot ?? action.unfinished}
            onClick={({ detail }) => {
              // The second half of a double click on what unfolded this: nobody has read it yet.
              if (detail > 1) return;
              action.run(decision);
              onClose();
            }}
          >
            {action.label}
          </Button>
        </span>
      </div>
    </div>
  );
}

/** The bottom of a screen: what can be done, and its confirmation unfolding in place. */
export function ActionBar({ summary, actions }: BarProps): ReactElement {
  const { t } = useText();
  const { online, since } = useConnection();
  const [open, setOpen] = useState<{ readonly id: string; readonly decision: string }>();
  const unfolded = actions.find(({ id }) => id === open?.id);
  const close = (): void => {
    setOpen(undefined);
    const id = open?.id;
    requestAnimationFrame(() => focusOrRows(`act-${id ?? ''}`));
  };
  if (open !== undefined && unfolded !== undefined) {
    return (
      <div className="act">
        <Unfolded action={unfolded} decision={open.decision} onClose={close} />
      </div>
    );
  }
  const offline = online ? undefined : t('act.offline', { since: clock(since ?? 0) });
  return (
    <div className="act">
      <div className="line">
        <span className="sum bunch">{summary}</span>
        <span className="end bunch">
          {actions.map((action) => (
            <ActionButton
              key={action.id}
              action={{ ...action, cannot: offline ?? action.cannot }}
              onPress={() => setOpen({ id: action.id, decision: newDecision() })}
            />
          ))}
        </span>
      </div>
    </div>
  );
}
